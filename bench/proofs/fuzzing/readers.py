"""Every reader of bytes that are not ours, with what it may raise; anything else that it raises is a fault.

Three sorts. Those in the *child* (`crawler.reading.read` and its like) raise nothing at all, whatever the bytes; what is noted besides is a
slip: an exception of our own code that the last boundary turned into "damaged". Those of the *crawl* run in its own process: they may not
end it either. Those of the *office* refuse what they cannot take with a `Refusal`, and raise nothing else.
"""

# ruff: noqa: E501 - words in one piece
from __future__ import annotations

import os
import struct
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from unittest import mock

from bench.proofs.fuzzing import seeds
from crawler import reading
from crawler.reading import doubts, limits, reader, record
from crawler.reading.containers.members import Unreadable
from crawler.reading.office import outside
from crawler.reading.office.workbook import Workbook, workbook
from crawler.reading.pool import File
from crawler.reading.text import encoding
from crawler.reading.value import Reading
from crawler.refusal import Refusal

ROOT = Path(__file__).parents[3]
DAY = date(2014, 1, 1)
URL = "http://a.gov.cn/gk/201307/"
KNOWN = frozenset(value for name, value in vars(doubts).items() if name.isupper() and isinstance(value, str))
SAID = (limits.LimitReached, limits.Encrypted, limits.Unsafe, Unreadable, MemoryError, RecursionError)
NO_FILE = OSError  # no reader opens any: a parser in another language says so of bytes that end too early
BUILT_IN = ("builtins", "struct", "decimal", "re")


class Wrong(Exception):
    """A reader answered, and its answer is none that it may give."""


@dataclass(frozen=True)
class Reader:
    """One reader. `read` may raise `documented` and nothing else; `seeds` are honest files and `words` what means something to it.

    `in_child` says that it is run in a confined process, whose end is an outcome of the file.
    """

    name: str
    read: Callable[[bytes], object]
    seeds: Callable[[], Sequence[bytes]]
    documented: tuple[type[BaseException], ...] = ()
    words: tuple[bytes, ...] = ()
    in_child: bool = False


# --- What is read in the confined child


def file(name: str, content_type: str = "") -> Callable[[bytes], object]:
    """The reading of a file under that name, looked over; Wrong says what is off with it."""

    def look(body: bytes) -> Reading:
        with slips() as found:
            seen = reader.read(body, url=URL + name, content_type=content_type, name=name, fetched=DAY)
        if found:
            raise Wrong("a slip: " + found[0])
        check(seen)
        return seen

    return look


def check(seen: Reading) -> None:
    """Raises Wrong for a reading that nobody may be given."""
    if reading.from_json(reading.to_json(seen)) != seen:
        raise Wrong("another reading after it was kept")
    unknown = [
        doubt
        for doubt in seen.doubts
        if doubt not in KNOWN and not doubt.startswith((f"{doubts.READER}:", f"{doubts.MIXED}:"))
    ]
    if unknown or len(set(seen.doubts)) < len(seen.doubts):
        raise Wrong(f"doubts {seen.doubts}")
    if not seen.media_type:
        raise Wrong("no kind")
    said = "\n".join(reader._texts(seen))
    if encoding.clean(said) != said:
        raise Wrong("characters that cannot be seen")
    if not (seen.text.strip() or seen.doubts or seen.tables or seen.images or seen.links or seen.title or seen.forms):
        raise Wrong("nothing, and no doubt")


def cells(body: bytes) -> None:
    """A workbook that comes back, as `import` reads it."""
    with slips() as found:
        seen = reader.read_cells(body, name="a.xlsx")
    if found:
        raise Wrong("a slip: " + found[0])
    workbook(record.from_json(record.to_json(seen)))


@contextmanager
def slips() -> Iterator[list[str]]:
    """Notes what our own code raised before the boundary of readers took it for damage of the file; what parsers raise is foreign."""
    found: list[str] = []
    bounded = reader._bounded

    def watched(kind: str, what: Callable[[], Reading]) -> Reading:
        def noted() -> Reading:
            try:
                return what()
            except BaseException as fault:
                if is_ours(fault):
                    found.append(told(fault))
                raise

        return bounded(kind, noted)

    with mock.patch.object(reader, "_bounded", watched):
        yield found


