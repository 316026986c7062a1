"""What the agenda is lent: the target of its big goal in a sentence, and what measures the lines of its logic model."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from commonweal.agenda.lent import LentMeasure
from commonweal.agenda.models import LogicNode
from commonweal.governance.models import Initiative
from commonweal.lib.languages import page_language
from commonweal.measurement.models import Measure, NodeMeasure, Target
from commonweal.measurement.queries.wording import printed_figure
from commonweal.measurement.queries.words import definition_names, newest_definitions, read_text
from commonweal.publication.queries import content_of, latest
from commonweal.ui import formats
from commonweal.ui.registry import link_to


def goal_target_lines(reader: Any, initiative: Initiative, at: datetime) -> list[str]:  # noqa: ARG001 - public words
    """From where to where, by when: as it was agreed for the measure of the goal."""
    targets = Target.objects.filter(measure__initiative=initiative, goal__isnull=False, replaced_at=None)
    definitions = newest_definitions(targets.values_list("measure", flat=True))
    lines = []
    for target in targets:
        definition = definitions.get(target.measure_id)
        if definition is None:
            continue
        values = [
            formats.figure(value, definition.kind, definition.decimals)
            for value in (target.baseline_value, target.target_value)
        ]
        words = _("%(name)s: from %(from)s (%(since)s) to %(to)s by %(by)s.") % {
            "name": read_text(definition, "name"),
            "from": values[0],
            "since": formats.period(target.baseline_period),
            "to": values[1],
            "by": formats.period(target.target_period),
        }
        lines.append(words)
    return lines


def measures_of_nodes(
    reader: Any,  # noqa: ARG001 - the room below has let the reader in
    initiative: Initiative,
    at: datetime,  # noqa: ARG001
) -> Mapping[int, Sequence[LentMeasure]]:
    """By line, each with its newest public figure, where there is one."""
    bound = list(NodeMeasure.objects.filter(node__initiative=initiative).select_related("measure"))
    names = definition_names(one.measure_id for one in bound)
    figures = _newest_figures(initiative) if bound else {}
    found: dict[int, list[LentMeasure]] = {}
    for one in bound:
        code = one.measure.code
        sentence = figures.get(code, "")
        url = (link_to("public measure", f"{initiative.slug}/{code}") or "") if sentence else ""
        lent = LentMeasure(code, names.get(one.measure_id, code), url, sentence)
        found.setdefault(one.node_id, []).append(lent)
    return found


def _newest_figures(initiative: Initiative) -> dict[str, str]:
    """By measure, as it is printed in the newest release: “68.2%, Q3 2026”."""
    release = latest(initiative)
    if release is None:
        return {}
    lang = page_language()
    found = {}
    for measure in content_of(release)["measures"]:
        shown = [point for point in measure["series"] if point["value"] is not None]
        if shown:
            figure, period = printed_figure(shown[-1], measure, lang), formats.period(shown[-1]["period"], lang)
            found[measure["code"]] = f"{figure}, {period}"
    return found


def measures_to_bind(initiative: Initiative) -> list[tuple[str, str]]:
    """All that are asked for today, by code and name."""
    measures = Measure.objects.filter(initiative=initiative, retired_at=None)
    names = definition_names(measures.values_list("pk", flat=True))
    return [(measure.code, f"{measure.code} {names.get(measure.pk, '')}") for measure in measures]


def codes_to_bind(initiative: Initiative) -> set[str]:
    """All that are asked for today, and what measures a line already."""
    offered = Q(retired_at=None) | Q(node_measures__isnull=False)
    return set(Measure.objects.filter(offered, initiative=initiative).values_list("code", flat=True))


def bound_codes(node: LogicNode) -> list[str]:
    return list(NodeMeasure.objects.filter(node=node).values_list("measure__code", flat=True))
