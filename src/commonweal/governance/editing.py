"""Two people write the same words at once, and nobody's text is lost.

A form carries what its writer started from (`trace_of`, in the hidden field of `EditForm`). The verb compares, field by
field, what is held now with what was typed (`settle`): what only one of the two changed is taken from that one; what
both changed is a clash, nothing is stored, and the page shows both texts side by side (`governance/both_texts.html`).
Keeping it once more stores the writer's words; the others' stay in the versions, so a verb that uses this keeps those.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Clash:
    """One field that two people changed in different ways."""

    name: str
    theirs: str
    yours: str


class EditedMeanwhileError(Exception):
    """Somebody kept other words since this writer began. Nothing was stored; `held` is what stands now."""

    def __init__(self, clashes: Sequence[Clash], held: Mapping[str, str]) -> None:
        super().__init__(", ".join(clash.name for clash in clashes))
        self.clashes = list(clashes)
        self.held = dict(held)


@dataclass(frozen=True)
class BothTexts:
    """A clash as the page shows it."""

    label: str
    theirs: str
    yours: str


def plain(text: str) -> str:
    """A text as it is kept: browsers send other line ends than were shown, and blanks at the ends say nothing."""
    return text.replace("\r\n", "\n").strip()


def trace_of(held: Mapping[str, str]) -> str:
    """What somebody starts from, short enough for a hidden field."""
    return " ".join(f"{name}:{_print_of(text)}" for name, text in held.items())


def settle(started_from: str, held: Mapping[str, str], typed: Mapping[str, str]) -> dict[str, str]:
    """The words to keep, or EditedMeanwhileError where two people changed the same field."""
    started = dict(part.split(":", 1) for part in started_from.split() if ":" in part)
    kept: dict[str, str] = {}
    clashes = []
    for name, text in typed.items():
        yours, theirs, began = plain(text), plain(held.get(name, "")), started.get(name, _print_of(""))
        if yours == theirs or began == _print_of(theirs):
            kept[name] = yours
        elif began == _print_of(yours):
            kept[name] = theirs
        else:
            clashes.append(Clash(name, theirs, yours))
    if clashes:
        raise EditedMeanwhileError(clashes, held)
    return kept


def _print_of(text: str) -> str:
    return sha256(plain(text).encode()).hexdigest()[:16]


class EditForm(forms.Form):
    """A form for words that several people may edit. `begin_with` before it is shown, `show_both` after a clash."""

    started_from = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2000)

    #: What the page shows side by side.
    both: Sequence[BothTexts] = ()

    def __init__(self, *args: Any, held: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        if held is not None:
            kwargs["initial"] = {**held, **(kwargs.get("initial") or {}), "started_from": trace_of(held)}
        super().__init__(*args, **kwargs)

    def show_both(self, meanwhile: EditedMeanwhileError) -> None:
        """The writer's words stay in the fields; the next keeping starts from what stands now."""
        data: Any = self.data
        data = data.copy()
        data[self.add_prefix("started_from")] = trace_of(meanwhile.held)
        self.data = data
        self.both = [
            BothTexts(str(self.fields[clash.name].label), clash.theirs, clash.yours) for clash in meanwhile.clashes
        ]
        for clash in meanwhile.clashes:
            words = _("Somebody kept other words here while you wrote. Both stand above.")
            self.add_error(clash.name, words)
