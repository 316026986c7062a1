"""What people would read of a piece of HTML, and what they would only see."""

import pytest

from commonweal.engines.questionnaires.html_words import has_tags, words_of


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>two<br>three</p>", "One\ntwo\nthree"),
        ("<p>a\n  b</p>", "a b"),
        ("<ul><li>x</li><li>y</li></ul>", "– x\n– y"),
        ("<B>Fish</B> &amp; chips&nbsp;&lt;now&gt;", "Fish & chips <now>"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("<!-- <p>no</p> -->yes<!-- never closed", "yes"),
        ("<script>alert('<p>no</p>')</script>yes", "yes"),
        ("<![CDATA[x]]><?php y ?>z", "z"),
        ("<a b='", "<a b='"),
    ],
)
def test_words_stand_in_lines_without_their_looks(html: str, text: str) -> None:
    assert words_of(html).text == text


def test_pictures_are_named_by_their_words_or_their_file() -> None:
    html = '<img alt="A map" src="x.png"><img src="a/b/plan.png"/><IMG>'
    assert words_of(html).pictures == ["A map", "plan.png", "?"]


def test_sound_and_film_are_named_by_their_file() -> None:
    assert words_of('<audio src="a/talk.mp3"></audio><video><source src="film.mp4"></video>').media == [
        "talk.mp3",
        "video",
        "film.mp4",
    ]


@pytest.mark.parametrize(
    ("text", "is_html"), [("<b>x</b>", True), ("a<br/>b", True), ("<name>", False), ("a<b", False)]
)
def test_tags_are_told_from_signs(text: str, is_html: bool) -> None:
    assert has_tags(text) is is_html
