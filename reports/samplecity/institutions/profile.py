"""What a body is for, its offices, its leaders, and how it is reached."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from reports.samplecity.charts import organisation_chart
from reports.samplecity.content import Article, Attachment
from reports.samplecity.desk import Desk, Said, Turns
from reports.samplecity.dice import number
from reports.samplecity.documents import Paper, html
from reports.samplecity.institutions.contacts import contacts
from reports.samplecity.people import offices, person, telephone

RULE = "institution-profile"
TURNS = (Turns(RULE, ("", "", "", "missing", "", "", "")),)
COLUMNS = (("机构设置", "机构概况", "机构职能"), ("领导信息", "领导之窗", "领导介绍"))
DUTIES, OFFICES, LEADERS = "主要职责", "内设机构", "领导信息"
POSTS = (("局长", "主持全面工作"), ("副局长", "协助分管业务工作"), ("纪检组长", "负责纪检监察工作"))


def papers(desk: Desk) -> Iterator[Article]:
    """The pages of the column: duties, offices with a picture of them, leaders."""
    shelf, names = desk.shelf(COLUMNS[0]), offices(desk.seed, desk.body.id)
    day = date(2012, 1, 3) + timedelta(days=number(desk.body.id) % 20)
    known = contacts(desk.seed, desk.body.id, desk.body.name, desk.city)
    yield shelf.article(f"{shelf.org}主要职责", html(Paper("", _duties(desk))), day)
    file = f"J{number(*shelf.slot):010}.png"
    picture = Attachment(file, "机构设置图", "image/png", organisation_chart(shelf.org, names), inline=True)
    told = [f"{shelf.org}内设{len(names)}个机构：{'、'.join(names)}。"]
    told += [
        f"{name}：承担{name.removesuffix('科')}有关工作。电话：{telephone(desk.seed, desk.body.id, name)}"
        for name in names
    ]
    told += [f"办公地址：{known.where}", f"办公时间：{known.hours}", f"联系电话：{known.telephone}"]
    text = html(Paper("", tuple(told))) + "<p>{{picture:" + file + "}}</p>"
    yield shelf.article("内设机构设置", text, day, (picture,))
    if desk.fault(TURNS[0]) != "missing":
        for rank, (post, work) in enumerate(POSTS):
            who = person(desk.seed, desk.body.id, rank)
            lines = (
                f"姓名：{who}",
                f"职务：{shelf.org}{post}",
                f"分工：{work}。",
                f"简历：{who}，1968年生，大学学历，历任科员、科长、副局长。",
            )
            yield desk.shelf(COLUMNS[1]).article(f"{post}：{who}", html(Paper("", lines)), day)


def _duties(desk: Desk) -> tuple[str, ...]:
    return (
        "一、贯彻执行国家有关法律法规和方针政策。",
        f"二、承担{desk.body.name}职责范围内的管理和服务工作。",
        "三、承办市委、市政府交办的其他事项。",
    )


def wrongs(desk: Desk, turns: Turns) -> Iterator[Said]:
    """What a perfect checker would find in a month."""
    if wrong := desk.fault(turns):
        yield "failed", wrong, LEADERS
