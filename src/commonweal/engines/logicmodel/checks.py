"""What is odd about a logic model, each in a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from commonweal.engines.logicmodel.graph import Graph, Node

WORDS = {
    "no-goal": {
        "en": "No line is the big goal. Add it: all others lead to it.",
        "es": "Ninguna línea es la gran meta. Agréguela: todas las demás llevan a ella.",
    },
    "loop": {
        "en": "These lead around in a circle, so none of them is a cause: {names}. Take one of the links out.",
        "es": "Estas líneas dan vueltas en círculo, así que ninguna es causa: {names}. Quite uno de los enlaces.",
    },
    "leads-nowhere": {
        "en": "“{name}” leads to nothing. Say what it leads to, or take it out.",
        "es": "«{name}» no lleva a nada. Diga a qué lleva, o quítela.",
    },
    "comes-from-nothing": {
        "en": "Nothing leads to “{name}”. What has to happen first?",
        "es": "Nada lleva a «{name}». ¿Qué tiene que pasar antes?",
    },
    "misses-the-goal": {
        "en": "“{name}” leads to something, but never to the big goal.",
        "es": "«{name}» lleva a algo, pero nunca a la gran meta.",
    },
    "backwards": {
        "en": "“{name}” leads back to “{other}”. Links go from what we put in to what changes.",
        "es": "«{name}» lleva hacia atrás, a «{other}». Los enlaces van de lo que ponemos a lo que cambia.",
    },
    "jump": {
        "en": "“{name}” leads straight to “{other}”. What happens between the two?",
        "es": "«{name}» lleva directamente a «{other}». ¿Qué pasa entre los dos?",
    },
}


@dataclass(frozen=True)
class Finding:
    """`keys` are the nodes that it is about; `mends` says whether the model is wrong, or one only asks."""

    code: str
    keys: tuple[str, ...]
    names: tuple[str, ...]
    mends: bool = True

    def sentence(self, lang: str) -> str:
        name = self.names[0] if self.names else ""
        other = self.names[1] if len(self.names) > 1 else ""
        return WORDS[self.code][lang].format(name=name, other=other, names=", ".join(self.names))


def findings(graph: Graph) -> list[Finding]:
    """Wrong ones first: a missing goal, loops, links that go backwards, orphans; then what one asks about."""
    if not graph.nodes:
        return []
    goals = [node.key for node in graph.nodes if node.kind == "goal"]
    found = [] if goals else [Finding("no-goal", (), ())]
    loops = graph.loops()
    found += [_about("loop", graph, loop) for loop in loops]
    in_loop = {key: number for number, loop in enumerate(loops) for key in loop}
    found += _links(graph, in_loop, backwards=True)
    found += list(_orphans(graph, goals))
    return found + _links(graph, in_loop, backwards=False)


def _orphans(graph: Graph, goals: list[str]) -> Iterator[Finding]:
    reaching = graph.reaching(goals)
    for node in graph.nodes:
        if node.kind != "goal" and not graph.after[node.key]:
            yield _about("leads-nowhere", graph, [node.key])
        elif goals and node.key not in reaching and not _leads_to_orphan(graph, node):
            yield _about("misses-the-goal", graph, [node.key])
        if node.kind != "input" and not graph.before[node.key]:
            yield _about("comes-from-nothing", graph, [node.key])


def _leads_to_orphan(graph: Graph, node: Node) -> bool:
    """Only the last of a chain is named: mending it mends the others."""
    return any(graph.by_key[key].kind != "goal" for key in graph.after[node.key]) and any(
        not graph.after[key] for key in _beyond(graph, node.key)
    )


def _beyond(graph: Graph, key: str) -> set[str]:
    found: set[str] = set()
    waiting = list(graph.after[key])
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += graph.after[one]
    return found


def _links(graph: Graph, in_loop: dict[str, int], *, backwards: bool) -> list[Finding]:
    """Backwards links are wrong, unless a loop has named them already; jumps over a kind are only asked about."""
    found = []
    for one, two in graph.links:
        stride = graph.by_key[two].step - graph.by_key[one].step
        if backwards and stride < 0 and not (one in in_loop and in_loop[one] == in_loop.get(two)):
            found.append(_about("backwards", graph, [one, two]))
        if not backwards and stride > 1:
            found.append(_about("jump", graph, [one, two], mends=False))
    return found


def _about(code: str, graph: Graph, keys: list[str], *, mends: bool = True) -> Finding:
    return Finding(code, tuple(keys), tuple(graph.by_key[key].text for key in keys), mends)
