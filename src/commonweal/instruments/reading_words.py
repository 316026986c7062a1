"""What a survey's results say in sentences: counts of people first, never a percent of fewer than twenty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonweal.engines.questionnaires import Item, Text
from commonweal.instruments.queries.audience import RESPONDENTS
from commonweal.instruments.queries.results import (
    ABSENT,
    CULTIVATE,
    PRESENT,
    ChoiceAnswers,
    Chosen,
    Gap,
    Results,
    ScaleAnswers,
    ScaleResult,
)
from commonweal.instruments.queries.since_last import Moved, SinceLast
from commonweal.lib.languages import page_language
from commonweal.publication.answer_words import PERCENT_FROM, share
from commonweal.ui import formats

#: So many questions with answers to choose from stand out, where nothing is on a scale.
MOST_CHOICES = 3
GATES: dict[str, str | Promise] = {
    PRESENT: gettext_lazy("present"),
    CULTIVATE: gettext_lazy("to cultivate"),
    ABSENT: gettext_lazy("absent"),
}


@dataclass(frozen=True)
class GapLine:
    """One question and how its two groups stand; `verdict` says whether chance could have made it."""

    question: str
    first: str
    second: str
    is_clear: bool

    @property
    def verdict(self) -> str:
        return _("a clear gap") if self.is_clear else _("could be chance")


def said(text: Text) -> str:
    return text.said(page_language())


def group_name(group: str) -> str:
    return str(RESPONDENTS.get(group, group))


def response(results: Results) -> str:
    """How many answered, of how many who were asked; and of how many there are figures, where those are fewer."""
    answers = results.answers
    tell = _response_by_slip if answers.survey.by_slips else _response
    told = tell(answers.n_answered, answers.n_invited, by_code=answers.survey.is_open_in_room)
    if not 0 < answers.n < answers.n_answered:
        return told
    fewer = _("The figures are of %(n)s of them; the other sheets were deleted.") % {"n": formats.number(answers.n)}
    return f"{told} {fewer}"


def _response(n: int, asked: int | None, *, by_code: bool) -> str:
    """By one code for all nobody knows whether each sheet is somebody else's."""
    if asked == n and n > 1:
        return _("All %(n)s people who were asked answered.") % {"n": formats.number(n)}
    if asked is not None and asked < n:
        return _("%(n)s sheets came, of %(asked)s people asked. Somebody may be counted twice.") % {
            "n": formats.number(n),
            "asked": formats.number(asked),
        }
    if asked is None and by_code:
        return ngettext("%(n)s sheet came.", "%(n)s sheets came.", n) % {"n": formats.number(n)}
    if asked is None:
        return ngettext("%(n)s person answered.", "%(n)s people answered.", n) % {"n": formats.number(n)}
    if asked < PERCENT_FROM:
        words = ngettext(
            "%(n)s of %(asked)s who were asked answered.", "%(n)s of %(asked)s who were asked answered.", n
        )
        return words % {"n": formats.number(n), "asked": formats.number(asked)}
    return _("%(share)s of those asked answered.") % {"share": share(n, asked)}


def _response_by_slip(n: int, slips: int | None, *, by_code: bool) -> str:  # noqa: ARG001 - the same for both
    """A slip that nobody gave out, and nobody made void, counts as silent: nobody here can tell them apart."""
    names = {"n": formats.number(n), "slips": formats.number(slips or 0)}
    return (
        ngettext(
            "%(n)s sheet came, with %(slips)s slips out, each of which serves once.",
            "%(n)s sheets came, with %(slips)s slips out, each of which serves once.",
            n,
        )
        % names
    )


def is_thin(results: Results) -> bool:
    """Fewer than half of those asked: the others may think otherwise."""
    asked = results.answers.n_invited
    return asked is not None and 2 * results.answers.n_answered < asked


def question_words(item: Item) -> str:
    """A reversed question says that it was turned: a high answer to it is a favourable one, and not a yes."""
    question = said(item.text)
    return _("%(question)s (turned)") % {"question": question} if item.reverse else question


def points_of(one: ScaleAnswers) -> str:
    return formats.number(one.scale.max)


# ---- What stands out ------------------------------------------------------------------------------


def standing_out(results: Results, since: SinceLast | None) -> list[str]:
    """Gaps between groups first, then what is there and what is not, the strongest and the weakest, what moved."""
    of_scales = (_of_gaps(results), _of_gates(results), _of_ends(results))
    of_choices = _of_checks(results) if results.checked else _of_choices(results)
    parts = (*of_scales, of_choices, _of_moves(since), _of_disagreement(results))
    return [capfirst(sentence) for part in parts for sentence in part]


