"""What to do about each reason for which something was not read: a sentence of advice for every one that there is.

Most ask for nothing: what may pass is tried again by itself, and nobody loses a point by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from checker.scoring import DOUBTFUL, Assessment
from crawler.reading import doubts
from crawler.snapshot import Reason
from reports.lines import Wrapped
from reports.marks import DIM
from reports.wording import Wording
from rules.finding import Finding

AGAIN = "不用管，以后几夜会再试；一直这样，请告诉网站管理员，想立即再试：gongkai run --again"
LOOK = "请由人打开原文件核实，在表格“无法检测”中填写结果"
RESEND = "请由人打开原文件看看；确实打不开的，请单位重新上传，否则在表格“无法检测”中填写结果"
READERS = (
    "请运行 gongkai doctor，照它说的安装阅读程序，再运行 gongkai check；装不了的由人核实，在表格“无法检测”中填写结果"
)
SITE: Mapping[str, str] = {
    Reason.GONE: "网站说没有这一页：不用管；以为有的，请在浏览器中打开看看",
    Reason.DNS: "请核对名册中的网址；没写错的，以后几夜会再试，一直这样请告诉网站管理员",
    Reason.REFUSED: AGAIN,
    Reason.TIMEOUT: AGAIN,
    Reason.RESET: AGAIN,
    Reason.TLS: "请在浏览器中打开看看；只有国密浏览器能打开的，请由人核实；否则请网站管理员更新证书和加密设置",
    Reason.PROTOCOL: "请在浏览器中打开看看；浏览器能打开的由人核实，并把网址告诉网站管理员",
    Reason.HTTP_ERROR: "请在浏览器中打开看看；浏览器能打开的由人核实，并把网址告诉网站管理员",
    Reason.SERVER_ERROR: AGAIN,
    Reason.CHALLENGE: "请网站管理员放行本机的地址（每次访问都写明程序名和联系方式）；放行以前由人在浏览器中核实",
    Reason.ROBOTS: "请网站管理员在 robots.txt 中允许访问；robots.txt 自己打不开时也不访问，恢复以后会再试",
    Reason.SOFT_404: "网站说没有这一页：不用管；以为有的，请在浏览器中打开看看",
    Reason.LOGIN: "主动公开的内容不应当要登录：请由人核实，并告诉单位",
    Reason.NEEDS_JS: "请安装 gongkai[browser] 和 Chromium 再运行；没装以前由人在浏览器中核实",
    Reason.EMPTY: "请在浏览器中打开看看；浏览器里也是空白的，请告诉网站管理员",
    Reason.NO_WAY: "请在浏览器中打开看看，把看得到的栏目地址写进 columns.csv，再运行 gongkai run",
    Reason.TOO_LARGE: "请由人打开这个文件核实，在表格“无法检测”中填写结果",
    Reason.OFFSITE: "只访问名册中的网站：不用管；内容确实在别处的，请把那里的地址写进 columns.csv",
    Reason.MOVED: "请核实后把名册中的网址改成新的，再运行 gongkai run",
    Reason.SUSPECT: "请马上在浏览器中核实；确被占用的，请通知单位注销或改正网址，并改正名册",
    Reason.BLOCKED_ADDRESS: "请核对名册中的网址；确是政务内网的，请在 gongkai.toml 的 allow_addresses 中写明网段",
    Reason.REDIRECT_LOOP: "请在浏览器中打开看看；浏览器也打不开的，请告诉网站管理员",
    Reason.BUDGET: "不用管，下次接着；每次都不够的，请放宽 gongkai.toml 的 max_pages_per_site 或 max_minutes_per_site",
    Reason.TRAP: "不用管；漏了要看的栏目时，请把它的地址写进 columns.csv",
    Reason.STALLED: "请在浏览器中打开看看，由人核实，并把网址发给技术人员",
    Reason.NOT_VISITED: "请运行 gongkai run，会接着访问",
}
FILES: Mapping[str, str] = {
    doubts.NO_TEXT: LOOK,
    doubts.GARBLED: LOOK,
    doubts.PICTURE: LOOK,
    doubts.LOCKED: "请单位公开没有密码的文件；在那以前由人核实，在表格“无法检测”中填写结果",
    doubts.ARCHIVE_LOCKED: "请单位公开没有密码的文件；在那以前由人核实，在表格“无法检测”中填写结果",
    doubts.VOLUMES: "请单位合成一个压缩包，或直接公开其中的文件；在那以前由人核实",
    doubts.DAMAGED: RESEND,
    doubts.CUT: "不用管，下次访问会再取；一直这样，请在浏览器中打开看看",
    doubts.UNSAFE: "请不要直接打开；请单位检查后重新上传",
    doubts.LIMIT: RESEND,
    doubts.LATE: "不用管，机器空闲时再运行 gongkai check 会再读",
    doubts.EMPTY: RESEND,
    doubts.UNSURE: LOOK,
    doubts.ACTIVE: "不用管，读到的文字照常使用；请单位公开不带脚本的文件",
    doubts.TURNED: "不用管，读到的文字照常使用；内容看起来不对时，请由人打开原文核实",
    doubts.UNDATED: "请由人打开原文看发布日期；请单位写成“2013-07-15”的形式",
    doubts.DATES: "请由人打开原文看哪一个日期对；请单位改成一致",
    doubts.FORMATS: "请由人打开原文件核对数字",
    doubts.UNCOMPUTED: "请单位在 Excel 或 WPS 中打开、重算、保存，再上传；在那以前由人核实",
    doubts.HASHES: "请单位把列放宽后重新上传；在那以前由人打开原文件核对数字",
    doubts.needs("exe"): "请不要运行它；请单位把内容改用文档或网页公开",
    doubts.needs("ole"): RESEND,
    doubts.needs("zip"): RESEND,
    **{doubts.needs(kind): READERS for kind in ("doc", "xls", "rtf", "rar", "7z", "ppt", "ocr")},
}
MIXED = "不用管，各部分已按各自的编码读出；内容看起来不对时，请由人打开原文核实"
REMEDIES: Mapping[str, str] = {**SITE, **FILES}


def remedy(name: str, wording: Wording) -> str:
    """What to do about a reason or a doubt; "" for what is none."""
    if name.startswith(f"{doubts.MIXED}:"):
        return wording.say(MIXED)
    return wording.say(REMEDIES[name]) if name in REMEDIES else ""


def named_in(finding: Finding) -> Iterator[str]:
    """The reasons and doubts that a finding's note names."""
    return (value for value in finding.values.values() if value in REMEDIES)


def unread(*assessments: Assessment) -> Iterator[str]:
    """The reasons and doubts for which something could not be checked, or is left to a person, after rulings."""
    for assessment in assessments:
        for verdict in assessment.verdicts:
            for item in verdict.weighed:
                if item.outcome in DOUBTFUL:
                    yield from named_in(item.finding)


def advice(names: Iterable[str], wording: Wording) -> list[str]:
    """A line for each reason among these, once: what it is, and what to do."""
    known = (name for name in dict.fromkeys(names) if remedy(name, wording))
    return [wording.say("{what}：{remedy}", what=wording.reason(name), remedy=remedy(name, wording)) for name in known]


def what_to_do(names: Iterable[str], wording: Wording, more: Iterable[str] = ()) -> Iterator[RenderableType]:
    """The same for the terminal, under a heading, with `more` of which something else asks; nothing for no reason."""
    lines = [*advice(names, wording), *map(wording.say, more)]
    if lines:
        yield Text(wording.say("怎么办"), style="bold")
    yield from (Padding(Wrapped(Text(line, style=DIM)), (0, 0, 0, 2)) for line in lines)
