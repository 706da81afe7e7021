"""The commands of the program, their arguments and what their help says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

TITLE = "政务公开网上检查：每月检查各单位是否公开了应当公开的信息。"


@dataclass(frozen=True)
class Argument:
    """One argument as argparse takes it; `kind` names a type that the command line knows."""

    names: tuple[str, ...]
    help: str
    kind: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Command:
    """One command of the program."""

    name: str
    help: str
    arguments: tuple[Argument, ...] = ()


OPTIONS = (
    Argument(("--workspace",), "工作区目录（默认：当前目录，向上查找 gongkai.toml）", settings={"metavar": "DIR"}),
    Argument(("--period",), "测评月份（默认：上个月）", "period", {"metavar": "YYYY-MM"}),
    Argument(("--as-of",), "以哪一天为今天（默认：今天，北京时间）", "day", {"metavar": "YYYY-MM-DD"}),
    Argument(("--lang",), "语言：zh 或 en（默认：按工作区设置，其次按系统语言）", "lang", {"metavar": "LANG"}),
    Argument(("--quiet", "-q"), "不显示进度，适合 cron", settings={"action": "store_true"}),
)
OUTPUT = Argument(("--output", "-o"), "文件名（默认：var/export/ 下）", settings={"metavar": "FILE"})
CASES = Argument(("case",), "条目的号数（见 gongkai ledger）", "case", {"metavar": "CASE", "nargs": "+"})
BY = Argument(("--by",), "经办人", settings={"required": True, "metavar": "NAME"})
REASON = Argument(("--reason",), "理由", settings={"required": True, "metavar": "TEXT"})
STRICT = Argument(("--strict",), "发现问题时以退出码 1 结束", settings={"action": "store_true"})
DEPARTMENT = Argument(("department",), "单位的编号或名称", settings={"metavar": "DEPARTMENT"})


def _formats(*names: str) -> Argument:
    return Argument(("--format",), "输出格式", settings={"choices": names, "default": names[0]})


COMMANDS = (
    Command("init", "建立工作区：写出设置和名册的样例", (Argument(("folder",), "目录", settings={"metavar": "DIR"}),)),
    Command(
        "crawl",
        "访问各单位网站和门户，保存证据；中断后再次运行会接着做",
        (Argument(("--again",), "已完成的网站也重新访问", settings={"action": "store_true"}),),
    ),
    Command("check", "按考核方案检查已保存的内容，得出评定和分数", (STRICT,)),
    Command(
        "show",
        "一个单位的成绩单：得分、扣分原因、证据、未能检测的部分；或其职权事项、空气日历",
        (
            DEPARTMENT,
            Argument(
                ("--powers",),
                "改为列出职权事项：清单、流程图、办事指南、时限，本网与门户对照",
                settings={"action": "store_true"},
            ),
            Argument(
                ("--air",),
                "改为列出空气日历：每一天两处公布的指数、级别和问题",
                settings={"action": "store_true"},
            ),
            _formats("text", "json", "jsonl", "csv"),
        ),
    ),
    Command("rank", "全市排名", (_formats("text", "json", "jsonl", "csv"),)),
    Command("results", "每个单位每项指标的结果，供其他程序读取", (_formats("json", "jsonl", "csv"),)),
    Command(
        "export",
        "写出督查员用的表格（.xlsx，可用 Excel、WPS、LibreOffice 打开）",
        (
            Argument(
                ("--per",),
                "写成一个表格（all），或每个督查员一个（inspector），或每个单位一个（department）",
                settings={"choices": ("all", "inspector", "department"), "default": "all"},
            ),
            Argument(("--year-end",), "年终实地检查的表格，而不是一个月的", settings={"action": "store_true"}),
            OUTPUT,
        ),
    ),
    Command(
        "import",
        "读入督查员填好的表格：意见和实地得分；有错的全部列出，什么也不改",
        (
            Argument(("file",), "表格文件", settings={"metavar": "FILE", "nargs": "+"}),
            Argument(("--dry-run",), "只显示会改变什么", settings={"action": "store_true"}),
            Argument(("--settle",), "以这些表格为准，结束督查员之间的分歧", settings={"action": "store_true"}),
        ),
    ),
    Command(
        "appeal",
        "登记一个单位对一条检查发现的申诉",
        (
            DEPARTMENT,
            Argument(("finding",), "检查发现的编号（见 gongkai explain）", settings={"metavar": "FINDING"}),
            Argument(("--reason",), "申诉的理由", settings={"required": True, "metavar": "TEXT"}),
            Argument(("--by",), "申诉人", settings={"required": True, "metavar": "NAME"}),
            Argument(("--evidence",), "提交的文件", settings={"metavar": "FILE", "nargs": "+", "default": []}),
        ),
    ),
    Command(
        "appeals",
        "申诉和答复",
        (
            Argument(("department",), "只列这个单位的", settings={"metavar": "DEPARTMENT", "nargs": "?"}),
            Argument(("--open",), "只列还没有答复的", settings={"action": "store_true"}),
            _formats("text", "json", "jsonl", "csv"),
        ),
    ),
    Command(
        "answer",
        "答复一个申诉：维持、撤销或改为多少分",
        (
            Argument(("number",), "申诉的号数", settings={"type": int, "metavar": "NUMBER"}),
            Argument(
                ("--decision",),
                "维持（upheld）、撤销（revoked）、改为（changed）",
                settings={"choices": ("upheld", "revoked", "changed"), "required": True},
            ),
            Argument(("--points",), "改为扣多少分", settings={"metavar": "POINTS"}),
            Argument(("--reason",), "答复的理由", settings={"required": True, "metavar": "TEXT"}),
            Argument(("--by",), "答复人", settings={"required": True, "metavar": "NAME"}),
        ),
    ),
    Command(
        "year",
        "一年的成绩：日常和年终，网上和实地",
        (
            Argument(
                ("year",), "哪一年（默认：考核方案的年度）", settings={"type": int, "metavar": "YYYY", "nargs": "?"}
            ),
            Argument(("--explain",), "逐行列出一个单位的算式", settings={"metavar": "DEPARTMENT"}),
            _formats("text", "json", "jsonl", "csv"),
        ),
    ),
    Command(
        "schemes",
        "考核方案：列出全部，显示一个，比较两个，或试算一个月",
        (
            Argument(("name",), "方案", settings={"metavar": "SCHEME", "nargs": "?"}),
            Argument(("other",), "与之比较的方案", settings={"metavar": "OTHER", "nargs": "?"}),
            Argument(("--dry-run",), "试算：按这个方案，本月的成绩会怎样变", settings={"action": "store_true"}),
            _formats("text", "json"),
        ),
    ),
    Command(
        "ledger",
        "整改台账：全部未销号的条目，一个单位的，逾期的，或一个条目的经过",
        (
            Argument(
                ("subject",), "单位的编号或名称，或条目的号数", settings={"metavar": "DEPARTMENT|CASE", "nargs": "?"}
            ),
            Argument(("--all",), "也列出已销号的", settings={"action": "store_true"}),
            Argument(("--overdue",), "只列期限已过的", settings={"action": "store_true"}),
            _formats("text", "json", "jsonl", "csv", "xlsx", "html"),
            Argument(
                ("--output", "-o"), "文件名（默认：显示出来；xlsx、html 在 var/ 下）", settings={"metavar": "FILE"}
            ),
        ),
    ),
    Command(
        "notice",
        "写出整改通知书（.docx），每个单位一份，并记入台账；或全市通报",
        (
            Argument(("department",), "只写这些单位的", settings={"metavar": "DEPARTMENT", "nargs": "*"}),
            Argument(("--circular",), "改为写全市的通报", settings={"action": "store_true"}),
            Argument(("--draft",), "草稿：不编号，不记入台账", settings={"action": "store_true"}),
            Argument(
                ("--template",),
                "把内置的模板写到工作区的 templates/ 下，供修改",
                settings={"action": "store_true"},
            ),
            Argument(("--output", "-o"), "目录（默认：var/notices/ 下）", settings={"metavar": "DIR"}),
        ),
    ),
    Command(
        "reply",
        "登记一个单位对整改通知的回复",
        (
            DEPARTMENT,
            Argument(
                ("case",),
                "条目的号数（默认：已通知而未回复的全部）",
                "case",
                {"metavar": "CASE", "nargs": "*"},
            ),
            Argument(("--says",), "回复的内容", settings={"required": True, "metavar": "TEXT"}),
            Argument(("--by",), "回复人", settings={"required": True, "metavar": "NAME"}),
            Argument(
                ("--evidence",),
                "随回复提交的文件",
                settings={"metavar": "FILE", "nargs": "+", "default": []},
            ),
        ),
    ),
    Command("close", "由人销号：不再需要整改的条目", (CASES, REASON, BY)),
    Command("reopen", "撤回由人所作的销号", (CASES, REASON, BY)),
    Command(
        "statistics",
        "年度报告要用的统计：各级各月主动公开的条数、预决算公开率、访谈、回复、流程图；或“三公”经费汇总表",
        (
            Argument(
                ("--topic",),
                "统计什么：年度报告（annual-report）或“三公”经费（three-public）",
                settings={"choices": ("annual-report", "three-public"), "default": "annual-report"},
            ),
            Argument(
                ("--form",),
                "写出只有人知道的数字的填报表（.xlsx）",
                settings={"action": "store_true"},
            ),
            Argument(("--figures",), "读入填好的填报表；不平的全部列出，什么也不改", settings={"metavar": "FILE"}),
            Argument(
                ("--kind",),
                "“三公”经费：预算（budget，默认）或决算（final）",
                settings={"choices": ("budget", "final")},
            ),
            Argument(
                ("--year",), "哪一年的（默认：测评月份的年度，决算为上年）", settings={"type": int, "metavar": "YYYY"}
            ),
            Argument(
                ("--sort",),
                "“三公”经费：次序，名册（roster，默认）或合计（total）",
                settings={"choices": ("roster", "total")},
            ),
            _formats("text", "json", "csv", "xlsx", "docx"),
            Argument(
                ("--output", "-o"),
                "文件名（默认：显示出来；xlsx、docx 在 var/export/ 下）",
                settings={"metavar": "FILE"},
            ),
        ),
    ),
    Command(
        "explain",
        "说明一条规则，或一个单位一项指标的分数是怎样得来的",
        (
            Argument(("subject",), "规则名，或单位的编号或名称", settings={"metavar": "RULE|DEPARTMENT"}),
            Argument(("indicator",), "指标编号", settings={"metavar": "INDICATOR", "nargs": "?"}),
        ),
    ),
    Command(
        "evidence",
        "写出一个单位的全部证据：当时的网页和文件、目录、校验值、可回放的 WARC",
        (DEPARTMENT, Argument(("--output", "-o"), "目录（默认：var/evidence/ 下）", settings={"metavar": "DIR"})),
    ),
    Command(
        "verify",
        "核对保存的证据是否完好，指出每一处损坏",
        (
            Argument(
                ("department",), "只核对这个单位的（portal 为门户）", settings={"metavar": "DEPARTMENT", "nargs": "?"}
            ),
        ),
    ),
    Command("rules", "规则手册：按领域列出所有规则和用到它的指标"),
    Command(
        "read",
        "显示程序从一个网页或文件中读到了什么（不需要工作区）",
        (
            Argument(("source",), "文件或网址（- 为标准输入）", settings={"metavar": "FILE_OR_URL", "nargs": "+"}),
            _formats("text", "json", "jsonl"),
        ),
    ),
    Command(
        "report",
        "写出网页报告（var/report/），不需要网络就能打开",
        (Argument(("--output", "-o"), "目录", settings={"metavar": "DIR"}),),
    ),
    Command(
        "run",
        "每月一次，供 cron 调用：访问、检查、记台账、写出表格和网页；中断后再次运行会接着做",
        (
            STRICT,
            OUTPUT,
            Argument(("--again",), "本月已经做完的也重做", settings={"action": "store_true"}),
            Argument(
                ("--wait",),
                "另一个任务在运行时最多等多少分钟",
                settings={"type": int, "default": 0, "metavar": "MINUTES"},
            ),
        ),
    ),
    Command(
        "schedule",
        "显示每月自动运行所需的 crontab 行和 systemd 定时器，或安装、撤除",
        (
            Argument(
                ("--install",),
                "安装到 cron 或 systemd",
                settings={"choices": ("cron", "systemd"), "metavar": "cron|systemd"},
            ),
            Argument(("--remove",), "撤除已安装的", settings={"action": "store_true"}),
            Argument(("--at",), "几点开始（默认：访问时间的开头）", settings={"metavar": "HH:MM"}),
        ),
    ),
    Command(
        "retention",
        "保存的证据：各月占多少空间，哪些超过保存期，能否移走；从不自行删除",
        (
            Argument(("--remove",), "删除超过保存期的一个月的证据", "period", {"metavar": "YYYY-MM"}),
            Argument(("--by",), "决定删除的人", settings={"metavar": "NAME"}),
            _formats("text", "json"),
        ),
    ),
    Command(
        "demo",
        "在本机演示：造一座示例城市，走完一个月",
        (
            Argument(("--seed",), "用哪一座示例城市", settings={"type": int, "default": 1, "metavar": "N"}),
            Argument(("--full",), "全规模：59 个部门、31 个所属单位、17 个县区", settings={"action": "store_true"}),
            Argument(("--latency",), "网站的响应延迟（毫秒）", settings={"type": int, "default": 0, "metavar": "MS"}),
            Argument(
                ("--year",),
                "走完 2013 年的十二个月，看问题怎样出现、整改、反复、逾期",
                settings={"action": "store_true"},
            ),
            Argument(("--folder",), "演示工作区的目录", settings={"default": "gongkai-demo", "metavar": "DIR"}),
        ),
    ),
    Command("doctor", "检查本机是否具备运行条件"),
)
