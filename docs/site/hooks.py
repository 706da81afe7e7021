"""What mkdocs is told while it builds: links out of docs/ lead to the page that shows the file, and English pages say that they are."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from typing import Any

from mkdocs.plugins import get_plugin_logger

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"(?<!!)\[(?P<words>[^\]\n]*)\]\((?P<target>[^)#\s]+)(?P<anchor>#[^)\s]*)?\)")
FENCE = re.compile(r"^( *)(```|~~~).*?^\1\2", re.M | re.S)
SHOWN = {"rules/README.md": "handbook.md"}  # files of the repository that have a page of their own here
HANDBOOK = "handbook.md"
log = get_plugin_logger("hooks")


def on_page_markdown(markdown: str, *, page: Any, **_: Any) -> str:
    """The page with its links out of docs/ turned: to the page that shows the file, else to the file's name."""
    if page.file.src_uri == HANDBOOK:
        markdown = f"# 规则手册 · Handbook\n\n{_embedded((ROOT / 'rules' / 'README.md').read_text('utf-8'))}"
        return _turned(markdown, PurePosixPath("rules"), page)
    return _turned(markdown, PurePosixPath("docs") / PurePosixPath(page.file.src_uri).parent, page)


def on_page_content(html: str, *, page: Any, config: Any, **_: Any) -> str:
    """English text on a Chinese page is marked as such, for readers aloud and for hyphenation."""
    english = page.file.src_uri.endswith(".en.md") or not _has_english(page.file.src_uri)
    return f'<div lang="en">\n{html}\n</div>' if english and config.theme["language"] != "en" else html


def _has_english(uri: str) -> bool:
    return (ROOT / "docs" / f"{uri.removesuffix('.md')}.en.md").is_file() or uri == HANDBOOK


def _embedded(text: str) -> str:
    """The handbook below a title of its own: its chapters one level down, without its first line."""
    return re.sub(r"^(#+ )", r"#\1", text.partition("\n")[2], flags=re.M)


def _turned(markdown: str, folder: PurePosixPath, page: Any) -> str:
    """Links outside of code; what is in code stays as it is."""
    done, last = [], 0
    for fence in FENCE.finditer(markdown):
        done += [LINK.sub(lambda link: _link(link, folder, page), markdown[last : fence.start()]), fence[0]]
        last = fence.end()
    return "".join([*done, LINK.sub(lambda link: _link(link, folder, page), markdown[last:])])


def _link(link: re.Match[str], folder: PurePosixPath, page: Any) -> str:
    target, anchor = link["target"], link["anchor"] or ""
    if "://" in target or target.startswith(("/", "mailto:")):
        return link[0]
    path = (ROOT / folder / target).resolve()
    if not path.exists():
        if folder.parts[0] != "docs":
            log.warning("%s names %s, which is not there", page.file.src_uri, target)
        return link[0]
    name = path.relative_to(ROOT).as_posix()
    up = "../" * page.file.src_uri.count("/")
    if name in SHOWN:
        return f"[{link['words']}]({up}{SHOWN[name]}{anchor})"
    if not name.startswith("docs/"):
        return f"{link['words']}" if link["words"].strip("`") == name else f"{link['words']} (`{name}`)"
    return link[0] if folder.parts[0] == "docs" else f"[{link['words']}]({up}{name.removeprefix('docs/')}{anchor})"