def _of_gaps(results: Results) -> Iterator[str]:
    if not results.pair:
        return
    names = {"first": group_name(results.pair[0]), "second": group_name(results.pair[1])}
    if results.gaps and results.gaps[0].is_clear:
        line = gap_line(results.gaps[0])
        named = {**names, "question": line.question, "a": line.first, "b": line.second}
        yield (
            _("%(first)s and %(second)s differ most on “%(question)s”: %(a)s against %(b)s are on the high side.")
            % named
        )
    elif not results.not_apart:
        yield _("Between %(first)s and %(second)s no gap is larger than chance could make it.") % names
    else:
        yield (
            _("As far as %(first)s and %(second)s are told apart, no gap is larger than chance could make it.") % names
        )
    if results.not_apart:
        yield ngettext(
            "On %(n)s question no groups are told apart, so a large gap may lie there. Ask the groups.",
            "On %(n)s questions no groups are told apart, so a large gap may lie there. Ask the groups.",
            len(results.not_apart),
        ) % {"n": formats.number(len(results.not_apart))}


def _of_gates(results: Results) -> Iterator[str]:
    for scale in results.scales:
        if scale.gate:
            yield _("%(scale)s: %(gate)s.") % {"scale": said(scale.scale.title), "gate": GATES[scale.gate]}


def _of_ends(results: Results) -> Iterator[str]:
    if len(results.shown) > 1:
        yield _("Strongest: “%(question)s”, middle answer %(median)s of %(most)s.") % _end(results.shown[0])
        yield _("Weakest: “%(question)s”, middle answer %(median)s of %(most)s.") % _end(results.shown[-1])


def _end(one: ScaleAnswers) -> dict[str, str]:
    median = one.spread.median if one.spread else None
    figure = formats.number(median or 0, 0 if median is None or median.is_integer() else 1)
    return {"question": question_words(one.item), "median": figure, "most": points_of(one)}


def _of_checks(results: Results) -> Iterator[str]:
    if len(results.checked) > 1:
        yield _("Right most often: “%(question)s”, %(share)s.") % _checked(results.checked[-1])
        yield _("Right least often: “%(question)s”, %(share)s.") % _checked(results.checked[0])


def _of_choices(results: Results) -> Iterator[str]:
    """Where nothing is on a scale: what was chosen most often."""
    if results.shown:
        return
    for one in [one for one in results.choices if one.n and one.chosen][:MOST_CHOICES]:
        most = max(one.chosen or (), key=lambda each: each.k)
        named = {"question": said(one.item.text), "answer": choice_name(most), "share": share(most.k, one.n)}
        yield _("“%(question)s” Most often: “%(answer)s”, %(share)s.") % named


def _checked(one: ChoiceAnswers) -> dict[str, str]:
    return {"question": said(one.item.text), "share": share(one.right or 0, one.n)}


def to_take_up_again(results: Results) -> list[tuple[str, str]]:
    """Questions that fewer than half know: what is right, and what the wrong answer chosen most often may rest on."""
    found = []
    for one in results.checked:
        if 2 * (one.right or 0) < one.n:
            told = [_("Take this up again: right are %(share)s.") % _checked(one), said(one.item.explanation)]
            wrong = [each for each in one.chosen or () if each.option and not each.option.correct and each.k]
            most = max(wrong, key=lambda each: each.k, default=None)
            if most and most.option:
                named = {"share": share(most.k, one.n), "answer": said(most.option.text)}
                told += [_("%(share)s chose “%(answer)s”.") % named, said(most.option.misconception)]
            found.append((said(one.item.text), " ".join(filter(None, told))))
    return found


def _of_moves(since: SinceLast | None) -> Iterator[str]:
    for moved in since.moved if since else ():
        if moved.is_clear:
            yield moved_words(moved)


def _of_disagreement(results: Results) -> Iterator[str]:
    apart, shown = len(results.apart), len(results.shown)
    if apart:
        words = ngettext(
            "On %(apart)s of %(shown)s questions people are far apart.",
            "On %(apart)s of %(shown)s questions people are far apart.",
            apart,
        )
        yield words % {"apart": apart, "shown": shown}


# ---- Each of them ---------------------------------------------------------------------------------


def gap_line(gap: Gap) -> GapLine:
    first, second = (share(k, n) for k, n in gap.counts)
    return GapLine(question_words(gap.answers.item), first, second, gap.is_clear)


def moved_words(moved: Moved) -> str:
    """How a scale moved, in its own points; whether chance could have done it, and whether they are the same people."""
    ends = sorted((abs(moved.apart.low), abs(moved.apart.high))) if moved.apart else [0.0, 0.0]
    low, high = (formats.number(end, 1) for end in ends)
    named = {"scale": said(moved.scale.title), "d": formats.number(abs(moved.change), 1), "low": low, "high": high}
    if not moved.is_clear:
        told = _("%(scale)s moved by %(d)s points; that could be chance.") % named
    elif moved.change > 0:
        told = _("%(scale)s rose by %(d)s points on average, likely between %(low)s and %(high)s.") % named
    else:
        told = _("%(scale)s fell by %(d)s points on average, likely between %(low)s and %(high)s.") % named
    if moved.pairs is None:
        return told
    people = ngettext(
        "%(n)s person is compared with what they said then.",
        "%(n)s people are compared with what they said then.",
        moved.pairs,
    )
    return f"{told} {people % {'n': formats.number(moved.pairs)}}"


