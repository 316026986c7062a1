"""Cleans what the renderer writes: one decimal, alike marks as one path, no empty groups, no font per text."""

from __future__ import annotations

import re
from xml.etree import ElementTree

SVG = "http://www.w3.org/2000/svg"
_PATH, _LINE_TAG, _CIRCLE_TAG = (f"{{{SVG}}}{name}" for name in ("path", "line", "circle"))
_TEXT = f"{{{SVG}}}text"
_ROUND = {"stroke-linecap": "round", "stroke-linejoin": "round"}
_NUMBER = re.compile(r"-?\d*\.\d+(?:e-?\d+)?|-?\d+e-?\d+")
_CIRCLE = re.compile(r"M([\d.]+),0A\1,\1,0,1,1,-\1,0A\1,\1,0,1,1,\1,0Z?")
_TRANSLATE = re.compile(r"translate\((-?[\d.]+),(-?[\d.]+)\)")
_DROPPED = {"class", "role", "aria-roledescription", "aria-hidden", "font-family", "pointer-events"}
_POINTLESS = {"opacity": "1", "stroke-miterlimit": "10", "font-weight": "normal"}

# Our own specifications are drawn here, never a document from outside, so the parser meets no
# entity and no foreign markup; the texts inside were escaped by the renderer.


def cleaned(svg: str, label: str, kind: str) -> str:
    """The picture as it goes into a page: an image with a name, no size of its own."""
    ElementTree.register_namespace("", SVG)
    root = ElementTree.fromstring(svg)  # noqa: S314 - drawn by us, see above
    _strip(root)
    _prune(root)
    _merge(root)
    while _unwrap(root):
        pass
    sizes = _settle_texts(root)
    _, _, width, height = root.get("viewBox", "0 0 1 1").split()
    root.attrib.clear()
    root.attrib |= {"class": f"chart {kind}", "viewBox": f"0 0 {width} {height}", "role": "img"}
    root.attrib |= {"aria-label": label, "fill": "none", **_ROUND, **sizes}
    text = ElementTree.tostring(root, encoding="unicode", short_empty_elements=True)
    return text.replace(" />", "/>").replace(f' xmlns="{SVG}"', "", 1)


def _settle_texts(root: ElementTree.Element) -> dict[str, str]:
    """Texts get plain coordinates; a size that all of them share is said once. Strokes are round throughout."""
    texts = [element for element in root.iter() if element.tag == _TEXT]
    for text in texts:
        place = _TRANSLATE.fullmatch(text.get("transform", ""))
        if place:
            del text.attrib["transform"]
            text.attrib |= {"x": place[1], "y": place[2]}
        if text.get("text-anchor") == "start":
            del text.attrib["text-anchor"]
    sizes = {text.get("font-size", "") for text in texts}
    for element in root.iter():
        for name, value in _ROUND.items():
            if element.get(name) == value:
                del element.attrib[name]
        if element.tag == f"{{{SVG}}}g" and element.get("fill") == "none":
            del element.attrib["fill"]
        if element.tag == _TEXT and len(sizes) == 1:
            del element.attrib["font-size"]
    return {"font-size": sizes.pop()} if len(sizes) == 1 else {}


def _strip(root: ElementTree.Element) -> None:
    for element in root.iter():
        for name in list(element.attrib):
            value = element.attrib[name]
            if name in _DROPPED or _POINTLESS.get(name) == value:
                del element.attrib[name]
            elif "." in value and name not in {"aria-label"}:
                element.set(name, _NUMBER.sub(_one_decimal, value))
        size = element.get("font-size")
        if size:
            element.set("font-size", size.removesuffix("px"))
        _as_circle(element)


def _one_decimal(match: re.Match[str]) -> str:
    text = f"{float(match[0]):.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _as_circle(element: ElementTree.Element) -> None:
    circle = _CIRCLE.fullmatch(element.get("d", ""))
    place = _TRANSLATE.fullmatch(element.get("transform", ""))
    if element.tag == _PATH and circle and place:
        element.tag = _CIRCLE_TAG
        del element.attrib["d"], element.attrib["transform"]
        element.attrib |= {"cx": place[1], "cy": place[2], "r": circle[1]}


