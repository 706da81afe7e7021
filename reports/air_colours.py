"""The colours of a city's air: those of the standard for the AQI; the API had none, its seven grades take the nearest."""

from __future__ import annotations

from collections.abc import Mapping

from rules.air.standards import Grade, Standard

AQI: Mapping[int, str] = {1: "#00E400", 2: "#FFFF00", 3: "#FF7E00", 4: "#FF0000", 5: "#99004C", 6: "#7E0023"}
API: Mapping[tuple[int, str], str] = {
    (1, ""): "#00E400",
    (2, ""): "#FFFF00",
    (3, "1"): "#FFC000",
    (3, "2"): "#FF7E00",
    (4, "1"): "#FF0000",
    (4, "2"): "#99004C",
    (5, ""): "#7E0023",
}
DARK = 0.179  # relative luminance (WCAG 2) below which white is read better than black


def colour(standard: Standard, grade: Grade) -> str:
    """The colour of a grade as #RRGGBB."""
    return API[grade.level, grade.sub] if standard.index == "API" else AQI[grade.level]


def ink(ground: str) -> str:
    """Black or white, whichever is read better on a ground."""
    red, green, blue = (_linear(int(ground[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return "#FFFFFF" if 0.2126 * red + 0.7152 * green + 0.0722 * blue < DARK else "#000000"


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)
