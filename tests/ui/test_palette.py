"""The colours can be read, and told apart, in both themes and by every kind of eye."""

import pytest

from commonweal.ui.charts.palette import LITERAL
from tests.ui.colour import ciede2000, contrast, smallest_distance, tokens

TEXT_PAIRS = [
    ("ink", "bg"), ("ink", "surface"), ("ink", "sunk"), ("ink-2", "bg"), ("ink-2", "surface"), ("ink-2", "sunk"),
    ("accent", "bg"), ("accent", "surface"), ("accent", "sunk"), ("on-accent", "accent"), ("on-top", "top"),
    ("good", "good-bg"), ("watch", "watch-bg"), ("bad", "bad-bg"), ("flat", "flat-bg"), ("flat", "surface"),
    ("error", "error-bg"), ("error", "surface"), ("error", "bg"), ("ink-2", "gap"), ("d1", "surface"),
    ("m1-ink", "m1"), ("m2-ink", "m2"), ("m3-ink", "m3"), ("m4-ink", "m4"), ("m5-ink", "m5"),
]  # fmt: skip
MARKS = ["edge", "accent", "d1", "d2", "d3", "d4", "d5", "d6"]
THEMES = ["light", "dark"]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_has_enough_contrast_on_its_ground(theme: str, text: str, ground: str) -> None:
    assert contrast(tokens(theme)[text], tokens(theme)[ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("mark", MARKS)
def test_marks_and_edges_have_enough_contrast_on_a_card(theme: str, mark: str) -> None:
    assert contrast(tokens(theme)[mark], tokens(theme)["surface"]) >= 3


@pytest.mark.parametrize(("theme", "least"), [("light", 18.9), ("dark", 17.5)])
def test_six_data_colours_stay_apart_for_every_kind_of_eye(theme: str, least: float) -> None:
    colours = [tokens(theme)[f"d{n}"] for n in range(1, 7)]
    assert smallest_distance(colours) >= least


@pytest.mark.parametrize("theme", THEMES)
def test_the_first_two_data_colours_are_far_apart(theme: str) -> None:
    assert smallest_distance([tokens(theme)["d1"], tokens(theme)["d2"]]) >= 47


@pytest.mark.parametrize("theme", THEMES)
def test_neighbouring_steps_of_a_map_can_be_told_apart(theme: str) -> None:
    steps = [tokens(theme)[f"m{n}"] for n in range(1, 6)]
    assert min(smallest_distance([one, other]) for one, other in zip(steps, steps[1:], strict=False)) >= 6


def test_ciede2000_agrees_with_the_published_test_pairs() -> None:
    pairs = [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, -1.3802, -84.2814), (50.0, 0.0, -82.7485), 1.0),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
    ]
    assert [round(ciede2000(one, other), 4) for one, other, _ in pairs] == [answer for *_, answer in pairs]


def test_colours_of_downloads_are_those_of_the_light_theme() -> None:
    light = tokens("light")
    assert {name: light[name.removeprefix("--")] for name in LITERAL} == LITERAL
