"""What was answered becomes public: as a release, like every figure."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.instruments import rules
from commonweal.instruments.models import Survey
from commonweal.instruments.public_summary import LANGUAGES, seal_of, summary
from commonweal.instruments.queries.summaries import Chosen, offer, says_the_same
from commonweal.lib.languages import page_language
from commonweal.publication import operations as publication
from commonweal.publication.answers import ComesTooClose
from commonweal.publication.content import NotPublishable
from commonweal.publication.models import Publication


@transaction.atomic
def publish_answers(
    *, by: Any, survey: Survey, chosen: Chosen, reviewed: bool, seen: str, again: bool = False, at: datetime
) -> Publication:
    """Tell everybody what was chosen, exactly as it was looked at; the trail's entry is that of the release.

    `seen` is the seal of what was looked at. `reviewed`: somebody has read every comment that is chosen. `again`: it
    is known that a release that stands says exactly this.
    """
    if not rules.may_publish(by, survey, at):
        raise PermissionDenied
    content = summary(offer(by, survey, at), chosen)
    if content["comments"] and not reviewed:
        raise ValidationError({"reviewed": _("Read every comment that you chose, then say so.")})
    if not any(content[part] for part in ("scales", "choices", "numbers", "comments")):
        raise ValidationError(_("Choose at least one part to publish."))
    if seen != seal_of(content):
        raise ValidationError(_("The answers are not as you saw them. Look once more, then publish."))
    if not again and (same := says_the_same(survey, seen)):
        told = _("Release %(number)s says exactly this. Tick here to publish it once more.")
        raise ValidationError({"again": told % {"number": same.number}})
    words = {lang: _of_what(survey, lang) for lang in LANGUAGES}
    try:
        return publication.release(
            by=by, initiative=survey.initiative, content=content, changes_en=words["en"], changes_es=words["es"], at=at
        )
    except ComesTooClose as why:
        lang = page_language()
        told = _("“%(question)s” would tell of a few people, beside what was public before. Leave its scale out.")
        raise ValidationError(told % {"question": why.question.get(lang) or why.question["en"]}) from why
    except NotPublishable as why:
        raise ValidationError(_("This would tell of too few people. Nothing was published.")) from why


def _of_what(survey: Survey, lang: str) -> str:
    """What the list of releases says: the title of the survey."""
    return (survey.title_es or survey.title_en) if lang == "es" else survey.title_en
