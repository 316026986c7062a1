"""Routes of the measurement room: the backbone's work under /desk/, a partner's own page under /p/."""

from commonweal.measurement.urls import data_out, desk, history, partner, plans, publishing

app_name = "measurement"
urlpatterns = [
    *desk.urlpatterns,
    *plans.urlpatterns,
    *history.urlpatterns,
    *partner.urlpatterns,
    *publishing.urlpatterns,
    *data_out.urlpatterns,
]
