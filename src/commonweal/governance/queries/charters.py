"""What a group's charter says, now and on earlier days, and what changed from one version to the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.governance import rules
from commonweal.governance.models import Charter, Decision, DecisionSubject, Group, LastWord
from commonweal.governance.queries.composition import asked_by, of_role
from commonweal.lib.languages import page_language

#: Under which a decision names the charter of a group, and the very words that it asks for.
CHARTER, ASKED = "charter", "charter-text"
#: The parts that people write, in the order in which they are read.
PARTS = ("purpose", "authority", "limits", "reporting")


@dataclass(frozen=True)
class Difference:
    """One part of a charter that changed."""

    label: str
    before: str
    after: str
    #: Of words that stand in the other language than the page's: which one.
    language: str = ""


def charter_in_force(group: Group, on: date) -> Charter | None:
    """The version that held on that day; None where the group had none."""
    held = Charter.objects.filter(rules.in_term(on), group=group).select_related("group__initiative")
    held = held.prefetch_related("composition", "checks")
    return held.order_by("-version").first()


def charters_of(group: Group) -> list[Charter]:
    """All versions, the newest first."""
    return list(
        group.charters.select_related("group", "adopted_by__group")
        .prefetch_related("composition", "checks")
        .order_by("-version")
    )


def adopting_decisions(group: Group) -> list[Decision]:
    """Asked about this very charter, carried in the group itself or by those who steer, and behind no version yet."""
    by_whom = Q(group=group) | Q(group__kind=Group.Kind.STEERING)
    about = DecisionSubject.objects.filter(kind=CHARTER, key=str(group.pk)).values("decision")
    carried = Decision.objects.filter(
        by_whom, initiative=group.initiative_id, outcome=Decision.Outcome.CARRIED, pk__in=about
    )
    used = Charter.objects.filter(group=group, adopted_by__isnull=False).values("adopted_by")
    return list(carried.exclude(pk__in=used).select_related("group").order_by("-closed_at"))


def charter_asked_in(decision: Decision) -> Charter | None:
    """The charter that it asks for, as it would be or became."""
    found = Charter.with_asked.filter(asked_in=decision).select_related("group", "last_word_group", "asked_in")
    return found.prefetch_related("composition", "checks").first()


def asked_about(group: Group) -> QuerySet[Decision]:
    """Which votes on another charter are on their way. A draft is its group's own: the reader's scope is added."""
    states = [Decision.State.DRAFT, Decision.State.OPEN]
    asked = Charter.with_asked.filter(group=group, version=0).values("asked_in")
    return Decision.objects.filter(pk__in=asked, state__in=states)


def one_it_replaces(asked: Charter) -> Charter | None:
    """What it is compared with: the newest version as long as it can be carried, then the one of that time."""
    versions = charters_of(asked.group)
    if asked.asked_in is not None and not asked.version and (asked.asked_in.is_draft or asked.asked_in.is_open):
        return versions[0] if versions else None
    if asked.version:
        return one_before(versions, asked)
    return next((one for one in versions if one.written_at <= asked.written_at), None)


def may_change_asked(by: Any, decision: Decision, at: datetime) -> bool:
    """Whoever leads the group, as long as nobody has voted."""
    leads = decision.is_draft and rules.may_lead_decisions(by, decision.group, at)
    return leads and Charter.with_asked.filter(asked_in=decision).exists()


def texts_of(charter: Charter | None) -> dict[str, str]:
    """What people wrote in it, in both languages; empty where there is no charter yet."""
    names = [f"{part}_{language}" for part in (*PARTS, "reason") for language in ("en", "es")]
    return {name: getattr(charter, name) if charter else "" for name in names}


def part_labels() -> dict[str, str]:
    return {
        "purpose": _("Purpose"),
        "authority": _("What it may decide"),
        "limits": _("What it may not"),
        "reporting": _("To whom it reports"),
    }


def parts_of(charter: Charter) -> list[tuple[str, str]]:
    """What people wrote, part by part, in the language of the page as far as it was written down."""
    return [(label, getattr(charter, part)) for part, label in part_labels().items() if getattr(charter, part)]


def facts_of(charter: Charter) -> list[tuple[str, str]]:
    """How it decides and who sits in it, in words."""
    quorum = ngettext("%(count)s person votes at least", "%(count)s people vote at least", charter.quorum)
    return [
        (_("Decides by"), str(charter.get_decision_rule_display())),
        (_("Quorum"), quorum % {"count": charter.quorum}),
        (_("Whoever has an interest"), str(charter.get_recusal_display())),
        (_("Residents’ last word"), last_word_in_words(charter)),
        (_("Seats"), "; ".join(_seats_of(charter))),
        (_("Who must be among them"), "; ".join(asked_by(check) for check in charter.checks.all())),
    ]


def last_word_in_words(charter: Charter) -> str:
    """Empty where residents have none."""
    if not charter.last_word or charter.last_word_group is None:
        return ""
    return f"{charter.last_word_group.name}: {LastWord.Kind(charter.last_word).label}"


def community_tables(group: Group) -> list[Group]:
    """Which of them can have the last word on what this group carries."""
    tables = Group.objects.filter(initiative=group.initiative_id, kind=Group.Kind.COMMUNITY)
    return list(tables.exclude(pk=group.pk))


def differences(before: Charter, after: Charter) -> list[Difference]:
    """What changed, part by part; what stayed is left out."""
    told = [found for part in PARTS if (found := _difference_of(part, before, after)) is not None]
    facts = zip(facts_of(before), facts_of(after), strict=True)
    return told + [Difference(label, old, new) for (label, old), (_label, new) in facts if old != new]


def _difference_of(part: str, before: Charter, after: Charter) -> Difference | None:
    """In the language of the page; where only the words of the other one changed, those: nothing changes unseen."""
    here = page_language()
    for language in (here, "en" if here == "es" else "es"):
        old, new = (getattr(one, f"{part}_{language}") for one in (before, after))
        if old != new:
            return Difference(part_labels()[part], old, new, "" if language == here else language)
    return None


def _seats_of(charter: Charter) -> list[str]:
    initiative = charter.group.initiative_id
    return [of_role(initiative, line.role, line.number) for line in charter.composition.all()]


def one_before(versions: Sequence[Charter], charter: Charter) -> Charter | None:
    return next((one for one in versions if one.version == charter.version - 1), None)


def lacks_spanish(charter: Charter) -> bool:
    """The page is Spanish, and something of it was written in English only."""
    if page_language() != "es":
        return False
    return any(getattr(charter, f"{part}_en") and not getattr(charter, f"{part}_es") for part in PARTS)