def is_ours(fault: BaseException) -> bool:
    """Whether an exception of the language itself comes from a line of this program."""
    frames = traceback.extract_tb(fault.__traceback__)
    inner = frames[-1].filename if frames else ""
    return (
        not isinstance(fault, (*SAID, NO_FILE))
        and type(fault).__module__ in BUILT_IN
        and inner.startswith(str(ROOT))
        and "/bench/" not in inner
        and "/site-packages/" not in inner  # the environment may lie in the checkout
    )


def told(fault: BaseException) -> str:
    """An exception with the line of this program that it went through last."""
    frames = [frame for frame in traceback.extract_tb(fault.__traceback__) if "/bench/" not in frame.filename]
    ours = [frame for frame in frames if frame.filename.startswith(str(ROOT))]
    where = f"{Path(ours[-1].filename).relative_to(ROOT)}:{ours[-1].lineno}" if ours else "elsewhere"
    return f"{type(fault).__name__}: {str(fault)[:120]} ({where})"


# --- What the crawl reads in its own process


def links(body: bytes) -> None:
    """A page as the crawl sees it: its kind, title, text and leads."""
    from crawler.families import Seen, leads, pictures

    page = Seen(URL + "index.html", body, "text/html")
    said = [*leads(page), *pictures(page)]
    for each in said:
        if "\n" in each.line or not each.url.startswith(("http://", "https://")):
            raise Wrong(f"a lead {each.url[:80]!r}")
    page.title.encode("utf-8", "surrogatepass")
    page.text.encode("utf-8", "surrogatepass")


def robots(body: bytes) -> None:
    """A robots.txt, and an address asked of it."""
    from crawler import robots as robots_

    decided = robots_.decide(200, body, None, datetime(2014, 1, 1, tzinfo=UTC))
    for address in ("http://a.gov.cn/", "http://a.gov.cn/a/b.asp?x=%E4%B8%80", "http://a.gov.cn/robots.txt"):
        decided.allows(address)
    if not 0 <= decided.delay <= robots_.LONGEST_DELAY:
        raise Wrong(f"a delay of {decided.delay}")


def kind(body: bytes) -> None:
    """What kind of file the first bytes tell, which is asked outside the child when that has died over them."""
    from crawler.reading import sniff

    for name, said in (("", ""), ("a.xls", "text/html; charset=x"), ("a.csv", "application/octet-stream")):
        sniff.media_type(body[: sniff.HEAD], said, name)
        sniff.media_type(body, said, name)


# --- Evidence


def warc(body: bytes) -> None:
    """A record at a place of a file; ArchiveDamaged when it is not there whole."""
    from crawler.warc import Records, Spot, body_of

    place = folder() / "a.warc.gz"
    place.write_bytes(body)
    records = Records(folder())
    try:
        body_of(*records.read(Spot("a.warc.gz", 0, len(body))))
    finally:
        records.close()


def folder() -> Path:
    """A folder of this process alone, whatever the one had from which it was forked; its files are written anew for each input."""
    return Path(_folder(os.getpid()).name)


@cache
def _folder(process: int) -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix=f"gongkai-fuzzing-{process}-")


def warcs() -> list[bytes]:
    """Records as they are written."""
    import hashlib

    from crawler.warc import info_record, response_record, unmodified_record

    at = datetime(2014, 1, 1, tzinfo=UTC)
    page, head = seeds.pages()[0], b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
    digest = hashlib.sha256(page).hexdigest()
    made = (
        info_record("2013-07", "a", "gongkai", at),
        response_record(URL, at, head, page, digest),
        unmodified_record(URL, at, head, digest, (URL, at)),
    )
    return [each.data for each in made]


def archive(body: bytes) -> None:
    """`verify` over a folder whose archive.db, or whose WARC file, are these bytes."""
    from crawler.verify import verify

    whole = _archived()
    place = folder() / "archive"
    for name, content in whole.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body if name.endswith(".db" if body.startswith(b"SQLite") else ".gz") else content)
    for leftover in (place / "archive.db-journal", place / "archive.db-wal"):
        leftover.unlink(missing_ok=True)
    list(verify(place))


