"""The network as a picture of numbers. The table beneath it says which number is whom, and whom each works with.

A line is full where both say that they work together, dashed where one of them does, and thicker the more often they
do. A filled circle holds a part of the network together; a dashed one has no tie. The same network looks the same.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from commonweal.engines.networks.brokers import articulation_points
from commonweal.engines.networks.figures import isolates
from commonweal.engines.networks.layout import places_of
from commonweal.instruments.queries.ties import TieNetwork
from commonweal.instruments.tie_questions import frequencies

WIDTH, HEIGHT = 640, 460
RADIUS, MARGIN = 17, 24
#: Between the middles of two circles, so that none covers another.
APART = 2 * RADIUS + 10
ROUNDS = 300
NAMED = 3

Point = tuple[float, float]


@dataclass(frozen=True)
class Drawing:
    places: Mapping[str, Point]
    numbers: Mapping[str, int]
    holds: frozenset[str]
    alone: frozenset[str]
    height: int


def numbers_of(network: TieNetwork) -> dict[str, int]:
    """Each organization's number on the map and in the table."""
    return {name: number for number, name in enumerate(network.organisations, start=1)}


def picture_of(network: TieNetwork) -> SafeString | None:
    """None where there is nothing to draw."""
    if not network.known.ties:
        return None
    drawing = _drawing(network)
    lines = [_line(network, drawing, one, other) for one, other in network.known.ties]
    circles = [part for name in drawing.places for part in _circle(drawing, name)]
    return format_html(
        '<svg class="network-map" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        WIDTH,
        drawing.height,
        _("A map of who works with whom. The table below says the same in words."),
        mark_safe("".join([*lines, *circles, *_names(network, drawing)])),  # noqa: S308 - every part is escaped
    )


def _drawing(network: TieNetwork) -> Drawing:
    inner_width, inner_height = WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN
    tied = {
        name: (MARGIN + x * inner_width, MARGIN + y * inner_height) for name, (x, y) in places_of(network.known).items()
    }
    alone = isolates(network.known)
    each_row = int(inner_width // APART)
    rows = {
        name: (MARGIN + RADIUS + i % each_row * APART, HEIGHT + 16 + RADIUS + i // each_row * APART)
        for i, name in enumerate(alone)
    }
    height = HEIGHT + (-(-len(alone) // each_row) * APART + 16 if alone else 0)
    holds = frozenset(articulation_points(network.known))
    return Drawing({**_apart(tied), **rows}, numbers_of(network), holds, frozenset(alone), height)


def _apart(places: Mapping[str, Point]) -> dict[str, Point]:
    """Circles that cover each other move away from each other, within the frame."""
    found = {name: list(place) for name, place in places.items()}
    names = sorted(found)
    for _round in range(ROUNDS):
        moved = False
        for i, one in enumerate(names):
            for other in names[i + 1 :]:
                moved |= _push(found[one], found[other])
        if not moved:
            break
    return {name: (x, y) for name, (x, y) in found.items()}


def _push(here: list[float], there: list[float]) -> bool:
    across, down = there[0] - here[0], there[1] - here[1]
    distance = math.hypot(across, down)
    if distance >= APART:
        return False
    if not distance:
        across, distance = 1.0, 1.0
    step = (APART - distance) / 2 / distance
    for point, sign in ((here, -1), (there, 1)):
        point[0] = min(max(point[0] + sign * across * step, MARGIN), WIDTH - MARGIN)
        point[1] = min(max(point[1] + sign * down * step, MARGIN), HEIGHT - MARGIN)
    return True


def _line(network: TieNetwork, drawing: Drawing, one: str, other: str) -> SafeString:
    (x1, y1), (x2, y2) = drawing.places[one], drawing.places[other]
    often = [code for code, _words in frequencies()]
    said = [tie for pair in ((one, other), (other, one)) if (tie := network.ties.get(pair))]
    rank = max(often.index(tie.frequency) if tie.frequency in often else 0 for tie in said)
    return format_html(
        '<line class="tie {}" x1="{}" y1="{}" x2="{}" y2="{}" stroke-width="{}"/>',
        "both" if len(said) == 2 else "one", round(x1), round(y1), round(x2), round(y2), 1.5 + rank,
    )  # fmt: skip


def _circle(drawing: Drawing, name: str) -> Iterator[SafeString]:
    x, y = (round(part) for part in drawing.places[name])
    kind = "holds" if name in drawing.holds else "alone" if name in drawing.alone else "plain"
    yield format_html(
        '<g class="node {}"><title>{}</title><circle cx="{}" cy="{}" r="{}"/><text x="{}" y="{}">{}</text></g>',
        kind, name, x, y, RADIUS, x, y + 6, drawing.numbers[name],
    )  # fmt: skip


def _names(network: TieNetwork, drawing: Drawing) -> Iterator[SafeString]:
    """The most tied by name, where there is room for letters."""
    most = sorted(network.known.nodes, key=lambda name: (-len(network.known.neighbours[name]), name))[:NAMED]
    for name in most:
        x, y = drawing.places[name]
        end = "start" if x < WIDTH / 3 else "end" if x > WIDTH * 2 / 3 else "middle"
        above = y > MARGIN + 2 * RADIUS
        yield format_html(
            '<text class="name" x="{}" y="{}" text-anchor="{}">{}</text>',
            round(x), round(y - RADIUS - 6 if above else y + RADIUS + 18), end, name,
        )  # fmt: skip
