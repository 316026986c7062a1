"""In which currency money is told at a place, by its time zone."""

from babel.core import get_global
from babel.numbers import get_territory_currencies

USUAL = "USD"


def currency_of_zone(zone: str) -> str:
    """As ISO 4217; a zone that lies in no country says nothing, and the usual one stands."""
    territory = get_global("zone_territories").get(zone)
    found = get_territory_currencies(territory) if territory else []
    return str(found[0]) if found else USUAL
