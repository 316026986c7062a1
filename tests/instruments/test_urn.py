"""The urn: sheets go in sealed, come out shuffled, and no moment at which a machine stops loses one or opens one."""

import os
import shutil
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from commonweal.instruments import operations
from commonweal.instruments.models import Invitation, Sheet, Survey, Urn
from commonweal.instruments.operations.urns import folder_of, peek, size_of
from commonweal.instruments.queries.asking import Asking
from commonweal.instruments.sealing import LostKeyError, make_key, seal, unseal
from commonweal.people.models import Person
from tests.cast import NOW
from tests.instruments.conftest import answers_to, send

pytestmark = pytest.mark.django_db(transaction=True)


class PowerCutError(Exception):
    """The machine stops here."""


def cut_short(step: Callable[[], Any]) -> None:
    """All of a step was done, and nothing of it stands."""
    with transaction.atomic():
        step()
        raise PowerCutError


def points(survey: Survey) -> list[int]:
    """The first answer on every sheet in the urn, as somebody with the key would read it."""
    urn = Urn.objects.get(survey=survey)
    key = next(iter(answers_to(survey)))
    return sorted(sheet["answers"][key] for sheet in peek(bytes(urn.sealed), folder_of(survey)))


def keys(survey: Survey) -> list[str]:
    return sorted(file.name for file in folder_of(survey).iterdir())


