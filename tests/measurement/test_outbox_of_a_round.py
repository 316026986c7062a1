"""What stays in the outbox, and what a partner is told, where a round closed or no mail goes out by itself."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from commonweal.delivery.models import Message
from commonweal.measurement.models import DataLink, Invitation, Round
from commonweal.measurement.operations.partner_mails import mail_receipt
from commonweal.measurement.operations.review import return_submission
from commonweal.measurement.operations.rounds import close_round
from commonweal.people.models import Person
from commonweal.trail.models import Entry
from tests.cast import NOW
from tests.measurement.data_work import figures_came


def causes() -> list[str]:
    return sorted(cause.split(".")[1] for cause in Message.objects.values_list("cause", flat=True))


def test_closing_a_round_calls_off_the_mails_that_still_ask(
    open_for_two: Round, invitation: Invitation, analyst: Person
) -> None:
    came = figures_came(invitation)
    mail_receipt(by=invitation, submission=came, at=NOW)
    return_submission(by=analyst, submission=came, comment="Why?", at=NOW)
    first = Message.objects.filter(cause__startswith="measurement.invitation").first()
    Message.objects.filter(pk=first.pk).update(sent_at=NOW)
    assert causes() == ["invitation", "invitation", "question", "receipt"]
    close_round(by=analyst, round=open_for_two, at=NOW)
    assert causes() == ["invitation", "question"]
    assert Message.objects.filter(pk=first.pk).exists()
    assert Entry.objects.filter(verb="delivery.call_off").count() == 2


def test_outbox_shows_what_waits_and_the_rest_on_request(
    signed_in: Any, analyst: Person, open_for_two: Round, invitation: Invitation
) -> None:
    sent = Message.objects.order_by("pk").first()
    Message.objects.filter(pk=sent.pk).update(sent_at=NOW)
    desk = signed_in(analyst)
    waiting, everything = (desk.get(f"/desk/fork/outbox/{query}").content.decode() for query in ("", "?show=all"))
    assert [page.count('class="kick"') for page in (waiting, everything)] == [1, 2]
    assert "Show all 2 mails" in waiting
    Message.objects.update(sent_at=NOW)
    assert "No mail waits." in desk.get("/desk/fork/outbox/").content.decode()


@pytest.mark.parametrize(
    ("host", "told"),
    [("mail.example", "We mailed it to the address"), ("", "No mail goes out by itself here.")],
)
def test_renewed_link_says_truly_how_it_comes(
    client: Client, link: str, invitation: Invitation, settings: Any, host: str, told: str
) -> None:
    DataLink.objects.update(expires_at=invitation.round.opened_at)
    settings.EMAIL_HOST = host
    page = client.post(f"{link}renew/").content.decode()
    assert [words in page for words in ("We mailed it to the address", "No mail goes out by itself here.")] == [
        words == told for words in ("We mailed it to the address", "No mail goes out by itself here.")
    ]


def test_upload_of_boundaries_is_confirmed(signed_in: Any, analyst: Person, places: Any) -> None:
    square = "[[[-81,35],[-80,35],[-80,36],[-81,36],[-81,35]]]"
    shape = f'{{"type": "Polygon", "coordinates": {square}}}'
    one = f'{{"type": "Feature", "properties": {{"code": "east"}}, "geometry": {shape}}}'
    file = SimpleUploadedFile("map.geojson", f'{{"type": "FeatureCollection", "features": [{one}]}}'.encode())
    page = signed_in(analyst).post("/desk/fork/places/boundaries/", {"boundaries-file": file}, follow=True)
    assert "1 boundary is kept." in page.content.decode()
