import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from commonweal.lib.files import DamagedFile, path_of, read_verified, remove, store, write_durably


def test_stored_file_is_named_by_its_hash(tmp_path: Path) -> None:
    stored = store(b"3 pupils", tmp_path / "files", ".csv")
    assert stored.sha256 == hashlib.sha256(b"3 pupils").hexdigest()
    assert stored.size == 8
    assert stored.path == tmp_path / "files" / f"{stored.sha256}.csv"
    assert stored.path.read_bytes() == b"3 pupils"


def test_same_bytes_twice_are_one_file(tmp_path: Path) -> None:
    first, second = store(b"x", tmp_path), store(b"x", tmp_path)
    assert first == second
    assert os.listdir(tmp_path) == [first.sha256]


def test_file_from_a_path_is_copied_in_blocks(tmp_path: Path) -> None:
    big = tmp_path / "big"
    big.write_bytes(b"0123456789abcdef" * 200_000)
    stored = store(big, tmp_path / "files")
    assert stored.size == 3_200_000
    assert read_verified(tmp_path / "files", stored.sha256) == big.read_bytes()


@pytest.mark.parametrize("damage", ["flipped bit", "cut short", "gone"])
def test_damaged_file_is_noticed_when_it_is_read(tmp_path: Path, damage: str) -> None:
    stored = store(b"enrolled;28", tmp_path)
    if damage == "flipped bit":
        stored.path.write_bytes(b"enrolled;29")
    elif damage == "cut short":
        stored.path.write_bytes(b"enrolled")
    else:
        stored.path.unlink()
    with pytest.raises(DamagedFile):
        read_verified(tmp_path, stored.sha256)


def test_storing_again_heals_a_damaged_file(tmp_path: Path) -> None:
    stored = store(b"enrolled;28", tmp_path)
    stored.path.write_bytes(b"enrolled;29")
    store(b"enrolled;28", tmp_path)
    assert read_verified(tmp_path, stored.sha256) == b"enrolled;28"


def test_name_that_is_no_hash_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="is not a SHA-256"):
        path_of(tmp_path, "../../etc/passwd")


def test_source_that_cannot_be_read_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        store(tmp_path / "absent", tmp_path / "files")
    assert os.listdir(tmp_path / "files") == []


def test_removed_file_is_gone_and_a_second_removal_is_harmless(tmp_path: Path) -> None:
    stored = store(b"x", tmp_path)
    assert remove(tmp_path, stored.sha256) is True
    assert remove(tmp_path, stored.sha256) is False
    assert os.listdir(tmp_path) == []


def test_durable_write_replaces_the_whole_file(tmp_path: Path) -> None:
    write_durably(tmp_path / "notes" / "a.json", b"first, and long")
    write_durably(tmp_path / "notes" / "a.json", b"second")
    assert (tmp_path / "notes" / "a.json").read_bytes() == b"second"
    assert os.listdir(tmp_path / "notes") == ["a.json"]


WRITER = """
import sys
from pathlib import Path
from commonweal.lib.files import store
number = 0
while True:
    store(str(number).encode() * 100_000, Path(sys.argv[1]))
    number += 1
"""


def test_writer_killed_at_any_moment_leaves_only_whole_files(tmp_path: Path) -> None:
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)])
    while len([name for name in os.listdir(tmp_path) if not name.startswith(".")]) < 5:
        assert writer.poll() is None
        time.sleep(0.005)
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    kept = [name for name in os.listdir(tmp_path) if not name.startswith(".draft-")]
    assert [hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() for name in kept] == kept
