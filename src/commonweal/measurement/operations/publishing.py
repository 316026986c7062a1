"""Making figures public: what is accepted now becomes the next release."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.governance.models import Initiative
from commonweal.lib.languages import page_language
from commonweal.measurement.operations.decision_evidence import note_restatements
from commonweal.measurement.queries.accepted import counted_submissions
from commonweal.measurement.queries.preview import Preview, preview
from commonweal.publication import operations as publication
from commonweal.publication.attack import exposed_in
from commonweal.publication.content import NotPublishable, TooTelling
from commonweal.publication.models import Publication
from commonweal.publication.queries import ever_read
from commonweal.publication.rules import may_release

MOST_TOLD = 5
CHANGED = gettext_lazy("Figures changed while you looked. Here they are as they are now: look once more.")


class SeenBefore(ValidationError):  # noqa: N818 (what happened, not a failure)
    """What would be released is not what was looked at."""


def publish(
    *, by: Any, initiative: Initiative, changes_en: str = "", changes_es: str = "", seen: str = "", at: datetime
) -> Publication:
    """Release every figure that is accepted and whose round is closed.

    Without words of one's own, the list of what changed stands for them. `seen` is the seal of the preview that
    was looked at: where something was accepted since, nothing is released. The trail entry is that of the release.
    Adding up takes a second or more, and nobody who hands in meanwhile has to wait: only the release itself is made
    under the write lock, and only if the same hand-ins are accepted then and no other release was made.
    """
    if not may_release(by, initiative, at):
        raise PermissionDenied
    ready = preview(initiative, at)
    _refuse_the_empty(ready)
    if seen and seen != ready.seal:
        raise SeenBefore(CHANGED)
    _refuse_what_tells_too_much(initiative, ready)
    with transaction.atomic():
        _refuse_what_came_between(initiative, ready)
        try:
            made = publication.release(
                by=by,
                initiative=initiative,
                content=ready.content,
                changes_en=changes_en.strip() or ready.changes_en,
                changes_es=changes_es.strip() or ready.changes_es,
                at=at,
                for_members=ready.for_members,
                contributions=ready.contributions,
            )
        except TooTelling as why:
            raise _too_telling([*why.exposed]) from why
        except NotPublishable as why:
            raise ValidationError(_("This release would show too much. Nothing was published.")) from why
        note_restatements(by=None, initiative=initiative, release=made, at=at)
    return made


def _refuse_what_came_between(initiative: Initiative, ready: Preview) -> None:
    # Takes the write lock on PostgreSQL; on SQLite the transaction has it already.
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    counted = [submission["number"] for submission in ready.content["provenance"]["submissions"]]
    # Two who press the button at once, or one who presses twice, make one release.
    is_last = not initiative.publications.filter(number__gt=ready.last_number).exists()
    if not is_last or counted != [submission.number for submission in counted_submissions(initiative)]:
        raise SeenBefore(CHANGED)


def _refuse_the_empty(ready: Preview) -> None:
    if ready.has_figures:
        return
    if ready.waiting:
        names = ", ".join(round_.name for round_ in ready.waiting)
        raise ValidationError(_("The round %(names)s is still open. Close it, then publish.") % {"names": names})
    raise ValidationError(_("No figures are accepted yet. Accept what partners sent, then publish."))


def _refuse_what_tells_too_much(initiative: Initiative, ready: Preview) -> None:
    """The attack takes a while, so it comes before the write lock; the release itself finds its answers kept."""
    before, given = ever_read(initiative), ready.contributions
    if exposed := exposed_in(ready.whole, before, minimum=initiative.minimum_count, contributions=given):
        raise _too_telling([each.words for each in exposed])


def _too_telling(exposed: Sequence[Mapping[str, str]]) -> ValidationError:
    """The first of the figures that would be given away, in the reader's language."""
    lang = page_language()
    told = [words.get(lang) or words["en"] for words in exposed[:MOST_TOLD]]
    refused = _("A reader could work out hidden figures. Nothing was published.")
    return ValidationError([refused, *told, _("Change or retire a measure that is named here, then publish again.")])
