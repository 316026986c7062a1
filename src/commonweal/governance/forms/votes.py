"""One ballot, in the shape that the rule asks for. Every rule lets abstain, and says so in words."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.engines.voting.gradients import EDITIONS
from commonweal.engines.voting.motions import NO, OBJECT, YES
from commonweal.engines.voting.results import APPROVAL, CONDORCET, CONSENT, GRADIENTS, SCORE
from commonweal.governance.models import Ballot, Decision
from commonweal.governance.operations.votes import HIGHEST_SCORE, LOWEST_SCORE, VoteDraft
from commonweal.lib.languages import page_language

ABSTAIN = "abstain"


class VoteForm(forms.Form):
    """The fields before `reason` depend on the rule; `choice()` is what was said, None where somebody abstains."""

    reason = forms.CharField(label=gettext_lazy("In a few words, why"), max_length=500, required=False)

    def __init__(self, *args: Any, decision: Decision, ballot: Ballot | None = None, **more: Any) -> None:
        self.decision = decision
        if ballot is not None:
            more.setdefault("initial", {**self.said(ballot), "reason": ballot.reason})
        super().__init__(*args, **more)
        self.fields = {**self._fields(), "reason": self.fields["reason"]}
        if decision.secret:
            self.fields["reason"].help_text = _("It is shown without your name after the close.")
        if decision.rule == CONSENT:
            self.fields["reason"].help_text = _("An objection needs a reason, so that the group can work on it.")

    def _fields(self) -> dict[str, forms.Field]:
        options = [(str(option.position), option.label) for option in self.decision.options.all()]
        if self.decision.rule == APPROVAL:
            return {
                "marks": forms.MultipleChoiceField(
                    label=_("Which can you live with?"),
                    help_text=_("Mark none, and you abstain."),
                    choices=options,
                    widget=forms.CheckboxSelectMultiple,
                    required=False,
                )
            }
        if self.decision.rule == SCORE:
            return {**{f"points_{key}": self._points(label) for key, label in options}, ABSTAIN: _abstention()}
        if self.decision.rule == CONDORCET:
            places = {f"place_{key}": self._place(label, len(options)) for key, label in options}
            return {**places, ABSTAIN: _abstention()}
        return {
            "choice": forms.ChoiceField(
                label=_("Your vote"),
                choices=self._answers(),
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose one, or abstain.")},
            )
        }

    def _answers(self) -> list[tuple[str, str]]:
        abstain = (ABSTAIN, _("I abstain"))
        if self.decision.rule == GRADIENTS:
            lang = page_language()
            named = EDITIONS[self.decision.levels]
            return [*((str(place), f"{place}. {words[lang]}") for place, words in enumerate(named, start=1)), abstain]
        if self.decision.rule == CONSENT:
            return [(YES, _("I consent")), (OBJECT, _("I object")), abstain]
        return [(YES, _("For")), (NO, _("Against")), abstain]

    def _points(self, label: str) -> forms.Field:
        points = [("", _("no points: left out")), *((str(n), str(n)) for n in range(LOWEST_SCORE, HIGHEST_SCORE + 1))]
        return forms.ChoiceField(label=label, choices=points, required=False)

    def _place(self, label: str, many: int) -> forms.Field:
        places = [("", _("not ranked")), *((str(n), str(n)) for n in range(1, many + 1))]
        return forms.ChoiceField(label=label, choices=places, required=False)

    def clean(self) -> dict[str, Any]:
        """An empty ballot is no abstention by mistake, and an abstention takes no ranking along."""
        given = super().clean() or self.cleaned_data
        if given.get(ABSTAIN) and (self._named("points_") or self._named("place_")):
            raise forms.ValidationError(_("You chose to abstain, and answered too. Do one of the two."))
        return given

    def draft(self) -> VoteDraft:
        return VoteDraft(self._choice(), self.cleaned_data["reason"])

    def _choice(self) -> Any:
        given = self.cleaned_data
        rule = self.decision.rule
        if given.get(ABSTAIN):
            return None
        if rule == APPROVAL:
            return given["marks"]
        if rule == SCORE:
            return {name[len("points_") :]: int(given[name]) for name in self._named("points_")}
        if rule == CONDORCET:
            places: dict[int, list[str]] = {}
            for name in self._named("place_"):
                places.setdefault(int(given[name]), []).append(name[len("place_") :])
            return [places[place] for place in sorted(places)]
        if given["choice"] == ABSTAIN:
            return None
        return int(given["choice"]) if rule == GRADIENTS else given["choice"]

    def _named(self, prefix: str) -> list[str]:
        return [name for name in self.fields if name.startswith(prefix) and self.cleaned_data.get(name)]

    def said(self, ballot: Ballot) -> dict[str, Any]:
        """The form as it was filled in."""
        choice = ballot.choice
        if self.decision.rule in (SCORE, CONDORCET) and choice is None:
            return {ABSTAIN: True}
        if self.decision.rule == APPROVAL:
            return {"marks": choice or []}
        if self.decision.rule == SCORE:
            return {f"points_{key}": str(score) for key, score in (choice or {}).items()}
        if self.decision.rule == CONDORCET:
            placed = enumerate(choice or [], start=1)
            return {f"place_{key}": str(place) for place, tied in placed for key in tied}
        return {"choice": ABSTAIN if choice is None else str(choice)}


def _abstention() -> forms.Field:
    return forms.BooleanField(label=_("I abstain"), required=False)


def said_in_words(ballot: Ballot, decision: Decision) -> str:
    """What a ballot says, for the voter's own eyes and, after an open vote, for members."""
    choice = ballot.choice
    if choice is None:
        return _("abstained")
    names = {str(option.position): option.label for option in decision.options.all()}
    if decision.rule == APPROVAL:
        return ", ".join(names[key] for key in choice)
    if decision.rule == SCORE:
        return ", ".join(f"{names[key]}: {score}" for key, score in choice.items())
    if decision.rule == CONDORCET:
        return " > ".join(" = ".join(names[key] for key in place) for place in choice)
    if decision.rule == GRADIENTS:
        lang = page_language()
        return f"{choice}. {EDITIONS[decision.levels][choice - 1][lang]}"
    return {YES: _("for"), NO: _("against"), OBJECT: _("objected")}[choice]
