"""Documents of office programs: each kind to the one who reads it."""

from __future__ import annotations

from crawler.reading import sniff
from crawler.reading.office import ofd, oldoffice, opendocument, slides, word
from crawler.reading.office.story import ReadPart
from crawler.reading.value import Reading

READERS = {
    sniff.DOCX: word.read,
    sniff.WORD_XML: word.read_xml,
    sniff.DOC: oldoffice.read_word,
    sniff.WORKS: oldoffice.read_word,
    sniff.RTF: oldoffice.read_rtf,
    sniff.PPT: oldoffice.read_slides,
    sniff.PPTX: slides.read,
    sniff.OFD: ofd.read,
    **dict.fromkeys(sniff.ODF, opendocument.read),
}


def read(body: bytes, media_type: str, read_part: ReadPart) -> Reading:
    """What a document says; `read_part` reads what is embedded in it. Raises Encrypted, LimitReached, Unsafe, and what parsers raise."""
    return READERS[media_type](body, media_type, read_part)
