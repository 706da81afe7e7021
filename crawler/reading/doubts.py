"""The names of what could not be read with certainty; a reading carries them as its `doubts`."""

from __future__ import annotations

DAMAGED = "doc_unreadable"  # the bytes are broken, cut off, or of no known kind
LOCKED = "doc_encrypted"
ARCHIVE_LOCKED = "archive_encrypted"
VOLUMES = "needs_volumes"  # a part of an archive in several files
CUT = "cut_short"  # a page ends within a tag or a table: it came only in part
LIMIT = "parse_limit"  # reading stopped at a limit; what was read until then is kept
LATE = "reading_timeout"  # the time was over, on a busy machine perhaps: such a reading is not kept but tried again
UNSAFE = "unsafe"  # carries what no honest file needs: entities, a size that lies
NO_TEXT = "no_text_layer"  # a page or more of a PDF shows only pictures
GARBLED = "garbled"  # a text layer whose characters are not the ones that a person sees
PICTURE = "image_only"
EMPTY = "empty"
UNCOMPUTED = "formula_uncomputed"  # a cell holds a formula whose value was never kept: it shows nothing, or a nought
FORMATS = "formats_unread"  # how numbers are shown could not be told: a percent may stand as a fraction
READER = "needs_reader"  # "needs_reader:doc": no program here reads this kind
HASHES = "figures_hidden"  # ### stands where a figure did not fit into its cell
UNSURE = "ocr_unsure"  # words recognised in a picture with little confidence
ACTIVE = "active_content"  # carries scripts, launch actions or attached files; none is ever run or opened
MIXED = "mixed_encodings"  # "mixed_encodings:utf-8": parts of a page are written in another encoding; each was read in its own
TURNED = "hidden_text"  # held characters that turn or hide text, or text that is styled away; they are left out
UNDATED = "date_unreadable"  # the page has a label for its day of publication and behind it none that can be read
DATES = "dates_differ"  # the page gives other days of publication too; which one is right only people can tell

# With one of these, something that stands in the document may be missing from what was read.
UNREAD = frozenset(
    (
        DAMAGED,
        CUT,
        LOCKED,
        ARCHIVE_LOCKED,
        VOLUMES,
        LIMIT,
        UNSAFE,
        NO_TEXT,
        GARBLED,
        PICTURE,
        UNCOMPUTED,
        FORMATS,
        HASHES,
        UNSURE,
    )
)


def needs(kind: str) -> str:
    """The doubt that a reader for this kind of file is not installed here."""
    return f"{READER}:{kind}"


def leaves_unread(doubt: str) -> bool:
    """Whether with this doubt something that stands in the document may not have been read."""
    return doubt in UNREAD or doubt.startswith(READER)
