"""The parts of the draft that come from what was seen on the web, and what whoever writes the report must know of the numbers."""

from __future__ import annotations

from collections.abc import Iterator

from checker.counted.told import What
from checker.figures_checks import words as identity_words
from reports.annual_tables import DEPARTMENT, MISSING, OWED, OWN, PORTAL, PUBLISHED, UNCHECKED, UNIT
from reports.annual_words import SHARES, aside_lines, gap_lines
from reports.draft.sentences import (
    ALL,
    LEVELS,
    STATISTICS,
    WORK,
    Paragraph,
    Piece,
    Teller,
    Words,
    blank,
    heading,
    listed,
    note,
    paragraph,
)
from reports.wording import Wording


def published(teller: Teller, block: str) -> Iterator[Paragraph]:
    """How much was published by all ways, as people state it."""
    year = teller.annual.year
    told = any(teller.known(block, "published", column) is not None for column in (ALL, *(id for id, _ in LEVELS)))
    if not told:
        yield paragraph(
            f"{year}年，全市通过各种渠道主动公开政府信息", blank("主动公开政府信息数（含网站以外的渠道）"), "条。"
        )
        return
    levels = listed(
        ([words, teller.stated(block, "published", id, f"{words}主动公开信息数"), "条"] for id, words in LEVELS), "，"
    )
    total = teller.stated(block, "published", ALL, "主动公开政府信息总数")
    yield paragraph(f"{year}年，全市共主动公开政府信息", total, "条。其中，", levels, "。")
    ways = (("by-gazette", "政府公报"), ("by-site", "政府网站"), ("by-weibo", "政务微博"), ("by-wechat", "政务微信"),
            ("by-other", "其他方式"))  # fmt: skip
    inner = listed((teller.of(block, id, ALL, words, "条") for id, words in ways), "、")
    documents = listed(
        (
            teller.of(block, "documents", ALL, "制发规范性文件", "件"),
            teller.of(block, "published-documents", ALL, "主动公开规范性文件", "条"),
        )
    )
    if inner:
        yield paragraph("按渠道分：", inner, "（同一信息可在几个渠道公开）。")
    if documents:
        yield paragraph(documents, "。")


def found_on_web(teller: Teller) -> Iterator[Paragraph]:
    """How much was counted on web sites, by level."""
    count = teller.annual.counts.count
    least = "至少" if count.is_minimum else ""
    levels = listed(([words, teller.counted("items", id, ALL), "条"] for id, words in LEVELS), "，")
    yield paragraph(
        f"据网上核查，全市政府网站本年公开信息{least}",
        teller.counted("items", ALL, ALL),
        "条（各渠道相同的信息计1条）。其中，",
        levels,
        "。",
    )


def budgets(teller: Teller) -> Iterator[Paragraph]:
    """Budgets and accounts out of all that were owed, those not published and those not checked told apart."""
    for share in teller.annual.counts.shares:
        if share.owed():
            yield paragraph(f"{share.year}年{SHARES.get(share.rule, share.rule)}：", _share(teller, share.rule))


def _share(teller: Teller, rule: str) -> Words:
    def of(group: str, what: str) -> Piece:
        return teller.counted("share", rule, group, what)

    said: Words = ["应公开的部门", of(DEPARTMENT, OWED), "个、所属单位", of(UNIT, OWED), "个；"]
    said += ["已公开的部门", of(DEPARTMENT, PUBLISHED), "个、所属单位", of(UNIT, PUBLISHED), "个，"]
    said += ["共", of(ALL, PUBLISHED), "个，其中在本单位网站公开的", of(ALL, OWN), "个，在政府门户网站公开的"]
    said += [of(ALL, PORTAL), "个"]
    for what, words in ((MISSING, "未公开的"), (UNCHECKED, "未能检测或待核实的")):
        if teller.value("share", rule, ALL, what):
            said += [f"；{words}", of(ALL, what), "个"]
    return [*said, "。"]


def interaction(teller: Teller) -> Iterator[Paragraph]:
    """Talks, answers to letters, flowcharts."""
    least = "至少" if teller.annual.counts.count.is_minimum else ""
    seen = {what for what, tally in teller.annual.tallies.items() if tally.looked}
    questions = [
        teller.of(WORK, "interview-visitors", ALL, "网民", "人参与"),
        teller.of(WORK, "interview-questions", ALL, "回答问题", "个"),
    ]
    is_stated = teller.known(WORK, "interview-issues") is not None or teller.known(STATISTICS, "interviews") is not None
    some = "" if is_stated or What.INTERVIEW not in seen else least
    yield paragraph(listed(([f"举办在线访谈{some}", _held(teller), "期"], *questions)), "。")
    if What.REPLY in seen:
        said: Words = [f"网站公开来信的答复{least}", teller.counted("told", "reply", "met"), "件"]
        if teller.value("told", "reply", "open"):
            said += ["，未答复的", teller.counted("told", "reply", "open"), "件"]
        yield paragraph(said, "。")
    if What.POWER in seen:
        said = ["权力清单所列事项中，能看到运行流程图的", teller.counted("told", "power", "met"), "项"]
        if teller.value("told", "power", "open"):
            said += ["，没有流程图的", teller.counted("told", "power", "open"), "项"]
        if What.CHART in seen:
            said += ["；网上能打开的流程图共", teller.counted("told", "chart", "met"), "幅"]
        yield paragraph(said, "。")


def _held(teller: Teller) -> Piece:
    """Talks as people state them, else as they were counted."""
    if teller.known(WORK, "interview-issues") is not None:
        return teller.stated(WORK, "interview-issues")
    if teller.known(STATISTICS, "interviews") is not None:
        return teller.stated(STATISTICS, "interviews")
    return teller.counted("told", "interview", "met", what="在线访谈期数")


def notes_for_writers(teller: Teller, wording: Wording) -> Iterator[Paragraph]:
    """What must be known of the numbers before anything is published; it is to be deleted then."""
    annual = teller.annual
    said = [*gap_lines(annual, wording), *aside_lines(annual, wording)]
    for row, spot, counted in annual.pairs():
        stated = annual.figure(spot)
        if stated is not None and stated != counted and row != "by-site":
            relation = "少于" if stated < counted else "多于"
            said.append(f"填报的“{annual.form.name(spot)}”{stated:f}{relation}网上核查的{counted}")
    for warning in annual.warnings:
        told = identity_words(annual.form, warning)
        said.append(f"请核实：“{told['identity']}”：左边 {told['left']}，右边 {told['right']}")
    yield heading("供编写人核对（发布前删去）")
    if annual.stated is None:
        yield note("没有人工填报的数字，都留空待填。")
    for each in said:
        yield note(f"{each}。")
    if not said and annual.stated is not None:
        yield note("没有需要说明的缺口。")
