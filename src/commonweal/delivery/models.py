"""What any room sends goes through here."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import models

from commonweal.delivery.sealed_text import SealedText


class Message(models.Model):
    """One mail. Written in the transaction of the act that causes it; sent afterwards by the worker."""

    personal = "address and text of a mail; text deleted 30 days after it was sent"

    initiative = models.PositiveBigIntegerField(null=True, db_index=True)
    to = models.EmailField()
    language = models.CharField(max_length=5, default="en")
    subject = models.CharField(max_length=250)
    text = SealedText()
    cause = models.CharField(max_length=120, help_text="What it is about: at most one mail per address, cause and day.")
    secret = models.BooleanField(default=False, help_text="Lets its reader sign in.")
    link = SealedText(blank=True, help_text="The one thing to open, for the outbox page.")
    created_at = models.DateTimeField(db_index=True)
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"

    @property
    def link_today(self) -> str:
        return self._with_todays_address(self.link)

    @property
    def text_today(self) -> str:
        return self._with_todays_address(self.text)

    def _with_todays_address(self, words: str) -> str:
        """The site may answer elsewhere than when the mail was written: at another port, or under its own name now."""
        if not self.link:
            return words
        written = urlsplit(self.link)
        return words.replace(f"{written.scheme}://{written.netloc}/", f"{settings.COMMONWEAL_URL}/")
