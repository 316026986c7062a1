from django.urls import path

from commonweal.people.views import own_page, signing_in

app_name = "people"

urlpatterns = [
    path("sign-in/once/<str:token>/", signing_in.once, name="once"),
    path("sign-in/mail-language/", signing_in.mail_language, name="mail_language"),
    path("sign-in/password/", signing_in.password, name="password"),
    path("me/", own_page.page, name="me"),
    path("me/about/", own_page.about_me, name="about_me"),
    path("me/experience/", own_page.experience, name="experience"),
    path("me/agreements/", own_page.consents, name="consents"),
    path("me/agreements/<slug:purpose>/", own_page.choose_consent, name="choose_consent"),
    path("me/mails/", own_page.mails, name="mails"),
    path("me/work/<int:number>/end/", own_page.end_work, name="end_work"),
]
