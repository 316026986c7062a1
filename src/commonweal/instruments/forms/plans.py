"""The pieces of a proposed work plan: which are taken, in which words, by whom, by when."""

from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from commonweal.engines.questionnaires import Text
from commonweal.governance.queries.interests import holder_key
from commonweal.instruments.operations.plans import PieceDraft
from commonweal.instruments.queries.plans import Piece, WorkPlan
from commonweal.instruments.reading_words import question_words
from commonweal.lib.languages import page_language
from commonweal.people.models import Organisation, Person
from commonweal.ui.days import DayField
from commonweal.ui.formats import short_number
from commonweal.ui.templatetags.ui import ErrorLine, error_words


class PieceForm(forms.Form):
    """Nothing is asked of a piece that is not ticked."""

    taken = forms.BooleanField(label=gettext_lazy("Take this piece"), required=False)
    text = forms.CharField(
        label=gettext_lazy("What will be done"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    # Nobody stands here beforehand: whoever ticks a piece does not promise it for that.
    holder = forms.ChoiceField(
        label=gettext_lazy("Who takes it on"), error_messages={"required": gettext_lazy("Choose who takes it on.")}
    )
    due_on = DayField(label=gettext_lazy("By when"))

    def __init__(self, piece: Piece, holders: dict[str, Person | Organisation], holder: str, data: Any = None) -> None:
        first = {"text": said(piece.item.advice), "due_on": piece.due_on, "holder": holder}
        super().__init__(data, initial=first, prefix=piece.item.id)
        self.piece, self.holders = piece, holders
        choice = cast(forms.ChoiceField, self.fields["holder"])
        choice.choices = [("", gettext("choose a name")), *((key, str(one)) for key, one in holders.items())]
        self.owner = said(piece.item.plan.owner) if piece.item.plan else ""
        self.middle = short_number(piece.answers.median or 0)
        self.others = "" if piece.others is None else short_number(piece.others)
        self.question, self.advice = question_words(piece.item), said(piece.item.advice)
        self.is_taken = bool(self.is_bound and self["taken"].value())
        if not self.is_taken:
            for field in self.fields.values():
                field.required = False

    def draft(self) -> PieceDraft:
        given = self.cleaned_data
        return PieceDraft(self.piece.item.id, given["text"], self.holders[given["holder"]], given["due_on"])


@dataclass(frozen=True)
class AreaForm:
    """One area in the reader's language: the styles that people chose, and a form for each piece."""

    title: str
    styles: list[tuple[str, int]]
    forms: list[PieceForm]


class WorkPlanForm:
    """One form for each piece, area by area."""

    def __init__(self, plan: WorkPlan, holders: list[Person | Organisation], data: Any = None) -> None:
        by_key = {holder_key(one): one for one in holders}
        own = holder_key(plan.organisation) if plan.organisation in holders else ""
        self.problem, self.is_bound = "", data is not None
        self.areas = [
            AreaForm(
                said(area.title),
                [(said(style.text), style.n) for style in area.styles],
                [PieceForm(piece, by_key, own, data) for piece in area.pieces],
            )
            for area in plan.areas
        ]
        self.taken = [form for area in self.areas for form in area.forms if form.is_taken]

    @property
    def has_styles(self) -> bool:
        return any(area.styles for area in self.areas)

    def is_valid(self) -> bool:
        """A piece that is not ticked cannot be wrong."""
        return not [form for form in self.taken if not form.is_valid()]

    def drafts(self) -> list[PieceDraft]:
        return [form.draft() for form in self.taken]

    def add_problem(self, problem: ValidationError) -> None:
        """Beside the piece that it is about, else above all."""
        by_item = getattr(problem, "error_dict", {})
        for form in self.taken:
            item = form.piece.item.id
            for box, key in (("holder", item), ("text", f"{item}/text"), ("due_on", f"{item}/due_on")):
                if key in by_item:
                    form.add_error(box, by_item[key])
        if not by_item:
            self.problem = " ".join(problem.messages)

    @property
    def error_lines(self) -> list[ErrorLine]:
        """For the summary above the page."""
        lines = [ErrorLine(self.problem, "")] if self.problem else []
        for form in self.taken:
            for bound in form:
                lines += [ErrorLine(f"{bound.label}: {words}", str(bound.id_for_label)) for words in error_words(bound)]
        return lines


def said(text: Text) -> str:
    return text.said(page_language())
