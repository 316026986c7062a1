"""What a series hands out on paper: two pages for its host, and a certificate for each who was there."""

from pathlib import Path
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.governance.models.written import written
from commonweal.lib.languages import page_language
from commonweal.training import gain_words
from commonweal.training.models import Assessment, Series
from commonweal.training.queries.gains import FLOOR, ConceptGain, Gains, gains_of
from commonweal.training.queries.kept import kept_of
from commonweal.training.queries.progress import Own
from commonweal.training.queries.results import Results
from commonweal.training.queries.self_reports import (
    Efficacy,
    LookingBack,
    Since,
    efficacy_of,
    looking_back_of,
    since_of,
)
from commonweal.training.queries.series import held_on, when
from commonweal.ui import formats
from commonweal.ui.printing import printed_page

FOLDER = Path(__file__).parent / "typst"
HOST, CERTIFICATE = FOLDER / "host.typ", FOLDER / "certificate.typ"
#: The report is two pages, whatever the syllabus holds.
PAGES_OF_A_HOST = 2
HOST_SIZES = ("11pt", "10.5pt", "10pt", "9.5pt", "9pt", "8.6pt", "8pt")


def printed_host_report(series: Series, results: Results, paper: str) -> bytes:
    """The PDF in the language that is active."""
    return printed_page(HOST, host_page(series, results), paper, HOST_SIZES, PAGES_OF_A_HOST)


def printed_certificate(series: Series, own: Own, paper: str) -> bytes:
    return printed_page(CERTIFICATE, certificate_page(series, own), paper, ("13pt", "12pt", "11pt", "10pt"))


def host_page(series: Series, results: Results) -> dict[str, Any]:
    """Everything that is printed, as words: of groups of five or more, and of nobody alone."""
    initiative, found = series.initiative, gains_of(results)
    days = [held_on(session) for session in series.sessions.all()]
    title, facts = written(series, "title"), gain_words.before_and_after(found, with_size=False)
    kicker = [initiative.name, initiative.place_name, f"{formats.day(days[0])} – {formats.day(days[-1])}"]
    return {
        "lang": page_language(),
        "title": _("%(title)s: what came of it") % {"title": title},
        "initiative": initiative.name,
        "kicker": " · ".join(kicker if len(days) > 1 else [*kicker[:2], formats.day(days[0])]),
        "heading": title,
        "banner": (initiative.banner_es if page_language() == "es" else "") or initiative.banner_en,
        "thanks": _("Hosted by %(host)s. Thank you.") % {"host": series.sponsor} if series.sponsor else "",
        "verdict": _verdict(found),
        "came": _came(series, results),
        "facts": [[one.name, one.value, one.likely or "–", one.n or "–"] for one in facts],
        "left": " ".join(gain_words.who_left(found)),
        "concepts": [_concept(one) for one in _least_first(found)],
        "kept": _kept(results),
        "back": _back(looking_back_of(results)),
        "together": _together(efficacy_of(results)),
        "since": [line for one in since_of(results) if (line := _since(one))],
        "how": _how(found),
        "words": _words(),
        "footer": _("Commonweal · syllabus %(code)s, version %(version)s · people as numbers, none by name")
        % {"code": results.syllabus.code, "version": results.syllabus.version},
    }


def _words() -> dict[str, Any]:
    return {
        "came": _("Who came"), "learned": _("What people learned"), "concepts": _("Concept by concept"),
        "back": _("What they say of themselves, looking back"), "together": _("What they think they can do together"),
        "since": _("What came of it, 90 days later"), "kept": _("What was kept"), "how": _("How we know"),
        "facts": [_("Figure"), _("Value"), _("Likely between"), _("People")],
        "sessions": [_("Session"), _("Day"), _("There")],
        "bars": _("Right answers, before and after, of those who took both tests"),
    }  # fmt: skip


def _verdict(found: Gains) -> str:
    if found.learning.n_pairs < FLOOR:
        return _("Fewer than 5 people took both tests, so nothing is said of what was learned.")
    return gain_words.verdict(found)


def _came(series: Series, results: Results) -> list[list[str]]:
    cohort = len(results.takers)
    return [
        [
            formats.number(session.number), formats.day(held_on(session)),
            gain_words.k_of_n(sum(session.number in taker.attended for taker in results.takers), cohort),
        ]
        for session in series.sessions.all() if session.roll_opened_at
    ]  # fmt: skip


def _least_first(found: Gains) -> list[ConceptGain]:
    if not gain_words.has_figures(found.learning):
        return []
    return sorted(found.concepts, key=lambda one: one.post / one.n)


def _concept(one: ConceptGain) -> dict[str, Any]:
    numbers = {"pre": formats.number(one.pre), "post": formats.number(one.post), "n": formats.number(one.n)}
    return {
        "name": one.concept.title.in_language(page_language()), "pre": one.pre / one.n, "post": one.post / one.n,
        "numbers": _("%(pre)s → %(post)s of %(n)s") % numbers,
    }  # fmt: skip


