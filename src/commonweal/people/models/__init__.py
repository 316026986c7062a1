"""People and organisations, what links them over time, and what people say and choose for themselves."""

from commonweal.people.models.merges import ErasureRequest, Merge
from commonweal.people.models.organisations import Affiliation, Capacity, Organisation, OwnSector, Sector
from commonweal.people.models.own_words import Consent, LivedExperience, MailChoice
from commonweal.people.models.persons import ClaimLink, Person, PersonManager, SignInLink

__all__ = [
    "Affiliation",
    "Capacity",
    "ClaimLink",
    "Consent",
    "ErasureRequest",
    "LivedExperience",
    "MailChoice",
    "Merge",
    "Organisation",
    "OwnSector",
    "Person",
    "PersonManager",
    "Sector",
    "SignInLink",
]
