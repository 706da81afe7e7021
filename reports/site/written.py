"""Writes the web report of a month: pages from templates, each whole or not at all, that open from disk without any network.

A page is a template of its name, and a function that turns values into plain data for it; `PAGES` lists them in the order
of the navigation. Nothing of a site's text is ever markup, and no page runs or loads anything but our own files.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from reports.docket_view import Docket, docket_of
from reports.session import Session, Usage
from reports.site.index_page import index
from reports.site.ledger_page import docket_data, ledger
from reports.site.values import Month, Page
from reports.stored import Results, results_of
from reports.whole import whole
from reports.wording import Wording, plain
from reports.workspace import Workspace

DONE = 0
STYLE = "report.css"
PAGES = (
    Page("index.html", "首页", index),
    Page("ledger.html", "整改台账", ledger, ("ledger.js",)),
)
# `file:` beside 'self', for not every browser takes a page on disk for its own origin.
FOLDER_POLICY = (
    "default-src 'none'; style-src 'self' file:; script-src 'self' file:; base-uri 'none'; form-action 'none'"
)
PAGE_POLICY = "default-src 'none'; style-src {style}; script-src {script}; base-uri 'none'; form-action 'none'"


def write_report(session: Session) -> int:
    """Writes the report to --output or var/report. Raises Refusal for a month that was not checked, Usage for a folder that is none."""
    workspace = session.workspace()
    results = results_of(workspace, session.period)
    folder = Path(session.options.output) if session.options.output else workspace.var / "report"
    session.say("已写出 {path}", path=str(write_site(session, workspace, results, folder)))
    return DONE


def write_site(session: Session, workspace: Workspace, results: Results, folder: Path) -> Path:
    """Writes the report of a month with the ledger as of the session's day, and returns its first page.

    All is made before anything is written; then one file after the other, each whole, the first page last. Other files in the
    folder are left alone. Raises Usage for a folder that is a file, OSError.
    """
    if folder.exists() and not folder.is_dir():
        raise Usage("{path} 不是目录", path=str(folder))
    docket = docket_of(workspace, session.today, results.period)
    month = Month(plain(workspace.city), session.today, results, docket, session.wording)
    files = {name: _asset(name).encode() for name in (STYLE, *(name for page in PAGES for name in page.scripts))}
    files |= {page.file: _encoded(_page(page, month)) for page in reversed(PAGES)}
    folder.mkdir(parents=True, exist_ok=True)
    for name, body in files.items():
        with whole(folder / name) as temporary:
            temporary.write_bytes(body)
    return folder / PAGES[0].file


def write_ledger(path: Path, docket: Docket, listed: Docket, wording: Wording) -> None:
    """Writes the page of the ledger alone, as one file that needs no other: counts of `docket`, cases of `listed`. Raises OSError."""
    page = next(page for page in PAGES if page.file == "ledger.html")
    style, script = _asset(STYLE), "\n".join(map(_asset, page.scripts))
    common = {
        "city": plain(docket.city),
        "pages": (),
        "policy": PAGE_POLICY.format(style=_digest(style), script=_digest(script)),
        "style": Markup(style),  # noqa: S704 - our own files
        "script": Markup(script),  # noqa: S704 - our own files
    }
    text = _render(page, {**docket_data(docket, listed, wording), **common}, wording)
    with whole(path) as temporary:
        temporary.write_bytes(_encoded(text))


def _page(page: Page, month: Month) -> str:
    common = {
        "city": month.city,
        "month": str(month.results.period),
        "day": month.wording.day(month.day),
        "pages": PAGES,
        "policy": FOLDER_POLICY,
        "style": "",
        "script": "",
    }
    return _render(page, {**page.data(month), **common}, month.wording)


def _render(page: Page, data: Mapping[str, Any], wording: Wording) -> str:
    """A page of its template, in which all values are escaped."""
    environment = Environment(
        loader=PackageLoader("reports.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    language = wording.either("zh-CN", "en")
    return environment.get_template(page.file).render(data, page=page, say=wording.say, language=language)


def _asset(name: str) -> str:
    return (resources.files("reports.site") / "assets" / name).read_text("utf-8")


def _digest(text: str) -> str:
    """The digest by which a page lets in a style or script of its own, and no other."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")
