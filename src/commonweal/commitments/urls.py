from django.urls import path

from commonweal.commitments.views import capacity, giving, promises

app_name = "commitments"

urlpatterns = [
    path("desk/<slug:slug>/promises/", promises.promises, name="promises"),
    path("desk/<slug:slug>/promises/add/", promises.add, name="add"),
    path("desk/<slug:slug>/promises/<int:number>/", promises.promise, name="promise"),
    path("desk/<slug:slug>/promises/<int:number>/account/", promises.account, name="account"),
    path("desk/<slug:slug>/promises/<int:number>/heard/", promises.heard, name="heard"),
    path("desk/<slug:slug>/promises/<int:number>/release/", promises.release, name="release"),
    path("desk/<slug:slug>/promises/<int:number>/disown/", promises.disown, name="disown"),
    path("desk/<slug:slug>/exchange/", promises.exchange, name="exchange"),
    path("desk/<slug:slug>/exchange/<int:number>/end/", promises.end_resource, name="end_resource"),
    path("desk/<slug:slug>/champions/", promises.champions, name="champions"),
    path("desk/<slug:slug>/champions/<int:term>/", promises.champion, name="champion"),
    path("desk/<slug:slug>/giving/", giving.ledger, name="giving"),
    path("desk/<slug:slug>/giving/own/", giving.own, name="own_giving"),
    path("desk/<slug:slug>/giving/add/", giving.add, name="give"),
    path("desk/<slug:slug>/giving/currency/", giving.currency, name="currency"),
    path("desk/<slug:slug>/giving/<int:number>/", giving.contribution, name="contribution"),
    path("desk/<slug:slug>/giving/<int:number>/arrived/", giving.arrived, name="arrived"),
    path("desk/<slug:slug>/giving/<int:number>/thank/", giving.thank, name="thank"),
    path("desk/<slug:slug>/giving/<int:number>/end/", giving.end, name="end_contribution"),
    path("desk/<slug:slug>/capacity/", capacity.page, name="capacity"),
    path("desk/<slug:slug>/capacity/add/", capacity.add, name="add_post"),
    path("desk/<slug:slug>/capacity/needed/", capacity.needed, name="needed_hours"),
    path("desk/<slug:slug>/capacity/<int:number>/", capacity.change, name="change_post"),
    path("desk/<slug:slug>/capacity/<int:number>/end/", capacity.end, name="end_post"),
    path("promise/<str:token>/", promises.by_link, name="by_link"),
    path("promise/<str:token>/disown/", promises.disown_by_link, name="disown_by_link"),
]
