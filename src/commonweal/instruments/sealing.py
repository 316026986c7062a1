"""A pile of sheets that only a key in a file can open; the key is another after every writing.

Each pile names its key. A new key is durable before the pile that needs it can be, and an old one is removed after the
new pile stands: whatever moment a machine stops at, the pile that stands has its key, and an earlier one never stays
readable for long.
"""

import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from commonweal.lib.files import write_durably

_NAME, _NONCE, _LENGTH = 16, 12, 4


class LostKeyError(Exception):
    """The pile is there and no key opens it: the folder of keys was lost, or put back from another day."""


@dataclass(frozen=True)
class Key:
    name: bytes
    secret: bytes

    @property
    def file(self) -> str:
        return self.name.hex()


def make_key(folder: Path) -> Key:
    """A new key, on the disk before this returns."""
    key = Key(secrets.token_bytes(_NAME), AESGCM.generate_key(bit_length=256))
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_durably(folder / key.file, key.secret)
    return key


def current_key(folder: Path) -> Key | None:
    """The first that was made here, where keys stay."""
    names = sorted(file.name for file in folder.iterdir()) if folder.is_dir() else []
    return Key(bytes.fromhex(names[0]), (folder / names[0]).read_bytes()) if names else None


def seal(pile: Sequence[bytes], size: int, key: Key) -> bytes:
    """All sheets at one length, in an order that only chance knows."""
    shuffled = list(pile)
    secrets.SystemRandom().shuffle(shuffled)
    padded = b"".join(_padded(sheet, size) for sheet in shuffled)
    nonce = secrets.token_bytes(_NONCE)
    words = size.to_bytes(_LENGTH) + padded
    return key.name + nonce + AESGCM(key.secret).encrypt(nonce, words, key.name)


def unseal(sealed: bytes, folder: Path) -> list[bytes]:
    """The sheets of a pile, by the key that it names; raises LostKeyError."""
    name, nonce, closed = sealed[:_NAME], sealed[_NAME : _NAME + _NONCE], sealed[_NAME + _NONCE :]
    try:
        secret = (folder / _name_of(sealed)).read_bytes()
    except FileNotFoundError as error:
        raise LostKeyError(folder.name) from error
    try:
        words = AESGCM(secret).decrypt(nonce, closed, name)
    except InvalidTag as error:
        raise LostKeyError(folder.name) from error
    size, padded = int.from_bytes(words[:_LENGTH]), words[_LENGTH:]
    return [_bare(padded[start : start + size]) for start in range(0, len(padded), size)]


def keep_only_key_of(sealed: bytes, folder: Path) -> None:
    """Remove what an interrupted writing left. Only for who holds the lock on the pile that stands, which is this one.

    Without the lock somebody else's new key could lie here, of a pile that is about to stand. Where this pile's own key
    is missing, something is wrong, and nothing is removed.
    """
    if (folder / _name_of(sealed)).is_file():
        for file in folder.iterdir():
            if file.name != _name_of(sealed):
                _destroy(file)


def remove_key_of(sealed: bytes, folder: Path) -> None:
    """Once the next pile stands, this one is opened no more, wherever a copy of it may lie."""
    _destroy(folder / _name_of(sealed))


def destroy_keys(folder: Path) -> None:
    """What was sealed here is opened no more."""
    if folder.is_dir():
        for file in folder.iterdir():
            _destroy(file)
        folder.rmdir()


def _name_of(sealed: bytes) -> str:
    return sealed[:_NAME].hex()


def _destroy(file: Path) -> None:
    """Written over before it goes, for what that is worth on the disk at hand."""
    with suppress(FileNotFoundError):
        with file.open("r+b") as opened:
            opened.write(bytes(file.stat().st_size))
        file.unlink()


def _padded(sheet: bytes, size: int) -> bytes:
    if len(sheet) + _LENGTH > size:
        raise ValueError(f"A sheet of {len(sheet)} bytes does not fit into {size}.")
    return (len(sheet).to_bytes(_LENGTH) + sheet).ljust(size, b"\0")


def _bare(padded: bytes) -> bytes:
    return padded[_LENGTH : _LENGTH + int.from_bytes(padded[:_LENGTH])]
