"""What a person says and chooses for themselves: lived experience, consents, which mails they want."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonweal.people.models.persons import Person


class LivedExperience(models.Model):
    """In the person's own words. A change is a new row; the newest that was not taken away counts."""

    personal = "a person's own description of what they have lived through; only they write it; erased with the person"
    erased_with_person = "row"
    # If a merge turns out to be wrong, nobody has read another's words in the meantime.
    stays_when_merged = True

    class SeenBy(models.TextChoices):
        PRIVATE = "private", _("only I")
        GROUP = "group", _("the members of my groups")
        NETWORK = "network", _("everybody who has a seat here")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="lived_experiences")
    words = models.TextField(max_length=2000)
    seen_by = models.CharField(max_length=10, choices=SeenBy.choices, default=SeenBy.PRIVATE)
    is_counted = models.BooleanField(default=False, help_text="May be counted in totals, without a name.")
    written_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-written_at", "-id"]

    def __str__(self) -> str:
        return f"of {self.person_id} since {self.written_at:%Y-%m-%d}"


class Consent(models.Model):
    """What somebody agreed to, in which words, and until when."""

    personal = "what a person agreed to and when: kept as evidence, without any text of theirs"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=40)
    text_version = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=5, default="en")
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-given_at", "-id"]

    def __str__(self) -> str:
        return f"{self.purpose} {self.text_version} of {self.person_id}"


class MailChoice(models.Model):
    """Whether a person wants one kind of mail. Where there is no row, the kind's own default holds."""

    personal = "which mails a person wants; erased with the person"
    erased_with_person = "row"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="mail_choices")
    kind = models.CharField(max_length=40)
    wanted = models.BooleanField()
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="mail_kind_chosen_once")]

    def __str__(self) -> str:
        return f"{self.kind} for {self.person_id}: {self.wanted}"
