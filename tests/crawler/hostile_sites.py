"""Whole sites without end or without truth, for faults 52–59: calendars, sessions, folders in folders, filters, sitemaps."""

import gzip
import secrets
from functools import cache
from urllib.parse import parse_qsl, urlencode

from tests.crawler.hostile import MISSING, redirect, reply, served
from tests.crawler.hostile_answers import gzipped
from tests.crawler.little_site import page

ARTICLES = {
    f"/xw/{n}.html": reply(body=page(title=f"第{n * 37}号通知：关于工作的安排") + f"文{chr(0x4E00 + n)}")
    for n in range(8)
}
TO_ARTICLES = tuple((path, f"通知{path}") for path in ARTICLES)


def text(body):
    """A page with a sentence."""
    return reply(body=f"<html><title>市财政局</title><body>{body}</body></html>")


async def calendar(call):
    """A month of a calendar without entries; the neighbours are linked."""
    if not call.path.startswith("/cal.jsp"):
        return MISSING
    query = dict(parse_qsl(call.path.partition("?")[2]))
    month = int(query.get("y", 2013)) * 12 + int(query.get("m", 7))
    links = "".join(f'<a href="/cal.jsp?y={n // 12}&m={n % 12}">{n}</a>' for n in (month - 1, month + 1, month + 12))
    return text(f"<h1>办事日历</h1><p>{month // 12}年{month % 12}月 本月没有安排，请查看其他月份。{links}")


async def calendar_in_folders(call):
    """The same with the month in the path."""
    if not call.path.startswith("/rl/"):
        return MISSING
    *_, year, month = call.path.removesuffix(".html").split("/")
    now = int(year) * 12 + int(month)
    links = "".join(f'<a href="/rl/{n // 12}/{n % 12}.html">{n}</a>' for n in (now - 1, now + 1, now + 12))
    return text(f"<h1>办事日历</h1><p>{year}年{month}月 本月没有安排，请查看其他月份。{links}")


async def with_sessions(call):
    """Five pages whose links all carry the session of this visit, in the path or in the query."""
    name = call.path.strip("/").partition(";")[0].partition("?")[0]
    if name not in ("", *"abcd"):
        return MISSING
    session = secrets.token_hex(16).upper()
    path = "".join(f'<a href="/{each};jsessionid={session}">{each}</a>' for each in "ab")
    query = "".join(
        f'<a href="/{each}?PHPSESSID={session}">{each}</a><a href="/{each}?sid={session}">{each}</a>' for each in "cd"
    )
    return text(f"<p>这是第“{name}”页的内容，欢迎访问市财政局的网站，请点击下面的链接。{path}{query}")


async def folders(call):
    """A relative link with a missing slash: every folder seems to hold itself."""
    if not call.path.startswith("/f/"):
        return MISSING
    return text(
        f'<p>目录 {len(call.path)}，欢迎访问市财政局的网站，请点击下面的链接。<a href="a/">下级</a><a href="b/">下级</a>'
    )


async def deeper(call):
    """Every page leads to one more, with other words."""
    if not call.path.startswith("/d/"):
        return MISSING
    name = secrets.token_hex(6)
    other = "".join(chr(0x4E00 + byte * 7) for byte in secrets.token_bytes(60))
    return text(f'<p>{other}<a href="/d/{name}.html">详细</a>')


async def longer(call):
    """An address that grows at each step."""
    if not call.path.startswith("/l?"):
        return MISSING
    return text(f'<p>目录，欢迎访问市财政局的网站，请点击下面的链接。<a href="{call.path}{"x" * 300}">下级</a>')


FILTERS = ("color", "size", "year", "sort", "area", "kind")


async def filters(call):
    """A list that can be filtered in six ways of five values each: 15,625 addresses for eight articles."""
    if not call.path.startswith("/list.jsp"):
        return MISSING
    chosen = dict(parse_qsl(call.path.partition("?")[2]))
    narrower = [{**chosen, name: value} for name in FILTERS for value in "甲乙丙丁戊"]
    links = "".join(f'<a href="/list.jsp?{urlencode(dict(sorted(each.items())))}">筛选</a>' for each in narrower)
    found = "".join(f'<a href="{path}">{label}</a>' for path, label in TO_ARTICLES)
    return text(f"<p>已选择 {' '.join(chosen.values())}{links}{found}")


def sitemap(*addresses, index=False):
    """A sitemap, or an index of sitemaps."""
    outer, inner = ("sitemapindex", "sitemap") if index else ("urlset", "url")
    found = "".join(f"<{inner}><loc>{address}</loc></{inner}>" for address in addresses)
    return f'<?xml version="1.0" encoding="UTF-8"?><{outer} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{found}</{outer}>'


def mapped(path, *behaviours):
    """A site whose robots.txt and home name a sitemap."""
    return {
        "/robots.txt": served(f"User-agent: *\nDisallow:\nSitemap: http://@self@{path}\n"),
        "/": reply(body=page((path, "网站地图"), *TO_ARTICLES)),
        **ARTICLES,
        **dict(behaviours),
    }


def xml(make):
    """A reply of XML, made when it is first asked for; @self@ is the site's own origin."""

    async def behave(call):
        return reply(body=call.address(make()), kind="text/xml")

    return behave


async def packed(call):
    """A packed sitemap of 200,000 addresses."""
    return reply(body=gzip.compress(call.address(many()).encode(), 1), kind="application/gzip")


@cache
def many():
    """A sitemap of 200,000 addresses."""
    return sitemap(*(f"http://@self@/n/{n}.html" for n in range(200_000)))


