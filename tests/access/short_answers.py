"""The site's addresses, with answers of one line where a page is closed: most of what the table asks for is."""

from django.http import HttpRequest, HttpResponse

from commonweal.config.urls import urlpatterns

__all__ = ["handler403", "handler404", "urlpatterns"]


def handler403(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return HttpResponse("closed", status=403)


def handler404(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return HttpResponse("not there", status=404)
