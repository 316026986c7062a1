"""The same step from two windows at once, or twice by one impatient hand: done once, and each hears what came of it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client

from commonweal.governance.models import Initiative
from commonweal.measurement.models import Submission
from commonweal.measurement.operations.publishing import SeenBefore, publish
from commonweal.measurement.operations.staging import change_staged, discard_staged, stage, sweep_staged
from commonweal.measurement.queries.preview import preview
from commonweal.measurement.queries.staged import AlreadySent, open_staged, staged_folder
from commonweal.people.models import Person
from commonweal.publication.models import Publication
from tests.cast import NOW
from tests.measurement.accepted_facts import accepted, fact
from tests.measurement.partner_work import GOOD, SEND, address, as_csv, as_file, upload

MINE = "invitation:1"


@pytest.mark.parametrize("window", ["post", "get"])
def test_second_press_of_send_leads_to_the_receipt(window: str, client: Client, link: str) -> None:
    check = address(upload(client, link, as_csv(GOOD)))
    client.post(check, SEND)
    again = getattr(client, window)(check, SEND)
    assert (again.status_code, again["Location"]) == (302, f"{link}sent/{Submission.objects.get().number}/?before=1")


def test_number_of_a_sent_file_is_told_to_its_sender_only(own_home: None, db: None) -> None:
    staged = stage(by=None, holder=MINE, file=as_file(GOOD), at=NOW)
    discard_staged(by=None, staged=staged, at=NOW, sent_as="7KQX")
    with pytest.raises(AlreadySent):
        open_staged(MINE, staged.token, NOW)
    with pytest.raises(Http404) as other:
        open_staged("invitation:2", staged.token, NOW)
    assert not isinstance(other.value, AlreadySent)


def test_bytes_of_a_sent_file_do_not_wait_for_the_sweep(own_home: None, db: None) -> None:
    staged = stage(by=None, holder=MINE, file=as_file(GOOD), at=NOW)
    discard_staged(by=None, staged=staged, at=NOW, sent_as="7KQX")
    assert [file.name for file in staged_folder().rglob("*") if file.is_file()] == ["notes.json"]


def test_file_forgotten_in_another_window_is_not_there(own_home: None, db: None) -> None:
    staged = stage(by=None, holder=MINE, file=as_file(GOOD), at=NOW)
    opened = open_staged(MINE, staged.token, NOW)
    discard_staged(by=None, staged=staged, at=NOW)
    with pytest.raises(Http404):
        change_staged(by=None, staged=opened, at=NOW, answers={})
    assert list(staged_folder().iterdir()) == []


@pytest.mark.parametrize("sent_as", ["", "7KQX"])
def test_file_that_goes_while_others_work_on_it_is_whole_or_not_there(sent_as: str, own_home: None, db: None) -> None:
    """Two windows read and write, a third one sends or forgets, a fourth one sweeps: nothing else than 404 comes."""

    def rounds() -> Iterator[list[Any]]:
        for number in range(30):
            staged = stage(by=None, holder=MINE, file=as_file([[str(number)]]), at=NOW)
            yield [
                partial(open_staged, MINE, staged.token, NOW),
                partial(change_staged, by=None, staged=staged, at=NOW, answers={}),
                partial(discard_staged, by=None, staged=staged, at=NOW, sent_as=sent_as),
                partial(sweep_staged, by=None, at=NOW + timedelta(days=800)),
            ]

    with ThreadPoolExecutor(4) as windows:
        failures = [future.exception() for works in rounds() for future in [windows.submit(work) for work in works]]
    assert [problem for problem in failures if problem is not None and not isinstance(problem, Http404)] == []


@pytest.mark.django_db(transaction=True)
def test_release_that_two_publish_at_once_is_made_once(
    analyst: Person, initiative: Initiative, enrolled: Any, places: Any, at: Any
) -> None:
    accepted(initiative, [fact("P1", "2025", 1250.0)])
    seen = preview(initiative, at).seal

    def press(_number: int) -> str:
        try:
            return f"release {publish(by=analyst, initiative=initiative, seen=seen, at=at).number}"
        except SeenBefore:
            return "look once more"
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as people:
        outcomes = sorted(people.map(press, range(4)))
    assert (outcomes, Publication.objects.count()) == (["look once more"] * 3 + ["release 1"], 1)
