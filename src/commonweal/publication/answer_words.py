"""A summary of a survey as its page shows it, in one language: pictures, tables and sentences, all from its content."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from commonweal.engines.psychometrics.spread import stand_together
from commonweal.ui import formats
from commonweal.ui.charts import AnswersChart, AnswersRow, Chart, Measured

#: Fewer people are never told in percent.
PERCENT_FROM = 20
#: So many gaps are drawn; the table has them all.
MOST_GAPS = 3

Content = Mapping[str, Any]


@dataclass(frozen=True)
class GapTold:
    """One question, how both groups stand, and whether chance could have made it."""

    question: str
    first: str
    second: str
    is_clear: bool
    chart: AnswersChart


@dataclass(frozen=True)
class ScaleTold:
    title: str
    finding: str
    chart: AnswersChart
    #: By question, each group's name and how many of it stand high.
    groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True)
class ChoiceTold:
    """A question with answers to choose from, or one of a number; `rows` None where too few answered."""

    question: str
    n: int | None
    rows: tuple[tuple[str, str], ...] = ()
    median: float | None = None


@dataclass(frozen=True)
class CommentsTold:
    question: str
    n: int
    about: tuple[tuple[str, int], ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """All of the page. `groups` are the names of those told apart; the first two of `pair` stand in the gaps."""

    title: str
    purpose: str
    response: str
    audience: str
    mode: str
    floor: int
    closed_day: date
    pair: tuple[str, ...]
    gaps: tuple[GapTold, ...]
    #: Questions that tell no groups apart and so may hide a gap; where all stand on one side there is none.
    not_apart: tuple[str, ...]
    groups: tuple[str, ...]
    scales: tuple[ScaleTold, ...]
    choices: tuple[ChoiceTold, ...]
    numbers: tuple[ChoiceTold, ...]
    comments: tuple[CommentsTold, ...]
    methods: tuple[str, ...]
    instrument: str
    version: str

    @property
    def clear_gaps(self) -> tuple[GapTold, ...]:
        return tuple(gap for gap in self.gaps if gap.is_clear)

    @property
    def other_gaps(self) -> tuple[GapTold, ...]:
        return tuple(gap for gap in self.gaps if not gap.is_clear)

    @property
    def drawn_gaps(self) -> tuple[GapTold, ...]:
        return self.gaps[:MOST_GAPS]


def told(content: Content, lang: str) -> Told:
    survey, say = content["survey"], _Say(content, lang)
    return Told(
        title=say.of(survey["title"]),
        purpose=say.of(survey["purpose"]) if survey["purpose"] else "",
        response=say.of(survey["response"]),
        audience=say.of(survey["audience"]),
        mode=say.of(survey["mode"]),
        floor=survey["floor"],
        closed_day=date.fromisoformat(survey["closed_on"]),
        pair=tuple(say.group(code) for code in content["gaps"]["pair"]) if content["gaps"] else (),
        gaps=tuple(say.gaps()),
        not_apart=tuple(say.not_apart()),
        groups=tuple(say.group(group["code"]) for group in content["groups"]),
        scales=tuple(say.scale(scale) for scale in content["scales"]),
        choices=tuple(say.choice(one) for one in content["choices"]),
        numbers=tuple(ChoiceTold(say.of(one["text"]), one["n"], (), one["median"]) for one in content["numbers"]),
        comments=tuple(say.comments(one) for one in content["comments"]),
        methods=tuple(say.of(one) for one in content["methods"]),
        instrument=survey["instrument"],
        version=survey["version"],
    )


def charts_of(page: Told) -> list[tuple[Chart, bool]]:
    """Each picture of the page, and whether it stands there only small."""
    small = [(gap.chart, True) for gap in page.drawn_gaps]
    return [*small, *((scale.chart, False) for scale in page.scales)]


def share(k: int, n: int) -> str:
    """7 of 12; from twenty people on 58% (14 of 24), where it is not nobody or all."""
    of = _("%(k)s of %(n)s") % {"k": formats.number(k), "n": formats.number(n)}
    return of if n < PERCENT_FROM or k in (0, n) else f"{formats.percent(100 * k / n, 0)} ({of})"


@dataclass(frozen=True)
class _Say:
    content: Content
    lang: str

    def of(self, words: Mapping[str, str]) -> str:
        return words.get(self.lang) or words["en"]

    def group(self, code: str) -> str:
        return next(self.of(group["name"]) for group in self.content["groups"] if group["code"] == code)

    def scale(self, scale: Content) -> ScaleTold:
        finding, title = self.of(scale["finding"]), self.of(scale["title"])
        rows = tuple(AnswersRow(self.of(one["text"]), _counts(one["counts"])) for one in scale["questions"])
        chart = AnswersChart(self._measured(finding, title), self._points(scale["points"]), rows)
        codes = [group["code"] for group in self.content["groups"]]
        split = tuple(
            (self.of(one["text"]), tuple((self.group(code), self._cell(one, code)) for code in codes))
            for one in scale["questions"]
            if one["groups"]
        )
        return ScaleTold(title, finding, chart, split)

    def _cell(self, one: Content, code: str) -> str:
        counts = next((group["counts"] for group in one["groups"] if group["code"] == code), None)
        return _("not shown") if counts is None else share(_above(counts), sum(counts))

    def gaps(self) -> Iterator[GapTold]:
        if not self.content["gaps"]:
            return
        questions = {one["id"]: one for scale in self.content["scales"] for one in scale["questions"]}
        pair = self.content["gaps"]["pair"]
        for gap in self.content["gaps"]["questions"]:
            one = questions[gap["id"]]
            of = {group["code"]: group["counts"] for group in one["groups"]}
            first, second = (share(_above(of[code]), sum(of[code])) for code in pair)
            rows = tuple(AnswersRow(f"{self.group(code)} ({sum(of[code])})", tuple(of[code])) for code in pair)
            question = self.of(one["text"])
            chart = AnswersChart(self._measured(question, question), self._points(one["points"]), rows)
            yield GapTold(question, first, second, gap["is_clear"], chart)

    def not_apart(self) -> Iterator[str]:
        for scale in self.content["scales"] if self.content["groups"] else ():
            for one in scale["questions"]:
                if one["counts"] and not one["groups"] and not stand_together(one["counts"]):
                    yield self.of(one["text"])

    def choice(self, one: Content) -> ChoiceTold:
        rows = tuple((self.of(each["text"]), share(each["n"], one["n"])) for each in one["answers"] or ())
        return ChoiceTold(self.of(one["text"]), one["n"], rows)

    def comments(self, one: Content) -> CommentsTold:
        about = tuple((each["code"], each["n"]) for each in one["about"])
        return CommentsTold(self.of(one["text"]), one["n"], about, tuple(one["words"]))

    def _points(self, points: Mapping[str, list[str]]) -> tuple[str, ...]:
        return tuple(points[self.lang])

    def _measured(self, finding: str, what: str) -> Measured:
        place = self.of(self.content["survey"]["title"])
        return Measured(finding, what, _("people by answer"), place, kind="count", decimals=0)


def _counts(counts: list[int] | None) -> tuple[int, ...] | None:
    return None if counts is None else tuple(counts)


def _above(counts: list[int]) -> int:
    """How many stand on the high side of the middle."""
    return sum(counts[(len(counts) + 1) // 2 :])