@cache
def _archived() -> dict[str, bytes]:
    """A small archive, file by file."""
    from bench.proofs.fuzzing.kept import archived

    return archived()


def archives() -> list[bytes]:
    """The two sorts of files of an archive."""
    return [content for name, content in _archived().items() if name.endswith((".db", ".gz"))]


# --- What the office writes


def kept_file(name: str, read: Callable[[Path], object]) -> Callable[[bytes], object]:
    """A reader of a file of the workspace."""

    def look(body: bytes) -> object:
        path = folder() / name
        path.write_bytes(body)
        return read(path)

    return look


def departments(path: Path) -> None:
    """The roster."""
    from crawler.roster import read_roster

    with mock.patch("crawler.grid.opened", _opened):  # a process for each would take a thousand times as long
        read_roster(path)


def _opened(files: Iterable[File]) -> Iterator[Workbook]:
    return (workbook(reader.read_cells(each.body, name=each.name)) for each in files)


def holidays(path: Path) -> None:
    """Days off, and what is asked of them."""
    from reports.holidays import read_holidays
    from rules.workdays import Calendar

    Calendar(read_holidays(path))


def inspectors(path: Path) -> None:
    """Who inspects whom."""
    from crawler.roster import Department
    from reports.inspectors import read_inspectors

    read_inspectors(path, [Department("czj", "市财政局")])


def columns(path: Path) -> None:
    """Columns that people name."""
    from crawler.hints import read_hints
    from crawler.roster import Department

    read_hints(path, [Department("czj", "市财政局")])


def settings(path: Path) -> None:
    """The settings of a workspace, and the sections that commands read of them."""
    from reports import workspace
    from reports.mail_settings import mail_settings
    from reports.notices_settings import letterhead
    from reports.retained_months import keep_of

    found = workspace.read(path.parent)
    if not 0 <= found.polite.delay < 1e6:
        raise Wrong(f"a delay of {found.polite.delay}")
    for read in (mail_settings, letterhead, keep_of):
        try:
            read(found)
        except Refusal:
            continue


def scheme(body: bytes) -> None:
    """A rulebook."""
    from checker.scheme import read_scheme
    from rules.rule import catalogue

    read_scheme(body.decode("utf-8", "replace"), "a.toml", catalogue())


def csvs(*rows: str) -> Callable[[], list[bytes]]:
    """A small table in several encodings."""
    text = "\r\n".join(rows) + "\r\n"
    return lambda: [text.encode("utf-8-sig"), text.encode("gb18030"), text.encode()]


ROSTER = csvs(
    "编号,单位名称,别名,类别,主管单位,网址,门户栏目,原编号",
    'czj,市财政局,财政局；市财政,department;budget-unit,,http://czj.a.gov.cn/,"http://www.a.gov.cn/czj/",oldczj',
    "gzj,市国资局,,subordinate,czj,,,",
)
DAYS = csvs(
    "日期,类别,名称", *(f"2040-{1 + n // 28:02d}-{1 + n % 28:02d},{'休' if n % 3 else '班'},春节" for n in range(40))
)
PEOPLE = csvs("督查员,单位编号", "赵敏,czj", "钱进,czj")
HINTS = csvs("单位,栏目,网址", "czj,空气质量日报,http://www.a.gov.cn/kq/")


def toml() -> list[bytes]:
    """Settings as a new workspace has them, and with every section."""
    from reports.workspace import TEMPLATE

    more = '\n[notice]\noffice="市政府办"\nnumber="〔{year}〕{number}号"\n[keep]\nmonths=36\n[mail]\nto=["a@b.cn"]\nfrom="c@d.cn"\nserver="smtp.b.cn:587"\nsecurity="starttls"\n[cluster]\nscheduler="tcp://127.0.0.1:8786"\nstore="/srv"\n'
    crawl = 'city="某市"\nscheme="yichun-2013"\n[portal]\nhome="http://a.gov.cn/"\n[crawl]\ncontact="a@b.cn"\ndelay=1e1\nhours="20:00-06:00"\nbrowser=false\nallow_addresses=["10.1.0.0/16","::1"]\n'
    return [TEMPLATE.encode(), (crawl + more).encode()]


