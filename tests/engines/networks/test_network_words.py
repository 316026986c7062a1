"""What a network says to a person, in both languages."""

import pytest

from commonweal.engines.networks.ties import network_of
from commonweal.engines.networks.words import network_words, percent

pytestmark = pytest.mark.covers("B11")
SPACE = "\N{NO-BREAK SPACE}"


def test_one_who_holds_most() -> None:
    star = network_of([("Hub", leaf) for leaf in "abc"], ["z"])
    assert network_words(star) == (
        "30% of possible ties exist. Hub holds 100% of them; if it left, 3 would lose contact. z has no tie."
    )
    assert network_words(star, "es") == (
        f"Existe el 30{SPACE}% de los vínculos posibles. Hub tiene el 100{SPACE}% de ellos; "
        "si se fuera, 3 perderían el contacto. z no tiene ningún vínculo."
    )


def test_one_who_would_cut_off_one() -> None:
    network = network_of([("a", "b"), ("a", "c"), ("b", "c"), ("a", "d"), ("a", "e"), ("c", "e")])
    assert network_words(network) == (
        "60% of possible ties exist. a holds 67% of them; if it left, 1 would lose contact."
    )


def test_one_whom_nobody_depends_on() -> None:
    network = network_of([("a", "b"), ("a", "c"), ("b", "c"), ("a", "d"), ("c", "d")], ["y", "z"])
    words = network_words(network)
    assert words == "33% of possible ties exist. a, c each hold 60% of them, more than others. 2 have no tie: y, z."


def test_all_alike() -> None:
    ring = network_of([("a", "b"), ("b", "c"), ("c", "a")])
    assert network_words(ring) == "100% of possible ties exist. All hold as many of them."


def test_many_are_named_in_part() -> None:
    words = network_words(network_of([("a", "b"), ("a", "c")], list("pqrstuv")))
    assert words.endswith("7 have no tie: p, q, r, s, t, …")


@pytest.mark.parametrize(("share", "told"), [(0, "0%"), (0.001, "1%"), (0.5, "50%"), (0.999, "99%"), (1, "100%")])
def test_a_share_is_never_rounded_to_none_or_all(share: float, told: str) -> None:
    assert percent(share, "en") == told
