"""A public page is made once per release, language and address, and served as bytes from then on.

The key holds the state of every release of the initiative, read from the database on each request
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
from django.utils.translation import get_language

KEPT_FOR = 24 * 3600
VERSION = "1"


@dataclass(frozen=True)
class Rendered:
    """A finished page. One that still waits for a picture is not kept."""

    html: str
    is_final: bool = True
    status: int = 200


@dataclass(frozen=True)
class _Kept:
    plain: bytes
    zipped: bytes
    etag: str
    status: int


def served(request: HttpRequest, key: str, make: Callable[[], Rendered]) -> HttpResponse:
    """The page under this key, from the cache or made now."""
    lang = get_language() or "en"
    name = hashlib.sha256(f"{VERSION}|{key}|{lang}|{request.path}".encode()).hexdigest()
    kept = cache.get(f"page:{name}")
    if kept is None:
        made = make()
        kept = _keep(made)
        if made.is_final:
            cache.set(f"page:{name}", kept, KEPT_FOR)
    return _answer(request, kept)


def _keep(made: Rendered) -> _Kept:
    # The templates' indentation is for their readers; a phone need not fetch it.
    plain = re.sub(r"\n\s*", "\n", made.html).encode("utf-8")
    etag = f'"{hashlib.sha256(plain).hexdigest()[:24]}"'
    return _Kept(plain, gzip.compress(plain, 6, mtime=0), etag, made.status)


def _answer(request: HttpRequest, kept: _Kept) -> HttpResponse:
    response: HttpResponse
    if kept.status == 200 and request.headers.get("If-None-Match", "").removeprefix("W/") == kept.etag:
        response = HttpResponseNotModified()
    elif "gzip" in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(kept.zipped, status=kept.status)
        response["Content-Encoding"] = "gzip"
    else:
        response = HttpResponse(kept.plain, status=kept.status)
    response["ETag"] = kept.etag
    # Kept by the browser, and asked about each time: a withdrawn figure must be gone at once.
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ("Accept-Language", "Accept-Encoding", "Cookie"))
    return response
