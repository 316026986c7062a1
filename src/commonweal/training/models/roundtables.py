"""A numbered event that comes back: who signed in, what tables wrote, where dots went, and what people promised."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commonweal.commitments.models import Commitment
from commonweal.governance.models import Group, Initiative
from commonweal.lib.languages import page_language
from commonweal.people.models import Organisation, Sector


class Roundtable(models.Model):
    """One of the numbered events. Its stage says what phones are asked to do now."""

    personal = "made_by is an opaque id"

    class Stage(models.TextChoices):
        PLANNED = "planned", _("to come")
        ARRIVING = "arriving", _("people arrive")
        TABLES = "tables", _("tables write")
        DOTS = "dots", _("everybody gives dots")
        CLOSING = "closing", _("promises and feedback")
        OVER = "over", _("over")

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="roundtables")
    number = models.PositiveIntegerField(help_text="The initiative's own count; part of its address.")
    held_on = models.DateField()
    place = models.CharField(max_length=160, blank=True)
    topic_en = models.CharField(max_length=160)
    topic_es = models.CharField(max_length=160, blank=True)
    tables = models.PositiveSmallIntegerField(default=7)
    dots_each = models.PositiveSmallIntegerField(default=5)
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.PLANNED)
    room_code = models.CharField(max_length=8, blank=True, help_text="Typed on a phone; no other roundtable has it.")
    salt = models.CharField(
        max_length=32, blank=True, help_text="In every mark of dots, feedback, notes and promises; wiped at the end."
    )
    #: What phones did not tell: people counted by hand, and feedback on paper.
    counted = models.PositiveIntegerField(null=True, blank=True)
    paper_answered = models.PositiveIntegerField(default=0)
    paper_learned = models.PositiveIntegerField(default=0)
    came_of_it_en = models.TextField(blank=True, help_text="What changed because of what people said.")
    came_of_it_es = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "number"], name="one_roundtable_of_a_number"),
            models.UniqueConstraint(
                fields=["room_code"], condition=~Q(room_code=""), name="one_roundtable_of_a_code"
            ),
            models.CheckConstraint(
                condition=Q(paper_learned__lte=models.F("paper_answered")), name="learned_of_those_who_answered"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.initiative_id}: roundtable {self.number}"


class RoundtableSignIn(models.Model):
    """Somebody came, under a code of their own. The code's hash alone is kept; whose it is, nobody knows."""

    personal = "that a pseudonym was at a roundtable, and which guidelines it signed"

    roundtable = models.ForeignKey(Roundtable, on_delete=models.CASCADE, related_name="sign_ins")
    code_hash = models.CharField(max_length=64)
    #: Counted in the roundtable, so that no hash is ever shown.
    number = models.PositiveIntegerField()
    signed = models.JSONField(default=list, help_text="Ids of the guidelines that they signed.")
    arrived_at = models.DateTimeField()

    class Meta:
        ordering = ["roundtable", "number"]
        constraints = [
            models.UniqueConstraint(fields=["roundtable", "code_hash"], name="at_a_roundtable_once"),
            models.UniqueConstraint(fields=["roundtable", "number"], name="one_sign_in_of_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.roundtable_id}: {self.number}"


class RoundtablePresence(models.Model):
    """How many came for an organization, a sector or a group: a count that no sign-in leads to."""

    personal = "none: counts"

    roundtable = models.ForeignKey(Roundtable, on_delete=models.CASCADE, related_name="presences")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="roundtable_presences"
    )
    sector = models.CharField(max_length=40, blank=True, choices=Sector.choices, help_text="Of people without one.")
    group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.CASCADE, related_name="roundtable_presences"
    )
    people = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["roundtable", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, sector="", group=None)
                | Q(organisation=None, group__isnull=False, sector="")
                | (Q(organisation=None, group=None) & ~Q(sector="")),
                name="present_for_one_thing",
            ),
            models.UniqueConstraint(fields=["roundtable", "organisation"], name="organisation_present_once"),
            models.UniqueConstraint(fields=["roundtable", "group"], name="group_present_once"),
            models.UniqueConstraint(
                fields=["roundtable", "sector"], condition=~Q(sector=""), name="sector_present_once"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.roundtable_id}: {self.organisation or self.group or self.sector}"


