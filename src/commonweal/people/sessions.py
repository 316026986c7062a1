"""The sessions of one person. They are kept under random keys, so that all that still hold are looked through."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from commonweal.people.models import Person


def end_sessions(person: Person) -> int:
    """At once, on every device; the number of those that were open."""
    theirs = [
        session.session_key
        for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator()
        if session.get_decoded().get(SESSION_KEY) == str(person.pk)
    ]
    Session.objects.filter(session_key__in=theirs).delete()
    return len(theirs)
