"""A workspace: the folder with a city's settings, roster and results."""

from __future__ import annotations

import ipaddress
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import ada_url

from checker.scheme import Scheme, open_scheme
from crawler.hints import read_hints
from crawler.politeness import Hours
from crawler.refusal import Fault, Refusal
from crawler.roster import Department, read_roster
from crawler.scope import Scope, Target
from crawler.settings import CrawlSettings
from reports.holding import holding
from reports.locale.compiled import languages
from rules.rule import catalogue

FILE = "gongkai.toml"
TYPES: Mapping[str, Mapping[str, type | tuple[type, ...]]] = {
    "": {
        "city": str,
        "province": str,
        "scheme": str,
        "language": str,
        "portal": dict,
        "crawl": dict,
        "notice": dict,
        "keep": dict,
        "mail": dict,
        "cluster": dict,
    },
    "portal": {"home": str},
    "crawl": {
        "contact": str,
        "delay": (int, float),
        "max_pages_per_site": int,
        "max_minutes_per_site": int,
        "hours": str,
        "browser": bool,
        "allow_addresses": list,
    },
    "notice": {"office": str, "number": str, "circular": str, "contact": str},
    "keep": {"months": int},
    "mail": {"to": list, "from": str, "by": str, "server": str, "user": str, "security": str},
    "cluster": {"scheduler": str, "store": str},
}
LARGEST = 1_000_000_000  # a larger number is a mistake, and the store could not hold every one
MOST = {"crawl.delay": 3_600}  # with more than an hour between two requests no site is ever read
REQUIRED = (("", "city"), ("", "scheme"), ("portal", "home"), ("crawl", "contact"))
TEMPLATE = """city     = "示例市"
scheme   = "yichun-2013"
language = "zh"                       # 或 "en"

[portal]
home     = "http://www.example.gov.cn/"

[crawl]
contact  = "zwgkb@example.gov.cn"     # 写进 User-Agent，网站管理员可以联系到您
delay    = 3.0                        # 对同一主机两次请求之间至少间隔的秒数
max_pages_per_site   = 3000
max_minutes_per_site = 240
hours    = ""                         # 只在这些时间访问，例如 "20:00-06:00"；留空为全天
browser  = true                       # 需要浏览器才能显示的网页：装有 gongkai[browser] 时用浏览器打开
allow_addresses = []                  # 允许访问的非公网网段，例如 ["10.1.0.0/16"]

# 以下各节可以不写；去掉行首的 # 即生效。

# [notice]                            # 整改通知书和通报（gongkai notice）
# office   = "示例市政务公开办公室"
# number   = "{city}政务公开办整改〔{year}〕{serial}号"
# circular = "{city}政务公开办通报〔{year}〕{serial}号"      # 留空为不编号
# contact  = "电话、邮箱"

# [keep]                              # 证据保存多久（gongkai retention）
# months = 120                        # 该月之后的月数；到期也不会自行删除

# [mail]                              # 每月运行的总结寄给谁（gongkai run）；口令从不写在这里
# to       = ["zwgkb@example.gov.cn"]
# from     = "gongkai@example.gov.cn"
# by       = "sendmail"               # 用本机的 sendmail；或 "smtp"，并写明以下三项
# server   = "smtp.example.gov.cn:587"
# user     = "gongkai"
# security = "starttls"               # 或 "tls"；没有 user 时可用 "none"

# [cluster]                           # 由 Dask 集群访问网站（gongkai crawl、run）；不写就用本机的进程
# scheduler = "tcp://scheduler:8786"
# store    = "/mnt/gongkai"           # 各台机器都能读写的目录，或 "s3://bucket/gongkai"
"""
ROSTER_TEMPLATE = (
    "编号,单位名称,别名,类别,主管单位,网址,门户栏目\r\n"
    "czj,示例市财政局,市财政局;财政局,department;budget-unit;approving,,http://czj.example.gov.cn/,\r\n"
    "hbj,示例市环境保护局,市环保局;环保局,department;budget-unit;ecology,,http://hbj.example.gov.cn/,\r\n"
)


