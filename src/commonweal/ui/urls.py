"""The one address of the face: the language switch."""

from django.urls import path

from commonweal.ui import views

app_name = "ui"

urlpatterns = [path("language/", views.choose_language, name="language")]
