"""What a proposer fills in, before anything is checked or stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from commonweal.engines.voting.results import CHOOSING
from commonweal.governance.models import DecisionRule


@dataclass(frozen=True)
class ProposalDraft:
    """`options` are pairs of English and Spanish, needed by rules that choose; `subjects` are pairs of kind and key.

    `rule` and `quorum` empty are those of the group's charter.
    """

    question_en: str = ""
    question_es: str = ""
    background_en: str = ""
    background_es: str = ""
    options: Sequence[tuple[str, str]] = ()
    rule: str = ""
    rule_why: str = ""
    quorum: int | None = None
    levels: int = 8
    secret: bool = False
    closes_at: datetime | None = None
    subjects: Sequence[tuple[str, str]] = ()

    @property
    def words(self) -> Mapping[str, str]:
        """The texts that two people may write at once."""
        return {
            "question_en": self.question_en,
            "question_es": self.question_es,
            "background_en": self.background_en,
            "background_es": self.background_es,
            "options_en": "\n".join(english for english, _spanish in self.options),
            "options_es": "\n".join(spanish for _english, spanish in self.options),
        }


@dataclass(frozen=True)
class Reasons:
    """Why it was decided so, and for gradients of agreement what follows: `carried` or not."""

    en: str = ""
    es: str = ""
    carried: bool | None = None


def rule_of_yes_or_no(rule: str) -> tuple[str, str]:
    """A group's rule for a question without options; where that one chooses among some, another one, and why."""
    if rule not in CHOOSING:
        return rule, ""
    return DecisionRule.TWO_THIRDS, _("The charter’s rule chooses among options. This is a question of yes or no.")
