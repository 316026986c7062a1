"""A table with a charter says the residents' last word by a vote of its own: what it decides settles what waits."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.governance.about import AboutKind, Pair, pairs_of, register_kind
from commonweal.governance.models import Decision, Initiative, LastWord
from commonweal.governance.operations.last_words import settle_by_vote
from commonweal.governance.queries.last_words import KIND


def lend_kind() -> None:
    """Anybody at the table opens and closes it: many tables have no chair."""
    register_kind(
        KIND,
        AboutKind(
            gettext_lazy("Residents’ last word"), _label, url_of=_url, on_decided=_decided, touches=_what_it_is_about,
            is_about_who_leads=True,
        ),
    )  # fmt: skip


def _word(key: str) -> LastWord | None:
    found = LastWord.objects.filter(pk=key) if key.isdecimal() and len(key) < 19 else None
    return found.select_related("decision__initiative").first() if found is not None else None


def _label(initiative: Initiative, key: str) -> str:
    word = _word(key)
    if word is None or word.decision.initiative_id != initiative.pk:
        return ""
    named = {"number": word.decision.number, "question": word.decision.question}
    return _("decision %(number)s: %(question)s") % named


def _url(initiative: Initiative, key: str) -> str:
    word = _word(key)
    return reverse("governance:decision", args=[initiative.slug, word.decision.number]) if word else ""


def _decided(decision: Decision, key: str, at: datetime) -> None:
    word = _word(key)
    if word is not None:
        settle_by_vote(by=None, word=word, vote=decision, at=at)


def _what_it_is_about(key: str) -> Iterable[Pair]:
    """Whoever has something at stake in what was carried has it here too."""
    word = _word(key)
    return pairs_of(word.decision) if word else []
