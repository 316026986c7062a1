"""Files about organisations and people, one or several or a ZIP of them."""

import io
import zipfile
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST_FILES = 200
LARGEST = 50 * 1024 * 1024


class SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFiles(forms.FileField):
    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) and data else [None]
        return [super(SeveralFiles, self).clean(one, initial) for one in given]


class DirectoryForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name of the directory"),
        help_text=gettext_lazy("Where it comes from, such as: county service directory 2026."),
        max_length=200,
    )
    documents = SeveralFiles(
        label=gettext_lazy("Files"),
        help_text=gettext_lazy("Popolo as JSON, Open Referral tables as CSV, or a ZIP of a whole folder."),
        error_messages={"required": gettext_lazy("Choose a file.")},
    )

    def contents(self) -> dict[str, bytes]:
        """By name, in order; a ZIP is its files."""
        found: dict[str, bytes] = {}
        for upload in self.cleaned_data["documents"]:
            content = upload.read()
            came = unpacked(content) if zipfile.is_zipfile(io.BytesIO(content)) else [(upload.name, content)]
            for name, one in came:
                if name in found:
                    raise ValidationError(_("Two files have the same name: %(name)s.") % {"name": name})
                found[name] = one
        return found


def unpacked(content: bytes) -> list[tuple[str, bytes]]:
    """How large it would be is looked up before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as bundle:
            parts = [part for part in bundle.infolist() if not part.is_dir()]
            if len(parts) > MOST_FILES or sum(part.file_size for part in parts) > LARGEST:
                raise ValidationError(_("The ZIP has more than 200 files or 50 MB. Send a part of it."))
            if outside := [part.filename for part in parts if is_outside(part.filename)]:
                raise ValidationError(_("The ZIP has a file outside its own folder: %(name)s.") % {"name": outside[0]})
            return [(part.filename, bundle.read(part)) for part in parts]
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as problem:
        raise ValidationError(_("The ZIP cannot be opened. Pack it anew, without a password.")) from problem


def is_outside(name: str) -> bool:
    """Whoever unpacks what we hand back must not write beside the folder."""
    return name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name
