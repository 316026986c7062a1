"""Where roundtables are: for members and facilitators at the desk, and for phones in the room."""

from django.urls import path

from commonweal.training.views import roundtable_lead, roundtable_phone, roundtables

urlpatterns = [
    path("roundtable/", roundtable_phone.door, name="roundtable_door"),
    path("roundtable/<str:code>/", roundtable_phone.room, name="roundtable_room"),
    path("roundtable/<str:code>/table/<int:number>/", roundtable_phone.table, name="roundtable_table"),
    path("desk/<slug:slug>/roundtables/", roundtables.roundtables, name="roundtables"),
    path("desk/<slug:slug>/roundtables/new/", roundtables.new, name="roundtable_new"),
    path("desk/<slug:slug>/roundtables/absent/", roundtables.absent, name="roundtable_absent"),
    path("desk/<slug:slug>/roundtables/<int:number>/", roundtables.roundtable, name="roundtable"),
    path("desk/<slug:slug>/roundtables/<int:number>/change/", roundtables.change, name="roundtable_change"),
    path("desk/<slug:slug>/roundtables/<int:number>/paper/", roundtables.paper, name="roundtable_paper"),
    path("desk/<slug:slug>/roundtables/<int:number>/came-of-it/", roundtables.came, name="roundtable_came"),
    path(
        "desk/<slug:slug>/roundtables/<int:number>/record/<str:lang>/<str:paper>/",
        roundtables.record,
        name="roundtable_record",
    ),
    path("desk/<slug:slug>/roundtables/<int:number>/lead/", roundtable_lead.lead, name="roundtable_lead"),
    path("desk/<slug:slug>/roundtables/<int:number>/wall/", roundtable_lead.wall, name="roundtable_wall"),
    path("desk/<slug:slug>/roundtables/<int:number>/themes/", roundtable_lead.themes, name="roundtable_themes"),
    path("desk/<slug:slug>/roundtables/<int:number>/cards/", roundtable_lead.cards, name="roundtable_cards"),
    path("desk/<slug:slug>/roundtables/<int:number>/notes.csv", roundtable_lead.notes_file, name="roundtable_file"),
    path("desk/<slug:slug>/roundtables/<int:number>/open/", roundtable_lead.open_, name="roundtable_open"),
    path("desk/<slug:slug>/roundtables/<int:number>/stage/", roundtable_lead.stage, name="roundtable_stage"),
    path("desk/<slug:slug>/roundtables/<int:number>/end/", roundtable_lead.end, name="roundtable_end"),
]
