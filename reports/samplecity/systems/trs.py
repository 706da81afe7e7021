"""TRS WCM: files by month and date, lists whose later pages are named by script only, counted from 0."""

from __future__ import annotations

import html
from collections.abc import Iterator
from urllib.parse import quote

from reports.samplecity.content import Article, Attachment
from reports.samplecity.systems.base import Column, System


class Trs(System):
    """index.html, index_1.html … by createPageHTML(pages, current, name, extension)."""

    def __init__(self, *parts: object) -> None:
        super().__init__(*parts)  # type: ignore[arg-type]
        self.extension = ("html", "htm", "shtml")[self.site.seed % 3]
        self.quote = "'\""[self.site.seed % 2]
        if self.site.seed % 4 == 1:
            self.encoding, self.declared = "gb18030", "gb2312"

    def _folder(self, column: Column) -> str:
        return "/" + "/".join(f"lm{self.number[column[:depth]]}" for depth in range(1, len(column) + 1))

    def column_path(self, column: Column) -> str:
        return f"{self._folder(column)}/"

    def article_path(self, article: Article) -> str:
        folder = f"{self._folder(article.column)}/{article.published:%Y%m}"
        return f"{folder}/t{article.published:%Y%m%d}_{article.id}.{self.extension}"

    def file_link(self, article: Article, file: Attachment) -> str:
        return f"./{quote(file.name)}"

    def item(self, article: Article) -> str:
        own = super().item(article)
        full = self.link(self.article_path(article))
        folder = self.link(self.column_path(article.column))
        return own.replace(f'"{full}"', f'"./{full.removeprefix(folder)}"') if self._inside else own

    _inside = False

    def list_pages(self, column: Column) -> Iterator[tuple[str, str]]:
        chunks = self.chunks(column)
        for number, articles in enumerate(chunks):
            self._inside = True
            main = self.listing(column, articles) + self._pager(len(chunks), number)
            self._inside = False
            page = self.frame(f"{column[-1]}_{self.site.name}", main)
            if number == 0:
                yield self.column_path(column), page
            name = f"index.{self.extension}" if number == 0 else f"index_{number}.{self.extension}"
            yield self.column_path(column) + name, page

    def _pager(self, count: int, number: int) -> str:
        mark = self.quote
        call = f"createPageHTML({count}, {number}, {mark}index{mark}, {mark}{self.extension}{mark});"
        return f'<div class="page"><script language="javascript" src="/images/page.js"></script><script>{call}</script></div>'

    def frame(self, title: str, main: str) -> str:
        return (
            f'<!DOCTYPE html><html><head><meta charset="{self.declared}"/><title>{html.escape(title)}</title></head><body>'
            f"<div class='header'>{self.menu()}</div><div class='main clearfix'>{main}</div>{self.footer()}</body></html>"
        )
