"""The logic model as one simple table, in the order of the outline."""

from datetime import datetime
from typing import Any

from commonweal.agenda.lent import measures_of_nodes
from commonweal.agenda.models import LogicNode
from commonweal.agenda.queries.logic import links_of, nodes_of, outline_of
from commonweal.governance.models import Initiative
from commonweal.lib.tables import Field, Table, words

BETWEEN = "|"
COLUMNS = (
    "key", "kind", "text_en", "text_es", "below", "leads_also_to", "strategy", "owner", "measures",
    "evidence_title", "evidence_url",
)  # fmt: skip
KINDS = tuple(kind.value for kind in LogicNode.Kind)


def fields() -> tuple[Field, ...]:
    told = {
        "key": ("Names the line; stays when its words change.", "Nombra la línea; queda aunque cambien sus palabras."),
        "kind": ("What kind of line it is.", "Qué clase de línea es."),
        "text_en": ("Its words in English.", "Sus palabras en inglés."),
        "text_es": ("Its words in Spanish.", "Sus palabras en español."),
        "below": ("Key of the line that it stands below, and leads to.", "Código de la línea bajo la cual está."),
        "leads_also_to": ("Keys of other lines that it leads to, with | between.", "Códigos de otras, con | en medio."),
        "strategy": ("Key of the strategy that it belongs to.", "Código de la estrategia a la que pertenece."),
        "owner": ("Who answers for it: group:code, organization:code, person:id.", "Quién responde por ella."),
        "measures": ("Codes of what measures it, with | between.", "Códigos de lo que la mide, con | en medio."),
        "evidence_title": ("What speaks for it.", "Qué la respalda."),
        "evidence_url": ("Where that stands.", "Dónde está."),
    }
    return tuple(
        Field(name, words(*told[name]), required=name in ("key", "kind"), one_of=KINDS if name == "kind" else ())
        for name in COLUMNS
    )


def logic_table(reader: Any, initiative: Initiative, at: datetime) -> Table:
    measures = measures_of_nodes(reader, initiative, at)
    keys = {node.pk: node.key for node in nodes_of(initiative)}
    also: dict[int, list[str]] = {}
    for link in links_of(initiative):
        also.setdefault(link.source_id, []).append(keys[link.target_id])
    rows = [
        {
            "key": line.node.key,
            "kind": line.node.kind,
            "text_en": line.node.text_en,
            "text_es": line.node.text_es,
            "below": keys.get(line.node.parent_id or 0, ""),
            "leads_also_to": BETWEEN.join(sorted(also.get(line.node.pk, []))),
            "strategy": line.node.strategy.key if line.node.strategy else "",
            "owner": owner_code(line.node),
            "measures": BETWEEN.join(one.code for one in measures.get(line.node.pk, [])),
            "evidence_title": line.node.evidence_title,
            "evidence_url": line.node.evidence_url,
        }
        for line in outline_of(initiative)
    ]
    title = words("Logic model", "Modelo lógico")
    return Table("logic-model", title, fields(), rows, ("key",))


def owner_code(node: LogicNode) -> str:
    if node.owner_group is not None:
        return f"group:{node.owner_group.code}"
    if node.owner_organisation is not None:
        return f"organization:{node.owner_organisation.code}"
    return f"person:{node.owner_person.actor_id}" if node.owner_person is not None else ""
