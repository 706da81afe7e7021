"""What commands take: arguments as values, and those that several share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

TITLE = "政务公开网上检查：每月检查各单位是否公开了应当公开的信息。"


@dataclass(frozen=True)
class Argument:
    """One argument as argparse takes it; `kind` names a type that the command line knows.

    `choices` are the names it may have, with a word for each: it may be given by either, in any language.
    """

    names: tuple[str, ...]
    help: str
    kind: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    choices: Mapping[str, str] = field(default_factory=dict)


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
WATCH = Argument(("--watch",), "留在屏幕上，有变化就重新显示（Ctrl-C 结束）", settings={"action": "store_true"})
CLUSTER = (
    Argument(
        ("--cluster",),
        "由 Dask 集群的各台机器访问网站（调度器地址，例如 tcp://scheduler:8786）；不写就用本机的进程",
        settings={"metavar": "URL"},
    ),
    Argument(
        ("--store",),
        "集群各台机器都能读写的目录或对象存储（例如 /mnt/gongkai 或 s3://bucket/gongkai）；不写就用工作区的 var/store",
        settings={"metavar": "DIR|URL"},
    ),
)
DEPARTMENT = Argument(("department",), "单位的编号或名称", settings={"metavar": "DEPARTMENT"})


def formats(*names: str) -> Argument:
    """The option that chooses the form of the output; the first is the usual one."""
    return Argument(("--format",), "输出格式", settings={"choices": names, "default": names[0]})
