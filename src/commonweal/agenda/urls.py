from django.urls import path

from commonweal.agenda.views import (
    alignment,
    between,
    draft,
    first_steps,
    invited,
    logic,
    packs,
    strategies,
    versions,
    voices,
)
from commonweal.agenda.views.goal import goal
from commonweal.agenda.views.start import start

app_name = "agenda"

DESK = "desk/<slug:slug>/agenda/"

urlpatterns = [
    path("start/", start, name="start"),
    path("desk/<slug:slug>/goal/", goal, name="goal"),
    path("desk/<slug:slug>/begin/groups/", first_steps.first_groups, name="first_groups"),
    path("desk/<slug:slug>/begin/people/", first_steps.first_people, name="first_people"),
    path("desk/<slug:slug>/alignment/", alignment.alignments, name="alignments"),
    path("desk/<slug:slug>/alignment/state/", alignment.state, name="state_alignment"),
    path("desk/<slug:slug>/alignment/<int:number>/change/", alignment.change, name="change_alignment"),
    path("desk/<slug:slug>/alignment/<int:number>/withdraw/", alignment.withdraw, name="withdraw_alignment"),
    path("desk/<slug:slug>/who-carries/", alignment.who_carries, name="who_carries"),
    path("desk/<slug:slug>/between/", between.board, name="between"),
    path("desk/<slug:slug>/between/<int:number>/answer/", between.answer, name="answer_dependency"),
    path("desk/<slug:slug>/between/<slug:code>/week/", between.week, name="group_week"),
    path("desk/<slug:slug>/between/<slug:code>/ask/", between.ask, name="depend"),
    path(DESK, draft.agenda, name="agenda"),
    path(f"{DESK}part/<slug:key>/", draft.part, name="part"),
    path(f"{DESK}part/<slug:key>/comment/", draft.comment, name="comment"),
    path(f"{DESK}comments/<int:number>/settle/", draft.settle_thread, name="settle_thread"),
    path(f"{DESK}outcomes/add/", strategies.outcome_new, name="outcome_new"),
    path(f"{DESK}outcomes/<int:number>/retire/", strategies.outcome_retire, name="outcome_retire"),
    path(f"{DESK}strategies/add/", strategies.strategy_new, name="strategy_new"),
    path(f"{DESK}strategies/at-once/", strategies.cap, name="cap"),
    path(f"{DESK}strategy/<slug:key>/", strategies.strategy, name="strategy"),
    path(f"{DESK}ideas/add/", strategies.idea_new, name="idea_new"),
    path(f"{DESK}versions/", versions.versions, name="versions"),
    path(f"{DESK}versions/<int:number>/", versions.version, name="version"),
    path(f"{DESK}versions/<int:number>/take/", versions.take, name="take"),
    path(f"{DESK}versions/<int:number>/bring/", versions.bring, name="bring"),
    path(f"{DESK}versions/<int:number>/page-<str:lang>-<str:paper>.pdf", versions.printed, name="printed"),
    path(f"{DESK}changes/<int:before>/<slug:after>/", versions.changes, name="changes"),
    path(f"{DESK}packs/", packs.packs, name="packs"),
    path(f"{DESK}packs/<slug:code>/", packs.pack, name="pack"),
    path(f"{DESK}writers/", invited.invited, name="invited"),
    path(f"{DESK}writers/<int:number>/end/", invited.invitation_end, name="invitation_end"),
    path(f"{DESK}voices/", voices.voices, name="voices"),
    path(f"{DESK}voices/add/", voices.voice_new, name="voice_new"),
    path(f"{DESK}voices/<int:number>/", voices.voice, name="voice"),
    path(f"{DESK}voices/<int:number>/withdraw/", voices.voice_withdraw, name="voice_withdraw"),
    path(f"{DESK}themes/add/", voices.theme, name="theme_new"),
    path(f"{DESK}themes/<int:number>/", voices.theme, name="theme"),
    path(f"{DESK}involved/", voices.involved, name="involved"),
    path(f"{DESK}logic/", logic.logic, name="logic"),
    path(f"{DESK}logic/table.<str:form>", logic.table, name="logic_table"),
    path(f"{DESK}logic/upload/", logic.upload, name="logic_upload"),
    path(f"{DESK}logic/line/<slug:key>/", logic.node, name="node"),
    path(f"{DESK}logic/line/<slug:key>/move/", logic.move, name="node_move"),
    path(f"{DESK}logic/line/<slug:key>/remove/", logic.remove, name="node_remove"),
]
