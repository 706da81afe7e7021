"""The classes of power (职权类型) and how lists and charts name them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from rules.phrases import squeeze, unnumbered

CLASSES = (
    "行政许可",
    "非行政许可审批",
    "行政审批",
    "行政处罚",
    "行政强制",
    "行政征收",
    "行政给付",
    "行政检查",
    "行政确认",
    "行政奖励",
    "行政裁决",
    "其他权力",
)
LONGEST_HEADING = 120  # characters of a heading or caption, spaces counted
LONGEST_CLASS = 24  # characters in which a cell names a class

_CLASS = (
    "(?:.*[局委办厅院队站心会])?{kind}(?:类|事项|项目|职权|行为)*"
    "[(]?(?:(?:一般|普通|简易)?程序)?[)]?(?:权力)?(?:运行)?(?:外部|内部)?"
)
_COUNT = re.compile(r"[(]?共?(?:计)?\d{0,5}[个项条件][)]?|[(][^()]{0,20}[)]")
_AROUND = re.compile(r"^[a-z\d._-]+(?=[一-龥])|[:、,。._-]+$|(?<=..)(?:权力|职权|权限|事项|项目|清单|目录|类|权)+$")
_NO_CLASS = "(?![法证决定局处科股室机部部门中心大厅]|服务中心|制度|体制|改革|结果|案件)"


@dataclass(frozen=True)
class Abolished:
    """A class that is no more: the day of the decision, the day on which it was made public, and the paper."""

    name: str
    decided: date
    published: date
    source: str


def class_of_chart(name: str) -> str:
    """The class of power that a bare name stands for as a whole, or ""."""
    text = re.sub("流程.*$", "", unnumbered(name))
    return next((kind for kind in CLASSES if re.fullmatch(_CLASS.format(kind=kind), text)), "")


@lru_cache(maxsize=4096)
def class_of(words: str) -> str:
    """The class that a cell of a list names, in its plain name (许可类 and 行政许可事项 are 行政许可), or ""."""
    text = unnumbered(words).replace("其它", "其他") if len(words) <= LONGEST_HEADING else ""
    if not text or len(text) > LONGEST_CLASS:
        return ""
    if text.startswith("其他"):
        return "其他权力" if class_in(words) or re.match("其他(?:[-—_(:/]|类|$)", text) else ""
    return _short(text) or _short(_COUNT.sub("", text)) or next(iter(_named(text)), "")


@lru_cache(maxsize=4096)
def class_in(words: str) -> str:
    """The one class that a heading, caption, sheet or file name speaks of, or "" when it names none or several."""
    if len(words) > LONGEST_HEADING:
        return ""
    text = unnumbered(words).replace("其它", "其他")
    found = dict.fromkeys(_named(text))
    return next(iter(found)) if len(found) == 1 else "" if found else _short(_COUNT.sub("", text))


@lru_cache(maxsize=4096)
def is_class_heading(words: str) -> bool:
    """Whether words are nothing but the name of a class, as above the items of one: 一、行政许可（共5项）."""
    if len(words) > LONGEST_HEADING:
        return False
    text = _AROUND.sub("", _COUNT.sub("", unnumbered(words).replace("其它", "其他")))
    return bool(class_in(words)) and (text in _words() or text in _shorts())


def abolished(kind: str, day: date) -> Abolished | None:
    """The decision that did away with a class before a day, if there is one."""
    gone = (each for each in _abolished() if each.name == kind and each.published < day)
    return next(gone, None)


def _named(text: str) -> list[str]:
    return [_words()[match[0]] for match in _pattern().finditer(text)]


def _short(text: str) -> str:
    bare = _AROUND.sub("", text)
    return _shorts().get(bare) or _shorts().get(text, "") or _words().get(bare, "")


@cache
def _pattern() -> re.Pattern[str]:
    longest = sorted(_words(), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(longest)}){_NO_CLASS}")


@cache
def _words() -> Mapping[str, str]:
    return {word: entry["name"] for entry in _data()["class"] for word in entry["words"]}


@cache
def _shorts() -> Mapping[str, str]:
    return {word: entry["name"] for entry in _data()["class"] for word in entry["short"]}


@cache
def _abolished() -> tuple[Abolished, ...]:
    return tuple(Abolished(**entry) for entry in _data()["abolished"])


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads((resources.files("rules.powers") / "classes.toml").read_text("utf-8"))


def said(kind: str) -> str:
    """A class in its plain name, or the words themselves where they name none that is known."""
    return class_of(kind) or squeeze(kind)
