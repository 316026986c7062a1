from django.urls import path

from commonweal.instruments.views import answering, plans

app_name = "instruments"

urlpatterns = [
    path("answer/<str:token>/", answering.answer, name="answer"),
    path("room/", answering.room_door, name="room_door"),
    path("room/<str:code>/", answering.room, name="room"),
    path("desk/<slug:slug>/answer/<int:number>/", answering.answer_own, name="answer_own"),
    path("desk/<slug:slug>/surveys/<int:number>/plan/", plans.plan, name="plan"),
]
