"""What is odd about a logic model: orphans, loops, links that go backwards, jumps; each in plain words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.engines.logicmodel import KINDS, Graph, Node, draw, findings

CHAIN = [
    Node("money", "input", "Money"),
    Node("train", "activity", "Training"),
    Node("trained", "output", "People trained"),
    Node("jobs", "outcome", "More jobs"),
    Node("goal", "goal", "Less poverty"),
]
LINKS = [("money", "train"), ("train", "trained"), ("trained", "jobs"), ("jobs", "goal")]


def codes(nodes: list[Node], links: list[tuple[str, str]]) -> list[tuple[str, ...]]:
    return [(found.code, *found.keys) for found in findings(Graph(nodes, links))]


def test_chain_from_input_to_goal_is_in_order() -> None:
    assert codes(CHAIN, LINKS) == []


def test_empty_model_has_nothing_to_mend() -> None:
    assert codes([], []) == []


def test_model_without_a_goal_is_told_so() -> None:
    assert codes(CHAIN[:4], LINKS[:3]) == [("no-goal",), ("leads-nowhere", "jobs")]


def test_line_that_leads_to_nothing_is_an_orphan() -> None:
    assert codes([*CHAIN, Node("report", "output", "A report")], [*LINKS, ("train", "report")]) == [
        ("leads-nowhere", "report")
    ]


def test_line_to_which_nothing_leads_is_an_orphan() -> None:
    assert codes([*CHAIN, Node("homes", "outcome", "Homes")], [*LINKS, ("homes", "goal")]) == [
        ("comes-from-nothing", "homes")
    ]


def test_only_the_last_of_a_chain_that_misses_the_goal_is_named() -> None:
    aside = [Node("print", "activity", "Printing"), Node("flyers", "output", "Flyers")]
    assert codes([*CHAIN, *aside], [*LINKS, ("money", "print"), ("print", "flyers")]) == [("leads-nowhere", "flyers")]


@pytest.mark.parametrize("first", ["train", "trained"])
def test_loop_names_all_that_are_in_it(first: str) -> None:
    nodes = sorted(CHAIN, key=lambda node: node.key != first)
    assert codes(nodes, [*LINKS, ("trained", "train")])[0][1:] in (("train", "trained"), ("trained", "train"))


def test_two_loops_are_two() -> None:
    more = [Node("a", "activity", "A"), Node("b", "activity", "B")]
    found = findings(Graph([*CHAIN, *more], [*LINKS, ("trained", "train"), ("a", "b"), ("b", "a"), ("a", "trained")]))
    assert [one.keys for one in found if one.code == "loop"] in (
        [("train", "trained"), ("a", "b")],
        [("a", "b"), ("train", "trained")],
    )


def test_link_that_goes_backwards_without_a_loop_is_named() -> None:
    nodes = [*CHAIN, Node("late", "output", "Late")]
    links = [*LINKS, ("jobs", "late"), ("late", "goal")]
    assert codes(nodes, links) == [("backwards", "jobs", "late"), ("jump", "late", "goal")]


def test_jump_over_a_kind_is_asked_about_and_is_no_mistake() -> None:
    found = findings(Graph(CHAIN, [*LINKS, ("train", "jobs")]))
    assert [(one.code, one.mends) for one in found] == [("jump", False)]


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("en", "“A report” leads to nothing. Say what it leads to, or take it out."),
        ("es", "«A report» no lleva a nada. Diga a qué lleva, o quítela."),
    ],
)
def test_finding_is_a_sentence_that_says_what_to_do(lang: str, sentence: str) -> None:
    nodes = [*CHAIN, Node("report", "output", "A report")]
    assert findings(Graph(nodes, [*LINKS, ("train", "report")]))[0].sentence(lang) == sentence


def test_link_to_a_line_that_is_not_there_is_left_out() -> None:
    assert Graph(CHAIN, [*LINKS, ("jobs", "nowhere")]).links == LINKS


NUMBERED = [Node(str(number), KINDS[number % 5], f"Line {number}") for number in range(12)]
PAIRS = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)).map(lambda pair: (str(pair[0]), str(pair[1]))))


def reaches(graph: Graph, start: str, end: str) -> bool:
    seen, waiting = set(), list(graph.after[start])
    while waiting:
        one = waiting.pop()
        if one == end:
            return True
        if one not in seen:
            seen.add(one)
            waiting += graph.after[one]
    return False


@given(PAIRS)
def test_loops_are_exactly_the_lines_that_lead_back_to_themselves(pairs: list[tuple[str, str]]) -> None:
    graph = Graph(NUMBERED, pairs)
    in_loops = {key for loop in graph.loops() for key in loop}
    assert in_loops == {node.key for node in NUMBERED if reaches(graph, node.key, node.key)}


@given(PAIRS)
def test_any_model_is_drawn_with_every_box_once_and_none_on_another(pairs: list[tuple[str, str]]) -> None:
    drawing = draw(Graph(NUMBERED, pairs))
    assert sorted(box.key for box in drawing.boxes) == sorted(node.key for node in NUMBERED)
    spots = [(box.x, box.y, box.x + box.width, box.y + box.height) for box in drawing.boxes]
    over = [
        (one, two)
        for number, one in enumerate(spots)
        for two in spots[number + 1 :]
        if one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]
    ]
    assert over == []
    assert all(right <= drawing.width and bottom <= drawing.height for _x, _y, right, bottom in spots)


def test_kinds_stand_from_left_to_right() -> None:
    boxes = {box.key: box.x for box in draw(Graph(CHAIN, LINKS)).boxes}
    assert [key for key, _x in sorted(boxes.items(), key=lambda item: item[1])] == [node.key for node in CHAIN]


def test_outcomes_that_lead_to_outcomes_stand_after_each_other() -> None:
    nodes = [*CHAIN, Node("skills", "outcome", "Skills")]
    boxes = {box.key: box.x for box in draw(Graph(nodes, [*LINKS, ("skills", "jobs")])).boxes}
    assert boxes["skills"] < boxes["jobs"] < boxes["goal"]
