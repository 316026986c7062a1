"""Small enough to read: files, functions, lib. Names that say what is inside."""

from pathlib import Path

from tests.house import code

PACKAGE = code.ROOT / "src" / "commonweal"


def test_no_file_is_longer_than_its_budget() -> None:
    assert code.long_files(PACKAGE) == []
    assert code.long_files(code.ROOT / "tests") == []
    assert code.lines_of(code.ROOT / "manage.py") <= code.LINES_OF_A_FILE


def test_no_function_is_longer_or_asks_for_more_than_its_budget() -> None:
    assert code.heavy_functions(PACKAGE) == []


def test_lib_stays_small() -> None:
    assert code.lib_over_budget(PACKAGE / "lib") == []


def test_no_name_hides_what_is_inside() -> None:
    assert code.drawers(PACKAGE) == []
    assert code.drawers(code.ROOT / "tests") == []


def test_long_file_is_caught(tmp_path: Path) -> None:
    (tmp_path / "long.py").write_text("x = 1\n" * 401)
    assert code.long_files(tmp_path) == ["long.py has 401 lines"]


def test_heavy_functions_are_caught(tmp_path: Path) -> None:
    long = "def long():\n" + "    x = 1\n" * 40
    (tmp_path / "heavy.py").write_text(long + "def wide(a, b, c, d, *, by, at, e, f, g=1): ...\n")
    assert code.heavy_functions(tmp_path) == ["heavy.py:long has 41 lines", "heavy.py:wide takes 6 arguments"]


def test_fat_lib_is_caught(tmp_path: Path) -> None:
    for name in "abcd":
        (tmp_path / f"{name}.py").write_text("x = 1\n" * 380)
    assert code.lib_over_budget(tmp_path) == ["lib has 1520 lines"]


def test_drawer_is_caught(tmp_path: Path) -> None:
    (tmp_path / "room" / "utils").mkdir(parents=True)
    (tmp_path / "room" / "helpers.py").touch()
    assert code.drawers(tmp_path) == ["room/helpers.py", "room/utils"]
