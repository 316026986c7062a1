"""Questions as somebody reads them who is about to ask them: in words, with their answers and when they are shown."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.engines.questionnaires import Condition, Gate, Instrument, Item
from commonweal.instruments.forms.sheet import Question, Step, numbers_of, whole_sheet
from commonweal.lib.languages import page_language

KINDS: dict[str, str | Promise] = {
    "scale": gettext_lazy("points on a scale"),
    "choice": gettext_lazy("one answer"),
    "choices": gettext_lazy("several answers"),
    "text": gettext_lazy("in words"),
    "number": gettext_lazy("a number"),
    "yes-no": gettext_lazy("yes or no"),
    "pledge": gettext_lazy("a pledge"),
}


@dataclass(frozen=True)
class QuestionShown:
    question: Question
    kind: str | Promise
    shown_if: str
    right: tuple[str, ...]

    @property
    def scale(self) -> str:
        return self.question.item.scale


@dataclass(frozen=True)
class StepShown:
    step: Step
    shown_if: str
    questions: tuple[QuestionShown, ...]


@dataclass(frozen=True)
class ScaleShown:
    """How the answers to some questions become one figure; the questions by their numbers on the page."""

    title: str
    low: int
    high: int
    is_sum: bool
    questions: tuple[int, ...]
    turned: tuple[int, ...]
    #: Of a hundred questions, how many a person must have answered.
    needed: int
    gate: Gate | None


def how_it_counts(instrument: Instrument) -> list[ScaleShown]:
    numbers = numbers_of(instrument)
    shown = []
    for scale in instrument.scales:
        items = [item for item in instrument.in_order if item.scale == scale.id]
        shown.append(
            ScaleShown(
                title=scale.title.said(page_language()),
                low=scale.min,
                high=scale.max,
                is_sum=scale.score == "sum",
                questions=tuple(numbers[item.id] for item in items),
                turned=tuple(numbers[item.id] for item in items if item.reverse),
                needed=round(scale.min_answered * 100),
                gate=instrument.gate(scale.id),
            )
        )
    return shown


def as_asked(instrument: Instrument) -> list[StepShown]:
    sections = {section.id: section for section in instrument.sections}
    shown = []
    for step in whole_sheet(instrument):
        section = sections.get(step.id)
        questions = tuple(
            QuestionShown(
                question,
                KINDS.get(question.kind, question.kind),
                _conditions(instrument, question.item.show_if),
                question.item.correct,
            )
            for question in step.questions
        )
        shown.append(StepShown(step, _conditions(instrument, section.show_if if section else ()), questions))
    return shown


def _conditions(instrument: Instrument, conditions: tuple[Condition, ...]) -> str:
    return "; ".join(_condition(instrument, condition) for condition in conditions)


def _condition(instrument: Instrument, condition: Condition) -> str:
    item, number = instrument.item(condition.item), numbers_of(instrument)[condition.item]
    values = condition.is_one_of or condition.is_none_of
    quoted = (_("“%(answer)s”") % {"answer": _answer(item, value)} for value in values)
    words = {"number": number, "answers": _(" or ").join(quoted)}
    if condition.is_one_of:
        return _("the answer to question %(number)s is %(answers)s") % words
    if condition.is_none_of:
        return _("the answer to question %(number)s is not %(answers)s") % words
    if condition.at_least is not None:
        return _("the answer to question %(number)s is at least %(limit)s") % (words | {"limit": condition.at_least})
    return _("the answer to question %(number)s is at most %(limit)s") % (words | {"limit": condition.at_most})


def _answer(item: Item, value: str | int | float) -> str:
    for option in item.options:
        if option.id == value:
            return option.text.said(page_language())
    return {"yes": _("Yes"), "no": _("No")}.get(str(value), str(value))