class RoundtableTheme(models.Model):
    """What several notes say together, in the facilitator's words."""

    personal = "none"

    roundtable = models.ForeignKey(Roundtable, on_delete=models.CASCADE, related_name="themes")
    words = models.CharField(max_length=120)
    written_in = models.CharField(max_length=5, default=page_language, help_text="The language of its words.")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["roundtable", "pk"]

    def __str__(self) -> str:
        return self.words


class RoundtableNote(models.Model):
    """What a table said, written by its scribe: signed by the table, and by nobody."""

    personal = "words of a table; who said them is not kept"

    class Kind(models.TextChoices):
        BARRIER = "barrier", _("barrier")
        SUPPORT = "support", _("support")
        IDEA = "idea", _("idea")

    roundtable = models.ForeignKey(Roundtable, on_delete=models.CASCADE, related_name="notes")
    table = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    words = models.CharField(max_length=300)
    written_in = models.CharField(max_length=5, default=page_language, help_text="The language of its words.")
    theme = models.ForeignKey(RoundtableTheme, null=True, blank=True, on_delete=models.SET_NULL, related_name="notes")
    #: Made up by the form, so that a sheet sent twice over a bad line is one note.
    once = models.CharField(max_length=40)
    written_at = models.DateTimeField()
    #: The mark of whoever wrote it, who may take it out; after the end it leads nowhere.
    written_by = models.CharField(max_length=64, blank=True)
    taken_out_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["roundtable", "table", "pk"]
        constraints = [models.UniqueConstraint(fields=["roundtable", "once"], name="one_note_of_a_sending")]

    def __str__(self) -> str:
        return f"{self.roundtable_id}, {self.table}: {self.kind}"


class RoundtableDot(models.Model):
    """Somebody's dot on one note. It can be given anew until the ranking closes."""

    personal = "a choice under a mark that leads to a pseudonym until the evening ends, and nowhere after that"

    note = models.ForeignKey(RoundtableNote, on_delete=models.CASCADE, related_name="dots")
    voter_hash = models.CharField(max_length=64)
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["note", "pk"]
        constraints = [models.UniqueConstraint(fields=["note", "voter_hash"], name="one_dot_of_a_phone_on_a_note")]

    def __str__(self) -> str:
        return f"a dot on {self.note_id}"


class RoundtableFeedback(models.Model):
    """What somebody said at the end. They may say it anew until the roundtable is over."""

    personal = "answers under a mark that leads to a pseudonym until the evening ends, and nowhere after that"

    roundtable = models.ForeignKey(Roundtable, on_delete=models.CASCADE, related_name="feedback")
    voter_hash = models.CharField(max_length=64)
    learned = models.BooleanField()
    what = models.CharField(max_length=500, blank=True)
    change = models.CharField(max_length=500, blank=True)
    written_in = models.CharField(max_length=5, default=page_language, help_text="The language of its words.")

    class Meta:
        ordering = ["roundtable", "voter_hash"]
        constraints = [models.UniqueConstraint(fields=["roundtable", "voter_hash"], name="one_feedback_of_a_phone")]

    def __str__(self) -> str:
        return f"{self.roundtable_id}: feedback"


class RoundtablePromise(models.Model):
    """That a promise was given at a roundtable, and to which words its holder agreed when they left an address."""

    personal = "leads to a promise; the words that were agreed to, by their version"

    roundtable = models.ForeignKey(Roundtable, on_delete=models.CASCADE, related_name="promises")
    commitment = models.OneToOneField(Commitment, on_delete=models.CASCADE, related_name="at_roundtable")
    agreed_version = models.PositiveSmallIntegerField(help_text="Which wording of the consent.")
    agreed_at = models.DateTimeField()
    #: The mark of whoever typed it, for counting on the evening; after the end it leads nowhere.
    typed_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["roundtable", "pk"]

    def __str__(self) -> str:
        return f"{self.roundtable_id}: {self.commitment_id}"
