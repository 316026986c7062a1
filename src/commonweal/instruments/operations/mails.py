"""The mails of a survey. What opens it stands in the mail alone, and on nobody's outbox page."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from commonweal.delivery import operations as delivery
from commonweal.delivery.models import Message
from commonweal.governance.models.written import written
from commonweal.instruments.models import AnswerLink, Invitation, Survey
from commonweal.instruments.wording import promises_of
from commonweal.lib.tokens import make_token
from commonweal.people.operations.erasing import sweep_when_done
from commonweal.people.queries.own_page import wants_mail
from commonweal.ui.formats import day

KIND = "tasks"


def invite(by: Any, invitation: Invitation, at: datetime) -> bool:
    """False where nobody can be written to, or wants no such mails: then their own page asks them."""
    return _write(by, invitation, at, reminds=False)


def remind_by_mail(by: Any, invitation: Invitation, at: datetime) -> bool:
    """Only where mails go out by themselves: a list of those who get one would tell who is silent."""
    return bool(settings.EMAIL_HOST) and _write(by, invitation, at, reminds=True)


def call_off_mails(by: Any, survey: Survey, at: datetime) -> None:
    """Nobody copies a mail by hand that leads to a survey which is closed, and no link of it stays here."""
    waiting = Message.objects.filter(cause=cause_of(survey), initiative=survey.initiative_id, sent_at=None)
    delivery.call_off(by=by, messages=list(waiting), at=at, secrets_too=True)
    if settings.EMAIL_HOST and survey.mode != Survey.Mode.NAMED:
        sweep_when_done()


def cause_of(survey: Survey) -> str:
    return f"instruments.survey.{survey.pk}"


def _write(by: Any, invitation: Invitation, at: datetime, *, reminds: bool) -> bool:
    person = invitation.person
    if person is None or not person.email or not wants_mail(person.email, KIND):
        return False
    link = _link(invitation)
    with override(person.language):
        subject, text = _words(invitation, link, reminds=reminds)
    survey = invitation.survey
    mail: dict[str, Any] = {
        "to": person.email, "subject": subject, "text": text, "link": link, "language": person.language,
        "cause": cause_of(survey), "initiative": survey.initiative_id,
    }  # fmt: skip
    if settings.EMAIL_HOST:
        delivery.send_secret(by=by, at=at, **mail)
    else:
        delivery.send(by=by, at=at, **mail)
    return True


def _link(invitation: Invitation) -> str:
    """Without a mail server somebody else would read the link and could answer with it: then people sign in."""
    if not settings.EMAIL_HOST:
        slug = invitation.survey.initiative.slug
        return settings.COMMONWEAL_URL + reverse("instruments:answer_own", args=[slug, invitation.pk])
    token, token_hash = make_token()
    AnswerLink.objects.create(invitation=invitation, token_hash=token_hash)
    return settings.COMMONWEAL_URL + reverse("instruments:answer", args=[token])


def _words(invitation: Invitation, link: str, *, reminds: bool) -> tuple[str, str]:
    survey = invitation.survey
    names = {"title": written(survey, "title"), "initiative": survey.initiative.name, "day": day(survey.closes_on)}
    subject = _("Still open: %(title)s") if reminds else _("Your answers: %(title)s")
    lines = [_ended(_("%(initiative)s asks you: %(title)s") % names)]
    if survey.about_person is not None:
        lines.append(_("It is about %(person)s, who asks you.") % {"person": survey.about_person})
    if invitation.organisation is not None:
        lines.append(_("You answer for %(organization)s.") % {"organization": invitation.organisation})
    if reminds:
        lines.append(_("The system sends this to all whose answers are not in. It tells nobody who they are."))
    lines += [" ".join(map(str, promises_of(survey))), _("Answer by %(day)s:") % names + f"\n{link}"]
    if settings.EMAIL_HOST:
        lines.append(_("The link is yours alone. Do not forward this mail."))
    minutes = survey.version.content.get("minutes")
    if minutes:
        words = ngettext("It takes about %(minutes)s minute.", "It takes about %(minutes)s minutes.", minutes)
        lines.insert(1, words % {"minutes": minutes})
    return subject % names, "\n\n".join(lines)


def _ended(sentence: str) -> str:
    """Many titles are questions and bring their own end."""
    return sentence if sentence.endswith(("?", "!", ".", "…")) else f"{sentence}."
