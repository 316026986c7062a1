"""Rounds before they open and after they closed: plans, and numbers that come late."""

from django.urls import path

from commonweal.measurement.views import burden, late, plans

urlpatterns = [
    path("desk/<slug:slug>/asked/", burden.minutes, name="burden"),
    path("desk/<slug:slug>/plans/new/", plans.new_plan, name="plan_new"),
    path("desk/<slug:slug>/plans/<int:number>/", plans.plan, name="plan"),
    path("desk/<slug:slug>/plans/<int:number>/standing/", plans.standing, name="plan_standing"),
    path("desk/<slug:slug>/plans/<int:number>/open/", plans.open_next, name="plan_open"),
    path("desk/<slug:slug>/plans/<int:number>/end/", plans.end, name="plan_end"),
    path("desk/<slug:slug>/rounds/<int:number>/place/<slug:code>/late/", late.let_send_late, name="round_late"),
    path("desk/<slug:slug>/rounds/<int:number>/place/<slug:code>/late/end/", late.end_late, name="round_late_end"),
]
