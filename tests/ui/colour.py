"""Colour arithmetic for the tests of the palette: contrast, CIEDE2000, and seeing without one kind of cone."""

import math
import re
from itertools import combinations
from pathlib import Path

import commonweal.ui

STYLESHEET = Path(commonweal.ui.__file__).parent / "static/ui/commonweal.css"

# Machado, Oliveira and Fernandes 2009, full loss, on linear RGB.
LOSSES = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
Triple = tuple[float, float, float]


def tokens(theme: str) -> dict[str, str]:
    """The custom properties of the light or the dark theme, out of the stylesheet itself."""
    css = STYLESHEET.read_text(encoding="utf-8")
    light = dict(re.findall(r"--([a-z0-9-]+):(#[0-9a-f]{6})", css[: css.index("@media (prefers-color-scheme:dark)")]))
    start = css.index("@media (prefers-color-scheme:dark)")
    dark = dict(re.findall(r"--([a-z0-9-]+):(#[0-9a-f]{6})", css[start : css.index("/* ---- Elements")]))
    return light if theme == "light" else {**light, **dark}


def linear(colour: str) -> Triple:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return red, green, blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def lab(rgb: Triple) -> Triple:
    red, green, blue = (min(1.0, max(0.0, part)) for part in rgb)
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def without(loss: str, rgb: Triple) -> Triple:
    red, green, blue = (sum(m * c for m, c in zip(row, rgb, strict=True)) for row in LOSSES[loss])
    return red, green, blue


def ciede2000(one: Triple, other: Triple) -> float:
    """The CIEDE2000 distance of two Lab colours (Sharma, Wu and Dalal 2005)."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean_chroma = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 0.5 * (1 - math.sqrt(mean_chroma**7 / (mean_chroma**7 + 25**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = (math.degrees(math.atan2(b, a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = h2 - h1
    if c1 * c2 == 0:
        turn = 0.0
    elif abs(turn) > 180:
        turn -= math.copysign(360, turn)
    mean_l, mean_c = (l1 + l2) / 2, (c1 + c2) / 2
    mean_h = (h1 + h2) / 2 if abs(h1 - h2) <= 180 else (h1 + h2 + (360 if h1 + h2 < 360 else -360)) / 2
    d_l, d_c = l2 - l1, c2 - c1
    d_h = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2))
    t = 1 - 0.17 * cosine(mean_h - 30) + 0.24 * cosine(2 * mean_h)
    t += 0.32 * cosine(3 * mean_h + 6) - 0.20 * cosine(4 * mean_h - 63)
    s_l = 1 + 0.015 * (mean_l - 50) ** 2 / math.sqrt(20 + (mean_l - 50) ** 2)
    s_c, s_h = 1 + 0.045 * mean_c, 1 + 0.015 * mean_c * t
    rotation = -2 * math.sqrt(mean_c**7 / (mean_c**7 + 25**7))
    rotation *= math.sin(math.radians(60 * math.exp(-(((mean_h - 275) / 25) ** 2))))
    parts = (d_l / s_l, d_c / s_c, d_h / s_h)
    return math.sqrt(sum(p * p for p in parts) + rotation * parts[1] * parts[2])


def cosine(degrees: float) -> float:
    return math.cos(math.radians(degrees))


def smallest_distance(colours: list[str]) -> float:
    """The closest pair, seen normally or with any one loss."""
    seen = [[linear(c) for c in colours]]
    seen += [[without(loss, linear(c)) for c in colours] for loss in LOSSES]
    return min(ciede2000(lab(one), lab(other)) for view in seen for one, other in combinations(view, 2))
