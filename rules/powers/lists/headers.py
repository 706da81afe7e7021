"""What the head of a column or the label of a form asks for: its role."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources

from rules.phrases import squeeze

LONGEST_HEAD = 26  # characters, brackets not counted
_ASIDE = re.compile(r"[(\[][^()\[\]]{0,60}[)\]]")
_EDGE = ":、,。.;_-—/"
_BESIDE = re.compile(
    r"(清单|目录|一览表?|(?:权力|职权|审批|许可)事项)(?:及其?|和|与|以及|暨|、|[(](?:含|附|及|和))[^及和与、]{0,12}流程图[)]?$"
)


@lru_cache(maxsize=65536)
def role_of(label: str) -> str:
    """The role of a head or label, such as `name`, `kind` or `basis`; "" for words that are none.

    `name` is the name of a power, `generic` the name of anything, `main` and `sub` those of an item and of its parts.
    """
    if len(label) > 90:
        return ""
    text = plain_head(label)
    if not text or len(text) > LONGEST_HEAD:
        return ""
    return _role(text) or next(filter(None, map(_role, re.split("[/、和及与]", text)[:3])), "")


def plain_head(label: str) -> str:
    """A head without spaces, brackets and marks at its ends."""
    return _ASIDE.sub("", squeeze(label).lower()).strip(_EDGE)


def _role(text: str) -> str:
    return next((role for role, pattern in _patterns().items() if pattern.fullmatch(text)), "")


def role_under(heads: tuple[str, ...]) -> str:
    """The role of a column with heads over each other, the lowest last: what the lowest says, else all together."""
    leaf, above = heads[-1], "".join(map(plain_head, dict.fromkeys(heads[:-1])))
    if heads[0] == leaf or not above:
        return role_of(leaf)
    upper = role_of(heads[0])
    if re.search("[时期]限|时间", above) and (timed := re.match("(法定|承诺)", plain_head(leaf))):
        return "legal" if timed[1] == "法定" else "promised"
    own = role_of(leaf)
    if own in ("name", "generic") and upper in ("sub", "main", "duty", "accountability"):
        return upper
    if upper in ("duty", "accountability", "basis", "fee") and own not in ("name", "generic", "kind", "code"):
        return upper
    return own or role_of(above + plain_head(leaf)) or upper


def is_other_head(label: str) -> bool:
    """Whether a head stands in tables of something else than powers: 抽查比例, 材料名称, 姓名."""
    return _others()["heads"].fullmatch(plain_head(label)) is not None


def is_doubtful_head(label: str) -> bool:
    """Whether a head stands in lists of powers, but more often in tables of something else: 裁量标准, 收费标准, 文号."""
    return _others()["doubtful"].search(plain_head(label)) is not None


def is_other_title(title: str) -> bool:
    """Whether a title is that of a list of something else than powers: a negative list, 随机抽查事项清单, 材料清单."""
    return _others()["titles"].search(squeeze(title)) is not None


def tells_changes(title: str) -> bool:
    """Whether a title is that of powers that were taken away, handed down or changed."""
    text = squeeze(title)
    return _others()["changed"].search(text) is not None and "保留" not in text


def announces(title: str) -> bool:
    """Whether a title is that of a notice, which may be about a few powers only, or of a guide or chart and no list beside it."""
    return _others()["announced"].search(_BESIDE.sub(r"\1", squeeze(title))) is not None


def makes_public(title: str) -> bool:
    """Whether a title says that something is made public by it, and no plan or rules."""
    return _others()["issued"].search(squeeze(title)) is not None


def is_gone(remark: str) -> bool:
    """Whether a remark says that a power is no more of this department: 已取消, 已下放县（市）区."""
    return _others()["gone"].match(squeeze(remark)) is not None


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    return {role: re.compile(pattern) for role, pattern in _data()["role"].items()}


@cache
def _others() -> Mapping[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in _data()["other"].items()}


@cache
def _data() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((resources.files("rules.powers.lists") / "headers.toml").read_text("utf-8"))
