"""Which sectors of those who take part have a seat, group by group, on any day."""

import re
from datetime import date

import pytest

from commonweal.governance.models import Group, Seat
from commonweal.governance.queries.sector_coverage import sector_coverage
from commonweal.people.models import Affiliation, Sector
from tests.cast import SINCE, person

pytestmark = pytest.mark.covers("H3", "F-PRI-3")


@pytest.fixture
def jobs(initiative):
    return Group.objects.create(initiative=initiative, code="jobs", name_en="Good Jobs", kind=Group.Kind.WORKING)


def in_group(initiative, code, on=SINCE):
    return next(one for one in sector_coverage(initiative, on).groups if one.then.code == code)


def test_seats_are_counted_by_sector_and_who_has_none_is_named(
    initiative, jobs, partner_organisation, other_organisation
):
    Seat.objects.create(group=jobs, role=Seat.Role.MEMBER, organisation=partner_organisation, since=SINCE)
    found = in_group(initiative, "jobs")
    assert (found.held, found.missing, found.unsaid) == (
        [("service nonprofit", 1)], ["education", "residents and grassroots"], 0,
    )  # fmt: skip
    assert list(sector_coverage(initiative, SINCE).nowhere) == ["education", "residents and grassroots"]


def test_who_works_in_two_sectors_counts_for_both(initiative, jobs, partner_organisation, other_organisation):
    both = person("Both")
    for organisation in (partner_organisation, other_organisation):
        Affiliation.objects.create(person=both, organisation=organisation, since=SINCE)
    Seat.objects.create(group=jobs, role=Seat.Role.MEMBER, person=both, since=SINCE)
    assert in_group(initiative, "jobs").held == [("education", 1), ("service nonprofit", 1)]


def test_a_seat_that_says_nothing_of_its_sector_is_counted_apart(initiative, jobs):
    for sector in ("", Sector.RESIDENTS):
        Seat.objects.create(
            group=jobs, role=Seat.Role.MEMBER, person=person(f"P{len(sector)}"), since=SINCE, sector=sector
        )
    found = in_group(initiative, "jobs")
    assert (found.held, found.unsaid) == ([("residents and grassroots", 1)], 1)


def test_in_the_backbone_and_at_a_community_table_nobody_is_missing(initiative, backbone, partner_organisation):
    Group.objects.create(initiative=initiative, code="table", name_en="Table", kind=Group.Kind.COMMUNITY)
    assert [in_group(initiative, code).missing for code in ("backbone", "table")] == [[], []]


def test_on_an_earlier_day_it_is_as_it_was(initiative, jobs, partner_organisation):
    Seat.objects.create(
        group=jobs, role=Seat.Role.MEMBER, organisation=partner_organisation, since=SINCE, until=date(2024, 6, 30)
    )
    counts = [in_group(initiative, "jobs", day).held for day in (date(2024, 6, 30), date(2024, 7, 1))]
    assert counts == [[("service nonprofit", 1)], []]


@pytest.mark.parametrize("who", ["partner", "funder", "stranger"])
def test_without_a_seat_it_is_not_there(request, signed_in, initiative, who):
    assert signed_in(request.getfixturevalue(who)).get("/desk/fork/cascade/sectors/").status_code == 404


def test_page_names_sectors_with_a_seat_and_those_without(
    signed_in, resident, jobs, partner_organisation, other_organisation
):
    Seat.objects.create(group=jobs, role=Seat.Role.MEMBER, organisation=partner_organisation, since=SINCE)
    page = signed_in(resident).get("/desk/fork/cascade/sectors/").content.decode()
    assert "They take part and have a seat nowhere: education" in page
    (row,) = re.findall(r"Good Jobs</a></th>(.*?)</tr>", page, re.DOTALL)
    assert [words.strip() for words in re.findall(r"<td[^>]*>(.*?)</td>", row)] == [
        "service nonprofit 1", "education, residents and grassroots",
    ]  # fmt: skip


def test_the_page_in_both_languages(signed_in, resident, jobs):
    shown = signed_in(resident).get("/desk/fork/cascade/sectors/?on=2025-01-01", HTTP_ACCEPT_LANGUAGE="es")
    assert "Qué sectores tienen puesto" in shown.content.decode()
