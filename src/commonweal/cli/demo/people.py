"""Who is in the demo. Apart from the building, so that the second start does not read what only the first one needs."""

from commonweal.cli.demo.tables import initiative_table
from commonweal.people.models import Person

SLUG = "ladder25"


def cast() -> list[tuple[str, Person]]:
    """Role and person, in the order in which they are printed; nobody where the demo is not built."""
    people = {person.email: person for person in Person.objects.filter(email__endswith="@ladder25.example")}
    rows = initiative_table()["cast"]
    return [(row["role"], people[row["email"]]) for row in rows if row["email"] in people]