class NoWorkspace(Exception):
    """There is no gongkai.toml here or above (exit code 2)."""


@dataclass(frozen=True)
class Workspace:
    """The settings of a workspace and where things lie in it. Only `var` is ever written.

    `polite` says how far and how fast a crawl may go, `sections` are the tables of gongkai.toml that only one command each asks
    for: notice, keep, mail, cluster; `province` is "" where none is named.
    """

    folder: Path
    city: str
    scheme: str
    language: str
    portal: str
    polite: CrawlSettings
    sections: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    province: str = ""

    @cached_property
    def crawl(self) -> CrawlSettings:
        """How far and how fast a crawl may go, and what the rules hope to read."""
        from rules.topics import promising_words

        return replace(self.polite, words=promising_words())

    @property
    def var(self) -> Path:
        """Everything that the program writes."""
        return self.folder / "var"

    def roster(self) -> tuple[Department, ...]:
        """Who must publish, from departments.csv or departments.xlsx. Raises Refusal."""
        spreadsheet = self.folder / "departments.xlsx"
        plain = self.folder / "departments.csv"
        return read_roster(spreadsheet if spreadsheet.is_file() and not plain.is_file() else plain)

    def open_scheme(self) -> Scheme:
        """The rulebook that the settings name. Raises Refusal."""
        return open_scheme(self.scheme, self.folder / "schemes", catalogue())

    def targets(self, departments: tuple[Department, ...]) -> list[Target]:
        """The sites to visit: the portal first, then each own site. Raises Refusal.

        Each with the columns that columns.csv adds, the portal with those that the roster names, for a column is visited whether or
        not a link leads there.
        """
        gate, given = Scope(self.portal), read_hints(self.folder / "columns.csv", departments)
        homes = [("portal", self.portal), *((each.id, each.home) for each in departments if each.home)]
        hints: dict[str, list[tuple[str, str]]] = {key: [] for key, _ in homes}
        hints["portal"] += _columns(departments, gate)
        for hint in given:
            key = "portal" if gate.covers(hint.url) else hint.department
            if key not in hints:
                remedy = "请在名册中填写它的网址，或只登记门户网站上的栏目"
                raise Refusal(Fault("单位“{id}”没有网址，不能登记别处的栏目", remedy, "columns.csv", None, {"id": key}))
            hints[key].append((hint.column, hint.url))
        return [Target(key, home, tuple(hints[key])) for key, home in homes]

    @contextmanager
    def lock(self, command: str = "") -> Iterator[None]:
        """Holds the workspace for one run, saying which command it is; the lock dies with the process. Raises Busy."""
        self.var.mkdir(exist_ok=True)
        with holding(self.var, command):
            yield


def _columns(departments: Iterable[Department], gate: Scope) -> Iterator[tuple[str, str]]:
    """The portal's columns that the roster names, each under its body's name; one that several share under none."""
    named: dict[str, str] = {}
    for each in departments:
        if each.portal and gate.covers(each.portal):
            named[each.portal] = "" if each.portal in named else each.name
    return ((name, url) for url, name in named.items())


def find(start: Path) -> Path:
    """The nearest folder upwards that holds gongkai.toml. Raises NoWorkspace."""
    for folder in (start, *start.parents):
        if (folder / FILE).is_file():
            return folder
    raise NoWorkspace(str(start))


def create(folder: Path) -> list[Path]:
    """Writes the template files of a new workspace and returns them. Raises Refusal when there is one already."""
    if (folder / FILE).exists():
        raise Refusal(Fault("这里已经有工作区", "请换一个目录，或直接修改其中的文件", str(folder / FILE)))
    (folder / "schemes").mkdir(parents=True, exist_ok=True)
    written = [folder / FILE, folder / "departments.csv"]
    written[0].write_text(TEMPLATE, "utf-8")
    written[1].write_bytes(ROSTER_TEMPLATE.encode("utf-8-sig"))
    return written


