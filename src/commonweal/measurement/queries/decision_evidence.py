"""Figures beside decisions: those that can be chosen, those that were, and which decisions rest on one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.governance.about import EvidenceRow
from commonweal.governance.models import Decision, Initiative
from commonweal.governance.queries.decisions import decisions, may_edit
from commonweal.governance.rules import is_data_manager, today
from commonweal.lib.languages import page_language
from commonweal.measurement.models import DecisionEvidence
from commonweal.measurement.queries.lineage import Asked
from commonweal.measurement.queries.wording import printed_figure
from commonweal.publication.models import Publication
from commonweal.publication.queries import content_of, latest
from commonweal.ui import formats

Content = Mapping[str, Any]


@dataclass(frozen=True)
class FigureChoice:
    """One figure of the newest release, of any period, that can be put beside a proposal."""

    key: str
    label: str


@dataclass(frozen=True)
class RestingDecision:
    """A decision that rests on a figure, and what the figure was then."""

    decision: Decision
    value: str
    release: int
    is_restated: bool


def key_of(asked: Asked) -> str:
    return "|".join((asked.measure, asked.period, asked.dimension, asked.category)).rstrip("|")


def asked_from(key: str) -> Asked:
    """Of a key as the form sends it; one that is none is not found."""
    parts = key.split("|")
    if len(parts) not in (2, 4) or not all(parts):
        raise Http404
    return Asked(*parts)


def choices_in(initiative: Initiative) -> list[tuple[str, list[FigureChoice]]]:
    """By measure: its figures of every period, the newest first, each followed by those of its parts."""
    release = latest(initiative)
    if release is None:
        return []
    lang = page_language()
    return [(_in(measure["name"], lang), _of(measure, lang)) for measure in content_of(release)["measures"]]


def _of(measure: Content, lang: str) -> list[FigureChoice]:
    code = measure["code"]
    found = []
    for point in reversed(measure["series"]):
        if point["value"] is None:
            continue
        period = point["period"]
        words = formats.period(period, lang)
        label = f"{_in(measure['name'], lang)}, {words}: {printed_figure(point, measure, lang)}"
        found.append(FigureChoice(key_of(Asked(code, period)), label))
        found += [
            FigureChoice(
                key_of(Asked(code, period, split["dimension"], cell["code"])),
                f"{_in(cell['name'], lang)}, {words}: {printed_figure(cell, measure, lang)}",
            )
            for split in measure["splits"]
            if split["period"] == period
            for cell in split["cells"]
            if cell["value"] is not None
        ]
    return found


def figure_in(release: Publication, asked: Asked) -> tuple[Content, Content] | None:
    """The measure and the figure in a release; None where the release does not say."""
    measure = next((one for one in content_of(release)["measures"] if one["code"] == asked.measure), None)
    if measure is None:
        return None
    if not asked.dimension:
        found = next((point for point in measure["series"] if point["period"] == asked.period), None)
        return (measure, found) if found else None
    for split in measure["splits"]:
        if (split["dimension"], split["period"]) == (asked.dimension, asked.period):
            cell = next((one for one in split["cells"] if one["code"] == asked.category), None)
            return (measure, cell) if cell else None
    return None


def frozen_of(measure: Content, figure: Content, asked: Asked) -> dict[str, Any]:
    """All that is needed to print the figure as it was, whatever becomes of measure and release."""
    shown = [point["period"] for point in measure["series"] if point["value"] is not None]
    is_newest = not asked.dimension and shown[-1:] == [asked.period]
    kept = ("value", "status", "numerator", "denominator", "low", "high", "partners_in", "partners_asked")
    return {
        "name": measure["name"],
        "unit": measure["unit"],
        "kind": measure["kind"],
        "decimals": measure["decimals"],
        "figure": {name: figure.get(name) for name in kept},
        "part": figure["name"] if asked.dimension else None,
        # The verdict is one on the line as it was then, and speaks of its newest figure alone.
        "verdict": measure["judgement"]["code"] if is_newest else "",
        "definition": figure.get("definition") or measure["definition_version"],
        "coverage": measure["coverage"] if is_newest else None,
    }


def asked_of(evidence: DecisionEvidence) -> Asked:
    return Asked(evidence.measure, evidence.period, evidence.dimension, evidence.category)


def evidence_rows(reader: Any, decision: Decision) -> Sequence[EvidenceRow]:
    """For the card of a decision, which has checked its reader."""
    at = timezone.now()
    changing = may_edit(reader, decision, at)
    runs_the_data = is_data_manager(reader, decision.initiative, today(decision.initiative, at))
    found = decision.evidence.select_related("publication", "restated_in")
    rows = [_row(one, decision.initiative, changing=changing) for one in found]
    if not runs_the_data:  # what stands behind a figure is read by those who run the data
        return rows
    return [replace(row, url=_what_stands_behind(one)) for row, one in zip(rows, found, strict=True)]


def _what_stands_behind(evidence: DecisionEvidence) -> str:
    """Of the release that it was taken from, while that one stands."""
    if evidence.publication.is_withdrawn:
        return ""
    page = reverse("measurement:lineage", args=[evidence.decision.initiative.slug, evidence.measure])
    figure = key_of(asked_of(evidence)).partition("|")[2]
    return f"{page}?{urlencode({'figure': figure, 'release': evidence.publication.number})}"


def evidence_form(decision: Decision) -> str:
    """Where a figure is chosen."""
    return reverse("measurement:decision_evidence", args=[decision.initiative.slug, decision.number])


def _row(evidence: DecisionEvidence, initiative: Initiative, *, changing: bool) -> EvidenceRow:
    lang, frozen = page_language(), evidence.frozen
    name = _in(frozen["name"], lang)
    if frozen["part"]:
        name = f"{name}, {_in(frozen['part'], lang)}"
    address = [initiative.slug, evidence.decision.number, evidence.pk]
    return EvidenceRow(
        name=name,
        value=_printed(frozen, frozen["figure"]["value"], lang),
        period=formats.period(evidence.period, lang),
        verdict=frozen["verdict"],
        note=_note(frozen, lang),
        release=_("Release %(number)s, %(day)s")
        % {"number": evidence.publication.number, "day": formats.day(evidence.publication.made_at, lang)},
        now=_now(evidence, lang),
        remove_url=reverse("measurement:take_evidence_out", args=address) if changing else "",
    )


def _note(frozen: Content, lang: str) -> str:
    """How sure it was, of whom, and by which definition."""
    figure, told = frozen["figure"], []
    if figure["low"] is not None and figure["high"] is not None:
        ends = {"low": _printed(frozen, figure["low"], lang), "high": _printed(frozen, figure["high"], lang)}
        told.append(_("likely between %(low)s and %(high)s") % ends)
    if figure["partners_asked"]:
        words = _("%(here)s of %(asked)s partners")
        told.append(words % {"here": figure["partners_in"], "asked": figure["partners_asked"]})
    told.append(_("definition %(version)s") % {"version": frozen["definition"]})
    return ", ".join(told)


def _now(evidence: DecisionEvidence, lang: str) -> str:
    if evidence.publication.is_withdrawn:
        return _("release %(number)s was withdrawn") % {"number": evidence.publication.number}
    if evidence.restated_in is None:
        return ""
    words = _("%(value)s in release %(number)s")
    value = _printed(evidence.frozen, evidence.restated_value, lang)
    return words % {"value": value, "number": evidence.restated_in.number}


def _printed(frozen: Content, value: float | None, lang: str) -> str:
    return printed_figure({**frozen["figure"], "value": value}, frozen, lang)


def why_reopened(evidence: DecisionEvidence, why: Mapping[str, str], lang: str) -> str:
    """What the figure was, what it is, in which release, and why it changed. The page's language is `lang`."""
    frozen = evidence.frozen
    name = _in(frozen["name"], lang) + (f", {_in(frozen['part'], lang)}" if frozen["part"] else "")
    words = _("%(name)s, %(period)s, was %(before)s when you decided. Release %(number)s says %(now)s.")
    assert evidence.restated_in is not None
    told = words % {
        "name": name,
        "period": formats.period(evidence.period, lang),
        "before": _printed(frozen, frozen["figure"]["value"], lang),
        "now": _printed(frozen, evidence.restated_value, lang),
        "number": evidence.restated_in.number,
    }
    return f"{told} {_in(why, lang)}".strip()


