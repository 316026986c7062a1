"""How a partner changed its own work because of what was agreed."""

from django.db import models
from django.db.models import Q

from commonweal.agenda.models.strategies import Strategy
from commonweal.governance.models import Initiative
from commonweal.governance.models.written import written
from commonweal.people.models import Organisation


class Alignment(models.Model):
    """What a program was like before and is like since, in the words of the organisation itself.

    A correction is a further statement that replaces this one; none is written over.
    """

    personal = "stated_by is an opaque id"

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="alignments")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="alignments")
    strategy = models.ForeignKey(Strategy, null=True, blank=True, on_delete=models.SET_NULL, related_name="alignments")
    before_en = models.CharField(max_length=500, blank=True)
    before_es = models.CharField(max_length=500, blank=True)
    after_en = models.CharField(max_length=500, blank=True)
    after_es = models.CharField(max_length=500, blank=True)
    evidence = models.CharField(max_length=300, blank=True, help_text="Where one can see it: a page, a paper, a day.")
    changed_on = models.DateField()
    stated_at = models.DateTimeField()
    stated_by = models.UUIDField(null=True)
    replaced_by = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replaces"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-changed_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(after_en="", after_es=""), name="alignment_says_what_is_new")
        ]

    def __str__(self) -> str:
        return f"{self.organisation} since {self.changed_on}"

    @property
    def before(self) -> str:
        return written(self, "before")

    @property
    def after(self) -> str:
        return written(self, "after")
