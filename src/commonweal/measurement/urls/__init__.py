"""Routes of the measurement room: the backbone's work under /work/, a partner's own page under /p/."""

from commonweal.measurement.urls import partner

app_name = "measurement"
urlpatterns = [*partner.urlpatterns]
