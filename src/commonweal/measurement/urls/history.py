"""Old figures without a round."""

from django.urls import path

from commonweal.measurement.views import history

urlpatterns = [
    path("desk/<slug:slug>/history/", history.history, name="history"),
    path("desk/<slug:slug>/history/check/<str:staged>/", history.check, name="history_check"),
    path("desk/<slug:slug>/history/check/<str:staged>/forget/", history.forget, name="history_forget"),
    path("desk/<slug:slug>/history/<str:number>/take-out/", history.take_out, name="history_take_out"),
    path("desk/<slug:slug>/history/files/<int:sequence>/delete/", history.delete_file, name="history_delete_file"),
]
