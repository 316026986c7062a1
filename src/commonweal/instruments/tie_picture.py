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

WIDTH, LEAST_HEIGHT, MARGIN = 640, 460, 24
#: Circles are smaller where they are many.
RADIUS, MANY, RADIUS_OF_MANY = 17, 50, 11
#: Between the edges of two circles, and how much room each needs about it.
BETWEEN, ROOM = 10, 3.4
#: How often circles that are too near push each other away; many of them would take long.
ROUNDS, ROUNDS_OF_MANY = 300, 60

Point = tuple[float, float]


@dataclass(frozen=True)
class Drawing:
    places: Mapping[str, Point]
    numbers: Mapping[str, int]
    holds: frozenset[str]
    alone: frozenset[str]
    radius: int
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
        '<svg class="network-map{}" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        " many" if drawing.radius < RADIUS else "",
        WIDTH,
        drawing.height,
        _("A map of who works with whom. The table below says the same in words."),
        mark_safe("".join([*lines, *circles])),  # noqa: S308 - every part is escaped
    )


def _drawing(network: TieNetwork) -> Drawing:
    alone = isolates(network.known)
    tied = len(network.organisations) - len(alone)
    radius = RADIUS if tied <= MANY else RADIUS_OF_MANY
    apart = 2 * radius + BETWEEN
    height = max(LEAST_HEIGHT, round(tied * apart**2 * ROOM / WIDTH))
    places = {
        name: (MARGIN + x * (WIDTH - 2 * MARGIN), MARGIN + y * (height - 2 * MARGIN))
        for name, (x, y) in places_of(network.known).items()
    }
    each_row = (WIDTH - 2 * MARGIN) // apart
    rows = {
        name: (MARGIN + radius + i % each_row * apart, height + MARGIN + i // each_row * apart)
        for i, name in enumerate(alone)
    }
    below = -(-len(alone) // each_row) * apart + MARGIN // 2
    return Drawing(
        places={**_spread(places, apart, height), **rows},
        numbers=numbers_of(network),
        holds=frozenset(articulation_points(network.known)),
        alone=frozenset(alone),
        radius=radius,
        height=height + (below if alone else 0),
    )


def _spread(places: Mapping[str, Point], apart: int, height: int) -> dict[str, Point]:
    """Circles that are too near push each other away, within the frame."""
    found = {name: list(place) for name, place in places.items()}
    names = sorted(found)
    for _round in range(ROUNDS if len(names) <= MANY else ROUNDS_OF_MANY):
        pushed = [
            _push(found[one], found[other], apart, height) for i, one in enumerate(names) for other in names[i + 1 :]
        ]
        if not any(pushed):
            break
    return {name: (x, y) for name, (x, y) in found.items()}


def _push(here: list[float], there: list[float], apart: int, height: int) -> bool:
    across, down = there[0] - here[0], there[1] - here[1]
    distance = math.hypot(across, down)
    if distance >= apart:
        return False
    if not distance:
        across, distance = 1.0, 1.0
    step = (apart - distance) / 2 / distance
    for point, sign in ((here, -1), (there, 1)):
        point[0] = min(max(point[0] + sign * across * step, MARGIN), WIDTH - MARGIN)
        point[1] = min(max(point[1] + sign * down * step, MARGIN), height - MARGIN)
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
        kind, name, x, y, drawing.radius, x, y + drawing.radius // 3, drawing.numbers[name],
    )  # fmt: skip