def schemes() -> list[bytes]:
    """The rulebooks that come with the program, shortened."""
    files = sorted((ROOT / "checker" / "schemes").glob("*.toml"))
    return [each.read_bytes()[:4_000].rpartition(b"\n[[")[0] + b"\n" for each in files[:3]]


def xlsx_of(rows: Callable[[], list[bytes]]) -> Callable[[], list[bytes]]:
    """The same table as a spreadsheet."""

    @cache
    def made() -> list[bytes]:
        import csv
        import io

        import xlsxwriter

        out = io.BytesIO()
        with xlsxwriter.Workbook(out) as book:
            sheet = book.add_worksheet()
            for number, line in enumerate(csv.reader(io.StringIO(rows()[2].decode()))):
                sheet.write_row(number, 0, line)
        return [out.getvalue()]

    return made


def _words(said: str) -> tuple[bytes, ...]:
    """Words between blanks."""
    return tuple(each.encode() for each in said.split())


HTML_WORDS = _words(
    "<table> </table> <tr> <td> <th> <p> </p> <div> <br> <script> </script> <style> <title> <svg> <math> <template> <form> <input> <select> "
    "<li> <dl> <dt> <pre> <noframes> <plaintext> &nbsp; &#x4e00; 发布时间： 2013-07-01 索引号： 当前位置：首页> 来源： 附件： rowspan=9 "
    "colspan=1001 charset=gbk charset=utf-7 href=/x src=x"
)
XML_WORDS = _words(
    '<a> </a> <a/> <?xml?> <![CDATA[ ]]> &amp; xmlns:x=\'y\' w:val="9999999999" r:id="r99" <w:tbl> <w:tr> <w:tc> <w:p> <c> <v>1</v> <f>1</f> '
    't="s" t="d" s="99" r="0" text:c="-1" table:number-columns-repeated="99999999" Target="../x" ID="x" Boundary="a" DeltaX="g"'
)
PDF_WORDS = _words(
    "/Type /Page /Pages /Kids[2 0 R] /Count -1 /Contents /MediaBox[0 0 1e9 1] /Rotate 45 /Font<<>> BT ET Tj TJ Tf Td Tm cm q Q re S f Do l m "
    "obj endobj stream endstream /Filter/LZWDecode /Filter[/ASCII85Decode] /Length 0 /ToUnicode null true <</ >> [ ] ( ) startxref xref trailer "
    "/Encrypt /ObjStm"
)
BIFF_KINDS = (
    0x0809,
    0x0A,
    0x85,
    0xE0,
    0x41E,
    0x208,
    0x203,
    0x27E,
    0xBD,
    6,
    0x205,
    0xEC,
    0xFC,
    0xFD,
    0x3C,
    0xE5,
    0x22,
    0x42,
    0x2F,
)
BIFF_WORDS = tuple(struct.pack("<HH", kind, size) for kind in BIFF_KINDS for size in (0, 2, 8, 0xFFFF))
TOML_WORDS = _words(
    '[crawl] [portal] [[indicator]] = " \'\'\' """ { } [ ] nan inf -inf 1e400 0x 0b1 1979-05-27T07:32:00Z 25:61:00 true false \\u0000 '
    "\\U00110000 deduct points dials each at_most delay hours allow_addresses language"
)
CSV_WORDS = (
    *_words('" "" , ; 休 班 off 2040-02-30 2040年2月1日 9999-99-99 http://[ http://a@b/ 编号 id name department'),
    b"\t",
    b"\r",
    b"\n",
)
ROBOT_WORDS = (*_words("User-agent: Disallow: Allow: * $ ? # Crawl-delay: Sitemap: gongkai % %2 %zz /"), b"\r", b"\n")


