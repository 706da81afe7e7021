"""The parts of the draft on requests, on what was charged for them, on reviews and lawsuits: as people state them, else left blank."""

from __future__ import annotations

from collections.abc import Iterator

from reports.draft.sentences import (
    ALL,
    LEVELS,
    STATISTICS,
    WORK,
    Paragraph,
    Teller,
    Words,
    blank,
    listed,
    paragraph,
)

WAYS = (("person", "当面"), ("fax", "传真"), ("net", "网络"), ("letter", "信函"))
ANSWERS = (
    ("answered-public", "属于已主动公开范围"),
    ("answered-yes", "同意公开"),
    ("answered-partly", "同意部分公开"),
    ("refused", "不同意公开"),
    ("answered-elsewhere", "不属于本行政机关公开"),
    ("answered-none", "申请信息不存在"),
    ("answered-amend", "告知作出更改补充"),
    ("answered-ways", "告知通过其他途径办理"),
)
ANSWERS = (
    ("answered-public", "属于已主动公开范围"),
    ("answered-yes", "同意公开"),
    ("answered-partly", "同意部分公开"),
    ("refused", "不同意公开"),
    ("answered-elsewhere", "不属于本行政机关公开"),
    ("answered-none", "申请信息不存在"),
    ("answered-amend", "告知作出更改补充"),
    ("answered-ways", "告知通过其他途径办理"),
)
REFUSALS = (
    ("refused-secret", "涉及国家秘密"),
    ("refused-business", "涉及商业秘密"),
    ("refused-privacy", "涉及个人隐私"),
    ("refused-safety", "危及国家安全、公共安全、经济安全和社会稳定"),
    ("refused-other-matter", "不是《条例》所指政府信息"),
    ("refused-law", "法律法规规定的其他情形"),
)


def asked(teller: Teller) -> Iterator[Paragraph]:
    """Requests: by body, by way, by what became of them."""
    year = teller.annual.year
    levels = listed((teller.of(STATISTICS, "asked", id, words, "件") for id, words in LEVELS), "、")
    received: Words = [
        f"{year}年，全市共收到政府信息公开申请",
        teller.stated(STATISTICS, "asked", what="收到申请数"),
        "件",
    ]
    by_way = listed((_count(teller, f"asked-{id}", f"{words}申请") for id, words in WAYS), "、")
    yield paragraph(
        received,
        ["，其中", *levels] if levels else "",
        ["；按方式分，", *by_way] if by_way else "",
        "。",
        listed((_count(teller, "done-in-time", "按时办结"), _count(teller, "done-extended", "延期办结"))),
        "。" if teller.known(STATISTICS, "done-in-time") is not None else "",
    )
    answers = listed((_count(teller, id, words) for id, words in ANSWERS), "、")
    refusals = listed((_count(teller, id, words) for id, words in REFUSALS), "、")
    yield paragraph(
        "答复申请",
        teller.stated(STATISTICS, "answered", what="申请答复数"),
        "件",
        ["，其中", *answers] if answers else "",
        "。",
        ["不同意公开的，", *refusals, "。"] if refusals else "",
    )


def _count(teller: Teller, row: str, words: str) -> Words:
    return teller.of(STATISTICS, row, ALL, words, "件")


def asked_briefly(teller: Teller) -> Words:
    """Requests in a sentence, where a table tells the rest."""
    parts = [teller.of(WORK, f"asked-{id}", ALL, words, "件") for id, words in LEVELS if id != "enterprises"]
    inner = listed(parts, "、")
    return [
        "本年新收申请",
        teller.stated("requests", "new", what="本年新收申请数"),
        "件",
        *(["，其中", *inner] if inner else []),
        "；上年结转",
        teller.stated("requests", "old", what="上年结转申请数"),
        "件；办理",
        teller.stated("requests", "done", what="办理结果总计"),
        "件；结转下年度",
        teller.stated("requests", "left", what="结转下年度的申请数"),
        "件。",
    ]


def charged(teller: Teller) -> Paragraph:
    """What was charged and what was waived; none only where people state so."""
    amount = teller.known(WORK, "charged")
    waived = listed(
        (
            teller.of(WORK, "waived", ALL, "减免费用", "元"),
            teller.of(WORK, "waived-requests", ALL, "涉及申请", "件"),
        )
    )
    if amount is None:
        said: Words = ["依申请提供政府信息收取费用", blank("收取费用；没有收取的填 0"), "元"]
    elif amount:
        said = ["依申请提供政府信息收取费用", teller.stated(WORK, "charged"), "元"]
        said += teller.of(WORK, "charged-requests", ALL, "，涉及申请", "件")
    else:
        said = ["依申请提供政府信息没有收取费用（", teller.stated(WORK, "charged"), "元）"]
    return paragraph(said, ["；", *waived] if waived else "", "。")


def disputes(teller: Teller) -> Iterator[Paragraph]:
    """Reviews and lawsuits, each by itself: one said to be none says nothing of the other."""
    for row, what in (("reviews", "行政复议"), ("lawsuits", "行政诉讼")):
        number = teller.known(STATISTICS, row)
        if number == 0:
            yield paragraph(
                f"{teller.annual.year}年没有发生因政府信息公开引起的{what}（", teller.stated(STATISTICS, row), "件）。"
            )
            continue
        results = (
            ("upheld", "维持" if row == "reviews" else "维持或驳回"),
            ("corrected", "被依法纠错"),
            ("other", "其他情形"),
        )
        inner = listed((_count(teller, f"{row}-{id}", words) for id, words in results), "、")
        yield paragraph(
            f"因政府信息公开引起的{what}",
            teller.stated(STATISTICS, row, what=f"{what}数；没有的填 0"),
            "件",
            ["，其中", *inner] if inner else "",
            "。",
        )
