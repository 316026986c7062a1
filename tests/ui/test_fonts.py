"""Fonts are cut from installed wheels, once."""

from pathlib import Path

from fontTools.ttLib import TTFont

from commonweal.ui.fonts import FACES, build_fonts, source_file


def test_fonts_are_cut_small_and_keep_spanish(tmp_path: Path) -> None:
    made = build_fonts(tmp_path)
    assert [path.name for path in made] == ["sans-400.woff2", "sans-600.woff2", "serif-600.woff2"]
    assert max(path.stat().st_size for path in made) < 16_000
    with TTFont(made[0]) as font:
        assert {ord(letter) for letter in "ñÑáéíóúü¿¡–%"} <= set(font.getBestCmap())


def test_fonts_are_cut_only_once(tmp_path: Path) -> None:
    first = [path.stat().st_mtime_ns for path in build_fonts(tmp_path)]
    assert [path.stat().st_mtime_ns for path in build_fonts(tmp_path)] == first


def test_full_faces_come_out_of_their_wheels() -> None:
    assert all(source_file(face).is_file() for face in FACES)
