"""The logic model: an outline for keyboard and phone, its checks, its picture."""

from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from commonweal.agenda.models import LogicNode
from commonweal.agenda.operations.logic import NodeDraft, add_node, change_node, move_node, remove_node
from commonweal.agenda.queries.logic import held_texts, outline_of
from commonweal.governance.editing import trace_of
from commonweal.governance.models import Group, Initiative
from commonweal.people.models import Organisation, Person

PAGE = "/desk/fork/agenda/logic/"
Model = dict[str, LogicNode]


@pytest.fixture
def model(initiative: Initiative, resident: Person, at: datetime) -> Model:
    """Goal ← more jobs ← people hired ← coaching ← coaches, and a line that leads nowhere."""
    rows = [
        ("goal", "goal", "Less poverty", ""),
        ("jobs", "outcome", "More jobs", "goal"),
        ("hired", "output", "People hired", "jobs"),
        ("coach", "activity", "Coaching", "hired"),
        ("coaches", "input", "Coaches", "coach"),
    ]
    made: Model = {}
    for key, kind, text, below in rows:
        draft = NodeDraft(kind, text_en=text)
        made[key] = add_node(by=resident, initiative=initiative, draft=draft, below=made.get(below), key=key, at=at)
    return made


def outline(initiative: Initiative) -> list[tuple[int, str]]:
    return [(line.depth, line.node.key) for line in outline_of(initiative)]


@pytest.mark.covers("B3")
def test_outline_is_written_line_by_line_on_a_page(initiative: Initiative, resident: Person, signed_in: Any) -> None:
    browser = signed_in(resident)
    browser.post(PAGE, {"text": "Less poverty", "kind": "goal", "below": ""})
    goal = LogicNode.objects.get()
    answer = browser.post(PAGE, {"text": "More jobs", "kind": "outcome", "below": goal.pk})
    assert answer["Location"] == f"{PAGE}?at=more-jobs#line-more-jobs"
    assert outline(initiative) == [(0, "less-poverty"), (1, "more-jobs")]
    page = browser.get(PAGE).content.decode()
    assert "Nothing leads to “More jobs”. What has to happen first?" in page
    assert '<svg class="logic"' in page


def test_complete_model_has_nothing_to_mend(model: Model, worker: Person, signed_in: Any) -> None:
    page = signed_in(worker).get(PAGE).content.decode()
    assert ("Every line leads to the goal, and nothing goes in a circle." in page, "to mend" in page) == (True, False)


@pytest.mark.covers("B3")
def test_orphan_and_loop_are_named_in_plain_words(
    model: Model, initiative: Initiative, resident: Person, at: datetime, signed_in: Any
) -> None:
    add_node(by=resident, initiative=initiative, draft=NodeDraft("output", text_en="A report"), at=at)
    model["hired"].links_out.create(target=model["coach"])
    page = signed_in(resident).get(PAGE).content.decode()
    assert "3 things to mend" in page
    assert "These lead around in a circle, so none of them is a cause: People hired, Coaching." in page
    assert "“A report” leads to nothing." in page


@pytest.mark.parametrize(
    ("key", "move", "after"),
    [
        ("hired", "out", ["goal", " jobs", " hired", "  coach", "   coaches"]),
        ("coach", "out", ["goal", " jobs", "  hired", "  coach", "   coaches"]),
        ("jobs", "in", ["goal", " jobs", "  hired", "   coach", "    coaches"]),
        ("goal", "out", ["goal", " jobs", "  hired", "   coach", "    coaches"]),
    ],
)
def test_line_moves_in_and_out(
    key: str, move: str, after: list[str], model: Model, initiative: Initiative, resident: Person, signed_in: Any
) -> None:
    answer = signed_in(resident).post(f"{PAGE}line/{key}/move/", {"move": move})
    assert answer["Location"] == f"{PAGE}?at={key}&moved={move}#line-{key}"
    assert [" " * depth + name for depth, name in outline(initiative)] == after


@pytest.mark.covers("B3")
def test_lines_move_up_and_down_with_all_that_stands_below(
    model: Model, initiative: Initiative, resident: Person, at: datetime, signed_in: Any
) -> None:
    add_node(
        by=resident, initiative=initiative, draft=NodeDraft("outcome", text_en="Homes"), below=model["goal"], at=at
    )
    browser = signed_in(resident)
    browser.post(f"{PAGE}line/homes/move/", {"move": "up"})
    assert [key for _depth, key in outline(initiative)] == ["goal", "homes", "jobs", "hired", "coach", "coaches"]
    browser.post(f"{PAGE}line/homes/move/", {"move": "down"})
    assert [key for _depth, key in outline(initiative)] == ["goal", "jobs", "hired", "coach", "coaches", "homes"]
    browser.post(f"{PAGE}line/homes/move/", {"move": "in"})
    assert outline(initiative)[-1] == (2, "homes")
    assert (
        "There is no room to move that way."
        in browser.post(f"{PAGE}line/goal/move/", {"move": "up"}, follow=True).content.decode()
    )


def test_move_that_is_none_is_refused(model: Model, resident: Person, at: datetime) -> None:
    with pytest.raises(ValidationError, match="up, down, in or out"):
        move_node(by=resident, node=model["jobs"], move="sideways", at=at)


