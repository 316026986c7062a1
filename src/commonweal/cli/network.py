"""Who is tied to whom: density, centralisation, isolates and brokers of a network, with a sentence."""

import argparse
import json
import sys
from collections.abc import Sequence
from typing import Any

from commonweal.cli.file_arguments import CouldNotRun, OneLineParser, add_mapping, run, source
from commonweal.cli.network_files import NetworkFiles, read_network
from commonweal.engines.measures.fact_files import FactsError
from commonweal.engines.measures.findings import UnreadableFile
from commonweal.engines.networks.brokers import articulation_points, betweenness, coreness, modularity
from commonweal.engines.networks.figures import (
    components,
    degree_centralisation,
    degrees,
    density,
    isolates,
    reciprocity,
    transitivity,
)
from commonweal.engines.networks.ties import NetworkError
from commonweal.engines.networks.words import named, network_words, of, say

EXAMPLE = """
example:
  printf 'from,to\\nClinic,Library\\nClinic,School\\nSchool,Museum\\n' |
    commonweal network -
"""


def main(arguments: Sequence[str] | None = None) -> int:
    return run(_parser(), arguments, _answer)


def _parser() -> OneLineParser:
    parser = OneLineParser("network", __doc__, EXAMPLE)
    parser.add_argument("file", metavar="EDGES", help="columns from, to and perhaps weight; - is stdin")
    parser.add_argument("--nodes", metavar="NODES", help="all nodes, also those without ties: columns node, group")
    parser.add_argument("--directed", action="store_true", help="a tie from A to B is none from B to A")
    add_mapping(parser)
    parser.add_argument("--sheet", help="the sheet of a workbook")
    parser.add_answer()
    return parser


def _answer(options: argparse.Namespace) -> int:
    nodes = source(options.nodes) if options.nodes else None
    try:
        read = read_network(
            source(options.file), nodes, directed=options.directed, mapping=dict(options.mapping), sheet=options.sheet
        )
    except (FactsError, UnreadableFile, NetworkError) as fault:
        raise CouldNotRun(fault.message(options.lang)) from fault
    for remark in _remarks(read, options.lang):
        sys.stderr.write(remark + "\n")
    found = _object(read, options.lang)
    if options.json:
        sys.stdout.write(json.dumps(found, ensure_ascii=False, allow_nan=False) + "\n")
    else:
        sys.stdout.write("\n".join(_lines(found, options.lang)) + "\n")
    return 0


def _remarks(read: NetworkFiles, lang: str) -> list[str]:
    """What was done to the ties on the way in."""
    network = read.network
    counts = {"merged": network.merged, "loops": network.loops, "strangers": len(read.strangers)}
    return [of(count, code, lang, nodes=named(read.strangers)) for code, count in counts.items() if count]


def _object(read: NetworkFiles, lang: str) -> dict[str, Any]:
    network = read.network
    through, held, core = betweenness(network), degrees(network), coreness(network)
    grouped = len(read.groups) == len(network.nodes)
    return {
        "n": len(network.nodes),
        "ties": len(network.ties),
        "directed": network.directed,
        "density": density(network),
        "degree_centralisation": degree_centralisation(network),
        "isolates": isolates(network),
        "reciprocity": reciprocity(network),
        "articulation_points": articulation_points(network),
        "degree": {node: held[node] for node in sorted(held)},
        "betweenness": {node: through[node] for node in sorted(through)},
        "coreness": {node: core[node] for node in sorted(core)},
        "components": len(components(network)),
        "transitivity": transitivity(network),
        "modularity": modularity(network, read.groups) if grouped else None,
        "merged": network.merged,
        "loops": network.loops,
        "words": network_words(network, lang),
    }


def _lines(found: dict[str, Any], lang: str) -> list[str]:
    """The sentence, the figures of the whole, and each node with its ties, the most between others first."""
    figures = [
        (name, found[key])
        for name, key in (
            ("density", "density"), ("centralisation", "degree_centralisation"), ("reciprocity", "reciprocity"),
            ("modularity", "modularity"),
        )
        if found[key] is not None
    ]  # fmt: skip
    of_all = [say("counted", lang, n=found["n"], ties=found["ties"])]
    of_all += [say("figure", lang, name=say(f"name-{name}", lang), value=f"{value:.2f}") for name, value in figures]
    lines = [found["words"], "; ".join(of_all) + "."]
    if found["articulation_points"]:
        lines.append(say("hold-together", lang, nodes=named(found["articulation_points"])))
    order = sorted(found["degree"], key=lambda node: (-found["betweenness"][node], -found["degree"][node], node))
    titles = [say(code, lang) for code in ("node", "ties", "between")]
    rows = [titles, *([node, str(found["degree"][node]), f"{found['betweenness'][node]:.1f}"] for node in order)]
    widths = [max(len(row[i]) for row in rows) for i in range(3)]
    return lines + [
        f"  {row[0].ljust(widths[0])}  {row[1].rjust(widths[1])}  {row[2].rjust(widths[2])}" for row in rows
    ]
