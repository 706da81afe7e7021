"""One stored file as it can be shown, by its kind: what a worker process does."""

from __future__ import annotations

from dataclasses import replace

import msgspec
from PIL import UnidentifiedImageError

from crawler.reading import from_json, limits, sniff
from crawler.reading.value import Reading
from reports.copies import markup, sheets
from reports.copies.told import told
from reports.copies.values import Job, Quote, Shown, Where
from reports.copies.words import folded


def show(job: Job) -> Shown:
    """The file as it can be shown, and where each quote is in it. What cannot be shown is told in words."""
    kind = sniff.media_type(job.body, job.content_type, job.url.partition("?")[0].rpartition("/")[2])
    reading = _reading(job.reading)
    shown = _by_kind(job, kind, reading)
    return _labelled(_with_reading(shown, job, reading), job)


def _reading(data: bytes) -> Reading | None:
    """What a reader made of it; None where that was in the form of another time."""
    try:
        return from_json(data) if data else None
    except msgspec.MsgspecError:
        return None


def _by_kind(job: Job, kind: str, reading: Reading | None) -> Shown:
    if kind == sniff.HTML:
        text = reading.text if reading else ""
        return markup.shown(job.body, job.url, job.content_type, job.quotes, text, job.frames)
    try:
        if kind == sniff.PDF:
            found = sheets.document(job.body, job.quotes)
            return Shown(found.markup, places=found.places, form="paper", pages=found.pages)
        if kind.startswith("image/") and kind != "image/svg+xml":
            found = sheets.picture(job.body, reading, job.quotes)
            return Shown(found.markup, places=found.places, form="picture")
    except (OSError, ValueError, RuntimeError, UnidentifiedImageError, limits.LimitReached):
        return Shown("", form="file")
    return Shown("", form="file")


def _with_reading(shown: Shown, job: Job, reading: Reading | None) -> Shown:
    """With the text that the reader made of it: all there is of an office file, beside a sheet, below a page that lacks the words."""
    lost = [quote for quote in job.quotes if _is_lost(quote, shown)]
    if reading is None or not reading.text or (shown.form == "page" and not lost):
        return shown
    if shown.form == "file":
        found = told(reading, job.quotes)
        return replace(shown, markup=found.markup, places=found.places, form="text")
    missing = {quote.anchor for quote in lost}
    found = told(reading, lost if shown.form == "page" else job.quotes, missing)
    more = {name: Where.READ for name in found.places if name in missing}
    if shown.form == "page" and not more:
        return shown
    return replace(shown, read=found.markup, places={**shown.places, **more})


def _is_lost(quote: Quote, shown: Shown) -> bool:
    return bool(quote.words.strip()) and shown.places.get(quote.anchor, Where.LOST) is Where.LOST


def _labelled(shown: Shown, job: Job) -> Shown:
    """Where the words are that stand nowhere in it: on the link that led to it, or nobody knows."""
    label = folded(job.label)
    places = dict(shown.places)
    for quote in job.quotes:
        if not quote.words.strip():
            places[quote.anchor] = Where.NONE
        elif _is_lost(quote, shown):
            places[quote.anchor] = Where.LABEL if label and folded(quote.words) in label else Where.LOST
    return replace(shown, places=places)
