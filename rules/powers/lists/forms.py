"""Powers told in forms: a table or text of labels and what belongs to them, one after the other for each power."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from crawler.reading.value import Table
from rules.phrases import squeeze
from rules.powers.classes import class_of, said
from rules.powers.item import Item
from rules.powers.lists.columns import FIELDS, NAMING, Row
from rules.powers.lists.headers import is_other_head, role_of
from rules.powers.lists.rows import NOTHING, Setting, add, clean_code, clean_name, parts_of

Pair = tuple[str, str, str]  # role, what belongs to it, and where it stands
FEWEST = 3  # roles in a form
LONGEST_LABEL = 14
_TOLD = re.compile(r"^[【\[]?([^:：】\]]{2,24})[】\]]?\s{0,9}[:：](.*)$", re.DOTALL)
_MARK = re.compile(r"^(?:[一二三四五六七八九十]{1,3}[、.．]|\d{1,2}[、.．]|[(（][\d一二三四五六七八九十]{1,3}[)）])\s*")
_TITLES = frozenset(("name", "main"))


def is_form(table: Table) -> bool:
    """Whether a table is a form: its rows are labels with what belongs to them beside, the name of a power among these."""
    pairs = [list(_beside(row, "")) for row in table.rows]
    roles = {role for row in pairs for role, _, _ in row}
    filled = sum(any(text for _, text, _ in row) for row in pairs)
    named = any(role in NAMING and text for row in pairs for role, text, _ in row)
    return named and len(roles) >= FEWEST and filled >= 2 and filled * 2 >= len(table.rows)


def form_items(table: Table, setting: Setting) -> list[Item]:
    """The powers of a form in a table."""
    pairs: list[Pair] = []
    for at, row in enumerate(table.rows, 1):
        told = list(_beside(row, f"{setting.where}第{at}行"))
        if told:
            pairs += told
        elif pairs:
            role, text, where = pairs[-1]
            pairs[-1] = role, "\n".join([text, *dict.fromkeys(filter(None, row))]), where
    return _items(pairs, setting)


def told_items(setting: Setting) -> list[Item]:
    """The powers of forms in running text: 职权名称：… and lines that are labels over lines that belong to them."""
    pairs: list[Pair] = []
    for line in setting.source.text.splitlines():
        pair = _told(line)
        if pair is not None:
            pairs.append(pair)
        elif pairs and line.strip():
            role, text, where = pairs[-1]
            pairs[-1] = role, f"{text}\n{line.strip()}" if text else line.strip(), where
    return _items(pairs, setting)


def _beside(row: Row, where: str) -> Iterator[Pair]:
    """The labels of a row, each with the cell beside it."""
    cells = [cell for cell, _ in groupby(cell.strip() for cell in row)]
    at = 0
    while at < len(cells) - 1:
        role = _label(cells[at])
        beside = cells[at + 1]
        if role and not (_label(beside) and not class_of(beside)):
            yield role, beside, where
            at += 2
        else:
            at += 1


def _label(words: str) -> str:
    text = _MARK.sub("", words.strip()).rstrip(":：")
    return role_of(text) if len(squeeze(text)) <= LONGEST_LABEL and not is_other_head(text) else ""


def _told(line: str) -> Pair | None:
    told = _TOLD.match(line.strip())
    if told and (role := _label(told[1])):
        return role, told[2].strip(), ""
    role = _label(line)
    return (role, "", "") if role and not class_of(line) else None


def _items(pairs: Sequence[Pair], setting: Setting) -> list[Item]:
    """The items of labels in their order; each name begins another."""
    if not _is_told(pairs, setting):
        return []
    found: list[Item] = []
    for chunk in _chunks(pairs):
        found += _item(chunk, setting)
    return found


def _is_told(pairs: Sequence[Pair], setting: Setting) -> bool:
    """Whether labels make a form of powers: it names one as such, or says what kind it is or on what law it rests."""
    roles = {role for role, _, _ in pairs}
    if len(roles) < FEWEST or roles.isdisjoint(NAMING):
        return False
    kinds = any(role == "kind" and class_of(text) for role, text, _ in pairs)
    return not roles.isdisjoint(_TITLES) or kinds or (setting.is_titled and "basis" in roles)


def _chunks(pairs: Iterable[Pair]) -> Iterator[list[Pair]]:
    """The labels of each power; what stands before the first name belongs to it, so do number and class before each."""
    chunk: list[Pair] = []
    for pair in pairs:
        begun = {role for role, _, _ in chunk}
        before = pair[0] in ("serial", "code", "number", "kind") and pair[0] in begun and not begun.isdisjoint(NAMING)
        if before or (pair[0] in ("name", "main", "generic") and pair[0] in begun):
            yield chunk
            chunk = []
        chunk.append(pair)
    if chunk:
        yield chunk


def _item(chunk: Sequence[Pair], setting: Setting) -> Iterator[Item]:
    said_first: dict[str, str] = {}
    for role, text, _ in chunk:
        said_first.setdefault("code" if role == "number" else role, text)
    naming = next((role for role in ("main", "name", "generic") if said_first.get(role)), "")
    name = clean_name(said_first.get(naming, "").split("\n")[0])
    if NOTHING.fullmatch(squeeze(name)):
        return
    fields: dict[str, str] = {}
    for role, text, _ in chunk:
        if role in FIELDS:
            fields.setdefault(role, "")
            add(fields, {role: text})
    fields |= {
        role: said_first[name_of] for role, name_of in (("class", "kind"), ("code", "code")) if name_of in said_first
    }
    kind = said(said_first.get("kind", "").split("\n")[0]) or setting.kind
    where = next(place for role, _, place in chunk if role == naming)
    code = clean_code(said_first.get("code", "").split("\n")[0])
    yield Item(name, kind, code, setting.source, fields, where, "", setting.body)
    parts = said_first.get("sub", "") or (said_first.get("name", "") if naming == "main" else "")
    for part in parts_of(parts, name):
        yield Item(part, kind, code, setting.source, fields, where, name, setting.body)
