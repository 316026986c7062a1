"""A question and its answers, one on each line; the question on familiarity stands there to begin with."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.governance.models.written import written
from commonweal.instruments.content import pack
from commonweal.training.models import Session
from commonweal.training.operations import PollDraft

BUILT_IN = "familiarity"
LINES = forms.Textarea(attrs={"rows": 5})


def familiarity() -> PollDraft:
    """The question that the framework asks at an event, in the words of its pack."""
    item = pack(BUILT_IN).items[0]
    options = [{"id": one.id, "en": one.text.en, "es": one.text.es} for one in item.options]
    return PollDraft(item.text.en, options, item.text.es, kind=BUILT_IN)


class PollForm(forms.Form):
    question_en = forms.CharField(label=gettext_lazy("Question in English"), max_length=240)
    options_en = forms.CharField(
        label=gettext_lazy("Answers in English"), widget=LINES,
        help_text=gettext_lazy("One on each line, from the least to the most."),
    )  # fmt: skip
    question_es = forms.CharField(label=gettext_lazy("Question in Spanish"), max_length=240, required=False)
    options_es = forms.CharField(
        label=gettext_lazy("Answers in Spanish"), widget=LINES, required=False,
        help_text=gettext_lazy("One on each line, in the same order."),
    )  # fmt: skip
    session = forms.ChoiceField(label=gettext_lazy("In which session"), required=False)

    def __init__(self, data: Any, *, sessions: Sequence[Session]) -> None:
        ready = familiarity()
        first = {"question_en": ready.question_en, "question_es": ready.question_es}
        first |= {f"options_{language}": _lines(ready.options, language) for language in ("en", "es")}
        super().__init__(data, initial=first)
        self.sessions = {str(one.pk): one for one in sessions}
        cast(forms.ChoiceField, self.fields["session"]).choices = [
            ("", _("in none: at an event")),
            *((key, f"{written(one.series, 'title')}, {one.number}") for key, one in self.sessions.items()),
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        english, spanish = _split(given.get("options_en", "")), _split(given.get("options_es", ""))
        if spanish and len(spanish) != len(english):
            words = _("There are %(es)s answers in Spanish and %(en)s in English. Give as many in both, or no Spanish.")
            self.add_error("options_es", words % {"es": len(spanish), "en": len(english)})
        if any(len(line) > 160 for line in [*english, *spanish]):
            self.add_error("options_en", _("An answer has at most 160 letters."))
        if len({line.casefold() for line in english}) < len(english):
            self.add_error("options_en", _("Two answers are the same."))
        return given

    def draft(self) -> PollDraft:
        given, ready = self.cleaned_data, familiarity()
        english, spanish = _split(given["options_en"]), _split(given["options_es"])
        session = self.sessions.get(given["session"])
        if english == [option["en"] for option in ready.options] and given["question_en"] == ready.question_en:
            ids, kind = [option["id"] for option in ready.options], BUILT_IN
        else:
            ids, kind = [f"a{number}" for number in range(1, len(english) + 1)], "own"
        options = [
            {"id": one, "en": text, "es": spanish[place] if spanish else ""}
            for place, (one, text) in enumerate(zip(ids, english, strict=True))
        ]
        return PollDraft(given["question_en"], options, given["question_es"], kind, session)


def _lines(options: Sequence[Mapping[str, str]], language: str) -> str:
    return "\n".join(option[language] for option in options)


def _split(text: str) -> list[str]:
    return [line for raw in text.splitlines() if (line := " ".join(raw.split()))]
