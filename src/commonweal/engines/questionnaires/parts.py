"""The parts of an instrument, each checked when it is made: words, scales, sections, questions and when to show them.

What needs the other parts to be judged (an id twice, a condition on a later question) is in `coherence`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from commonweal.engines.questionnaires.faults import (
    InstrumentError,
    need_id,
    need_number,
    need_one_of,
    need_text,
    need_texts,
    need_truth,
    need_unique,
    need_whole,
)

KINDS = ("scale", "choice", "choices", "text", "number", "yes-no", "pledge", "ties")
#: Kinds whose answer is among the options that the question lists.
CHOOSING = ("choice", "choices")
SCORES = ("mean", "sum")
FORMS = ("A", "B")
#: How far a scale may reach either way; a slider of thousands is a number, not a scale.
FURTHEST = 1_000
#: A list of places is long; what is longer is no list to choose from.
MOST_OPTIONS = 500
#: Of one text: a page and a half.
LONGEST = 5_000


@dataclass(frozen=True)
class Text:
    """What a person reads, by language. Both empty: there is none."""

    en: str = ""
    es: str = ""

    def __post_init__(self) -> None:
        for language in ("en", "es"):
            value = getattr(self, language)
            if not isinstance(value, str):
                raise InstrumentError(language, "not-text", value=repr(value))

    def __bool__(self) -> bool:
        return bool(self.en or self.es)

    def said(self, language: str) -> str:
        """In the reader's language, else in the one that there is."""
        return (self.es or self.en) if language == "es" else (self.en or self.es)


NO_WORDS = Text()


@dataclass(frozen=True)
class Option:
    """One possible answer. `misconception` says what somebody who chooses it probably believes."""

    id: str
    text: Text = NO_WORDS
    correct: bool = False
    misconception: Text = NO_WORDS

    def __post_init__(self) -> None:
        need_id("options.id", self.id)
        need_truth(f"options.{self.id}.correct", self.correct)


@dataclass(frozen=True)
class Label:
    """The words of one point of a scale."""

    value: int
    text: Text = NO_WORDS


@dataclass(frozen=True)
class Style:
    """A way of doing things, told without a number, beside a scale's points."""

    id: str
    title: Text = NO_WORDS
    text: Text = NO_WORDS

    def __post_init__(self) -> None:
        need_id("styles.id", self.id)


@dataclass(frozen=True)
class Condition:
    """Shown only if an earlier answer is one of `is_one_of`, none of `is_none_of`, or at least or at most a number.

    In the file: `show_if = {item = "role", is = ["chair"]}`, `is_not`, `at_least`, `at_most`; a list of such tables
    wants all of them. A question that was not answered, or not shown, fulfils no condition.
    """

    item: str
    is_one_of: tuple[str | int | float, ...] = ()
    is_none_of: tuple[str | int | float, ...] = ()
    at_least: int | float | None = None
    at_most: int | float | None = None

    def __post_init__(self) -> None:
        path = f"show_if.{self.item}"
        need_text("show_if.item", self.item)
        bounds = [bound for bound in (self.at_least, self.at_most) if bound is not None]
        if len(bounds) + bool(self.is_one_of) + bool(self.is_none_of) != 1:
            raise InstrumentError(path, "one-comparison")
        for bound in bounds:
            need_number(path, bound)
        for values in (self.is_one_of, self.is_none_of):
            for value in values:
                if not isinstance(value, str):
                    need_number(path, value)
            need_unique(path, values)


@dataclass(frozen=True)
class Gate:
    """From which median a scale's subject counts as present, from which as something to cultivate; below: absent."""

    scale: str
    present: float
    cultivate: float

    def __post_init__(self) -> None:
        for name in ("present", "cultivate"):
            need_number(f"gates.{self.scale}.{name}", getattr(self, name))
            object.__setattr__(self, name, float(getattr(self, name)))
        if self.cultivate >= self.present:
            raise InstrumentError(f"gates.{self.scale}", "gate-order", present=self.present, cultivate=self.cultivate)

    def verdict(self, median: float) -> str:
        """`present`, `cultivate` or `absent`; each limit belongs to the better side."""
        if median >= self.present:
            return "present"
        return "cultivate" if median >= self.cultivate else "absent"


@dataclass(frozen=True)
class Scale:
    """Whole points from `min` to `max`, higher meaning more of what its title says; `reverse` on an item turns it."""

    id: str
    min: int
    max: int
    title: Text = NO_WORDS
    score: str = "mean"
    #: The share of a person's items that must be answered for this person's score.
    min_answered: float = 0.8
    labels: tuple[Label, ...] = ()
    low_pole: Text = NO_WORDS
    high_pole: Text = NO_WORDS
    styles: tuple[Style, ...] = ()

    def __post_init__(self) -> None:
        path = f"scales.{self.id}"
        need_text("scales.id", self.id)
        for name in ("min", "max"):
            need_whole(f"{path}.{name}", getattr(self, name), -FURTHEST, FURTHEST)
        if self.min >= self.max:
            raise InstrumentError(path, "min-above-max", low=self.min, high=self.max)
        need_one_of(f"{path}.score", self.score, SCORES)
        need_number(f"{path}.min_answered", self.min_answered)
        if not 0 <= self.min_answered <= 1:
            raise InstrumentError(f"{path}.min_answered", "not-a-share", value=self.min_answered)
        object.__setattr__(self, "min_answered", float(self.min_answered))
        need_unique(f"{path}.labels", [label.value for label in self.labels])
        for label in self.labels:
            self._check_label(label)
        need_unique(f"{path}.styles", [style.id for style in self.styles])
        check_poles(f"{path}.low_pole", self.low_pole, f"{path}.high_pole", self.high_pole)

    def _check_label(self, label: Label) -> None:
        path = f"scales.{self.id}.labels"
        if type(label.value) is not int or not self.min <= label.value <= self.max:
            raise InstrumentError(path, "label-outside", value=label.value, low=self.min, high=self.max)
        other = {self.min: self.high_pole, self.max: self.low_pole}.get(label.value, NO_WORDS)
        for language in ("en", "es"):
            words = getattr(label.text, language)
            if words and words.casefold() == getattr(other, language).casefold():
                raise InstrumentError(path, "poles-reversed", value=label.value, words=words)

    @property
    def points(self) -> range:
        return range(self.min, self.max + 1)

    def label(self, value: int) -> Text:
        return next((label.text for label in self.labels if label.value == value), NO_WORDS)


