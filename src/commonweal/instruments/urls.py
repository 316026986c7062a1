from django.urls import path

from commonweal.instruments.views import (
    answering,
    comments,
    exporting,
    importing,
    paper,
    plans,
    pledges,
    reading,
    surveys,
    ties,
)

app_name = "instruments"

urlpatterns = [
    path("answer/<str:token>/", answering.answer, name="answer"),
    path("room/", answering.room_door, name="room_door"),
    path("room/<str:code>/", answering.room, name="room"),
    path("desk/<slug:slug>/answer/<int:number>/", answering.answer_own, name="answer_own"),
    path("desk/<slug:slug>/surveys/", surveys.surveys, name="surveys"),
    path("desk/<slug:slug>/surveys/instruments/import/", importing.bring, name="bring"),
    path("desk/<slug:slug>/surveys/instruments/<slug:code>/", importing.instrument, name="instrument"),
    path("desk/<slug:slug>/surveys/instruments/<slug:code>/file/", importing.file, name="instrument_file"),
    path("desk/<slug:slug>/surveys/open/<slug:code>/", surveys.open_survey, name="open"),
    path("desk/<slug:slug>/surveys/<int:number>/", surveys.survey, name="survey"),
    path("desk/<slug:slug>/surveys/<int:number>/remind/", surveys.remind, name="remind"),
    path("desk/<slug:slug>/surveys/<int:number>/close/", surveys.close, name="close"),
    path("desk/<slug:slug>/surveys/<int:number>/count/", surveys.count, name="count"),
    path("desk/<slug:slug>/surveys/<int:number>/wall/", surveys.on_the_wall, name="on_the_wall"),
    path("desk/<slug:slug>/surveys/<int:number>/paper/", paper.paper, name="paper"),
    path("desk/<slug:slug>/surveys/<int:number>/enter/", paper.enter, name="enter"),
    path("desk/<slug:slug>/surveys/<int:number>/answers.zip", exporting.answers, name="answers_file"),
    path("desk/<slug:slug>/surveys/<int:number>/reading/", reading.reading, name="reading"),
    path("desk/<slug:slug>/surveys/<int:number>/comments/", comments.comments, name="comments"),
    path("desk/<slug:slug>/surveys/<int:number>/plan/", plans.plan, name="plan"),
    path("desk/<slug:slug>/surveys/pledge/", pledges.page, name="pledges"),
    path("desk/<slug:slug>/network/", ties.network, name="network"),
    path("desk/<slug:slug>/network/files.zip", ties.network_files, name="network_files"),
    path("desk/<slug:slug>/network/waves/", ties.take_wave, name="take_wave"),
    path("desk/<slug:slug>/network/own/", ties.own_networks, name="own_networks"),
    path("desk/<slug:slug>/network/own/<slug:code>/", ties.own_network, name="own_network"),
    path("desk/<slug:slug>/network/own/<slug:code>/unchanged/", ties.nothing_changed, name="nothing_changed"),
    path("desk/<slug:slug>/network/own/<slug:code>/offer/", ties.own_offer, name="own_offer"),
    path("desk/<slug:slug>/network/own/<slug:code>/<slug:other>/", ties.one_tie, name="one_tie"),
]
