"""The forms of a page that tells of one day's air, or of a weekend's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from html import escape

from reports.samplecity.air.days import measured
from reports.samplecity.air.words import Words
from reports.samplecity.dice import number
from reports.samplecity.documents import Paper, Rows, html

STATIONS = ("监测站", "火车站", "市一中", "政务大厅", "植物园")


def body(days: Sequence[Words]) -> str:
    """The text of a page."""
    return FORMS[days[0].how.form](days)


def _paper(*blocks: str | Rows) -> str:
    return html(Paper("", blocks))


def _sheet(days: Sequence[Words]) -> str:
    """A row of what matters, and below it what was measured."""
    first, day = days[0], () if len(days) == 1 else ("日期",)
    head = (*day, "城市", *(label for label, _ in first.pairs()))
    rows = tuple((*(each.when for _ in day), each.city, *(text for _, text in each.pairs())) for each in days)
    when = f"监测日期：{first.when}" + (f"至{days[-1].when}" if day else "")
    return _paper(when, (head, *rows), *(_values(days) if first.how.valued else ()))


def _values(days: Sequence[Words]) -> tuple[str | Rows, ...]:
    if len(days) == 1:
        return (days[0].table(),)
    head = ("日期", *(name for name, _ in days[0].concentrations()))
    rows = tuple((each.when, *(value for _, value in each.concentrations())) for each in days)
    return f"各项污染物浓度（{days[0].units()}）", (head, *rows)


def _parts(days: Sequence[Words]) -> str:
    """Lines of what matters, then a row for each pollutant with its partial index."""
    (words,) = days
    lines = [f"{label}：{text}" for label, text in (("日期", words.when), ("城市", words.city), *words.pairs())]
    colour = (f"指示颜色：{words.told.colour}",) if words.told.colour else ()
    return _paper(*lines, *colour, words.table())


def _columns(days: Sequence[Words]) -> str:
    """One row under two rows of headings: below each pollutant its concentration and its partial index."""
    (words,) = days
    ends = [label for label, _ in words.pairs()]
    top = _cells(["日期"], "rowspan=2") + _cells(words.how.names[item] for item in words.told.values).replace(
        "<td", "<td colspan=2"
    )
    low = _cells(["浓度", "分指数"] * len(words.told.values))
    row = [words.when]
    for item in words.told.values:
        row += [words.printed(item), str(words.told.partials.get(item, "NA"))]
    row += [text for _, text in words.pairs()]
    rows = (top + _cells(ends, "rowspan=2"), low, _cells(row))
    table = "".join(f"<tr>{line}</tr>" for line in rows)
    return f"<p align='right'>单位：{words.units()}</p><table border=1>{table}</table><p>地点：{words.city}城区</p>"


def _cells(texts: Iterable[str], more: str = "") -> str:
    return "".join(f"<td {more}>{escape(text)}</td>" if more else f"<td>{escape(text)}</td>" for text in texts)


def _stations(days: Sequence[Words]) -> str:
    """A row for each place of measuring, and the city's own."""
    (words,) = days
    names = (f"{name}（{words.unit(item)}）" for item, name in words.how.names.items() if item in words.told.values)
    head = ("点位", *names, *(label for label, _ in words.pairs()))
    rows = [_station(words, name) for name in STATIONS[: 3 + number(words.city) % 3]]
    own = (words.city, *(value for _, value in words.concentrations()), *(text for _, text in words.pairs()))
    return _paper(f"监测日期：{words.when}", (head, *rows, own))


def _station(words: Words, name: str) -> tuple[str, ...]:
    there = replace(words, told=measured(number(words.city), words.told.day, name), blank=False)
    return (name, *(value for _, value in there.concentrations()), *(text for _, text in there.pairs()))


def _told(days: Sequence[Words]) -> str:
    return _paper(*(each.sentence() for each in days))


def _keyed(days: Sequence[Words]) -> str:
    """A line for each thing that is said."""
    (words,) = days
    pairs = [("监测日期", words.when), ("监测城市", words.city), *words.pairs()]
    if words.how.valued:
        items = zip(words.told.values, words.concentrations(), strict=True)
        pairs += [(name, f"{value}{words.unit(item)}" if value != "NA" else value) for item, (name, value) in items]
    return "<div>" + "<br/>".join(f"<b>{escape(label)}</b>：{escape(text)}" for label, text in pairs) + "</div>"


FORMS: Mapping[str, Callable[[Sequence[Words]], str]] = {
    "sheet": _sheet,
    "parts": _parts,
    "columns": _columns,
    "stations": _stations,
    "told": _told,
    "titled": _told,
    "keyed": _keyed,
    "weekend": _sheet,
}
