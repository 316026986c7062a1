"""What people can agree to, in dated wordings. A consent names its version; an old wording is never rewritten."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Purpose:
    """One thing to agree to; `wordings` are its versions, the first of them number 1."""

    code: str
    label: str | Promise
    wordings: tuple[str | Promise, ...]

    @property
    def newest(self) -> int:
        return len(self.wordings)

    def wording(self, version: int) -> str:
        return str(self.wordings[version - 1])


_purposes: dict[str, Purpose] = {}


def register_purpose(purpose: Purpose) -> None:
    """A room above that needs people's agreement says so when it starts."""
    _purposes[purpose.code] = purpose


def purposes() -> list[Purpose]:
    return list(_purposes.values())


def purpose_of(code: str) -> Purpose | None:
    return _purposes.get(code)


register_purpose(
    Purpose(
        "contact-shared",
        _("My address for the others"),
        (_("Everybody who has a seat in my initiatives may see my name and my e-mail address."),),
    )
)
register_purpose(
    Purpose(
        "photo",
        _("Pictures of me"),
        (_("Pictures in which I can be recognized may stand on public pages of my initiatives."),),
    )
)
register_purpose(
    Purpose(
        "quote",
        _("My words under my name"),
        (_("What I say at events may be quoted in public under my name. I am asked before each quote."),),
    )
)
