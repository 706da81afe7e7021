"""Faults 1–59 as a clerk meets them: real visits of sites that misbehave, in a network of their own, and what is then shown of them.

`python -m bench.proofs.messages.visits FOLDER` runs within `unshare -mn`; it writes FOLDER/shown.json.
"""

from __future__ import annotations

import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from bench.proofs.messages.calls import Call, called, environment, forked
from bench.proofs.messages.oracle import LANGUAGES, Shown
from bench.proofs.messages.resolver import SERVER, SERVFAIL, resolving
from bench.proofs.messages.scenes import QUIET, Group, Site, groups
from crawler.snapshot import Reason
from tests.crawler.hostile import World, blackhole, reply
from tests.crawler.little_site import page
from tests.crawler.secure import serve_securely

MONTH = ("--period", "2013-07", "--as-of", "2013-08-01")
# How each reason must be told, in words that are not taken from the program.
TOLD: Mapping[str, tuple[str, str]] = {
    Reason.GONE: ("不存在", "not there|not exist|no such|gone"),
    Reason.DNS: ("域名", r"\bname\b"),
    Reason.REFUSED: ("拒绝连接", "refused"),
    Reason.TIMEOUT: ("超时", "time"),
    Reason.RESET: ("中断", "broke|interrupt|reset|cut"),
    Reason.TLS: ("加密|证书", "encrypt|certificate"),
    Reason.PROTOCOL: ("不合规范", "malformed|proper|protocol|standard|rules"),
    Reason.HTTP_ERROR: ("应答错误", "error"),
    Reason.SERVER_ERROR: ("服务器出错", "server"),
    Reason.CHALLENGE: ("拦截", "protection|blocked|firewall"),
    Reason.ROBOTS: ("robots.txt", "robots.txt"),
    Reason.SOFT_404: ("不存在", "not there|not exist|no such|gone"),
    Reason.LOGIN: ("登录", "log ?in"),
    Reason.NEEDS_JS: ("浏览器", "browser"),
    Reason.EMPTY: ("空白", "blank|empty"),
    Reason.NO_WAY: ("不通向", "leads nowhere|nowhere|no further"),
    Reason.TOO_LARGE: ("过大", "large|big"),
    Reason.OFFSITE: ("其他网站", "other site|another site|elsewhere"),
    Reason.MOVED: ("迁往", "moved"),
    Reason.SUSPECT: ("被他人占用", "taken over|hands|hijack"),
    Reason.BLOCKED_ADDRESS: ("允许范围", "allowed|permitted"),
    Reason.REDIRECT_LOOP: ("循环", "loop|circle|round"),
    Reason.BUDGET: ("超出.*页数或时间", "budget|limit|pages or"),
    Reason.TRAP: ("无穷无尽", "endless|without end"),
    Reason.STALLED: ("停滞", "stall|stop"),
    Reason.NOT_VISITED: ("没有访问", "not visited"),
}
SCHEME = """
title = "S"
year = 2013
[[indicator]]
id = "A1-2"
title = "政府信息公开指南"
rule = "disclosure-guide"
points = 6
places = ["own"]
applies_to = ["department"]
deduct = { missing = 3, broken = 1.5, empty = 1.8, no-element = { each = 0.45, at_most = 1.8 }, placeholder = 0.6, differs = 0.6 }
rectify_in = 15
source = "条例"
"""
PATIENT = """
import json, os, sys
from dataclasses import replace
from functools import cached_property
from reports.workspace import Workspace
plain, changes = Workspace.crawl.func, json.loads(os.environ["CHANGES"])
Workspace.crawl = cached_property(lambda self: replace(plain(self), **changes))
Workspace.crawl.__set_name__(Workspace, "crawl")
from reports.cli import main
if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
"""  # the settings that no clerk has: how long one answer may take, how large it may be
USUAL = {"timeout": 1.0, "concurrency": 128, "max_bytes": 1_000_000, "contact": ""}
NAMES: Mapping[str, Sequence[Any]] = {
    "servfail.test": [SERVFAIL],
    "silent.test": [None],
    "private.test": [["10.0.0.7"]],
    "metadata.test": [["169.254.169.254"]],
    "inside.test": [["127.0.0.1"]],
    "rebinds.test": [["127.0.1.250"], ["127.0.0.1"]],
    "rebinds-to-private.test": [["10.0.0.1"], ["127.0.1.250"]],
    "two.test": [["::1", "127.0.1.251"]],
    "lost.test": [["93.184.216.34"]],
}

# Loopback, and a way out on which everything is lost.
DROPPING = (
    "link set lo up",
    "tuntap add dev lost mode tun",
    "addr add 198.51.100.2/24 dev lost",
    "link set lost up",
    "route add default dev lost",
)


