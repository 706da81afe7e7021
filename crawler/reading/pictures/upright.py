"""A picture made fit for reading: seals faded, and turned by quarters and by the few degrees that a scanner adds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np

Pixels = Any  # a numpy array of bytes: rows, columns, and blue, green, red
Quad = Any  # a numpy array of four corners (x, y), clockwise from the upper left

SKEW = 0.2  # degrees; less does not move a line of a page by half its height
MOST_SKEW = 15  # degrees; more is a drawing with slanted words and no crooked scan
SEAL_SIDE = 0.04  # of the picture's shorter side; smaller red things are marks, not seals
SEAL_SHAPE = 1.35  # a seal is about as wide as high; a red heading is not
REDDER = 60  # levels by which red is above green and blue in stamping ink


def faded(pixels: Pixels) -> Pixels:
    """The picture in which red round seals are as light as their red: black words below them stay."""
    blue, green, red = (np.ascontiguousarray(pixels[:, :, band]) for band in range(3))
    stamped = (cv2.subtract(red, cv2.max(blue, green)) > REDDER).astype(np.uint8)
    if not stamped.any():
        return pixels
    side = max(24, int(min(pixels.shape[:2]) * SEAL_SIDE))
    joined = cv2.morphologyEx(stamped, cv2.MORPH_CLOSE, np.ones((side // 3, side // 3), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    out = pixels.copy()
    for left, top, width, height, _ in stats[1:]:
        if min(width, height) >= side * 2 and max(width, height) <= SEAL_SHAPE * min(width, height):
            place = slice(top, top + height), slice(left, left + width)
            out[place] = _without_stamp(red[place], stamped[place])[:, :, None]
    return out


def _without_stamp(red: Any, stamped: Any) -> Any:
    """The red of a part of the picture, made so light that the stamp is as white as paper."""
    level = float(np.median(red[stamped > 0]))
    return np.clip(red * (255 / level), 0, 255).astype(np.uint8)


def turned(pixels: Pixels, quarters: int) -> Pixels:
    """The picture turned by so many quarters against the clock."""
    return np.ascontiguousarray(np.rot90(pixels, quarters)) if quarters % 4 else pixels


def is_tall(quad: Quad) -> bool:
    """Whether a place of words is much higher than wide."""
    width, height = size(quad)
    return bool(height > 1.5 * width)


def is_wide(quad: Quad) -> bool:
    """Whether a place of words is much wider than high."""
    width, height = size(quad)
    return bool(width > 1.5 * height)


def size(quad: Quad) -> tuple[float, float]:
    """Width and height of a place in pixels."""
    return float(np.linalg.norm(quad[0] - quad[1])), float(np.linalg.norm(quad[0] - quad[3]))


def skew(quads: Sequence[Quad]) -> float:
    """Degrees by which lines of words fall to the right; 0 when they do not agree on any."""
    angles = []
    for quad in quads:
        width, height = size(quad)
        if width > 4 * height:
            (x0, y0), (x1, y1) = (quad[0] + quad[3]) / 2, (quad[1] + quad[2]) / 2
            angles.append((float(np.degrees(np.arctan2(y1 - y0, x1 - x0))), width))
    if not angles:
        return 0.0
    angles.sort()
    half = sum(weight for _, weight in angles) / 2
    for angle, weight in angles:
        half -= weight
        if half <= 0:
            return angle if SKEW < abs(angle) < MOST_SKEW else 0.0
    return 0.0


def straightened(pixels: Pixels, angle: float) -> tuple[Pixels, Any]:
    """The picture turned back by an angle on a canvas that holds all of it, and the matrix that takes places along."""
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    cos, sin = abs(matrix[0, 0]), abs(matrix[0, 1])
    wide, high = int(height * sin + width * cos), int(height * cos + width * sin)
    matrix[:, 2] += ((wide - width) / 2, (high - height) / 2)
    paper = tuple(
        int(level) for level in np.median(pixels[:: max(1, height // 50), :: max(1, width // 50)], axis=(0, 1))
    )
    out = cv2.warpAffine(pixels, matrix, (wide, high), flags=cv2.INTER_CUBIC, borderValue=paper)
    return out, matrix
