"""The three things a pseudonym is made from, on a phone as on paper."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.lib.own_codes import day_of, first_two, last_two, letters_of

#: What is asked for, by the name of its box.
PARTS: dict[str, str | Promise] = {
    "code1": gettext_lazy("The first two letters of your mother's first name"),
    "code2": gettext_lazy("The day of the month on which you were born, such as 07"),
    "code3": gettext_lazy("The last two letters of the town where you were born"),
}


def fault_of_code(given: Sequence[str]) -> str:
    """What keeps these from making a code that comes out alike the next time."""
    if not (letters_of(given[0]) and given[1].strip() and letters_of(given[2])):
        return _("Fill in all three, so that the code is yours alone.")
    if not day_of(given[1]):
        return _("The day of the month is a number from 1 to 31, such as 07. Correct the second box.")
    return ""


def code_of(given: Sequence[str]) -> str:
    """The same however carefully the three were typed; only of what has no fault."""
    return "/".join((first_two(given[0]), day_of(given[1]), last_two(given[2])))
