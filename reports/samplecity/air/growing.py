"""The page of a month that grows by a line each day, or its spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from reports.samplecity.air.words import Words
from reports.samplecity.content import Article, Attachment
from reports.samplecity.dice import number
from reports.samplecity.documents import FORMATS, Paper, html_table
from reports.samplecity.shelf import Shelf

FILES: Mapping[str, str] = {"month-xls": "xls", "month-xlsx": "xlsx"}


def table(shelf: Shelf, days: Sequence[Words]) -> Article:
    """What a place shows of a month so far."""
    first, form, city = days[0].told.day, days[0].how.form, days[0].city
    title = f"{city}{first.year}年{first.month}月空气质量日报"
    posted = max(each.told.day for each in days) + timedelta(days=1)
    if form == "lines":
        return shelf.article(title, "".join(f"<p>{_line(each)}</p>" for each in days), posted)
    rows = (_head(days[0]), *map(_row, days))
    if form == "month":
        return shelf.article(title, html_table(rows), posted)
    suffix, media_type, made = FORMATS[FILES[form]]
    name = f"W{number(title, *shelf.slot):010}{suffix}"
    file = Attachment(name, f"{title}{suffix}", media_type, made(Paper(title, (rows,))))
    return shelf.article(title, f"<p>{first.year}年{first.month}月{city}空气质量日报见附表。</p>", posted, (file,))


def _head(words: Words) -> tuple[str, ...]:
    name = words.told.scale.name + words.told.scale.short
    measured = [f"{words.how.names[item]}（{words.unit(item)}）" for item in words.told.values if words.how.valued]
    return ("日期", *measured, name, *("首要污染物",)[words.bare :], "级别", "状况")


def _row(words: Words) -> tuple[str, ...]:
    measured = [value for _, value in words.concentrations() if words.how.valued]
    primary = (words.primary,)[words.bare :]
    return (words.how.day.format(words.told.day), *measured, words.index, *primary, words.level, words.told.grade)


def _line(words: Words) -> str:
    primary = "" if words.bare else f"首要污染物：{words.primary} "
    return f"{words.how.day.format(words.told.day)} {words.told.scale.short} {words.index} {primary}{words.level} {words.told.grade}"
