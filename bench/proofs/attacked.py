"""What hostile files cost, and whether any of them hurts: each is read by a limited child, as a check reads files.

Each file of `hostile.py`, `hostile_office.py` and `hostile_more.py` is read by a child that has read an honest file before, and is
followed by an honest file. A miss is: more than 20 s or 512 MiB, of the child or of a program that it asks; a reading that is neither
right nor doubted; a connection; a secret that came out; a file left behind; a next file that was read wrong. `control` reads a file as a
reader without limits would, in a process that is stopped at 20 s and 3 GiB.
"""

from __future__ import annotations

import csv
import io
import json
import os
import resource
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bench import hostile, hostile_more, hostile_office
from crawler.reading import File, Pool
from crawler.reading.value import Reading

ROOT = Path(__file__).parents[2]
ATTACKS = hostile.ATTACKS  # those of the other two among them
assert hostile_more
SECONDS, MEMORY = 20.0, 512  # of one file; MiB of the process that reads it, and of a program that it asks
STOP_MEMORY = 1 << 30
STEP = 0.01
SECRET = "SECRET-a5e3b1"
PAGE = File(
    "<html><title>通知</title><body><h1>关于公开的通知</h1><p>今年共支出一百元。</p></body></html>".encode(),
    "http://a.gov.cn/1.html",
)
RTF = File(rb"{\rtf1\ansi An honest document of one line.}", "http://a.gov.cn/1.rtf")
ASKED = (".rtf", ".doc", ".xls", ".ppt", ".wps")  # kinds for which LibreOffice is asked
SAYS = {PAGE.url: "今年共支出一百元。", RTF.url: "An honest document of one line."}


class Trap:
    """A place to be lured to: counts who connects, and holds a secret and folders that must stay empty."""

    def __init__(self, folder: Path) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.connections = 0
        threading.Thread(target=self._listen, daemon=True).start()
        self._secret = folder / "secret.txt"
        self._secret.write_text(SECRET)
        self.work = folder / "work"
        self.work.mkdir()

    @property
    def lure(self) -> hostile.Lure:
        """What the files are to reach for."""
        url = f"http://127.0.0.1:{self._listening.getsockname()[1]}/"
        return hostile.Lure(url, str(self._secret), str(self.work / "written"))

    def left(self) -> list[str]:
        """What stands in the folders now."""
        return sorted(path.name for path in self.work.iterdir())

    def _listen(self) -> None:
        while True:
            self._listening.accept()[0].close()
            self.connections += 1


class Watch:
    """Peak memory of every process below this one while it is open, in MiB: of readers, and of the programs they ask."""

    def __init__(self) -> None:
        self.reader = self.outside = self.cpu = 0.0
        self._spent: dict[str, tuple[float, float]] = {}
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Watch:
        for pid in _below("self"):
            _write(f"/proc/{pid}/clear_refs", "5")  # the peak counts from now (proc(5))
        self._note()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()
        self._note()
        self.cpu = sum(last - first for first, last in self._spent.values())

    def _look(self) -> None:
        while not self._ended.wait(STEP):
            self._note()

    def _note(self) -> None:
        for pid in _below("self"):
            self.reader = max(self.reader, _peak(pid))
            now = _cpu(pid)
            self._spent[pid] = (self._spent.get(pid, (now,))[0], now)
            self.outside = max([self.outside, *map(_peak, _below(pid))])


def _below(pid: str) -> Iterator[str]:
    """The processes that one began; not one that is still its copy, with its memory."""
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        yield from (
            each for each in _read(str(task)).split() if _read(f"/proc/{each}/cmdline") != _read(f"/proc/{pid}/cmdline")
        )


def _read(path: str) -> str:
    try:
        return Path(path).read_text("utf-8", "replace")
    except OSError:
        return ""