def _merge(parent: ElementTree.Element) -> None:
    """Neighbours that look alike become one path: rules as strokes, points as round dots."""
    merged: list[ElementTree.Element] = []
    for child in list(parent):
        _merge(child)
        parent.remove(child)
        for element in _as_paths(child):
            before = merged[-1] if merged else None
            if before is not None and _look_alike(before, element):
                before.set("d", before.get("d", "") + element.get("d", ""))
            else:
                merged.append(element)
    parent.extend(_backs_first(merged))


def _look_alike(one: ElementTree.Element, other: ElementTree.Element) -> bool:
    if not one.tag == other.tag == _PATH or "transform" in one.attrib:
        return False
    return {**one.attrib, "d": ""} == {**other.attrib, "d": ""} and _is_strokes(one)


def _is_strokes(element: ElementTree.Element) -> bool:
    return element.get("fill") is None and "stroke" in element.attrib


def _backs_first(elements: list[ElementTree.Element]) -> list[ElementTree.Element]:
    """The halos of a row of points lie under all of the points, so that each kind is one path."""
    halos = [e for e in elements if e.get("data-halo")]
    dots = [e for e in elements if e.get("data-dot")]
    if not halos:
        return elements
    for group in (halos, dots):
        for later in group[1:]:
            group[0].set("d", group[0].get("d", "") + later.get("d", ""))
    rest = [e for e in elements if e not in halos and e not in dots]
    shown = [halos[0], dots[0]] if halos[0].get("stroke") != "none" else [dots[0]]
    for element in shown:
        element.attrib.pop("data-halo", None)
        element.attrib.pop("data-dot", None)
    return [*rest, *shown]


def _as_paths(element: ElementTree.Element) -> list[ElementTree.Element]:
    if element.tag == _LINE_TAG:
        return [_line_path(element)]
    if element.tag == _CIRCLE_TAG and element.get("fill") != "var(--surface)":
        return _dot_paths(element)
    return [element]


def _line_path(element: ElementTree.Element) -> ElementTree.Element:
    place = _TRANSLATE.fullmatch(element.attrib.pop("transform", "translate(0,0)"))
    x, y = (place[1], place[2]) if place else ("0", "0")
    across, down = element.attrib.pop("x2", "0"), element.attrib.pop("y2", "0")
    step = f"v{down}" if across == "0" else f"h{across}" if down == "0" else f"l{across},{down}"
    return ElementTree.Element(_PATH, {"d": f"M{x},{y}{step}", **element.attrib})


def _dot_paths(element: ElementTree.Element) -> list[ElementTree.Element]:
    radius, halo = float(element.get("r", 0)), float(element.get("stroke-width", 0))
    place = f"M{element.get('cx')},{element.get('cy')}h0"
    look = {"d": place, "stroke-linecap": "round"}
    inner = {**look, "stroke": element.get("fill", ""), "data-dot": "1"}
    if not element.get("stroke"):
        halo = 0.0
    inner["stroke-width"] = f"{2 * radius:.1f}".removesuffix(".0")
    outer = {**look, "stroke": element.get("stroke", "none"), "data-halo": "1"}
    outer["stroke-width"] = f"{2 * radius + 2 * halo:.1f}".removesuffix(".0")
    return [ElementTree.Element(_PATH, outer), ElementTree.Element(_PATH, inner)]


def _is_invisible(element: ElementTree.Element) -> bool:
    if element.get("display") == "none":
        return True
    if element.tag == f"{{{SVG}}}g":
        return len(element) == 0
    if element.tag in {f"{{{SVG}}}path", f"{{{SVG}}}rect"}:
        return not (element.get("fill") or element.get("stroke"))
    return False


def _prune(element: ElementTree.Element) -> None:
    for child in list(element):
        _prune(child)
        if _is_invisible(child):
            element.remove(child)


def _unwrap(root: ElementTree.Element) -> bool:
    """Replace each group without a purpose by what is in it; true while there was one."""
    found = False
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag == f"{{{SVG}}}g" and _is_idle(child):
                at = list(parent).index(child)
                parent.remove(child)
                for offset, inner in enumerate(list(child)):
                    parent.insert(at + offset, inner)
                found = True
    return found


def _is_idle(group: ElementTree.Element) -> bool:
    idle = {"transform": ("translate(0,0)",), "fill": ("none",)}
    return all(value in idle.get(name, ()) for name, value in group.attrib.items())
