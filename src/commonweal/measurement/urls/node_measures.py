"""What measures a line of the logic model."""

from django.urls import path

from commonweal.measurement.views import node_measures

urlpatterns = [
    path("desk/<slug:slug>/agenda/logic/line/<slug:key>/measures/", node_measures.node_measures, name="node_measures")
]
