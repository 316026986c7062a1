"""The network of a day as files that the command on networks reads: ties, organizations, and what columns mean."""

from commonweal.instruments.queries.ties import TieNetwork
from commonweal.lib.tables import Field, Table, as_csv, codebook, words

TIES = (
    Field("from", words("Organization that says so.", "Organización que lo dice."), required=True),
    Field(
        "to", words("Organization it says it works with.", "Organización con la que dice que trabaja."), required=True
    ),
    Field("frequency", words("How often they meet.", "Con qué frecuencia se tratan."), required=True),
    Field("kinds", words("What passes between them, with |.", "Qué circula entre ellas, con |.")),
    Field(
        "since", words("First day on which it was said so.", "Primer día en que se dijo así."), "date", required=True
    ),
)
ORGANISATIONS = (
    Field(
        "node",
        words("Organization, as the ties name it.", "Organización, como la nombran los vínculos."),
        required=True,
    ),
    Field("group", words("Its sector.", "Su sector."), required=True),
    Field("code", words("Its code here.", "Su código aquí."), required=True),
    Field("brings", words("What it brings, with |.", "Qué aporta, con |.")),
    Field("looked_on", words("Last day it looked at its ties.", "Último día en que revisó sus vínculos."), "date"),
)


def network_files(network: TieNetwork) -> dict[str, bytes]:
    """No rating is in them, and nothing that was worked out from one."""
    ties = [
        {"from": source, "to": target, "frequency": tie.frequency, "kinds": "|".join(tie.kinds), "since": tie.since}
        for (source, target), tie in sorted(network.ties.items())
    ]
    nodes = [
        {
            "node": name,
            "group": one.sector,
            "code": one.code,
            "brings": "|".join(network.offers[name].brings) if name in network.offers else None,
            "looked_on": network.looked_on.get(name),
        }
        for name, one in network.organisations.items()
    ]
    points_to = {"from": ("organizations", "node"), "to": ("organizations", "node")}
    tables = [
        Table("ties", words("Who works with whom", "Quién trabaja con quién"), TIES, ties, ("from", "to"), points_to),
        Table("organizations", words("Who takes part", "Quién participa"), ORGANISATIONS, nodes, ("node",)),
    ]
    return {f"{table.name}.csv": as_csv(table) for table in [*tables, codebook(tables)]}
