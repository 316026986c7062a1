"""Rounds, and what a new one starts from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.http import Http404

from commonweal.governance.models import Initiative, Participation
from commonweal.governance.queries import participations
from commonweal.measurement.models import Asked, Invitation, Measure, Round, Standing, Submission
from commonweal.measurement.queries.measures import MeasureInUse, measures_to_ask
from commonweal.measurement.queries.scope import only_for_data_manager
from commonweal.people.models import Organisation
from commonweal.trail.models import Entry

#: What happened to a round as a whole, for its history.
ROUND_VERBS = ("open_round", "extend_round", "close_round", "reopen_round", "remind_silent", "remind_as_planned")


@dataclass(frozen=True)
class GridRow:
    """One partner in the grid of a new round, with the measures that are ticked for it."""

    participation: Participation
    ticked: frozenset[int]

    @property
    def partner(self) -> Organisation:
        return self.participation.organisation

    @property
    def has_address(self) -> bool:
        return bool(self.participation.contact_email)


@dataclass(frozen=True)
class Grid:
    measures: list[MeasureInUse]
    rows: list[GridRow]

    @property
    def usual_columns(self) -> list[MeasureInUse]:
        """Measures of programmes, and others only where somebody is asked: the backbone enters those by itself."""
        asked = {number for row in self.rows for number in row.ticked}
        usual = [
            one for one in self.measures if one.measure.level == Measure.Level.PERFORMANCE or one.measure.pk in asked
        ]
        return usual or self.measures

    def chosen(self) -> dict[Organisation, list[Measure]]:
        by_number = {one.measure.pk: one.measure for one in self.measures}
        chosen = {row.partner: [by_number[number] for number in by_number if number in row.ticked] for row in self.rows}
        return {partner: measures for partner, measures in chosen.items() if measures}

    def rows_asked(self) -> list[GridRow]:
        return [row for row in self.rows if row.ticked]


def rounds_of(reader: Any, initiative: Initiative, at: datetime) -> QuerySet[Round]:
    """Open ones first, each with how many were asked and how many are in."""
    only_for_data_manager(reader, initiative, at)
    accepted = Q(invitations__submissions__state=Submission.State.ACCEPTED)
    here = accepted | Q(invitations__submissions__state=Submission.State.SUBMITTED, closed_at=None)
    return initiative.rounds.annotate(
        partners_asked=Count("invitations", distinct=True),
        partners_in=Count("invitations", filter=here, distinct=True),
    ).order_by(F("closed_at").desc(nulls_first=True), "due_at")


def round_for(reader: Any, initiative: Initiative, number: int, at: datetime) -> Round:
    only_for_data_manager(reader, initiative, at)
    found = Round.objects.filter(initiative=initiative, pk=number).select_related("initiative").first()
    if found is None:
        raise Http404
    return found


def invitation_for(reader: Any, initiative: Initiative, number: int, partner: str, at: datetime) -> Invitation:
    only_for_data_manager(reader, initiative, at)
    found = (
        Invitation.objects.filter(round__in=initiative.rounds.filter(pk=number), organisation__code=partner)
        .select_related("organisation", "round__initiative")
        .first()
    )
    if found is None:
        raise Http404
    return found


def grid_for_new_round(
    reader: Any, initiative: Initiative, ticked: Mapping[int, Sequence[int]] | None, at: datetime
) -> Grid:
    """Partners × measures. Without a choice yet, ticked as in the standing table, else as in the round before."""
    only_for_data_manager(reader, initiative, at)
    chosen = ticked if ticked is not None else _standing(initiative) or _asked_last(initiative)
    measures = measures_to_ask(initiative)
    offered = {one.measure.pk for one in measures}
    rows = [
        GridRow(participation, frozenset(chosen.get(participation.organisation_id, ())) & offered)
        for participation in participations(reader, initiative, at)
    ]
    return Grid(measures, rows)


def partners_to_ask_also(reader: Any, asked_in: Round, at: datetime) -> list[Organisation]:
    """Who takes part and is not asked in this round."""
    asked = set(asked_in.invitations.values_list("organisation_id", flat=True))
    found = participations(reader, asked_in.initiative, at)
    return [one.organisation for one in found if one.organisation_id not in asked]


def history_of_round(reader: Any, asked_in: Round, at: datetime) -> list[Entry]:
    only_for_data_manager(reader, asked_in.initiative, at)
    verbs = [f"measurement.{verb}" for verb in ROUND_VERBS]
    found = Entry.objects.filter(object_kind="measurement.round", object_id=str(asked_in.pk), verb__in=verbs)
    return list(found.order_by("-id"))


def _standing(initiative: Initiative) -> dict[int, list[int]]:
    stands: dict[int, list[int]] = {}
    rows = Standing.objects.filter(plan__initiative=initiative, plan__ended_at__isnull=True)
    for partner, measure in rows.values_list("organisation_id", "measure_id"):
        stands.setdefault(partner, []).append(measure)
    return stands


def _asked_last(initiative: Initiative) -> dict[int, list[int]]:
    last = initiative.rounds.order_by("-opened_at", "-pk").first()
    asked: dict[int, list[int]] = {}
    for partner, measure in Asked.objects.filter(round=last).values_list("organisation_id", "measure_id"):
        asked.setdefault(partner, []).append(measure)
    return asked
