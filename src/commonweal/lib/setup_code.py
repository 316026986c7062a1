"""The code that lets one person found the first initiative: whoever starts the server sees it, the network does not."""

import hmac
import os
import secrets
from pathlib import Path

NAME = "setup_code"
# Without the letters and digits that are taken for each other when somebody types them from a screen.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def setup_code(folder: Path) -> str:
    """The code of this installation, made at the first call and kept in a file that only its owner reads."""
    path = folder / NAME
    folder.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="utf-8").strip()
    code = "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3))
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(code + "\n")
    return code


def is_setup_code(folder: Path, given: str) -> bool:
    """Whether this is the code; small letters and missing dashes do not matter."""
    path = folder / NAME
    if not path.exists():
        return False
    expected = path.read_text(encoding="utf-8").strip().replace("-", "")
    return hmac.compare_digest(expected.encode(), given.strip().upper().replace("-", "").replace(" ", "").encode())


def forget_setup_code(folder: Path) -> None:
    """It has done its work."""
    (folder / NAME).unlink(missing_ok=True)
