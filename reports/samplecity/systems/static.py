"""An old site made by hand in GBK: a frameset with a menu, lists in table rows, <font> tags, plain page links."""

from __future__ import annotations

import html
from collections.abc import Iterator

from reports.samplecity.content import Article
from reports.samplecity.systems.base import Column, System


class Static(System):
    """Pages in nested tables; the home page is a frameset whose left frame holds the menu."""

    encoding = "gb18030"
    declared = "gb2312"
    per_page = 25

    def article_path(self, article: Article) -> str:
        return f"/{self._folder(article.column)}/{article.published:%Y%m}/{article.id}.htm"

    def _folder(self, column: Column) -> str:
        return f"lm{self.number[column]}"

    def column_path(self, column: Column) -> str:
        return self._list_path(column, 1)

    def _list_path(self, column: Column, number: int) -> str:
        return f"/{self._folder(column)}/list.htm" if number == 1 else f"/{self._folder(column)}/list_{number}.htm"

    def documents(self) -> Iterator[tuple[str, tuple[str, object]]]:  # type: ignore[override]
        pages = dict(super().documents())
        body, when = pages["/"]
        yield from pages.items()
        yield "/main.htm", (body, when)
        yield "/menu.htm", (self._menu_frame(), when)
        yield "/", (self._frameset(), when)

    def _frameset(self) -> str:
        return (
            f"<html><head>{self._meta()}<title>{self.site.name}</title></head>"
            f'<frameset cols="180,*"><frame src="{self.link("/menu.htm")}" name="left">'
            f'<frame src="{self.link("/main.htm")}" name="main"></frameset></html>'
        )

    def _meta(self) -> str:
        return f'<meta http-equiv="Content-Type" content="text/html; charset={self.declared}">'

    def _menu_frame(self) -> str:
        rows = (
            f'<tr><td><a href="{self._slashed(self.column_path(c))}" target="main"><font size="2">{c[-1]}</font></a></td></tr>'
            for c in self.columns
        )
        return f"<html><head>{self._meta()}<title>无标题文档</title></head><body><table>{''.join(rows)}</table></body></html>"

    def _slashed(self, path: str) -> str:
        """Some hand-made sites write their addresses with backslashes, which browsers forgive."""
        written = self.link(path)
        return written.replace("/", "\\") if self.site.seed % 5 == 2 else written

    def list_pages(self, column: Column) -> Iterator[tuple[str, str]]:
        chunks = self.chunks(column)
        for number, articles in enumerate(chunks, 1):
            around = [n for n in (number - 1, number + 1) if 1 <= n <= len(chunks)]
            words = {number - 1: "上一页", number + 1: "下一页"}
            pager = " ".join(f'<a href="{self.link(self._list_path(column, n))}">{words[n]}</a>' for n in around)
            main = self.listing(column, articles) + f"<p>共{len(chunks)}页 {pager}</p>"
            yield self._list_path(column, number), self.frame(f"{column[-1]}-{self.site.name}", main)

    def items(self, articles: list[Article]) -> str:  # type: ignore[override]
        rows = (
            f'<tr><td><img src="{self.link("/images/dot.gif")}" width="4"> <a href="{self.link(self.article_path(a))}">'
            f'<font color="#000080">{html.escape(a.title)}</font></a></td><td>{self.list_date.format(a.published)}</td></tr>'
            for a in articles
        )
        return f"<table width='100%'>{''.join(rows)}</table>" if articles else "<p>栏目建设中</p>"

    def heading(self, article: Article) -> str:
        plain = super().heading(article)
        if self.site.seed % 2:
            return plain
        title = f"<table width='100%'><tr><td align='center'><b><font size='4'>{html.escape(article.title)}</font></b></td></tr></table>"
        return title + plain.split("</h1>", 1)[1]

    def frame(self, title: str, main: str) -> str:
        return (
            f"<html><head>{self._meta()}<title>{html.escape(title)}</title></head><body><table width='760' align='center'>"
            f"<tr><td colspan='2'>{self.menu()}</td></tr><tr><td valign='top'>{main}</td></tr>"
            f"<tr><td>{self.footer()}</td></tr></table></body></html>"
        )
