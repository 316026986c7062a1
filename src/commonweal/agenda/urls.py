from django.urls import path

from commonweal.agenda.views.goal import goal
from commonweal.agenda.views.start import start

app_name = "agenda"

urlpatterns = [
    path("start/", start, name="start"),
    path("desk/<slug:slug>/goal/", goal, name="goal"),
]
