"""Words in pictures, recognised offline by models that come inside a package (the extra `gongkai[ocr]`)."""

from __future__ import annotations

import importlib.util

from crawler.reading.pictures.engine import DETECTOR, RECOGNISER, Engine, models
from crawler.reading.value import Eyes

PACKAGES = ("rapidocr", "onnxruntime", "cv2", "numpy")
LAYOUT = 1  # counts up when our own part of the work changes what is read


def available() -> bool:
    """Whether the extra is installed, with its models; nothing of it is loaded."""
    if any(importlib.util.find_spec(name) is None for name in PACKAGES):
        return False
    return all((models() / name).is_file() for name in (DETECTOR, RECOGNISER))


def version() -> str:
    """The package and the models by which words are recognised, others of which may read other words; "" without them."""
    if not available():
        return ""
    from importlib import metadata

    return f"rapidocr {metadata.version('rapidocr')}, {DETECTOR[:-5]}, {RECOGNISER[:-5]}, {LAYOUT}"


def open_eyes(threads: int = 1) -> Eyes:
    """Loads the models; what is returned recognises the words of a picture. Raises ImportError without the extra."""
    import cv2

    from crawler.reading.pictures.eyes import Look

    cv2.setNumThreads(threads)
    return Look(Engine(threads))
