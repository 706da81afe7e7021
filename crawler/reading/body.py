"""Which part of a page is its text: without menus, heads and feet, but never without content."""

from __future__ import annotations

import re

from crawler.reading.flow import Block, Flow

CHROME_TAGS = frozenset(("nav", "header", "footer", "aside"))
CHROME = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navi|daohang|dh|menu|topmenu|header|head|top|banner|footer|foot|bottom|copyright|copy|sidebar|sidemenu|"
    r"leftnav|leftmenu|left_nav|friendlink|yqlj|share|search|login)\d{0,2}(?=$|[\s_-])",
    re.IGNORECASE,
)
FOOT = re.compile(
    r"版权所有|主办单位?[:：]|承办单位?[:：]|ICP备|公网安备|网站标识码|技术支持[:：]|建议使用\S{0,6}分辨率|最佳浏览",
    re.IGNORECASE,
)
MENU_SHARE = 0.6  # a block of chrome is a menu when most of it is links
FOOT_LENGTH = 600  # a longer block with a copyright line holds more than a foot
MOST = 0.9  # the part that holds nearly all prose is the article; the rest is not worth the risk
ENOUGH = 60  # characters of prose below which a page is a list or a menu, and is kept whole


def content(page: Flow) -> tuple[list[str], Block | None]:
    """The lines of the main text, and the block that holds them: the smallest with nearly all prose, else the whole page."""
    if not page.blocks:
        return page.lines, None
    dropped = _chrome(page)
    prose = _prose(page, dropped)
    best = 0
    if prose[0] >= ENOUGH:
        for index, block in enumerate(page.blocks):
            if prose[index] >= MOST * prose[0] and block.last > block.first and block.parent in (best, -1):
                best = index
    block = page.blocks[best]
    skipped = {line for index in dropped for line in range(page.blocks[index].first, page.blocks[index].last)}
    kept = [page.lines[n] for n in range(block.first, min(block.last, len(page.lines))) if n not in skipped]
    return (kept or page.lines), block


def _chrome(page: Flow) -> set[int]:
    """Blocks that are menus, heads or feet by their tag, name or words, and that hold little else."""
    whole = page.blocks[0].prose + page.blocks[0].linked
    found: set[int] = set()
    for index, block in enumerate(page.blocks):
        if block.tag in ("body", "html") or block.last <= block.first:
            continue
        size = block.prose + block.linked
        if (
            size
            and size < MOST * whole
            and (_is_foot(page, block) or (_is_named(block) and block.linked > MENU_SHARE * size))
        ):
            found.add(index)
    return found


def _is_named(block: Block) -> bool:
    if block.tag in CHROME_TAGS:
        return True
    attributes = block.node.attributes
    name = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return bool(CHROME.search(name))


def _is_foot(page: Flow, block: Block) -> bool:
    """A short block in the last half of the page that begins with a line of a foot and has two of them, or one alone."""
    if block.prose + block.linked > FOOT_LENGTH or block.first * 2 < len(page.lines):
        return False
    lines = page.lines[block.first : block.last]
    return bool(lines) and bool(FOOT.search(lines[0]) or (FOOT.search(" ".join(lines)) and _is_named(block)))


def _prose(page: Flow, dropped: set[int]) -> list[int]:
    """Each block's prose without that of the dropped blocks in it."""
    prose = [block.prose for block in page.blocks]
    for index in dropped:
        parent, inside = page.blocks[index].parent, False
        above = parent
        while above >= 0:
            inside = inside or above in dropped
            above = page.blocks[above].parent
        above = index
        while not inside and above >= 0:
            prose[above] -= page.blocks[index].prose
            above = page.blocks[above].parent
    return prose
