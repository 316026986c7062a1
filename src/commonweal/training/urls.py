from django.urls import path

from commonweal.training.views import desk, phone

app_name = "training"

urlpatterns = [
    path("train/", phone.door, name="door"),
    path("train/<str:code>/", phone.room, name="room"),
    path("desk/<slug:slug>/training/", desk.training, name="training"),
    path("desk/<slug:slug>/training/syllabus/", desk.syllabus, name="syllabus"),
    path("desk/<slug:slug>/training/open/", desk.open_series, name="open"),
    path("desk/<slug:slug>/training/<int:number>/", desk.series, name="series"),
    path("desk/<slug:slug>/training/<int:number>/<int:session>/", desk.session, name="session"),
    path("desk/<slug:slug>/training/<int:number>/<int:session>/roll/", desk.open_roll, name="open_roll"),
    path("desk/<slug:slug>/training/<int:number>/<int:session>/move/", desk.move_session, name="move"),
    path("desk/<slug:slug>/training/<int:number>/<int:session>/end/", desk.end_session, name="end"),
    path(
        "desk/<slug:slug>/training/<int:number>/<int:session>/<int:assessment>/open/",
        desk.open_assessment,
        name="open_assessment",
    ),
    path("desk/<slug:slug>/training/<int:number>/<int:session>/<int:assessment>/again/", desk.reteach, name="reteach"),
]
