"""Colours of charts: names of the stylesheet's tokens, so that one SVG serves light, dark and print."""

THIS = "var(--d1)"
SERIES = tuple(f"var(--d{n})" for n in range(1, 7))
MARKS = ("circle", "square", "triangle", "diamond", "cross", "circle")
DASHES = ([1, 0], [1, 0], [6, 3], [2, 3], [8, 3, 2, 3], [1, 3])
STEPS = tuple(f"var(--m{n})" for n in range(1, 6))
STEP_INKS = tuple(f"var(--m{n}-ink)" for n in range(1, 6))

INK = "var(--ink)"
INK_2 = "var(--ink-2)"
LINE = "var(--line)"
EDGE = "var(--edge)"
SURFACE = "var(--surface)"
GAP = "var(--gap)"
ACCENT = "var(--accent)"

# What the tokens are on white, for downloads and share cards, where no stylesheet is near.
LITERAL = {
    "--ink": "#1c2530",
    "--ink-2": "#4a5462",
    "--line": "#ddd8cd",
    "--edge": "#857f73",
    "--surface": "#ffffff",
    "--gap": "#f1eee7",
    "--accent": "#0b5b52",
    "--d1": "#094bae",
    "--d2": "#de6907",
    "--d3": "#54967a",
    "--d4": "#aa7bb5",
    "--d5": "#5b3b00",
    "--d6": "#303142",
    "--m1": "#e3ecfa",
    "--m2": "#b9d0f5",
    "--m3": "#86aeea",
    "--m4": "#3c73ca",
    "--m5": "#094bae",
    "--m1-ink": "#1c2530",
    "--m2-ink": "#1c2530",
    "--m3-ink": "#1c2530",
    "--m4-ink": "#ffffff",
    "--m5-ink": "#ffffff",
}
