"""A line of the logic model points to what measures it; the agenda shows the target of its goal."""

import csv
import io
from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from commonweal.agenda.models import LogicNode
from commonweal.agenda.operations.goal import GoalDraft, set_goal
from commonweal.governance.models import Initiative
from commonweal.measurement.models import Measure, NodeMeasure, Target
from commonweal.measurement.operations.node_measures import point_to_measures
from commonweal.measurement.operations.publishing import publish
from commonweal.people.models import Person
from tests.measurement.accepted_facts import accepted, fact

PAGE = "/desk/fork/agenda/logic/"


@pytest.fixture
def node(initiative: Initiative) -> LogicNode:
    return LogicNode.objects.create(initiative=initiative, key="people", kind="output", text_en="People trained")


@pytest.mark.covers("B3")
def test_line_points_to_a_measure_and_shows_its_newest_public_figure(
    node: LogicNode, enrolled: Measure, initiative: Initiative, chair: Person, places: Any, at: datetime, signed_in: Any
) -> None:
    browser = signed_in(chair)
    assert f'href="{PAGE}line/people/measures/"' in browser.get(f"{PAGE}line/people/").content.decode()
    assert browser.post(f"{PAGE}line/people/measures/", {"measures": ["P1"]}).status_code == 302
    assert "Measured by: People enrolled" in browser.get(PAGE).content.decode()
    accepted(initiative, [fact("P1", str(2015 + n), 400.0 + n) for n in range(3)])
    publish(by=chair, initiative=initiative, at=at)
    assert '<a href="/fork/measures/P1/">People enrolled</a> (402.0, 2017)' in browser.get(PAGE).content.decode()
    browser.post(f"{PAGE}line/people/measures/", {})
    assert not NodeMeasure.objects.exists()


@pytest.mark.parametrize("who", ["partner", "funder", "stranger"])
def test_line_is_not_pointed_by(
    who: str, node: LogicNode, enrolled: Measure, at: datetime, signed_in: Any, request: Any
) -> None:
    somebody = request.getfixturevalue(who)
    assert signed_in(somebody).post(f"{PAGE}line/people/measures/", {"measures": ["P1"]}).status_code == 404
    with pytest.raises(PermissionDenied):
        point_to_measures(by=somebody, node=node, measures=[enrolled], at=at)


def test_measure_of_another_initiative_is_refused(node: LogicNode, chair: Person, at: datetime) -> None:
    elsewhere = Initiative.objects.create(slug="other", name="Other", place_name="Other", founded_at=at)
    foreign = Measure.objects.create(initiative=elsewhere, code="X", level="population")
    with pytest.raises(ValidationError, match="another initiative"):
        point_to_measures(by=chair, node=node, measures=[foreign], at=at)


@pytest.mark.covers("A9", "F-DES-3")
def test_agenda_says_from_where_to_where_the_goal_goes(
    enrolled: Measure, initiative: Initiative, chair: Person, at: datetime, signed_in: Any
) -> None:
    goal = set_goal(by=chair, initiative=initiative, goal=GoalDraft("500 more by 2030", due_period="2030"), at=at)
    Target.objects.create(
        measure=enrolled, goal=goal, baseline_period="2020", baseline_value=400, target_period="2030",
        target_value=900, set_at=at,
    )  # fmt: skip
    page = signed_in(chair).get("/desk/fork/agenda/").content.decode()
    assert "People enrolled: from 400.0 (2020) to 900.0 by 2030." in page


@pytest.mark.covers("B3")
def test_table_of_the_model_names_what_measures_a_line_and_brings_it_in_again(
    node: LogicNode, enrolled: Measure, initiative: Initiative, chair: Person, at: datetime, signed_in: Any
) -> None:
    browser = signed_in(chair)
    point_to_measures(by=chair, node=node, measures=[enrolled], at=at)
    taken = browser.get(f"{PAGE}table.csv").content
    row = next(csv.DictReader(io.StringIO(taken.decode("utf-8-sig"))))
    assert (row["key"], row["measures"]) == ("people", "P1")
    node.delete()
    sent = [taken, b"key,kind,text_en\npeople,output,All people", b"key,kind,text_en,measures\npeople,output,All,"]
    measured = []
    for table in sent:
        assert browser.post(f"{PAGE}upload/", {"file": SimpleUploadedFile("a.csv", table)}).status_code == 302
        measured.append(list(NodeMeasure.objects.values_list("node__key", "measure__code")))
    assert measured == [[("people", "P1")], [("people", "P1")], []]


def test_table_that_names_a_measure_that_is_not_here_is_refused(
    node: LogicNode, enrolled: Measure, initiative: Initiative, chair: Person, signed_in: Any
) -> None:
    table = SimpleUploadedFile("a.csv", b"key,kind,text_en,measures\npeople,output,All,P1|X9")
    answer = signed_in(chair).post(f"{PAGE}upload/", {"file": table})
    words = "<b>Row 2, measures:</b> There is no measure with the code “X9”."
    assert (answer.status_code, words in answer.content.decode(), NodeMeasure.objects.count()) == (422, True, 0)
