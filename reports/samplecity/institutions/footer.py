"""What stands below every page: who answers for the site, and what each era asks for."""

from __future__ import annotations

from crawler.period import Period
from reports.samplecity.desk import Desk
from reports.samplecity.dice import number
from reports.samplecity.hearing import accounts
from reports.samplecity.institutions.contacts import contacts

CODED, MARKED = (
    2015,
    2017,
)  # from these years on: the site's number and ways to report faults; the sign of public bodies
LABELLED = Period(2017, 6)
JOINT = "<br/>"


def site_code(desk: Desk, name: str) -> str:
    """The number of a site in the state's register."""
    return f"2307{number(desk.seed, desk.body.id, name) % 10**6:06}"


def code(desk: Desk, name: str) -> str:
    """The same from the month on in which every page is to be labelled with it, else ""."""
    return site_code(desk, name) if desk.period >= LABELLED else ""


def words(desk: Desk, name: str) -> str:
    """The foot of every page, as HTML."""
    known, year = contacts(desk.seed, desk.body.id, name, desk.city), desk.period.year
    told = [f"主办单位：{name}", f"地址：{known.where}", f"邮编：{known.postcode}", f"联系电话：{known.telephone}"]
    told.append(f"黑ICP备{number(desk.seed, desk.city) % 10**6 + 9 * 10**6:08}号")
    if year >= CODED:
        number_ = site_code(desk, name)
        told.append(f"网站标识码：{number_}")
        told.append(
            f'<script id="_jiucuo_" sitecode="{number_}" src="http://pucha.kaipuyun.cn/exposure/jiucuo.js"></script>'
        )
    if year >= MARKED:
        code = f"2307020200{number(desk.seed, desk.body.id) % 10**4:04}"
        told.append(f"黑公网安备 {code}号")
        sign = f"http://bszs.conac.cn/sitename?method=show&id={number(desk.body.id):032X}"
        told.append(f'<a href="{sign}" target="_blank">党政机关网站标识</a>')
    if "department" in desk.body.kinds and desk.base.place == "own":
        told += accounts.words(desk)
    return JOINT.join(told)
