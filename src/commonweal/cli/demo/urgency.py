"""Why it cannot wait, in the demo: two published figures and one sentence, each with an invented reason."""

from datetime import datetime

from commonweal.agenda.models import Aspiration
from commonweal.cli.demo.founding import Founded
from commonweal.cli.demo.tables import conversation_tables
from commonweal.measurement.operations.urgency import show_figure, show_words
from commonweal.measurement.queries.decision_evidence import asked_from, choices_in


def say_why_now(founded: Founded, at: datetime) -> None:
    by, initiative = founded.chair, founded.initiative
    why = conversation_tables()["why_now"]
    newest = [figures[0] for _name, figures in choices_in(initiative) if figures]
    for figure, reason in zip(newest, why["figures"], strict=False):
        show_figure(by=by, initiative=initiative, asked=asked_from(figure.key), why=reason, at=at)
    said = Aspiration.objects.filter(initiative=initiative, consent=Aspiration.Consent.PUBLIC).first()
    if said is not None:
        show_words(by=by, initiative=initiative, voice=said, why=why["words"], at=at)
