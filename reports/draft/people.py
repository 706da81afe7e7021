"""The parts of the draft on programmes and hotlines, on rules, training and staff, on visits: only what people state."""

from __future__ import annotations

from collections.abc import Iterator

from checker.figures_checks import percent
from reports.draft.sentences import ALL, STATISTICS, WORK, Paragraph, Teller, Words, listed, paragraph

TABLES_FROM = 2019  # from then on more is stated with the other work than in the table of statistics


def broadcasts(teller: Teller) -> Iterator[Paragraph]:
    """Programmes and hotlines: only what people state."""
    issues, minutes = teller.known(WORK, "tv-issues"), teller.known(WORK, "tv-minutes")
    told = listed(
        (teller.of(WORK, "tv-issues", ALL, "播出电视节目", "期"), teller.of(WORK, "tv-minutes", ALL, "共", "分钟"))
    )
    if issues and minutes and minutes % issues == 0:
        told += [f"，平均每期{minutes / issues:f}分钟"]
    if told:
        yield paragraph(told, "。")
    calls, solved = (
        teller.known(WORK, "calls"),
        [teller.known(WORK, each) for each in ("calls-answered", "calls-later")],
    )
    told = listed(
        (
            teller.of(WORK, "radio-issues", ALL, "播出广播热线节目", "期"),
            teller.of(WORK, "calls", ALL, "接听群众电话", "个"),
            teller.of(WORK, "calls-answered", ALL, "现场解答", "个"),
            teller.of(WORK, "calls-later", ALL, "会后办理并反馈", "个"),
            teller.of(WORK, "calls-rate", ALL, "解决率达", "%以上"),
        )
    )
    if calls and None not in solved:
        share = percent(sum((each for each in solved if each is not None), start=calls - calls), calls)
        told += [f"（按所列各数为{share}%）"]
    if told:
        yield paragraph(told, "。")


def support(teller: Teller) -> Iterator[Paragraph]:
    """Rules, meetings, training, people."""
    home = STATISTICS if teller.annual.year < TABLES_FROM else WORK
    told = listed(
        (
            teller.of(WORK, "systems", ALL, "现有政府信息公开制度", "项"),
            teller.of(WORK, "systems-new", ALL, "本年新建制度", "项"),
            teller.of(STATISTICS, "meetings", ALL, "召开工作会议或专题会议", "次"),
            teller.of(home, "courses", ALL, "举办培训班", "次"),
            teller.of(home, "trained", ALL, "培训", "人次"),
            teller.of(home, "staff", ALL, "从事政府信息公开工作的人员", "人"),
            teller.of(home, "staff-full", ALL, "其中专职", "人"),
            teller.of(WORK, "gazettes", ALL, "编印《政府公报》", "期"),
            teller.of(home, "conferences", ALL, "举办新闻发布会", "次"),
            teller.of(STATISTICS, "interpretations", ALL, "发布政策解读稿件", "篇"),
            teller.of(STATISTICS, "responses", ALL, "回应公众关注热点或重大舆情", "次"),
        )
    )
    if told:
        yield paragraph(told, "。")


def visits(teller: Teller) -> Iterator[Paragraph]:
    """Visits to the places where information can be read."""
    rooms = teller.of(STATISTICS, "reading-rooms", ALL, "设有政府信息公开查阅点", "个")
    parts = [
        teller.of(WORK, f"visits-{id}", ALL, words, "人次")
        for id, words in (("archives", "市档案馆"), ("library", "市图书馆"), ("other", "其他查阅点"))
    ]
    total: Words = ["全年接待查阅", teller.stated(WORK, "visits", what="查阅点接待人次"), "人次"]
    inner = listed(parts, "、")
    yield paragraph(listed((rooms, total)), ["，其中", *inner] if inner else "", "。")
