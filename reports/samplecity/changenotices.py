"""Notices that an approval was cancelled, devolved, adjusted or added."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import escape

from reports.samplecity.content import Article
from reports.samplecity.documents import html_table
from reports.samplecity.register import ADDED, ADJUSTED, CANCELLED, DEVOLVED, Change
from reports.samplecity.shelf import Shelf
from reports.samplecity.standing import Standing

TITLES = {
    CANCELLED: (
        "{org}关于取消“{item}”行政审批项目的公告",
        "关于取消{item}行政许可事项的通知",
        "{org}取消行政审批项目公告",
    ),
    DEVOLVED: (
        "{org}关于下放“{item}”行政审批项目的公告",
        "关于下放{item}行政许可事项的通知",
        "{org}下放行政审批项目公告",
    ),
    ADJUSTED: (
        "{org}关于调整“{item}”行政审批项目的公告",
        "关于调整{item}行政许可事项的通知",
        "{org}调整行政审批项目公告",
    ),
    ADDED: ("{org}关于新增“{item}”行政许可事项的公告", "关于新增{item}行政许可事项的通知", "{org}新增行政审批项目公告"),
}
SAID = {
    CANCELLED: "取消“{item}”行政审批项目，自{day}起不再受理和审批",
    DEVOLVED: "将“{item}”行政审批项目下放至各县（区）主管部门实施，自{day}起我局不再受理",
    ADJUSTED: "调整“{item}”行政审批项目，承诺办结时限由{before}个工作日改为{after}个工作日",
    ADDED: "新增“{item}”行政许可事项，由我局实施，自{day}起受理",
}
RESULTS = {CANCELLED: "取消", DEVOLVED: "下放至县（区）", ADJUSTED: "调整", ADDED: "新增"}


def change_notices(shelf: Shelf, standing: Standing, last: date) -> Iterator[Article]:
    """A notice of each change that the place has told of up to a last day."""
    for change, day in standing.notices:
        if day <= last:
            yield _notice(shelf, change, day)


def _notice(shelf: Shelf, change: Change, day: date) -> Article:
    chance = shelf.chance("notice of change", change.serial)
    title = chance.choice(TITLES[change.kind]).format(org=shelf.org, item=change.item.name)
    decided = f"{change.decided.year}年{change.decided.month}月{change.decided.day}日"
    before = change.before.promised if change.before else 0
    said = SAID[change.kind].format(item=change.item.name, day=decided, before=before, after=change.item.promised)
    lines = [f"根据行政审批制度改革的要求，经市人民政府同意，{decided}决定{said}，现予公布。"]
    if chance.random() < 0.5:
        head = ("序号", "项目名称", "实施部门", "设定依据", "处理决定")
        row = ("1", change.item.name, shelf.org, change.item.basis, RESULTS[change.kind])
        lines[0] = f"根据行政审批制度改革的要求，经市人民政府同意，{decided}决定对下列行政审批项目作出处理，现予公布。"
        table = html_table((head, row))
        lines += [said + "。"] if change.kind == ADJUSTED else []
    else:
        table = ""
    signed = f'<p align="right">{shelf.org}</p><p align="right">{decided}</p>'
    body = "".join(f"<p>{escape(line)}</p>" for line in lines) + table + signed
    made = shelf.article(title, body, day)
    return replace(
        made, written=change.decided, document_number=f"安审改发〔{change.decided.year}〕{3 + change.serial * 7}号"
    )
