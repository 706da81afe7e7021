"""Notices of fees that were cancelled, stopped, waived or lowered, and the year that each is of."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from importlib import resources

from crawler.snapshot import Snapshot
from rules.dates import plain_years
from rules.finding import Finding, Outcome, cant_tell
from rules.published import presence
from rules.published.contents import asked, fields_lacking
from rules.published.items import NEWS, Item, items

TOPIC = "fee-relief"
YEAR_END = 11  # month from which a notice is as good as one of the next year
_FEE = "费|基金|许可证照"
_GIVES = "取消|免征|停征|减免|免收|停收|暂停|暂免|减征|降低|减半|免费|不再征收|取缔"
_RELIEF = re.compile(
    f"(?:{_GIVES})[^。;]{{0,40}}(?:{_FEE})|(?:{_FEE})[^。;]{{0,20}}(?:{_GIVES})|清理(?:规范)?[^。;]{{0,20}}收费|(?:降费|减费"
    f"|清费)(?:政策|措施|清单|目录|减负)|收费优惠(?:政策|目录)|减税降费(?:政策|措施|清单)"
)
_NOT = re.compile(
    "学费|学杂费|保教费|高速|通行费|门票|景区|医疗|药品|挂号|停车|水费|电费|电价|物业|社保|社会保险|失业保险|医保|保险费|工会经费"
    "|招标|采购|检查|督[查导]|自查|核查|申请|办事指南|指南|取消[^,。]{0,10}资格|贷款|手续费|银行|话费|流量|漫游|年审|救助|低保"
    "|殡葬|火化|诉讼费|律师|养老|加班"
)
_FIELDS = (
    asked(
        "收费项目",
        "项目|名称|收费",
        "[一-龥]{2,14}(?<!收|缴|经|清|规|税)(?:费|基金)(?![征用政率])|[\\d一二三四五六七八九十]项",
    ),
    asked(
        "执行时间",
        "时间|日期|期限|起执行",
        r"自[^,。;]{2,24}起|从[^,。;]{2,24}起|之日起|起(?:执行|取消|停止|免征|停征|暂停|施行)|20\d\d年\d{1,2}月|\d{1,2}月\d{1,2}日",
    ),
)


@cache
def national_years() -> frozenset[int]:
    """The years in which fees were cancelled or waived for the whole country, from `reliefs.toml`."""
    data = tomllib.loads((resources.files("rules") / "fees" / "reliefs.toml").read_text("utf-8"))
    return frozenset(entry["year"] for entry in data["national"])


def reliefs(site: Snapshot) -> list[Item]:
    """The notices of fees no longer taken that a place shows, those of higher levels with them, the newest first."""
    return items(site, TOPIC, _is_relief)


def _is_relief(item: Item) -> bool:
    if not _RELIEF.search(item.called) or _NOT.search(item.called):
        return False
    return NEWS.search(item.called) is None


def of_year(found: Sequence[Item], year: int) -> list[Item]:
    """The notices that a year has: named after it, posted in it or at the end of the year before, or in force from it."""
    return [each for each in found if year in years(each)]


def years(item: Item) -> frozenset[int]:
    """The years that a notice is of."""
    told = {int(year) for year in re.findall(r"(?<!\d)20\d\d(?=年)", plain_years(item.called))}
    day = item.page.published
    if day is not None:
        told |= {day.year, day.year + (day.month >= YEAR_END)}
    force = re.findall(r"(?:自|从)(20\d\d)年[^,。;]{0,12}起", plain_years(item.page.text[:6000]))
    return frozenset(told | {int(year) for year in force})


def due_year(last: date, owed_from: int) -> int:
    """The year of which something is owed by a day, when it is owed from a month of each year on."""
    return last.year if last.month >= owed_from else last.year - 1


def silent(site: Snapshot, found: Sequence[Item], due: int) -> Finding:
    """What to say where no notice is of the year that is owed: in years without national relief there may be none."""
    if not found:
        doubt = "" if due in national_years() else "{year} 年可能没有新取消或免征的收费，请人工核实"
        return presence.missing(site, TOPIC, doubt, year=str(due))
    finding = presence.not_of_year(site, TOPIC, found, due)
    if finding.outcome is Outcome.FAILED and due not in national_years():
        note = "最新的是 {year} 年；{due} 年可能没有新取消或免征的收费，请人工核实"
        return cant_tell("outdated", *finding.evidence, note=note, **finding.values)
    return finding


def wrong_fields(now: Sequence[Item]) -> Iterator[Finding]:
    """What the notices of a year do not tell, where one at least is told in full and none tells it."""
    lacking = [list(fields_lacking([each], _FIELDS, 1)) for each in now if len(each.text) > 60]
    if lacking and all(lacking):
        yield from lacking[0]