class Town:
    """A workspace with the sites of a group, its visit, and what the commands then say."""

    def __init__(
        self, folder: Path, group: Group, homes: Mapping[str, str], portal: str, env: Mapping[str, str]
    ) -> None:
        self.folder, self.sites, self.codes = folder, group.sites, group.codes
        folder.mkdir(parents=True)
        self._env = environment(CHANGES=json.dumps({**USUAL, **group.changes}), **env)
        (folder / "schemes").mkdir()
        (folder / "schemes" / "s.toml").write_text(SCHEME, "utf-8")
        settings = f'city = "C"\nscheme = "s"\n[portal]\nhome = "{portal}"\n[crawl]\ncontact = "a@b.example"\ndelay = 0\nbrowser = false\n'
        (folder / "gongkai.toml").write_text(
            f"{settings}allow_addresses = {json.dumps(list(group.allowed))}\n", "utf-8"
        )
        rows = (f"{_id(number)},{site.name},,department,,{homes[site.name]}," for number, site in enumerate(self.sites))
        head = "编号,单位名称,别名,类别,主管单位,网址,门户栏目"
        (folder / "departments.csv").write_text("\n".join([head, *rows, ""]), "utf-8")

    def call(self, *words: str) -> Call:
        """A command of this workspace."""
        return called(words, self.folder, program=PATIENT, env=self._env)

    def visit(self) -> Iterator[Shown]:
        """What the visit says in both languages: asked again, it tells the same from what was kept. While the sites are served."""
        for language in LANGUAGES:
            yield from self._told_by_the_visit(self.call("crawl", *MONTH, "--lang", language), language)

    def month(self) -> Iterator[Shown]:
        """What is shown of the month once it is judged. When nothing is served any more: no other thread may run."""
        judged = forked(("check", *MONTH, "--quiet"), self.folder)
        yield Shown(
            self.sites[0].fault, f"{self.sites[0].case} check", "zh", judged.text, judged.code, self.codes, silent=True
        )
        for language in LANGUAGES:
            yield from self._told_by_the_month(language)

    def _told_by_the_visit(self, visit: Call, language: str) -> Iterator[Shown]:
        lines = [line.strip() for line in visit.err.splitlines()]
        head = {"zh": "怎么办", "en": "What to do"}[language]
        if visit.code and head not in lines:
            print(
                f"{self.folder.name}: the visit ends with {visit.code} and says nothing of what to do:",
                *lines,
                sep="\n    ",
                flush=True,
            )
        advice = lines[lines.index(head) + 1 :] if head in lines else []
        for site in self.sites:
            row = next((line for line in lines if line.split(" ")[0] == site.name), "")
            wanted = _pattern(site.reasons, language)
            told = [line for line in advice if _about(line, site, language)]
            is_quiet = not site.first and bool({*map(str, QUIET)} & {*site.reasons})
            may_be_silent = not site.tls and ("" in site.reasons or is_quiet)
            text = "\n".join([row, *told])
            silent = may_be_silent and (not row or not re.search(wanted, row))
            wrong = ("it read nothing",) if silent and row and re.search(rf"^{re.escape(site.name)} +0 ", row) else ()
            yield Shown(
                site.fault,
                f"{site.case} crawl",
                language,
                text,
                visit.code,
                self.codes,
                (site.name,),
                wanted,
                silent=silent,
                wrong=wrong,
            )

    def _told_by_the_month(self, language: str) -> Iterator[Shown]:
        """The scorecard and the story of the mark, the workbook and the web report, of those of which nothing could be checked."""
        out = self.folder / f"out-{language}"
        book = self._ask("export", language, "--output", str(out / "book.xlsx"))
        web = self._ask("report", language, "--output", str(out / "web"))
        told, told_of = _book(out / "book.xlsx"), set[int]()  # the dear views once for each fault
        for number, site in enumerate(self.sites):
            if not site.first:
                continue
            wanted, first = _pattern(site.reasons, language), _shown_of(site, language)
            if site.fault not in told_of:
                told_of.add(site.fault)
                card = self._ask("show", language, _id(number))
                yield first("show", card.text, card.code, (0, 3), wanted, wrong=_accused(card.text))
                story = self._ask("explain", language, _id(number))
                yield first("explain", story.text, story.code, (0, 3), wanted, wrong=_accused(story.text))
            rows = [line for line in told if site.name in line] + [
                line for line in told if _about(line, site, language)
            ]
            yield first("workbook", "\n".join(rows), book.code, (0,), wanted)
            page = _text(out / "web" / "department" / f"{_id(number)}.html")
            yield first("web report", page, web.code, (0, 3), wanted)

    def _ask(self, command: str, language: str, *words: str) -> Call:
        return forked((command, *words, *MONTH, "--lang", language), self.folder)