def looked_back_words(moved: Moved) -> str:
    """Then, as people see it now, beside now."""
    named = {
        "scale": said(moved.scale.title),
        "then": formats.number(moved.then, 1),
        "now": formats.number(moved.now, 1),
        "n": formats.number(moved.n_now),
    }
    told = _("%(scale)s: then %(then)s, now %(now)s, in the eyes of %(n)s people.") % named
    doubt = _("That could be chance.")
    return told if moved.is_clear else f"{told} {doubt}"


def apart_words(one: ScaleAnswers) -> str:
    """Where the middle half of the answers reaches, and how many stand on each side."""
    if one.spread is None:
        return ""
    low = sum(count for point, count in one.spread.counts.items() if point < one.middle)
    high = sum(count for point, count in one.spread.counts.items() if point > one.middle)
    named = {
        "q1": formats.number(one.spread.q1 or 0, 1).removesuffix(".0"),
        "q3": formats.number(one.spread.q3 or 0, 1).removesuffix(".0"),
        "low": share(low, one.spread.n),
        "high": share(high, one.spread.n),
    }
    return _("The middle half lies between %(q1)s and %(q3)s: %(low)s are low, %(high)s are high.") % named


def view_words(found: ScaleResult) -> str:
    """One figure for the group only where the group agrees."""
    if found.spread is None or found.spread.mean is None:
        return _("Too few answers to show")
    if found.spread.n == 1:
        return _("One answer is no group’s view")
    if found.agreement is None:
        return _("Too few answered all of its questions to tell a view of the group")
    if not found.is_group_view:
        return _("People see this differently: no one figure stands for the group")
    times = len(found.items) if found.scale.score == "sum" else 1
    named = {"mean": formats.number(found.spread.mean, 1), "most": formats.number(found.scale.max * times)}
    return _("The group’s view: %(mean)s of %(most)s") % named


def choice_name(one: Chosen) -> str:
    if one.option is not None:
        named = said(one.option.text)
        return _("%(answer)s (right)") % {"answer": named} if one.option.correct else named
    return _("Yes") if one.code == "yes" else _("No")


def likely_words(one: Chosen, n: int, asked: int | None) -> str:
    """Of everybody who was asked, where their number is known; else of many such people."""
    if one.likely is None:
        return "–"
    low, high = one.likely
    if asked is not None and asked >= n:
        # Those who said so are there already, and so are those who said otherwise.
        fewest, most = max(one.k, floor(low * asked)), min(one.k + asked - n, ceil(high * asked))
        ends = {"low": formats.number(fewest), "high": formats.number(most)}
        if ends["low"] == ends["high"]:
            return _("%(low)s of %(asked)s") % {**ends, "asked": formats.number(asked)}
        return _("%(low)s to %(high)s of %(asked)s") % {**ends, "asked": formats.number(asked)}
    ends = {"low": formats.number(100 * low), "high": formats.number(100 * high)}
    return _("%(low)s to %(high)s of every 100") % ends


def groups_table(results: Results) -> tuple[list[str], list[tuple[str, list[tuple[str, str]]]]]:
    """Each question by each group: who stands above the middle. What may not be told apart says so."""
    groups = results.answers.splits
    rows = []
    for one in results.items:
        cells = [(group_name(group), _cell(one, group)) for group in groups]
        rows.append((question_words(one.item), cells))
    return [group_name(group) for group in groups], rows


def _cell(one: ScaleAnswers, group: str) -> str:
    found = one.groups.get(group)
    if found is None:
        return _("not shown")
    return share(sum(count for point, count in found.counts.items() if point > one.middle), found.n)


def listed_methods(results: Results) -> Sequence[str]:
    """How the figures were made, for whoever wants to know."""
    asked = results.answers.n_invited
    told = []
    if results.scales:
        told = [
            _("Reversed questions are turned, so that high is always favorable."),
            _("Far apart: the middle half of the answers reaches over half the scale or more."),
            _("Agreement is rwg(J) against even odds. Below 0.70 no figure is called the group’s view."),
        ]
    if results.pair:
        told += [
            _("Gaps between groups: Newcombe’s interval for two shares, at 95 of 100."),
            _("Of twenty gaps that are none, one would look clear by chance."),
        ]
    if asked is not None and asked >= results.answers.n_answered:
        told.append(_("Likely ranges: Wilson, for the %(n)s people asked and nobody else.") % {"n": asked})
    elif asked is not None:
        told.append(
            _("Likely ranges: Wilson. More sheets came than people were asked, so they hold for many such people.")
        )
    else:
        told.append(_("Likely ranges: Wilson. Nobody counted how many were there."))
    if results.scales:
        told.append(
            _("Alpha, from 30 people on: of those who answered all questions of a scale, with Feldt’s interval.")
        )
    return told


def public_methods(results: Results) -> list[str]:
    """The same for everybody, as far as a summary shows such figures."""
    told = []
    if any(one.item.reverse for one in results.items):
        told.append(_("Reversed questions are turned, so that high is always favorable."))
    told.append(_("Where people see things too differently, no figure is called the group’s view."))
    told.append(_("Nothing is shown of fewer than %(floor)s people.") % {"floor": results.answers.survey.floor})
    if results.pair:
        told.append(_("A gap is clear where chance makes one like it in fewer than 5 of 100 surveys."))
    return told
