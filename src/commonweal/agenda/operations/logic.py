"""The logic model, line by line: added, changed, moved, linked, taken out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from commonweal.agenda import rules
from commonweal.agenda.models import LogicLink, LogicNode, Strategy
from commonweal.agenda.queries.logic import held_texts, nodes_of, outline_of
from commonweal.governance.editing import settle
from commonweal.governance.models import Group, Initiative
from commonweal.people.models import Organisation, Person
from commonweal.trail.operations import record

DEEPEST = 9
MOST_LINES = 400
MOVES = ("up", "down", "in", "out")


@dataclass(frozen=True)
class NodeDraft:
    """One line. `owner` is a person, an organisation, a group or nobody."""

    kind: str
    text_en: str = ""
    text_es: str = ""
    strategy: Strategy | None = None
    owner: Person | Organisation | Group | None = None
    evidence_title: str = ""
    evidence_url: str = ""

    def fields(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "strategy": self.strategy,
            "owner_person": self.owner if isinstance(self.owner, Person) else None,
            "owner_organisation": self.owner if isinstance(self.owner, Organisation) else None,
            "owner_group": self.owner if isinstance(self.owner, Group) else None,
            "evidence_title": self.evidence_title.strip(),
            "evidence_url": self.evidence_url.strip(),
        }


@transaction.atomic
def add_node(
    *,
    by: Any,
    initiative: Initiative,
    draft: NodeDraft,
    below: LogicNode | None = None,
    key: str = "",
    at: datetime,
) -> LogicNode:
    """A line at the end of those that lead to `below`, or at the outer edge."""
    if not rules.may_draft(by, initiative, at):
        raise PermissionDenied
    check_node(draft)
    present = nodes_of(initiative)
    if len(present) >= MOST_LINES:
        raise ValidationError(_("400 lines are more than anybody reads. Take some out first."))
    if below is not None and depth_of(below) + 1 >= DEEPEST:
        raise ValidationError({"below": _("That is too deep: nine steps are the most.")})
    made = LogicNode.objects.create(
        initiative=initiative,
        key=key or _free_key({node.key for node in present}, draft),
        text_en=draft.text_en.strip(),
        text_es=draft.text_es.strip(),
        parent=below,
        position=max((node.position for node in present), default=0) + 1,
        **draft.fields(),
    )
    record(by=by, verb="agenda.add_node", subject=made, at=at, initiative=initiative.pk)
    return made


@transaction.atomic
def change_node(
    *,
    by: Any,
    node: LogicNode,
    draft: NodeDraft,
    also_to: Sequence[LogicNode] = (),
    started_from: str,
    at: datetime,
) -> LogicNode:
    """New words, owner, evidence and links for a line. Words that somebody else changed meanwhile: as in a part."""
    if not rules.may_draft(by, node.initiative, at):
        raise PermissionDenied
    held = held_texts(LogicNode.objects.select_for_update().get(pk=node.pk))
    words = settle(started_from, held, {"text_en": draft.text_en, "text_es": draft.text_es})
    check_node(NodeDraft(**{**vars(draft), **words}))
    for name, value in {**draft.fields(), **words}.items():
        setattr(node, name, value)
    node.save()
    lead_also_to(by=by, node=node, targets=also_to, at=at)
    record(
        by=by,
        verb="agenda.change_node",
        subject=node,
        at=at,
        initiative=node.initiative_id,
        details={"before": held},
    )
    return node


@transaction.atomic
def lead_also_to(*, by: Any, node: LogicNode, targets: Sequence[LogicNode], at: datetime) -> None:
    """To which lines it leads beside the one that it stands below: these and no others."""
    if not rules.may_draft(by, node.initiative, at):
        raise PermissionDenied
    wanted = {target.pk: target for target in targets if target.pk != node.pk and target.pk != node.parent_id}
    if any(target.initiative_id != node.initiative_id for target in wanted.values()):
        raise ValidationError({"also_to": _("That line belongs to another initiative.")})
    present = set(node.links_out.values_list("target_id", flat=True))
    if present == set(wanted):
        return
    node.links_out.exclude(target__in=wanted).delete()
    LogicLink.objects.bulk_create(
        LogicLink(source=node, target=target) for key, target in wanted.items() if key not in present
    )
    details = {"before": sorted(present)}
    record(by=by, verb="agenda.lead_also_to", subject=node, at=at, initiative=node.initiative_id, details=details)


@transaction.atomic
def move_node(*, by: Any, node: LogicNode, move: str, at: datetime) -> bool:
    """Up or down among its neighbours, in below the one above it, or out beside the one that it stands below.

    False where there is no room to move that way.
    """
    if not rules.may_draft(by, node.initiative, at):
        raise PermissionDenied
    if move not in MOVES:
        raise ValidationError(_("A line moves up, down, in or out."))
    lines = outline_of(node.initiative)
    siblings = [line.node for line in lines if line.node.parent_id == node.parent_id]
    place = next(number for number, each in enumerate(siblings) if each.pk == node.pk)
    moved = {"up": _up, "down": _down, "in": _in, "out": _out}[move](node, siblings, place)
    if moved:
        _number(outline_of(node.initiative))
        details = {"move": move}
        record(by=by, verb="agenda.move_node", subject=node, at=at, initiative=node.initiative_id, details=details)
    return moved


def _up(node: LogicNode, siblings: list[LogicNode], place: int) -> bool:
    return place > 0 and _swap(node, siblings[place - 1])


def _down(node: LogicNode, siblings: list[LogicNode], place: int) -> bool:
    return place + 1 < len(siblings) and _swap(node, siblings[place + 1])


def _swap(one: LogicNode, two: LogicNode) -> bool:
    LogicNode.objects.filter(pk=one.pk).update(position=two.position)
    LogicNode.objects.filter(pk=two.pk).update(position=one.position)
    return True


def _in(node: LogicNode, siblings: list[LogicNode], place: int) -> bool:
    if place == 0 or depth_of(siblings[place - 1]) + 1 + _height(node) > DEEPEST:
        return False
    last = max((each.position for each in nodes_of(node.initiative)), default=0)
    LogicNode.objects.filter(pk=node.pk).update(parent=siblings[place - 1], position=last + 1)
    node.links_out.filter(target=siblings[place - 1]).delete()
    return True


def _out(node: LogicNode, siblings: list[LogicNode], place: int) -> bool:  # noqa: ARG001 - as its three siblings
    """Right after the line that it stood below."""
    parent = node.parent
    if parent is None:
        return False
    neighbours = [line.node for line in outline_of(node.initiative) if line.node.parent_id == parent.parent_id]
    after = neighbours[next(n for n, each in enumerate(neighbours) if each.pk == parent.pk) + 1 :]
    LogicNode.objects.filter(pk=node.pk).update(parent=parent.parent, position=parent.position + 1)
    for number, each in enumerate(after, start=2):
        LogicNode.objects.filter(pk=each.pk).update(position=parent.position + number)
    return True


def _number(lines: Sequence[Any]) -> None:
    """Positions in the order of the outline, so that the next move finds each line by itself."""
    changed = []
    for position, line in enumerate(lines):
        if line.node.position != position:
            line.node.position = position
            changed.append(line.node)
    LogicNode.objects.bulk_update(changed, ["position"])


def depth_of(node: LogicNode) -> int:
    depth, above = 0, node.parent
    while above is not None and depth < DEEPEST + 1:
        depth, above = depth + 1, above.parent
    return depth


def _height(node: LogicNode) -> int:
    """How many steps stand below it, itself counted."""
    return 1 + max((_height(child) for child in node.children.all()), default=0)


@transaction.atomic
def remove_node(*, by: Any, node: LogicNode, at: datetime) -> None:
    """The line goes; what stood below it moves to where it stood."""
    if not rules.may_draft(by, node.initiative, at):
        raise PermissionDenied
    initiative = node.initiative
    details = {"key": node.key, "kind": node.kind, "text_en": node.text_en, "text_es": node.text_es}
    record(by=by, verb="agenda.remove_node", subject=node, at=at, initiative=initiative.pk, details=details)
    node.children.update(parent=node.parent)
    node.delete()
    _number(outline_of(initiative))


def check_node(draft: NodeDraft) -> None:
    problems: dict[str, list[str]] = {}
    if draft.kind not in LogicNode.Kind.values:
        problems["kind"] = [_("Choose one of the five kinds.")]
    if not (draft.text_en.strip() or draft.text_es.strip()):
        problems["text_en"] = [_("Write the line in a few words.")]
    for name in ("text_en", "text_es"):
        if len(getattr(draft, name)) > 300:
            problems[name] = [_("This is too long. Keep to 300 characters.")]
    if draft.evidence_url.strip() and not is_web_address(draft.evidence_url.strip()):
        problems["evidence_url"] = [_("Write an address that begins with https:// or http://.")]
    if draft.evidence_url.strip() and not draft.evidence_title.strip():
        problems["evidence_title"] = [_("Say what stands at that address.")]
    if problems:
        raise ValidationError(problems)


def is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and "." in (parts.hostname or "")
        and not any(character.isspace() for character in text)
        and len(text) <= 500
    )


def _free_key(taken: set[str], draft: NodeDraft) -> str:
    base = slugify(draft.text_en or draft.text_es)[:32].strip("-") or draft.kind
    number, key = 2, base
    while key in taken:
        key, number = f"{base}-{number}", number + 1
    return key
