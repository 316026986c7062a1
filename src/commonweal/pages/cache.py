"""A public page is made once per release, language and address, and served as bytes from then on.

What is kept names the state of every release of the initiative, and is served only while the database says the same
(one cheap query), so a withdrawal changes what every process serves at once.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers

from commonweal.lib.languages import page_language
from commonweal.pages.queries import state_of

KEPT_FOR = 24 * 3600
# A page that still waits for a picture: short enough to show it soon, long enough that a crowd makes it only once.
KEPT_UNFINISHED = 2


@dataclass(frozen=True)
class Rendered:
    """A page. One that still waits for a picture is kept for a moment only."""

    html: str
    is_final: bool = True
    status: int = 200


@dataclass(frozen=True)
class _Kept:
    slug: str
    state: str
    zipped: bytes
    etag: str
    status: int


def served(request: HttpRequest, slug: str, make: Callable[[], Rendered], day: str = "") -> HttpResponse:
    """This initiative's page at this address, from the cache or made now; one that counts days holds for its `day`."""
    state = state_of(slug) + day
    kept = cache.get(_place(request))
    if kept is None or (kept.slug, kept.state) != (slug, state):
        made = make()
        kept = _keep(slug, state, made)
        cache.set(_place(request), kept, KEPT_FOR if made.is_final else KEPT_UNFINISHED)
    return _answer(request, kept)


def kept_page(request: HttpRequest) -> HttpResponse | None:
    """What is kept for this address, if it still holds: asked before anything is known of the visitor."""
    kept = cache.get(_place(request)) if request.method in ("GET", "HEAD") else None
    if kept is None or not request.path.startswith(f"/{kept.slug}/"):
        return None
    return _answer(request, kept) if kept.state == state_of(kept.slug) else None


def _place(request: HttpRequest) -> str:
    address = f"{page_language()}{request.path}"
    return f"page:{hashlib.sha256(address.encode()).hexdigest()}"


def _keep(slug: str, state: str, made: Rendered) -> _Kept:
    # The templates' indentation is for their readers; a phone need not fetch it.
    plain = re.sub(r"\n\s*", "\n", made.html).encode("utf-8")
    etag = f'"{hashlib.sha256(plain).hexdigest()[:24]}"'
    return _Kept(slug, state, gzip.compress(plain, 6, mtime=0), etag, made.status)


def _answer(request: HttpRequest, kept: _Kept) -> HttpResponse:
    response: HttpResponse
    if kept.status == 200 and request.headers.get("If-None-Match", "").removeprefix("W/") == kept.etag:
        response = HttpResponseNotModified()
    elif "gzip" in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(kept.zipped, status=kept.status)
        response["Content-Encoding"] = "gzip"
    else:
        response = HttpResponse(gzip.decompress(kept.zipped), status=kept.status)
    response["Content-Length"] = str(len(response.content))
    response["ETag"] = kept.etag
    # Kept by the browser, and asked about each time: a withdrawn figure must be gone at once.
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ("Accept-Language", "Accept-Encoding", "Cookie"))
    return response
