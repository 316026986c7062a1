"""What one part of an instrument says of another: ids once, names that exist, conditions that look back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from commonweal.engines.questionnaires.faults import InstrumentError, need_unique
from commonweal.engines.questionnaires.parts import LONGEST, Condition, Gate, Item, Scale, Section, Text

#: What the kinds without a list of options answer.
YES, NO = "yes", "no"


def asking_order(sections: Sequence[Section], items: Sequence[Item]) -> tuple[Item, ...]:
    """First what stands in no section, then section by section, each in the file's order."""
    ranks = {section.id: rank for rank, section in enumerate(sections)}
    return tuple(sorted(items, key=lambda item: ranks.get(item.section, -1)))


def check_names(scales: Sequence[Scale], sections: Sequence[Section], items: Sequence[Item]) -> None:
    for where, parts in (("scales.id", scales), ("sections.id", sections), ("items.id", items)):
        need_unique(where, [part.id for part in parts])
    by_id = {scale.id: scale for scale in scales}
    known_sections = [section.id for section in sections]
    for item in items:
        if item.scale and item.scale not in by_id:
            raise InstrumentError(
                f"items.{item.id}.scale", "unknown-scale", value=item.scale, known=", ".join(by_id) or "–"
            )
        if item.section and item.section not in known_sections:
            known = ", ".join(known_sections) or "–"
            raise InstrumentError(f"items.{item.id}.section", "unknown-section", value=item.section, known=known)
    used = {item.scale for item in items}
    for scale in scales:
        if scale.id not in used:
            raise InstrumentError(f"scales.{scale.id}", "scale-without-items")


def check_gates(gates: Sequence[Gate], scales: Sequence[Scale]) -> None:
    by_id = {scale.id: scale for scale in scales}
    need_unique("gates", [gate.scale for gate in gates])
    for gate in gates:
        scale = by_id.get(gate.scale)
        if scale is None:
            raise InstrumentError(
                f"gates.{gate.scale}", "unknown-scale", value=gate.scale, known=", ".join(by_id) or "–"
            )
        for name, value in (("present", gate.present), ("cultivate", gate.cultivate)):
            if scale.score == "mean" and not scale.min <= value <= scale.max:
                path = f"gates.{gate.scale}.{name}"
                raise InstrumentError(path, "gate-outside", value=value, low=scale.min, high=scale.max)


def check_conditions(scales: Sequence[Scale], sections: Sequence[Section], items: Sequence[Item]) -> None:
    by_id = {item.id: item for item in items}
    ranges = {scale.id: scale for scale in scales}
    own = {f"items.{item.id}.show_if": item.show_if for item in items}
    own |= {f"sections.{section.id}.show_if": section.show_if for section in sections}
    for path, conditions in own.items():
        for condition in conditions:
            if condition.item not in by_id:
                raise InstrumentError(path, "unknown-item", value=condition.item)
            check_comparison(path, condition, by_id[condition.item], ranges)
    _check_loops(sections, items)
    _check_order(sections, asking_order(sections, items))


def check_comparison(path: str, condition: Condition, item: Item, ranges: Mapping[str, Scale]) -> None:
    """The values waited for can be answers, and numbers are compared with numbers only."""
    numeric = item.kind in ("scale", "number")
    if item.kind in ("text", "ties") or (not numeric and not (condition.is_one_of or condition.is_none_of)):
        raise InstrumentError(path, "condition-kind", value=item.id, kind=item.kind)
    bounds = [bound for bound in (condition.at_least, condition.at_most) if bound is not None]
    for value in (*condition.is_one_of, *condition.is_none_of, *bounds):
        if not _can_be(value, item, ranges):
            known = ", ".join(str(answer) for answer in _answers(item, ranges))
            raise InstrumentError(path, "condition-value", value=value, item=item.id, known=known)


