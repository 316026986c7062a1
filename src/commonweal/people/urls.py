from django.urls import path

from commonweal.people.views import own_data, own_page, signing_in, ways_in

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
    path("me/passkeys/", ways_in.passkeys, name="passkeys"),
    path("me/passkeys/add/", ways_in.add_passkey, name="add_passkey"),
    path("me/passkeys/<int:number>/remove/", ways_in.remove_passkey, name="remove_passkey"),
    path("me/data/", own_data.data, name="data"),
    path("me/data/file/", own_data.data_file, name="data_file"),
    path("me/leave/", own_data.leave, name="leave"),
    path("me/erase/", own_data.erase, name="erase"),
    path("me/erase/ask/", own_data.ask, name="ask_for_erasure"),
    path("me/claim/<str:token>/", own_data.claim, name="claim"),
    path("me/jobs/<int:number>/end/", own_page.end_work, name="end_work"),
]
