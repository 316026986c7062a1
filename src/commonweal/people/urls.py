from django.urls import path

from commonweal.people import views

app_name = "people"

urlpatterns = [
    path("sign-in/once/<str:token>/", views.once, name="once"),
    path("sign-in/mail-language/", views.mail_language, name="mail_language"),
    path("sign-in/password/", views.password, name="password"),
]
