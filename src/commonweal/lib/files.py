"""Files named by the hash of what is in them: written so that they survive a power cut, checked when they are read."""

import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BLOCK = 1 << 20
HASH = re.compile(r"[0-9a-f]{64}")


class DamagedFile(Exception):  # noqa: N818 (reads as what it is where it is caught)
    """What is on the disk is not what was written: cut short, changed, or gone."""


@dataclass(frozen=True)
class Stored:
    sha256: str
    size: int
    path: Path


def path_of(folder: Path, sha256: str, suffix: str = "") -> Path:
    if not HASH.fullmatch(sha256):
        raise ValueError(f"{sha256!r} is not a SHA-256 in lower-case hexadecimal digits.")
    return folder / f"{sha256}{suffix}"


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def store(source: bytes | Path, folder: Path, suffix: str = "") -> Stored:
    """Keep `source` under its hash. Once this returns, a power cut cannot take the file away."""
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f".draft-{secrets.token_hex(8)}"
    try:
        sha256, size = _write(source, draft)
        target = path_of(folder, sha256, suffix)
        os.replace(draft, target)
    finally:
        draft.unlink(missing_ok=True)
    _sync_folder(folder)
    return Stored(sha256=sha256, size=size, path=target)


def read_verified(folder: Path, sha256: str, suffix: str = "") -> bytes:
    path = path_of(folder, sha256, suffix)
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise DamagedFile(f"{path.name} is gone. Bring it back from a backup.") from error
    if sha256_of(content) != sha256:
        raise DamagedFile(f"{path.name} is not as it was written. Bring it back from a backup.")
    return content


def remove(folder: Path, sha256: str, suffix: str = "") -> bool:
    """True where there was a file to remove."""
    path = path_of(folder, sha256, suffix)
    existed = path.exists()
    path.unlink(missing_ok=True)
    if existed:
        _sync_folder(folder)
    return existed


def write_durably(path: Path, content: bytes) -> None:
    """Replace the file at `path` in one step: a reader sees the old content or the new, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.parent / f".draft-{secrets.token_hex(8)}"
    try:
        _write(content, draft)
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _write(source: bytes | Path, target: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with target.open("xb") as out:
        for block in _blocks(source):
            digest.update(block)
            out.write(block)
            size += len(block)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest(), size


def _blocks(source: bytes | Path) -> Iterator[bytes]:
    if isinstance(source, bytes):
        yield source
        return
    with source.open("rb") as opened:
        while block := opened.read(BLOCK):
            yield block


def _sync_folder(folder: Path) -> None:
    """A new name is durable only when its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