def _peak(pid: str) -> float:
    lines = _read(f"/proc/{pid}/status").splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def _cpu(pid: str) -> float:
    """Seconds of processor time that a process has used (proc(5))."""
    fields = _read(f"/proc/{pid}/stat").rpartition(")")[2].split()
    return 0.0 if not fields else (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _write(path: str, content: str) -> None:
    try:
        Path(path).write_text(content)
    except OSError:
        return


@dataclass(frozen=True)
class Outcome:
    """What a file did."""

    name: str
    seconds: float
    cpu: float
    reader: float
    outside: float
    doubts: tuple[str, ...]
    misses: tuple[str, ...]


def run(attack: hostile.Attack, pool: Pool, trap: Trap) -> Outcome:
    """Reads one hostile file between two honest ones."""
    name = attack.file_name
    honest = RTF if name.endswith(ASKED) else PAGE
    before = trap.connections
    pool.submit(honest).result()
    file = File(attack.body(trap.lure), f"http://a.gov.cn/{name}", attack.content_type, name)
    with Watch() as watch:
        began = time.monotonic()
        reading = pool.submit(file).result()
        seconds = time.monotonic() - began
    after = pool.submit(honest).result()
    misses = {
        "slow": seconds > SECONDS,
        "memory": watch.reader > MEMORY or watch.outside > MEMORY,
        "quietly wrong": not is_fair(reading),
        "connected": trap.connections > before,
        "secret told": SECRET in str(reading),
        "next file": SAYS[honest.url] not in after.text or bool(after.doubts),
    }
    found = tuple(name for name, is_so in misses.items() if is_so)
    return Outcome(attack.name, seconds, watch.cpu, watch.reader, watch.outside, reading.doubts, found)


def alone(attack: hostile.Attack, trap: Trap) -> Outcome:
    """The same by a child of its own, which must leave nothing behind."""
    with Pool(1) as pool:
        pool._eyes = None  # eyes have a process and limits of their own
        found = run(attack, pool, trap)
    return replace(found, misses=(*found.misses, *(f"left {name}" for name in trap.left())))


def is_fair(reading: Reading) -> bool:
    """Whether a reading of a hostile file is doubted, or holds what stands behind the attack."""
    said = reading.text + "".join(link.text for link in reading.links)
    return bool(reading.doubts) or hostile.MARK in said or "Annual budget" in said


def naive(body: bytes, name: str) -> None:
    """Reads a file as one does who has never been attacked: everything unpacked, resolved and decoded."""
    kind = name.rpartition(".")[2]
    if kind in ("html", "mht"):
        from lxml import html

        html.fromstring(body, parser=html.HTMLParser(huge_tree=True)).text_content()
    elif kind in ("xml", "svg"):
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=True, load_dtd=True, no_network=False, huge_tree=True, recover=True)
        str(etree.fromstring(body, parser).xpath("string()"))
    elif kind == "csv":
        csv.field_size_limit(1 << 40)
        list(csv.reader(io.StringIO(body.decode("utf-8", "replace"))))
    elif kind == "json":
        json.loads(body)
    elif kind == "pdf":
        import pypdfium2

        for page in pypdfium2.PdfDocument(body):
            page.get_textpage().get_text_bounded()
    elif kind in ("png", "gif", "webp", "bmp", "tif", "jpg"):
        from PIL import Image

        Image.MAX_IMAGE_PIXELS = None
        Image.open(io.BytesIO(body)).load()
    elif kind in ("xlsx", "xls", "ods", "xlsb"):
        import python_calamine

        book = python_calamine.load_workbook(io.BytesIO(body))
        [book.get_sheet_by_name(sheet).to_python() for sheet in book.sheet_names]
    else:
        hostile_office.unpack_all(body, kind)


def control(attack: hostile.Attack, trap: Trap) -> Outcome:
    """The same file before a reader without limits, in a process that is ended before it hurts this machine."""
    before = trap.connections
    found = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from bench.proofs import attacked"
    code = f"{found}; attacked.naive(sys.stdin.buffer.read(), sys.argv[1])"

    def stop() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (STOP_MEMORY, STOP_MEMORY))

    began, fault = time.monotonic(), ""
    with Watch() as watch:
        try:
            told = subprocess.run(
                [sys.executable, "-c", code, attack.file_name], input=attack.body(trap.lure), timeout=SECONDS, preexec_fn=stop,
                check=False, capture_output=True,
            )  # fmt: skip
            fault = f"ended by {told.returncode}" if told.returncode < 0 else ""
            fault = fault or ("MemoryError" if b"MemoryError" in told.stderr else "")
        except subprocess.TimeoutExpired:
            fault = "no end"
    misses = {fault: bool(fault), "memory": watch.reader > MEMORY, "connected": trap.connections > before}
    return Outcome(
        attack.name,
        time.monotonic() - began,
        watch.cpu,
        watch.reader,
        watch.outside,
        (),
        tuple(each for each, is_so in misses.items() if is_so),
    )
