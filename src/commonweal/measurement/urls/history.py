"""Old figures without a round."""

from django.urls import path

from commonweal.measurement.views import history

urlpatterns = [
    path("work/<slug:slug>/history/", history.history, name="history"),
    path("work/<slug:slug>/history/check/<str:staged>/", history.check, name="history_check"),
    path("work/<slug:slug>/history/check/<str:staged>/forget/", history.forget, name="history_forget"),
    path("work/<slug:slug>/history/files/<int:sequence>/delete/", history.delete_file, name="history_delete_file"),
]