def why_withdrawn(release: Publication, lang: str) -> str:
    """In the language that is active, which is `lang`."""
    told = _("Release %(number)s, on whose figures you decided, was withdrawn: %(why)s")
    reason = {"en": release.withdrawn_reason_en, "es": release.withdrawn_reason_es}
    return told % {"number": release.number, "why": _in(reason, lang)}


def resting_on(reader: Any, initiative: Initiative, asked: Asked, at: datetime) -> list[RestingDecision]:
    """The decisions that rest on one figure, for the page of what stands behind it."""
    visible = decisions(reader, initiative, at)
    found = DecisionEvidence.objects.filter(
        decision__in=visible,
        measure=asked.measure,
        period=asked.period,
        dimension=asked.dimension,
        category=asked.category,
    ).select_related("decision__group", "decision__initiative", "publication")
    lang = page_language()
    return [
        RestingDecision(
            one.decision,
            _printed(one.frozen, one.frozen["figure"]["value"], lang),
            one.publication.number,
            one.restated_in_id is not None,
        )
        for one in found
    ]


def resting_on_measure(reader: Any, initiative: Initiative, measure: str, at: datetime) -> set[int]:
    """The keys of the decisions that rest on any figure of a measure."""
    visible = decisions(reader, initiative, at)
    found = DecisionEvidence.objects.filter(decision__in=visible, measure=measure)
    return set(found.values_list("decision", flat=True))


def _in(words: Mapping[str, str] | None, lang: str) -> str:
    return str((words or {}).get(lang) or (words or {}).get("en") or "")