def _kept(results: Results) -> list[str]:
    """Until the last test and 90 days later, where enough people took both; quizzes are the trainer's own matter."""
    told, found = [], kept_of(results)
    for later in {one.later.key: one.later for one in found if one.later.phase != Assessment.Phase.QUIZ}.values():
        rows = [each for one in found if one.later.key == later.key for each in one.concepts]
        if min(each.n for each in rows) >= FLOOR and (words := gain_words.kept(rows)):
            until = _("Until %(later)s") % {"later": gain_words.named(later)}
            told.append(f"{until}: {words}")
    return told


def _back(found: tuple[LookingBack, ...]) -> str:
    whole = found[0] if found else None
    if whole is None or whole.paired is None:
        return ""
    change = whole.paired.change
    words = _(
        "From 1 to 5, they could explain the parts at %(then)s before and at %(now)s now: %(moved)s, %(n)s people. "
        "That is what they think of themselves today. It is no test."
    )
    return words % {
        "then": gain_words.plain(change.mean_pre), "now": gain_words.plain(change.mean_post),
        "moved": gain_words.moved(whole.paired), "n": formats.number(whole.n),
    }  # fmt: skip


def _together(found: Efficacy | None) -> list[str]:
    if found is None:
        return []
    words = _("%(moment)s: %(mean)s on average (from %(low)s to %(high)s), %(n)s people%(since)s.")
    return [
        words
        % {
            "moment": capfirst(gain_words.moment(wave.asked)), "mean": gain_words.plain(wave.spread.mean or 0),
            "low": found.scale.min, "high": found.scale.max, "n": formats.number(wave.n),
            "since": f"; {gain_words.moved(wave.since)}" if wave.since else "",
        }
        for wave in found.waves if wave.spread
    ]  # fmt: skip


def _since(one: Since) -> str:
    if one.chosen is None:
        return ""
    lang = page_language()
    told = [f"{option.text.said(lang)} {gain_words.k_of_n(k, one.n)}" for option, k, _likely in one.chosen if k]
    return f"{one.item.text.said(lang)} {' · '.join(told)}"


def _how(found: Gains) -> list[str]:
    began = {order.first: 0 for order in found.orders}
    for order in found.orders:
        began[order.first] += order.n
    of_each = [_("%(n)s with form %(form)s") % {"n": formats.number(n), "form": form} for form, n in began.items()]
    return [
        _("Only people with both tests count. They began with two forms of it: %(each)s.")
        % {"each": formats.listed(of_each)}
        if len(of_each) > 1 and all(order.n >= FLOOR for order in found.orders)
        else _("Only people with both tests count. Some began with one form of it and some with the other."),
        _("Each figure is rounded by itself; changes are counted before rounding."),
        _("“Likely between” says how far chance may move a figure of so few people (95 in 100)."),
        _("Without a comparison group nobody can say that the series alone made the difference."),
    ]


def certificate_page(series: Series, own: Own) -> dict[str, Any]:
    """It says at which sessions this code was, and neither number nor points: the trainer who signs reads it."""
    initiative, sessions = series.initiative, list(series.sessions.all())
    days = [held_on(session) for session in sessions if session.number in own.attended]
    hours = sum(
        (when(one).ends_at - when(one).starts_at).total_seconds() for one in sessions if one.number in own.attended
    ) / 3600  # fmt: skip
    words = ngettext(
        "%(k)s of %(n)s session, %(hours)s hours", "%(k)s of %(n)s sessions, %(hours)s hours", len(sessions)
    )
    there = {"k": len(days), "n": len(sessions), "hours": formats.short_number(hours)}
    return {
        "lang": page_language(),
        "title": _("Certificate of attendance: %(title)s") % {"title": written(series, "title")},
        "initiative": initiative.name,
        "kicker": f"{initiative.name} · {initiative.place_name}",
        "heading": _("Certificate of attendance"),
        "banner": (initiative.banner_es if page_language() == "es" else "") or initiative.banner_en,
        "name": _("Name (write it here: we do not know it)"),
        "there": words % there,
        "series": written(series, "title"),
        "days": formats.listed([formats.day(day) for day in days]),
        "host": _("Hosted by %(host)s") % {"host": series.sponsor} if series.sponsor else "",
        "says": [
            _("It was printed with the code that signed in at these sessions."),
            _("What somebody knew in a test is theirs to see, and stands on no paper that others sign."),
            _("The name was written in by the person, and checked by nobody but who signs."),
        ],
        "signed": [_("Signature of the trainer"), _("Day")],
        "footer": f"Commonweal · {initiative.slug} {series.number}",
    }
