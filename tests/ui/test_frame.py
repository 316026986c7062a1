"""The frame of every page: language, skip link, error pages, form parts."""

import pytest
from django import forms
from django.template import Context, Template
from django.test import Client
from django.utils import translation

from commonweal.ui import views
from commonweal.ui.verdicts import FACES, face_of

TITLES = {
    "en": "There is no page at this address",
    "es": "No hay ninguna página en esta dirección",
}


class Question(forms.Form):
    name = forms.CharField(label="Name", help_text="As on the sheet.")
    count = forms.IntegerField(label="Count")
    agree = forms.ChoiceField(label="Agree", choices=[("y", "Yes, I agree"), ("n", "No")], widget=forms.RadioSelect)


def shown(template: str, **context: object) -> str:
    return Template("{% load ui %}" + template).render(Context(context))


@pytest.mark.django_db
@pytest.mark.parametrize("lang", ["en", "es"])
def test_absent_page_says_so_in_the_readers_language(lang: str) -> None:
    answer = Client().get("/there/is/nothing/here/", headers={"accept-language": lang})
    assert answer.status_code == 404
    text = answer.content.decode()
    assert f'<html lang="{lang}">' in text
    assert f"<h1>{TITLES[lang]}</h1>" in text


@pytest.mark.django_db
@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize(
    ("view", "status"), [(views.bad_request, 400), (views.permission_denied, 403), (views.not_found, 404)]
)
def test_error_pages_answer_with_their_status_and_no_trace(rf: object, view: object, status: int, lang: str) -> None:
    request = rf.get("/x/")  # type: ignore[attr-defined]
    with translation.override(lang):
        answer = view(request, ValueError("secret detail"))  # type: ignore[operator]
    assert answer.status_code == status
    assert "secret detail" not in answer.content.decode()


@pytest.mark.parametrize(
    ("lang", "title"), [("en", "Something broke on our side"), ("es", "Algo falló de nuestro lado")]
)
def test_our_own_fault_is_told_without_needing_the_database(rf: object, lang: str, title: str) -> None:
    with translation.override(lang):
        answer = views.server_error(rf.get("/x/"))  # type: ignore[attr-defined]
    assert answer.status_code == 500
    assert f"<h1>{title}</h1>" in answer.content.decode()


@pytest.mark.django_db
def test_language_switch_works_without_scripts_and_is_kept() -> None:
    visitor = Client(enforce_csrf_checks=True)
    answer = visitor.post("/language/", {"language": "es", "next": "/nothing/"})
    assert (answer.status_code, answer["Location"]) == (302, "/nothing/")
    assert '<html lang="es">' in visitor.get("/nothing/").content.decode()


@pytest.mark.django_db
def test_language_switch_never_leads_to_another_site() -> None:
    answer = Client().post("/language/", {"language": "es", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"


@pytest.mark.parametrize("code", [*FACES, "unusual"])
def test_verdict_has_a_silhouette_a_word_and_a_tint(code: str) -> None:
    face = face_of(code)
    chip = shown("{% chip code %}", code=code)
    assert f'class="chip {face.tone}"' in chip
    assert f'href="#v-{face.shape}"' in chip
    assert str(face.word) in chip
    assert f'id="v-{face.shape}"' in shown("{% include 'ui/sprite.html' %}")


def test_error_summary_and_field_say_the_same_words_and_keep_what_was_typed() -> None:
    form = Question({"name": "Ana", "count": "many"})
    summary, beside = shown("{% error_summary form %}", form=form), shown("{% form_fields form %}", form=form)
    assert '<a href="#id_count">Count: Write a whole number in digits, such as 250.</a>' in summary
    assert '<p class="field-error" id="id_count_error">Write a whole number in digits, such as 250.</p>' in beside
    assert 'value="many"' in beside
    assert 'aria-describedby="id_count_error" aria-invalid="true"' in beside


@pytest.mark.parametrize(
    ("language", "typed", "words"),
    [
        ("en", "0", "Write 1 or more."),
        ("en", "9", "Write 5 or less."),
        ("es", "0", "Escriba 1 o más."),
        ("es", "9", "Escriba 5 o menos."),
    ],
)
def test_number_out_of_bounds_says_what_to_write(language: str, typed: str, words: str) -> None:
    class Sheets(forms.Form):
        number = forms.IntegerField(min_value=1, max_value=5)

    with translation.override(language):
        beside = shown("{% form_fields form %}", form=Sheets({"number": typed}))
    assert f'<p class="field-error" id="id_number_error">{words}</p>' in beside


def test_error_summary_leads_to_a_group_of_choices() -> None:
    summary = shown("{% error_summary form %}{% form_fields form %}", form=Question({"name": "Ana", "count": "3"}))
    assert 'href="#id_agree-group"' in summary
    assert 'id="id_agree-group"' in summary


def test_page_title_begins_with_how_many_to_check() -> None:
    assert shown("{% error_prefix form %}", form=Question({"count": "x"})) == "3 to check: "
    assert shown("{% error_prefix form %}", form=Question()) == ""


def test_progress_says_in_words_how_far() -> None:
    assert "1,200 of 3,000" in shown("{% progress 1200 3000 'Reading rows' %}")


@pytest.mark.django_db
def test_header_leads_members_home_and_strangers_nowhere_private(signed_in: object, analyst: object) -> None:
    members = signed_in(analyst).get("/nothing/here/").content.decode()  # type: ignore[operator]
    strangers = Client().get("/nothing/here/").content.decode()
    assert [name in members for name in ('<a href="/home/">Home</a>', '<a href="/">Scoreboard</a>')] == [True, True]
    assert "/home/" not in strangers


class Asked(forms.Form):
    second = forms.ChoiceField(label="Way", choices=[("y", "Up")], widget=forms.RadioSelect)
    file = forms.FileField(label="File", error_messages={"required": "Choose the file of the list."})
    first = forms.CharField(label="Name")
    field_order = ["first", "second", "file"]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ["Name: Write something here.", "Way: Choose one.", "File: Choose the file of the list."]),
        ("es", ["Name: Escriba algo aquí.", "Way: Elija una opción.", "File: Choose the file of the list."]),
    ],
)
def test_empty_fields_say_what_to_do_in_the_order_of_the_page(lang: str, words: list[str]) -> None:
    with translation.override(lang):
        page = shown("{% form_fields form %}", form=Asked({}))
    summary, fields = page.split("</ul></div>", 1)
    assert [line.split(">")[1].split("<")[0] for line in summary.split("<a ")[1:]] == words
    for line in words:
        assert f'_error">{line.partition(": ")[2]}</p>' in fields
