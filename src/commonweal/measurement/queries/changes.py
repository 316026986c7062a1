"""What a new release says that the last one did not, figure by figure, in both languages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from commonweal.engines.measures.comparable import is_complete_enough
from commonweal.measurement.queries.restatements import why_restated
from commonweal.ui.formats import figure, period

Content = Mapping[str, Any]
LANGUAGES = ("en", "es")
#: So many figures of a measure that changed for one reason are told in one line.
MANY = 4

WORDS: dict[str, dict[str, str]] = {
    "first": {
        "en": "First release, with {count} figures.",
        "es": "Primera publicación, con {count} cifras.",
    },
    "first-alone": {
        "en": "First release, with one figure.",
        "es": "Primera publicación, con una sola cifra.",
    },
    "same": {
        "en": "No figure changed.",
        "es": "No cambió ninguna cifra.",
    },
    "groups": {
        "en": "The working groups, or who takes part in them, changed.",
        "es": "Cambiaron los grupos de trabajo o quiénes participan en ellos.",
    },
    "stories": {
        "en": "{name}: the story behind the line changed.",
        "es": "{name}: cambió la historia detrás de la línea.",
    },
    "new-measure": {"en": "{name}: new here.", "es": "{name}: nueva aquí."},
    "gone": {"en": "{name}: no longer shown.", "es": "{name}: ya no se muestra."},
    "defined-anew": {
        "en": "{name}: counted differently from now on (version {version}).",
        "es": "{name}: desde ahora se cuenta de otra manera (versión {version}).",
    },
    "new-period": {
        "en": "{name}, {period}: {value}.",
        "es": "{name}, {period}: {value}.",
    },
    "new-incomplete": {
        "en": "{name}, {period}: {value} so far, {in} of {asked} partners.",
        "es": "{name}, {period}: {value} hasta ahora, {in} de {asked} organizaciones.",
    },
    "not-shown": {
        "en": "{name}, {period}: not shown, because a number in it is hidden to protect people.",
        "es": "{name}, {period}: no se muestra, porque una de sus cifras se oculta para proteger a las personas.",
    },
    "restated": {
        "en": "{name}, {period}: was {before}, is now {value}.",
        "es": "{name}, {period}: era {before}, ahora es {value}.",
    },
    "restated-all": {
        "en": "{name}, {first} to {period}: {count} figures changed. The last was {before}, is now {value}.",
        "es": "{name}, {first} a {period}: cambiaron {count} cifras. La última era {before}, ahora es {value}.",
    },
    "taken-out": {
        "en": "{name}, {period}: was {before}, is no longer shown.",
        "es": "{name}, {period}: era {before}, ya no se muestra.",
    },
    "new-target": {"en": "{name}: the goal changed.", "es": "{name}: la meta cambió."},
    "splits": {
        "en": "{name}: the split by groups or places changed.",
        "es": "{name}: cambió el desglose por grupos o lugares.",
    },
}


@dataclass(frozen=True)
class Change:
    """One line of the list; `code` is the measure that it is about, empty where it is about all."""

    kind: str
    code: str
    words: Mapping[str, str]


def changes_between(before: Content | None, after: Content) -> list[Change]:
    measures = {measure["code"]: measure for measure in after["measures"]}
    if before is None:
        count = sum(1 for measure in measures.values() for point in measure["series"] if point["value"] is not None)
        return [_change("first-alone" if count == 1 else "first", "", {}, count=f"{count:,}")]
    earlier = {measure["code"]: measure for measure in before["measures"]}
    found = [_about("gone", measure) for code, measure in earlier.items() if code not in measures]
    for code, measure in measures.items():
        if code in earlier:
            found += _within(earlier[code], measure)
        else:
            found.append(_about("new-measure", measure))
    return found or [_change("same", "", {}), *_beside_figures(before, after)]


def _beside_figures(before: Content, after: Content) -> list[Change]:
    """What readers would see anew although every figure stays."""
    told = {measure["code"]: measure.get("story") for measure in before["measures"]}
    found = [_change("groups", "", {})] if before["groups"] != after["groups"] else []
    return found + [_about("stories", one) for one in after["measures"] if one.get("story") != told[one["code"]]]


def in_words(changes: list[Change]) -> dict[str, str]:
    """The list as a text for each language, a line for each change."""
    return {lang: "\n".join(change.words[lang] for change in changes) for lang in ("en", "es")}


def _within(before: Content, after: Content) -> list[Change]:
    found = []
    if before["definition_version"] != after["definition_version"]:
        found.append(_about("defined-anew", after, version=after["definition_version"]))
    if before["target"] != after["target"]:
        found.append(_about("new-target", after))
    found += _of_figures(before, after)
    if not found and before["splits"] != after["splits"]:
        found.append(_about("splits", after))
    return found


def _of_figures(before: Content, after: Content) -> Iterator[Change]:
    """Figure by figure; many that changed for one and the same reason stand together where the first of them would."""
    old = {point["period"]: point for point in before["series"]}
    new = {point["period"]: point for point in after["series"]}
    kinds = {when: _kind(old.get(when), new.get(when)) for when in dict.fromkeys((*old, *new))}
    why = {when: why_restated(before, after, when) for when, kind in kinds.items() if kind}
    for when, kind in kinds.items():
        alike = [one for one in why if kinds[one] == kind == "restated" and why[one] == why[when]] if kind else []
        if len(alike) < MANY and kind:
            yield _with_reason(_point_change(kind, after, when, old.get(when), new.get(when)), why[when])
        elif alike and when == alike[0]:
            last = alike[-1]
            named = {"first": _period_words(when), "count": len(alike)}
            yield _with_reason(_point_change("restated-all", after, last, old[last], new[last], **named), why[when])


def _period_words(when: str) -> dict[str, str]:
    return {lang: period(when, lang) for lang in LANGUAGES}


def _with_reason(change: Change, why: Mapping[str, str]) -> Change:
    return (
        replace(change, words={lang: f"{words} {why[lang]}" for lang, words in change.words.items()}) if why else change
    )


def _kind(old: Content | None, new: Content | None) -> str:
    before = old["value"] if old else None
    value = new["value"] if new else None
    if before == value:
        is_hidden, was_hidden = (bool(point and point["status"] == "suppressed") for point in (new, old))
        return "not-shown" if is_hidden and not was_hidden else ""
    if value is None:
        return "taken-out"
    if before is not None:
        return "restated"
    return "new-period" if new is None or is_complete_enough(dict(new)) else "new-incomplete"


def _point_change(
    kind: str, measure: Content, when: str, old: Content | None, new: Content | None, **more: Any
) -> Change:
    return _about(
        kind,
        measure,
        period=_period_words(when),
        before=_written(measure, old),
        value=_written(measure, new),
        **{"in": new["partners_in"], "asked": new["partners_asked"]} if new else {},
        **more,
    )


def _written(measure: Content, point: Content | None) -> dict[str, str]:
    """A figure as it stands in a sentence of each language, as the pages print it."""
    if point is None or point["value"] is None:
        return dict.fromkeys(LANGUAGES, "")
    return {lang: figure(point["value"], measure["kind"], measure["decimals"], lang) for lang in LANGUAGES}


def _about(kind: str, measure: Content, **values: Any) -> Change:
    return _change(kind, measure["code"], measure["name"], **values)


def _change(kind: str, code: str, name: Mapping[str, str], **values: Any) -> Change:
    words = {}
    for lang in LANGUAGES:
        told = {key: value[lang] if isinstance(value, dict) else value for key, value in values.items()}
        words[lang] = WORDS[kind][lang].format(name=name.get(lang) or name.get("en", ""), **told)
    return Change(kind, code, words)
