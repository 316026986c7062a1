"""Reads a page the way a person does: headings, cards, rows and words."""

import html
import re
from xml.etree import ElementTree

from django.http import HttpResponse


def text_of(answer: HttpResponse) -> str:
    """The words of a page, without its markup."""
    source = answer.content.decode()
    source = re.sub(r"<(style|script|svg)\b.*?</\1>", " ", source, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", source)).split()).replace(" .", ".").replace(" ,", ",")


def parts(answer: HttpResponse, pattern: str) -> list[str]:
    """Every piece of the source between what the pattern's group matches, without markup."""
    found = re.findall(pattern, answer.content.decode(), flags=re.DOTALL)
    return [" ".join(html.unescape(re.sub(r"<[^>]+>", " ", piece)).split()) for piece in found]


def cards(answer: HttpResponse) -> list[str]:
    return parts(answer, r'<article class="card">(.*?)</article>')


def h1(answer: HttpResponse) -> list[str]:
    return parts(answer, r"<h1[^>]*>(.*?)</h1>")


def pictures(answer: HttpResponse) -> list[ElementTree.Element]:
    found = re.findall(r'<svg class="chart.*?</svg>', answer.content.decode(), flags=re.DOTALL)
    return [ElementTree.fromstring(svg) for svg in found]
