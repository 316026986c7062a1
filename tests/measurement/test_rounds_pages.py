import pytest

from commonweal.delivery.models import Message
from commonweal.governance.models import Participation
from commonweal.measurement.models import Asked, Round
from commonweal.measurement.operations.definitions import MeasureDraft, define_measure
from commonweal.measurement.operations.rounds import close_round
from tests.cast import NOW, organisation_in
from tests.measurement.data_work import ENROLLED, figures_came, file_was_rejected

pytestmark = pytest.mark.django_db
FAR = {"due": "2027-03-01", "due_time": "17:00"}


@pytest.fixture
def desk(signed_in, analyst):
    return signed_in(analyst)


@pytest.fixture
def typed(enrolled, finished, places, partner_organisation, other_organisation):
    boxes = [f"{partner_organisation.pk}-{enrolled.pk}", f"{other_organisation.pk}-{finished.pk}"]
    return {"name": "2026-Q4", "periods": "2026-Q4", "asked": boxes} | FAR


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """The pages read the clock; the due day above must lie ahead of it."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.mark.covers("B4", "J1")
def test_round_is_previewed_before_anybody_is_mailed(desk, initiative, typed):
    page = desk.post("/desk/fork/rounds/new/", typed | {"step": "preview"}).content.decode()
    assert "data@first-rung.example" in page
    assert "1 March 2027, 17:00 (EST)" in page
    assert (Round.objects.count(), Message.objects.count()) == (0, 0)


@pytest.mark.covers("B4", "J1")
def test_round_opens_as_previewed(desk, initiative, typed):
    desk.post("/desk/fork/rounds/new/", typed | {"step": "open"})
    asked = Asked.objects.order_by("organisation__name").values_list("organisation__name", "measure__code")
    assert list(asked) == [("First Rung", "P1"), ("Open Shelf Library", "P2")]
    assert Message.objects.count() == 2


def test_round_asks_a_whole_row_or_column_with_one_tick(desk, initiative, typed, partner_organisation, finished):
    more = {"asked": [], "row": [str(partner_organisation.pk)], "column": [str(finished.pk)], "step": "open"}
    desk.post("/desk/fork/rounds/new/", typed | more)
    asked = Asked.objects.order_by("organisation__name", "measure__code")
    assert list(asked.values_list("organisation__name", "measure__code")) == [
        ("First Rung", "P1"),
        ("First Rung", "P2"),
        ("Open Shelf Library", "P2"),
    ]


def test_round_preview_names_partners_without_an_address(desk, initiative, typed):
    Participation.objects.update(contact_email="")
    page = desk.post("/desk/fork/rounds/new/", typed | {"step": "preview"}).content.decode()
    assert page.count("Nobody: no address is known.") == 2


def test_round_with_a_slip_keeps_what_was_typed(desk, initiative, typed, partner_organisation, enrolled):
    answer = desk.post("/desk/fork/rounds/new/", typed | {"periods": "spring", "step": "preview"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="spring"' in page
    assert f'value="{partner_organisation.pk}-{enrolled.pk}" checked' in page


def test_round_due_in_the_past_comes_back(desk, initiative, typed):
    answer = desk.post("/desk/fork/rounds/new/", typed | {"due": "2020-01-01", "step": "preview"})
    assert "The due time has passed. Choose a later one." in answer.content.decode()


def test_new_round_starts_from_the_last_one(desk, open_for_two, invitation, enrolled):
    page = desk.get("/desk/fork/rounds/new/").content.decode()
    assert f'value="{invitation.organisation_id}-{enrolled.pk}" checked' in page
    assert page.count(" checked") == 3


def test_new_round_without_measures_says_what_comes_next(desk, initiative):
    assert "There is no measure to ask for." in desk.get("/desk/fork/rounds/new/").content.decode()


def test_rounds_page_without_rounds_says_what_comes_next(desk, initiative):
    assert "Open the first round" in desk.get("/desk/fork/rounds/").content.decode()


@pytest.mark.covers("J1", "B6", "F-BBS-8")
def test_closing_asks_once_and_names_who_is_missing(desk, open_for_two, invitation):
    figures_came(invitation, state="accepted")
    page = desk.get(f"/desk/fork/rounds/{open_for_two.pk}/close/").content.decode()
    assert "Close 2025-Q4 with 1 of 2?" in page
    assert page.count("Open Shelf Library") == 1
    open_for_two.refresh_from_db()
    assert open_for_two.state == "open"


@pytest.mark.covers("J1")
def test_closed_round_stays_readable_and_can_be_reopened(desk, open_for_two):
    desk.post(f"/desk/fork/rounds/{open_for_two.pk}/close/")
    page = desk.get(f"/desk/fork/rounds/{open_for_two.pk}/").content.decode()
    assert "Reopen the round" in page
    desk.post(f"/desk/fork/rounds/{open_for_two.pk}/reopen/", FAR | {"reason": "A day too early."})
    open_for_two.refresh_from_db()
    assert open_for_two.state == "open"


def test_more_time_is_given_with_a_reason_that_the_board_repeats(desk, open_for_two):
    desk.post(f"/desk/fork/rounds/{open_for_two.pk}/more-time/", FAR | {"reason": "The storm closed schools."})
    assert "The storm closed schools." in desk.get(f"/desk/fork/rounds/{open_for_two.pk}/").content.decode()


def test_more_time_without_a_reason_comes_back(desk, open_for_two):
    assert desk.post(f"/desk/fork/rounds/{open_for_two.pk}/more-time/", FAR).status_code == 422


@pytest.mark.covers("B6", "F-BBS-8")
def test_reminding_says_first_whom_it_would_mail_and_mails_nobody(desk, open_for_two, invitation):
    invitation.contact_name, invitation.contact_email = "Ada", "ada@first-rung.example"
    invitation.save()
    open_for_two.invitations.exclude(pk=invitation.pk).update(contact_email="")
    mails = Message.objects.count()
    page = desk.get(f"/desk/fork/rounds/{open_for_two.pk}/remind/").content.decode()
    assert "<h1>Remind 1 partner of 2025-Q4?</h1>" in page
    assert "Ada ada@first-rung.example" in page
    assert page.split("Nobody to write to:")[1].split("</a>")[0].endswith("Open Shelf Library")
    assert Message.objects.count() == mails


def test_reminding_of_a_closed_round_is_not_offered(desk, open_for_two, analyst):
    close_round(by=analyst, round=open_for_two, at=NOW)
    assert desk.get(f"/desk/fork/rounds/{open_for_two.pk}/remind/").status_code == 302


def test_reminding_says_whom_it_reached(desk, open_for_two):
    answer = desk.post(f"/desk/fork/rounds/{open_for_two.pk}/remind/", follow=True)
    assert "2 partners are reminded." in answer.content.decode()


def test_reminding_of_a_closed_round_is_refused(desk, open_for_two, analyst):
    close_round(by=analyst, round=open_for_two, at=NOW)
    answer = desk.post(f"/desk/fork/rounds/{open_for_two.pk}/remind/", follow=True)
    assert "This round is closed. Nobody is reminded of it." in answer.content.decode()


@pytest.mark.covers("J1")
def test_all_that_is_ready_is_accepted_at_once(desk, open_for_two, invitation):
    came = figures_came(invitation)
    desk.post(f"/desk/fork/rounds/{open_for_two.pk}/accept/", {"submission": [came.number]})
    came.refresh_from_db()
    assert came.state == "accepted"


def test_what_came_after_the_page_was_read_is_not_accepted_unseen(desk, open_for_two, invitation):
    came = figures_came(invitation)
    desk.post(f"/desk/fork/rounds/{open_for_two.pk}/accept/", {"submission": ["OTHER"]})
    came.refresh_from_db()
    assert came.state == "submitted"


def test_link_is_shown_once_to_copy(desk, open_for_two, invitation):
    address = f"/desk/fork/rounds/{open_for_two.pk}/place/first-rung/"
    page = desk.post(f"{address}link/").content.decode()
    link = page.split('id="copied-link" readonly value="')[1].split('"')[0]
    assert "/p/" in link
    assert link not in desk.get(address).content.decode()


def test_closed_links_open_nothing(desk, open_for_two, invitation):
    desk.post(f"/desk/fork/rounds/{open_for_two.pk}/place/first-rung/links-off/")
    assert invitation.links.filter(revoked_at=None).count() == 0


def test_address_that_is_added_is_mailed_at_once(desk, open_for_two, invitation):
    address = f"/desk/fork/rounds/{open_for_two.pk}/place/first-rung/contact/"
    desk.post(address, {"name": "Rosa", "email": "rosa@first-rung.example", "language": "es"})
    assert Message.objects.filter(to="rosa@first-rung.example").count() == 1


def test_round_of_another_initiative_is_a_404(desk, open_for_two):
    assert desk.get(f"/desk/elsewhere/rounds/{open_for_two.pk}/").status_code == 404


@pytest.mark.covers("B4", "J1")
def test_round_of_forty_partners_closes_with_thirty_seven(desk, open_for_two, initiative, enrolled):
    invitations = list(open_for_two.invitations.all())
    for number in range(38):
        partner = organisation_in(initiative, f"partner-{number}", f"Partner {number}", "health")
        Asked.objects.create(round=open_for_two, organisation=partner, measure=enrolled)
        invitations.append(open_for_two.invitations.create(organisation=partner))
    for invitation in invitations[:37]:
        figures_came(invitation, state="accepted")
    address = f"/desk/fork/rounds/{open_for_two.pk}/"
    assert "Close 2025-Q4 with 37 of 40?" in desk.get(f"{address}close/").content.decode()
    desk.post(f"{address}close/")
    assert "37 of 40 in" in desk.get(address).content.decode()


@pytest.mark.covers("J1")
def test_page_of_a_partner_says_in_words_why_a_file_was_rejected(desk, open_for_two, invitation):
    file_was_rejected(invitation, reason="below-min 2, unknown-place 1")
    page = desk.get(f"/desk/fork/rounds/{open_for_two.pk}/place/first-rung/").content.decode()
    assert "below the smallest possible value (2); place not known (1)" in page


def test_one_more_partner_is_asked_on_a_page_and_taken_out_again(desk, open_for_two, initiative):
    organisation_in(initiative, "third", "Third Door", "health")
    address = f"/desk/fork/rounds/{open_for_two.pk}/"
    desk.post(f"{address}ask-also/", {"partner": "third", "measures": ["P1"]})
    assert "Third Door" in desk.get(address).content.decode()
    desk.post(f"{address}place/third/stop/")
    assert desk.get(f"{address}place/third/").status_code == 404


def test_asking_one_more_without_a_measure_comes_back(desk, open_for_two, initiative):
    organisation_in(initiative, "third", "Third Door", "health")
    answer = desk.post(f"/desk/fork/rounds/{open_for_two.pk}/ask-also/", {"partner": "third"})
    assert answer.status_code == 422
    assert "Choose at least one measure." in answer.content.decode()


def test_asking_one_more_when_all_are_asked_says_what_comes_next(desk, open_for_two):
    page = desk.get(f"/desk/fork/rounds/{open_for_two.pk}/ask-also/").content.decode()
    assert "Every organization that takes part is asked." in page


def test_grid_offers_measures_of_the_whole_community_only_on_request(
    desk, initiative, analyst, enrolled, partner_organisation
):
    draft = MeasureDraft(code="G0", level="population", definition=ENROLLED)
    define_measure(by=analyst, initiative=initiative, measure=draft, at=NOW)
    assert "All partners, G0" not in desk.get("/desk/fork/rounds/new/").content.decode()
    assert "All partners, G0" in desk.get("/desk/fork/rounds/new/?population").content.decode()
