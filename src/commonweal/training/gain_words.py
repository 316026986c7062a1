"""What a cohort learned, in words: each figure with its people and with what is likely."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.engines.psychometrics.change import detectable_dz
from commonweal.engines.psychometrics.learning import Learning
from commonweal.engines.psychometrics.signed_rank import hodges_lehmann, hodges_lehmann_interval
from commonweal.engines.psychometrics.words import FEWEST_PAIRS, learning_words
from commonweal.lib.languages import page_language
from commonweal.training.models import Assessment
from commonweal.training.queries.gains import FLOOR, Gains, LastTest, Order
from commonweal.training.queries.kept import Kept
from commonweal.training.queries.results import Asked
from commonweal.training.queries.self_reports import Paired
from commonweal.ui import formats

#: Below this many pairs the middle of all changes stands beside their average.
FEW = 15
#: From this many people on a percentage says more than "k of n".
FOR_PERCENT = 20


@dataclass(frozen=True)
class Fact:
    """One figure: how many people it is of, and between what it likely lies. Empty where that has no meaning."""

    name: str
    value: str
    likely: str = ""
    n: str = ""


def verdict(gains: Gains) -> str:
    """How those who left had begun is told of five or more of them."""
    if gains.last_test != LastTest.OPENED and gains.learning.n_pre:
        return _no_last_test(gains)
    told = gains.learning if gains.left.n >= FLOOR else replace(gains.learning, leavers=None)
    return learning_words(told, page_language())


def has_figures(learning: Learning) -> bool:
    """Of fewer pairs nothing is told but who moved which way."""
    return learning.n_pairs >= FEWEST_PAIRS


def _no_last_test(gains: Gains) -> str:
    if gains.last_test == LastTest.WAITS:
        return _("The last test has not opened yet.")
    return _("The last test was never opened, so no change can be told.")


def plain(value: float, decimals: int = 1) -> str:
    return ("−" if formats.rounded(value, decimals) < 0 else "") + formats.short_number(abs(value), decimals)


def signed(value: float, decimals: int = 1) -> str:
    return ("+" if formats.rounded(value, decimals) > 0 else "") + plain(value, decimals)


def between(low: float | None, high: float | None, decimals: int = 1) -> str:
    if low is None or high is None:
        return ""
    return _("%(low)s to %(high)s") % {"low": plain(low, decimals), "high": plain(high, decimals)}


def k_of_n(k: int, n: int) -> str:
    return _("%(k)s of %(n)s") % {"k": formats.number(k), "n": formats.number(n)}


def who_is_in(gains: Gains) -> list[Fact]:
    """From everybody who ever signed in down to the pairs that every figure is of."""
    found, cohort = gains.learning, gains.cohort
    facts = [
        Fact(_("Signed in at least once"), formats.number(cohort)),
        Fact(_("Took the first test"), k_of_n(found.n_pre, cohort)),
        Fact(_("Took the last test"), k_of_n(found.n_post, cohort)),
        Fact(_("Took both: every figure is of them"), k_of_n(found.n_pairs, cohort)),
        Fact(_("Took the last test only: in no figure"), k_of_n(gains.late, cohort)),
        Fact(_("Took neither test"), k_of_n(gains.neither, cohort)),
    ]
    if gains.late_firsts:
        facts.append(Fact(_("Took the first test late: in no figure"), k_of_n(gains.late_firsts, cohort)))
    if gains.last_test != LastTest.OPENED:
        facts[2] = Fact(facts[2].name, _no_last_test(gains))
    if gains.blank:
        facts.append(Fact(_("Sheets without any answer: not counted"), formats.number(gains.blank)))
    return facts


def before_and_after(gains: Gains, *, with_size: bool = True) -> list[Fact]:
    learning = gains.learning
    change, effect, gain = learning.change, learning.effect, learning.gain
    if change is None or not has_figures(learning):
        return []
    n = formats.number(learning.n_pairs)
    facts = [
        Fact(_("Average before"), _points_of(change.mean_pre, learning.maximum), "", n),
        Fact(_("Average after"), _points_of(change.mean_post, learning.maximum), "", n),
        Fact(_("Change in points"), signed(change.mean), between(change.low, change.high), n),
    ]
    if learning.n_pairs < FEW:
        facts.append(Fact(_("Middle of all changes (Hodges and Lehmann)"), *_middle(gains.moves), n))
    if gain.value is not None:
        name = _("Learned of what was left to learn (normalized gain of the class)")
        facts.append(Fact(name, plain(gain.value, 2), between(gain.low, gain.high, 2), n))
    if with_size and effect is not None and effect.hedges_dav is not None and effect.dav and change.low is not None:
        low, high = (
            None if end is None else end * effect.hedges_dav / change.mean for end in (change.low, change.high)
        )
        name = _("Size of the change in spreads (Hedges’ g of d_av)")
        facts.append(Fact(name, plain(effect.hedges_dav, 2), between(low, high, 2), n))
    moves = _("%(up)s up, %(same)s the same, %(down)s down")
    told = {"up": learning.up, "same": learning.same, "down": learning.down}
    return [*facts, Fact(_("Who moved which way"), moves % told, "", n)]


def _middle(moves: Sequence[int]) -> tuple[str, str]:
    """Of few people one far out draws an average along, and this hardly."""
    ends = hodges_lehmann_interval(moves)
    return signed(hodges_lehmann(moves)), between(*ends) if ends else ""


def unseen(gains: Gains) -> str:
    """How small a change so many people would not show."""
    change, least = gains.learning.change, detectable_dz(gains.learning.n_pairs)
    if change is None or change.sd is None or least is None or not has_figures(gains.learning):
        return ""
    words = _("With %(n)s people, a true change of less than %(points)s points would often go unseen (power 0.8).")
    return words % {"n": formats.number(change.n), "points": plain(least * change.sd)}


def _points_of(mean: float, maximum: float) -> str:
    return _("%(mean)s of %(all)s points") % {"mean": formats.number(mean, 1), "all": formats.number(maximum)}


def who_left(gains: Gains) -> list[str]:
    """By what is known of them as a group, and never of one of them."""
    left = gains.left
    if gains.last_test != LastTest.OPENED:
        return [_no_last_test(gains)] if left.of else []
    if not left.n:
        return [_("Everybody who took the first test took the last one too.")] if left.of else []
    told = [
        ngettext(
            "%(k)s of %(n)s who took the first test did not take the last one.",
            "%(k)s of %(n)s who took the first test did not take the last one.",
            left.n,
        )
        % {"k": left.n, "n": left.of}
    ]
    if left.first_score is None or left.stayed_score is None or left.sessions is None:
        return [*told, _("That is too few to say more: it could be told whose figures they are.")]
    points = _("They began with %(left)s points on average; those who stayed with %(stayed)s.")
    told.append(points % {"left": plain(left.first_score), "stayed": plain(left.stayed_score)})
    if left.points is not None:
        apart = _("That is a difference of %(gap)s points (likely %(likely)s).")
        told.append(
            apart % {"gap": signed(left.points.difference), "likely": between(left.points.low, left.points.high)}
        )
    sessions = _("They were at %(left)s sessions on average; those who stayed at %(stayed)s.")
    return [*told, sessions % {"left": plain(left.sessions), "stayed": plain(left.stayed_sessions or 0)}]


def fell(gains: Gains) -> str:
    """The concepts that fewer had right after than before, whatever the whole did; and whether chance could do it."""
    clear: list[str] = []
    unclear: list[str] = []
    for one in gains.concepts:
        if one.post < one.pre:
            told = _("%(concept)s (%(pre)s, then %(post)s of %(n)s)") % {
                "concept": one.concept.title.in_language(page_language()), "pre": one.pre, "post": one.post, "n": one.n,
            }  # fmt: skip
            (clear if one.change and one.change.high is not None and one.change.high < 0 else unclear).append(told)
    said = []
    if clear:
        said.append(_("Fewer right answers than before: %(concepts)s.") % {"concepts": formats.listed(clear)})
    if unclear:
        words = _("Fewer right answers than before, which could be chance: %(concepts)s.")
        said.append(words % {"concepts": formats.listed(unclear)})
    return " ".join(said)


def forms(gains: Gains) -> list[str]:
    """What the two forms make of it."""
    told = [_order(order) for order in gains.orders if order.n >= FEWEST_PAIRS]
    if gains.balanced is not None and has_figures(gains.learning):
        found = gains.balanced
        free = _("Without what the forms differ by, the change is %(change)s points (likely %(likely)s).")
        told.append(free % {"change": signed(found.change), "likely": between(found.low, found.high)})
        apart = _("Form B gives %(gap)s points beside form A (likely %(likely)s).")
        told.append(apart % {"gap": signed(found.forms), "likely": between(found.forms_low, found.forms_high)})
    if gains.same_form:
        told.append(
            ngettext(
                "%(n)s person had the same form both times, so they may remember questions.",
                "%(n)s people had the same form both times, so they may remember questions.",
                gains.same_form,
            )
            % {"n": gains.same_form}
        )
    return told


def _order(order: Order) -> str:
    words = ngettext(
        "Form %(first)s first, then form %(last)s: %(n)s person, %(change)s points.",
        "Form %(first)s first, then form %(last)s: %(n)s people, %(change)s points on average.",
        order.n,
    )
    return words % {"first": order.first, "last": order.last, "n": order.n, "change": signed(order.change)}


def named(asked: Asked) -> str:
    """An asking as one speaks of it."""
    if asked.phase == Assessment.Phase.QUIZ:
        return _("the quiz in session %(number)s") % {"number": asked.session}
    if asked.phase == Assessment.Phase.FOLLOW_UP:
        return _("the test 90 days later")
    return _("the last test") if asked.phase == Assessment.Phase.POST else _("the first test")


def moment(asked: Asked) -> str:
    """Which of several askings of the same words."""
    return str(Assessment.Moment(asked.moment).label) if asked.moment else ""


def share_between(ends: tuple[float, float], n: int) -> str:
    """Of the whole cohort; of fewer than twenty people a percentage says too much."""
    if n < FOR_PERCENT:
        return ""
    low, high = (formats.percent(100 * end, 0) for end in ends)
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def kept(found: Sequence[Kept]) -> str:
    """Of the answers that were right at first, so many still were: in tenths, where a count could be subtracted."""
    first, both = (sum(getattr(one, name) for one in found) for name in ("first", "both"))
    if any(one.is_apart for one in found):
        words = _("Of the answers that were right in the quiz or test before it, %(share)s right again.")
        return words % {"share": about(both, first)} if first else ""
    words = _("Of %(first)s answers that were right in the quiz or test before it, %(both)s were right again.")
    return words % {"first": formats.number(first), "both": formats.number(both)}


def kept_about(one: Kept) -> str:
    """Of one concept, too roughly for anybody's answer to be worked out."""
    if not one.first:
        return ""
    return _("%(share)s right again") % {"share": about(one.both, one.first)}


