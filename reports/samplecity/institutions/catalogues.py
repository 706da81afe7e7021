"""The catalogue of everything that a body has published, and that of its documents: tables that lead to the papers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reports.samplecity.content import Article, Listing
from reports.samplecity.desk import Desk, Said, Turns
from reports.samplecity.dice import number

CATALOGUE, DOCUMENTS = "disclosure-catalogue", "document-catalogue"
TURNS = (
    Turns(CATALOGUE, ("", "", "no-field", "", "no-text", "", "", "blank-field", "", "missing", "")),
    Turns(DOCUMENTS, ("", "doubled", "", "", "no-field", "", "no-text", "", "", "blank-field", "", "missing")),
)
COLUMNS = (("政府信息公开目录", "信息公开目录", "公开目录"), ("公文目录", "文件目录", "规范性文件目录"))
HEADS = (
    ("索引号", "信息名称", "内容概述", "生成日期", "发布机构"),
    ("索引号", "文件名称", "文号", "发布机构", "发文日期"),
)
LINKED, NUMBER = 1, 2  # the columns of the name, and of a document's number
MOST = 30  # entries of the catalogue of everything


def listings(desk: Desk, articles: Sequence[Article]) -> Iterator[Listing]:
    """The catalogues as they stand, over a site's own papers, the newest first: that of everything on the portal alone."""
    for turns, names, heads in zip(TURNS, COLUMNS, HEADS, strict=True):
        if desk.fault(turns) != "missing" and (turns.rule == DOCUMENTS or desk.base.place == "portal"):
            yield _listing(desk, turns, (*desk.area, _name(desk, names)), heads, entries(turns, articles))


def _name(desk: Desk, names: tuple[str, ...]) -> str:
    return names[number(desk.seed, desk.body.id, *names) % len(names)]


def entries(turns: Turns, articles: Sequence[Article]) -> list[Article]:
    """What a catalogue lists: the newest papers, or all that are numbered documents."""
    if turns.rule == CATALOGUE:
        return [each for each in articles if not each.dead][:MOST]
    return [each for each in articles if each.document_number]


def _listing(
    desk: Desk, turns: Turns, column: tuple[str, ...], heads: tuple[str, ...], shown: list[Article]
) -> Listing:
    wrong, rows = desk.fault(turns), []
    for place, each in enumerate(shown):
        article, cells = each, _cells(turns, each)
        if wrong == "no-text" and place == 1:
            article = replace(each, id=each.id + 1)
        elif wrong == "blank-field" and place == 1:
            cells = ("", *cells[1:])
        elif wrong == "doubled" and place == 1:
            cells = (*cells[:NUMBER], shown[0].document_number, *cells[NUMBER + 1 :])
        rows.append((article, cells[1:] if wrong == "no-field" else cells))
    cut = int(wrong == "no-field")
    return Listing(column, heads[cut:], tuple(rows), LINKED - cut)


def _cells(turns: Turns, each: Article) -> tuple[str, ...]:
    day = str(each.written or each.published)
    if turns.rule == CATALOGUE:
        return each.index_number, each.title, f"{each.title[:12]}有关内容", day, each.issuer
    return each.index_number, each.title, each.document_number, each.issuer, day


def wrongs(desk: Desk, turns: Turns, articles: Sequence[Article]) -> Iterator[Said]:
    """What a perfect checker would find in a month."""
    wrong, shown = desk.fault(turns), entries(turns, articles)
    if wrong == "doubled" and len(shown) > 1:
        yield "failed", wrong, shown[0].document_number
    elif wrong == "no-text" and len(shown) > 1:
        yield "failed", wrong, shown[1].title
    elif wrong in ("no-field", "blank-field") and len(shown) > 1:
        yield "failed", wrong, "索引号"
    elif wrong == "missing":
        yield "failed", wrong, ""