async def anything(call):
    if not call.path.startswith("/n/"):
        return MISSING
    return text(f"<p>第 {call.path} 号通知，欢迎访问市财政局的网站，请点击下面的链接。")


ENDLESS = {
    "f52-calendar": {"/": reply(body=page(("/cal.jsp", "日历"), *TO_ARTICLES)), **ARTICLES, "*": calendar},
    "f52-calendar-in-folders": {
        "/": reply(body=page(("/rl/2013/7.html", "日历"), *TO_ARTICLES)),
        **ARTICLES,
        "*": calendar_in_folders,
    },
    "f54-folders-in-folders": {"/": reply(body=page(("/f/", "目录"), *TO_ARTICLES)), **ARTICLES, "*": folders},
    "f54-ever-deeper": {"/": reply(body=page(("/d/0.html", "目录"), *TO_ARTICLES)), **ARTICLES, "*": deeper},
    "f54-ever-longer": {"/": reply(body=page(("/l?x=", "目录"), *TO_ARTICLES)), **ARTICLES, "*": longer},
    "f55-filters": {"/": reply(body=page(("/list.jsp", "查询"))), **ARTICLES, "/list.jsp": filters, "*": filters},
}
OTHERS = ("http://@self@/sitemap.xml", "http://@self@/other.xml")
BOMB = reply(body=gzipped(200_000_000), kind="application/gzip")
MAPS = {
    "f56-sitemap-of-200000": mapped("/sitemap.xml", ("/sitemap.xml", xml(many)), ("*", anything)),
    "f56-sitemap-of-200000-packed": mapped("/sitemap.xml.gz", ("/sitemap.xml.gz", packed), ("*", anything)),
    "f56-sitemap-loop": mapped(
        "/sitemap.xml",
        ("/sitemap.xml", xml(lambda: sitemap(*OTHERS, index=True))),
        ("/other.xml", xml(lambda: sitemap(OTHERS[0], "http://@self@/xw/0.html", index=True))),
    ),
    "f56-sitemap-bomb": mapped("/sitemap.xml.gz", ("/sitemap.xml.gz", BOMB)),
}

GAMBLING = "澳门威尼斯人官网,真人百家乐,时时彩投注平台,新葡京娱乐城开户送彩金,皇冠体育在线下注，注册即送88元，信誉第一"
PARKED = {
    "f59-gambling": f"<html><title>澳门新葡京娱乐场_真人百家乐_开户送彩金</title><body><h1>{GAMBLING}</h1><p>{GAMBLING * 3}"
    + "".join(
        f'<a href="/app/{n}.html">{name}</a>' for n, name in enumerate(("真人视讯", "体育投注", "电子游艺", "优惠活动"))
    ),
    "f59-gambling-in-the-title": "<html><title>亚洲最大博彩公司_bet365体育投注_官方网站</title>"
    "<body><script src=/j.js></script><a href=/a.html>首页</a><p>百家乐 轮盘 老虎机 六合彩 在线投注 提款秒到账",
    "f59-for-sale": "<html><title>domain for sale</title><body><h1>This domain is for sale!</h1><p>The domain name "
    "may be for sale. Buy this domain. Related searches: credit cards, hotels, cheap flights.<a href=/buy>Inquire</a>",
    "f59-for-sale-in-chinese": "<html><title>域名出售</title><body><h1>您正在访问的域名可以转让！</h1>"
    "<p>本域名正在出售，有意者请联系域名所有者。This domain is for sale. <a href=/buy>立即购买该域名</a>",
    "f59-expired": "<html><title>域名已过期</title><body><p>您访问的域名已到期，请域名所有者尽快续费。域名注册商："
    "某某互联 <a href=/renew>立即续费</a> 该域名已被停放 Domain parking",
}
HONEST = {
    "f59-honest-police": page(*TO_ARTICLES, title="市公安局")
    + "<p>我市公安机关严厉打击跨境网络赌博犯罪，捣毁以百家乐、六合彩为名的赌博平台三个，提醒市民远离网络赌博。"
    + "<p>市公安局政务公开：机构职能、工作动态、办事指南、通知公告、财政预决算、行政执法、信息公开年度报告。" * 3,
    "f59-honest-lottery": page(*TO_ARTICLES, title="市体育彩票管理中心")
    + "<p>市体育彩票管理中心公布上半年体育彩票销售和公益金使用情况，体彩站点征召公告，请广大市民理性投注。" * 3,
    "f59-honest-auction": page(*TO_ARTICLES, title="市财政局")
    + "<p>公车拍卖公告：公务用车出售、转让，有意者请联系。" * 3,
}


def moved(status, where="http://@new@/"):
    """A site all of whose addresses lead to another."""
    return {"/": redirect(where, status), "*": redirect(where, status)}


MOVES = {
    "f58-moved-301": (moved(301), "moved"),
    "f58-moved-308": (moved(308), "moved"),
    "f58-moved-to-a-name": (moved(301, "http://www.new.example/"), "moved"),
    "f58-moved-in-two-steps": ({"/": redirect("/old/", 301), "/old/": redirect("http://@new@/", 301)}, "moved"),
    "f44-for-a-while-302": (moved(302), "offsite"),
    "f44-for-a-while-307": (moved(307), "offsite"),
    "f44-by-meta-refresh": (
        {"/": served('<html><meta http-equiv="refresh" content="0;url=http://@new@/"></html>')},
        "empty_page offsite moved needs_js",
    ),
}