def _shown_of(site: Site, language: str) -> Callable[..., Shown]:
    """What is the same of all that is shown of a site."""

    def make(
        what: str, text: str, code: int | None, codes: tuple[int, ...], wanted: str, wrong: tuple[str, ...] = ()
    ) -> Shown:
        names = ("政府信息公开指南", "条例")
        return Shown(
            site.fault, f"{site.case} {what}", language, text, code, codes, (site.name,), wanted, names, wrong=wrong
        )

    return make


def _id(number: int) -> str:
    return f"u{number:03}"


def _pattern(reasons: Sequence[str], language: str) -> str:
    """What must be said for any of some reasons; nothing for none."""
    at = LANGUAGES.index(language)
    return "|".join(TOLD[Reason(reason)][at] for reason in reasons if reason) or "(?!)"


def _about(line: str, site: Site, language: str) -> bool:
    """Whether a line of advice begins with one of the reasons of a site."""
    head = re.split("：|: ", line, maxsplit=1)[0]
    if site.tls:
        return bool(re.search("证书|certificate", head))
    return bool(re.search(_pattern(site.reasons, language), head, re.IGNORECASE))


def _accused(text: str) -> tuple[str, ...]:
    """That a department is said not to publish what nobody could look at."""
    found = re.search(r"−\d|未公开政府信息公开指南(?!？)|不合规(?!范)", text)
    return (f"a department is accused: {found[0]!r}",) if found else ()


def _book(path: Path) -> list[str]:
    """The rows of a workbook, each as one line."""
    from python_calamine import CalamineWorkbook

    if not path.is_file():
        return []
    book = CalamineWorkbook.from_path(path)
    rows = (row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python())
    return ["：".join(str(cell) for cell in row if cell not in ("", None)) for row in rows]


def _text(path: Path) -> str:
    """What a page of the web report says."""
    from selectolax.lexbor import LexborHTMLParser

    if not path.is_file():
        return ""
    body = LexborHTMLParser(path.read_text("utf-8")).css_first("main")
    return body.text(separator="\n", strip=True) if body else ""


def served(folder: Path) -> Iterator[Shown]:
    """The groups of scenes, each served and visited."""
    for group in groups():
        scenes: dict[str, Mapping[str, Any]] = {site.name: site.paths for site in group.sites if not site.home}
        scenes |= {"sso": {}, "new": {}, "away": {}}
        shared = {path: behaviour for site in group.sites if site.home for path, behaviour in site.paths.items()}
        with World({**scenes, "57": shared} if shared else scenes) as world:
            homes = {
                site.name: site.home.replace("@57@", f"http://{world['57'].origin}")
                if site.home
                else world[site.name].home
                for site in group.sites
            }
            town = Town(folder / group.name, group, homes, world["away"].home, {})
            yield from town.visit()
        yield from town.month()


def named(folder: Path) -> Iterator[Shown]:
    """Names that lead nowhere, inside, or now here and now there; machines that do not answer."""
    with ExitStack() as stack:
        stack.enter_context(resolving(NAMES))
        world = stack.enter_context(World({"portal": {}}))
        closed = socket.create_server(("127.0.1.1", 0))
        number = closed.getsockname()[1]
        closed.close()
        holes = blackhole("127.0.1.1")
        stack.callback(lambda: [each.close() for each in holes])
        hole, inside = holes[0].getsockname()[1], world["witness"].port
        places = (
            (1, "no-such-name", "http://nowhere.test/", (Reason.DNS,)),
            (2, "servfail", "http://servfail.test/", (Reason.DNS,)),
            (2, "silent", "http://silent.test/", (Reason.DNS,)),
            (3, "private", "http://private.test/", (Reason.BLOCKED_ADDRESS,)),
            (3, "metadata", "http://metadata.test/", (Reason.BLOCKED_ADDRESS,)),
            (3, "loopback", f"http://inside.test:{inside}/", (Reason.BLOCKED_ADDRESS,)),
            (4, "closed", f"http://127.0.1.1:{number}/", (Reason.REFUSED,)),
            (5, "full-queue", f"http://127.0.1.1:{hole}/", (Reason.TIMEOUT,)),
            (5, "dropped", "http://lost.test/", (Reason.TIMEOUT,)),
            (15, "no-v6", f"http://two.test:{world['portal'].port}/", (Reason.REFUSED, Reason.BLOCKED_ADDRESS)),
            (42, "to-inside", f"http://rebinds.test:{inside}/", (Reason.REFUSED, Reason.BLOCKED_ADDRESS)),
            (42, "from-private", f"http://rebinds-to-private.test:{inside}/", (Reason.BLOCKED_ADDRESS, Reason.REFUSED)),
        )
        sites = tuple(Site(fault, case, {}, tuple(map(str, why)), first=True) for fault, case, _, why in places)
        homes = {site.name: home for site, (_, _, home, _) in zip(sites, places, strict=True)}
        group = Group("names", sites)
        town = Town(folder / "names", group, homes, world["portal"].home, {})
        yield from town.visit()
        if world["witness"].connections:
            yield Shown(42, "witness", "zh", "", 0, (0,), wrong=("a connection was made inside",))
    yield from town.month()


