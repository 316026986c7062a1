"""What comments are about: codes that whoever runs a survey gives to what people wrote."""

from django.db import models

from commonweal.instruments.models.surveys import Survey


class CommentCode(models.Model):
    """A code of one comment. It hangs on the words alone, so that it ties no two answers of one sheet together."""

    personal = "none; the words of whoever reads the comments"

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="comment_codes")
    item = models.CharField(max_length=80)
    text_hash = models.CharField(max_length=64, help_text="Of the comment's words; the same words have the same codes.")
    code = models.CharField(max_length=60)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "item", "text_hash", "code"], name="one_code_of_a_comment_once")
        ]

    def __str__(self) -> str:
        return f"{self.survey_id}, {self.item}: {self.code}"
