"""The guide to a body's disclosure, and how to apply for what is not shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from reports.samplecity.content import Article, Attachment
from reports.samplecity.desk import Desk, Said, Turns
from reports.samplecity.dice import number
from reports.samplecity.documents import FORMATS, Paper, Rows, html
from reports.samplecity.institutions.contacts import contacts
from reports.samplecity.people import telephone

GUIDE, APPLICATION = "disclosure-guide", "disclosure-application"
TURNS = (
    Turns(GUIDE, ("", "no-element", "", "", "differs", "", "", "missing", "", "")),
    Turns(APPLICATION, ("", "", "", "no-form", "", "", "missing", "", "", "")),
)
COLUMNS = (("政府信息公开指南", "公开指南", "信息公开指南"), ("依申请公开", "申请公开"))
REVISED = date(2019, 5, 20)  # the revised regulations hold
FORM = Paper(
    "政府信息公开申请表",
    (
        (
            ("申请人信息", "姓名（公民）", ""), ("", "证件号码", ""), ("", "通信地址", ""), ("", "联系电话", ""), ("", "电子邮箱", ""),
            ("", "名称（法人或其他组织）", ""), ("所需信息", "名称、文号或者其他特征性描述", ""), ("", "所需信息的用途", ""),
            ("", "信息的指定提供方式", ""), ("", "获取信息的方式", ""),
        ),
    ),
)  # fmt: skip


def papers(desk: Desk) -> Iterator[Article]:
    """The guide, and the way to apply."""
    wrong = fault(desk)
    if wrong != "missing":
        yield _guide(desk, wrong)
    wrong = desk.fault(TURNS[1])
    if wrong != "missing":
        yield _application(desk, wrong)


def fault(desk: Desk) -> str:
    """What is wrong with the guide; it can differ only from an application's page that is there."""
    wrong = desk.fault(TURNS[0])
    return "" if wrong == "differs" and desk.fault(TURNS[1]) == "missing" else wrong


def _days(desk: Desk) -> int:
    return 20 if desk.period.last >= REVISED else 15


def _made(desk: Desk, what: str) -> date:
    """The day on which it was written, or written anew after the regulations were revised."""
    days = timedelta(days=number(desk.seed, desk.body.id, what) % 20)
    return (REVISED if desk.period.last > REVISED + timedelta(days=25) else date(2012, 1, 6)) + days


def _guide(desk: Desk, wrong: str) -> Article:
    known = contacts(desk.seed, desk.body.id, desk.body.name, desk.city)
    said = {
        "受理机构": known.office,
        "办公地址": known.where,
        "办公时间": known.hours,
        "联系电话": telephone(desk.seed, desk.body.id, "another") if wrong == "differs" else known.telephone,
        "传真": known.fax,
        "邮政编码": known.postcode,
        "电子邮箱": "XXXX@XXX" if wrong == "placeholder" else known.mail,
    }
    if wrong == "no-element":
        del said["办公时间"]
    shelf, rows = desk.shelf(COLUMNS[0]), tuple(said.items())
    listed: tuple[str | Rows, ...] = (
        (rows,) if number(desk.seed, desk.body.id) % 2 else tuple(f"{k}：{v}" for k, v in rows)
    )
    lines = (
        f"为方便公民、法人和其他组织获得{shelf.org}的政府信息，编制本指南。",
        "一、主动公开的信息。本单位主动公开机构职能、政策文件、规划计划、行政审批、财政预决算、人事信息等，公开形式为本单位网站和市政府网站。",
        "二、依申请公开的信息。",
        "（一）受理机构",
        *listed,
        f"（二）申请方式。申请人可以当面提交、邮寄或者通过电子邮件提出申请，填写《政府信息公开申请表》。本单位登记后在{_days(desk)}个工作日内答复。",
        f"三、监督和救济。公民、法人和其他组织认为本单位不依法履行公开义务的，可以向监察机关举报，监督投诉电话：{known.complaints}；"
        "也可以依法申请行政复议或者提起行政诉讼。",
    )
    title = f"{shelf.org if shelf.named else ''}政府信息公开指南"
    return shelf.article(title, html(Paper("", lines)), _made(desk, "guide"))


def _application(desk: Desk, wrong: str) -> Article:
    known, shelf = contacts(desk.seed, desk.body.id, desk.body.name, desk.city), desk.shelf(COLUMNS[1])
    how = ("docx", "docx", "pdf")[number(desk.seed, desk.body.id, "form") % 3]
    suffix, media_type, made = FORMATS[how]
    file = Attachment(
        f"P{number(desk.body.id, shelf.place):010}{suffix}", f"政府信息公开申请表{suffix}", media_type, made(FORM)
    )
    lines = (
        f"公民、法人或者其他组织可以向{shelf.org}申请获取本单位制作或者保存的政府信息。",
        f"一、受理机构：{known.office}",
        f"办公地址：{known.where}　邮政编码：{known.postcode}",
        f"办公时间：{known.hours}",
        f"联系电话：{known.telephone}　传真：{known.fax}　电子邮箱：{known.mail}",
        "二、申请方式：当面提交、信函、传真、电子邮件。申请人应当填写申请表，提供身份证明，写明所需信息的名称、文号或者其他特征。",
        f"三、办理流程：受理机构登记、审查，自收到申请之日起{_days(desk)}个工作日内答复；不能按期答复的，经批准可以延长{_days(desk)}个工作日。",
        "四、收费标准：按照国家有关规定执行。",
    )
    files = () if wrong == "no-form" else (file,)
    title = f"{shelf.org if shelf.named else ''}依申请公开说明"
    return shelf.article(title, html(Paper("", lines)), _made(desk, "application"), files)


def wrongs(desk: Desk, turns: Turns) -> Iterator[Said]:
    """What a perfect checker would find in a month."""
    wrong = fault(desk) if turns.rule == GUIDE else desk.fault(turns)
    subjects = {"no-element": "办公时间", "differs": "联系电话", "placeholder": "电子邮箱"}
    if wrong:
        yield "cantTell" if wrong == "no-form" else "failed", wrong, subjects.get(wrong, "")