def _kinds() -> Iterator[Reader]:
    """The readers of the child."""
    yield Reader("html", file("a.html", "text/html"), seeds.pages, (), HTML_WORDS, True)
    yield Reader("text", file("a.txt", "text/plain; charset=gbk"), seeds.texts, (), (), True)
    yield Reader("csv", file("a.csv", "text/csv"), seeds.tables, (), CSV_WORDS, True)
    yield Reader("json, xml, feeds, site maps", file("a.xml", "application/xml"), seeds.data, (), XML_WORDS, True)
    yield Reader("mhtml", file("a.mht"), seeds.mails, (), HTML_WORDS, True)
    yield Reader("pdf", file("a.pdf"), seeds.with_foreign(seeds.pdfs, "pdf", "pdf"), (), PDF_WORDS, True)
    for ending, words in (("xlsx", XML_WORDS), ("xls", BIFF_WORDS), ("ods", XML_WORDS), ("xlsb", BIFF_WORDS)):
        own = seeds.with_foreign(lambda ending=ending: seeds.workbooks(ending), "office", ending)
        yield Reader(ending, file(f"a.{ending}"), own, (), words, True)
    for ending in ("docx", "doc", "rtf", "wps", "ppt", "pptx", "odt", "ofd", "xml"):
        own = seeds.with_foreign(lambda ending=ending: seeds.documents(ending), "office", ending)
        yield Reader({"xml": "word xml"}.get(ending, ending), file(f"a.{ending}"), own, (), XML_WORDS, True)
    yield Reader("pictures", file("a.png"), seeds.pictures, (), (), True)
    for name, made in (
        ("zip", seeds.zips),
        ("tar, gz, bz2, xz", seeds.tars),
        ("rar", seeds.rars),
        ("7z", seeds.sevens),
    ):
        yield Reader(name, file(f"a.{name[:3]}"), made, (), (), True)
    books = seeds.with_foreign(
        lambda: [*seeds.workbooks("xlsx"), *seeds.workbooks("xls"), *seeds.workbooks("ods")], "office", "xlsx"
    )
    yield Reader("import", cells, books, (), XML_WORDS, True)


def _others() -> Iterator[Reader]:
    """The readers outside the child."""
    import sqlite3

    from crawler.warc import ArchiveDamaged

    every = [
        seeds.pages,
        seeds.texts,
        seeds.zips,
        seeds.pdfs,
        seeds.data,
        seeds.mails,
        seeds.tars,
        lambda: seeds.workbooks("xlsx"),
    ]
    yield Reader("links", links, seeds.pages, (), HTML_WORDS)
    yield Reader("kind", kind, cache(lambda: [each for make in every for each in make()]), (), ())
    yield Reader("robots", robots, seeds.robots, (), ROBOT_WORDS)
    yield Reader("warc", warc, cache(warcs), (ArchiveDamaged,))
    yield Reader("verify", archive, archives, (OSError, sqlite3.Error))
    yield Reader("departments.csv", kept_file("departments.csv", departments), ROSTER, (Refusal,), CSV_WORDS)
    yield Reader(
        "departments.xlsx", kept_file("departments.xlsx", departments), xlsx_of(ROSTER), (Refusal,), XML_WORDS, True
    )
    yield Reader("holidays.csv", kept_file("holidays.csv", holidays), DAYS, (Refusal,), CSV_WORDS)
    yield Reader("inspectors.csv", kept_file("inspectors.csv", inspectors), PEOPLE, (Refusal,), CSV_WORDS)
    yield Reader("columns.csv", kept_file("columns.csv", columns), HINTS, (Refusal,), CSV_WORDS)
    yield Reader("gongkai.toml", kept_file("gongkai.toml", settings), toml, (Refusal,), TOML_WORDS)
    yield Reader("scheme", scheme, schemes, (Refusal,), TOML_WORDS)


@cache
def readers() -> dict[str, Reader]:
    """All of them by name."""
    return {each.name: each for each in (*_kinds(), *_others())}


@contextmanager
def alone() -> Iterator[None]:
    """Without the programs of this machine, each of which takes a hundred times as long as all else."""
    with mock.patch.object(outside.Program, "path", ""):
        yield
