"""Answers of a lake: canned questions, and a query of one's own that can only read."""

from __future__ import annotations

import csv
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

from crawler.period import Period
from crawler.refusal import Fault, Refusal
from reports.lake.layout import by_period
from reports.lake.opened import MANY, opened
from reports.lake.places import Lake
from reports.lake.questions import QUESTIONS
from reports.lake.shown import Answer, answer_table
from reports.lake.tables import TABLES
from reports.session import Session, Usage

DONE = 0
SELECT = "SELECT"


def ask(session: Session, lake: Lake, name: str) -> int:
    """Prints the answer to one question. Raises Usage for an unknown one, Refusal where there is no lake or no such month."""
    if name not in QUESTIONS:
        raise Usage("没有问题“{name}”，有：{known}", name=name, known=list(QUESTIONS))
    question = QUESTIONS[name]
    with opened(lake, question.tables) as (db, most):
        period = _period(session, lake)
        rows = db.execute(question.sql, question.values(period)).fetchall()
        names = [each[0] for each in db.description]
    if most > MANY:
        session.say("有 {number} 个文件；先运行 gongkai lake --merge 会快得多", number=str(most))
    return _print(session, Answer(names, rows, question, period))


def _period(session: Session, lake: Lake) -> Period:
    """The month of the call, else the newest of the lake."""
    known = sorted(by_period(lake.files("cities")))
    wanted: Period | None = session.options.period
    if wanted is not None and str(wanted) not in known:
        values = {"period": str(wanted), "latest": known[-1] if known else "—"}
        raise Refusal(Fault("数据湖里没有 {period}", "最近的是 {latest}", lake.address(""), None, values))
    if not known:
        raise Refusal(Fault("数据湖是空的", "请先写出：gongkai lake 工作区… --lake 目录", lake.address("")))
    return wanted or Period.parse(known[-1])


def run_sql(session: Session, lake: Lake, source: str) -> int:
    """Runs one query that reads, from a file or from standard input ("-"). Raises Refusal for any other, and for its faults."""
    import duckdb

    text = _query(source)
    with opened(lake, TABLES) as (db, _):
        try:
            statements = db.extract_statements(text)
            if [each.type.name for each in statements] != [SELECT]:
                raise Refusal(Fault("只能是一个查询（SELECT）", "请删去其余的语句；这里什么也不能改写", source))
            rows = db.execute(statements[0]).fetchall()
            names = [each[0] for each in db.description]
        except duckdb.Error as error:
            values = {"error": str(error).split("\n\n", 1)[0]}
            raise Refusal(Fault("查询不成：{error}", "表和列见 gongkai lake --list", source, None, values)) from None
    return _print(session, Answer(names, rows))


def _query(source: str) -> str:
    try:
        return sys.stdin.read() if source == "-" else Path(source).read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal(Fault("不是 UTF-8 编码", "请另存为 UTF-8", source)) from None


def _print(session: Session, answer: Answer) -> int:
    form = session.options.format
    if form == "text":
        session.out.print(answer_table(answer, session.wording, session.options.limit))
    elif form == "csv" and not answer.rows:
        csv.writer(sys.stdout).writerow(answer.names)
    else:
        from reports.results import write

        rows = [
            {name: plain_value(value) for name, value in zip(answer.names, row, strict=True)} for row in answer.rows
        ]
        write(rows[: session.options.limit or None], form, sys.stdout)
    return DONE


def plain_value(value: Any) -> Any:
    """A value as other programs take it: decimals and days as text, lists and maps as they are."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if value is None or isinstance(value, bool | int | str | float):
        return value
    if isinstance(value, dict):
        return {str(key): plain_value(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain_value(each) for each in value]
    return value.hex() if isinstance(value, bytes) else str(value)
