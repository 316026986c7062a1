"""How far each group has come, judged by fixed criteria in cycles, and what those who steer answered."""

from django.db import models

from commonweal.governance.models import Group, Initiative
from commonweal.governance.models.written import written
from commonweal.lib.languages import page_language


class ProgressCycle(models.Model):
    """One round of judging every group. Handed over it stands as it is; the answer is the steering committee's."""

    personal = "begun_by and answered_by are opaque ids"

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="progress_cycles")
    number = models.PositiveSmallIntegerField()
    rubric = models.CharField(max_length=40, help_text="The edition of the criteria.")
    begun_at = models.DateTimeField()
    begun_by = models.UUIDField(null=True)
    handed_at = models.DateTimeField(null=True, blank=True)
    answer_en = models.TextField(blank=True)
    answer_es = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["initiative", "number"], name="progress_cycle_once")]

    def __str__(self) -> str:
        return f"progress {self.number} of {self.initiative}"

    @property
    def answer(self) -> str:
        return written(self, "answer")


class Judgment(models.Model):
    """The level of one group under one criterion, why, and on what it rests. A later word replaces it."""

    personal = "judged_by is an opaque id"

    cycle = models.ForeignKey(ProgressCycle, on_delete=models.CASCADE, related_name="judgments")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="judgments")
    criterion = models.CharField(max_length=40)
    level = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=400)
    written_in = models.CharField(max_length=5, default=page_language, help_text="The language of its words.")
    evidence = models.CharField(max_length=60, blank=True, help_text="A record of this site, by kind and key.")
    evidence_url = models.URLField(max_length=300, blank=True, help_text="A page or a paper elsewhere.")
    judged_at = models.DateTimeField()
    judged_by = models.UUIDField(null=True)
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["group", "criterion", "judged_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "group", "criterion"],
                condition=models.Q(replaced_at=None),
                name="one_judgment_a_criterion",
            ),
            models.CheckConstraint(
                condition=models.Q(level__gte=1, level__lte=4), name="judgment_on_one_of_four_levels"
            ),
            models.CheckConstraint(
                condition=~models.Q(evidence="", evidence_url=""), name="judgment_rests_on_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.criterion}: {self.level}"