@pytest.mark.parametrize("who", ["worker", "partner", "funder", "stranger"])
def test_model_is_not_changed_by(who: str, model: Model, at: datetime, signed_in: Any, request: Any) -> None:
    somebody = request.getfixturevalue(who)
    browser = signed_in(somebody)
    tries = [
        browser.post(PAGE, {"text": "Mine", "kind": "goal"}),
        browser.post(f"{PAGE}line/jobs/move/", {"move": "up"}),
        browser.post(f"{PAGE}line/jobs/", {"text_en": "Mine", "kind": "outcome"}),
        browser.post(f"{PAGE}line/jobs/remove/"),
        browser.post(f"{PAGE}upload/"),
    ]
    assert [answer.status_code for answer in tries] == [404] * 5
    with pytest.raises(PermissionDenied):
        remove_node(by=somebody, node=model["jobs"], at=at)
    assert LogicNode.objects.count() == 5


@pytest.mark.parametrize("who", ["partner", "funder", "stranger"])
def test_model_is_not_read_by_who_has_no_seat(who: str, model: Model, signed_in: Any, request: Any) -> None:
    browser = signed_in(request.getfixturevalue(who))
    assert [browser.get(page).status_code for page in (PAGE, f"{PAGE}table.csv", f"{PAGE}line/jobs/")] == [404] * 3


@pytest.mark.covers("B3")
def test_line_has_owner_evidence_and_links_across(
    model: Model, resident: Person, jobs: Group, partner_organisation: Organisation, signed_in: Any
) -> None:
    browser, address = signed_in(resident), f"{PAGE}line/coach/"
    trace = browser.get(address).content.decode().split('name="started_from" value="')[1].split('"')[0]
    typed = {
        "text_en": "Coaching by neighbors",
        "text_es": "",
        "kind": "activity",
        "also_to": [model["jobs"].pk],
        "owner": "organization:first-rung",
        "evidence_title": "A study",
        "evidence_url": "https://example.org/study",
        "started_from": trace,
    }
    assert browser.post(address, typed).status_code == 302
    page = browser.get(PAGE).content.decode()
    assert "Answers for it: First Rung." in page
    assert '<a href="https://example.org/study" rel="noopener nofollow">A study</a>' in page
    assert 'Also leads to: <a href="#line-jobs">More jobs</a>' in page
    assert "1 thing to ask yourselves" in page


@pytest.mark.parametrize("url", ["javascript:alert(1)", "example.org", "https://a b.org"])
def test_evidence_at_no_web_address_is_refused(url: str, model: Model, resident: Person, signed_in: Any) -> None:
    typed = {"text_en": "Coaching", "kind": "activity", "evidence_title": "A study", "evidence_url": url}
    typed["started_from"] = trace_of(held_texts(model["coach"]))
    answer = signed_in(resident).post(f"{PAGE}line/coach/", typed)
    assert (answer.status_code, "Write an address that begins with https://" in answer.content.decode()) == (422, True)


@pytest.mark.covers("B3")
def test_two_people_who_change_one_line_see_both_texts(
    model: Model, chair: Person, resident: Person, signed_in: Any
) -> None:
    trace = trace_of(held_texts(model["coach"]))
    typed = {"text_es": "", "kind": "activity", "started_from": trace}
    signed_in(chair).post(f"{PAGE}line/coach/", {**typed, "text_en": "Coaching at work"})
    answer = signed_in(resident).post(f"{PAGE}line/coach/", {**typed, "text_en": "Coaching at home"})
    page = answer.content.decode()
    assert (answer.status_code, "Coaching at work" in page, "Coaching at home" in page) == (422, True, True)
    assert LogicNode.objects.get(key="coach").text_en == "Coaching at work"


def test_line_of_another_initiative_is_no_target(model: Model, resident: Person, at: datetime) -> None:
    elsewhere = Initiative.objects.create(slug="other", name="Other", place_name="Other", founded_at=at)
    foreign = LogicNode.objects.create(initiative=elsewhere, key="x", kind="goal", text_en="Theirs")
    with pytest.raises(ValidationError, match="another initiative"):
        change_node(
            by=resident,
            node=model["coach"],
            draft=NodeDraft("activity", text_en="Coaching"),
            also_to=[foreign],
            started_from=trace_of(held_texts(model["coach"])),
            at=at,
        )


def test_line_is_taken_out_after_a_question_and_what_stood_below_stays(
    model: Model, initiative: Initiative, resident: Person, signed_in: Any
) -> None:
    browser = signed_in(resident)
    assert "Take this line out?" in browser.get(f"{PAGE}line/hired/remove/").content.decode()
    browser.post(f"{PAGE}line/hired/remove/")
    assert outline(initiative) == [(0, "goal"), (1, "jobs"), (2, "coach"), (3, "coaches")]


def test_outline_is_nine_steps_deep_at_most(
    model: Model, initiative: Initiative, resident: Person, at: datetime
) -> None:
    below = model["coaches"]
    for number in range(4):
        draft = NodeDraft("input", text_en=f"Step {number}")
        below = add_node(by=resident, initiative=initiative, draft=draft, below=below, at=at)
    with pytest.raises(ValidationError, match="too deep"):
        add_node(by=resident, initiative=initiative, draft=NodeDraft("input", text_en="Too much"), below=below, at=at)


def test_line_without_words_is_refused(initiative: Initiative, resident: Person, signed_in: Any) -> None:
    answer = signed_in(resident).post(PAGE, {"text": "", "kind": "goal"})
    assert (answer.status_code, LogicNode.objects.count()) == (422, 0)
