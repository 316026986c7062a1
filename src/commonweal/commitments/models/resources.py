"""What the early work needs a year in four lines, and what of a gift or a post goes to each."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commonweal.commitments.models.capacity import Post
from commonweal.commitments.models.giving import Contribution
from commonweal.governance.models import Initiative
from commonweal.lib.languages import page_language


class ResourceLine(models.TextChoices):
    """For what there must be enough before an initiative begins."""

    CONVENING = "convening", _("Convening meetings")
    FACILITATING = "facilitating", _("Facilitating dialogue")
    RESEARCH = "research", _("Research")
    ENGAGING = "engaging", _("Engaging the community")


class ResourceNeed(models.Model):
    """What one line needs a year. Empty is not said, and 0 is nothing needed. The newest holds."""

    personal = "noted_by is an opaque id"

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="resource_needs")
    line = models.CharField(max_length=20, choices=ResourceLine.choices)
    money = models.DecimalField(max_digits=13, decimal_places=2, null=True, blank=True)
    hours = models.DecimalField(max_digits=8, decimal_places=1, null=True, blank=True)
    words = models.CharField(max_length=300, blank=True, help_text="What it is needed for.")
    written_in = models.CharField(max_length=5, default=page_language, help_text="The language of its words.")
    noted_at = models.DateTimeField()
    noted_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["noted_at", "pk"]

    def __str__(self) -> str:
        return f"{self.line}: {self.money}, {self.hours}"


class ResourceShare(models.Model):
    """What of one gift or one post goes to one line in a year: money, or hours, or neither where nobody counts."""

    personal = "noted_by is an opaque id"

    line = models.CharField(max_length=20, choices=ResourceLine.choices)
    contribution = models.ForeignKey(
        Contribution, null=True, blank=True, on_delete=models.CASCADE, related_name="shares"
    )
    post = models.ForeignKey(Post, null=True, blank=True, on_delete=models.CASCADE, related_name="shares")
    money = models.DecimalField(max_digits=13, decimal_places=2, null=True, blank=True)
    hours = models.DecimalField(max_digits=8, decimal_places=1, null=True, blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["noted_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(contribution__isnull=False, post__isnull=True)
                | Q(contribution__isnull=True, post__isnull=False),
                name="share_of_gift_or_post",
            ),
            models.CheckConstraint(condition=Q(money=None) | Q(hours=None), name="share_is_money_or_hours"),
            models.UniqueConstraint(
                fields=["contribution", "line"], condition=Q(ended_at=None), name="gift_once_a_line"
            ),
            models.UniqueConstraint(fields=["post", "line"], condition=Q(ended_at=None), name="post_once_a_line"),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.line}"

    @property
    def source(self) -> Contribution | Post:
        found = self.contribution or self.post
        assert found is not None  # a constraint of the table says so
        return found
