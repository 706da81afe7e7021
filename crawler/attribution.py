"""Whose page is it? On the portal by place, title, issuer, column, text; on an own site, whose it is not."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from crawler.naming import also_called, city_of
from crawler.roster import Department
from crawler.scope import Scope, absolute, address_key
from crawler.snapshot import Document, Page

HEAD = 300  # characters of the text in which a body may introduce itself
_YEAR = (
    "(?:[12][0-9]{3}|[一二][〇○零0O九][〇○零0O一二九][〇○零0O一二三四五六七八九])年度?"
    "(?:[上下]半年|第?[一二三四1-4]季度|[0-9]{1,2}月份?(?:[0-9]{1,2}日)?)?"
)
_NUMBER = re.compile("^[(（]?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})[)）、.．]")
_STARTS = "(?:^|[^一-龥]|关于|批复|转发|印发|公布|公开|[由和与及对向给])"
_BEFORE = re.compile(f"{_STARTS}$")
_BEFORE_OR_YEAR = re.compile(f"{_STARTS}(?:{_YEAR})?$")


@lru_cache(maxsize=16384)
def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


class Names:
    """All names of all bodies of a roster, to find which of them a text names: those written there, and what others make of them."""

    def __init__(self, departments: Sequence[Department]) -> None:
        city = city_of(departments)
        written = _bearers((each, each.names) for each in departments)
        besides = _bearers((each, also_called(each, city)) for each in departments)
        every = {**besides, **written}
        self._owner = {name: next(iter(ids)) for name, ids in every.items() if len(ids) == 1 and len(name) > 1}
        self._any = _any_of(self._owner)
        self._written = _any_of(self._owner.keys() & written)

    def named(self, text: str, *, strictly: bool = False) -> list[str]:
        """Ids of the bodies that a text names, in order; 铁力市财政局 does not name 市财政局.

        Strictly only as the roster writes them, and not behind a year, as in 2013年市财政局部门预算.
        """
        plain = _plain(text)
        pattern, before = (self._written, _BEFORE) if strictly else (self._any, _BEFORE_OR_YEAR)
        found = (match for match in pattern.finditer(plain) if before.search(plain[: match.start()]))
        return list(dict.fromkeys(self._owner[match[0]] for match in found))

    def opening(self, text: str) -> str:
        """The id of the body with whose name, as the roster writes it, a text opens, or ""."""
        match = self._written.match(re.sub("^关于", "", _plain(text)))
        return self._owner[match[0]] if match else ""


def _bearers(named: Iterable[tuple[Department, Iterable[str]]]) -> dict[str, set[str]]:
    """For each name, in plain letters, the ids of all who bear it."""
    found: dict[str, set[str]] = {}
    for department, names in named:
        for name in names:
            found.setdefault(_plain(name), set()).add(department.id)
    return found


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """What finds the longest of these names that stands at a place; nothing where there are none."""
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile("|".join(map(re.escape, longest_first)) or "(?!)")


def portal_owner(page: Page, names: Names, places: Mapping[str, str]) -> str:
    """The id of the body whose portal page this is, or "" when it names none.

    `places` gives, for the bodies with a known place on the portal, the key under which it lies.
    """
    return (
        placed(page.url, places)
        or labelled((page.title, page.issuer), names)
        or columned(page.columns, names)
        or introduced(page, names)
    )


def labelled(texts: Iterable[str], names: Names) -> str:
    """Whom the first of these texts names that names anybody, else ""."""
    return next((named[0] for text in texts if (named := names.named(text))), "")


def placed(url: str, places: Mapping[str, str]) -> str:
    """In whose place on the portal an address lies, or ""."""
    key = address_key(url)
    under = [(len(place), id) for id, place in places.items() if _lies_under(key, place)]
    return max(under)[1] if under else ""


def columned(columns: Sequence[str], names: Names) -> str:
    """Whom the columns name of which a page stands in, the innermost first, else ""."""
    return next((named[0] for column in reversed(columns) if (named := names.named(column))), "")


def introduced(page: Document, names: Names) -> str:
    """The body that introduces itself at the head of a page's text; "" for none, several, or a list."""
    head = page.text[:HEAD]  # in which 2013年市财政局批复 is no second body that introduces itself
    named = names.named(head, strictly=True) or names.named(head)
    is_list = page.published is None and names_several(
        page, names
    )  # who is named at its head is only the first of them
    return named[0] if len(named) == 1 and not is_list else ""


def names_several(page: Document, names: Names) -> bool:
    """Whether lines or cells of a page open with the names of several bodies, with or without a number before them."""
    cells = (cell for line in page.text.splitlines() for cell in line.split("\t"))
    return len({names.opening(_NUMBER.sub("", cell.strip())) for cell in cells} - {""}) > 1


def portal_places(departments: Iterable[Department]) -> dict[str, str]:
    """For each body with a known portal column, what the keys of its pages begin with.

    That is the folder of the column; where several bodies share one, or with a query, the column itself.
    """
    columns = {each.id: each.portal for each in departments if each.portal}
    folders = {id: address_key(absolute(Scope(column).prefix, column)) for id, column in columns.items()}
    shared = {place for place, count in Counter(folders.values()).items() if count > 1}
    return {
        id: address_key(column) if "?" in column or folders[id] in shared else folders[id]
        for id, column in columns.items()
    }


def _lies_under(key: str, place: str) -> bool:
    if place.endswith("/"):
        return f"{key}/".startswith(place)
    return key.startswith(place) and key[len(place) :][:1] in ("", "&", "/")


def is_others(page: Page, department: Department, names: Names, departments: Mapping[str, Department]) -> bool:
    """Whether a page on a department's own site is another body's: by the name its title opens with, or its unit's."""
    opening = names.opening(page.title)
    if opening and opening != department.id:
        return True
    issued = names.named(page.issuer)
    return bool(issued) and issued[0] != department.id and departments[issued[0]].parent == department.id
