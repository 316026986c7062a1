"""The three small answers that people make their code of, wherever they are typed: phones, paper, roundtables."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from commonweal.lib.own_codes import day_of, first_two, last_two, letters_of


def own_code(answers: Sequence[str], letter: str = "") -> str:
    """Folded, with the letter of whom shares it with somebody; raises ValidationError saying which answer is none."""
    if len(answers) != 3 or not all(answer.strip() for answer in answers):
        raise ValidationError(_("Answer all three, so that you get the same code next time."))
    first, day, last = answers
    parts = [name_part(first_two(first)), day_part(day), name_part(last_two(last))]
    return "|".join([*parts, letters_of(letter)[:1]] if letters_of(letter) else parts)


def name_part(letters: str) -> str:
    if not letters:
        raise ValidationError(_("Letters are missing. Type the two letters of the name, or the whole name."))
    return letters


def day_part(typed: str) -> str:
    if not (day := day_of(typed)):
        raise ValidationError(_("The day of the month is a number from 1 to 31. Correct the second answer."))
    return day
