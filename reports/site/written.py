"""Writes the web report of a month: pages from templates, each whole or not at all, that open from disk without any network.

A page is a template, and a function that turns values into plain data for it; `PAGES` lists them in the order of the
navigation. Nothing of a site's text is ever markup, and no page runs or loads anything but our own files.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import chain
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from reports.copies.made import FOLDER, Copies, copies_of
from reports.copies.uses import uses_of
from reports.docket_view import Docket, docket_of
from reports.history import past_of
from reports.session import Session, Usage
from reports.site.department_page import department_leaves
from reports.site.index_page import index
from reports.site.ledger_page import docket_data, ledger
from reports.site.rules_page import rule_leaves, rules
from reports.site.search_page import search, search_index
from reports.site.topics_page import topic_leaves, topics
from reports.site.values import Chapter, Leaf, Month, Pages
from reports.stored import Results, results_of
from reports.whole import whole
from reports.wording import Wording, plain
from reports.workspace import Workspace

DONE = 0
ASSETS = "assets"
STYLE = "report.css"
FIRST = "index.html"
WRITTEN = "assets/files.txt"  # what a report consists of, so that the next one can take away what it has no more
OURS = re.compile(
    rf"(?:index|topics|rules|ledger|search)\.html|(?:department|topic|rule|{FOLDER}|{ASSETS})(?:/[\w-][\w.-]*)+",
    re.ASCII,
)
CHARTS = ("vendor/echarts.min.js", "charts.js")
CHAPTERS = (
    Chapter(FIRST, "全市", index, ("table.js", *CHARTS)),
    Chapter("topics.html", "各领域", topics, ("table.js",)),
    Chapter("rules.html", "各规则", rules, ("table.js",)),
    Chapter("ledger.html", "整改台账", ledger, ("table.js", "folds.js")),
    Chapter("search.html", "查找", search, ("vendor/minisearch.js", "search-index.js", "search.js")),
)
PAGES = (
    *(chapter.pages for chapter in CHAPTERS),
    Pages("department.html", department_leaves, ("table.js", *CHARTS, "folds.js")),
    Pages("topic.html", topic_leaves, ("table.js", *CHARTS), "topics.html"),
    Pages("rule.html", rule_leaves, ("table.js", *CHARTS, "folds.js"), "rules.html"),
)
ALONE = Pages("ledger_alone.html", lambda month: (), ("ledger.js", "folds.js"))  # no part of a report
# `file:` beside 'self', for not every browser takes a page on disk for its own origin.
FOLDER_POLICY = (
    "default-src 'none'; style-src 'self' file:; script-src 'self' file:; base-uri 'none'; form-action 'none'"
)
PAGE_POLICY = "default-src 'none'; style-src {style}; script-src {script}; base-uri 'none'; form-action 'none'"


def write_report(session: Session) -> int:
    """Writes the report to --output or var/report. Raises what `site_of` raises."""
    site_of(session)
    return DONE


def site_of(session: Session) -> Path:
    """Writes the report to --output or var/report and returns its first page. Raises Refusal for a month that was not checked, Usage
    for a folder that is none."""
    workspace = session.workspace()
    results = results_of(workspace, session.period)
    folder = Path(session.options.output) if session.options.output else workspace.var / "report"
    path = write_site(session, workspace, results, folder)
    session.say("已写出 {path}", path=str(path))
    return path


def write_site(session: Session, workspace: Workspace, results: Results, folder: Path) -> Path:
    """Writes the report of a month with the ledger as of the session's day, and returns its first page.

    All pages are made before anything is written; then one file after the other, each whole, copies of the evidence first and the
    first page last; then what an earlier report left there and this one has no more is taken away. Other files in the folder are
    left alone. Raises Usage for a folder that is a file, OSError.
    """
    if folder.exists() and not folder.is_dir():
        raise Usage("{path} 不是目录", path=str(folder))
    docket = docket_of(workspace, session.today, results.period)
    past = past_of(workspace, results.period)
    about = plain(workspace.city), session.today, results, docket, session.wording, past
    with copies_of(workspace.var / "archive", results.period, uses_of(results.assessments), session.wording) as copies:
        month = Month(*about, copies.addresses, copies.missing)
        files = {**dict(_assets()), f"{ASSETS}/search-index.js": _encoded(search_index(month))}
        files |= {file: _encoded(text) for file, text in _pages(month)}
        files[FIRST] = files.pop(FIRST)
        _replace(folder, files, copies)
    return folder / FIRST


def _replace(folder: Path, files: dict[str, bytes], copies: Copies) -> None:
    """Writes all that is new: copies one by one, for there are many, and those that are there as they must be stay."""
    old, names = _written(folder), [*sorted(copies.names), *files]
    _write(folder, WRITTEN, _lines(*sorted(old - set(names)), *names))
    for name, body in chain(copies.files(folder), files.items()):
        _write(folder, name, body)
    for name in old - set(names):
        (folder / name).unlink(missing_ok=True)
    _write(folder, WRITTEN, _lines(*names))


def _write(folder: Path, name: str, body: bytes) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    with whole(folder / name) as temporary:
        temporary.write_bytes(body)


def _lines(*names: str) -> bytes:
    return "".join(f"{name}\n" for name in names).encode()


def _written(folder: Path) -> set[str]:
    """What a report wrote there before: files with names of ours only, whatever the list says."""
    path = folder / WRITTEN
    names = path.read_text("utf-8", "replace").splitlines() if path.is_file() else []
    root = folder.resolve()
    return {name for name in names if OURS.fullmatch(name) and _is_file_in(root, root / name)}


def _is_file_in(root: Path, path: Path) -> bool:
    return path.parent.resolve().is_relative_to(root) and (path.is_file() or path.is_symlink())


def _pages(month: Month) -> Iterator[tuple[str, str]]:
    for kind in PAGES:
        for leaf in kind.leaves(month):
            yield leaf.file, _page(kind, leaf, month)


def _page(kind: Pages, leaf: Leaf, month: Month) -> str:
    root = "../" * leaf.file.count("/")
    common = {
        "city": month.city,
        "month": str(month.results.period),
        "spoken_month": month.wording.month(month.results.period),
        "day": month.wording.date(month.day),
        "chapters": CHAPTERS,
        "policy": FOLDER_POLICY,
        "style": "",
        "script": "",
        "root": root,
        "file": leaf.file,
        "heading": leaf.title,
    }
    return _render(kind, {**leaf.data, **common}, month.wording)


def write_ledger(path: Path, docket: Docket, listed: Docket, wording: Wording) -> None:
    """Writes the page of the ledger alone, as one file that needs no other: counts of `docket`, cases of `listed`. Raises OSError."""
    style, script = _asset(STYLE), "\n".join(map(_asset, ALONE.scripts))
    common = {
        "city": plain(docket.city),
        "chapters": (),
        "policy": PAGE_POLICY.format(style=_digest(style), script=_digest(script)),
        "style": Markup(style),  # noqa: S704 - our own files
        "script": Markup(script),  # noqa: S704 - our own files
        "root": "",
        "file": "ledger.html",
        "heading": "整改台账",
    }
    text = _render(ALONE, {**docket_data(docket, listed, wording), **common}, wording)
    with whole(path) as temporary:
        temporary.write_bytes(_encoded(text))


def _render(kind: Pages, data: Mapping[str, Any], wording: Wording) -> str:
    """A page of its template, in which all values are escaped."""
    language = wording.either("zh-CN", "en")
    return _environment().get_template(kind.template).render(data, kind=kind, say=wording.say, language=language)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("reports.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _assets() -> Iterator[tuple[str, bytes]]:
    """Every file of ours that the pages load, with the licences of those that are not ours."""
    yield from _files(resources.files("reports.site") / ASSETS, ASSETS)


def _files(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    for each in sorted(folder.iterdir(), key=lambda each: each.name):
        if each.is_dir():
            yield from _files(each, f"{name}/{each.name}")
        elif not each.name.startswith("."):
            yield f"{name}/{each.name}", each.read_bytes()


def _asset(name: str) -> str:
    return (resources.files("reports.site") / ASSETS / name).read_text("utf-8")


def _digest(text: str) -> str:
    """The digest by which a page lets in a style or script of its own, and no other."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")
