from django.urls import path

from commonweal.publication import views

app_name = "publication"
urlpatterns = [
    path("desk/<slug:slug>/releases/", views.releases, name="releases"),
    path("desk/<slug:slug>/releases/<int:number>/withdraw/", views.withdraw, name="withdraw"),
]
