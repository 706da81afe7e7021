"""The catalogue of services of enterprises that serve the public: water and buses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from reports.samplecity.content import Article
from reports.samplecity.desk import Desk, Said, Turns, form, posted
from reports.samplecity.dice import number
from reports.samplecity.documents import Paper, Rows, html
from reports.samplecity.institutions.contacts import contacts

RULE = "service-catalogue"
TURNS = (Turns(RULE, ("", "", "", "broken", "", "", "missing", "")),)
COLUMNS = (("办事公开目录", "办事公开"),)
MATTERS = {
    "water": (
        ("用水报装", "《城市供水条例》", "5个工作日", "申请—受理—勘察—施工—通水", "按安装工程造价"),
        ("水费查询和缴纳", "《城市供水价格管理办法》", "即时办理", "查询—缴费—开具发票", "居民生活用水每立方米2.4元"),
        ("水表过户", "《城市供水条例》", "1个工作日", "申请—审核—办结", "免费"),
    ),
    "bus": (
        ("办理公交卡", "《城市公共汽车和电车客运管理规定》", "即时办理", "申请—受理—制卡", "工本费15元"),
        ("老年人免费乘车证", "《老年人优待规定》", "3个工作日", "申请—审核—领取", "免费"),
        ("失物查询", "《公交服务规范》", "24小时内", "登记—查找—答复", "免费"),
    ),
}
HEAD = ("序号", "服务事项", "办事依据", "办理时限", "办事流程", "收费标准", "办理结果")


def papers(desk: Desk) -> Iterator[Article]:
    """What the enterprise is, and the catalogue of its services."""
    wrong, shelf, day = (
        desk.fault(TURNS[0]),
        desk.shelf(COLUMNS[0]),
        date(2012, 1, 9) + timedelta(days=number(desk.body.id) % 15),
    )
    if wrong == "missing":
        return
    matters = MATTERS["water" if "水" in desk.body.name else "bus"]
    rows: Rows = (HEAD, *((str(n), *matter, "现场告知") for n, matter in enumerate(matters, 1)))
    title = f"{desk.body.name}办事公开目录"
    yield posted(shelf, title, day, ("现将办事公开目录公布如下。", rows), form(desk, RULE), lost=wrong == "broken")
    known = contacts(desk.seed, desk.body.id, desk.body.name, desk.city)
    lines = (
        f"单位概况：{desk.body.name}承担全市公共服务，设综合部、营业部、维修部。",
        "岗位职责：营业部受理业务，维修部负责抢修，综合部负责投诉处理。",
        "服务承诺：首问负责，限时办结，文明服务；抢修人员接到报修后2小时内到达现场。",
        f"营业地址：{known.where}　营业时间：{known.hours}",
        f"服务热线：{known.telephone}　监督投诉电话：{known.complaints}",
    )
    yield shelf.article(f"{desk.body.name}服务承诺和监督方式", html(Paper("", lines)), day)


def wrongs(desk: Desk, turns: Turns) -> Iterator[Said]:
    """What a perfect checker would find in a month."""
    if wrong := desk.fault(turns):
        yield "failed", wrong, ""
