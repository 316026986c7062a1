"""Secrets that travel in links. The holder has the token, the database only its hash."""

import hashlib
import secrets


def make_token() -> tuple[str, str]:
    """A new token of 192 random bits, and the hash under which it is kept."""
    token = secrets.token_urlsafe(24)
    return token, hash_token(token)


def hash_token(token: str) -> str:
    """No salt and no stretching: the token is random and long, so that guessing it from the hash is hopeless."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
