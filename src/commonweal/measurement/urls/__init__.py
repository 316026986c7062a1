"""Routes of the measurement room: the backbone's work under /desk/, a partner's own page under /p/."""

from commonweal.measurement.urls import (
    data_out,
    decisions,
    desk,
    history,
    node_measures,
    partner,
    plans,
    publishing,
    story,
    urgency,
)

app_name = "measurement"
urlpatterns = [
    *desk.urlpatterns,
    *plans.urlpatterns,
    *history.urlpatterns,
    *partner.urlpatterns,
    *publishing.urlpatterns,
    *story.urlpatterns,
    *data_out.urlpatterns,
    *decisions.urlpatterns,
    *node_measures.urlpatterns,
    *urgency.urlpatterns,
]
