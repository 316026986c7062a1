"""A roundtable in words and columns: a share never stands without how many answered and how many were there."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from commonweal.training.models import Roundtable
from commonweal.training.queries.roundtables import Held, Learned
from commonweal.ui.formats import number, percent, short_number

#: The picture is so high, and each column so wide.
HIGH, WIDE = 100, 10


def learned_words(learned: Learned) -> str:
    """49 of 52 who answered, 52 of 57 attending, likely 92–94.7%; in people where percent would be too sure.

    And what those who did not answer could change: an interval does not mend that.
    """
    told = {"k": number(learned.k), "n": number(learned.n), "people": number(learned.people)}
    if not learned.is_for_percent:
        told |= {"low": number(learned.low_people), "high": number(learned.high_people)}
        if learned.n == learned.people:
            return _("%(k)s of %(n)s learned something new. All who attended answered.") % told
        said = _(
            "%(k)s of %(n)s who answered learned something new, %(n)s of %(people)s attending, "
            "likely %(low)s to %(high)s people."
        )
        others = _(
            "Too few for a reliable percentage. Whatever the others would say, it is between %(fewest)s and %(most)s "
            "of %(people)s people."
        )
        told |= {"fewest": number(learned.k), "most": number(learned.k + learned.people - learned.n)}
        return f"{said} {others}" % told
    told["percent"] = percent(100 * learned.share, 0)
    if learned.n == learned.people:
        return _("%(percent)s learned something new: %(k)s of %(n)s, and all who attended answered.") % told
    told["likely"] = _between(learned.low, learned.high)
    told["bounds"] = _between(*learned.bounds)
    said = _(
        "%(percent)s learned something new: %(k)s of %(n)s who answered, %(n)s of %(people)s attending, "
        "likely %(likely)s."
    )
    others = _("Whatever the others would say, it is within %(bounds)s of all %(people)s.")
    return f"{said} {others}" % told


def _between(low: float, high: float) -> str:
    """92–94.7%, as the command of the same figures says it."""
    last = round(100 * high, 1)
    return f"{short_number(100 * low)}–{percent(last, 0 if last.is_integer() else 1)}"


def learned_in_short(learned: Learned | None) -> str:
    """For a table's cell: 94% (49 of 52)."""
    if learned is None:
        return _("not shown")
    count = _("%(k)s of %(n)s") % {"k": number(learned.k), "n": number(learned.n)}
    return f"{percent(100 * learned.share, 0)} ({count})" if learned.is_for_percent else count


def again_words(held: Held) -> str:
    """How many had come before, and how many of last time came again; nothing where nobody can be known again."""
    if held.again is None or held.before is None:
        return ""
    told = {"k": number(held.again), "n": number(held.signed_in)}
    last, there, back = held.before
    before = {"k": number(back), "n": number(there), "number": last}
    return " ".join((
        _("%(k)s of %(n)s who signed in had come before.") % told,
        _("Of the %(n)s who signed in at roundtable %(number)s, %(k)s came again.") % before,
    ))  # fmt: skip


def columns(every: Sequence[Held]) -> dict[str, Any]:
    """A column for each that has been, from the oldest on; its dark part had come before."""
    shown = [one for one in reversed(every) if one.people]
    most = max((one.people or 0 for one in shown), default=0)
    drawn = []
    for place, one in enumerate(shown):
        high, dark = (round(HIGH * people / most) for people in (one.people or 0, one.again or 0))
        drawn.append({"x": place * WIDE + 1, "y": HIGH - high, "high": high, "dark_y": HIGH - dark, "dark": dark})
    return {"columns": drawn, "wide": max(1, len(drawn)) * WIDE, "most": most, "shown": shown}


def stages(roundtable: Roundtable) -> list[tuple[str, str, bool]]:
    """What the facilitator can press: key, words, and whether phones do it now."""
    words = {
        Roundtable.Stage.ARRIVING: _("Let people arrive"),
        Roundtable.Stage.TABLES: _("Let the tables write"),
        Roundtable.Stage.DOTS: _("Let everybody give dots"),
        Roundtable.Stage.CLOSING: _("Ask for promises and feedback"),
    }
    return [(str(key), text, roundtable.stage == key) for key, text in words.items()]
