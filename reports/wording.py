"""All words and roundings that people see, in Chinese, the source language, and in English.

Other languages come from locale/*/LC_MESSAGES/gongkai.po, gettext catalogues whose message ids are the Chinese words: docs/language.md.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from crawler.period import Period
from crawler.reading import doubts
from crawler.refusal import Fault
from crawler.snapshot import Place, Reason
from reports.locale import written
from reports.locale.compiled import SOURCE, languages, translations
from reports.locale.filled import filled, no_plural
from reports.terms import TERMS
from rules.finding import Finding, Outcome
from rules.named import named
from rules.rule import Rule

DASH = "—"
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.PASSED: "合规",
    Outcome.FAILED: "不合规",
    Outcome.CANT_TELL: "待核实",
    Outcome.INAPPLICABLE: "不适用",
    Outcome.UNTESTED: "未能检测",
}
PLACES: Mapping[Place, str] = {Place.OWN: "本单位网站", Place.PORTAL: "政府门户网站"}
REASONS: Mapping[str, str] = {
    Reason.GONE: "页面不存在",
    Reason.DNS: "域名无法解析",
    Reason.REFUSED: "拒绝连接",
    Reason.TIMEOUT: "超时",
    Reason.RESET: "连接中断",
    Reason.TLS: "证书或加密有问题",
    Reason.PROTOCOL: "应答不合规范",
    Reason.HTTP_ERROR: "应答错误",
    Reason.SERVER_ERROR: "服务器出错",
    Reason.CHALLENGE: "被防护系统拦截",
    Reason.ROBOTS: "网站的 robots.txt 不允许访问",
    Reason.SOFT_404: "页面不存在（以正常页面的形式提示）",
    Reason.LOGIN: "需要登录",
    Reason.NEEDS_JS: "需要浏览器才能显示",
    Reason.EMPTY: "空白页面",
    Reason.NO_WAY: "首页不通向任何页面",
    Reason.TOO_LARGE: "文件过大",
    Reason.OFFSITE: "转到了其他网站",
    Reason.MOVED: "整个网站已迁往其他域名",
    Reason.SUSPECT: "域名疑似被他人占用",
    Reason.BLOCKED_ADDRESS: "地址不在允许范围内",
    Reason.REDIRECT_LOOP: "循环跳转",
    Reason.BUDGET: "超出本次访问的页数或时间",
    Reason.TRAP: "地址无穷无尽，未再跟进",
    Reason.STALLED: "页面使读取停滞，已跳过",
    Reason.NOT_VISITED: "本月没有访问",
    doubts.NO_TEXT: "没有文字层的扫描件",
    doubts.GARBLED: "文字乱码",
    doubts.PICTURE: "只有图片",
    doubts.LOCKED: "有密码",
    doubts.ARCHIVE_LOCKED: "压缩包有密码",
    doubts.VOLUMES: "分卷压缩包，缺少其他分卷",
    doubts.DAMAGED: "文件损坏",
    doubts.CUT: "页面不完整，中途截断",
    doubts.UNSAFE: "文件内容不安全，未打开",
    doubts.LIMIT: "读取超出限制",
    doubts.LATE: "读取超时，下次再试",
    doubts.EMPTY: "没有内容",
    doubts.UNSURE: "图像识别的把握不大",
    doubts.ACTIVE: "带有脚本或内嵌文件（没有运行）",
    doubts.TURNED: "含有隐藏的文字或颠倒文字的字符（已去除）",
    doubts.UNDATED: "发布日期无法辨认",
    doubts.DATES: "页面上的发布日期互不一致",
    doubts.needs("doc"): "旧格式 Word 文件，本机没有能读全的阅读器",
    doubts.needs("xls"): "很旧的 Excel 文件，本机没有阅读器",
    doubts.needs("rtf"): "RTF 文件，本机没有能读全的阅读器",
    doubts.needs("rar"): "RAR 文件，本机没有阅读器",
    doubts.needs("7z"): "7z 文件，本机没有阅读器",
    doubts.needs("ppt"): "旧格式演示文稿，本机没有能读全的阅读器",
    doubts.FORMATS: "读不到数字的显示格式，百分数可能显示为小数",
    doubts.UNCOMPUTED: "有公式没有保存结果",
    doubts.HASHES: "有数字因单元格太窄只显示为“###”",
    doubts.needs("zip"): "ZIP 中有本机不能解开的压缩方法",
    doubts.needs("exe"): "可执行程序，没有运行",
    doubts.needs("ole"): "无法识别的旧格式文件",
    doubts.needs("ocr"): "只有图片，本机没有安装图像识别",
}
FIXED = frozenset(REASONS)
OBEYED = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]+"
)


def plain(text: str) -> str:
    """Text from outside on one line, without anything that a terminal would obey or that would turn its direction."""
    return OBEYED.sub(" ", text).strip()


def plainly(values: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """Texts and lists of texts from outside, each as plain() makes it."""
    return {name: plain(value) if isinstance(value, str) else list(map(plain, value)) for name, value in values.items()}


@dataclass(frozen=True)
class Wording:
    """The words of one language, `zh` or `en`."""

    language: str = "zh"

    def say(self, template: str, **values: Sequence[str]) -> str:
        """A message in this language, its named fields filled; values are plain text or lists of it, never templates."""
        catalogue = translations(self.language)
        words = catalogue.gettext(template) if template else ""
        if not values:  # what others wrote, titles of schemes and names of steps, is no template
            ours = "{" in template and translations("en").gettext(template) != template
            return words.replace("{{", "{").replace("}}", "}") if ours else words
        return filled(words, values, getattr(catalogue, "plural", no_plural), catalogue.gettext("、"))

    def listed(self, names: Iterable[str]) -> str:
        """Names one after the other."""
        return self.say("、").join(names)

    def joined(self, parts: Iterable[str]) -> str:
        """Parts of a sentence, each of which may have commas of its own."""
        return self.say("；").join(parts)

    def choice(self, name: str, word: str) -> str:
        """How a choice of the command line is shown: by its word where that is Chinese, else by its name."""
        return self.say(word) if self.language == SOURCE else name

    def either(self, chinese: str, english: str) -> str:
        """What is written in both languages, in this one."""
        return english if self.language == "en" else chinese

    def finding(self, finding: Finding) -> str:
        """A finding's note; names of reasons and the rules' own words among its values are put into words, what it quotes is not."""
        values = {
            name: self.reason(value)
            if value in FIXED
            else plain(value)
            if f"“{{{name}}}" in finding.note
            else self.subject(plain(value))
            for name, value in finding.values.items()
        }
        return self.say(finding.note, **values)

    def subject(self, text: str) -> str:
        """What a finding is about, or a value of its note: the rules' own words, alone or in a row, put into the language."""
        if self.language == SOURCE or not TERMS.intersection(parts := re.split("([、：])", text)):
            return text
        catalogue = translations(self.language)
        return "".join(
            self.say(part) if part in ("、", "：") else catalogue.pgettext("term", part) if part in TERMS else part
            for part in parts
        )

    def reason(self, name: str) -> str:
        """Why something could not be read."""
        if name.startswith(f"{doubts.MIXED}:"):
            return self.say("各部分编码不同，已分别读取")
        return self.say(REASONS[name]) if name in REASONS else name

    def outcome(self, outcome: Outcome) -> str:
        """One of EARL's five outcomes."""
        return self.say(OUTCOMES[outcome])

    def place(self, place: Place | None) -> str:
        """Own site or portal."""
        return self.say(PLACES[place]) if place is not None else DASH

    def problem(self, rule: str, problem: str) -> str:
        """A problem as the rule names it; a bare name when a later version no longer knows it."""
        known = named(rule)
        return self.say(known.problems[problem]) if known and problem in known.problems else problem

    def rule_title(self, rule: str) -> str:
        """The title of a rule."""
        known = named(rule)
        return self.say(known.title) if known else rule

    def duty(self, rule: Rule) -> str:
        """What a rule asks; in other languages with what there is to know of it, which is written in English."""
        duty = self.say(rule.duty) or rule.statement
        return duty if self.language == "zh" else f"{duty}\n{rule.background}".strip()

    def mark(self, value: Decimal | None, places: int = 2) -> str:
        """A mark rounded half up; what is not marked is a dash and never 0."""
        if value is None:
            return DASH
        return str(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))

    def percent(self, value: Decimal | None, places: int = 1) -> str:
        """A share between 0 and 1 as a percentage."""
        return DASH if value is None else f"{self.mark(value * 100, places)} %"

    def day(self, value: date | datetime | None) -> str:
        """A day, or a moment to the minute."""
        if value is None:
            return DASH
        return f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else f"{value:%Y-%m-%d}"

    def month(self, period: Period) -> str:
        """A month in running text or a heading; tables, forms and other programs have its digits."""
        return written.month(period, self.language)

    def date(self, value: date) -> str:
        """A day in running text; tables, forms and other programs have its digits, as day() gives them."""
        return written.day(value, self.language)

    def number(self, value: Decimal | int) -> str:
        """A count or an amount in running text, its digits grouped."""
        return written.number(value, self.language)

    def fault(self, fault: Fault) -> str:
        """One fault of an input on one line: where, what, what to do."""
        values = plainly(fault.values)
        where = plain(fault.where)
        if fault.line is not None:
            where += self.say(" 第 {line} 行", line=str(fault.line))
        told = self.say(
            "{what}。{remedy}。", what=self.say(fault.what, **values), remedy=self.say(fault.remedy, **values)
        )
        return self.say("{where}：{told}", where=where, told=told) if where else told


def language_of(text: str) -> str:
    """The language that a code means, alone or with a country (zh, en, zh-CN, en_US.UTF-8); "" for one that there are no words of."""
    code = re.split(r"[-_.@]", text.strip().lower(), maxsplit=1)[0]
    return code if code in languages() else ""


def pick_language(option: str, setting: str, locale: str) -> str:
    """A language: the option, else the workspace's setting, else the locale; Chinese where none of them says."""
    return next((code for text in (option, setting, locale) if (code := language_of(text))), SOURCE)


def width(text: str) -> int:
    """Columns that a text takes on a terminal: two for a wide character."""
    return len(text) if text.isascii() else sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
