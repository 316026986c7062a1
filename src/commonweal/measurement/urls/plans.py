"""Plans of rounds, and what partners are asked for in minutes."""

from django.urls import path

from commonweal.measurement.views import plans

urlpatterns = [
    path("desk/<slug:slug>/plans/new/", plans.new_plan, name="plan_new"),
    path("desk/<slug:slug>/plans/<int:number>/", plans.plan, name="plan"),
    path("desk/<slug:slug>/plans/<int:number>/standing/", plans.standing, name="plan_standing"),
    path("desk/<slug:slug>/plans/<int:number>/open/", plans.open_next, name="plan_open"),
    path("desk/<slug:slug>/plans/<int:number>/end/", plans.end, name="plan_end"),
]
