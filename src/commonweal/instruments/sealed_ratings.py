"""What one organization says of another, closed under a key beside the database: neither it nor its log opens alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from commonweal.instruments.sealing import current_key, make_key, seal, unseal

#: All ratings have one length, so that none is known by how many questions it answers.
_SIZE = 512


def folder_of_ratings() -> Path:
    """Among the urns, so that a copy of everything has it."""
    return Path(settings.COMMONWEAL_HOME) / "urns" / "ratings"


def closed(answers: Mapping[str, int]) -> bytes:
    """A key that is made once stays: ratings are compared with those of years ago."""
    folder = folder_of_ratings()
    return seal([json.dumps(answers, sort_keys=True).encode()], _SIZE, current_key(folder) or make_key(folder))


def opened(sealed: bytes | memoryview[int]) -> dict[str, int]:
    """Raises LostKeyError."""
    (answers,) = unseal(bytes(sealed), folder_of_ratings())
    return dict(json.loads(answers))
