"""What rooms above lend to the page frame: header links, the brand, a banner, links to objects.

A lower room may not import an upper one, so each room registers what it offers
when its app is ready, and the frame asks here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Brand(NamedTuple):
    """Whose page this is: the initiative's name and its address."""

    name: str
    url: str


class ShownLink(NamedTuple):
    """A header link as the page shows it."""

    label: object
    url: str
    is_current: bool


@dataclass(frozen=True)
class HeaderLink:
    """One entry of the header, shown where `shown(request)` says so."""

    label: object
    url_name: str
    shown: Callable[[HttpRequest], bool]
    order: int = 100


class Part(Enum):
    """The parts of the work. A reader of many sections sees the parts, and the sections of the one they are in."""

    FIGURES = _("Figures")
    AGREEMENTS = _("Agreements")
    PEOPLE = _("People and places")


#: So many sections stand in one row; more are shown by their parts.
IN_ONE_ROW = 6


class ShownSection(NamedTuple):
    """A section of the reader's work, or a part of it: `current` is what aria-current says, empty elsewhere."""

    label: object
    url: str
    current: str


class WorkStrip(NamedTuple):
    """What stands beneath the header: parts where there are many sections, and the sections themselves."""

    parts: list[ShownSection]
    sections: list[ShownSection]


@dataclass(frozen=True)
class WorkSection:
    """One page of the work on an initiative, shown beneath the header to those who may open it."""

    label: object
    url_name: str
    part: Part
    shown: Callable[[HttpRequest], bool]
    order: int


_header_links: dict[str, HeaderLink] = {}
_work_sections: dict[str, WorkSection] = {}
_subpages: dict[str, str] = {}
_workplaces: list[Callable[[HttpRequest], str | None]] = []
_narrowings: list[Callable[[HttpRequest], frozenset[str] | None]] = []
_ways_to_start: dict[str, object] = {}
_object_links: dict[str, Callable[[str], str | None]] = {}
_brands: list[Callable[[HttpRequest], Brand | None]] = []
_banners: list[Callable[[HttpRequest], str | None]] = []


def register_header_link(label: object, url_name: str, shown: Callable[[HttpRequest], bool], order: int = 100) -> None:
    """Offer a header link; registering the same URL name again replaces it."""
    _header_links[url_name] = HeaderLink(label, url_name, shown, order)


def register_work_section(
    label: object, url_name: str, part: Part, shown: Callable[[HttpRequest], bool], order: int
) -> None:
    """Offer a section of the work on an initiative; its address takes the slug of the workplace."""
    _work_sections[url_name] = WorkSection(label, url_name, part, shown, order)


def register_subpages(section: str, *url_names: str) -> None:
    """Pages that belong to a section of the work though their address does not begin with the section's own."""
    _subpages.update(dict.fromkeys(url_names, section))


def register_workplace(provider: Callable[[HttpRequest], str | None]) -> None:
    """Offer the slug of the initiative whose sections of work a page shows."""
    if provider not in _workplaces:
        _workplaces.append(provider)


def register_narrowing(provider: Callable[[HttpRequest], frozenset[str] | None]) -> None:
    """Offer the sections that alone are shown, where a place shows one kind of work; None where it shows all."""
    if provider not in _narrowings:
        _narrowings.append(provider)


def register_way_to_start(label: object, url_name: str) -> None:
    """Offer another way to begin, on the page where a new installation is founded."""
    _ways_to_start[url_name] = label


def ways_to_start() -> list[tuple[object, str]]:
    return [(label, reverse(url_name)) for url_name, label in sorted(_ways_to_start.items())]


def register_object_link(kind: str, maker: Callable[[str], str | None]) -> None:
    """Offer the address of objects of `kind`, found by their key."""
    _object_links[kind] = maker


def register_brand(provider: Callable[[HttpRequest], Brand | None]) -> None:
    """Offer the name in the header; the last registered provider that answers wins."""
    if provider not in _brands:
        _brands.append(provider)


def register_banner(provider: Callable[[HttpRequest], str | None]) -> None:
    """Offer the sentence that stands above every page, such as what a demo invents."""
    if provider not in _banners:
        _banners.append(provider)


def header_links(request: HttpRequest) -> list[ShownLink]:
    """The links this visitor sees, in order."""
    chosen = sorted(_header_links.values(), key=lambda link: (link.order, link.url_name))
    shown = [link for link in chosen if link.shown(request)]
    return [ShownLink(link.label, url, request.path == url) for link, url in _addresses(shown)]


def work_strip(request: HttpRequest) -> WorkStrip:
    """The sections of the work that this reader may open, marked where they are."""
    slug = next((found for provider in _workplaces if (found := provider(request))), None)
    if slug is None:
        return WorkStrip([], [])
    only = next((names for provider in _narrowings if (names := provider(request)) is not None), None)
    offered = [one for one in _work_sections.values() if only is None or one.url_name in only]
    chosen = sorted((one for one in offered if one.shown(request)), key=lambda one: one.order)
    shown = [(one.part, _shown(one, slug, request)) for one in chosen]
    if len(shown) <= IN_ONE_ROW:
        return WorkStrip([], [section for _part, section in shown])
    here = next((part for part, section in shown if section.current), None)
    firsts = dict(reversed(shown))
    parts = [
        ShownSection(part.value, firsts[part].url, "true" if part is here else "") for part in Part if part in firsts
    ]
    return WorkStrip(parts, [section for part, section in shown if part is here])


def _shown(section: WorkSection, slug: str, request: HttpRequest) -> ShownSection:
    url = reverse(section.url_name, args=[slug])
    at = request.resolver_match.view_name if request.resolver_match else ""
    is_beneath = _subpages.get(at) == section.url_name
    return ShownSection(section.label, url, "true" if is_beneath else _current(request.path, url))


def _current(path: str, url: str) -> str:
    return "page" if path == url else "true" if path.startswith(url) else ""


def _addresses(links: list[HeaderLink]) -> list[tuple[HeaderLink, str]]:
    return [(link, reverse(link.url_name)) for link in links]


def link_to(kind: str, key: str) -> str | None:
    """The address of one object, or None where no room offers it."""
    maker = _object_links.get(kind)
    return maker(key) if maker else None


def brand_of(request: HttpRequest) -> Brand:
    """The initiative whose page this is; the product's own name where none answers."""
    for provider in reversed(_brands):
        found = provider(request)
        if found:
            return found
    return Brand("Commonweal", "/")


def banner_of(request: HttpRequest) -> str | None:
    """The sentence above every page, if any room has one for this request."""
    for provider in reversed(_banners):
        found = provider(request)
        if found:
            return found
    return None
