"""A definition changes: figures keep the version they came under, the line breaks, both counts stand side by side."""

import dataclasses
import io
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from commonweal.governance.models import Initiative, Place
from commonweal.measurement.models import Measure, Submission
from commonweal.measurement.operations.definitions import draft_of, redefine_measure
from commonweal.measurement.operations.publishing import publish
from commonweal.measurement.queries.collections import collection_for_invitation
from commonweal.measurement.queries.lineage import Asked, traced
from commonweal.measurement.queries.release import draft_release
from commonweal.people.models import Person
from commonweal.publication.queries import content_of
from tests.measurement.accepted_facts import NOW, accepted, fact
from tests.measurement.partner_work import SEND, address, text_of

SignedIn = Callable[[Person], Client]
CHANGED = NOW + timedelta(days=1)
LATER = NOW + timedelta(days=2)
REASON = "The county counts evening classes too since July."


@pytest.fixture
def changed(initiative: Initiative, enrolled: Measure, places: list[Place], analyst: Person) -> Measure:
    """2023 and 2024 came in under version 1; 2024 and 2025 under version 2."""
    accepted(initiative, [fact("P1", "2023", 1000.0), fact("P1", "2024", 1100.0)])
    draft = dataclasses.replace(draft_of(enrolled.definitions.get()), meaning_en="Everybody in a class, evenings too.")
    redefine_measure(by=analyst, measure=enrolled, definition=draft, reason=REASON, at=CHANGED)
    newer = accepted(initiative, [fact("P1", "2024", 1300.0), fact("P1", "2025", 1350.0)])
    Submission.objects.filter(pk=newer.pk).update(submitted_at=LATER)
    return enrolled


def measure_in(initiative: Initiative) -> dict[str, Any]:
    (measure,) = draft_release(initiative, LATER).content["measures"]
    return measure


@pytest.mark.covers("B4", "F-CON-2")
def test_series_breaks_where_the_definition_changed(changed: Measure, initiative: Initiative) -> None:
    measure = measure_in(initiative)
    line = [(point["period"], point["value"], point["definition"]) for point in measure["series"]]
    assert line == [("2023", 1000.0, 1), ("2024", 1300.0, 2), ("2025", 1350.0, 2)]
    assert measure["breaks"] == [{"period": "2024", "version": 2}]


@pytest.mark.covers("B4", "F-CON-2")
def test_overlap_is_computed_by_both_versions(changed: Measure, initiative: Initiative) -> None:
    beside = measure_in(initiative)["counted_before"]
    assert [(point["period"], point["value"], point["definition"]) for point in beside] == [("2024", 1100.0, 1)]


def test_verdict_counts_only_figures_after_the_break(changed: Measure, initiative: Initiative) -> None:
    assert measure_in(initiative)["judgement"]["n"] == 2


def test_figures_in_another_unit_stand_beside_the_line(
    changed: Measure, initiative: Initiative, analyst: Person
) -> None:
    version_2 = draft_of(changed.definitions.get(version=2))
    rules = {"places_rule": "ratio_of_sums", "periods_rule": "ratio_of_sums"}
    parts = {"numerator_en": "learners", "denominator_en": "residents"}
    other = dataclasses.replace(version_2, kind="rate", per=1000, **rules, **parts)
    redefine_measure(by=analyst, measure=changed, definition=other, reason="Per 1,000 people.", at=LATER + timedelta(1))
    newest = accepted(initiative, [fact("P1", "2025", 27.0)])
    Submission.objects.filter(pk=newest.pk).update(submitted_at=LATER + timedelta(days=2))
    measure = measure_in(initiative)
    assert [(point["period"], point["value"]) for point in measure["series"]] == [("2025", 27.0)]
    assert [point["period"] for point in measure["counted_before"]] == ["2023", "2024", "2024", "2025"]