def _answers(item: Item, ranges: Mapping[str, Scale]) -> Iterable[object]:
    if item.kind == "scale":
        return ranges[item.scale].points
    if item.options:
        return [option.id for option in item.options]
    if item.kind == "number":
        return [item.min if item.min is not None else "−∞", "…", item.max if item.max is not None else "∞"]
    return [YES] if item.kind == "pledge" else [YES, NO]


def _can_be(value: object, item: Item, ranges: Mapping[str, Scale]) -> bool:
    if item.kind == "number":
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return type(value) is not bool and value in _answers(item, ranges)


def _needs(sections: Sequence[Section], items: Sequence[Item]) -> dict[str, list[str]]:
    """For each question, those its own conditions and its section's look at."""
    of_section = {section.id: section.show_if for section in sections}
    return {
        item.id: [condition.item for condition in (*of_section.get(item.section, ()), *item.show_if)] for item in items
    }


def _check_loops(sections: Sequence[Section], items: Sequence[Item]) -> None:
    needs = _needs(sections, items)
    settled: set[str] = set()
    for start in needs:
        trail: list[str] = []
        waiting = [iter([start])]
        while waiting:
            following = next(waiting[-1], None)
            if following is None:
                waiting.pop()
                if trail:
                    settled.add(trail.pop())
            elif following in trail:
                loop = " → ".join([*trail[trail.index(following) :], following])
                raise InstrumentError(f"items.{following}.show_if", "loop", loop=loop)
            elif following not in settled:
                trail.append(following)
                waiting.append(iter(needs[following]))


def _check_order(sections: Sequence[Section], in_order: Sequence[Item]) -> None:
    places = {item.id: place for place, item in enumerate(in_order)}
    starts: dict[str, int] = {}
    for item in in_order:
        starts.setdefault(item.section, places[item.id])
    for section in sections:
        for condition in section.show_if:
            if places[condition.item] >= starts.get(section.id, len(in_order)):
                raise InstrumentError(f"sections.{section.id}.show_if", "later-item", value=condition.item)
    for item in in_order:
        for condition in item.show_if:
            if places[condition.item] >= places[item.id]:
                raise InstrumentError(f"items.{item.id}.show_if", "later-item", value=condition.item)


def texts_of(
    scales: Sequence[Scale], sections: Sequence[Section], items: Sequence[Item]
) -> Iterator[tuple[str, Text, bool]]:
    """Every text with its path, and whether it may not be left out."""
    for scale in scales:
        path = f"scales.{scale.id}"
        yield f"{path}.title", scale.title, True
        yield f"{path}.low_pole", scale.low_pole, False
        yield f"{path}.high_pole", scale.high_pole, False
        for label in scale.labels:
            yield f"{path}.labels.{label.value}", label.text, True
        for style in scale.styles:
            yield f"{path}.styles.{style.id}.title", style.title, True
            yield f"{path}.styles.{style.id}.text", style.text, True
    for section in sections:
        yield f"sections.{section.id}.title", section.title, True
        yield f"sections.{section.id}.intro", section.intro, False
    for item in items:
        yield from _texts_of_item(item)


def _texts_of_item(item: Item) -> Iterator[tuple[str, Text, bool]]:
    path = f"items.{item.id}"
    yield f"{path}.text", item.text, True
    for name in ("hint", "low", "high", "explanation", "advice"):
        yield f"{path}.{name}", getattr(item, name), False
    if item.plan:
        yield f"{path}.plan.owner", item.plan.owner, True
    for option in item.options:
        yield f"{path}.options.{option.id}", option.text, True
        yield f"{path}.options.{option.id}.misconception", option.misconception, False


def check_languages(path: str, text: Text, needed: bool, languages: Sequence[str]) -> None:
    if max(len(text.en), len(text.es)) > LONGEST:
        raise InstrumentError(path, "too-long", limit=LONGEST)
    if not (text or needed):
        return
    for language in languages:
        if not getattr(text, language).strip():
            raise InstrumentError(f"{path}.{language}", "no-language", languages=", ".join(languages))
