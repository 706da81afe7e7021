"""What all content systems share: addresses in order, and articles and lists laid out in the ways that real sites do."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, time
from email.utils import format_datetime
from random import Random
from urllib.parse import quote

from crawler.period import CHINA
from reports.samplecity.content import Article, Attachment, Response, SiteContent, Trouble
from reports.samplecity.systems.forms import labelled, letterbox, listed, mapped, searching

Column = tuple[str, ...]
CATALOGUE = ("政府信息公开目录", "部门信息公开目录", "重点领域信息公开")
PAGE = re.compile(r"\{\{page:([^}]+)\}\}")  # where an article leads to another, by its title
MAP = "/wzdt.html"
FAR = 4  # columns in a path from which on the home page shows nothing of it


class System:
    """A content system: gives every address of a site its answer. Subclasses say what differs."""

    encoding = declared = "utf-8"
    per_page = 20

    def __init__(self, site: SiteContent, home: str, neighbours: Mapping[str, str]) -> None:
        self.site, self.home = site, home
        self.neighbours = [(name, url) for name, url in neighbours.items() if name != site.key]
        self.random = Random(f"{site.seed}:{site.key}:layout")
        self.prefix = site.prefix.rstrip("/")
        every = self._all_columns()
        self.number = {column: number for number, column in enumerate(every, start=11)}
        self.listings = {listing.column: listing for listing in site.listings}
        self.titled = {article.title: article for article in site.articles}
        filled = {c[:n] for c in self._filled() for n in range(1, len(c) + 1)}
        self.columns = [column for column in every if column in filled]
        self.date_form = self.random.choice(
            ("发布时间：{:%Y-%m-%d %H:%M}", "发布日期：{:%Y年%-m月%-d日}", "时间：{:%Y-%m-%d}", "[{:%Y-%m-%d}]")
        )
        self.list_date = self.random.choice(("[{:%Y-%m-%d}]", "{:%Y-%m-%d}", "({:%Y/%m/%d})", "{:%m-%d}"))
        self.trail_form = self.random.choice(
            (("当前位置：", " > "), ("您的位置：", " >> "), ("所在位置：", "→"), ("当前位置:", "/"))
        )
        self.issuer_form = self.random.choice(("来源：{}", "信息来源：{}", "发布机构：{}"))
        self.cut = self.random.choice((0, 0, 16, 22))
        self.has_alt = self.random.random() < 0.7

    def _all_columns(self) -> list[Column]:
        """Every column and its parents, in menu order."""
        found: dict[Column, None] = {}
        articles = (article.column for article in self.site.articles)
        for column in (*self.site.columns, *(each.column for each in self.site.listings), *articles):
            for depth in range(1, len(column) + 1):
                found.setdefault(column[:depth])
        return list(found)

    def _filled(self) -> set[Column]:
        """The columns in which something lies."""
        return {*(article.column for article in self.site.articles), *self.listings}

    def pages(self) -> dict[str, Response]:
        """Path with query -> answer, for the whole site."""
        answers = {path: self.page(body, when) for path, (body, when) in self.documents()}
        for article in self.site.articles:
            path = self.article_path(article)
            if article.dead:
                answers.pop(path, None)
            elif article.trouble is not Trouble.NONE:
                answers[path] = Response(b"Service Unavailable", "text/html", 503)
            else:
                answers.update(self._files(article))
        return {self.prefix + path: answer for path, answer in answers.items()}

    def documents(self) -> Iterator[tuple[str, tuple[str, datetime]]]:
        """(path, (HTML, when last changed)) of every page."""
        newest = max((_noon(article) for article in self.site.articles), default=datetime(2012, 1, 1, tzinfo=CHINA))
        yield "/", (self._labelled(self.home_page()), newest)
        if self.site.code:
            columns = ((self.link(self.column_path(column)), column[-1]) for column in self.columns)
            yield MAP, (self._labelled(self.frame(f"站点地图-{self.site.name}", mapped(columns))), newest)
        for column in self.columns:
            for path, body in self.list_pages(column):
                yield path, (self._labelled(body, column), newest)
        for article in self.site.articles:
            page = self._labelled(self.article_page(article), article.column, article)
            yield self.article_path(article), (page, _noon(article))

    def _labelled(self, page: str, column: Column = (), article: Article | None = None) -> str:
        return labelled(page, self.site, self.home, column, article) if self.site.code else page

    def page(self, body: str, when: datetime) -> Response:
        """An answer in the system's encoding."""
        content = body.encode(self.encoding, "xmlcharrefreplace")
        stamp = format_datetime(when.astimezone(UTC), usegmt=True)
        return Response(content, self.content_type(), headers=(("Last-Modified", stamp),))

    def content_type(self) -> str:
        """What the server says of its pages: with the encoding on some sites, without on others."""
        return f"text/html; charset={self.declared}" if self.site.seed % 3 == 0 else "text/html"

    def _files(self, article: Article) -> Iterator[tuple[str, Response]]:
        for file in article.attachments:
            if file.trouble is not Trouble.NONE:
                yield self.file_path(article, file), Response(b"Service Unavailable", "text/html", 503)
            elif file.body is not None:
                headers = (
                    (("Content-Disposition", f"attachment; filename*=UTF-8''{quote(file.name)}"),)
                    if "?" in file.name
                    else ()
                )
                yield self.file_path(article, file), Response(file.body, file.media_type, headers=headers)

    def article_path(self, article: Article) -> str:
        """The address of an article."""
        raise NotImplementedError

    def column_path(self, column: Column) -> str:
        """The address of a column's first page."""
        raise NotImplementedError

    def file_path(self, article: Article, file: Attachment) -> str:
        """The address of a file: beside its article."""
        return self.article_path(article).rsplit("/", 1)[0] + f"/{quote(file.name)}"

    def list_pages(self, column: Column) -> Iterator[tuple[str, str]]:
        """(path, HTML) of each page of a column's list."""
        raise NotImplementedError

    def frame(self, title: str, main: str) -> str:
        """A whole page around its main part."""
        raise NotImplementedError

    def link(self, path: str) -> str:
        """An address as the site's pages write it."""
        return self.prefix + path

    def articles_in(self, column: Column) -> list[Article]:
        """A column's own articles, newest first."""
        own = [article for article in self.site.articles if article.column == column]
        return sorted(own, key=lambda article: (article.published, article.id), reverse=True)

    def chunks(self, column: Column) -> list[list[Article]]:
        """The articles of each list page; one empty page for an empty column."""
        articles = self.articles_in(column)
        return [articles[start : start + self.per_page] for start in range(0, len(articles), self.per_page)] or [[]]

    def children(self, column: Column) -> list[Column]:
        """The columns right below one."""
        return [each for each in self.columns if len(each) == len(column) + 1 and each[: len(column)] == column]

    def home_page(self) -> str:
        """The menu, short ways to the catalogues, and the newest of all but what is hidden far below."""
        near = (article for article in self.site.articles if len(article.column) < FAR)
        newest = sorted(near, key=lambda article: (article.published, article.id), reverse=True)[:12]
        below = searching(self.link("/search")) + self.shortcuts() + self.friends()
        body = f"<div class='sy'><h2>最新发布</h2>{self.items(newest)}</div>{below}"
        return self.frame(self.site.name, body)

    def shortcuts(self) -> str:
        """Links to the catalogues that lie below another column."""
        ways = [column for column in self.columns if len(column) == 2 and column[-1] in CATALOGUE]
        links = (f'<a href="{self.link(self.column_path(way))}">{way[-1]}</a>' for way in ways)
        return f"<div class='ksdh'>{' '.join(links)}</div>" if ways else ""

    def menu(self) -> str:
        """Links to the top columns."""
        tops = [column for column in self.columns if len(column) == 1]
        links = (f'<a href="{self.link(self.column_path(top))}">{top[0]}</a>' for top in tops)
        return f'<a href="{self.link("/")}">首页</a> ' + " ".join(links)

    def friends(self) -> str:
        """Links to other sites, as options or as plain links."""
        some = [(name, url) for name, url in self.neighbours if url][:5]
        if self.site.seed % 2:
            return "<select>" + "".join(f'<option value="{url}">{name}</option>' for name, url in some) + "</select>"
        return "<div class='yqlj'>友情链接：" + " ".join(f'<a href="{url}">{name}</a>' for name, url in some) + "</div>"

    def trail(self, column: Column) -> str:
        """The breadcrumb of a column."""
        label, arrow = self.trail_form
        steps = [
            f'<a href="{self.link(self.column_path(column[:n]))}">{column[n - 1]}</a>'
            for n in range(1, len(column) + 1)
        ]
        home = f'<a href="{self.link("/")}">首页</a>'
        return f"<div class='weizhi'>{label}{html.escape(arrow).join([home, *steps])}</div>"

    def items(self, articles: Sequence[Article]) -> str:
        """A list of links with dates."""
        return "<ul>" + "".join(map(self.item, articles)) + "</ul>" if articles else "<p>暂无信息</p>"

    def item(self, article: Article) -> str:
        """One line of a list; long titles are cut on some sites, the whole then stands in title=."""
        title = html.escape(article.title)
        shown = title if not self.cut or len(title) <= self.cut else title[: self.cut] + "…"
        date = self.list_date.format(article.published)
        return (
            f'<li><a href="{self.link(self.article_path(article))}" title="{title}">{shown}</a><span>{date}</span></li>'
        )

    def listing(self, column: Column, articles: Sequence[Article]) -> str:
        """The main part of a list page: a catalogue table, the children of a mere parent, or a plain list."""
        children = "".join(
            f'<li><a href="{self.link(self.column_path(c))}">{c[-1]}</a></li>' for c in self.children(column)
        )
        below = f"<ul class='lm'>{children}</ul>" if children else ""
        if column in self.listings:
            return self.trail(column) + below + listed(self.listings[column], self._path_of)
        below += letterbox(column, self.link("/xx/submit"))
        if column[0] in CATALOGUE and self.site.key == "portal" and articles:
            return self.trail(column) + below + self.catalogue(articles)
        return self.trail(column) + below + (self.items(articles) if articles or not children else "")

    def catalogue(self, articles: Sequence[Article]) -> str:
        """A list as a disclosure catalogue shows it."""
        head = "<tr><th>索引号</th><th>信息名称</th><th>发布机构</th><th>发布日期</th></tr>"
        rows = "".join(
            f"<tr><td>{a.index_number}</td><td><a href='{self.link(self.article_path(a))}'>{html.escape(a.title)}</a></td>"
            f"<td>{a.issuer}</td><td>{a.published}</td></tr>"
            for a in articles
        )
        return f"<table class='gkml'>{head}{rows}</table>"

    def article_page(self, article: Article) -> str:
        """A whole article."""
        main = self.trail(article.column) + self.metadata(article) + self.heading(article) + self.body(article)
        stated = f"{article.title}-{self.site.name}" if self.site.seed % 4 else "无标题文档"
        return self.frame(stated, main)

    def heading(self, article: Article) -> str:
        """Title, date and issuer."""
        when = self.date_form.format(_noon(article))
        issuer = self.issuer_form.format(article.issuer) if article.issuer else ""
        title = f"<h1>{html.escape(article.title)}</h1>"
        return f"{title}<p class='info'>{when}　{issuer}　浏览次数：{article.id % 97}</p>"

    def metadata(self, article: Article) -> str:
        """The 索引号 table of a catalogue entry on the portal."""
        if not article.index_number or self.site.key != "portal":
            return ""
        pairs = (
            ("索　引　号", article.index_number),
            ("信息分类", article.column[-1]),
            ("发布机构", article.issuer),
            ("成文日期", f"{article.written or article.published:%Y年%m月%d日}"),
            ("名　　称", article.title),
            ("发布日期", str(article.published)),
            ("文　　号", article.document_number or "无"),
        )
        joined = self.random.random() < 0.5
        cells = [
            f"<td>{k}：{html.escape(v)}</td>" if joined else f"<td>{k}：</td><td>{html.escape(v)}</td>"
            for k, v in pairs
        ]
        rows = "".join(f"<tr>{''.join(cells[n : n + 2])}</tr>" for n in range(0, len(cells), 2))
        return f"<table class='xxgk' width='100%'>{rows}</table>"

    def body(self, article: Article) -> str:
        """The text, with pictures in their places and links to the files."""
        text = PAGE.sub(self._target, article.html)
        for file in article.attachments:
            if file.inline:
                text = text.replace(f"{{{{picture:{file.name}}}}}", self.picture(article, file))
        links = [file for file in article.attachments if not file.inline]
        listed = "".join(
            f"<p>附件{n}：<a href='{self.file_link(article, file)}'>{html.escape(file.label)}</a></p>"
            for n, file in enumerate(links, 1)
        )
        content = f"<div class='content'>{text}</div>"
        return listed + content if self.site.seed % 5 == 1 else content + listed

    def _path_of(self, article: Article) -> str:
        return self.link(self.article_path(article))

    def _target(self, found: re.Match[str]) -> str:
        return self._path_of(self.titled[found[1]])

    def picture(self, article: Article, file: Attachment) -> str:
        """A picture in the text; where a site writes no alt, its words stand below."""
        source = self.file_link(article, file)
        if self.has_alt:
            return f'<p align="center"><img src="{source}" alt="{html.escape(file.label)}"></p>'
        return f'<p align="center"><img src="{source}"></p><p align="center">{html.escape(file.label)}</p>'

    def file_link(self, article: Article, file: Attachment) -> str:
        """A file's address as its article writes it."""
        return self.link(self.file_path(article, file))

    def footer(self) -> str:
        """What stands below every page."""
        way = f'<br/><a href="{self.link(MAP)}">站点地图</a>' if self.site.code else ""
        return f"<div class='foot'>{self.site.foot or f'主办：{self.site.name}'}{way}</div>"


def _noon(article: Article) -> datetime:
    return datetime.combine(article.published, article.at or time(8 + article.id % 9, article.id % 60), CHINA)
