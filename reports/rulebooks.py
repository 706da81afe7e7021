"""`gongkai schemes`: the rulebooks that there are, one of them whole, two compared, a past month under another."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from rich.console import RenderableType

from checker.scheme import Scheme, open_scheme
from reports.rulebooks_compared import compared_values, show_compared
from reports.rulebooks_listed import list_values, listed, show_list
from reports.rulebooks_page import page
from reports.rulebooks_values import whole
from reports.session import Session, Usage
from reports.workspace import NoWorkspace
from rules.rule import catalogue

DONE, REFUSED = 0, 4
FOLDER = "schemes"  # where own schemes lie, in a workspace or in a folder that is none


def show_schemes(session: Session) -> int:
    """Lists, shows, compares or tries schemes; 4 when one of the workspace's own does not fit.

    Raises Usage for a call that asks for nothing that there is, and Refusal for a scheme that does not fit.
    """
    name, other = session.options.name, session.options.other
    if session.options.dry_run:
        if name is None or other is not None:
            raise Usage("试算要写明一个方案：gongkai schemes 方案 --dry-run --period YYYY-MM")
        return _try(session, name)
    folder, used = _workspace(session)
    if name is None:
        return _list(session, folder, used)
    first = open_scheme(name, folder, catalogue(), named_in="")
    if other is None:
        return _answer(session, page(first, session.wording), whole(first))
    second = open_scheme(other, folder, catalogue(), named_in="")
    return _answer(session, show_compared(first, second, session.wording), compared_values(first, second))


def _workspace(session: Session) -> tuple[Path, str]:
    """Where own schemes lie, and the name of the one in use; outside a workspace ./schemes and none."""
    try:
        workspace = session.workspace()
    except NoWorkspace:
        if session.options.workspace:
            raise
        return Path(FOLDER), ""
    return workspace.folder / FOLDER, workspace.scheme


def _list(session: Session, folder: Path, used: str) -> int:
    found = listed(folder)
    _answer(session, show_list(found, used, session.wording), list_values(found, used, session.wording))
    return REFUSED if any(each.faults for each in found) else DONE


def _try(session: Session, name: str) -> int:
    from reports.rulebooks_trial import trial
    from reports.rulebooks_trial_table import show_trial, trial_values

    workspace = session.workspace()
    scheme: Scheme = open_scheme(name, workspace.folder / FOLDER, catalogue(), named_in="")
    found = trial(session, workspace, scheme)
    return _answer(session, show_trial(found, session.wording), trial_values(found))


def _answer(session: Session, told: RenderableType, values: Any) -> int:
    if session.options.format == "json":
        json.dump(values, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        session.out.print(told)
    return DONE
