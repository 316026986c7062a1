"""Finds the cut fonts for `collectstatic` and for the development server."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.storage import FileSystemStorage

from commonweal.ui.fonts import build_fonts


class CutFonts(BaseFinder):
    """Makes the fonts the first time somebody asks, in the installation's own folder."""

    @cached_property
    def storage(self) -> FileSystemStorage:
        folder = Path(settings.COMMONWEAL_HOME) / "fonts"
        build_fonts(folder)
        return FileSystemStorage(location=folder)

    def check(self, **kwargs: Any) -> list[Any]:
        """Nothing to configure."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The font at this static path."""
        is_ours = path.startswith("ui/fonts/") and self.storage.exists(path)
        found = [self.storage.path(path)] if is_ours else []
        return found if find_all else (found[0] if found else [])

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        """All fonts, for `collectstatic`."""
        for name in sorted(self.storage.listdir("ui/fonts")[1]):
            if name.endswith(".woff2") and not matches_patterns(name, ignore_patterns):
                yield f"ui/fonts/{name}", self.storage