def check_poles(low_path: str, low: Text, high_path: str, high: Text) -> None:
    if bool(low) != bool(high):
        given, missing = (low_path, high_path) if low else (high_path, low_path)
        raise InstrumentError(given, "one-pole", missing=missing)
    for language in ("en", "es"):
        words = getattr(low, language)
        if words and words.casefold() == getattr(high, language).casefold():
            raise InstrumentError(low_path, "same-poles", words=words)


@dataclass(frozen=True)
class Section:
    """Questions asked together, one step of the form."""

    id: str
    title: Text = NO_WORDS
    intro: Text = NO_WORDS
    show_if: tuple[Condition, ...] = ()

    def __post_init__(self) -> None:
        need_id("sections.id", self.id)


@dataclass(frozen=True)
class Plan:
    """By when and by whom an item's advice would be done, if it is taken into a work plan."""

    days: int
    owner: Text = NO_WORDS

    def __post_init__(self) -> None:
        need_whole("plan.days", self.days, 1, 1_000)


@dataclass(frozen=True)
class Item:
    """One question. What an answer to each kind is stands in `answering`."""

    id: str
    section: str = ""
    kind: str = "scale"
    #: The scale whose points are the answers (kind `scale`) or to which the answer counts.
    scale: str = ""
    #: Agreeing means less of what the scale measures: the answer a counts as min + max − a.
    reverse: bool = False
    required: bool = False
    text: Text = NO_WORDS
    hint: Text = NO_WORDS
    #: The poles of this item, where it has its own instead of the scale's.
    low: Text = NO_WORDS
    high: Text = NO_WORDS
    options: tuple[Option, ...] = ()
    #: What a number may be.
    min: int | float | None = None
    max: int | float | None = None
    whole: bool = False
    concept: str = ""
    explanation: Text = NO_WORDS
    #: Which of two parallel forms it belongs to; empty: both.
    form: str = ""
    sources: tuple[str, ...] = ()
    show_if: tuple[Condition, ...] = ()
    #: What to do where answers are low.
    advice: Text = NO_WORDS
    #: What makes the advice a piece of a work plan.
    plan: Plan | None = None
    #: Asked twice at one time: "then" (the id with `.then`) and "now" (the id itself).
    retrospective: bool = False
    correct: tuple[str, ...] = field(default=(), init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        need_text("items.id", self.id)
        path = f"items.{self.id}"
        need_one_of(f"{path}.kind", self.kind, KINDS)
        for name in ("reverse", "required", "whole", "retrospective"):
            need_truth(f"{path}.{name}", getattr(self, name))
        if self.form:
            need_one_of(f"{path}.form", self.form, FORMS)
        need_texts(f"{path}.sources", self.sources)
        check_poles(f"{path}.low", self.low, f"{path}.high", self.high)
        self._check_kind()
        object.__setattr__(self, "correct", tuple(option.id for option in self.options if option.correct))

    def _check_kind(self) -> None:
        path = f"items.{self.id}"
        if self.kind == "scale" and not self.scale:
            raise InstrumentError(f"{path}.scale", "needs-scale")
        if self.kind in CHOOSING and len(self.options) < 2:
            raise InstrumentError(f"{path}.options", "needs-options", kind=self.kind)
        if len(self.options) > MOST_OPTIONS:
            raise InstrumentError(f"{path}.options", "too-many-options", limit=MOST_OPTIONS)
        misplaced = {
            "options": self.kind not in CHOOSING and self.options,
            "reverse": self.kind != "scale" and self.reverse,
            "low": self.kind != "scale" and bool(self.low),
            "min": self.kind != "number" and self.min is not None,
            "max": self.kind != "number" and self.max is not None,
            "whole": self.kind != "number" and self.whole,
            "scale": self.kind not in ("scale", "number") and self.scale,
        }
        for name, wrong in misplaced.items():
            if wrong:
                raise InstrumentError(f"{path}.{name}", "does-not-fit", kind=self.kind)
        if self.plan and not self.advice:
            raise InstrumentError(f"{path}.advice", "absent")
        need_unique(f"{path}.options", [option.id for option in self.options])
        for name in ("min", "max"):
            if getattr(self, name) is not None:
                need_number(f"{path}.{name}", getattr(self, name))
        if self.min is not None and self.max is not None and self.min > self.max:
            raise InstrumentError(path, "min-above-max", low=self.min, high=self.max)

    @property
    def then_id(self) -> str:
        """Under which the answer about the time before stands."""
        return f"{self.id}.then"
