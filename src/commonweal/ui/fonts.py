"""Fonts: cut out of installed wheels to English and Spanish, never vendored.

`build_fonts` writes three small woff2 files; the static step calls it through
`ui.finders.CutFonts`. `font_folders` gives the full faces to chart and PDF renderers.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

RECIPE = "2"  # change it when the cut changes, so that old files are made again


@dataclass(frozen=True)
class Face:
    """One cut font: the file it becomes, and the wheel and file it comes from."""

    target: str
    package: str
    source: str


FACES = (
    Face("sans-400.woff2", "font_source_sans_pro", "SourceSansPro-Regular.ttf"),
    Face("sans-600.woff2", "font_source_sans_pro", "SourceSansPro-Semibold.ttf"),
    Face("serif-600.woff2", "font_source_serif_pro", "SourceSerifPro-Semibold.ttf"),
)
SANS = "Source Sans Pro"

# ASCII, the accents of Spanish and of the names of people, and the punctuation the pages use.
LETTERS = "".join(chr(code) for code in range(0x20, 0x7F)) + (
    "\u00a0¡¿ÁÉÍÓÚÜÑáéíóúüñÀàÂâÇçÈèÊêÏïÔôÖöÄäåÅøØºª«»“”‘’–—…·•°±×÷≤≥−½¼¾€£¢©®→←↑↓▲●◆■"
)


def source_file(face: Face) -> Path:
    """The full font in its wheel."""
    return Path(str(files(face.package) / "files" / face.source))


def font_folders() -> list[Path]:
    """The folders with the full TrueType files, for renderers that take folders."""
    return sorted({source_file(face).parent for face in FACES})


def build_fonts(target_dir: Path) -> list[Path]:
    """Write the cut fonts to `target_dir`/ui/fonts unless they are there already."""
    folder = Path(target_dir) / "ui" / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    recipe = folder / f".recipe-{RECIPE}"
    made = [folder / face.target for face in FACES]
    if not recipe.exists() or not all(path.exists() for path in made):
        for face, path in zip(FACES, made, strict=True):
            _cut(source_file(face), path)
        recipe.touch()
    return made


def _cut(source: Path, target: Path) -> None:
    from fontTools import subset  # slow to import, and needed once per installation

    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = ["kern", "liga", "tnum", "lnum", "mark", "mkmk", "ccmp"]
    options.hinting = False
    options.name_IDs = [1, 2, 4, 6, 13, 14]
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=LETTERS)
    # Under a name of its own first: two servers may start at the same moment.
    handle, temporary = tempfile.mkstemp(dir=target.parent, suffix=".part")
    os.close(handle)
    with subset.load_font(str(source), options) as font:
        subsetter.subset(font)
        subset.save_font(font, temporary, options)
    os.replace(temporary, target)
    target.chmod(0o644)
