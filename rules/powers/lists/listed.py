"""Lists of powers: their items, from tables, forms and typed text of every kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from crawler.reading.value import Table
from crawler.snapshot import Document, Page, Snapshot
from rules.bodies import means
from rules.phrases import squeeze
from rules.powers.classes import class_in
from rules.powers.item import Item
from rules.powers.lists.bases import gives_bases, is_of_approvals
from rules.powers.lists.boxed import boxed_tables
from rules.powers.lists.forms import form_items, is_form, told_items
from rules.powers.lists.headers import announces, is_other_title, makes_public, tells_changes
from rules.powers.lists.lined import lined_tables
from rules.powers.lists.numbered import numbered_items
from rules.powers.lists.rows import Rows, Setting, body_of
from rules.tables import data_tables
from rules.topics import speaks_of, topics

TOPIC = "power-list"
SEVERAL = 5  # items in a notice that makes a whole list public, offices in a list of a whole city
_WHOLE_CITY = re.compile(
    "(?:[市县区旗州]级|[市县区旗州]直|政府(?:各?工作)?)(?:各?)部门|[全各][市县区]|[市县区]级(?:政府)?(?:行政)?(?:权|职|审批|许可)|各部门"
)


def items(site: Snapshot) -> list[Item]:
    """The items that the department lists, on this place or else on the other one, each once.

    Items of one name stay apart when their class, code or parent differs.
    """
    for place in (site, site.elsewhere):
        found = {identity(item): item for page in list_pages(place) for item in own_items(page, place)} if place else {}
        if found:
            return list(found.values())
    return []


def identity(item: Item) -> tuple[str, str, str, str]:
    """What tells an item from others of its list: name, class, code and the item whose part it is."""
    return item.name, item.kind, item.code, item.parent


@lru_cache(maxsize=4)
def list_pages(site: Snapshot) -> tuple[Page, ...]:
    """The pages of a place that list powers, or are called so; of pages that name no body those that list this one's."""
    return tuple(_list_pages(site))


def _list_pages(site: Snapshot) -> Iterator[Page]:
    for page in site.pages:
        is_called = speaks_of(page, TOPIC) and not announces(page.title)
        if is_called or _makes_public(page) or ((may_list(page) or _tells_bases(page)) and _lists(page)):
            yield page
    for page in site.commons:
        if (speaks_of(page, TOPIC) or may_list(page)) and _names_department(page, site):
            yield page


def _tells_bases(page: Page) -> bool:
    """Whether a page of approvals, which may be of given ones by its title, shows their bases in a table."""
    return is_of_approvals(page.title) and any(map(gives_bases, (page, *page.documents)))


def _names_department(page: Page, site: Snapshot) -> bool:
    """Whether a list on a page that names no body has the department as a heading or among its offices."""
    names = [squeeze(name) for name in site.department.names]
    said = {squeeze(item.body or item.fields.get("office", "")) for item in own_items(page, site)}
    return any(body and means(body, names) for body in said)


def _makes_public(page: Page) -> bool:
    """Whether a page is the notice by which a list is made public, the list itself in files on it or in links that are dead."""
    has_files = bool(page.documents or page.dead)
    return has_files and _is_titled(page.title) and makes_public(page.title) and not tells_changes(page.title)


def _lists(page: Page) -> bool:
    """Whether a page lists powers; a notice, whose title may be about one power, does when it lists several by its title."""
    found = sum(1 for _ in items_of(page))
    if not announces(page.title):
        return found > 0
    return found >= SEVERAL and _is_titled(page.title)


def may_list(page: Page) -> bool:
    """Whether the title of a page or its column tells of powers, so that it is worth reading."""
    title, path = squeeze(page.title), squeeze(">".join(page.columns))
    topic = topics()[TOPIC]
    told = topic.titled(title) or any(topic.titled(squeeze(file.label)) for file in page.documents)
    return told or any(word in path for word in topic.columns)


def own_items(page: Page, site: Snapshot) -> list[Item]:
    """The items of a page that are the department's: of a list of several departments, those under its name.

    Headings that name other bodies only are its own units, unless the title says that it is the list of a whole city.
    """
    found = list(items_of(page))
    names = [squeeze(name) for name in site.department.names]
    is_whole = is_of_whole_city(page)
    bodies = {item.body for item in found if item.body}
    own = {body for body in bodies if means(body, names)}
    if own:
        return [item for item in found if item.body in own]
    offices = {item.fields.get("office", "") for item in found} if is_whole else set()
    held = {office for office in offices if office and means(squeeze(office), names)}
    if held:
        return [item for item in found if item.fields.get("office") in held]
    return [] if is_whole and (bodies or len(offices) >= SEVERAL) else found


def is_of_whole_city(page: Page) -> bool:
    """Whether the title of a page says that it lists the powers of all departments of a city, county or district."""
    return _WHOLE_CITY.search(squeeze(page.title)) is not None


def items_of(page: Page) -> Iterator[Item]:
    """The items that a page and its files list, in order; none of what only looks like a list of powers."""
    for source in (page, *page.documents):
        yield from items_in(source, page)


def items_in(source: Document, page: Document | None = None) -> tuple[Item, ...]:
    """The items that one document lists; `page` is the page on which it hangs."""
    titles = tuple(dict.fromkeys(filter(None, (source.label, source.title, page.title if page else ""))))
    return _items(source, titles)


@lru_cache(maxsize=256)
def _items(source: Document, titles: tuple[str, ...]) -> tuple[Item, ...]:
    called = any(_is_titled(title) and not tells_changes(title) for title in titles[:2])
    if not called and (any(map(is_other_title, titles[:2])) or any(map(tells_changes, titles))):
        return ()
    kind = next(filter(None, map(class_in, titles)), "")
    setting = Setting(source, kind, is_titled=any(map(_is_titled, titles)))
    return tuple(_tabled(source, setting) or told_items(setting) or numbered_items(setting))


def _tabled(source: Document, setting: Setting) -> list[Item]:
    return _of_tables(data_tables(source), setting) or _of_tables(typed_tables(source.text), setting)


def typed_tables(text: str) -> tuple[Table, ...]:
    """The tables that a text draws with box characters, else those that it sets in lines."""
    return tuple(boxed_tables(text)) or tuple(lined_tables(text))


def _of_tables(tables: Sequence[Table], setting: Setting) -> list[Item]:
    reader, found = Rows(), list[Item]()
    for number, table in enumerate(tables, 1):
        placed = _placed(table, setting, number if len(tables) > 1 else 0)
        if placed is not None:
            found += form_items(table, placed) if is_form(table) else reader.read(table, placed)
    return found


def _placed(table: Table, setting: Setting, number: int) -> Setting | None:
    """The setting of a table by its caption and sheet; None when these say that it lists something else."""
    words = [word for word in (table.caption, table.where.rpartition(" ")[2]) if word]
    if any(is_other_title(word) or (tells_changes(word)) for word in words):
        return None
    kind = next(filter(None, map(class_in, words)), setting.kind)
    where = table.where or (f"第{number}表" if number else "")
    titled = setting.is_titled or any(map(_is_titled, words))
    return Setting(setting.source, kind, where, titled, body_of(table.caption) or body_of(words[-1] if words else ""))


def _is_titled(title: str) -> bool:
    return topics()[TOPIC].titled(squeeze(title))
