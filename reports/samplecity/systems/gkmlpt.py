"""Like Guangdong's disclosure platform: disclosure columns are listed as JSON only; news columns are plain pages."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from urllib.parse import quote

from reports.samplecity.content import Article, Attachment, Response
from reports.samplecity.systems.base import Column, System

NEWS = ("动态", "新闻", "要闻", "公告")


class Gkmlpt(System):
    """/gkmlpt/index#12 shows /gkmlpt/api/all/12?page=1&sid=…, which names /gkmlpt/content/0/345/post_345.html."""

    per_page = 20

    def _is_listed_in_json(self, column: Column) -> bool:
        return not any(word in column[-1] for word in NEWS) and bool(self.articles_in(column))

    def column_path(self, column: Column) -> str:
        number = self.number[column]
        return f"/gkmlpt/index#{number}" if self._is_listed_in_json(column) else f"/lm{number}/index.html"

    def article_path(self, article: Article) -> str:
        if self._is_listed_in_json(article.column):
            return f"/gkmlpt/content/0/{article.id}/post_{article.id}.html"
        return f"/content/post_{article.id}.html"

    def file_path(self, article: Article, file: Attachment) -> str:
        number = article.id * 10 + article.attachments.index(file)
        return f"/attachment/0/{number // 1000}/{number}/{quote(file.name)}"

    def pages(self) -> dict[str, Response]:
        answers = super().pages()
        for column in filter(self._is_listed_in_json, self.columns):
            chunks = self.chunks(column)
            for number, articles in enumerate(chunks, 1):
                body = json.dumps(self._answer(column, articles, number), ensure_ascii=self.site.seed % 2 == 0)
                path = f"/gkmlpt/api/all/{self.number[column]}?page={number}&sid={self._sid}"
                answers[self.prefix + path] = Response(body.encode(), "application/json")
        return answers

    @property
    def _sid(self) -> int:
        return 755000 + self.site.seed

    def _answer(self, column: Column, articles: list[Article], page: int) -> Mapping[str, object]:
        entries = [
            {
                "id": article.id,
                "title": article.title,
                "url": self.home.rstrip("/") + self.article_path(article),
                "date": int(datetime.combine(article.published, datetime.min.time()).timestamp()),
                "created_at": f"{article.published} 09:00:00",
                "publisher": article.issuer,
            }
            for article in articles
        ]
        return {"total": len(self.articles_in(column)), "page": page, "articles": entries, "classify": column[-1]}

    def list_pages(self, column: Column) -> Iterator[tuple[str, str]]:
        if self._is_listed_in_json(column):
            return
        chunks = self.chunks(column)
        for number, articles in enumerate(chunks, 1):
            name = "index" if number == 1 else f"index_{number}"
            following = f'<a href="{self.link(f"/lm{self.number[column]}/index_{number + 1}.html")}">下一页</a>'
            main = self.listing(column, articles) + (following if number < len(chunks) else "")
            yield f"/lm{self.number[column]}/{name}.html", self.frame(f"{column[-1]}-{self.site.name}", main)

    def documents(self) -> Iterator[tuple[str, tuple[str, datetime]]]:
        yield from super().documents()
        listed = [column for column in self.columns if self._is_listed_in_json(column)]
        tree = [{"id": self.number[column], "name": column[-1], "display_name": column[-1]} for column in listed]
        config = json.dumps({"SID": self._sid, "SITE_URL": self.home, "TREE": tree}, ensure_ascii=False)
        menu = "".join(f'<li><a href="{self.link("/gkmlpt/index")}#{self.number[c]}">{c[-1]}</a></li>' for c in listed)
        body = self.frame(
            f"政府信息公开平台-{self.site.name}",
            f"<ul>{menu}</ul><div id='app'></div><script>window._CONFIG = {config};</script>",
        )
        yield "/gkmlpt/index", (body, datetime(2013, 1, 1).astimezone())

    def frame(self, title: str, main: str) -> str:
        return (
            f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{html.escape(title)}</title></head><body>'
            f"<div class='top'>{self.menu()} <a href='{self.link('/gkmlpt/index')}'>政府信息公开</a></div>"
            f"<div class='wrap'>{main}</div>{self.footer()}</body></html>"
        )
