"""VSB by Boda: /info/12/345.htm; lists by list.jsp with PAGENUM, or as files whose numbers count down."""

from __future__ import annotations

import html
from collections.abc import Iterator
from urllib.parse import quote

from reports.samplecity.content import Article, Attachment
from reports.samplecity.systems.base import Column, System


class Vsb(System):
    """The first page is the column's file; page 2 of 5 is 4.htm below it, or PAGENUM=2 of a list.jsp."""

    per_page = 18

    def __init__(self, *parts: object) -> None:
        super().__init__(*parts)  # type: ignore[arg-type]
        self.by_query = self.site.seed % 2 == 0

    def column_path(self, column: Column) -> str:
        return f"/lm{self.number[column]}.htm"

    def article_path(self, article: Article) -> str:
        return f"/info/{self.number[article.column]}/{article.id}.htm"

    def file_path(self, article: Article, file: Attachment) -> str:
        if file.inline:
            return f"/__local/{article.id % 16:X}/{article.id}_{quote(file.name)}"
        number = article.attachments.index(file)
        return f"/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=10{self.site.seed}&wbfileid={article.id}{number}"

    def _list_path(self, column: Column, number: int, count: int) -> str:
        if number == 1:
            return self.column_path(column)
        if self.by_query:
            tree = self.number[column]
            return f"/list.jsp?totalpage={count}&PAGENUM={number}&urltype=tree.TreeTempUrl&wbtreeid={tree}"
        return f"/lm{self.number[column]}/{count - number + 1}.htm"

    def list_pages(self, column: Column) -> Iterator[tuple[str, str]]:
        chunks = self.chunks(column)
        for number, articles in enumerate(chunks, 1):
            pager = ""
            if number < len(chunks):
                following = html.escape(self.link(self._list_path(column, number + 1, len(chunks))))
                last = html.escape(self.link(self._list_path(column, len(chunks), len(chunks))))
                pager = f'<a href="{following}" class="Next">下页</a> <a href="{last}" class="Next">尾页</a>'
            main = self.listing(column, articles) + f"<div class='p_pages'>{number}/{len(chunks)} {pager}</div>"
            yield self._list_path(column, number, len(chunks)), self.frame(f"{column[-1]}-{self.site.name}", main)

    def article_page(self, article: Article) -> str:
        page = super().article_page(article)
        return page.replace("<div class='content'>", "<div id='vsb_content'><div class='v_news_content'>", 1).replace(
            "<div class='foot'>", "</div><div class='foot'>", 1
        )

    def frame(self, title: str, main: str) -> str:
        return (
            f'<!DOCTYPE html><html><head><meta charset="UTF-8"><title>{html.escape(title)}</title>'
            f'<script src="/system/resource/js/vsbscreen.min.js"></script></head><body><div class="menu">{self.menu()}</div>'
            f"<form name='_newscontent_fromname'>{main}</form>{self.footer()}</body></html>"
        )
