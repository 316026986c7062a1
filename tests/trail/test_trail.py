"""The trail says who did what when, by an opaque id, and holds no names."""

import json

from django.core import serializers

from commonweal.governance.models import Group, Initiative
from commonweal.governance.operations import PersonDraft, bring_person
from commonweal.people.models import Person
from commonweal.trail.models import Entry
from commonweal.trail.operations import record
from tests.cast import NOW


def test_entry_names_actor_verb_and_object(initiative: Initiative, analyst: Person) -> None:
    record(by=analyst, verb="governance.example", subject=initiative, at=NOW, initiative=initiative.pk)
    entry = Entry.objects.get()
    assert (entry.actor, entry.verb, entry.object_kind, entry.object_id) == (
        analyst.actor_id,
        "governance.example",
        "governance.initiative",
        str(initiative.pk),
    )


def test_act_of_the_system_has_no_actor(initiative: Initiative) -> None:
    assert record(by=None, verb="governance.example", subject=initiative, at=NOW).actor is None


def test_no_name_and_no_address_stands_in_the_trail(steering: Group, analyst: Person) -> None:
    rosa = PersonDraft("Rosa Quiñones", "rosa.quinones@example.org")
    bring_person(by=analyst, group=steering, role="member", person=rosa, at=NOW)
    written = json.dumps(serializers.serialize("json", Entry.objects.all()))
    assert Entry.objects.count() == 4
    assert [word for word in ("Rosa", "rosa", "Analyst", "example.org") if word in written] == []