def read(folder: Path) -> Workspace:
    """The workspace in a folder. Raises Refusal with every fault of gongkai.toml."""
    path = folder / FILE
    try:
        data = tomllib.loads(path.read_text("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # what is no TOML, no UTF-8, a number too long or brackets too deep
        values = {"error": str(error)}
        raise Refusal(Fault("不是合格的 TOML：{error}", "请按提示位置改正，存为 UTF-8", FILE, None, values)) from None
    faults = list(_faults(data))
    if faults:
        raise Refusal(*faults)
    allowed = tuple(map(ipaddress.ip_network, data["crawl"].get("allow_addresses", [])))
    told = {
        **data["crawl"],
        "allow_addresses": allowed,
        "hours": Hours.parse(data["crawl"].get("hours", "")),
        "log": folder / "var/log/crawl.log",
    }
    settings = CrawlSettings(**told)
    language = data.get("language", "")
    sections = {name: data.get(name, {}) for name in ("notice", "keep", "mail", "cluster")}
    city, province = data["city"], data.get("province", "")
    return Workspace(folder, city, data["scheme"], language, data["portal"]["home"], settings, sections, province)


def _faults(data: Mapping[str, Any]) -> Iterator[Fault]:
    for section, types in TYPES.items():
        table = data.get(section, {}) if section else data
        for key, value in (table if isinstance(table, dict) else {}).items():
            name = f"{section}.{key}".strip(".")
            if (section, key) == ("mail", "password"):
                yield Fault(
                    "密码不能写在设置文件里",
                    "请从这里删去并改掉它；新密码放到环境变量 GONGKAI_SMTP_PASSWORD，或 systemd 的凭据 smtp-password",
                    FILE,
                )
            elif key not in types:
                yield Fault("不认识的项“{key}”", "请删除或改正拼写", FILE, None, {"key": name})
            elif not isinstance(value, types[key]) or (isinstance(value, bool) and types[key] is not bool):
                yield Fault("“{key}”的类型不对", "请参照 gongkai init 写出的样例", FILE, None, {"key": name})
            else:
                yield from _value_faults(name, value)
    for section, key in REQUIRED:
        table = data.get(section, {}) if section else data
        if not isinstance(table, dict) or key not in table:
            values = {"key": f"{section}.{key}".strip(".")}
            yield Fault("缺少“{key}”", "请参照 gongkai init 写出的样例补上", FILE, None, values)


def _value_faults(name: str, value: Any) -> Iterator[Fault]:
    values = {"key": name, "value": str(value)}
    if name == "language" and value not in languages():
        yield Fault("语言“{value}”不可用", '请写 "zh" 或 "en"', FILE, None, values)
    if name == "portal.home" and not _is_web(value):
        yield Fault("“{key}”不是网址：{value}", "请写完整的 http:// 或 https:// 地址", FILE, None, values)
    if isinstance(value, int | float) and value < 0:
        yield Fault("“{key}”不能是负数", "请写 0 或正数", FILE, None, values)
    elif isinstance(value, int | float) and not value <= MOST.get(name, LARGEST):
        said = {**values, "most": str(MOST.get(name, LARGEST))}
        yield Fault("“{key}”不能是 {value}", "请写不超过 {most} 的数", FILE, None, said)
    if name == "crawl.hours" and not _are_hours(value):
        yield Fault("“{key}”不是一段时间：{value}", '请写成 "20:00-06:00" 的形式，留空为全天', FILE, None, values)
    if name == "crawl.allow_addresses":
        for network in value:
            if not _is_network(network):
                values = {"value": str(network)}
                yield Fault("“{value}”不是网段", '请写成 "10.1.0.0/16" 的形式', FILE, None, values)


def _is_web(text: str) -> bool:
    return text.startswith(("http://", "https://")) and bool(ada_url.check_url(text))


def _are_hours(text: str) -> bool:
    try:
        Hours.parse(text)
    except ValueError:
        return False
    return True


def _is_network(text: Any) -> bool:
    try:
        ipaddress.ip_network(text)
    except ValueError:
        return False
    return isinstance(text, str)
