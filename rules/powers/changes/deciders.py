"""Who decides a change: the department itself, the government of its own place, or another level whose decision binds others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

from crawler.snapshot import Page
from rules.bodies import is_body, is_place, means
from rules.phrases import squeeze

SIGNED = 15  # last lines of a text, in which its signature stands


class Decider(Enum):
    """Whose decision a notice is, seen from one department."""

    OWN = 1
    GOVERNMENT = 2
    OTHER = 3
    UNKNOWN = 4


_AREA = re.compile(
    r"(?:[一-龥]{2,6}?(?:省|自治区))?([一-龥]{2,6}?(?:自治州|地区|[市县盟旗]|(?<![发园景社辖小库校])区))"
    r"([一-龥]{1,5}?(?<![发园景社辖小库校城新])[县区](?=[一-龥]{3}))?"
)
_OFFICES = (
    "(?:人民)?政府(?:办公[室厅])?|(?:机构)?编制委员会.*|编办"
    "|(?:行政)?(?:审改|审批制度改革|审批|政务服务|行政服务|政务公开|法制|推进职能转变).*"
)
_HIGHER = re.compile("^(?:中华人民共和国)?国务院|^(?:[一-龥]{2,7}?(?:省|自治区)|省)(?!直)")
_NUMBER = re.compile(r"[一-龥]{1,12}[\[(〔【][12]\d{3}[\])〕】]第?\d{1,4}号")
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙内陕吉闽贵粤青藏川宁琼"


def decider(page: Page, names: tuple[str, ...], title: str) -> Decider:
    """Who decided what a notice tells: by its title, its signature, its number, else by who issued the page."""
    known = tuple(squeeze(name) for name in names)
    if any(len(name) > 3 and title.startswith(name) for name in known):
        return Decider.OWN
    head = re.split("关于|转发|印发", title, maxsplit=1)[0] if re.search("关于|转发|印发", title) else ""
    for name in (head, *_signatures(page.text)):
        found = _named(name, known)
        if found is not Decider.UNKNOWN:
            return found
    number = number_of(page)
    if number.startswith("国") or re.match(f"[{_PROVINCES}](?:政|府|办|人)", number):
        return Decider.OTHER
    return _named(squeeze(page.issuer), known)


def number_of(page: Page) -> str:
    """The number (文号) that a notice bears itself, squeezed; the numbers that it cites stand in sentences."""
    card = [value for label, value in page.reading.metadata if "号" in label]
    for line in (*card, *page.text.splitlines()[:20]):
        found = _NUMBER.search(squeeze(line))
        if found and len(squeeze(line)) <= len(found[0]) + 8:
            return found[0]
    return ""


def is_governments(name: str, names: tuple[str, ...]) -> bool:
    """Whether a name is that of the government of the place of the body with these names, or of its office for reforms."""
    areas = [part for each in names if (found := _AREA.match(each)) for part in [found[2] or found[1]]]
    level = {area[-1] for area in areas} or {each[0] for each in names if each[0] in "市县区州盟旗"}
    places = "|".join(map(re.escape, dict.fromkeys(areas)))
    start = f"(?:[一-龥]{{2,6}}?[市州])?(?:{places})" if places else "(?!)"
    return re.fullmatch(f"(?:{start}|[{''.join(sorted(level)) or '市'}])(?:{_OFFICES})", name) is not None


def _named(name: str, names: tuple[str, ...]) -> Decider:
    if not name:
        return Decider.UNKNOWN
    if is_governments(name, names):
        return Decider.GOVERNMENT
    if _HIGHER.match(name):
        return Decider.OTHER
    if is_body(name) and means(name, names):
        return Decider.OWN
    return Decider.OTHER if is_body(name) or is_place(name) else Decider.UNKNOWN


def _signatures(text: str) -> Iterator[str]:
    """The bodies that sign, the last first: lines of their own, with or without a day behind them."""
    for line in reversed(text.splitlines()[-SIGNED:]):
        plain = re.sub(r"(?:[12]\d{3}|二[〇○零0Oo]).{2,12}日$|[(]?(?:盖章|印章|公章)[)]?", "", squeeze(line))
        if is_body(plain) or is_place(plain):
            yield plain
