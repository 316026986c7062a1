"""A decision keeps the figures it was made with; when a later release changes one, it is visibly opened again."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from commonweal.governance.decision_drafts import ProposalDraft
from commonweal.governance.models import Decision
from commonweal.governance.operations.decisions import VoteDraft, cast_vote, close_vote, open_vote, propose
from commonweal.governance.queries.decisions import card
from commonweal.measurement.operations.decision_evidence import put_beside, take_out
from commonweal.measurement.operations.publishing import publish
from commonweal.measurement.queries.decision_evidence import resting_on
from commonweal.measurement.queries.lineage import Asked
from commonweal.publication.operations import withdraw
from tests.measurement.accepted_facts import accepted, fact

pytestmark = pytest.mark.covers("H4", "C1")
FIGURE = Asked("P1", "2025")
PAGE = "/desk/fork/decisions/1/figures/"


@pytest.fixture
def released(initiative, enrolled, places, partner_organisation, analyst, at):
    """Release 1: 200 people in 2025."""
    accepted(initiative, [fact("P1", "2025", 120.0, place="east")], organisation=partner_organisation)
    accepted(initiative, [fact("P1", "2025", 80.0, place="west")], organisation=partner_organisation)
    publish(by=analyst, initiative=initiative, at=at)
    return initiative


@pytest.fixture
def draft(released, steering, chair, resident, at):
    proposal = ProposalDraft("Shall we add a class?", rule="majority", quorum=1)
    return propose(by=chair, group=steering, proposal=proposal, at=at)


@pytest.fixture
def decided(draft, chair, at):
    """Decided on the 200 people of release 1."""
    put_beside(by=chair, decision=draft, asked=FIGURE, at=at)
    open_vote(by=chair, decision=draft, at=at)
    cast_vote(by=chair, decision=draft, vote=VoteDraft("yes"), at=at)
    return close_vote(by=chair, decision=draft, at=at)


def correct(initiative, organisation, analyst, at, value=90.0):
    """The partner corrects west, and a further release says so."""
    accepted(initiative, [fact("P1", "2025", value, place="west")], organisation=organisation)
    return publish(by=analyst, initiative=initiative, at=at)


def row_of(decision, reader, at):
    return card(reader, decision, at).evidence[0]


def test_a_figure_is_kept_with_value_interval_verdict_coverage_definition_and_release(draft, chair, at):
    kept = put_beside(by=chair, decision=draft, asked=FIGURE, at=at)
    assert kept.publication.number == 1
    assert kept.frozen["figure"]["value"] == 200.0
    assert set(kept.frozen) == {
        "name", "unit", "kind", "decimals", "figure", "part", "verdict", "definition", "coverage",
    }  # fmt: skip
    assert set(kept.frozen["figure"]) >= {"low", "high", "partners_in", "partners_asked"}
    assert (kept.frozen["definition"], kept.frozen["verdict"]) == (1, "too-early")


def test_a_part_of_a_figure_can_be_put_beside_it_too(draft, chair, at):
    put_beside(by=chair, decision=draft, asked=Asked("P1", "2025", "place", "west"), at=at)
    row = row_of(draft, chair, at)
    assert (row.name.endswith(", Westside"), row.value) == (True, "80.0")


def test_a_restated_figure_opens_the_decision_again_with_both_values_and_the_reason(
    decided, released, partner_organisation, analyst, chair, at
):
    correct(released, partner_organisation, analyst, at)
    decision = Decision.objects.get(pk=decided.pk)
    assert (decision.outcome, decision.reopened_at) == ("carried", at)
    told = decision.reopenings.get()
    assert told.why_en == "People enrolled, 2025, was 200.0 when you decided. Release 2 says 210.0."
    assert told.why_es == "Personas inscritas, 2025, era 200.0 cuando ustedes decidieron. La publicación 2 dice 210.0."
    row = row_of(decision, chair, at)
    assert (row.value, row.now) == ("200.0", "210.0 in release 2")


def test_a_release_that_changes_nothing_of_it_reopens_nothing(decided, released, analyst, at):
    publish(by=analyst, initiative=released, at=at)
    assert Decision.objects.get(pk=decided.pk).reopened_at is None


def test_the_same_restatement_reopens_once(decided, released, partner_organisation, analyst, at):
    correct(released, partner_organisation, analyst, at)
    publish(by=analyst, initiative=released, at=at)
    assert decided.reopenings.count() == 1


def test_a_figure_that_returns_to_what_it_was_is_told_no_more(
    decided, released, partner_organisation, analyst, chair, at
):
    correct(released, partner_organisation, analyst, at)
    correct(released, partner_organisation, analyst, at, value=80.0)
    assert decided.reopenings.count() == 1
    assert row_of(decided, chair, at).now == ""


def test_before_the_close_a_changed_figure_is_shown_and_reopens_nothing(
    draft, released, partner_organisation, analyst, chair, at
):
    put_beside(by=chair, decision=draft, asked=FIGURE, at=at)
    open_vote(by=chair, decision=draft, at=at)
    correct(released, partner_organisation, analyst, at)
    assert row_of(draft, chair, at).now == "210.0 in release 2"
    assert Decision.objects.get(pk=draft.pk).reopened_at is None


def test_once_the_vote_is_open_figures_stay_as_they_are(draft, chair, at):
    kept = put_beside(by=chair, decision=draft, asked=FIGURE, at=at)
    open_vote(by=chair, decision=draft, at=at)
    for act in (
        lambda: put_beside(by=chair, decision=draft, asked=Asked("P1", "2025", "place", "west"), at=at),
        lambda: take_out(by=chair, evidence=kept, at=at),
    ):
        with pytest.raises((ValidationError, PermissionDenied)):
            act()
    assert draft.evidence.count() == 1


@pytest.mark.parametrize("asked", [Asked("P1", "1999"), Asked("X", "2025"), Asked("P1", "2025", "place", "nowhere")])
def test_a_figure_that_no_release_has_is_refused(draft, chair, at, asked):
    with pytest.raises(ValidationError) as refused:
        put_beside(by=chair, decision=draft, asked=asked, at=at)
    assert refused.value.messages == ["The newest release has no such figure. Choose another one."]


def test_the_same_figure_is_put_beside_it_once(draft, chair, at):
    put_beside(by=chair, decision=draft, asked=FIGURE, at=at)
    with pytest.raises(ValidationError):
        put_beside(by=chair, decision=draft, asked=FIGURE, at=at)


@pytest.mark.parametrize("who", ["partner", "trainer", "funder", "stranger", "resident"])
def test_who_may_not_change_the_proposal_puts_no_figure_beside_it(draft, who, signed_in, at, request):
    person = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        put_beside(by=person, decision=draft, asked=FIGURE, at=at)
    assert signed_in(person).get(PAGE).status_code == 404
    assert signed_in(person).post(PAGE, {"figure": "P1|2025"}).status_code == 404


def test_a_chair_chooses_the_figure_on_a_page_and_takes_it_out_again(draft, chair, signed_in):
    client = signed_in(chair)
    assert client.get(PAGE).status_code == 200
    assert client.post(PAGE, {"figure": "P1|2025"}).status_code == 302
    kept = draft.evidence.get()
    assert client.post(f"{PAGE}{kept.pk}/take-out/").status_code == 302
    assert draft.evidence.count() == 0


@pytest.mark.parametrize("key", ["", "P1", "P1|1999", "P1|2025|place|", "x|y|z|w"])
def test_an_odd_choice_comes_back_with_words(draft, chair, signed_in, key):
    assert signed_in(chair).post(PAGE, {"figure": key}).status_code == 422


def test_the_page_behind_a_figure_lists_the_decisions_that_rest_on_it(decided, analyst, signed_in, released, at):
    assert [one.decision.pk for one in resting_on(analyst, released, FIGURE, at)] == [decided.pk]
    page = signed_in(analyst).get("/desk/fork/measures/P1/behind/").content.decode()
    assert "Decisions that rest on it" in page
    assert "Shall we add a class?" in page


def test_a_decision_page_marks_what_was_changed(
    decided, released, partner_organisation, analyst, resident, signed_in, at
):
    correct(released, partner_organisation, analyst, at)
    page = signed_in(resident).get("/desk/fork/decisions/1/").content.decode()
    assert "Open again" in page
    assert "Changed since: 210.0 in release 2" in page


def test_those_who_run_the_data_come_from_the_figure_to_what_stands_behind_it(
    decided, analyst, resident, signed_in, at
):
    url = row_of(decided, analyst, at).url
    assert url == "/desk/fork/measures/P1/behind/?figure=2025&release=1"
    assert signed_in(analyst).get(url).status_code == 200
    assert row_of(decided, resident, at).url == ""


def test_a_decision_says_that_the_release_it_rests_on_was_withdrawn(decided, released, analyst, chair, at):
    release = released.publications.get()
    withdraw(by=analyst, publication=release, reason_en="A wrong file.", reason_es="", at=at)
    assert row_of(decided, chair, at).now == "release 1 was withdrawn"


def test_a_withdrawn_release_opens_what_was_decided_on_it_again_once(decided, released, draft, analyst, chair, at):
    release = released.publications.get()
    withdraw(by=analyst, publication=release, reason_en="A wrong file.", reason_es="Un archivo equivocado.", at=at)
    told = decided.reopenings.get()
    assert Decision.objects.get(pk=decided.pk).reopened_at == at
    assert told.why_en == "Release 1, on whose figures you decided, was withdrawn: A wrong file."
    assert told.why_es == "Se retiró la publicación 1, con cuyas cifras ustedes decidieron: Un archivo equivocado."


def test_a_figure_of_an_earlier_period_can_be_chosen(
    draft, released, partner_organisation, analyst, chair, signed_in, at
):
    accepted(released, [fact("P1", "2024", 50.0, place="east")], organisation=partner_organisation)
    publish(by=analyst, initiative=released, at=at)
    page = signed_in(chair).get(PAGE).content.decode()
    assert page.index('value="P1|2025"') < page.index('value="P1|2024"')
    assert signed_in(chair).post(PAGE, {"figure": "P1|2024"}).status_code == 302
    assert draft.evidence.get().frozen["figure"]["value"] == 50.0
