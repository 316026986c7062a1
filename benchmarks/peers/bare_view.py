"""The peer of the scoreboard page: Django with one view, no middleware, no template and no database.

It answers with as many bytes as our page has, gzipped beforehand, so that both sides send the same amount.
"""

import gzip
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

SIZE = int(os.environ.get("BARE_VIEW_BYTES", "10000"))
BODY = os.urandom(SIZE)  # incompressible: what is sent is what the compressed page weighs
assert len(gzip.compress(BODY)) >= SIZE

settings.configure(
    SECRET_KEY="only-for-the-benchmark",
    ROOT_URLCONF=__name__,
    ALLOWED_HOSTS=["*"],
    MIDDLEWARE=[],
    DEBUG=False,
)


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse(BODY, content_type="text/html; charset=utf-8")


urlpatterns = [path("", bare)]
application = get_wsgi_application()
