from django.urls import path

from commonweal.commitments import views

app_name = "commitments"

urlpatterns = [
    path("desk/<slug:slug>/promises/", views.promises, name="promises"),
    path("desk/<slug:slug>/promises/add/", views.add, name="add"),
    path("desk/<slug:slug>/promises/<int:number>/", views.promise, name="promise"),
    path("desk/<slug:slug>/promises/<int:number>/account/", views.account, name="account"),
    path("desk/<slug:slug>/promises/<int:number>/heard/", views.heard, name="heard"),
    path("desk/<slug:slug>/promises/<int:number>/release/", views.release, name="release"),
    path("desk/<slug:slug>/promises/<int:number>/disown/", views.disown, name="disown"),
    path("desk/<slug:slug>/exchange/", views.exchange, name="exchange"),
    path("desk/<slug:slug>/exchange/<int:number>/end/", views.end_resource, name="end_resource"),
    path("desk/<slug:slug>/champions/", views.champions, name="champions"),
    path("desk/<slug:slug>/champions/<int:term>/", views.champion, name="champion"),
    path("promise/<str:token>/", views.by_link, name="by_link"),
    path("promise/<str:token>/disown/", views.disown_by_link, name="disown_by_link"),
]
