from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path


@login_not_required
def partner(request: HttpRequest, token: str) -> HttpResponse:
    raise Http404


urlpatterns = [path("p/<str:token>/", partner, name="partner")]
