"""Hanweb jCMS: the list sits in an XML data store inside a script, further pages come from dataproxy.jsp."""

from __future__ import annotations

import html
from collections.abc import Iterator
from urllib.parse import quote

from reports.samplecity.content import Article, Attachment
from reports.samplecity.systems.base import Column, System
from reports.samplecity.systems.forms import letterbox

PROXY = "/module/web/jpage/dataproxy.jsp"


class Hanweb(System):
    """Columns like /col/col12/index.html list /art/2013/4/2/art_12_345.html; months and days are not padded."""

    per_page = 15

    def column_path(self, column: Column) -> str:
        return f"/col/col{self.number[column]}/index.html"

    def article_path(self, article: Article) -> str:
        day = article.published
        return f"/art/{day.year}/{day.month}/{day.day}/art_{self.number[article.column]}_{article.id}.html"

    def file_path(self, article: Article, file: Attachment) -> str:
        if file.inline:
            return f"/picture/0/{article.id}_{quote(file.name)}"
        return f"/module/download/downfile.jsp?classid=0&filename={article.id}_{quote(file.name)}"

    def list_pages(self, column: Column) -> Iterator[tuple[str, str]]:
        articles = self.articles_in(column)
        main = (
            self.listing(column, [])
            if not articles
            else self.trail(column) + letterbox(column, self.link("/xx/submit")) + self._store(column, articles)
        )
        yield self.column_path(column), self.frame(f"{self.site.name} {column[-1]}", main)
        for start in range(0, len(articles), self.per_page):
            asked = f"{PROXY}?columnid={self.number[column]}&startrecord={start + 1}"
            yield asked, self._records(articles[start : start + self.per_page], len(articles))

    def _records(self, articles: list[Article], total: int) -> str:
        records = "".join(f"<record><![CDATA[{self.item(article)}]]></record>" for article in articles)
        return f"<datastore><totalrecord>{total}</totalrecord><recordset>{records}</recordset></datastore>"

    def _store(self, column: Column, articles: list[Article]) -> str:
        """The first records in the page, and the script that asks the proxy for the others."""
        unit = self.number[column] * 7
        children = "".join(f'<a href="{self.link(self.column_path(c))}">{c[-1]}</a> ' for c in self.children(column))
        asked = (
            f"columnid:'{self.number[column]}', sourceContentType:'1', unitid:'{unit}', webid:'{self.site.seed}', "
            f"webname:'{self.site.name}', permissiontype:'0', col:'1', appid:'1', path:'{self.prefix}/'"
        )
        script = (
            f"$('#{unit}').jpage({{ themeName:'default', dataStore:store, totalRecord:{len(articles)}, groupSize:1, "
            f"perPage:{self.per_page}, proxyUrl:'{self.link(PROXY)}', proxyParam:{{ {asked} }} }});"
        )
        records = self._records(articles[: self.per_page], len(articles))
        return f"{children}<div id='{unit}'><script type='text/xml'>{records}</script></div><script>{script}</script>"

    def frame(self, title: str, main: str) -> str:
        return (
            f'<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">'
            f"<title>{html.escape(title)}</title></head><body><table class='nav'><tr><td>{self.menu()}</td></tr></table>"
            f"<div id='container'>{main}</div>{self.footer()}</body></html>"
        )
