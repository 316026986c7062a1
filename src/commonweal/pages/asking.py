"""A door for who wants to ask about a figure: a mail to the address that the release carries, or no door at all."""

from urllib.parse import quote

from commonweal.pages.reading import Content


def ask_about(content: Content, subject: str) -> str:
    address = content["initiative"].get("contact", "")
    return f"mailto:{quote(address, safe='@')}?subject={quote(subject)}" if address else ""