def secure(folder: Path) -> Iterator[Shown]:
    """TLS that is at fault."""
    tls = {
        "f10-expired": "tls_expired",
        "f11-self-signed": "x",
        "f11-wrong-host": "x",
        "f11-incomplete-chain": "x",
        "f12-tls10-only": "x",
        "f12-tls11-only": "x",
    }
    with serve_securely(folder) as (servers, trusted):
        sites, homes = [], {}
        for fault, server in servers.items():
            if fault == "sound":
                continue
            why = {"f13-unknown-cipher-only": (Reason.TLS,), "f14-flip-loop": (Reason.REDIRECT_LOOP,)}.get(
                fault, (Reason.TLS,)
            )
            site = Site(
                int(fault[1:3]), fault[4:], {}, tuple(map(str, why)), first=fault not in tls, tls=tls.get(fault, "")
            )
            sites.append(site)
            homes[site.name] = f"https://{server.origin}/"
        group = Group("tls", tuple(sites), {}, ("127.0.0.0/8",))
        sound = f"https://{servers['sound'].origin}/"
        town = Town(folder / "tls", group, homes, sound, {"SSL_CERT_FILE": str(trusted)})
        yield from town.visit()
    yield from town.month()


def renewed(folder: Path) -> Iterator[Shown]:
    """A list that is another when it is visited again in the same month: both are kept, each with its time."""
    for language in LANGUAGES:
        asked = 0

        async def lists(call: Any) -> bytes:
            nonlocal asked
            asked += 1
            return reply(body=page(("/a.html", f"共{12 * asked}条，第{asked}版")).encode())

        site = Site(80, "list-changed", {"/list.html": lists, "/a.html": reply(body=page(title="公告"))})
        with World({site.name: {"/": reply(body=page(("/list.html", "通知公告"))), **site.paths}, "away": {}}) as world:
            place = folder / f"renewed-{language}"
            town = Town(place, Group("renewed", (site,)), {site.name: world[site.name].home}, world["away"].home, {})
            calls = [town.call("crawl", *MONTH, "--lang", language, *more) for more in ((), ("--again",))]
        with closing(sqlite3.connect(place / "var" / "archive" / "archive.db")) as db:
            kept = set(db.execute("SELECT sha256, fetched FROM captures WHERE url LIKE '%/list.html'"))
        both = len({digest for digest, _ in kept}) == len({moment for _, moment in kept}) == len(calls)
        wrong = () if both else (f"{len(kept)} versions of {asked} are kept",)
        text, code = "\n".join(each.text for each in calls), max(each.code or 0 for each in calls)
        yield Shown(80, site.case, language, text, code, (0,), names=(site.name,), silent=True, wrong=wrong)


def main() -> None:
    """Visits everything, in a network of its own."""
    folder = Path(sys.argv[1])
    for words in DROPPING:
        subprocess.run(["ip", *words.split()], check=True)
    with tempfile.NamedTemporaryFile("w") as told:
        told.write(f"nameserver {SERVER}\noptions timeout:1 attempts:1\n")
        told.flush()
        subprocess.run(["mount", "--bind", told.name, os.path.realpath("/etc/resolv.conf")], check=True)
        shown = [each for make in (named, secure, renewed, served) for each in make(folder)]
    (folder / "shown.json").write_text(json.dumps([asdict(each) for each in shown], ensure_ascii=False), "utf-8")


def visits(folder: Path) -> list[Shown]:
    """Everything that is shown of faults 1–59. Raises CalledProcessError."""
    folder.mkdir(parents=True, exist_ok=True)
    words = ["unshare", "-mn", sys.executable, "-m", "bench.proofs.messages.visits", str(folder)]
    subprocess.run(words, check=True, env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))})
    rows = json.loads((folder / "shown.json").read_text("utf-8"))
    return [
        replace(Shown(**row), **{name: tuple(row[name]) for name in ("codes", "where", "names", "wrong")})
        for row in rows
    ]


if __name__ == "__main__":
    main()
