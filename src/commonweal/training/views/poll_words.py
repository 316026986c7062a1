"""A poll's answers and bars in the language of the page."""

from typing import Any

from commonweal.lib.languages import page_language
from commonweal.training.models import Poll
from commonweal.training.queries import Tally


def spoken_option(option: dict[str, str]) -> str:
    """In the other language where it was not written in this one."""
    return option[page_language()] or option["en"]


def answers_of(poll: Poll) -> list[tuple[str, str]]:
    return [(option["id"], spoken_option(option)) for option in poll.options]


def bars(tally: Tally) -> list[dict[str, Any]]:
    """Empty where too few have voted to show anything."""
    return [
        {
            "answer": spoken_option(one.option), "votes": one.votes, "percent": one.percent,
            "permille": one.permille, "n": tally.votes,
        }
        for one in tally.counted or []
    ]  # fmt: skip
