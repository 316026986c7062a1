"""What comes after founding: the first groups, and who comes in first."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.agenda.forms.parts import long_text
from commonweal.agenda.languages import spoken
from commonweal.agenda.queries.first_groups import FirstGroup
from commonweal.governance.cascade_drafts import ComingInDraft
from commonweal.governance.drafts import PersonDraft
from commonweal.governance.forms.organisations import LANGUAGES
from commonweal.governance.models import Group, Initiative, Seat
from commonweal.governance.terms import name_of_term
from commonweal.lib.languages import page_language

LONGEST_NAME = 120
#: Who is asked for first: those who lead, and whoever keeps the data beside the founder.
FEWEST_ROWS = 6
CHAIRS, STAFF = (Seat.Role.CO_CHAIR, Seat.Role.CHAIR), (Seat.Role.DATA_MANAGER, Seat.Role.DIRECTOR, Seat.Role.TRAINER)


class FirstGroupsForm(forms.Form):
    """One field for each group that is offered; an empty one leaves it out."""

    def __init__(self, *args: Any, initiative: Initiative, offers: list[FirstGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offers = offers
        for place, offer in enumerate(offers):
            self.fields[f"name_{place}"] = forms.CharField(
                label=capfirst(name_of_term(initiative, f"kind.{offer.kind}")),
                max_length=LONGEST_NAME,
                required=False,
                initial=spoken(offer.name_en, offer.name_es),
                help_text=_("Carries the strategy of this name.") if offer.strategy else "",
            )
        self.fields["others"] = forms.CharField(
            label=_("More working groups"), help_text=_("One in each line."), required=False, widget=long_text(3)
        )

    def clean_others(self) -> list[str]:
        names = [line.strip() for line in self.cleaned_data["others"].splitlines() if line.strip()]
        if any(len(name) > LONGEST_NAME for name in names):
            raise ValidationError(_("A name has at most %(most)s characters.") % {"most": LONGEST_NAME})
        return names

    def groups(self) -> list[FirstGroup]:
        given = self.cleaned_data
        named = [_named(offer, given[f"name_{place}"].strip()) for place, offer in enumerate(self.offers)]
        others = [_named(FirstGroup(Group.Kind.WORKING, ""), name) for name in given["others"]]
        return [group for group in named if group is not None] + [group for group in others if group is not None]


def _named(offer: FirstGroup, name: str) -> FirstGroup | None:
    """A name that was changed says nothing in the other language any more."""
    if not name:
        return None
    if name == spoken(offer.name_en, offer.name_es):
        return replace(offer, name_en=offer.name_en or name)
    return replace(offer, name_en=name, name_es=name if page_language() == "es" else "")


class FirstPersonForm(forms.Form):
    """One row. Nobody is asked for where name and address are both empty."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200, required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail address"), required=False)
    seat = forms.ChoiceField(label=gettext_lazy("Seat"))
    language = forms.ChoiceField(label=gettext_lazy("Write to them in"), choices=LANGUAGES)

    def __init__(self, *args: Any, seats: dict[str, tuple[Group, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = seats
        choices = [(key, capfirst(f"{words_of(group, role)}, {group.name}")) for key, (group, role) in seats.items()]
        cast(forms.ChoiceField, self.fields["seat"]).choices = choices
        number = int(str(self.prefix).rpartition("-")[2]) + 1
        for field in self.fields.values():
            words = _("%(field)s of person %(number)s") % {"field": field.label, "number": number}
            field.widget.attrs["aria-label"] = words

    @property
    def is_meant(self) -> bool:
        return bool(self.cleaned_data.get("name") or self.cleaned_data.get("email"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("name") and not given.get("email") and "email" not in self.errors:
            self.add_error("email", _("Write the address, so that we can tell them how to come in."))
        if given.get("email") and not given.get("name"):
            self.add_error("name", _("Write the name too."))
        return given

    def draft(self) -> ComingInDraft:
        given = self.cleaned_data
        group, role = self.seats[given["seat"]]
        return ComingInDraft(group, role, PersonDraft(given["name"], given["email"], given["language"]))


class FirstPeopleForm:
    """Several rows at once; those that are there at first name the seats that matter first."""

    def __init__(self, data: Any, groups: list[Group]) -> None:
        self.is_bound = data is not None
        self.problems: list[str] = []
        seats = {f"{group.code} {role}": (group, role) for group in groups for role in roles_in(group)}
        wanted = list(first_seats(groups))
        rows = max(FEWEST_ROWS, len(wanted))
        usual = wanted[-1] if wanted else next(iter(seats))
        self.rows = [
            FirstPersonForm(
                data,
                prefix=f"person-{place}",
                seats=seats,
                initial={"seat": wanted[place] if place < len(wanted) else usual, "language": page_language()},
            )
            for place in range(rows)
        ]

    def is_valid(self) -> bool:
        # Each row is looked at, so that all that is wrong is said at once.
        wrong = [row for row in self.rows if not row.is_valid()]
        if not wrong and not self.people():
            self.problems.append(_("Write at least one name, or go on without."))
        return not wrong and not self.problems

    def people(self) -> list[ComingInDraft]:
        return [row.draft() for row in self.rows if row.is_meant]

    def columns(self) -> list[BoundField]:
        return list(self.rows[0])


def words_of(group: Group, role: str) -> str:
    return name_of_term(group.initiative, f"role.{role}")


def roles_in(group: Group) -> list[str]:
    special = STAFF if group.kind == Group.Kind.BACKBONE else CHAIRS
    return [*special, Seat.Role.MEMBER]


def first_seats(groups: list[Group]) -> Iterator[str]:
    """Two who lead the committee, one more who keeps the data, one who leads each working group."""
    for group in sorted(groups, key=lambda one: list(Group.Kind).index(Group.Kind(one.kind))):
        if group.kind == Group.Kind.STEERING:
            yield from [f"{group.code} {Seat.Role.CO_CHAIR}"] * 2
        elif group.kind == Group.Kind.BACKBONE:
            yield f"{group.code} {Seat.Role.DATA_MANAGER}"
        elif group.kind == Group.Kind.WORKING:
            yield f"{group.code} {Seat.Role.CO_CHAIR}"
