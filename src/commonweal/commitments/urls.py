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
    path("promise/<str:token>/", views.by_link, name="by_link"),
    path("promise/<str:token>/disown/", views.disown_by_link, name="disown_by_link"),
]
