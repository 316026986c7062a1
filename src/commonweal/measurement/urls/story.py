"""Where the story behind a measure's line is told."""

from django.urls import path

from commonweal.measurement.views import story

urlpatterns = [path("desk/<slug:slug>/measures/<str:code>/story/", story.story, name="story")]
