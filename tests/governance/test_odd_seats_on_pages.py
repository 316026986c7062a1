"""What the page says when a seat cannot be given: overlapping terms, somebody merged; nothing is half stored."""

from typing import Any

import pytest

from commonweal.governance.models import Group, Initiative, Seat
from commonweal.people.models import Organisation, Person
from commonweal.people.operations.merging import merge_people
from tests.cast import NOW, person

pytestmark = pytest.mark.covers("D4", "D7")
PAGE = "/desk/fork/seats/"


def typed(who: Person, **more: str) -> dict[str, str]:
    facts = {"name": who.name, "email": who.email, "language": "en", "organisation": "", "group": "steering"}
    facts |= {"role": "member", "since": "", "until": "", "chosen": "", "sector": "", **more}
    return {f"seat-{name}": value for name, value in facts.items()}


def text_of(answer: Any) -> str:
    return answer.content.decode().replace("&#x27;", "'")


def test_second_term_beside_an_open_one_is_told_with_what_to_do(
    initiative: Initiative, steering: Group, resident: Person, analyst: Person, signed_in: Any
) -> None:
    answer = signed_in(analyst).post(f"{PAGE}add/", typed(resident, since="2026-05-01"))
    assert (answer.status_code, Seat.objects.filter(person=resident).count()) == (422, 1)
    told = "Resident is already member in Steering committee, since 1 January 2024. End that term first"
    assert told in text_of(answer)


def test_term_that_would_reach_into_a_later_one_is_refused_and_the_typed_days_are_kept(
    initiative: Initiative, steering: Group, analyst: Person, signed_in: Any
) -> None:
    late = person("Late")
    Seat.objects.create(group=steering, role="member", person=late, since="2099-01-01", until="2100-01-01")
    answer = signed_in(analyst).post(f"{PAGE}add/", typed(late, since="2098-06-01", until="2099-06-01"))
    assert (answer.status_code, Seat.objects.filter(person=late).count()) == (422, 1)
    assert ('value="2098-06-01"' in text_of(answer), "cannot overlap" in text_of(answer)) == (True, True)


def test_term_that_ends_the_day_before_the_next_begins_is_taken(
    initiative: Initiative, steering: Group, analyst: Person, signed_in: Any
) -> None:
    late = person("Late")
    Seat.objects.create(group=steering, role="member", person=late, since="2099-01-01")
    answer = signed_in(analyst).post(f"{PAGE}add/", typed(late, since="2098-06-01", until="2098-12-31"))
    assert (answer.status_code, Seat.objects.filter(person=late).count()) == (302, 2)


def test_another_role_in_the_same_group_does_not_overlap(
    initiative: Initiative, resident: Person, analyst: Person, signed_in: Any
) -> None:
    answer = signed_in(analyst).post(f"{PAGE}add/", typed(resident, role="co-chair"))
    assert (answer.status_code, Seat.objects.filter(person=resident).count()) == (302, 2)


def test_seat_for_the_address_of_somebody_who_was_merged_goes_to_the_one_that_stayed(
    initiative: Initiative, steering: Group, analyst: Person, resident: Person, signed_in: Any
) -> None:
    twin = person("Twin")
    merge_people(by=None, kept=resident, duplicate=twin, why="known", at=NOW)
    answer = signed_in(analyst).post(f"{PAGE}add/", typed(twin, name=resident.name, role="co-chair"), follow=True)
    assert "Resident has a seat now." in text_of(answer)
    held = Seat.objects.filter(role="co-chair").values_list("person", flat=True)
    assert (list(held), Seat.objects.filter(person=twin).count()) == ([resident.pk], 0)


def test_merged_person_whose_other_self_sits_there_already_is_told_so(
    initiative: Initiative, steering: Group, analyst: Person, resident: Person, signed_in: Any
) -> None:
    twin = person("Twin")
    merge_people(by=None, kept=resident, duplicate=twin, why="known", at=NOW)
    answer = signed_in(analyst).post(f"{PAGE}add/", typed(twin, name=resident.name, since="2026-05-01"))
    assert (answer.status_code, "Resident is already member in Steering committee" in text_of(answer)) == (422, True)


def test_second_seat_of_an_organization_in_the_same_role_is_refused_on_the_page(
    initiative: Initiative, steering: Group, partner_organisation: Organisation, analyst: Person, signed_in: Any
) -> None:
    facts = {"organisation": partner_organisation.code, "group": "steering", "role": "member"}
    sent = {f"org-{name}": value for name, value in facts.items()}
    answers = [signed_in(analyst).post(f"{PAGE}add-organization/", sent).status_code for _time in (1, 2)]
    assert (answers, Seat.objects.filter(organisation=partner_organisation).count()) == ([302, 422], 1)
