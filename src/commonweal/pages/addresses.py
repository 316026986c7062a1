"""Where the pages of one measure stand: for everybody, or on the desk for the members who may see it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True)
class Addresses:
    """The page that leads to the measure, its own, and those that it leads to."""

    up: str
    measure: str
    story: str
    groups: str


def for_everybody(slug: str, code: str) -> Addresses:
    names = ("pages:measure", "pages:story", "pages:groups")
    return Addresses(reverse("pages:board", args=[slug]), *(reverse(name, args=[slug, code]) for name in names))


def on_the_desk(slug: str, code: str) -> Addresses:
    names = ("pages:member_measure", "pages:member_story", "pages:member_groups")
    return Addresses(
        reverse("pages:member_figures", args=[slug]), *(reverse(name, args=[slug, code]) for name in names)
    )
