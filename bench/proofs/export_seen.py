"""What is to be seen of a text in each kind of output, and what must not be: formulas, foreign elements and attributes, codes."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from unicodedata import normalize
from zipfile import ZipFile, is_zipfile

import lxml.html
import openpyxl
from lxml import etree

from reports.wording import OBEYED

MARK = re.compile("◆([0-9]{4})◆")
CODE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f]"
)  # what a terminal obeys wherever it stands; tab and newline are our own
FORMULA = re.compile("^[\\s\u200b\ufeff]*[=+\\-@\uff1d\uff0b\uff0d\uff20\t\r\n]")
NUMBER = re.compile(r"-?[0-9.]+%?")
UNSEEN = re.compile(f"[\\s\ufffd\u00ad\ufffe\uffff\ud800-\udfff\U0001fffe\U0010ffff]|{OBEYED.pattern}")
ACTIVE = frozenset(
    "script iframe object embed applet form base meta link style svg math frame frameset template portal marquee".split()
)
SCHEMES = ("http://", "https://", "#", "data:image/", "mailto:")
LINKS = ("href", "src", "action", "formaction", "data", "poster", "background", "xlink:href")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
csv.field_size_limit(1 << 26)
ESCAPED = "_x005F_"  # of a workbook's escapes openpyxl takes off two where one stands upon another
DAY = re.compile(r"\d{4}-\d\d-\d\d")  # what a case is about is told as a day where it begins with one
CUT, FOLDED = 120, 16  # characters of the longest text that must stand there in one piece; in tables of a terminal


def seen(text: str) -> str:
    """What is to be seen of a text, in the plainest form of its letters: no spaces, turns, controls, halves of characters."""
    return UNSEEN.sub("", normalize("NFKC", text.replace(ESCAPED, "_")))


@dataclass
class Tally:
    """What was looked at, what was shown of which texts in which output, and what should not be."""

    texts: dict[int, str]
    looked: dict[str, int] = field(default_factory=dict)
    shown: dict[str, set[int]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def count(self, what: str, number: int = 1) -> None:
        """Counts what was looked at."""
        self.looked[what] = self.looked.get(what, 0) + number

    def add(self, where: str, fault: str) -> None:
        """Notes what should not be."""
        self.wrong.append(f"{where}: {fault}"[:300])

    def whole(self, where: str, told: str, most: int = CUT) -> None:
        """Each text that comes out, known by its number, must be there as it is to be seen."""
        squeezed = seen(told)
        for found in MARK.finditer(squeezed):
            number = int(found[1])
            text = seen(self.texts.get(number, ""))
            short = text.removesuffix(found[0])
            if len(short) > most or DAY.fullmatch(short) or squeezed[: found.start()].endswith(short):
                self.shown.setdefault(where.partition(" ")[0], set()).add(number)
            else:
                self.add(
                    where,
                    f"{found[0]} is {squeezed[max(found.start() - len(short) - 20, 0) : found.start()]!r}, not {short!r}",
                )


def terminal(tally: Tally, where: str, told: str) -> None:
    """What a command says: no code, and all texts whole."""
    tally.count("lines of terminals and logs", told.count("\n"))
    for found in OBEYED.finditer(told.replace("\n", "")):
        tally.add(where, f"a terminal would obey {found[0]!r}")
        break
    tally.whole(where, told, FOLDED)


def rows(tally: Tally, where: str, told: str, form: str) -> None:
    """What programs read: it parses; no cell of CSV begins like a formula; all texts are whole."""
    if form == "csv":
        for row in csv.reader(io.StringIO(told)):
            tally.count("cells", len(row))
            for cell in row:
                if FORMULA.match(cell) and not NUMBER.fullmatch(cell):
                    tally.add(where, f"a cell of CSV may be taken for a formula: {cell[:40]!r}")
                for text in _texts(json.loads(cell)) if cell[:1] in "[{" and _is_json(cell) else (cell,):
                    tally.whole(where, text)
        return
    for line in (
        [told] if form == "json" else told.removesuffix("\n").split("\n")
    ):  # JSON holds other ends of lines as they are
        for text in _texts(json.loads(line)):
            tally.count("values")
            tally.whole(where, text)


def _is_json(cell: str) -> bool:
    try:
        json.loads(cell)
    except (ValueError, RecursionError):  # of a thousand brackets, which are the text
        return False
    return True


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


def workbook(tally: Tally, where: str, path: Path) -> None:
    """A workbook: no text is a formula or a link that leads elsewhere, and each is whole."""
    if not is_zipfile(path):
        tally.add(where, "it is no workbook")
        return
    with ZipFile(path) as packed:
        for name in packed.namelist():
            data = packed.read(name)
            if name.endswith(".rels"):
                _targets(tally, f"{where} {name}", data)
            elif name.endswith(".xml"):
                for each in _xml(tally, where, data).iter(f"{SHEET}f", f"{SHEET}definedName", f"{SHEET}formula1"):
                    if MARK.search(each.text or ""):
                        tally.add(f"{where} {name}", f"a formula: {each.text[:60]!r}")
    try:
        book = openpyxl.load_workbook(path)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with it
        tally.add(where, f"it cannot be opened: {type(error).__name__}")
        return
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None:
                    continue
                tally.count("cells")
                if cell.data_type == "f" and (MARK.search(str(cell.value)) or "evil" in str(cell.value)):
                    tally.add(where, f"{sheet.title}!{cell.coordinate} is a formula: {str(cell.value)[:60]!r}")
                if isinstance(cell.value, str) and cell.data_type != "f":
                    tally.whole(where, cell.value)


def document(tally: Tally, where: str, path: Path) -> None:
    """A letter: texts are text, of no field and no link."""
    with ZipFile(path) as packed:
        for name in packed.namelist():
            if name.endswith(".rels"):
                _targets(tally, f"{where} {name}", packed.read(name))
            elif name.endswith(".xml"):
                for each in _xml(tally, where, packed.read(name)).iter():
                    held = " ".join(
                        [
                            *(each.attrib.values() if each.tag != f"{WORD}t" else ()),
                            (each.text or "") if each.tag != f"{WORD}t" else "",
                        ]
                    )
                    if MARK.search(held) and "core.xml" not in name:
                        tally.add(f"{where} {name}", f"{etree.QName(each).localname} holds a text: {held[:60]!r}")
        for line in _xml(tally, where, packed.read("word/document.xml")).iter(f"{WORD}p"):
            tally.count("paragraphs")
            tally.whole(where, "".join(each.text or "" for each in line.iter(f"{WORD}t")))


def _xml(tally: Tally, where: str, data: bytes) -> etree._Element:
    """The tree of a part, an empty one when it is no XML."""
    try:
        return etree.fromstring(data)
    except etree.XMLSyntaxError as error:
        tally.add(where, f"it is no XML: {error}")
        return etree.Element("nothing")


def _targets(tally: Tally, where: str, data: bytes) -> None:
    for each in _xml(tally, where, data):
        target = each.get("Target", "")
        if each.get("TargetMode") == "External" and not target.startswith(("http://", "https://")):
            tally.add(where, f"a link leads to {target[:60]!r}")


Shape = frozenset[tuple[str, str]]


def shape(path: Path) -> Shape:
    """The elements of a page with their attributes: of harmless texts, those that may be there at all."""
    return frozenset(_shape(_parsed(path)))


def _shape(tree: lxml.html.HtmlElement) -> Iterator[tuple[str, str]]:
    for each in tree.iter(etree.Element):
        yield str(each.tag), ""
        yield from ((str(each.tag), str(name)) for name in each.attrib)


def _parsed(path: Path) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(path.read_bytes().decode("utf-8"), parser=lxml.html.HTMLParser(huge_tree=True))


def web(tally: Tally, where: str, path: Path, known: Collection[tuple[str, str]]) -> None:
    """A page: no element or attribute that harmless texts do not bring, no link but to the web, texts whole."""
    tree = _parsed(path)
    tally.count("pages")
    for foreign in sorted(set(_shape(tree)) - set(known)):
        tally.add(where, f"foreign {'attribute' if foreign[1] else 'element'} {' '.join(foreign).strip()[:60]!r}")
    for each in tree.iter(etree.Element):
        tally.count("elements")
        for name, value in each.attrib.items():
            if name.startswith("on"):
                tally.add(where, f"{each.tag} has {name}")
            if (
                name in LINKS
                and not value.startswith(SCHEMES)
                and re.match(r"[\s\x00-\x20]*[a-z][a-z0-9+.-]*:|//", value, re.IGNORECASE)
            ):
                tally.add(where, f"{each.tag} leads to {value[:60]!r}")
        if each.tag in ("script", "style") and MARK.search(each.text or ""):
            _inside(tally, where, str(each.tag), each.text or "")
        elif each.tag not in ("script", "style"):
            for text in (each.text or "", *(str(each.get(name, "")) for name in ("title", "alt", "aria-label"))):
                if MARK.search(text):
                    tally.whole(where, text)


def _inside(tally: Tally, where: str, tag: str, told: str) -> None:
    """Data for a script of ours: JSON in which nothing ends the element."""
    try:
        values = list(_texts(json.loads(told)))
    except ValueError:
        tally.add(where, f"a text stands in {tag}")
        return
    for value in values:
        tally.whole(where, value)


def files(tally: Tally, folder: Path, before: Collection[Path], allowed: Iterable[Path]) -> None:
    """Nothing was written elsewhere, and no text became the name of a file."""
    roots = tuple(allowed)
    for path in folder.rglob("*"):
        inside = any(path == root or root in path.parents for root in roots)
        if path not in before and not inside:
            tally.add("files", f"{path} was written")
        if "◆" in path.name or CODE.search(path.name):
            tally.add("files", f"a text became the name {path.name[:60]!r}")
        tally.count("names of files")
