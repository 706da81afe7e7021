"""Writes the pages of docs/ that are made of the program itself: its commands, what it says when something is wrong, and what schemes ask.

python docs/site/written.py            rewrites them
python docs/site/written.py --check    says which are stale (exit code 1)
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "docs" / "site")]

import told  # noqa: E402 - beside this file

from checker.indicator import Indicator, Sort, Standing  # noqa: E402 - the repository itself is the package
from checker.onsite import OnSite  # noqa: E402
from checker.scheme import Scheme, built_in_schemes, open_scheme  # noqa: E402
from reports import rulebooks_words as words  # noqa: E402
from reports.arguments import Command  # noqa: E402
from reports.arguments_month import MONTH  # noqa: E402
from reports.arguments_office import OFFICE  # noqa: E402
from reports.parsing import build_parser, spoken  # noqa: E402
from reports.themes import by_theme, theme_words  # noqa: E402
from reports.wording import Wording  # noqa: E402
from rules.rule import Rule, catalogue  # noqa: E402

DOCS = ROOT / "docs"
WIDTH = "100"  # columns of the help that is shown
LANGUAGES = {"": Wording("zh"), ".en": Wording("en")}
WORKDAYS = {"approval-change", "pollution-source-monitoring", "discharge-compliance", "water-quality"}
# Where a command is told of in context.
TOLD: Mapping[str, str] = {
    "init": "office/first-month.md",
    "crawl": "office/monthly.md",
    "check": "office/monthly.md",
    "show": "office/first-month.md",
    "rank": "office/first-month.md",
    "export": "inspector/workbook.md",
    "explain": "department/evidence.md",
    "evidence": "department/evidence.md",
    "verify": "office/keep.md",
    "read": "department/pages.md",
    "run": "office/monthly.md",
    "demo": "office/first-month.md",
    "doctor": "office/install.md",
    "import": "inspector/returned.md",
    "appeal": "department/put-right.md",
    "appeals": "department/put-right.md",
    "answer": "office/rectify.md",
    "ledger": "office/rectify.md",
    "notice": "office/rectify.md",
    "reply": "office/rectify.md",
    "close": "office/rectify.md",
    "reopen": "office/rectify.md",
    "year": "office/year.md",
    "schemes": "schemes.md",
    "statistics": "office/year.md",
    "report": "office/first-month.md",
    "schedule": "office/monthly.md",
    "retention": "office/keep.md",
    "backup": "office/keep.md",
    "restore": "office/keep.md",
}


def pages() -> Iterator[tuple[str, str]]:
    """Each page that is written, by its path below docs/, and its text."""
    schemes = [open_scheme(name, ROOT / "schemes", catalogue()) for name in built_in_schemes()]
    for suffix, wording in LANGUAGES.items():
        yield f"commands{suffix}.md", commands(wording)
        yield f"office/messages{suffix}.md", told.page(wording)
        for scheme in schemes:
            yield f"department/duties-{scheme.id}{suffix}.md", duties(scheme, wording)


def commands(wording: Wording) -> str:
    """Every command with its help as it prints it."""
    every = sorted((*MONTH, *OFFICE), key=lambda command: command.name)
    head = wording.either(
        "# 命令大全\n\n以下由程序自己写出（`make handbook`），与 `gongkai 命令 --help` 显示的相同。"
        "都可以加的几个选项（`--workspace`、`--period`、`--as-of`、`--lang`、`--quiet`）列在每条命令的最后。\n",
        "# Every command\n\nWritten by the program itself (`make handbook`): what `gongkai COMMAND --help` shows. "
        "The options that all take (`--workspace`, `--period`, `--as-of`, `--lang`, `--quiet`) stand at the end of each.\n",
    )
    rows = "\n".join(f"| [`{each.name}`](#gongkai-{each.name}) | {_cell(wording.say(each.help))} |" for each in every)
    table = wording.either("| 命令 | 作用 |", "| command | what it does |")
    shown = helps(wording)
    chapters = "\n".join(_command(each, shown[each.name], wording) for each in every)
    codes = wording.either(
        "退出码：0 完成 · 1 `--strict` 发现问题 · 2 用法不对 · 3 完成但有未能检查的部分 · 4 输入不合格 · "
        "5 另一个任务在运行 · 6 存储出错 · 70 程序自身的错误。各是什么意思、怎么办，见[遇到问题时](office/trouble.md#exit-codes)。",
        "Exit codes: 0 done · 1 `--strict` found problems · 2 wrong usage · 3 done with gaps (something could not be checked) · "
        "4 input refused · 5 another run is at work · 6 storage · 70 a bug of ours. What each means and what to do: "
        "[when something is wrong](office/trouble.md#exit-codes).",
    )
    return f"{head}\n{table}\n|---|---|\n{rows}\n\n{codes}\n\n{chapters}"


def _command(command: Command, shown: str, wording: Wording) -> str:
    told = wording.either("用法举例见[这一页]({})。", "Used in context on [this page]({}).")
    where = f"\n{told.format(TOLD[command.name])}\n" if command.name in TOLD else ""
    return f"## gongkai {command.name}\n{where}\n```text\n{shown}\n```\n"


def helps(wording: Wording) -> dict[str, str]:
    """What `gongkai NAME --help` prints for each command on a terminal of 100 columns."""
    with mock.patch.dict(os.environ, {"COLUMNS": WIDTH, "NO_COLOR": "1"}), spoken(wording):
        actions = build_parser(wording)._actions
        parsers = next(each.choices for each in actions if isinstance(each, argparse._SubParsersAction))
        texts = {name: parser.format_help() for name, parser in parsers.items()}
    return {name: "\n".join(map(str.rstrip, text.strip().splitlines())) for name, text in texts.items()}


def duties(scheme: Scheme, wording: Wording) -> str:
    """What a scheme asks of departments, by topic: for each indicator who owes what, where, by when, and what each problem costs."""
    title = wording.either(
        f"各单位要公开什么：{scheme.title}", f"What departments owe: {words.own(scheme.title, wording)}"
    )
    by_rule: dict[str, list[Indicator]] = {}
    for each in scheme.indicators:
        by_rule.setdefault(each.rule, []).append(each)
    topics = by_theme(by_rule)
    parts = [
        f"# {title}\n\n{_preface(scheme, wording)}",
        *(
            f"## {theme_words(theme, wording)}\n\n"
            + "\n".join(_indicator(each, catalogue()[rule], wording) for rule in rules for each in by_rule[rule])
            for theme, rules in topics.items()
        ),
        _on_site(scheme.on_site, wording),
    ]
    return "\n".join(part for part in parts if part)


def _preface(scheme: Scheme, wording: Wording) -> str:
    stated, unverified, proposed = (wording.say(words.SHORT[each]) for each in Standing)
    return wording.either(
        f"本页由程序从考核方案 `{scheme.id}` 和规则写出（`make handbook`），不是手抄的；市里用自己的方案时，以 "
        "`gongkai schemes 方案名` 显示的为准。先找到本单位的类别（名册“类别”一栏），再看“谁”一行有没有它。"
        f"{stated}是文件明文写的数，{unverified}是听说而没有读到原文的数，{proposed}是本程序的建议，市里可以改。\n\n"
        "每个问题的扣分，是在一处（本单位网站，或门户网站）扣的；两处都要公开的，各算各的。"
        "没能检查到的（网站打不开、文件读不了）不扣分，见[成绩怎样得来](marks.md)。\n",
        f"Written by the program from the scheme `{scheme.id}` and its rules (`make handbook`), not by hand; where the city uses a "
        "scheme of its own, what `gongkai schemes NAME` shows counts. Find your kinds in the roster (column 类别), then look at "
        f"“who”. {stated} is a number that the source states, {unverified} one that nobody has read in the original, {proposed} a "
        "proposal of this program, which the city may change.\n\n"
        "What a problem costs is what it costs in one place (own site, or portal); what is owed in two places counts in each. "
        "What could not be checked (a site that is down, a file that cannot be read) costs nothing: "
        "[how a mark is made](marks.md).\n",
    )


def _indicator(each: Indicator, rule: Rule, wording: Wording) -> str:
    """One indicator: its facts in a list, then the prices in a table that opens."""
    say = wording.either
    facts = [
        (say("公开什么", "what"), say(rule.duty, rule.statement) or rule.statement),
        (say("谁", "who"), _kinds(each, wording)),
        (say("在哪里", "where"), _places(each, wording)),
        (
            say("什么时候", "when"),
            say("；", "; ").join(_when(each, wording)) or say("每月都看", "looked at every month"),
        ),
        (say("分值", "points"), _points(each, wording)),
        (say("整改期限", "to be put right in"), _rectify(each, wording)),
        (say("依据", "basis"), rule.basis),
        (say("规则", "rule"), f"[`{rule.id}`](../handbook.md#{rule.id})"),
    ]
    told = "\n".join(f"- **{label}**{say('：', ': ')}{_line(text)}" for label, text in facts if text)
    prices = _prices(each, rule, wording)
    return f"### {each.id} {words.own(each.title, wording)}\n\n{told}\n{prices}"


def _kinds(each: Indicator, wording: Wording) -> str:
    told = (f"{wording.say(words.KIND_WORDS.get(kind, kind))}（`{kind}`）" for kind in sorted(each.applies_to))
    return "、".join(told) if wording.language == "zh" else ", ".join(told).replace("（", " (").replace("）", ")")


def _places(each: Indicator, wording: Wording) -> str:
    places = wording.either("和", " and ").join(wording.place(place) for place in each.places)
    whole = wording.either("（整个门户作为一个网站）", " (the portal as a whole)") if each.whole else ""
    return places + whole


def _points(each: Indicator, wording: Wording) -> str:
    say = wording.either
    if each.sort is Sort.VETO:
        vetoes = words.sure(words.vetoes(each, wording), each.standing("veto"), wording)
        barred = "" if each.vetoes else say("（未核实，只显示，不否决）", " (unverified: shown only, vetoes nothing)")
        return say(f"单项否决：{vetoes}{barred}", f"veto: {vetoes}{barred}")
    points = words.sure(words.figure(each.points), each.standing("points"), wording)
    share = words.figure(round(each.share, 2))
    each_place = say(f"，每处 {share} 分", f", {share} in each place") if len(each.places) > 1 else ""
    bonus = say("（加分，不扣分）", " (a bonus: adds and never takes)") if each.sort is Sort.BONUS else ""
    return say(f"{points} 分{each_place}{bonus}", f"{points}{each_place}{bonus}")


def _rectify(each: Indicator, wording: Wording) -> str:
    if not each.rectify_in:
        return wording.either("通知书不设期限", "no notice sets a day")
    days = words.sure(str(each.rectify_in), each.standing("rectify_in"), wording)
    return wording.either(f"通知书之后 {days} 个工作日", f"{days} workdays after the notice")


def _when(each: Indicator, wording: Wording) -> Iterator[str]:
    """What the dials of an indicator say about time and number, in sentences."""
    workdays = each.rule in WORKDAYS
    sentences = {
        "owed_from": ("每年 {} 月起检查当年应当公开的", "asked for from month {} of each year on"),
        "publish_by": ("最迟 {}（月-日）公开", "published by {} (month-day)"),
        "publish_within": (
            ("{} 个工作日之内公开", "published within {} workdays")
            if workdays
            else ("{} 天之内公开", "published within {} days")
        ),
        "quiet_months": ("{} 个月之内须有新的", "something new within {} months"),
        "within_days": ("{} 天之内", "within {} days"),
        "news_days": ("动态要闻 {} 天之内有更新", "news within {} days"),
        "notice_months": ("通知公告和政策文件 {} 个月之内有更新", "notices and policies within {} months"),
        "yearly_months": ("一年一更的栏目 {} 个月之内有更新", "yearly columns within {} months"),
        "per_year": ("一年不少于 {} 次", "at least {} a year"),
        "clicks": ("从首页至多点击 {} 次", "at most {} clicks from the home page"),
        "areas": ("应有的栏目：{}", "columns asked for: {}"),
        "systems": ("应有的制度：{}", "institutions asked for: {}"),
        "owed": ("应公布：{}", "owed: {}"),
    }
    for name, value in each.dials.items():
        if value in ("", None):
            continue
        sure = words.SHORT[each.standing(f"dials.{name}")]
        known = wording.either(*sentences[name]) if name in sentences else f"{name} = {{}}"
        yield known.format(f"{value}{wording.say(sure)}")


def _prices(each: Indicator, rule: Rule, wording: Wording) -> str:
    say = wording.either
    if not each.deduct:
        return ""
    rows = []
    for name, cost in each.deduct.items():
        price = words.price(cost, wording) if cost.at_most else say("不扣分，只指出", "nothing: only told")
        if each.explained.get(name) is not None:
            left = words.figure(each.explained[name])
            price += say(f"（有情况说明时 {left}）", f" ({left} where an explanation is posted)")
        lasting = say("不能补救，书面说明", "cannot be undone: explain in writing") if name in rule.lasting else ""
        rows.append(f"    | {_cell(wording.problem(rule.id, name))} | {price} | {lasting} |")
    title = say("发现问题时扣多少分", "What each problem costs")
    if each.sort is Sort.BONUS:
        title = say("哪些情况不加分", "What keeps the bonus away")
    head = say("    | 问题 | 扣分 | 备注 |", "    | problem | costs | |")
    return f'\n??? note "{title}"\n\n{head}\n    |---|---|---|\n' + "\n".join(rows) + "\n"


def _on_site(matters: tuple[OnSite, ...], wording: Wording) -> str:
    """What inspectors look at on the spot."""
    if not matters:
        return ""
    say = wording.either
    rows = "\n".join(
        f"| {each.id} | {_cell(words.own(each.title, wording))} | {say(*_cycle(each))} | "
        f"{'、'.join(wording.say(words.KIND_WORDS.get(kind, kind)) for kind in sorted(each.applies_to))} | "
        f"{_cell(words.own(each.asks, wording))} | {words.figure(each.points)} |"
        for each in matters
    )
    head = say(
        "| 编号 | 事项 | 周期 | 谁 | 看什么 | 分 |", "| id | matter | cycle | who | what is looked at | points |"
    )
    text = say("网上看不出来的，由督查员到现场看：", "What the web cannot show is looked at on the spot:")
    return f"## {say('实地检查', 'On site')}\n\n{text}\n\n{head}\n|---|---|---|---|---|---|\n{rows}\n"


def _cycle(matter: OnSite) -> tuple[str, str]:
    chinese = words.CYCLE_WORDS[matter.cycle]
    return chinese, Wording("en").say(chinese)


def _line(text: str) -> str:
    return " ".join(text.split())


def _cell(text: str) -> str:
    return _line(text).replace("|", "\\|")


def main(arguments: list[str]) -> int:
    """Rewrites the pages, or with --check names those that are stale (1) or finds none (0)."""
    stale = [name for name, text in pages() if not _same(DOCS / name, text)]
    if "--check" in arguments:
        for name in stale:
            sys.stderr.write(f"docs/{name} is stale: run `make handbook` and commit it\n")
        return 1 if stale else 0
    for name, text in pages():
        if name in stale:
            (DOCS / name).parent.mkdir(parents=True, exist_ok=True)
            (DOCS / name).write_text(text, "utf-8")
    return 0


def _same(file: Path, text: str) -> bool:
    return file.is_file() and file.read_text("utf-8") == text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
