"""The plan from which the demo's next round opens, and a partner that said why it has no numbers."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from commonweal.cli.demo.calendar import Quarter
from commonweal.cli.demo.founding import Founded
from commonweal.cli.demo.generator import everybody_asked
from commonweal.measurement.models import Measure, Round
from commonweal.measurement.operations.other_answers import decline
from commonweal.measurement.operations.plans import PlanDraft, assign_standing, make_plan

#: Days after the quarter's end, as the rounds before were held, and days from the due day.
OPENS_AFTER, DUE_AFTER = 3, 24
REMINDS = (-7, -1, 3)
#: Silent in the last closed round, with a reason.
DECLINES = "org-32"
REASON = {
    "en": "Our counselor left in spring. We count again from the summer.",
    "es": "Nuestra orientadora se fue en primavera. Contamos de nuevo desde el verano.",
}


def plan_rounds(founded: Founded, measures: Mapping[str, Measure], first: Quarter, at: datetime) -> None:
    """From the quarter after the open one on; the data manager opens each with a press."""
    draft = PlanDraft("Quarterly figures of programs", "quarter", str(first), OPENS_AFTER, DUE_AFTER, REMINDS)
    made = make_plan(by=founded.data_manager, initiative=founded.initiative, draft=draft, at=at)
    asked = {
        founded.organisations[partner]: [measures[measure.code] for measure in wanted]
        for partner, wanted in everybody_asked().items()
    }
    assign_standing(by=founded.data_manager, plan=made, asked=asked, at=at)


def say_why(round_: Round, due: datetime) -> None:
    """The one that gives no numbers this time says so two days before they are due."""
    place = round_.invitations.select_related("organisation", "round__initiative").get(organisation__code=DECLINES)
    measures = Measure.objects.filter(asked__round=round_, asked__organisation=place.organisation)
    decline(
        by=place,
        place_in_round=place,
        measures=list(measures),
        reason=REASON[place.language],
        at=due - timedelta(days=2),
    )