def test_pile_opens_with_its_key_alone(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    sealed = seal([b"one", b"two"], 64, make_key(first))
    make_key(second)
    assert sorted(unseal(sealed, first)) == [b"one", b"two"]
    with pytest.raises(LostKeyError):
        unseal(sealed, second)


def test_sealed_pile_says_how_many_sheets_and_nothing_of_their_length(tmp_path: Path) -> None:
    key = make_key(tmp_path)
    assert len(seal([b"1", b"2"], 512, key)) == len(seal([b"x" * 500, b""], 512, key))


def test_sheets_that_went_in_are_there(survey: Survey, twenty: list[Person]) -> None:
    for number, who in enumerate(twenty[:3], 1):
        send(survey, who, answers_to(survey, point=number))
    assert points(survey) == [1, 2, 3]


def test_each_writing_has_a_key_of_its_own_and_the_one_before_is_gone(survey: Survey, twenty: list[Person]) -> None:
    seen = [keys(survey)]
    for who in twenty[:3]:
        send(survey, who)
        seen.append(keys(survey))
    assert [len(names) for names in seen] == [1, 1, 1, 1]
    assert len({names[0] for names in seen}) == 4


def test_earlier_state_of_the_urn_cannot_be_opened_any_more(survey: Survey, twenty: list[Person]) -> None:
    send(survey, twenty[0])
    before = bytes(Urn.objects.get(survey=survey).sealed)
    send(survey, twenty[1])
    with pytest.raises(LostKeyError):
        unseal(before, folder_of(survey))


@pytest.mark.parametrize("name", ["fsync", "replace"])
@pytest.mark.parametrize("nth", [1, 2])
def test_power_cut_while_a_key_is_written_keeps_what_stood(
    survey: Survey, twenty: list[Person], monkeypatch: pytest.MonkeyPatch, name: str, nth: int
) -> None:
    send(survey, twenty[0], answers_to(survey, point=1))
    with monkeypatch.context() as patched:
        cut(patched, name, nth)
        if (name, nth) == ("replace", 2):
            send(survey, twenty[1], answers_to(survey, point=2))  # there is no second renaming
        else:
            with pytest.raises(PowerCutError):
                send(survey, twenty[1], answers_to(survey, point=2))
    done = (name, nth) == ("replace", 2)
    assert points(survey) == ([1, 2] if done else [1])
    assert Invitation.objects.get(survey=survey, person=twenty[1]).has_answered is done
    send(survey, twenty[2], answers_to(survey, point=3))
    assert points(survey) == ([1, 2, 3] if done else [1, 3])
    assert len(keys(survey)) == 1


def cut(monkeypatch: pytest.MonkeyPatch, name: str, nth: int) -> None:
    real, calls = getattr(os, name), []

    def stops(*given: Any, **more: Any) -> Any:
        calls.append(name)
        if len(calls) == nth:
            raise PowerCutError
        return real(*given, **more)

    monkeypatch.setattr(os, name, stops)


def test_power_cut_before_the_transaction_stands_keeps_what_stood(survey: Survey, twenty: list[Person]) -> None:
    send(survey, twenty[0], answers_to(survey, point=1))
    with pytest.raises(PowerCutError):
        cut_short(lambda: send(survey, twenty[1], answers_to(survey, point=2)))
    assert (points(survey), len(keys(survey))) == ([1], 2)
    send(survey, twenty[1], answers_to(survey, point=2))
    assert (points(survey), len(keys(survey))) == ([1, 2], 1)


def test_power_cut_after_the_transaction_leaves_an_old_key_that_the_next_step_takes_away(
    survey: Survey, twenty: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    send(survey, twenty[0], answers_to(survey, point=1))
    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", stops_at_keys)
        with pytest.raises(PowerCutError):
            send(survey, twenty[1], answers_to(survey, point=2))
    assert (points(survey), len(keys(survey))) == ([1, 2], 2)
    operations.sweep_keys(by=None)
    assert (points(survey), len(keys(survey))) == ([1, 2], 1)


unlink = Path.unlink


def stops_at_keys(file: Path, missing_ok: bool = False) -> None:
    if not file.name.startswith("."):
        raise PowerCutError
    unlink(file, missing_ok)


def stops_at_once(*_given: Any, **_more: Any) -> None:
    raise PowerCutError


def test_power_cut_while_closing_loses_nothing(
    survey: Survey, analyst: Person, twenty: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    for who in twenty[:6]:
        send(survey, who)
    with pytest.raises(PowerCutError):
        cut_short(lambda: operations.close_survey(by=analyst, survey=survey, at=NOW))
    assert (len(points(survey)), Sheet.objects.count()) == (6, 0)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "rmdir", stops_at_once)
        with pytest.raises(PowerCutError):
            operations.close_survey(by=analyst, survey=survey, at=NOW)
    assert (Sheet.objects.count(), Urn.objects.count()) == (6, 0)
    operations.sweep_keys(by=None)
    assert not folder_of(survey).exists()


def test_close_takes_the_urn_and_its_keys_away(survey: Survey, analyst: Person, twenty: list[Person]) -> None:
    for who in twenty[:5]:
        send(survey, who)
    operations.close_survey(by=analyst, survey=survey, at=NOW)
    assert (Urn.objects.count(), folder_of(survey).exists()) == (0, False)


def test_every_sheet_fits_also_the_longest(survey: Survey) -> None:
    instrument = Asking(survey).instrument
    longest = {item.id: "é" * 990 for item in instrument.items if item.kind == "text"}
    size = size_of(instrument)
    assert len(str(answers_to(survey) | longest).encode()) + 4 < size


def test_words_longer_than_the_room_for_them_are_refused_kindly(
    ask: Callable[..., Survey], twenty: list[Person]
) -> None:
    survey = ask()
    item = next(item.id for item in Asking(survey).instrument.items if item.kind == "text")
    with pytest.raises(ValidationError) as refused:
        send(survey, twenty[0], answers_to(survey) | {item: "é" * 1_100})
    assert list(refused.value.message_dict) == [item]
    assert points(survey) == []


def test_people_who_send_at_one_moment_all_get_in(survey: Survey, analyst: Person, twenty: list[Person]) -> None:
    """Each on a connection of their own, as two processes have: every writing waits for the one before."""
    start = threading.Barrier(8)

    def send_one(number: int) -> None:
        start.wait()
        try:
            send(survey, twenty[number], answers_to(survey, point=1 + number % 5))
        finally:
            connection.close()

    people = [threading.Thread(target=send_one, args=[number]) for number in range(8)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    assert (points(survey), len(keys(survey))) == ([1, 1, 2, 2, 3, 3, 4, 5], 1)
    operations.close_survey(by=analyst, survey=survey, at=NOW)
    assert Sheet.objects.count() == 8


def test_one_person_who_sends_from_two_phones_at_one_moment_gets_in_once(survey: Survey, twenty: list[Person]) -> None:
    start, results = threading.Barrier(2), []

    def send_it() -> None:
        start.wait()
        try:
            results.append(send(survey, twenty[0]))
        finally:
            connection.close()

    phones = [threading.Thread(target=send_it) for _phone in range(2)]
    for one in phones:
        one.start()
    for one in phones:
        one.join()
    assert (sorted(results), len(points(survey))) == ([False, True], 1)


def test_lost_key_is_said_and_keeps_no_other_survey_from_closing(
    ask: Callable[..., Survey], analyst: Person, twenty: list[Person]
) -> None:
    lost, well = ask(), ask()
    send(lost, twenty[0])
    shutil.rmtree(folder_of(lost))
    for step in (
        lambda: send(lost, twenty[1]),
        lambda: operations.close_survey(by=analyst, survey=lost, at=NOW),
    ):
        with pytest.raises(ValidationError, match="Bring the folder “urns” back"):
            step()
    operations.look_after_surveys(by=None, at=NOW + timedelta(days=30))
    assert list(Survey.objects.filter(closed_at=None)) == [lost]
    assert Survey.objects.get(pk=well.pk).closed_at is not None
    assert not Invitation.objects.get(survey=lost, person=twenty[1]).has_answered
