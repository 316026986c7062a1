"""The pages of allauth that we use, under the names that it looks for. No sign-up, and no reset by a mailed link:
who forgot the password comes in by a code and sets a new one."""

from allauth.account import views
from django.contrib.auth.decorators import login_not_required
from django.urls import path

urlpatterns = [
    path("", views.login, name="account_login"),
    path("code/", views.request_login_code, name="account_request_login_code"),
    path("code/confirm/", views.confirm_login_code, name="account_confirm_login_code"),
    # Open to visitors too: it is also how somebody who waits for a code goes back and comes in another way.
    path("out/", login_not_required(views.logout), name="account_logout"),
    path("closed/", views.account_inactive, name="account_inactive"),
]
