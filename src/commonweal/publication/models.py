"""The one place where figures become public."""

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q

from commonweal.governance.models import Initiative

#: All that may ever be written to a release after it was made.
WITHDRAWAL = ("withdrawn_at", "withdrawn_by", "withdrawn_reason_en", "withdrawn_reason_es")


class ReleaseIsFinal(RuntimeError):  # noqa: N818 (a sentence, and the rule)
    """Somebody tried to change or delete a release. A changed figure is a new release."""


class FinalSet(models.QuerySet[Any]):
    """Rows of a release: only a withdrawal is ever written to them."""

    def update(self, **values: Any) -> int:
        if not set(values) <= set(WITHDRAWAL):
            raise ReleaseIsFinal("A release never changes; make a new one.")
        return super().update(**values)

    def delete(self) -> NoReturn:
        raise ReleaseIsFinal("A release is never deleted; withdraw it.")


class Publication(models.Model):
    """A release: numbered, protected, immutable. A changed figure is a new one that says what changed.

    The database refuses a change of its content too (a trigger, see the second migration).
    """

    personal = "none: what is here is public"

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="publications")
    number = models.PositiveIntegerField()
    survey = models.UUIDField(
        null=True, editable=False, help_text="Of which survey it tells the answers; empty: a release of figures."
    )
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)
    content = models.TextField(help_text="The release as canonical JSON; its hash is content_sha256.")
    content_sha256 = models.CharField(max_length=64)
    changes_en = models.TextField(blank=True)
    changes_es = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.UUIDField(null=True)
    withdrawn_reason_en = models.TextField(blank=True)
    withdrawn_reason_es = models.TextField(blank=True)

    objects = FinalSet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "number"], name="publication_number_once"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason_en=""), name="withdrawn_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative} release {self.number}"

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding and not set(options.get("update_fields") or ["all"]) <= set(WITHDRAWAL):
            raise ReleaseIsFinal("A release never changes; make a new one.")
        super().save(*args, **options)

    def delete(self, *_args: Any, **_options: Any) -> NoReturn:
        raise ReleaseIsFinal("A release is never deleted; withdraw it.")

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def tells_answers(self) -> bool:
        """Of a survey; otherwise it is figures."""
        return self.survey is not None


class MemberFigures(models.Model):
    """What the same release says of measures that are not public, each with who sees it. Final, as the release is."""

    personal = "none: figures without names, for the members who may see their measure"

    publication = models.OneToOneField(Publication, on_delete=models.PROTECT, related_name="for_members")
    content = models.TextField(help_text="The measures as canonical JSON; their hash is content_sha256.")
    content_sha256 = models.CharField(max_length=64)

    objects = FinalSet.as_manager()

    def __str__(self) -> str:
        return f"{self.publication}, for members"

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise ReleaseIsFinal("A release never changes; make a new one.")
        super().save(*args, **options)

    def delete(self, *_args: Any, **_options: Any) -> NoReturn:
        raise ReleaseIsFinal("A release is never deleted; withdraw it.")
