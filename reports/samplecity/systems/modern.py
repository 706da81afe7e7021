"""A newer site in UTF-8: sections and articles, meta tags of the ministry's page standard, plain paging, a base address."""

from __future__ import annotations

import html
from collections.abc import Iterator

from reports.samplecity.content import Article
from reports.samplecity.systems.base import Column, System


class Modern(System):
    """/c/12/ lists /c/12/201304/345.html, written relative to the <base> of the page."""

    per_page = 12

    def column_path(self, column: Column) -> str:
        return f"/c/{self.number[column]}/index.html"

    def article_path(self, article: Article) -> str:
        return f"/c/{self.number[article.column]}/{article.published:%Y%m}/{article.id}.html"

    def link(self, path: str) -> str:
        """Relative to <base href="home">, which ends in a slash."""
        return path.removeprefix("/") or "./"

    def list_pages(self, column: Column) -> Iterator[tuple[str, str]]:
        chunks = self.chunks(column)
        for number, articles in enumerate(chunks, 1):
            names = [self._list_path(column, n) for n in range(1, len(chunks) + 1)]
            pager = " ".join(f'<a href="{self.link(name)}">{n}</a>' for n, name in enumerate(names, 1))
            main = self.listing(column, articles) + f"<nav class='pagination'>{pager}</nav>"
            yield (
                self._list_path(column, number),
                self.frame(f"{column[-1]}-{self.site.name}", main, self._column(column)),
            )

    def _list_path(self, column: Column, number: int) -> str:
        return self.column_path(column) if number == 1 else f"/c/{self.number[column]}/index_{number}.html"

    def _column(self, column: Column) -> str:
        return f'<meta name="ColumnName" content="{column[-1]}">'

    def article_page(self, article: Article) -> str:
        main = f"<article>{self.trail(article.column)}{self.metadata(article)}{self.heading(article)}{self.body(article)}</article>"
        meta = (
            f'<meta name="ArticleTitle" content="{html.escape(article.title)}">'
            f'<meta name="PubDate" content="{article.published} 09:00">'
            f'<meta name="ContentSource" content="{article.issuer}">{self._column(article.column)}'
        )
        return self.frame(f"{article.title}_{self.site.name}", main, meta)

    def frame(self, title: str, main: str, meta: str = "") -> str:
        return (
            f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><base href="{self.home}">'
            f"<title>{html.escape(title)}</title>{meta}</head><body><header><nav>{self.menu()}</nav></header>"
            f"<main>{main}</main><footer>{self.footer()}</footer></body></html>"
        )
