"""What somebody asks a group to decide, and what is said when it is over."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.engines.voting.results import METHODS
from commonweal.engines.voting.words import ASKS, RULES
from commonweal.governance import about
from commonweal.governance.decision_drafts import ProposalDraft, Reasons
from commonweal.governance.editing import EditForm
from commonweal.governance.models import Charter, Decision, Group, Initiative
from commonweal.governance.operations.proposals import pairs_of_lines
from commonweal.governance.queries.decisions import LogFilter
from commonweal.lib.languages import page_language
from commonweal.ui.days import DayInput

END_OF_THE_DAY = time(17, 0)
ROWS_OF_A_LIST = 4


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class GroupForm(forms.Form):
    """Which group is asked, where the reader sits in several."""

    group = forms.ChoiceField(label=gettext_lazy("Which group decides?"))

    def __init__(self, *args: Any, groups: list[Group], **more: Any) -> None:
        super().__init__(*args, **more)
        cast(forms.ChoiceField, self.fields["group"]).choices = [(group.code, group.name) for group in groups]


class ProposalForm(EditForm):
    question_en = forms.CharField(
        label=gettext_lazy("The question, in English"),
        help_text=gettext_lazy("Ask so that it can be answered: Shall we …? One language is enough."),
        max_length=300,
        widget=area(2),
        required=False,
    )
    question_es = forms.CharField(
        label=gettext_lazy("The question, in Spanish"), max_length=300, widget=area(2), required=False
    )
    background_en = forms.CharField(
        label=gettext_lazy("What one should know first, in English"), max_length=5000, widget=area(5), required=False
    )
    background_es = forms.CharField(
        label=gettext_lazy("What one should know first, in Spanish"), max_length=5000, widget=area(5), required=False
    )
    rule = forms.ChoiceField(
        label=gettext_lazy("By which rule?"),
        help_text=gettext_lazy("It is fixed when the vote opens, and stays."),
        widget=forms.RadioSelect,
    )
    rule_why = forms.CharField(
        label=gettext_lazy("Why another rule than the charter’s?"),
        help_text=gettext_lazy("Only where it is another. It stands beside the result."),
        max_length=500,
        widget=area(2),
        required=False,
    )
    options_en = forms.CharField(
        label=gettext_lazy("Options, in English"),
        help_text=gettext_lazy("Only where people choose: one option a line."),
        max_length=3000,
        widget=area(ROWS_OF_A_LIST),
        required=False,
    )
    options_es = forms.CharField(
        label=gettext_lazy("Options, in Spanish"),
        help_text=gettext_lazy("In the same order."),
        max_length=3000,
        widget=area(ROWS_OF_A_LIST),
        required=False,
    )
    levels = forms.TypedChoiceField(
        label=gettext_lazy("Levels of the scale"),
        help_text=gettext_lazy("Only for gradients of agreement."),
        choices=[(8, "8"), (7, "7")],
        coerce=int,
        initial=8,
    )
    quorum = forms.IntegerField(
        label=gettext_lazy("How many must take part"),
        help_text=gettext_lazy("A number of people. Abstentions count here."),
        min_value=1,
        max_value=500,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    secret = forms.BooleanField(
        label=gettext_lazy("Secret ballot"),
        help_text=gettext_lazy(
            "Nobody sees who voted what, the backbone team included. After the close not even the database can tell."
        ),
        required=False,
    )
    closes_on = forms.DateField(
        label=gettext_lazy("Closes on"),
        help_text=gettext_lazy("Leave it empty, and a chair closes it by hand."),
        widget=DayInput,
        required=False,
    )
    closes_time = forms.TimeField(
        label=gettext_lazy("At"),
        widget=forms.TimeInput(attrs={"type": "time", "class": "short"}, format="%H:%M"),
        initial=END_OF_THE_DAY,
        required=False,
    )
    subjects = forms.MultipleChoiceField(
        label=gettext_lazy("What is it about?"),
        help_text=gettext_lazy("Whoever declared an interest in one of these is asked to step aside."),
        widget=forms.SelectMultiple(attrs={"size": 8}),
        required=False,
    )

    def __init__(
        self, *args: Any, initiative: Initiative, charter: Charter | None, kept: list[tuple[str, str]], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.zone = ZoneInfo(initiative.time_zone)
        self.kept_subjects = kept
        lang = page_language()
        rule = cast(forms.ChoiceField, self.fields["rule"])
        rule.choices = [(code, f"{RULES[code][lang].capitalize()}. {ASKS[code][lang]}") for code in METHODS]
        if charter:
            rule.initial = charter.decision_rule
            self.fields["quorum"].initial = charter.quorum
            words = _("The charter says %(rule)s, with %(quorum)s people.")
            rule.help_text = words % {"rule": RULES[charter.decision_rule][lang], "quorum": charter.quorum}
        cast(forms.MultipleChoiceField, self.fields["subjects"]).choices = subject_choices(initiative)

    def draft(self) -> ProposalDraft:
        given = self.cleaned_data
        picked = [(kind, key) for kind, _colon, key in (each.partition(":") for each in given["subjects"])]
        return ProposalDraft(
            question_en=given["question_en"],
            question_es=given["question_es"],
            background_en=given["background_en"],
            background_es=given["background_es"],
            options=pairs_of_lines(given["options_en"], given["options_es"]),
            rule=given["rule"],
            rule_why=given["rule_why"],
            quorum=given["quorum"],
            levels=given["levels"],
            secret=given["secret"],
            closes_at=self._closes_at(),
            subjects=[*self.kept_subjects, *picked],
        )

    def _closes_at(self) -> datetime | None:
        on = self.cleaned_data["closes_on"]
        return datetime.combine(on, self.cleaned_data["closes_time"] or END_OF_THE_DAY, self.zone) if on else None


def subject_choices(initiative: Initiative, without: str = "") -> list[tuple[str, list[tuple[str, str]]]]:
    """Things that a proposer can pick, under headings."""
    found = []
    for code, kind in about.kinds().items():
        named = list(kind.choices(initiative)) if kind.choices and code != without else []
        if named:
            found.append((str(kind.heading), [(f"{code}:{key}", label) for key, label in named]))
    return found


def filled_from(decision: Decision) -> dict[str, Any]:
    """What is no text that two people may write at once."""
    zone = ZoneInfo(decision.initiative.time_zone)
    closes = decision.closes_at.astimezone(zone) if decision.closes_at else None
    return {
        "rule": decision.rule,
        "rule_why": decision.rule_why,
        "quorum": decision.quorum,
        "levels": decision.levels,
        "secret": decision.secret,
        "closes_on": closes.date() if closes else None,
        "closes_time": closes.time() if closes else END_OF_THE_DAY,
        "subjects": [f"{one.kind}:{one.key}" for one in decision.subjects.all()],
    }


def not_to_pick(decision: Decision) -> list[tuple[str, str]]:
    """Subjects that a verb of another room named: the form neither shows nor loses them."""
    kinds = about.kinds()
    named = [(one.kind, one.key) for one in decision.subjects.all()]
    return [pair for pair in named if not (pair[0] in kinds and kinds[pair[0]].choices)]


def say_it_in_one_language(form: forms.Form, field: str, words: str) -> None:
    """English or Spanish, or both; where neither is there, the one of the page is asked for."""
    names = [f"{field}_en", f"{field}_es"]
    if not any(form.cleaned_data.get(name) for name in names) and not any(name in form.errors for name in names):
        form.add_error(f"{field}_{page_language()}", words)


class ReasonsForm(forms.Form):
    """Why it was decided so. `carried` only after gradients of agreement."""

    carried = forms.ChoiceField(
        label=gettext_lazy("What follows?"),
        choices=[("yes", gettext_lazy("We go ahead")), ("no", gettext_lazy("We do not go ahead"))],
        widget=forms.RadioSelect,
    )
    reasons_en = forms.CharField(
        label=gettext_lazy("Why, in English"),
        help_text=gettext_lazy("What weighed most, and what was said against it."),
        max_length=5000,
        widget=area(4),
    )
    reasons_es = forms.CharField(label=gettext_lazy("Why, in Spanish"), max_length=5000, widget=area(4), required=False)

    def __init__(self, *args: Any, waits: bool, required: bool = True, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["reasons_en"].required = False
        self.must_say_why = required
        if not waits:
            del self.fields["carried"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.must_say_why:
            say_it_in_one_language(self, "reasons", _("Write in a few sentences why. Whoever comes later reads it."))
        return given

    def reasons(self) -> Reasons:
        given: Mapping[str, Any] = self.cleaned_data
        carried = {"yes": True, "no": False}.get(given.get("carried", ""))
        return Reasons(given["reasons_en"], given["reasons_es"], carried)


class WhyForm(forms.Form):
    """One sentence that the group reads."""

    why = forms.CharField(label=gettext_lazy("Why?"), max_length=1000, widget=area(3))


class LastWordForm(forms.Form):
    """What residents say to what was carried."""

    yes = forms.ChoiceField(
        label=gettext_lazy("What do residents say?"),
        choices=[
            ("yes", gettext_lazy("We endorse it: it holds")),
            ("no", gettext_lazy("We stop it: it does not hold")),
        ],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("Needed where residents stop it. Members read it beside the result."),
        max_length=1000,
        widget=area(3),
        required=False,
    )


class AsideForm(forms.Form):
    why = forms.CharField(
        label=gettext_lazy("Why do you step aside?"),
        help_text=gettext_lazy("Members read it beside the result. You may leave it empty."),
        max_length=400,
        required=False,
    )


class ContestForm(forms.Form):
    why = forms.CharField(
        label=gettext_lazy("Why does it not touch you?"),
        help_text=gettext_lazy("Members read it beside the decision."),
        max_length=400,
        widget=area(3),
    )


class ContestAnswerForm(forms.Form):
    is_none = forms.ChoiceField(
        label=gettext_lazy("What holds?"),
        choices=[
            ("yes", gettext_lazy("It does not count here: they may vote.")),
            ("no", gettext_lazy("It holds, as the charter says.")),
        ],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("Members read it beside the decision."),
        max_length=400,
        widget=area(3),
    )


class AnswerForm(forms.Form):
    answer_en = forms.CharField(
        label=gettext_lazy("What did the group find, in English?"), max_length=2000, widget=area(3), required=False
    )
    answer_es = forms.CharField(
        label=gettext_lazy("What did the group find, in Spanish?"), max_length=2000, widget=area(3), required=False
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        say_it_in_one_language(self, "answer", _("Say in a sentence what the group found."))
        return given


class LogForm(forms.Form):
    group = forms.ChoiceField(label=gettext_lazy("Group"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    year = forms.IntegerField(label=gettext_lazy("Year"), required=False, min_value=1900, max_value=2999)
    words = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=100)

    def __init__(self, *args: Any, groups: list[Group], **more: Any) -> None:
        super().__init__(*args, **more)
        everything = [("", _("all"))]
        cast(forms.ChoiceField, self.fields["group"]).choices = [
            *everything,
            *((group.code, group.name) for group in groups),
        ]
        states = [*Decision.State.choices, *Decision.Outcome.choices, ("reopened", _("reopened"))]
        shown = [(code, str(label)) for code, label in states if code != Decision.State.CLOSED]
        cast(forms.ChoiceField, self.fields["state"]).choices = [*everything, *shown]

    def wanted(self) -> LogFilter:
        if not self.is_valid():
            return LogFilter()
        given = self.cleaned_data
        return LogFilter(given["group"], given["state"], given["year"], given["words"].strip())
