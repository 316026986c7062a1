"""A release is numbered, complete, and final: in the model, in the queryset and in the database."""

from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.http import Http404

from commonweal.governance.models import Initiative
from commonweal.people.models import Person
from commonweal.publication import operations, queries
from commonweal.publication.content import DamagedRelease, NotPublishable
from commonweal.publication.models import Publication, ReleaseIsFinal
from commonweal.trail.models import Entry
from tests.publication.example import example_content


def content_for(initiative: Initiative) -> dict[str, Any]:
    content = example_content()
    content["initiative"]["slug"] = initiative.slug
    return content


def release(by: Any, initiative: Initiative, at: datetime, content: dict[str, Any] | None = None) -> Publication:
    return operations.release(
        by=by,
        initiative=initiative,
        content=content or content_for(initiative),
        changes_en="New figures.",
        changes_es="Cifras nuevas.",
        at=at,
    )


def test_release_gets_the_next_number(analyst: Person, chair: Person, initiative: Initiative, at: datetime) -> None:
    assert [release(by, initiative, at).number for by in (analyst, chair)] == [1, 2]


def test_release_is_read_back_as_it_was_given(analyst: Person, initiative: Initiative, at: datetime) -> None:
    made = release(analyst, initiative, at)
    assert queries.content_of(queries.by_number(initiative, made.number)) == content_for(initiative)


def test_release_leaves_one_trail_entry(analyst: Person, initiative: Initiative, at: datetime) -> None:
    made = release(analyst, initiative, at)
    entries = Entry.objects.filter(object_kind="publication.publication")
    assert [(e.verb, e.actor, e.object_id) for e in entries] == [
        ("publication.release", analyst.actor_id, str(made.pk))
    ]


