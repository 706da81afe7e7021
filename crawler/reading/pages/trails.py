"""A page's place among the columns: its breadcrumb, else meta ColumnName, else the one marked entry of a menu."""

from __future__ import annotations

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser

from crawler.reading.pages import flow, labels
from crawler.reading.pages.lines import CLOCK, TRAIL_HOME, info_at, place

HOME = re.compile(r"^(?:网站|返回|本站)?(?:首\s*页|主\s*页|home)$", re.IGNORECASE)
SITE_HOME = re.compile(r"(?:网|网站|门户|首页)$")
STRONG = re.compile(r"\s*(?:-+>|=+>|>+|＞+|»|›|→|＞|≫|》|::|⟩)\s*")
WEAK = re.compile(r"\s*(?:/|\\|｜|\||—|–|\s-\s|-)\s*")
LEAF = re.compile(
    r"^(?:文章|信息|浏览|查看)?(?:正\s*文|内容|列表|详情|详细(?:信息|内容|页面?)?|信息内容|文章内容|正文内容|内容页|查看|浏览)$"
)
TRAIL_LINES = 8
NAMED = re.compile(r"crumb|bread|weizhi|dqwz|location|position|(?:^|[\s_-])(?:mbx|wz|path|place|local|loc)(?:$|[\s_-])")
MARKED = ", ".join(f"li.{name}, a.{name}, dd.{name}" for name in ("on", "cur", "curr", "active", "current", "selected"))
ENTRY = range(3, 21)  # characters; [大] and 首页 are marked too
MOST_MARKED = 40
STEP = 40  # characters; what is longer is the title
OWN_TITLE = 6  # characters; a shorter last step may be a column that the title begins with


def columns(tree: LexborHTMLParser, page: flow.Flow, meta: dict[str, str]) -> tuple[str, ...]:
    """The path of columns without home; an article's own title may still end it."""
    lines = page.lines
    for index, line in enumerate(lines[: max(120, len(lines) // 2)]):
        if (trail := _trail(lines, index, line)) and (steps := _tidy(trail, meta)):
            return steps
    if steps := _tidy(_by_name(page), meta):
        return steps
    name = meta.get("columnname", "")
    return (name,) if name else _marked(tree)


def without(trail: Sequence[str], title: str) -> tuple[str, ...]:
    """The path without a last step that is the article's own title or the beginning of it."""
    last = labels.squeeze(trail[-1]).rstrip(".…") if trail else ""
    own = len(last) > OWN_TITLE and labels.squeeze(title).startswith(last)
    return tuple(trail[:-1] if own else trail)


def _trail(lines: Sequence[str], index: int, line: str) -> list[str]:
    found = place(line) if len(line) <= 300 else None
    if found:
        rest = line[found.end() :].strip(" \t\u3000:：")
        if not rest:
            rest = _following(lines, index + 1)
        return _parts(rest)
    return _parts(line) if len(line) <= 200 and TRAIL_HOME.match(line) else []


def _following(lines: Sequence[str], start: int) -> str:
    """A breadcrumb whose steps stand in lines of their own."""
    steps: list[str] = []
    for line in lines[start : start + TRAIL_LINES]:
        steps.append(line)
        if STRONG.search(line) and len(STRONG.split(line)) > 2:
            break
        if len(line) > 30:
            steps.pop()
            break
    joined = " ".join(steps)
    if STRONG.search(joined):
        last = max(n for n, step in enumerate(steps) if STRONG.search(step))
        return " ".join(steps[: last + 2])
    return ">".join(steps[:4]) if steps and HOME.match(steps[0]) else ""


def _parts(text: str) -> list[str]:
    text = text.replace("\t", " ")
    if found := CLOCK.search(text):
        text = text[: found.start()]
    if (end := info_at(text)) >= 0:
        text = text[:end]
    splitter = STRONG if STRONG.search(text) else WEAK
    return [part.strip(" \u3000:：[]【】") for part in splitter.split(text)]


def _tidy(trail: list[str], meta: dict[str, str]) -> tuple[str, ...]:
    """The steps that are columns. A first step that is the site's own name is its home."""
    steps = [step for step in trail if step and not HOME.match(step) and not LEAF.match(step) and len(step) <= STEP]
    if len(steps) > 1 and len(steps) == len([s for s in trail if s]) - _leaves(trail) and _is_site(steps[0], meta):
        steps = steps[1:]
    return tuple(steps)


def _leaves(trail: Sequence[str]) -> int:
    return sum(bool(LEAF.match(step)) for step in trail)


def _is_site(step: str, meta: dict[str, str]) -> bool:
    return bool(SITE_HOME.search(step)) or step == meta.get("sitename")


def _by_name(page: flow.Flow) -> list[str]:
    """The links of a small block that is called a breadcrumb and begins at home; its dividers may be pictures."""
    for block in page.blocks:
        if not block.linked or block.linked + block.prose > 150 or block.last - block.first > TRAIL_LINES:
            continue
        if not NAMED.search(flow.called(block)):
            continue
        steps = page.lines[block.first : block.last]
        if len(steps) < 2:
            steps = _linked(block, steps[0])
        if len(steps) > 1 and (HOME.match(steps[0]) or not steps[0]):
            return steps
    return []


def _linked(block: flow.Block, line: str) -> list[str]:
    """The links of a line, and what follows the last one."""
    steps = [flow.words(node) for node in block.node.css("a")]
    rest = line.rpartition(steps[-1])[2].strip(flow.MARKS) if steps and steps[-1] else ""
    return [*steps, rest] if rest else steps


def _marked(tree: LexborHTMLParser) -> tuple[str, ...]:
    """The entry of a menu that is marked as the present one, where only one is."""
    found = {
        text
        for node in tree.css(MARKED)[:MOST_MARKED]
        if len(text := flow.words(node)) in ENTRY and not HOME.match(text)
    }
    return (found.pop(),) if len(found) == 1 else ()