def test_definition_without_figures_yet_is_not_shown(changed: Measure, initiative: Initiative, analyst: Person) -> None:
    draft = dataclasses.replace(draft_of(changed.definitions.get(version=2)), meaning_en="Something else.")
    redefine_measure(by=analyst, measure=changed, definition=draft, reason="From next year.", at=LATER + timedelta(1))
    assert measure_in(initiative)["definition_version"] == 2


def test_old_release_keeps_the_definition_that_it_was_made_with(
    initiative: Initiative, enrolled: Measure, places: list[Place], analyst: Person
) -> None:
    accepted(initiative, [fact("P1", "2023", 1000.0)])
    made = publish(by=analyst, initiative=initiative, at=NOW)
    draft = dataclasses.replace(draft_of(enrolled.definitions.get()), meaning_en="Everybody in a class, evenings too.")
    redefine_measure(by=analyst, measure=enrolled, definition=draft, reason=REASON, at=CHANGED)
    (measure,) = content_of(made)["measures"]
    assert (measure["definition_version"], measure["meaning"]["en"]) == (
        1,
        enrolled.definitions.get(version=1).meaning_en,
    )


def test_open_round_keeps_the_definition_it_opened_with(
    open_for_two: Any, finished: Measure, analyst: Person, at: datetime
) -> None:
    invitation = open_for_two.invitations.order_by("pk").first()
    draft = dataclasses.replace(draft_of(finished.definitions.get()), maximum=50.0)
    redefine_measure(
        by=analyst, measure=finished, definition=draft, reason="At most half.", at=LATER + timedelta(days=999)
    )
    limits = {measure.code: measure.maximum for measure in collection_for_invitation(invitation).measures}
    assert limits["P2"] == finished.definitions.get(version=1).maximum


def test_new_version_of_one_measure_leaves_the_others_that_partners_were_asked_for(
    open_for_two: Any, changed: Measure, finished: Measure, initiative: Initiative, analyst: Person
) -> None:
    made = publish(by=analyst, initiative=initiative, at=LATER)
    assert [(each["code"], each["definition_version"]) for each in content_of(made)["measures"]] == [
        ("P1", 2),
        ("P2", 1),
    ]


def test_lineage_of_a_figure_names_the_version_it_was_counted_by(
    changed: Measure, initiative: Initiative, analyst: Person
) -> None:
    publish(by=analyst, initiative=initiative, at=LATER)
    found = [traced(initiative, None, Asked("P1", period)) for period in ("2023", "2024")]
    assert [(each.definition.version, each.again, each.agrees) for each in found if each.definition] == [
        (1, 1000.0, True),
        (2, 1300.0, True),
    ]


@pytest.mark.covers("B4", "F-CON-2")
def test_public_page_says_from_when_and_why_it_is_counted_differently(
    changed: Measure, initiative: Initiative, analyst: Person, client: Client
) -> None:
    publish(by=analyst, initiative=initiative, at=LATER)
    page = text_of(client.get("/fork/measures/P1/"))
    for words in ("From 2024 on it is counted in another way.", REASON, "The same periods by both counts"):
        assert words in page
    spanish = text_of(client.get("/fork/measures/P1/", headers={"accept-language": "es"}))
    assert "Desde 2024 se cuenta de otra manera." in spanish


@pytest.mark.covers("B4", "F-CON-2")
def test_history_is_taken_in_as_it_was_counted_then(changed: Measure, analyst: Person, signed_in: SignedIn) -> None:
    desk = signed_in(analyst)
    form = desk.get("/desk/fork/history/").context["form"]
    (_, (before, words)) = form.fields["as_of"].choices
    assert words == "as before 5 March 2026, when P1 changed"
    source = io.BytesIO(b"measure,period,place,value\nP1,2012,county,161\n")
    source.name = "old.csv"
    sent = {"file": source, "cadence": "year", "source": "annual reports", "as_of": before}
    looked = desk.post("/desk/fork/history/", sent, follow=True)
    desk.post(address(looked), SEND)
    first = measure_in(changed.initiative)["series"][0]
    assert (first["period"], first["value"], first["definition"]) == ("2012", 161.0, 1)
