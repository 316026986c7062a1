"""Why it is important, and why now."""

from django.urls import path

from commonweal.measurement.views import urgency

_BOARD = "desk/<slug:slug>/urgency/"
urlpatterns = [
    path(_BOARD, urgency.board, name="urgency"),
    path(_BOARD + "figure/", urgency.figure, name="urgency_figure"),
    path(_BOARD + "words/", urgency.words, name="urgency_words"),
    path(_BOARD + "<int:number>/off/", urgency.off, name="urgency_off"),
]
