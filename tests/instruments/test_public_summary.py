"""What was answered becomes public through a release, as chosen and looked at, and nothing that tells of few people."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.test import Client

from commonweal.governance.models import Seat
from commonweal.instruments import operations
from commonweal.instruments.models import Sheet, Survey
from commonweal.instruments.operations.summaries import publish_answers
from commonweal.instruments.public_summary import seal_of, summary
from commonweal.instruments.queries.results import results_of
from commonweal.instruments.queries.summaries import Chosen, offer
from commonweal.people.models import Person
from commonweal.people.operations.erasing import erase
from commonweal.publication import operations as publication
from commonweal.publication.answer_words import told
from commonweal.publication.models import Publication
from commonweal.trail.models import Entry
from tests.cast import NOW, SINCE, person
from tests.instruments.conftest import IN_AGENCIES, answers_to, send

ALL = Chosen(scales=("champions", "urgency", "resources"), with_groups=True)
TALK, WORDS = "champions-speak", "champions-note"
PUBLISH = "/desk/fork/surveys/{}/publish/"


@pytest.fixture
def closed(ask: Callable[..., Survey], twenty: list[Person], analyst: Person) -> Callable[..., Survey]:
    """Readiness of twenty people: agencies stand high on one question, residents low, one of each beside the others."""

    def build(people: int = 20, **more: Any) -> Survey:
        survey = ask(code="readiness", splits=["residents", "agencies"], **more)
        for number, one in enumerate(twenty[:people]):
            send(survey, one, answers_to(survey, 3 + number % 2) | {TALK: told_by(number)})
        return operations.close_survey(by=analyst, survey=survey, at=NOW)

    return build


def told_by(number: int) -> int:
    high, low = (4, 5), (2, 1)
    if number in (1, IN_AGENCIES + 3):
        return 3
    return (high if number < IN_AGENCIES else low)[number % 5 == 0]


def publish(survey: Survey, by: Person, chosen: Chosen = ALL, **more: Any) -> Publication:
    seen = seal_of(summary(offer(by, survey, NOW), chosen))
    return publish_answers(by=by, survey=survey, chosen=chosen, **{"reviewed": False, **more}, seen=seen, at=NOW)


def content_of(made: Publication) -> dict[str, Any]:
    return dict(json.loads(made.content))


def question_of(content: dict[str, Any], item: str) -> dict[str, Any]:
    return next(one for scale in content["scales"] for one in scale["questions"] if one["id"] == item)


@pytest.mark.covers("A5", "F-RND-2")
def test_release_tells_what_was_chosen_and_the_trail_has_its_entry(closed: Any, analyst: Person) -> None:
    survey = closed()
    made = publish(survey, analyst, Chosen(scales=("urgency",)))
    content = content_of(made)
    assert [scale["id"] for scale in content["scales"]] == ["urgency"]
    assert (content["choices"], content["comments"], content["groups"], content["gaps"]) == ([], [], [], None)
    assert (made.number, made.survey, made.changes_en) == (1, survey.key, survey.title_en)
    entry = Entry.objects.get(object_kind="publication.publication")
    assert (entry.verb, entry.actor, entry.object_id) == ("publication.release", analyst.actor_id, str(made.pk))


def test_gap_between_residents_and_agencies_is_told_with_its_counts(closed: Any, analyst: Person) -> None:
    content = content_of(publish(closed(), analyst))
    assert (content["gaps"]["pair"], content["gaps"]["questions"][0]) == (
        ["residents", "agencies"],
        {"id": TALK, "is_clear": True},
    )
    groups = {group["code"]: group["counts"] for group in question_of(content, TALK)["groups"]}
    assert groups == {"agencies": [0, 0, 1, 6, 2], "residents": [2, 8, 1, 0, 0]}


def test_public_and_members_read_the_same_figures(closed: Any, analyst: Person, twenty: list[Person]) -> None:
    """So nothing can be taken away of the one to learn more from the other."""
    survey = closed()
    content = content_of(publish(survey, analyst))
    told = {one.item.id: one for one in results_of(twenty[0], survey, NOW).items}
    for scale in content["scales"]:
        for one in scale["questions"]:
            spread = told[one["id"]].spread
            assert spread is not None
            assert one["counts"] == [spread.counts[point] for point in sorted(spread.counts)]
            for group in one["groups"]:
                of = told[one["id"]].groups[group["code"]].counts
                assert group["counts"] == [of[point] for point in sorted(of)]


def test_same_summary_is_refused_whatever_page_asks_for_it(closed: Any, analyst: Person) -> None:
    survey = closed()
    first = publish(survey, analyst)
    with pytest.raises(ValidationError, match="Release 1 says exactly this"):
        publish(survey, analyst)
    publication.withdraw(by=analyst, publication=first, reason_en="Why.", reason_es="", at=NOW)
    assert publish(survey, analyst).number == 2


@pytest.mark.parametrize("points", [(4, 4), (4, 5)])
def test_group_that_stands_on_one_side_is_not_told_apart(
    ask: Any, twenty: list[Person], analyst: Person, points: tuple[int, int]
) -> None:
    survey = ask(code="readiness", splits=["residents", "agencies"])
    for number, one in enumerate(twenty):
        said = points[number % 2] if number < IN_AGENCIES else number % 5 + 1
        send(survey, one, answers_to(survey, 3 + number % 2) | {TALK: said})
    content = content_of(publish(operations.close_survey(by=analyst, survey=survey, at=NOW), analyst))
    assert question_of(content, TALK)["groups"] == []
    assert question_of(content, TALK)["text"]["es"] in told(content, "es").not_apart
    address = f"/fork/answers/{Publication.objects.get().number}/"
    assert "no groups apart." in Client().get(address).content.decode()


@pytest.mark.parametrize("who", ["partner", "trainer", "resident", "funder", "stranger"])
def test_nobody_else_publishes_or_sees_the_page(closed: Any, signed_in: Any, request: Any, who: str) -> None:
    survey, one = closed(), request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        publish_answers(by=one, survey=survey, chosen=ALL, reviewed=False, seen="", at=NOW)
    assert signed_in(one).get(PUBLISH.format(survey.pk)).status_code == 404


def test_open_survey_is_not_published(survey: Survey, analyst: Person, signed_in: Any) -> None:
    with pytest.raises(Http404):
        offer(analyst, survey, NOW)
    assert signed_in(analyst).get(PUBLISH.format(survey.pk)).status_code == 404


@pytest.mark.parametrize("code", ["soft-skills-peer", "basics-check"])
def test_what_members_do_not_read_does_not_become_public(
    ask: Any, twenty: list[Person], analyst: Person, code: str
) -> None:
    is_peer = code == "soft-skills-peer"
    by = twenty[0] if is_peer else analyst
    survey = ask(code=code, mode="anonymous", by=by, form="" if is_peer else "A")
    for one in twenty[1:]:
        send(survey, one)
    closed = operations.close_survey(by=analyst, survey=survey, at=NOW)
    with pytest.raises(Http404):
        offer(analyst, closed, NOW)


def test_named_survey_of_few_is_read_by_who_runs_it_and_not_published(closed: Any, analyst: Person) -> None:
    survey = closed(4, mode="named")
    assert results_of(analyst, survey, NOW).items[0].spread is not None
    with pytest.raises(Http404):
        offer(analyst, survey, NOW)


def test_question_that_few_answered_has_no_figures_though_names_show_them(
    ask: Any, twenty: list[Person], analyst: Person
) -> None:
    survey = ask(code="readiness", mode="named")
    for number, one in enumerate(twenty):
        full = answers_to(survey, 3 + number % 2)
        send(survey, one, full if number < 4 else {key: value for key, value in full.items() if key != TALK})
    content = content_of(publish(operations.close_survey(by=analyst, survey=survey, at=NOW), analyst))
    assert question_of(content, TALK)["counts"] is None
    assert not any(name in json.dumps(content) for name in map(str, twenty))


def test_what_was_not_looked_at_is_not_published(closed: Any, analyst: Person) -> None:
    survey = closed()
    seen = seal_of(summary(offer(analyst, survey, NOW), Chosen(scales=("urgency",))))
    with pytest.raises(ValidationError, match="Look once more"):
        publish_answers(by=analyst, survey=survey, chosen=ALL, reviewed=False, seen=seen, at=NOW)
    assert Publication.objects.count() == 0


def test_somebody_erased_since_is_in_no_difference_of_two_summaries(
    closed: Any, analyst: Person, twenty: list[Person]
) -> None:
    survey = closed(mode="named")
    publication.withdraw(by=analyst, publication=publish(survey, analyst), reason_en="Why.", reason_es="", at=NOW)
    erase(by=None, person=twenty[3], at=NOW)
    assert Sheet.objects.filter(survey=survey).count() == 19
    with pytest.raises(ValidationError, match="would tell of a few people"):
        publish(survey, analyst)


def test_one_more_person_in_the_next_survey_is_in_no_difference_of_the_two(
    ask: Any, analyst: Person, working: Any, twenty: list[Person]
) -> None:
    def asked(people: list[Person]) -> Survey:
        survey = ask(code="readiness")
        for number, one in enumerate(people):
            send(survey, one, answers_to(survey, 3 + number % 2))
        return operations.close_survey(by=analyst, survey=survey, at=NOW)

    publish(asked(twenty), analyst)
    newcomer = person("Newcomer")
    Seat.objects.create(group=working, role=Seat.Role.MEMBER, person=newcomer, since=SINCE)
    with pytest.raises(ValidationError, match="would tell of a few people"):
        publish(asked([*twenty, newcomer]), analyst)


def test_parts_published_one_after_the_other_stand_beside_each_other(closed: Any, analyst: Person) -> None:
    survey = closed()
    first = publish(survey, analyst, Chosen(scales=("urgency",)))
    assert (first.number, publish(survey, analyst).number) == (1, 2)


class TestComments:
    """None is public unless it was chosen, and read."""

    @pytest.fixture
    def commented(self, ask: Any, twenty: list[Person], analyst: Person) -> Survey:
        survey = ask(code="readiness")
        for number, one in enumerate(twenty):
            said = {WORDS: f"Words number {number}"} if number < 6 else {}
            send(survey, one, answers_to(survey, 3 + number % 2) | said)
        return operations.close_survey(by=analyst, survey=survey, at=NOW)

    def chosen(self, survey: Survey, analyst: Person) -> Chosen:
        item, written = next((item, found) for item, found in offer(analyst, survey, NOW).comments)
        return Chosen(scales=("urgency",), comments={item.id: (written[0].key,)})

    def test_no_comment_is_public_unless_it_was_chosen(self, commented: Survey, analyst: Person) -> None:
        assert "Words number" not in publish(commented, analyst).content

    def test_comment_that_nobody_read_is_not_published(self, commented: Survey, analyst: Person) -> None:
        with pytest.raises(ValidationError, match="Read every comment"):
            publish(commented, analyst, self.chosen(commented, analyst))
        assert Publication.objects.count() == 0

    def test_chosen_and_read_comment_stands_alone(self, commented: Survey, analyst: Person) -> None:
        content = content_of(publish(commented, analyst, self.chosen(commented, analyst), reviewed=True))
        (told,) = content["comments"]
        assert (told["n"], len(told["words"]), told["about"]) == (6, 1, [])

    def test_comments_of_few_are_not_offered(self, ask: Any, twenty: list[Person], analyst: Person) -> None:
        survey = ask(code="readiness")
        for number, one in enumerate(twenty):
            send(survey, one, answers_to(survey) | ({WORDS: "Only mine"} if number < 4 else {}))
        closed = operations.close_survey(by=analyst, survey=survey, at=NOW)
        assert offer(analyst, closed, NOW).comments == ()


class TestPages:
    """The desk shows exactly what will be public; the public page reads the release alone."""

    def look(self, client: Any, survey: Survey, **more: Any) -> Any:
        given = {"scales": ["champions", "urgency", "resources"], "with_groups": "on", "step": "look", **more}
        return client.post(PUBLISH.format(survey.pk), given)

    def test_page_offers_the_parts_and_no_ticked_comment(self, closed: Any, analyst: Person, signed_in: Any) -> None:
        page = signed_in(analyst).get(PUBLISH.format(closed().pk))
        assert page.context["form"].initial["scales"] == ["champions", "urgency", "resources"]
        assert "told" not in page.context

    def test_what_was_looked_at_is_what_everybody_reads(
        self, closed: Any, analyst: Person, signed_in: Any, client: Any
    ) -> None:
        survey, desk = closed(), signed_in(analyst)
        seen = self.look(desk, survey)
        assert Publication.objects.count() == 0
        sent = self.look(desk, survey, step="publish", seen=seen.context["seal"])
        assert sent.url == "/desk/fork/releases/"
        public = client.get("/fork/answers/1/")
        body = public.content.decode()
        assert (public.status_code, body.count("Between residents and public agencies")) == (200, 1)
        assert client.get("/fork/answers/").content.decode().count("/fork/answers/1/") == 1
        assert client.get("/fork/releases/").content.decode().count("what people answered") == 1
        assert (
            "Entre residentes y organismos públicos"
            in client.get("/fork/answers/1/", headers={"Accept-Language": "es"}).content.decode()
        )

    def test_public_page_stands_on_the_release_and_not_on_the_answers(
        self, closed: Any, analyst: Person, client: Any
    ) -> None:
        publish(closed(), analyst)
        before = client.get("/fork/answers/1/").content
        Sheet.objects.all().delete()
        from django.core.cache import cache

        cache.clear()
        assert client.get("/fork/answers/1/").content == before

    def test_nothing_chosen_and_nothing_seen_are_said(self, closed: Any, analyst: Person, signed_in: Any) -> None:
        survey, desk = closed(), signed_in(analyst)
        nothing = self.look(desk, survey, scales=[])
        unseen = self.look(desk, survey, step="publish", seen="")
        assert [page.status_code for page in (nothing, unseen)] == [422, 422]
        assert [page.context["form"].non_field_errors() for page in (nothing, unseen)] == [
            ["Choose at least one part to publish."],
            ["The answers are not as you saw them. Look once more, then publish."],
        ]

    def test_same_summary_is_published_once_more_only_when_asked_for(
        self, closed: Any, analyst: Person, signed_in: Any
    ) -> None:
        survey, desk = closed(), signed_in(analyst)
        publish(survey, analyst)
        link = "/desk/fork/releases/#release-1"
        page = desk.get(PUBLISH.format(survey.pk)).content.decode()
        assert (link in page, "Nothing is public before" in page) == (True, False)
        assert link in desk.get(f"/desk/fork/surveys/{survey.pk}/").content.decode()
        seal = self.look(desk, survey).context["seal"]
        refused = self.look(desk, survey, step="publish", seen=seal)
        assert refused.context["form"].errors["again"] == [
            "Release 1 says exactly this. Tick here to publish it once more."
        ]
        assert (refused.status_code, Publication.objects.count()) == (422, 1)
        self.look(desk, survey, step="publish", seen=seal, again="on")
        assert Publication.objects.count() == 2

    def test_summaries_of_one_survey_are_withdrawn_together_as_far_as_somebody_wants(
        self, closed: Any, analyst: Person, signed_in: Any
    ) -> None:
        survey, desk = closed(), signed_in(analyst)
        publish(survey, analyst)
        page, why = "/desk/fork/releases/{}/withdraw/", {"reason_en": "One group was named wrongly."}
        assert "Withdraw these too" not in desk.get(page.format(1)).content.decode()
        publish(survey, analyst, again=True)
        publish(survey, analyst, Chosen(scales=("urgency",)))
        form = desk.get(page.format(2)).context["form"]
        assert (form.initial["also"], form["also"].field.choices[0][0]) == ([3, 1], 3)
        told = desk.post(page.format(2), {**why, "also": ["3"]}, follow=True).content.decode()
        rows = Publication.objects.order_by("number").values_list("number", "withdrawn_reason_en")
        assert list(rows) == [(1, ""), (2, why["reason_en"]), (3, why["reason_en"])]
        assert "Releases 2, 3 are no longer public." in told
        assert Entry.objects.filter(verb="publication.withdraw").count() == 2

    def test_withdrawn_summary_is_gone_with_its_reason(
        self, closed: Any, analyst: Person, signed_in: Any, client: Any
    ) -> None:
        publish(closed(), analyst)
        assert client.get("/fork/answers/1/").status_code == 200
        signed_in(analyst).post("/desk/fork/releases/1/withdraw/", {"reason_en": "One group was named wrongly."})
        gone = client.get("/fork/answers/1/")
        assert (gone.status_code, "One group was named wrongly." in gone.content.decode()) == (410, True)
        assert "/fork/answers/1/" not in client.get("/fork/answers/").content.decode()
        assert "One group was named wrongly." in client.get("/fork/releases/").content.decode()

    def test_before_the_first_question_it_is_said_what_may_become_public(
        self, ask: Any, twenty: list[Person], signed_in: Any
    ) -> None:
        told = {}
        for code, form in (("readiness", ""), ("basics-check", "A")):
            survey = ask(code=code, mode="anonymous", form=form, closes_on=NOW.date() + timedelta(days=300))
            one = survey.invitations.get(person=twenty[0])
            page = signed_in(twenty[0]).get(f"/desk/fork/answer/{one.pk}/")
            told[code] = page.content.decode().count("may become public")
        assert told == {"readiness": 1, "basics-check": 0}
