"""Figures beside the decisions of a group."""

from django.urls import path

from commonweal.measurement.views import decision_evidence

_DECISION = "desk/<slug:slug>/decisions/<int:number>/figures/"
urlpatterns = [
    path(_DECISION, decision_evidence.evidence, name="decision_evidence"),
    path(_DECISION + "<int:key>/take-out/", decision_evidence.remove, name="take_evidence_out"),
]
