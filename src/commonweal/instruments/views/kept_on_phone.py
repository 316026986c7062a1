"""What somebody has not sent yet, kept by their own phone: without a script, and with nothing stored on the server."""

import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from commonweal.engines.questionnaires import as_typed
from commonweal.instruments.models import Survey
from commonweal.instruments.queries.asking import Asking

ON_THIS_PHONE = timedelta(days=14)
#: Browsers keep 4,096 letters with the name and the address; a text of that length unpacks to no more than this.
MOST_LETTERS, MOST_UNPACKED = 3_500, 100_000


def keep(response: HttpResponse, asking: Asking, address: str, answers: Mapping[str, Any]) -> bool:
    """False where they are longer than a phone keeps."""
    packed = urlsafe_b64encode(zlib.compress(json.dumps(answers, ensure_ascii=False).encode(), 9)).decode()
    if len(packed) > MOST_LETTERS:
        return False
    response.set_cookie(
        cookie_of(asking.survey), packed, max_age=ON_THIS_PHONE, path=address, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return True


def kept(request: HttpRequest, asking: Asking) -> dict[str, Any]:
    """As if it was typed just now; nothing where somebody changed it so that it cannot be read."""
    packed = request.COOKIES.get(cookie_of(asking.survey), "")
    if not packed or asking.is_named:
        return {}
    try:
        plain = zlib.decompressobj().decompress(urlsafe_b64decode(packed), MOST_UNPACKED)
        found = json.loads(plain)
    except (Error, zlib.error, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    fields = {
        key: [str(one) for one in (value if isinstance(value, list) else [value])] for key, value in found.items()
    }
    return as_typed(asking.instrument, fields)


def forget(response: HttpResponse, asking: Asking, address: str) -> None:
    response.delete_cookie(cookie_of(asking.survey), path=address, samesite="Lax")


def cookie_of(survey: Survey) -> str:
    return f"kept-{survey.key.hex[:12]}"
