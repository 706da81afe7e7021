"""Parts of pages that are the same in every content system: tables of papers, forms, the map of the site, labels."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from reports.samplecity.content import Article, Listing, SiteContent

BOX = "箱"  # in the name of a column for letters


def listed(listing: Listing, path: Callable[[Article], str]) -> str:
    """A table of papers that lie in other columns."""
    head = "".join(f"<th>{head}</th>" for head in listing.heads)
    lines = "".join(f"<tr>{_entry(listing, path(article), cells)}</tr>" for article, cells in listing.rows)
    return f"<table class='gkml'><tr>{head}</tr>{lines}</table>"


def _entry(listing: Listing, path: str, cells: tuple[str, ...]) -> str:
    texts = [html.escape(cell) for cell in cells]
    texts[listing.linked] = f'<a href="{path}">{texts[listing.linked]}</a>'
    return "".join(f"<td>{text}</td>" for text in texts)


def letterbox(column: tuple[str, ...], path: str) -> str:
    """The form below which letters are listed, where a column is a box for them."""
    if BOX not in column[-1]:
        return ""
    fields = "姓名：<input name='xm'> 标题：<input name='bt'> 内容：<textarea name='nr'></textarea>"
    return f"<form method='post' action='{path}'>{fields}<input type='submit' value='提交'></form>"


def searching(path: str) -> str:
    """A form to search the site."""
    return f"<form action='{path}'>站内搜索：<input type='text' name='q'><input type='submit' value='搜索'></form>"


def mapped(links: Iterable[tuple[str, str]]) -> str:
    """The map of a site: its columns, each with its address."""
    return "<h2>网站地图</h2>" + " ".join(f'<a href="{path}">{name}</a>' for name, path in links)


def labelled(
    page: str, site: SiteContent, home: str, column: tuple[str, ...] = (), article: Article | None = None
) -> str:
    """A page with the labels that it is to have, as meta tags; those that it has already are left as they are."""
    pairs = [("SiteName", site.name), ("SiteDomain", urlsplit(home).netloc), ("SiteIDCode", site.code)]
    pairs += [("ColumnName", column[-1]), ("ColumnType", column[0])] if column else []
    if article is not None:
        pairs += [("ArticleTitle", article.title), ("PubDate", f"{article.published} 09:00")]
        pairs += [("ContentSource", article.issuer or site.name)]
    lacking = ((name, value) for name, value in pairs if f'name="{name}"' not in page)
    tags = "".join(f'<meta name="{name}" content="{html.escape(value)}">' for name, value in lacking)
    return page.replace("</title>", f"</title>{tags}", 1)
