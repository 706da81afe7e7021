"""Changes in single cells of a workbook, each with what a person still reads there. Entered into the table of changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from bench.import_mutations_book import EPOCH, Cell, Error, Raw, Row, Sheet, Value
from bench.import_mutations_changes import PEOPLE, Case, Grade, amount, decision, mutation, said, write
from bench.import_mutations_city import departments
from bench.import_mutations_reader import UNSEEN, day, inputs, points

WIDE = str.maketrans("0123456789.-", "０１２３４５６７８９．－")
Means = Sequence[object] | None
UNSURE: Means = ()


def _target(case: Case, *roles: str) -> tuple[Sheet, list[Row]] | None:
    """A sheet in which rows say something in these columns, and one or all of those rows."""
    sheets = [sheet for sheet in case.sheets() if all(sheet.at(role) is not None for role in roles)]
    case.chance.shuffle(sheets)
    for sheet in sheets:
        if rows := case.spoken(sheet, *roles):
            return sheet, rows if case.chance.random() < 0.25 else [case.chance.choice(rows)]
    return None


def _decided(case: Case) -> tuple[Sheet, list[Row]] | None:
    sheet = case.some()
    if sheet.at(decision(sheet)) is None or not (rows := case.spoken(sheet)):
        return None
    return sheet, rows if case.chance.random() < 0.25 else [case.chance.choice(rows)]


# --- Keys


@mutation("keys cut or padded", Grade.READABLE, 0, 2)
def damage_keys(case: Case) -> str | None:
    found = _target(case, "编号")
    if not found:
        return None
    sheet, rows = found
    ways: dict[str, Callable[[str], str]] = {
        "cut at its end": lambda id: id[: case.chance.randint(4, len(id) - 1)],
        "cut at its start": lambda id: id[case.chance.randint(1, 12) :],
        "without what was seen": lambda id: id.partition("~")[0],
        "with spaces": lambda id: f"  {id} ",
        "in capitals": str.upper,
        "in full-width letters": lambda id: "".join(
            chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in id
        ),
        "with a quote before it": lambda id: f"'{id}",
        "cleared": lambda _: "",
        "with a line break": lambda id: id[:12] + "\n" + id[12:],
    }
    name = case.chance.choice(list(ways))
    for row in rows:
        write(sheet, row, "编号", ways[name](said(row, sheet, "编号")))
    return f"{sheet.name}: {'the key' if len(rows) == 1 else 'all keys'} {name}"


@mutation("keys replaced", Grade.ANY, 0, 2)
def replace_key(case: Case) -> str | None:
    found = _decided(case)
    if not found or found[0].at("编号") is None:
        return None
    sheet, rows = found
    row = rows[0]
    before = said(row, sheet, "编号")
    others = [said(other, sheet, "编号") for other in sheet.lines if said(other, sheet, "编号") != before]
    near = [other for other in others if other.split("/")[:3] == before.split("/")[:3]]
    head, _, tail = before.partition("/")
    body, _, rest = tail.partition("/")
    ways = {
        "that of another line": case.chance.choice(others or [before]),
        "that of a like line": case.chance.choice(near or others or [before]),
        "of another month": f"2013-08/{tail}" if head != "onsite" else before.replace("2013-", "2012-"),
        "of another department": f"{head}/{case.chance.choice([id for id in departments() if id != body])}/{rest}",
        "of an unknown finding": before.replace("~", "0~")[:-6] + "~0000"
        if "~" in before
        else "onsite/zzz/Z-9/2013-09-01",
    }
    name = case.chance.choice(list(ways))
    if ways[name] == before:
        return None
    write(sheet, row, "编号", ways[name])
    return f"{sheet.name}: the key of a row is {name}: {ways[name]}"


# --- Decisions


@mutation("decisions with spaces", Grade.PLAIN, 0)
def spaced_decision(case: Case) -> str | None:
    found = _decided(case)
    if not found:
        return None
    sheet, rows = found
    way = case.chance.choice(("{} ", " {}", "\u3000{}", "{}\u00a0", "{}\n"))
    for row in rows:
        word = said(row, sheet, decision(sheet))
        write(sheet, row, decision(sheet), way.format(word), (word,))
    return f"{sheet.name}: spaces around a decision"


@mutation("decisions with other signs", Grade.READABLE, 0)
def signed_decision(case: Case) -> str | None:
    found = _decided(case)
    if not found:
        return None
    sheet, rows = found
    way = case.chance.choice(
        (" ".join, "{}。".format, "“{}”".format, "√{}".format, "({})".format, "1.{}".format, "{}\u200b".format)
    )
    for row in rows:
        word = said(row, sheet, decision(sheet))
        write(sheet, row, decision(sheet), way(word), (word,))
    return f"{sheet.name}: a decision written {said(rows[0], sheet, decision(sheet))}"


TYPOS = {
    "维持": ("唯持", "维特", "維持", "维 持原判"),
    "撤销": ("撤消", "撒销", "徹銷", "撤"),
    "改为": ("改成", "修改为", "該为", "改"),
}
MORE_TYPOS = {
    "属实": ("属时", "屬實", "属"),
    "不属实": ("不属时", "不實", "不符"),
    "是": ("是的", "昰"),
    "否": ("不", "否定"),
    UNSEEN: ("无法看", "未查看"),
}


@mutation("decisions misspelt", Grade.ANY, 0)
def misspelt(case: Case) -> str | None:
    found = _decided(case)
    if not found:
        return None
    sheet, rows = found
    row = rows[0]
    word = said(row, sheet, decision(sheet))
    wrong = case.chance.choice({**TYPOS, **MORE_TYPOS}.get(word, ("？",)))
    near = wrong in ("維持", "撤消", "徹銷", "屬實", "改成", "修改为")
    write(sheet, row, decision(sheet), wrong, (word,) if near else UNSURE)
    return f"{sheet.name}: {word} written {wrong}"


UNCLEAR = (
    "同意",
    "否?",
    "同意？",
    "不同意",
    "√",
    "×",
    "OK",
    "yes?",
    "维持?",
    "维持/撤销",
    "维持撤销",
    "不维持",
    "不撤销",
    "撤销？",
    "改为2",
    "改为2分",
    "同上",
    "〃",
    "待定",
    "N/A",
    "-",
    "是否",
    "不是",
    "基本属实",
    "部分属实",
    "不改为",
    "1",
    "0",
    "TRUE",
    "维持，撤销",
    "建议撤销",
    "暂不撤销",
)


@mutation("words that decide nothing", Grade.ANY, 0, 3)
def unclear(case: Case) -> str | None:
    found = _decided(case)
    if not found:
        return None
    sheet, rows = found
    value: Value = case.chance.choice(
        (*UNCLEAR, *UNCLEAR, Raw("1"), Raw("0"), Raw("2.5"), True, False, Error("#N/A"), date(2013, 10, 9))
    )
    for row in rows:
        write(sheet, row, decision(sheet), value, UNSURE)
    return f"{sheet.name}: {_shown(value)} where a decision belongs"


@mutation("decision of another sheet", Grade.ANY, 0)
def wrong_sheet_word(case: Case) -> str | None:
    found = _decided(case)
    if not found:
        return None
    sheet, rows = found
    other = {
        "检查发现": ("属实", "不属实"),
        "申诉": ("属实", "不属实"),
        "无法检测": ("维持", "撤销"),
        "实地检查": ("维持", "合格"),
    }
    word = case.chance.choice(other[sheet.role])
    write(sheet, rows[0], decision(sheet), word, UNSURE)
    return f"{sheet.name}: {word} where it is not offered"


@mutation("decisions cleared", Grade.ANY, 0)
def cleared(case: Case) -> str | None:
    found = _decided(case)
    if not found:
        return None
    sheet, rows = found
    for row in rows:
        write(sheet, row, decision(sheet), None)
    return f"{sheet.name}: the decision cleared, the rest of the row left"


@mutation("a decision in a formula", Grade.ANY, 0)
def decision_formula(case: Case) -> str | None:
    found = _decided(case)
    if not found:
        return None
    sheet, rows = found
    word = said(rows[0], sheet, decision(sheet))
    kept = case.chance.random() < 0.5
    write(sheet, rows[0], decision(sheet), word if kept else None, (word,) if kept else UNSURE, formula=f'"{word}"')
    return f"{sheet.name}: the decision is a formula, its result {'kept' if kept else 'not kept'}"


# --- Points


def _shown(value: Value) -> str:
    return value.digits if isinstance(value, Raw) else value.code if isinstance(value, Error) else repr(value)


@mutation("points as text", Grade.PLAIN, 0, 2)
def text_points(case: Case) -> str | None:
    return _points(
        case,
        (
            ("as text", str),
            ("in full-width digits", lambda text: text.translate(WIDE)),
            ("with a space", lambda text: f"{text} "),
        ),
    )


@mutation("points with other signs", Grade.READABLE, 0)
def signed_points(case: Case) -> str | None:
    ways: tuple[tuple[str, Callable[[str], str]], ...] = (
        ("with 分", "{}分".format),
        ("with a plus", "+{}".format),
        ("with zeros", lambda text: f"0{text}" + ("00" if "." in text else ".000")),
        ("with a no-break space", "{}\u00a0".format),
        ("with an apostrophe", "'{}".format),
        ("with a full stop", "{}。".format),
    )
    return _points(case, ways)


def _points(case: Case, ways: Sequence[tuple[str, Callable[[str], str]]]) -> str | None:
    sheet = case.some()
    if sheet.at(amount(sheet)) is None or not (
        rows := [row for row in case.spoken(sheet, amount(sheet)) if points(_cell(sheet, row)) is not None]
    ):
        return None
    name, way = case.chance.choice(ways)
    for row in rows if case.chance.random() < 0.4 else [case.chance.choice(rows)]:
        number = points(_cell(sheet, row))
        write(sheet, row, amount(sheet), way(said(row, sheet, amount(sheet))), (number,))
    return f"{sheet.name}: points {name}"


def _cell(sheet: Sheet, row: Row) -> Cell:
    return row.cells[sheet.at(amount(sheet)) or 0]


@mutation("points that are none", Grade.ANY, 0, 4)
def bad_points(case: Case) -> str | None:
    sheet = case.some()
    if sheet.at(amount(sheet)) is None or not (
        rows := [row for row in case.spoken(sheet, amount(sheet)) if points(_cell(sheet, row)) is not None]
    ):
        return None
    row = case.chance.choice(rows)
    before = points(_cell(sheet, row)) or Decimal(0)
    name, value, means, style = case.chance.choice(_bad(before, case))
    write(sheet, row, amount(sheet), value, means, style=style)
    return f"{sheet.name}: points {name}: {_shown(value)}"


def _bad(before: Decimal, case: Case) -> list[tuple[str, Value, Means, str]]:
    text = str(before)
    comma = text.replace(".", ",") if "." in text else f"{text},5"
    return [
        ("with a comma", comma, UNSURE, ""),
        ("negative", Raw(str(-before - 1)), UNSURE, ""),
        ("negative as text", f"-{before + 1}", UNSURE, ""),
        ("negative by a long dash", f"−{before + 1}", UNSURE, ""),
        ("too large", Raw(str(before + 1000)), UNSURE, ""),
        ("a little too large", Raw("20.0001"), UNSURE, ""),
        ("a percent", Raw("0.04"), UNSURE, "percent"),
        ("a whole percent", Raw("1"), UNSURE, "percent"),
        ("a percent as text", f"{before}%", UNSURE, ""),
        ("a date", date(2013, 1, 5), UNSURE, "date"),
        ("a month", date(2013, 2, 1), UNSURE, "month"),
        ("a boolean", True, UNSURE, ""),
        ("no boolean", False, UNSURE, ""),
        ("an error", Error(case.chance.choice(("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?"))), UNSURE, ""),
        ("an error as text", "#REF!", UNSURE, ""),
        ("huge", Raw("1E+3"), UNSURE, ""),
        ("huge as text", "1e3", UNSURE, ""),
        (
            "no number",
            case.chance.choice(
                (
                    "nan",
                    "inf",
                    "NaN",
                    "-inf",
                    "半",
                    "约2",
                    "2~3",
                    "1/2",
                    "2-3",
                    "O.5",
                    "l",
                    "0x1",
                    "1 000",
                    "1.2.3",
                    "1_0",
                    "²",
                    "①",
                )
            ),
            UNSURE,
            "",
        ),
        ("in Chinese", "二", (Decimal(2),), ""),
        ("of two numbers", f"{before} 或 {before}", UNSURE, ""),
        ("cleared", None, None, ""),
        ("blank", "  ", None, ""),
    ]


@mutation("points with many digits", Grade.READABLE, 0)
def precise(case: Case) -> str | None:
    sheet = case.some()
    if sheet.at(amount(sheet)) is None or not (rows := case.spoken(sheet, amount(sheet))):
        return None
    row = case.chance.choice(rows)
    digits = case.chance.choice(
        ("0.30000000000000004", "0.1999999999999999", "0.123456789012345", "0.25000000000000000000000001")
    )
    value: Value = Raw(digits) if case.chance.random() < 0.5 else digits
    write(sheet, row, amount(sheet), value, (Decimal(digits),))
    return f"{sheet.name}: points {digits} as a {'number' if isinstance(value, Raw) else 'text'}"


@mutation("points in a formula", Grade.ANY, 0)
def points_formula(case: Case) -> str | None:
    sheet = case.some()
    if sheet.at(amount(sheet)) is None or not (
        rows := [row for row in case.spoken(sheet, amount(sheet)) if points(_cell(sheet, row)) is not None]
    ):
        return None
    row = case.chance.choice(rows)
    number = points(_cell(sheet, row)) or Decimal(0)
    kept = case.chance.random() < 0.6
    write(sheet, row, amount(sheet), Raw(str(number)) if kept else None, (number,), formula=f"{number}+0")
    return f"{sheet.name}: points by a formula, its result {'kept' if kept else 'not kept'}"


@mutation("points without 改为", Grade.ANY, 0)
def stray_points(case: Case) -> str | None:
    found = _decided(case)
    if not found or found[0].at(amount(found[0])) is None:
        return None
    sheet, rows = found
    row = next(
        (row for row in rows if said(row, sheet, decision(sheet)) in ("维持", "撤销", "属实", "不属实", UNSEEN)), None
    )
    if row is None:
        return None
    write(sheet, row, amount(sheet), Raw("0.2"))
    return f"{sheet.name}: {said(row, sheet, decision(sheet))}, and points beside it"


@mutation("an answer with other points", Grade.ANY, 0)
def other_points(case: Case) -> str | None:
    sheet = next((sheet for sheet in case.sheets() if sheet.role == "实地检查"), None)
    if sheet is None or sheet.at("得分") is None or not (rows := case.spoken(sheet, "结果")):
        return None
    row = case.chance.choice(rows)
    write(sheet, row, "得分", Raw(case.chance.choice(("1", "3.5", "2"))))
    return f"{sheet.name}: {said(row, sheet, '结果')}, with other points than it is worth"


# --- Dates, names, reasons


@mutation("dates as text", Grade.PLAIN, 0, 2)
def text_dates(case: Case) -> str | None:
    ways = (
        "{0}-{1}-{2}",
        "{0}/{1:02}/{2:02}",
        "{0}.{1}.{2}",
        "{0}年{1}月{2}日",
        "{0}年{1:02}月{2:02}日",
        "{0}-{1:02}-{2:02} ",
    )
    return _dates(case, [(way.format, None) for way in ways], wide=False)


@mutation("dates written otherwise", Grade.READABLE, 0)
def other_dates(case: Case) -> str | None:
    ways = (
        "{0}－{1}－{2}",
        "{3:02}-{1}-{2}",
        "{3:02}.{1}.{2}",
        "{1}月{2}日",
        "{0}{1:02}{2:02}",
        "{0}-{1:02}-{2:02} 09:30",
        "{0}年{1}月{2}号",
        "{0} {1} {2}",
    )
    return _dates(case, [(way.format, None) for way in ways], wide=case.chance.random() < 0.2)


Way = tuple[Callable[..., str], object]


def _dates(case: Case, ways: Sequence[Way], *, wide: bool) -> str | None:
    found = _target(case, "日期", "姓名")
    if not found:
        return None
    sheet, rows = found
    way = case.chance.choice(ways)[0]
    text = ""
    for row in rows:
        on = day(row.cells[sheet.at("日期") or 0])
        if on:
            text = way(on.year, on.month, on.day, on.year % 100)
            write(sheet, row, "日期", text.translate(WIDE) if wide else text, (on,))
    return f"{sheet.name}: a date written {text}" if text else None


@mutation("numbers for dates", Grade.READABLE, 0)
def serial(case: Case) -> str | None:
    found = _target(case, "日期", "姓名")
    if not found or (on := day(found[1][0].cells[found[0].at("日期") or 0])) is None:
        return None
    sheet, rows = found
    number = (on - EPOCH).days
    way = case.chance.choice(("general", "fraction", "digits"))
    value = {"general": str(number), "fraction": f"{number}.395833333", "digits": f"{on:%Y%m%d}"}[way]
    write(sheet, rows[0], "日期", Raw(value), (on,), style="date" if way == "fraction" else "general")
    return f"{sheet.name}: the number {value} for a date"


@mutation("dates that can't be", Grade.ANY, 0, 2)
def bad_dates(case: Case) -> str | None:
    found = _target(case, "日期", "姓名")
    if not found:
        return None
    sheet, rows = found
    value: Value = case.chance.choice(
        (
            *(date(1913, 10, 8), date(2031, 1, 1), date(2013, 12, 31), date(1904, 1, 1), date(2012, 10, 8)),
            *(
                "8/10/2013",
                "10/8",
                "2013-13-40",
                "2013-02-30",
                "昨天",
                "同上",
                "〃",
                "2013年",
                "10月",
                "2013-10",
                "0",
                "13",
                "2013-10-8至10-9",
            ),
            *(Raw("0"), Raw("-5"), Raw("99999999"), Raw("8.1"), True, Error("#VALUE!"), None),
        )
    )
    write(sheet, rows[0], "日期", value, None if value is None else UNSURE)
    return f"{sheet.name}: a date that is none: {_shown(value)}"


@mutation("date by TODAY()", Grade.ANY, 0, 0.5)
def today(case: Case) -> str | None:
    found = _target(case, "日期", "姓名")
    if not found:
        return None
    sheet, rows = found
    write(sheet, rows[0], "日期", Raw(str((date(2014, 3, 1) - EPOCH).days)), UNSURE, style="date", formula="TODAY()")
    return f"{sheet.name}: =TODAY() for a date"


@mutation("names missing", Grade.ANY, 0)
def nameless(case: Case) -> str | None:
    found = _decided(case)
    if not found or found[0].at("姓名") is None:
        return None
    sheet, rows = found
    value: Value = case.chance.choice((None, "", "  ", "\u3000", "同上", "〃", Raw("0"), Error("#N/A"), "-"))
    for row in rows:
        write(
            sheet,
            row,
            "姓名",
            value,
            None if value is None or (isinstance(value, str) and not value.strip()) else UNSURE,
        )
    return f"{sheet.name}: {_shown(value)} for a name"


@mutation("names with spaces", Grade.READABLE, 0)
def spaced_name(case: Case) -> str | None:
    found = _target(case, "姓名", "日期")
    if not found:
        return None
    sheet, rows = found
    for row in rows:
        name = said(row, sheet, "姓名")
        write(sheet, row, "姓名", case.chance.choice((f" {name}", "\u3000".join(name), f"{name}\n")), (name,))
    return f"{sheet.name}: spaces in a name"


@mutation("names filled down", Grade.READABLE, 0)
def names_down(case: Case) -> str:
    sheet = case.some()
    for row in sheet.lines:
        if sheet.at("姓名") is not None and not said(row, sheet, "姓名"):
            write(sheet, row, "姓名", PEOPLE[0])
    return f"{sheet.name}: a name on every row, decided or not"


@mutation("reasons missing", Grade.ANY, 0)
def no_reason(case: Case) -> str | None:
    found = _target(case, "理由", "姓名")
    if not found:
        return None
    sheet, rows = found
    value: Value = case.chance.choice((None, "", "   ", Error("#REF!")))
    for row in rows:
        write(sheet, row, "理由", value, UNSURE if isinstance(value, Error) else None)
    return f"{sheet.name}: {_shown(value)} for a reason"


@mutation("long or strange reasons", Grade.READABLE, 0)
def strange_reason(case: Case) -> str | None:
    found = _target(case, "理由", "姓名")
    if not found:
        return None
    sheet, rows = found
    text = case.chance.choice(
        (
            "=1+1",
            '=HYPERLINK("http://x.example")',
            "第一行\n第二行",
            "核" * 5000,
            "[bold]已改[/bold] {0} %s",
            "&lt;b&gt;",
            "🙂已改",
            "-1",
            "'已改",
            "../../etc",
        )
    )
    write(sheet, rows[0], "理由", text, (text,))
    return f"{sheet.name}: the reason {text[:20]!r}"


@mutation("a remark without a mark", Grade.ANY, 0, 0.5)
def remark(case: Case) -> str | None:
    sheet = case.some()
    column = "情况" if sheet.role == "实地检查" else "理由"
    silent = [row for row in sheet.lines if all(not said(row, sheet, role) for role in inputs(sheet.role))]
    if sheet.at(column) is None or not silent:
        return None
    write(sheet, case.chance.choice(silent), column, "需要再看")
    return f"{sheet.name}: a remark on a row in which nothing is decided"


@mutation("inputs emptied", Grade.READABLE, 0, 0.5)
def emptied(case: Case) -> str:
    sheet = case.some()
    at = [at for at, column in enumerate(sheet.columns) if column.role in inputs(sheet.role)]
    for row in sheet.lines:
        for x in at:
            if not row.cells[x].formula:
                row.cells[x] = Cell(None, row.cells[x].style)
    sheet.changed = True
    return f"{sheet.name}: all that was filled in cleared again"
