"""A test or a scale as a list of numbered lines: what stands on paper, and what may be typed for each line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from commonweal.engines.questionnaires import instrument_from
from commonweal.instruments.forms.sheet import Question as ScaleQuestion
from commonweal.instruments.forms.sheet import whole_sheet
from commonweal.lib.languages import page_language
from commonweal.training.models import Assessment
from commonweal.training.syllabus import PLACES, Question, syllabus_from


@dataclass(frozen=True)
class Mark:
    """One answer that can be circled: its number on paper, and what a phone would send for it."""

    number: str
    value: str
    label: str


@dataclass(frozen=True)
class Line:
    """One question. `key` is the name under which a phone sends it."""

    key: str
    number: int
    text: str
    marks: tuple[Mark, ...]
    time: str = ""
    is_row: bool = False
    low: str = ""
    high: str = ""

    @property
    def may_be_typed(self) -> str:
        return f"{self.marks[0].number}–{self.marks[-1].number}"


@dataclass(frozen=True)
class PaperSheet:
    title: str
    intro: str
    lines: tuple[Line, ...]


def sheet_of(assessment: Assessment, form: str) -> PaperSheet:
    """In the language of the page; of a test, the questions of this form."""
    if assessment.is_test:
        syllabus = syllabus_from(assessment.series.syllabus.content)
        asked = [syllabus.by_id[item] for item in assessment.content[form]]
        lines = tuple(_of_test(number, question) for number, question in enumerate(asked, start=1))
        return PaperSheet(_("What do you know?"), _("Circle one number for each question."), lines)
    steps = whole_sheet(instrument_from(assessment.content))
    lines = tuple(_of_scale(question) for step in steps for question in step.questions)
    return PaperSheet(steps[0].title, steps[0].intro, lines)


def answers_typed(sheet: PaperSheet, typed: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """What a phone would have sent, and what is wrong, by key. An empty box is no answer."""
    answers: dict[str, str] = {}
    problems: dict[str, str] = {}
    for line in sheet.lines:
        text = typed.get(line.key, "").strip().casefold()
        values = {mark.number: mark.value for mark in line.marks}
        if text in values:
            answers[line.key] = values[text]
        elif text:
            words = _("“%(typed)s” is none of the numbers 1 to %(last)s.")
            problems[line.key] = words % {"typed": text[:20], "last": line.marks[-1].number}
    return answers, problems


def as_typed_before(sheet: PaperSheet, kept: Mapping[str, object]) -> dict[str, str]:
    """The numbers that stand in the boxes when a sheet that is in is corrected."""
    flat: dict[str, str] = {}
    for key, value in kept.items():
        if isinstance(value, Mapping):
            flat |= {key: str(value["now"])} if "now" in value else {}
            flat |= {f"{key}.then": str(value["then"])} if "then" in value else {}
        else:
            flat[key] = str(value)
    numbers = {line.key: {mark.value: mark.number for mark in line.marks} for line in sheet.lines}
    return {key: numbers[key][value] for key, value in flat.items() if value in numbers.get(key, {})}


def _of_test(number: int, question: Question) -> Line:
    language = page_language()
    marks = [
        Mark(str(PLACES.index(answer.id) + 1), answer.id, answer.text.in_language(language))
        for answer in question.answers
    ]
    return Line(question.id, number, question.text.in_language(language), tuple(marks))


def _of_scale(question: ScaleQuestion) -> Line:
    marks: Sequence[Mark] = [Mark(str(one.number), one.value, one.label) for one in question.choices]
    return Line(
        question.key, question.number, question.text, tuple(marks), question.time, question.is_row, question.low,
        question.high,
    )  # fmt: skip
