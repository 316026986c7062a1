"""The logic model: what is put in, what is done, what comes of it, and what changes for people."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commonweal.agenda.languages import spoken
from commonweal.agenda.models.strategies import Strategy
from commonweal.governance.models import Group, Initiative
from commonweal.people.models import Organisation, Person


class LogicNode(models.Model):
    """One line of the outline. What stands below a line, one step in, leads to it."""

    personal = "owner_person: who answers for it, a person with a seat"

    class Kind(models.TextChoices):
        INPUT = "input", _("what we put in")
        ACTIVITY = "activity", _("what we do")
        OUTPUT = "output", _("what comes of it")
        OUTCOME = "outcome", _("what changes for people")
        GOAL = "goal", _("the big goal")

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="logic_nodes")
    #: Names the line in tables; stays when the words change.
    key = models.SlugField(max_length=40)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text_en = models.CharField(max_length=300, blank=True)
    text_es = models.CharField(max_length=300, blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="children")
    position = models.PositiveIntegerField(default=0)
    strategy = models.ForeignKey(Strategy, null=True, blank=True, on_delete=models.SET_NULL, related_name="logic_nodes")
    owner_person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    owner_organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    owner_group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    evidence_title = models.CharField(max_length=200, blank=True)
    evidence_url = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "key"], name="logic_node_key_once"),
            models.CheckConstraint(
                condition=Q(owner_person__isnull=True, owner_organisation__isnull=True)
                | Q(owner_person__isnull=True, owner_group__isnull=True)
                | Q(owner_organisation__isnull=True, owner_group__isnull=True),
                name="logic_node_one_owner",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def text(self) -> str:
        return spoken(self.text_en, self.text_es)


class LogicLink(models.Model):
    """A line that also leads to another one, across the outline."""

    personal = "none"

    source = models.ForeignKey(LogicNode, on_delete=models.CASCADE, related_name="links_out")
    target = models.ForeignKey(LogicNode, on_delete=models.CASCADE, related_name="links_in")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "target"], name="logic_link_once"),
            models.CheckConstraint(condition=~Q(source=models.F("target")), name="logic_link_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.source} leads to {self.target}"
