"""Figures taken out of the desk."""

from django.urls import path

from commonweal.measurement.views import data_out

urlpatterns = [
    path("desk/<slug:slug>/data/", data_out.data_out, name="data_out"),
    path("desk/<slug:slug>/data/<str:name>.<str:form>", data_out.table, name="data_table"),
    path("desk/<slug:slug>/data/evaluation-<int:number>/", data_out.evaluation, name="evaluation"),
]
