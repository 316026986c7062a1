"""The pages of allauth that we use, under the names that it looks for. No sign-up, and no reset by a mailed link:
who forgot the password comes in by a code and sets a new one."""

from allauth.account import views
from django.contrib.auth.decorators import login_not_required
from django.urls import path

from commonweal.people.views import ways_in

urlpatterns = [
    path("", views.login, name="account_login"),
    path("code/", views.request_login_code, name="account_request_login_code"),
    path("code/confirm/", views.confirm_login_code, name="account_confirm_login_code"),
    # Open to visitors too: it is also how somebody who waits for a code goes back and comes in another way.
    path("out/", login_not_required(views.logout), name="account_logout"),
    path("closed/", views.account_inactive, name="account_inactive"),
    path("passkey/", ways_in.passkey, name="mfa_login_webauthn"),
    path("through/<slug:provider_id>/login/", ways_in.oidc_login, name="openid_connect_login"),
    path("through/<slug:provider_id>/callback/", ways_in.oidc_callback, name="openid_connect_callback"),
    path("through/cancelled/", ways_in.cancelled, name="socialaccount_login_cancelled"),
    path("through/failed/", ways_in.failed, name="socialaccount_login_error"),
    path("through/nobody/", ways_in.nobody, name="socialaccount_signup"),
]
