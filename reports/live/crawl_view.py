"""The live view of a crawl: what is done, what is being read now, how fast, and when it may end. At any width, with or without colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.text import Text

from crawler.politeness import LABOURED
from reports.crawled import BLOCKED, LEFT, REFUSED
from reports.lines import Flow, Wrapped
from reports.live.forecast import forecast
from reports.live.tally import Site, Stage, Tally
from reports.marks import BAD, DIM, DOUBT, GOOD
from reports.wording import DASH, Wording, plain

WIDE, NARROW = 90, 60  # columns from which all is shown, and below which only the least
BAR = 30  # columns of the bar at most
LONG = 10  # minutes, from which seconds do not matter
SILENT = 30.0  # seconds without an answer that are worth a word
KIB = 1024


def size(count: float) -> str:
    """Bytes for people."""
    for unit in ("B", "KB", "MB"):
        if count < KIB:
            return f"{count:.0f} {unit}" if unit == "B" else f"{count:.1f} {unit}"
        count /= KIB
    return f"{count:.1f} GB"


def span(seconds: float, wording: Wording) -> str:
    """A length of time, in the two units that matter."""
    minutes, rest = divmod(round(seconds), 60)
    hours, left = divmod(minutes, 60)
    days, over = divmod(hours, 24)
    say = wording.say
    if days:
        return say("{days} 天 {hours} 小时", days=str(days), hours=str(over))
    if hours and not left:
        return say("{hours} 小时", hours=str(hours))
    if hours:
        return say("{hours} 小时 {minutes} 分", hours=str(hours), minutes=str(left))
    if minutes >= LONG:
        return say("{minutes} 分钟", minutes=str(minutes))
    if minutes:
        return say("{minutes} 分 {seconds} 秒", minutes=str(minutes), seconds=str(rest))
    return say("{seconds} 秒", seconds=str(rest))


@dataclass(frozen=True)
class CrawlView:
    """A crawl as it stands at a moment, in as many lines as there are. `who` says whose crawl it is, "" for this process's own."""

    tally: Tally
    now: datetime
    wording: Wording
    who: str = ""
    hint: str = ""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        head = [*self._head(options)]
        yield from head
        used = sum(len(console.render_lines(each, options, pad=False)) for each in head)
        tail = [Wrapped(Text(self.hint, style=DIM))] if self.hint else []
        room = console.size.height - used - len(tail) - 5
        if (sites := self.tally.at(Stage.AT_WORK)) and room > 0:
            yield Text()
            yield from self._sites(sites, room, options)
        if tail:
            yield Text()
        yield from tail

    def _head(self, options: ConsoleOptions) -> Iterator[RenderableType]:
        say, tally = self.wording.say, self.tally
        title = Text(say("访问网站"), style="bold")
        title.append(f"　{tally.period}　{plain(tally.city)}", style="not bold")
        used = say("已用 {span}", span=span(max((self.now - tally.began).total_seconds(), 0), self.wording))
        yield Flow([title, Text(used, style=DIM), *([Text(self.who, style=DIM)] if self.who else [])])
        yield Flow([self._bar(options), *self._stages()])
        yield Flow(list(self._brought()))
        yield from (Wrapped(each) for each in (self._estimate(), self._manners()))

    def _bar(self, options: ConsoleOptions) -> Text:
        full, work, rest = ("#", "=", ".") if options.ascii_only else ("━", "╍", "·")
        total, columns = len(self.tally.sites), max(min(BAR, options.max_width - 2), 5)
        done, busy = (len(self.tally.at(stage)) for stage in (Stage.DONE, Stage.AT_WORK))
        first = columns * done // total if total else columns
        second = max(columns * (done + busy) // total - first, 1 if busy else 0) if total else 0
        text = Text(full * first, style=GOOD).append(work * second, style="cyan")
        return text.append(rest * max(columns - first - second, 0), style=DIM)

    def _stages(self) -> Iterator[Text]:
        say, tally = self.wording.say, self.tally
        done, busy, idle = (str(len(tally.at(stage))) for stage in (Stage.DONE, Stage.AT_WORK, Stage.WAITING))
        yield Text(say("网站 {done}/{total} 个访问完", done=done, total=str(len(tally.sites))), style="bold")
        yield Text(say("正在访问 {number}", number=busy))
        if idle != "0":
            yield Text(say("还没开始 {number}", number=idle), style=DIM)

    def _brought(self) -> Iterator[Text]:
        say, tally = self.wording.say, self.tally
        yield Text(say("读到 {number} 个地址", number=str(tally.read)), style="bold")
        yield Text(size(tally.size))
        counted = ((REFUSED, "拒绝 {number}", BAD), (BLOCKED, "拦截 {number}", BAD), (LEFT, "未访问 {number}", DOUBT))
        if tally.failed:
            yield Text(say("出错 {number}", number=str(tally.failed)), style=DOUBT)
        for group, words, style in counted:
            if number := tally.number(group):
                yield Text(say(words, number=str(number)), style=style)
        if rate := tally.rate(self.now):
            yield Text(say("每秒 {pages} 个、{size}", pages=f"{rate[0]:.1f}", size=size(rate[1])), style=DIM)

    def _estimate(self) -> Text:
        say = self.wording.say
        found = forecast(self.tally)
        if found is None:
            return Text(say("还要多久：刚开始，还看不出"), style=DIM)
        values = {"least": span(found.least, self.wording), "most": span(found.most, self.wording)}
        words = "还要多久：读完已知的地址要 {least}，发现新的会更久；按设置的上限最多约 {most}"
        return Text(say(words, **values))

    def _manners(self) -> Text:
        say, settings = self.wording.say, self.tally.settings
        shut = settings.hours.until_open(self.now)
        if shut:
            until = (self.now + timedelta(seconds=shut)).strftime("%H:%M")
            words = "现在不在访问时间（{hours}）内，不访问任何网站，等到 {until}"
            return Text(say(words, hours=str(settings.hours), until=until), style=DOUBT)
        told = say("对同一主机两次请求之间至少等 {delay} 秒，网站吃力时等得更久", delay=f"{settings.delay:g}")
        if settings.hours.start != settings.hours.end:
            told = say("{told}；只在 {hours} 访问", told=told, hours=str(settings.hours))
        return Text(told, style=DIM)

    def _sites(self, sites: Sequence[Site], room: int, options: ConsoleOptions) -> Iterator[RenderableType]:
        """Those that take longest, in the order of the roster, with how many more there are."""
        fits = len(sites) <= room
        longest = sorted(sites, key=lambda site: -site.queued * (site.brought.pace or 0.0))
        chosen = {site.key for site in (sites if fits else longest[: max(room - 1, 1)])}
        yield from self._table([site for site in sites if site.key in chosen], options)
        if not fits:
            yield Text(self.wording.say("另有 {number} 个正在访问", number=str(len(sites) - len(chosen))), style=DIM)

    def _table(self, sites: Sequence[Site], options: ConsoleOptions) -> Iterator[Text]:
        """A line for each; made by hand, since it is made every second."""
        columns = options.max_width
        heads = ["正在访问的网站", "读到", "待访问"]
        heads += [*(["未读到"] if columns >= NARROW else []), *(["大小", "秒/页"] if columns >= WIDE else [])]
        rows = [[Text(self.wording.say(words), style=DIM) for words in heads]]
        rows += [[Text(plain(site.name)), *list(self._cells(site))[: len(heads) - 1]] for site in sites]
        widths = [max(row[at].cell_len for row in rows) for at in range(len(heads))]
        widths[0] = max(min(widths[0], columns - sum(widths[1:]) - len(widths) + 1), 6)
        notes = [Text(), *(self._note(site) if columns >= NARROW else Text() for site in sites)]
        for row, note in zip(rows, notes, strict=True):
            row[0].truncate(widths[0], overflow="ellipsis", pad=True)
            line = row[0]
            for cell, most in zip(row[1:], widths[1:], strict=True):
                line.append(" " * (most - cell.cell_len + 1)).append_text(cell)
            if note:
                line.append(" ").append_text(note)
            line.truncate(columns, overflow="ellipsis")
            yield line

    def _cells(self, site: Site) -> Iterator[Text]:
        lost = site.failed + site.number((*REFUSED, *BLOCKED))
        pace = site.brought.pace
        yield Text(str(site.read))
        yield Text(str(site.queued))
        yield Text(str(lost), style=DOUBT) if lost else Text(DASH, style=DIM)
        yield Text(size(site.brought.size), style=DIM)
        yield Text(DASH if pace is None else f"{pace:.1f}", style=DOUBT if self._is_slow(pace) else DIM)

    def _is_slow(self, pace: float | None) -> bool:
        delay = self.tally.settings.delay
        return pace is not None and pace > max(2 * delay, delay + LABOURED)

    def _note(self, site: Site) -> Text:
        """What keeps a site from going on."""
        say = self.wording.say
        if not site.queued:
            return Text(say("等其他网站访问完，再试没读到的") if site.brought.ended else "", style=DIM)
        quiet = (self.now - site.heard).total_seconds() if site.heard else 0.0
        if quiet > max(SILENT, 5 * (site.brought.pace or 0.0)) and not self.tally.settings.hours.until_open(self.now):
            return Text(say("{span}没有新页面", span=span(quiet, self.wording)), style=DOUBT)
        if self._is_slow(site.brought.pace):
            return Text(say("应答慢，放慢访问"), style=DOUBT)
        return Text("")


def line(tally: Tally, now: datetime, wording: Wording) -> str:
    """The same in one line, for logs and pipes."""
    done = str(len(tally.at(Stage.DONE)))
    words = "{moment} 网站 {done}/{total} 个访问完，读到 {read} 个地址（{size}），未读到 {lost}，已知还要访问 {queued}"
    return wording.say(
        words,
        moment=now.strftime("%H:%M"),
        done=done,
        total=str(len(tally.sites)),
        read=str(tally.read),
        size=size(tally.size),
        lost=str(tally.failed + tally.number((*REFUSED, *BLOCKED))),
        queued=str(sum(site.queued for site in tally.sites.values())),
    )
