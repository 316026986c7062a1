"""The page on which a release is prepared; releases themselves stand in the publication room."""

from django.urls import path

from commonweal.measurement.views import publishing

urlpatterns = [path("desk/<slug:slug>/publish/", publishing.publish, name="publish")]
