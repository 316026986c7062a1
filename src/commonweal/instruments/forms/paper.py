"""A paper sheet typed in: one short box for each question, numbers as they stand on the sheet."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from commonweal.engines.questionnaires import Instrument, as_typed
from commonweal.instruments.forms.sheet import Question, Step, whole_sheet


def typed_answers(instrument: Instrument, fields: Mapping[str, Sequence[str]]) -> tuple[dict[str, Any], dict[str, str]]:
    """Answers by key, and what is wrong by key: on paper, options have numbers, and a blank is no answer."""
    translated: dict[str, list[str]] = {}
    problems: dict[str, str] = {}
    for question in questions_on(whole_sheet(instrument)):
        text = " ".join(fields.get(question.key, [])).strip()
        if not text:
            continue
        if question.kind in ("scale", "text", "number") or not question.choices:
            translated[question.key] = [text]
            continue
        values = {str(choice.number): choice.value for choice in question.choices}
        numbers = text.replace(",", " ").split()
        wrong = [number for number in numbers if number not in values]
        if wrong or (len(numbers) > 1 and question.kind != "choices"):
            problems[question.key] = _("“%(typed)s” is none of the numbers 1 to %(last)s.") % {
                "typed": text[:20],
                "last": len(values),
            }
        else:
            translated[question.key] = [values[number] for number in numbers]
    return as_typed(instrument, translated), problems


def questions_on(steps: Sequence[Step]) -> list[Question]:
    return [question for step in steps for question in step.questions]


def numbers_to_type(question: Question) -> str:
    """Which numbers may stand in the box."""
    if not question.choices:
        return ""
    first, last = question.choices[0].number, question.choices[-1].number
    return f"{first}" if first == last else f"{first}–{last}"
