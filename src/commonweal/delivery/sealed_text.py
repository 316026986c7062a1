"""Words that the database keeps closed: whoever reads its files finds no link that opens something for somebody else.

The key comes from the site's secret key, which lies beside the database and not in it.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache
from secrets import token_bytes
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models

_MARK, _NONCE = "sealed:", 12


class SealedText(models.TextField):
    """A text whose row nobody can read without the site's secret key. Nothing is found by what it says."""

    def get_prep_value(self, value: Any) -> Any:
        words = super().get_prep_value(value)
        return sealed(words) if words else words

    def from_db_value(self, value: str | None, *_how: Any) -> str | None:
        return opened(value) if value else value


def sealed(words: str) -> str:
    nonce = token_bytes(_NONCE)
    closed = _cipher(settings.SECRET_KEY).encrypt(nonce, words.encode(), None)
    return _MARK + urlsafe_b64encode(nonce + closed).decode()


def opened(stored: str) -> str:
    """Empty where the secret key is another by now: such words are gone."""
    if not stored.startswith(_MARK):
        return stored
    closed = urlsafe_b64decode(stored.removeprefix(_MARK))
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            return _cipher(secret).decrypt(closed[:_NONCE], closed[_NONCE:], None).decode()
        except InvalidTag:
            continue
    return ""


@lru_cache(maxsize=8)
def _cipher(secret: str) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, None, b"delivery.message").derive(secret.encode()))
