"""Who stands behind a figure or a round, in partners and in people: late partners never block, they are counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from commonweal.ui import formats

#: What a release says under `coverage`, or of a round. Releases made before say nothing of people.
Covered = Mapping[str, Any]


def reported_by(covered: Covered, lang: str) -> str:
    if covered.get("people_in") is None:
        return _("Reported by %(in)s of %(asked)s partners.") % _counts(covered, lang)
    return _("Reported by %(in)s of %(asked)s partners, with about %(people)s of people or cases.") % _counts(
        covered, lang
    )


def stand_behind(covered: Covered, lang: str) -> str:
    if covered.get("people_in") is None:
        return _("%(in)s of %(asked)s partners stand behind the newest figure.") % _counts(covered, lang)
    return _(
        "%(in)s of %(asked)s partners stand behind the newest figure, with about %(people)s of people or cases."
    ) % _counts(covered, lang)


def in_round(round_: Covered, lang: str) -> str:
    named = {"name": formats.named_period(round_["name"], lang), **_counts(round_, lang)}
    if round_.get("people_in") is None:
        return _("%(name)s: %(in)s of %(asked)s partners.") % named
    return _("%(name)s: %(in)s of %(asked)s partners, with about %(people)s of people or cases.") % named


def _counts(covered: Covered, lang: str) -> dict[str, str]:
    counts = {
        "in": formats.number(covered["partners_in"], lang=lang),
        "asked": formats.number(covered["partners_asked"], lang=lang),
    }
    people = covered.get("people_in")
    return counts if people is None else {**counts, "people": formats.percent(people, 0, lang)}
