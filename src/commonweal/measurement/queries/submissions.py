"""One submission as the data manager reads it: each figure beside the last one, the warnings, the thread."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import Http404

from commonweal.governance.models import Initiative, Place
from commonweal.lib.files import DamagedFile
from commonweal.lib.languages import page_language
from commonweal.lib.periods import period_sort_key
from commonweal.measurement.models import Category, Decline, Definition, Invitation, Receipt, Remark, Submission
from commonweal.measurement.queries.facts import Fact, Key, current_facts, facts_of
from commonweal.measurement.queries.oddities import is_question
from commonweal.measurement.queries.rejections import rejection_in_words
from commonweal.measurement.queries.scope import only_for_data_manager
from commonweal.measurement.queries.wording import figure_words, last_words
from commonweal.measurement.queries.words import newest_definitions, read_text

#: A page that scrolls for minutes is read by nobody; the rest is in the partner's file.
MOST_ROWS = 500


@dataclass(frozen=True)
class ReadRow:
    measure: str
    code: str
    period: str
    place: str
    group: str
    figure: str
    status: str
    numerator: float | None
    denominator: float | None
    last: str


@dataclass(frozen=True)
class Warned:
    row: int | None
    column: str
    words: str
    reason: str


@dataclass(frozen=True)
class SubmissionPage:
    submission: Submission
    rows: list[ReadRow]
    rows_in_all: int
    warnings: list[Warned]
    #: How we read cells that could be read in more than one way: the words, and in how many rows.
    notes: list[tuple[str, int]]
    remarks: list[Remark]
    #: The stored figures do not match their hash any more: nothing is shown rather than something wrong.
    is_damaged: bool


@dataclass(frozen=True)
class Arrived:
    """A file that came, and what became of it."""

    receipt: Receipt
    submission: Submission | None
    reason: str


@dataclass(frozen=True)
class PartnerInRound:
    invitation: Invitation
    asked: list[str]
    arrived: list[Arrived]
    open_links: int
    declines: list[Decline] = field(default_factory=list)


def submission_for(reader: Any, initiative: Initiative, number: str, at: datetime) -> Submission:
    only_for_data_manager(reader, initiative, at)
    found = (
        Submission.objects.filter(initiative=initiative, number=number)
        .select_related("initiative", "organisation", "round", "receipt", "invitation__round__initiative")
        .select_related("invitation__organisation")
        .first()
    )
    if found is None:
        raise Http404
    return found


def submission_page(reader: Any, initiative: Initiative, number: str, at: datetime) -> SubmissionPage:
    submission = submission_for(reader, initiative, number, at)
    try:
        facts, damaged = facts_of(submission), False
    except DamagedFile:
        facts, damaged = [], True
    return SubmissionPage(
        submission=submission,
        rows=_rows(submission, facts),
        rows_in_all=len(facts),
        warnings=[_warned(stored) for stored in submission.warnings if is_question(stored)],
        notes=_notes(submission.warnings),
        remarks=list(submission.remarks.all()),
        is_damaged=damaged,
    )


def partner_in_round(reader: Any, invitation: Invitation, at: datetime) -> PartnerInRound:
    only_for_data_manager(reader, invitation.round.initiative, at)
    asked = invitation.round.asked.filter(organisation=invitation.organisation_id).values_list("measure_id", flat=True)
    definitions = newest_definitions(asked).values()
    submissions = {one.receipt_id: one for one in invitation.submissions.all()}
    receipts = invitation.round.receipts.filter(organisation=invitation.organisation_id).order_by("-sequence")
    return PartnerInRound(
        invitation=invitation,
        asked=[f"{one.measure.code} {read_text(one, 'name')}" for one in definitions],
        arrived=[Arrived(one, submissions.get(one.pk), rejection_in_words(one.reason)) for one in receipts],
        open_links=invitation.links.filter(revoked_at__isnull=True, expires_at__gt=at).count(),
        declines=list(invitation.declines.select_related("measure")),
    )


def _rows(submission: Submission, facts: list[Fact]) -> list[ReadRow]:
    shown = facts[:MOST_ROWS]
    definitions = {
        one.measure.code: one
        for one in newest_definitions(submission.initiative.measures.values_list("pk", flat=True)).values()
    }
    places = {place.code: place for place in submission.initiative.places.all()}
    groups = _groups(submission.initiative)
    earlier = _earlier(submission)
    return [_row(fact, definitions[fact.key.measure], places, groups, earlier) for fact in shown]


def _row(
    fact: Fact,
    definition: Definition,
    places: dict[str, Place],
    groups: dict[tuple[str, str], str],
    earlier: dict[tuple[str, str, Any], list[Fact]],
) -> ReadRow:
    language = page_language()
    key = fact.key
    before = [one for one in earlier.get(key.without_period(), []) if _is_before(one.key, key)]
    last = max(before, key=lambda one: period_sort_key(one.key.period), default=None)
    return ReadRow(
        measure=read_text(definition, "name"),
        code=key.measure,
        period=key.period,
        place=places[key.place].name if key.place in places else key.place,
        group=", ".join(groups.get(group, group[1]) for group in key.groups),
        figure=figure_words(fact, definition, language),
        status=fact.status,
        numerator=fact.numerator,
        denominator=fact.denominator,
        last=last_words(last, definition, language),
    )


def _is_before(one: Key, other: Key) -> bool:
    return period_sort_key(one.period) < period_sort_key(other.period)


def _earlier(submission: Submission) -> dict[tuple[str, str, Any], list[Fact]]:
    """The partner's accepted figures from elsewhere, by row. A damaged old file hides its last values, not the page."""
    others = Submission.objects.filter(
        initiative=submission.initiative_id, organisation=submission.organisation_id, state=Submission.State.ACCEPTED
    ).exclude(pk=submission.pk)
    try:
        facts = current_facts(others.select_related("receipt"))
    except DamagedFile:
        return {}
    found: dict[tuple[str, str, Any], list[Fact]] = {}
    for fact in facts.values():
        if not fact.is_missing:
            found.setdefault(fact.key.without_period(), []).append(fact)
    return found


def _groups(initiative: Initiative) -> dict[tuple[str, str], str]:
    categories = Category.objects.filter(dimension__initiative=initiative).select_related("dimension")
    return {(one.dimension.code, one.code): read_text(one, "name") for one in categories}


def _warned(stored: dict[str, Any]) -> Warned:
    language = page_language()
    words = stored.get(language) or stored.get("en", "")
    return Warned(stored.get("row"), stored.get("column") or "", words, stored.get("reason", ""))


def _notes(stored: list[dict[str, Any]]) -> list[tuple[str, int]]:
    """The same words of many rows once, with how many there are."""
    told: dict[str, int] = {}
    for one in (_warned(each) for each in stored if not is_question(each)):
        _row, found, rest = one.words.partition(f"{one.column}: ") if one.row else ("", "", "")
        words = f"{found}{rest}" if found else one.words
        told[words] = told.get(words, 0) + 1
    return list(told.items())