@pytest.mark.parametrize("who", ["partner", "trainer", "resident", "funder", "stranger"])
def test_release_by_somebody_who_may_not(
    who: str, initiative: Initiative, at: datetime, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(PermissionDenied):
        release(request.getfixturevalue(who), initiative, at)
    assert Publication.objects.count() == 0


def test_release_by_the_system_itself(initiative: Initiative, at: datetime) -> None:
    with pytest.raises(PermissionDenied):
        release(None, initiative, at)


def test_release_without_any_figure(analyst: Person, initiative: Initiative, at: datetime) -> None:
    content = content_for(initiative)
    for measure in content["measures"]:
        measure["series"] = []
    with pytest.raises(NotPublishable, match="no figure"):
        release(analyst, initiative, at, content)


def test_release_of_another_initiatives_figures(analyst: Person, initiative: Initiative, at: datetime) -> None:
    with pytest.raises(NotPublishable, match="not of fork"):
        release(analyst, initiative, at, example_content())


@pytest.mark.parametrize("part", ["numerator", "denominator"])
def test_release_that_shows_a_small_count(analyst: Person, initiative: Initiative, at: datetime, part: str) -> None:
    content = content_for(initiative)
    content["measures"][2]["splits"][0]["cells"][0][part] = 9
    with pytest.raises(NotPublishable, match="below 10"):
        release(analyst, initiative, at, content)
    assert Publication.objects.count() == 0


def test_release_with_a_number_behind_a_hidden_cell(analyst: Person, initiative: Initiative, at: datetime) -> None:
    content = content_for(initiative)
    content["measures"][2]["splits"][0]["cells"][3]["denominator"] = 300
    with pytest.raises(NotPublishable, match="marked as not shown"):
        release(analyst, initiative, at, content)


@pytest.mark.parametrize("field", ["content", "content_sha256", "number", "changes_en"])
def test_release_is_changed_through_the_model(
    analyst: Person, initiative: Initiative, at: datetime, field: str
) -> None:
    made = release(analyst, initiative, at)
    with pytest.raises(ReleaseIsFinal):
        Publication.objects.filter(pk=made.pk).update(**{field: "9"})
    with pytest.raises(ReleaseIsFinal):
        made.save()
    with pytest.raises(ReleaseIsFinal):
        made.save(update_fields=[field])


@pytest.mark.parametrize("column", ["content", "content_sha256", "number", "made_at", "changes_es"])
def test_release_is_changed_in_the_database(analyst: Person, initiative: Initiative, at: datetime, column: str) -> None:
    release(analyst, initiative, at)
    with (
        pytest.raises(DatabaseError, match="a release never changes"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE publication_publication SET {column} = '9'")


def test_release_is_deleted(analyst: Person, initiative: Initiative, at: datetime) -> None:
    made = release(analyst, initiative, at)
    with pytest.raises(ReleaseIsFinal):
        made.delete()
    with pytest.raises(ReleaseIsFinal):
        Publication.objects.all().delete()


def test_release_whose_stored_text_was_changed_is_not_shown(
    analyst: Person, initiative: Initiative, at: datetime
) -> None:
    made = release(analyst, initiative, at)
    made.content = made.content.replace("116447", "16447")
    with pytest.raises(DamagedRelease):
        queries.content_of(made)


def test_latest_is_the_newest_that_stands(analyst: Person, initiative: Initiative, at: datetime) -> None:
    first, second = (release(analyst, initiative, at) for _ in range(2))
    assert queries.latest(initiative) == second
    operations.withdraw(by=analyst, publication=second, reason_en="A wrong sum.", reason_es="", at=at)
    assert queries.latest(initiative) == first


def test_withdrawn_release_is_gone_at_once_and_stays_listed(
    analyst: Person, initiative: Initiative, at: datetime
) -> None:
    made = release(analyst, initiative, at)
    operations.withdraw(by=analyst, publication=made, reason_en="A wrong sum.", reason_es="Una suma mala.", at=at)
    assert queries.latest(initiative) is None
    with pytest.raises(Http404):
        queries.by_number(initiative, made.number)
    listed = queries.releases(initiative).get()
    with pytest.raises(Http404):
        queries.content_of(listed)
    assert (listed.number, listed.withdrawn_reason_en, listed.withdrawn_reason_es) == (
        1, "A wrong sum.", "Una suma mala.",
    )  # fmt: skip


def test_withdraw_is_undone_by_a_new_release(analyst: Person, initiative: Initiative, at: datetime) -> None:
    made = release(analyst, initiative, at)
    operations.withdraw(by=analyst, publication=made, reason_en="Too early.", reason_es="", at=at)
    again = release(analyst, initiative, at)
    assert (again.number, queries.latest(initiative)) == (2, again)


def test_withdraw_without_a_reason(analyst: Person, initiative: Initiative, at: datetime) -> None:
    made = release(analyst, initiative, at)
    with pytest.raises(operations.NoReason):
        operations.withdraw(by=analyst, publication=made, reason_en="  ", reason_es="", at=at)
    assert queries.latest(initiative) == made


def test_withdraw_twice(analyst: Person, chair: Person, initiative: Initiative, at: datetime) -> None:
    made = release(analyst, initiative, at)
    operations.withdraw(by=analyst, publication=made, reason_en="Too early.", reason_es="", at=at)
    with pytest.raises(operations.AlreadyWithdrawn):
        operations.withdraw(by=chair, publication=made, reason_en="Me too.", reason_es="", at=at)


@pytest.mark.parametrize("who", ["partner", "trainer", "resident", "funder", "stranger"])
def test_withdraw_by_somebody_who_may_not(
    who: str, analyst: Person, initiative: Initiative, at: datetime, request: pytest.FixtureRequest
) -> None:
    made = release(analyst, initiative, at)
    with pytest.raises(PermissionDenied):
        operations.withdraw(by=request.getfixturevalue(who), publication=made, reason_en="Mine.", reason_es="", at=at)
    assert queries.latest(initiative) == made