def about(part: int, whole: int) -> str:
    """Such a share in tenths; at either end it does not say whether anybody differed."""
    tenths = round(10 * part / whole)
    if tenths in {0, 10}:
        return _("all or nearly all were") if tenths else _("none or hardly any were")
    return ngettext("about %(tenths)s in 10 was", "about %(tenths)s in 10 were", tenths) % {"tenths": tenths}


def chance(p: float | None) -> str:
    if p is None:
        return ""
    return "< " + formats.number(0.001, 3) if p < 0.0005 else formats.number(p, 3)


def moved(found: Paired | Kept, decimals: int = 1) -> str:
    """The same people twice: the change with what is likely, or who moved which way where they are few."""
    change = found.change
    if change.n < FEWEST_PAIRS or change.low is None or change.high is None:
        words = _("%(up)s up, %(same)s the same, %(down)s down: too few for a verdict")
        return words % dict(zip(("up", "same", "down"), found.moves, strict=True))
    likely = between(change.low, change.high, decimals)
    return _("%(change)s (likely %(likely)s)") % {"change": signed(change.mean, decimals), "likely": likely}


def is_clear(found: Paired | Kept) -> bool:
    low, high = found.change.low, found.change.high
    return found.change.n >= FEWEST_PAIRS and low is not None and high is not None and (low > 0 or high < 0)
