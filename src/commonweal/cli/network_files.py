"""Files of networks in any dialect: ties from one to another, and perhaps all nodes with their groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any

from commonweal.engines.measures.fact_files import FactsError, open_columns, read_columns, refuse_unmapped
from commonweal.engines.measures.layout import fold
from commonweal.engines.measures.sources import Table
from commonweal.engines.networks.ties import Network, NetworkError, network_of

TIES, NODES = ("from", "to"), ("node", "group")
#: Known, so that a header above the table is found; figures ask whether a tie is there, not how strong it is.
UNUSED = ("weight",)
Names = tuple[str, ...]
Opened = tuple[Table, dict[str, int]]


@dataclass(frozen=True)
class NetworkFiles:
    """`groups` are of nodes that have one; `strangers` are nodes of ties that the file of nodes does not have."""

    network: Network
    groups: Mapping[str, str]
    strangers: list[str]


def read_network(
    ties: Path | bytes,
    nodes: Path | bytes | None = None,
    *,
    directed: bool = False,
    mapping: Mapping[str, str] | None = None,
    sheet: str | None = None,
) -> NetworkFiles:
    """A row without one of its two ends, and a node that stands twice, are errors with their row."""
    known = (*TIES, *UNUSED, *NODES)
    for ours in (mapping or {}).values():
        if fold(ours) not in known:
            raise NetworkError("unknown-column", name=ours, known=", ".join(known))
    between = _opened("ties", ties, (TIES + UNUSED, TIES), mapping or {}, sheet)
    among = _opened("nodes", nodes, (NODES, NODES[:1]), mapping or {}, None) if nodes is not None else None
    refuse_unmapped([table for table, _ in filter(None, (between, among))], mapping or {})
    groups = _groups(among) if among else {}
    network = network_of(list(_pairs(between)), groups, directed=directed)
    if not network.nodes:
        raise NetworkError("no-nodes")
    strangers = sorted(node for node in network.nodes if node not in groups) if among else []
    return NetworkFiles(network, {node: group for node, group in groups.items() if group}, strangers)


def _opened(
    file: str, found: Path | bytes, names: tuple[Names, Names], mapping: Mapping[str, str], sheet: str | None
) -> Opened:
    """One of the two files, by the names it may have and those it must; of what is mapped only what is its own."""
    known, needed = names
    own = {theirs: ours for theirs, ours in mapping.items() if fold(ours) in known}
    try:
        return open_columns(found, known, needed, own, sheet)
    except FactsError as fault:
        if fault.code != "missing-column":
            raise
        raise NetworkError("no-column", file=file, **fault.params) from fault


def _pairs(opened: Opened) -> Iterator[tuple[str, str]]:
    for row, one, other, weight in _rows(opened, TIES + UNUSED):
        if one is None and other is None:
            continue
        if one is None or other is None:
            raise FactsError("blank-key", row=row, column=TIES[0] if one is None else TIES[1])
        if weight is not None and not _is_weight(weight):
            raise NetworkError("no-weight", row=row, weight=weight[:40])
        yield one, other


def _is_weight(text: str) -> bool:
    """How strong a tie is, in either decimal; what is below nought, or is no number, was mistyped."""
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        return False
    return isfinite(value) and value >= 0


def _groups(opened: Opened) -> dict[str, str | None]:
    """By node, in the order of the file."""
    found: dict[str, str | None] = {}
    for row, node, group in _rows(opened, NODES):
        if node is None and group is None:
            continue
        if node is None:
            raise FactsError("blank-key", row=row, column=NODES[0])
        if node in found:
            raise FactsError("fact-twice", row=row, key=node)
        found[node] = group
    return found


def _rows(opened: Opened, names: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    """The row's number and its cells; a column that is not there is blank."""
    table, positions = opened
    blocks, _ = read_columns(table, positions, (), {})
    for rows, texts, _ in blocks:
        cells = [texts[name].to_pylist() if name in texts else [None] * len(rows) for name in names]
        yield from zip(rows.tolist(), *cells, strict=True)
