"""What a network says to a person, in English and Spanish."""

from __future__ import annotations

from commonweal.engines.networks.figures import cut_off_without, degrees, density, isolates
from commonweal.engines.networks.ties import Network

_WORDS: dict[str, dict[str, str]] = {
    "alone": {
        "en": "One node makes no network.",
        "es": "Un solo nodo no forma una red.",
    },
    "none": {
        "en": "There are no ties between the {n}.",
        "es": "No hay ningún vínculo entre los {n}.",
    },
    "density": {"en": "{share} of possible ties exist.", "es": "Existe el {share} de los vínculos posibles."},
    "holds": {"en": "{node} holds {share} of them.", "es": "{node} tiene el {share} de ellos."},
    "holds-cut-1": {
        "en": "{node} holds {share} of them; if it left, 1 would lose contact.",
        "es": "{node} tiene el {share} de ellos; si se fuera, 1 perdería el contacto.",
    },
    "holds-cut": {
        "en": "{node} holds {share} of them; if it left, {k} would lose contact.",
        "es": "{node} tiene el {share} de ellos; si se fuera, {k} perderían el contacto.",
    },
    "alike": {"en": "All hold as many of them.", "es": "Todos tienen la misma cantidad."},
    "alike-tied": {
        "en": "All who have ties hold as many of them.",
        "es": "Todos los que tienen vínculos tienen la misma cantidad.",
    },
    "several": {
        "en": "{nodes} each hold {share} of them, more than others.",
        "es": "{nodes} tienen el {share} de ellos cada cual, más que los demás.",
    },
    "isolates-1": {"en": "{nodes} has no tie.", "es": "{nodes} no tiene ningún vínculo."},
    "isolates": {"en": "{n} have no tie: {nodes}.", "es": "{n} no tienen ningún vínculo: {nodes}."},
    "merged-1": {
        "en": "1 tie was told more than once and counts once.",
        "es": "1 vínculo se indicó más de una vez y cuenta una vez.",
    },
    "merged": {
        "en": "{n} ties were told more than once and count once.",
        "es": "{n} vínculos se indicaron más de una vez y cuentan una vez.",
    },
    "loops-1": {
        "en": "1 tie led back to where it began and was left out.",
        "es": "1 vínculo volvía a su origen y quedó fuera.",
    },
    "loops": {
        "en": "{n} ties led back to where they began and were left out.",
        "es": "{n} vínculos volvían a su origen y quedaron fuera.",
    },
    "strangers-1": {
        "en": "1 node of the ties is not in the file of nodes, and was added: {nodes}.",
        "es": "1 nodo de los vínculos no está en el archivo de nodos y se agregó: {nodes}.",
    },
    "strangers": {
        "en": "{n} nodes of the ties are not in the file of nodes, and were added: {nodes}.",
        "es": "{n} nodos de los vínculos no están en el archivo de nodos y se agregaron: {nodes}.",
    },
    "counted": {"en": "{n} nodes, {ties} ties", "es": "{n} nodos, {ties} vínculos"},
    "figure": {"en": "{name} {value}", "es": "{name}: {value}"},
    "name-density": {"en": "density", "es": "densidad"},
    "name-centralisation": {"en": "degree centralization", "es": "centralización de grado"},
    "name-reciprocity": {"en": "reciprocity", "es": "reciprocidad"},
    "name-modularity": {"en": "modularity of groups", "es": "modularidad de los grupos"},
    "hold-together": {
        "en": "Without one of these a part would fall apart: {nodes}.",
        "es": "Sin una de estas, una parte se separaría: {nodes}.",
    },
    "ties": {"en": "ties", "es": "vínculos"},
    "between": {"en": "between others", "es": "entre otros"},
    "node": {"en": "node", "es": "nodo"},
}
MOST_NAMED = 5
NO_BREAK = "\N{NO-BREAK SPACE}"


def network_words(network: Network, lang: str = "en") -> str:
    """Density, who holds most and what would follow if it left, and who stands outside."""
    n, among = len(network.nodes), density(network)
    if among is None:
        return say("alone", lang)
    if not network.ties:
        return say("none", lang, n=n)
    outside = isolates(network)
    told = [say("density", lang, share=percent(among, lang)), _holder(network, lang)]
    if outside:
        told.append(of(len(outside), "isolates", lang, nodes=named(outside)))
    return " ".join(told)


def _holder(network: Network, lang: str) -> str:
    held = degrees(network)
    most = max(held.values())
    first = sorted(node for node, degree in held.items() if degree == most)
    if len(first) == len(held):
        return say("alike", lang)
    if len(first) == sum(degree > 0 for degree in held.values()):
        return say("alike-tied", lang)
    if len(first) > 1:
        return say("several", lang, nodes=named(first), share=percent(most / len(network.ties), lang))
    cut = cut_off_without(first[0], network)
    share = percent(most / len(network.ties), lang)
    if not cut:
        return say("holds", lang, node=first[0], share=share)
    return of(cut, "holds-cut", lang, node=first[0], share=share, k=cut)


def say(code: str, lang: str, **params: object) -> str:
    # What is left open ends a sentence by itself.
    return _WORDS[code][lang].format(**params).replace("….", "…")


def of(n: int, code: str, lang: str, **params: object) -> str:
    """One is told in the singular."""
    return say(f"{code}-1" if n == 1 else code, lang, n=n, **params)


def named(nodes: list[str]) -> str:
    return ", ".join(nodes[:MOST_NAMED]) + (", …" if len(nodes) > MOST_NAMED else "")


def percent(share: float, lang: str) -> str:
    """Whole, but never a 0 or a 100 that is none."""
    whole = min(max(round(share * 100), 1), 99) if 0 < share < 1 else round(share * 100)
    return f"{whole}{NO_BREAK if lang == 'es' else ''}%"
