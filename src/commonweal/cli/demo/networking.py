"""Who works with whom in the demo: invented by a rule, the same each time, said by each organization in two passes.

Organizations that share a group or a sector are likelier to work together. Some never answer, as in real life.
"""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import combinations

from commonweal.cli.demo.founding import Founded
from commonweal.cli.demo.tables import DemoOrganisation, organisations
from commonweal.engines.networks.scores import TRUST, VALUE
from commonweal.instruments.operations.ties import (
    OfferDraft,
    TieDraft,
    say_nothing_changed,
    say_offer,
    say_tie,
    take_wave,
)
from commonweal.people.models import Organisation

#: Days before the demo is built.
FIRST_PASS, FIRST_WAVE, SECOND_PASS, SECOND_WAVE, SINCE = 215, 205, 60, 46, 12
OFTEN = ("year", "quarter", "month", "month", "week")
#: All that the questions name but a voice in public, so that something is missing.
BRINGS = ("money", "staff", "volunteers", "space", "data", "expertise", "connections", "facilitation")
SEEKING = {
    "org-33": "An employer who offers steady shifts, for parents who finish our course.",
    "org-18": "Somebody who can lend a van on Saturdays, for the story hour in Eastgate.",
    "org-36": "A lawyer who answers tenants' questions one evening a month.",
}
PASSING = ("information", "referrals", "activities", "data", "resources", "advocacy")
#: How likely two work together: by chance, in one sector, for each group that they share, with the backbone team.
BY_CHANCE, ONE_SECTOR, EACH_GROUP, BACKBONE = 0.02, 0.08, 0.3, 0.55
#: The organization of the data contact of the cast, so that their own page has something to show.
WELL_KNOWN, WELL_KNOWN_IS = "org-33", 0.35
NEVER_ANSWERS, ONE_SIDE_ONLY, NOT_RATED = 0.18, 0.2, 0.1
#: When a tie is first said, and which ends in the end: below the first at the end, below the second a little earlier.
NEWEST, LATER, ENDED = 0.06, 0.28, 0.03


def tie_everybody(founded: Founded, at: datetime) -> None:
    """By the system itself: no speaker of an invented organization is made up for it."""
    answering = [one for one in founded.organisations.values() if _chance("silent", one.code) > NEVER_ANSWERS]
    said = [(one, other) for one, other in _pairs(founded) if one in answering]
    _say(founded, [pair for pair in said if _when(*pair) >= LATER], at - timedelta(days=FIRST_PASS))
    take_wave(by=founded.data_manager, initiative=founded.initiative, at=at - timedelta(days=FIRST_WAVE))
    _say(founded, [pair for pair in said if NEWEST <= _when(*pair) < LATER], at - timedelta(days=SECOND_PASS))
    for one in answering:
        looked = at - timedelta(days=SECOND_PASS - 1)
        say_nothing_changed(by=None, initiative=founded.initiative, organisation=one, at=looked)
    _offer(founded, at - timedelta(days=SECOND_PASS - 1))
    take_wave(by=founded.data_manager, initiative=founded.initiative, at=at - timedelta(days=SECOND_WAVE))
    _say(founded, [pair for pair in said if _when(*pair) < NEWEST], at - timedelta(days=SINCE))
    for one, other in said:
        if _when(one, other, "ends") < ENDED:
            say_tie(
                by=None, initiative=founded.initiative, organisation=one, other=other, tie=TieDraft(),
                at=at - timedelta(days=SINCE),
            )  # fmt: skip


def _offer(founded: Founded, at: datetime) -> None:
    """What each that answers brings, and whom some of them seek."""
    for code, one in founded.organisations.items():
        brings = [each for each in BRINGS if _chance("brings", code, each) < 0.25]
        if brings and _chance("silent", code) > NEVER_ANSWERS:
            offer = OfferDraft(brings, SEEKING.get(code, ""))
            say_offer(by=None, initiative=founded.initiative, organisation=one, offer=offer, at=at)


def _say(founded: Founded, pairs: list[tuple[Organisation, Organisation]], at: datetime) -> None:
    for one, other in pairs:
        say_tie(
            by=None, initiative=founded.initiative, organisation=one, other=other, tie=_draft(one, other), at=at
        )  # fmt: skip


def _when(one: Organisation, other: Organisation, what: str = "when") -> float:
    return _chance(what, *sorted((one.code, other.code)))


def _pairs(founded: Founded) -> Iterator[tuple[Organisation, Organisation]]:
    """Who says it of whom: mostly both, sometimes one of the two."""
    rows = {row.code: row for row in organisations()}
    for one, other in combinations(sorted(rows), 2):
        if _chance("tie", one, other) >= _likely(rows[one], rows[other]):
            continue
        said = _chance("sides", one, other)
        if said >= ONE_SIDE_ONLY / 2:
            yield founded.organisations[one], founded.organisations[other]
        if not ONE_SIDE_ONLY / 2 <= said < ONE_SIDE_ONLY:
            yield founded.organisations[other], founded.organisations[one]


def _likely(one: DemoOrganisation, other: DemoOrganisation) -> float:
    if "backbone" in (one.sector, other.sector):
        return BACKBONE
    shared = set(one.groups) & set(other.groups)
    if WELL_KNOWN in (one.code, other.code):
        return WELL_KNOWN_IS
    return BY_CHANCE + ONE_SECTOR * (one.sector == other.sector) + EACH_GROUP * len(shared)


def _draft(one: Organisation, other: Organisation) -> TieDraft:
    pair = sorted((one.code, other.code))
    often = OFTEN[int(_chance("often", *pair) * len(OFTEN))]
    passing = [kind for kind in PASSING if _chance(kind, *pair) < 0.35]
    if _chance("rates", one.code, other.code) < NOT_RATED:
        return TieDraft(often, passing)
    ratings = {question: _points(one, other, question) for question in (*TRUST, *VALUE)}
    return TieDraft(often, passing, ratings)


def _points(one: Organisation, other: Organisation, question: str) -> int:
    """From 1 to 4: what the other is like, and how the one sees it."""
    like = 1.6 + 1.8 * _chance(question, other.code)
    return min(max(round(like + 1.6 * (_chance(question, one.code, other.code) - 0.3)), 1), 4)


def _chance(*words: str) -> float:
    """From 0 to 1, the same for the same words."""
    return int.from_bytes(hashlib.sha256("/".join(words).encode()).digest()[:6], "big") / 2**48
