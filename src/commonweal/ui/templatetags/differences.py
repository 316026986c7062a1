"""What changed between two texts, readable without colour and aloud."""

from django import template

from commonweal.lib.word_differences import Piece, word_differences

register = template.Library()


@register.inclusion_tag("ui/differences.html")
def differences(before: str, after: str) -> dict[str, list[Piece]]:
    """The newer text with what was taken out struck through and what was added underlined."""
    return {"pieces": word_differences(before, after)}
