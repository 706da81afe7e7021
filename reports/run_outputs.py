"""What a monthly run writes for people, with digests, so that a table that somebody has filled in meanwhile is not overwritten."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from reports.exported import export
from reports.session import Session
from reports.site.written import write_site
from reports.stored import Results
from reports.workspace import Workspace

Files = Mapping[str, str]  # digests by path, as it was asked for, or within var/


def is_there(workspace: Workspace, files: Files) -> bool:
    """Whether every file that was written is still there, whatever people have done to it."""
    return all((workspace.var / name).is_file() for name in files)


def write_tables(session: Session, workspace: Workspace, results: Results, before: Files) -> dict[str, str]:
    """Writes the workbook of the month; one that is not as it was written `before` is put aside, and that is told."""
    path = _workbook(session, workspace, results)
    name, found = _name(workspace, path), _digest(path)
    aside = _copied(path) if found and found != before.get(name) else None
    try:
        export(session, workspace, results)
    finally:
        new = _digest(path)
        if aside is not None and new == found:  # nobody changed it, or it is still there
            aside.unlink()
    if aside is not None and new != found:
        session.complain("{path} 不是上次运行写的那份，原样保留为 {aside}", path=str(path), aside=str(aside))
    return {name: new}


def _workbook(session: Session, workspace: Workspace, results: Results) -> Path:
    asked = getattr(session.options, "output", None)
    return Path(asked).resolve() if asked else workspace.var / "export" / f"gongkai-{results.period}.xlsx"


def _name(workspace: Workspace, path: Path) -> str:
    return str(path.relative_to(workspace.var)) if path.is_relative_to(workspace.var) else str(path)


def _copied(path: Path) -> Path:
    """A copy of a file beside it, under the next name that is free."""
    number = 1
    while (aside := path.with_name(f"{path.stem}.kept-{number}{path.suffix}")).exists():
        number += 1
    shutil.copy2(path, aside)
    return aside


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def write_pages(session: Session, workspace: Workspace, results: Results, before: Files) -> dict[str, str]:
    """Writes the web report."""
    path = write_site(session, workspace, results, workspace.var / "report")
    session.say("已写出 {path}", path=str(path))
    return {_name(workspace, path): ""}
