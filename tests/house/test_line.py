"""Foreign keys, includes and addresses point down the line of rooms; a model says what in it is personal."""

from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from tests.house import line
from tests.house.code import ROOT

PACKAGE = ROOT / "src" / "commonweal"
OURS = [model for model in apps.get_models() if line.is_ours(model)]


def test_foreign_keys_point_down() -> None:
    assert line.foreign_keys_up(apps.get_models()) == []


def test_templates_include_and_link_downwards() -> None:
    assert line.templates_up(PACKAGE) == []


def test_pages_load_nothing_inline() -> None:
    assert line.inline_parts(PACKAGE) == []


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_model_says_what_in_it_is_personal(model: type[models.Model]) -> None:
    assert line.says_what_is_personal(model)


def test_room_of_every_model_stands_in_the_line() -> None:
    rooms = {name for rooms in line.line_of_rooms() for name in rooms}
    labels = {config.label for config in apps.get_app_configs() if config.name.startswith("commonweal.")}
    assert labels - rooms == set()


@isolate_apps("commonweal.people", "commonweal.trail")
def test_foreign_key_that_points_up_is_caught() -> None:
    class Upper(models.Model):  # noqa: DJ008 (nobody reads it)
        class Meta:
            app_label = "people"

    class Lower(models.Model):  # noqa: DJ008
        upper = models.ForeignKey(Upper, on_delete=models.CASCADE)

        class Meta:
            app_label = "trail"

    assert line.foreign_keys_up([Lower, Upper]) == ["trail.Lower.upper → people.Upper"]
    assert not line.says_what_is_personal(Lower)


@pytest.mark.parametrize(
    ("template", "complaint"),
    [
        ('{% include "pages/board.html" %}', "includes pages/board.html"),
        ('{% extends "pages/board.html" %}', "includes pages/board.html"),
        ("{% url 'pages:board' slug %}", "links to pages:board"),
    ],
)
def test_template_that_points_up_is_caught(tmp_path: Path, template: str, complaint: str) -> None:
    (tmp_path / "pages/templates/pages").mkdir(parents=True)
    (tmp_path / "pages/templates/pages/board.html").write_text('{% include "people/card.html" %}')
    (tmp_path / "people/templates/people").mkdir(parents=True)
    (tmp_path / "people/templates/people/card.html").write_text(template)
    assert line.templates_up(tmp_path) == [f"people/templates/people/card.html {complaint}"]


@pytest.mark.parametrize(
    "part", ['<p style="color:red">', "<style>p{}</style>", "<script>go()</script>", '<a onclick="go()">']
)
def test_inline_part_is_caught(tmp_path: Path, part: str) -> None:
    (tmp_path / "ui/templates/ui").mkdir(parents=True)
    (tmp_path / "ui/templates/ui/page.html").write_text(part)
    assert len(line.inline_parts(tmp_path)) == 1


def test_script_from_our_own_server_is_no_inline_part(tmp_path: Path) -> None:
    (tmp_path / "ui/templates/ui").mkdir(parents=True)
    (tmp_path / "ui/templates/ui/page.html").write_text('<script defer src="/static/htmx.js"></script>')
    assert line.inline_parts(tmp_path) == []
