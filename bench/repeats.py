"""How long does a page that repeats itself keep those who read it and those who judge it?

    python bench/repeats.py [--minutes 5] [--seed 1] [--bytes 200000] [--least 2]

Pages are made at random: a few words of the trade, marks and tags, one after the other until the page is full, for what makes a
pattern or a loop take the square of its text is mostly a row of the same. Each goes through the reader of pages, the crawl's reader of
links, the columns of its site and every rule of a scheme. What took longer than `--least` seconds of the processor is printed with the
page's beginning and the piece that it repeats, so that it can be made again; then how many pages there were and the dearest of each
sort. Exit code 1 when a reader or a rule took longer.

What it does not tell: times of other files than pages, and of rows that no word of the list begins (`bench/patterns.py`).
"""

from __future__ import annotations

import argparse
import logging
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from checker import assess  # noqa: E402 - the repository itself is the package
from checker.scheme import Scheme, open_scheme  # noqa: E402
from crawler.families import Seen, leads  # noqa: E402
from crawler.health import columns  # noqa: E402
from crawler.period import CHINA, Period  # noqa: E402
from crawler.reading.reader import read  # noqa: E402
from crawler.reading.value import Reading  # noqa: E402
from crawler.roster import Department  # noqa: E402
from crawler.snapshot import Page, Place, Snapshot  # noqa: E402
from rules.rule import catalogue  # noqa: E402

MONTH = Period(2013, 7)
FETCHED = datetime(2013, 8, 1, 2, 10, tzinfo=CHINA)
URL = "http://a.gov.cn/gk/1.html"
TITLES = (
    "空气质量日报 2013年部门预算公开 三公经费 行政处罚 权力运行流程图 政府信息公开指南 政府信息公开年度报告 食品安全 安全生产 土地出让公告 "
    "机构职能 办事指南 保障性住房分配公示 价格监测 中标公告"
).split()
WORDS = (
    *"7月1日 2013年7月 2013-07-01 空气质量 优 良 轻度污染 AQI 56 PM2.5 二氧化硫 公务接待费 12.5万元 三公经费 预算 决算".split(),
    *"因公出国 购车 0 增加 减少 与上年相比 市区 铁力市 局 委员会 行政处罚 罚款 5000元 流程图 权力 审批 办事指南 联系电话".split(),
    *"0458-3609999 政府信息公开 年度报告 日报 周报 季报 合计 总计 监测 点位 土地 出让 平方米 食品 药品 安全生产 事故".split(),
    *"死亡1人 招标 中标 价格 收费 标准 住房 保障房 套 说明 附件 索引号 发布时间 来源 当前位置 首页 下一页 第1页 更多".split(),
    *"的 为 是 至 一 二 十 1 2 x a ： , ， . 。 ; ； 、 ( ) （ ） [ ] 【 】 { } < > - — ~ | / \\ \" ' = + * & % > »".split(),
    *(" ", "\n", "\u3000", "&nbsp;", "<!--", "-->", "<![CDATA[", "]]>", "\\u4e00", "%u4e00"),
    *(
        f"<{tag}>"
        for tag in "p br td tr table div span a li ul dl dt dd h1 b form select option script style svg".split()
    ),
    *(f"</{tag}>" for tag in "td tr table div a script".split()),
    *(
        "<a href=/gk/2.html>",
        "<a onclick=\"location.href='/a.html'\">",
        "<img src=a.jpg>",
        "<td colspan=2>",
        "<i hidden>",
    ),
    *("document.write('<a href=x>');", "var a=[", "{'name':'预算','url':'/a.html'},", "d.add(1,0,'预算','/a.html');"),
    *("<td rowspan=2>", "location.href =", "function f(a){"),
)
HEADS = ("", "", "<p>", "<table border=1><tr><td>", "<script>", "<pre>")


@dataclass
class Times:
    """What took how long: `least` milliseconds are told at once, the dearest of each sort is kept."""

    least: int
    dearest: Counter[str] = field(default_factory=Counter)
    late: int = 0

    @contextmanager
    def of(self, what: str, page: str) -> Iterator[None]:
        """Notes how long the block kept the processor."""
        before = time.process_time_ns()
        try:
            yield
        finally:
            took = (time.process_time_ns() - before) // 1_000_000
            self.dearest[what] = max(self.dearest[what], took)
            if took > self.least:
                self.late += 1
                print(f"{took / 1000:6.1f} s  {what}: {page}", flush=True)


def main() -> int:
    """Makes pages until the time is over; 1 when something took too long."""
    asked = _asked()
    logging.disable(logging.CRITICAL)
    chance = random.Random(asked.seed)
    scheme = open_scheme("yichun-2013", Path(tempfile.mkdtemp()), catalogue())
    times, end, pages = Times(int(asked.least * 1000)), time.monotonic() + asked.minutes * 60, 0
    while time.monotonic() < end:
        pages += 1
        title, head = chance.choice(TITLES), chance.choice(HEADS)
        piece = "".join(chance.choice(WORDS) for _ in range(chance.choice((1, 1, 2, 2, 3, 4, 6, 12))))
        begun = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><div>发布时间：2013-07-0{chance.randint(1, 9)}</div>{head}"
        body = (begun + piece * (asked.bytes // len(piece.encode()))).encode()
        _try(body, scheme, title, times, f"{title} {head!r} {piece!r}")
    for what, took in times.dearest.most_common(12):
        print(f"{took / 1000:6.2f} s at most  {what}")
    print(
        f"{pages} pages of {asked.bytes:,} bytes, {len(times.dearest)} readers and rules: {times.late} took longer than {asked.least} s"
    )
    return int(bool(times.late))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bytes", type=int, default=200_000)
    parser.add_argument("--least", type=float, default=2, help="seconds of the processor from which something is told")
    return parser.parse_args()


def _try(body: bytes, scheme: Scheme, title: str, times: Times, page: str) -> None:
    with times.of("the crawl's links", page):
        list(leads(Seen(URL, body, "text/html")))
    with times.of("the reader of pages", page):
        seen = read(body, url=URL, content_type="text/html", name="1.html", fetched=FETCHED.date())
    for place in Place:
        with times.of("columns", page):
            site = _site(seen, title, place)
            columns(site)
        for name, ask in _asks(scheme, site):
            with times.of(f"{name}", page):
                ask()


def _site(seen: Reading, title: str, place: Place) -> Snapshot:
    """A site that has this page alone."""
    kinds = frozenset("budget-unit department environment food housing price land safety bidding penalty".split())
    body = Department("hbj", "示例市环境保护局", kinds=kinds, home="http://a.gov.cn/")
    page = Page(URL, place, FETCHED, "ab", "", seen, columns=("首页", title))
    return Snapshot(body, MONTH, (page,), ()).at(place)


def _asks(scheme: Scheme, site: Snapshot) -> Iterator[tuple[str, Callable[[], object]]]:
    """Every rule of the scheme about the site, as `gongkai check` asks it."""
    rules = catalogue()
    for each in scheme.indicators:
        yield f"the rule {each.rule}", lambda each=each: assess._run(rules[each.rule], each, site)  # type: ignore[misc]


if __name__ == "__main__":
    sys.exit(main())
