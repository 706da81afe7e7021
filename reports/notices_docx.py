"""Letters as Word files: a template with its fields filled in, by docxtpl in jinja2's sandbox; every fault of a template is a sentence.

What is filled in is text and stays text: no markup, no tag of a template, no character that a file cannot hold.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, nodes
from jinja2 import Template as JinjaTemplate
from jinja2.exceptions import SecurityError, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree
from markupsafe import Markup

from crawler.refusal import Fault, Refusal
from reports.letters.words import TEMPLATES
from reports.templates.packed import packed
from reports.wording import plain

FOLDER = "templates"
LARGEST = 20 << 20
NEAR = 40  # characters that show where a fault is
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_TAGS = re.compile(r"<[^>]+>")
_TAG = re.compile(r"<(/?)([\w:]+)[^>]*?(/?)>")
_UNDEFINED = re.compile(r"'([^']*)' is undefined|no attribute '([^']*)'")


class _Broken(Exception):
    """The filled-in template is no document: tags that belong together stand in different rows or paragraphs."""


class _Letter(DocxTemplate):  # type: ignore[misc]
    """A template whose outcome is read strictly: docxtpl itself would drop what is not well formed, and say nothing."""

    def fix_tables(self, xml: str) -> Any:
        try:
            etree.fromstring(xml)
        except etree.XMLSyntaxError as error:
            raise _Broken from error
        tree = super().fix_tables(xml)
        for cell in tree.iter(qn("w:tc")):
            if len(cell) == 0 or cell[-1].tag != qn("w:p"):
                cell.append(OxmlElement("w:p"))
        return tree


@dataclass(frozen=True)
class Template:
    """A template: the bytes of its file, and what the file is called; "" for a built-in one."""

    raw: bytes
    file: str = ""

    def rendered(self, fields: Mapping[str, Any], on: date) -> bytes:
        """The letter with these fields, written on that day. Raises Refusal for a template with faults."""
        letter = self._opened()
        try:
            letter.render(dict(fields), _environment(), autoescape=True)
        except TemplateError as error:
            raise Refusal(self._fault(error)) from None
        except (_Broken, etree.XMLSyntaxError):
            raise Refusal(self._torn) from None
        except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError) as error:
            values = {"error": plain(str(error))[:NEAR]}
            raise Refusal(
                Fault("模板中有算不出来的表达式：{error}", "请删除或改正", self._file, None, values)
            ) from None
        return packed(letter.docx, on, title=_clean(str(fields["title"])), author=_clean(str(fields["office"])))

    def check(self, known: Iterable[str]) -> None:
        """Raises Refusal for a field that no letter of its kind has, be it where no letter of this month would ask for it.

        The built-in ones are not asked.
        """
        if not self.file:
            return
        names, environment, letter = frozenset(known), _environment(), self._opened()
        found = [letter.get_xml()]
        for kind in (letter.HEADER_URI, letter.FOOTER_URI):
            found += [letter.get_part_xml(part) for _, part in letter.get_headers_footers(kind)]
        for each in found:
            xml = re.sub("(?=<w:p[ >])", "\n", letter.patch_xml(each))
            try:
                tree = environment.parse(xml)
            except TemplateError as error:
                raise Refusal(self._fault(error, xml)) from None
            if unknown := sorted(set(_asked(tree)) - names):
                raise Refusal(self._unknown(unknown[0]))
            if any(_is_torn(part) for part in _conditional(tree)):
                raise Refusal(self._torn)

    def _opened(self) -> _Letter:
        letter = _Letter(io.BytesIO(self.raw))
        try:
            letter.init_docx()
        except (
            PackageNotFoundError,
            BadZipFile,
            KeyError,
            ValueError,
            EOFError,
            NotImplementedError,
            etree.XMLSyntaxError,
        ):
            raise Refusal(Fault("不是 .docx 文件，或已损坏", "请用 Word 或 WPS 另存为 .docx", self._file)) from None
        return letter

    @property
    def _file(self) -> str:
        return f"{FOLDER}/{self.file}"

    @property
    def _torn(self) -> Fault:
        what = "模板的标记没有成对地放在表格行或段落中"
        return Fault(what, "请对照 gongkai notice --template 写出的内置模板改正", self._file)

    def _unknown(self, name: str) -> Fault:
        values = {"name": plain(name)[:NEAR]}
        return Fault("模板中有不认识的项“{name}”", "可用的项见 docs/letters.md", self._file, None, values)

    def _fault(self, error: TemplateError, xml: str = "") -> Fault:
        if isinstance(error, UndefinedError) and (named := _UNDEFINED.search(str(error))):
            return self._unknown(named[1] or named[2])
        if isinstance(error, SecurityError):
            return Fault("模板中有不允许的表达式", "模板只能填入 docs/letters.md 所列的项", self._file)
        values = {"error": plain(str(error))[:80], "near": _near(error, xml)}
        what = "模板有语法错误“{error}”，在“{near}”附近" if values["near"] else "模板有语法错误“{error}”"
        return Fault(what, "请对照 gongkai notice --template 写出的内置模板改正", self._file, None, values)


def template_of(folder: Path, kind: str) -> Template:
    """The template of a kind of letter: the workspace's own in `folder`, else the built-in one. Raises Refusal."""
    for name in TEMPLATES[kind]:
        path = folder / FOLDER / name
        if path.is_file():
            if path.stat().st_size > LARGEST:
                raise Refusal(Fault("模板文件过大", "请去掉其中的大图片", f"{FOLDER}/{name}"))
            return Template(path.read_bytes(), name)
    return Template(built_in(kind))


def built_in(kind: str) -> bytes:
    """The bytes of a built-in template."""
    return (resources.files("reports") / "templates" / f"{kind}.docx").read_bytes()


class _Sandbox(ImmutableSandboxedEnvironment):
    """The sandbox, which compiles each part of a template once for all letters."""

    @cache  # noqa: B019 - there is one sandbox
    def _compiled(self, source: str) -> JinjaTemplate:
        return super().from_string(source)

    def from_string(self, source: Any, *_: Any, **__: Any) -> JinjaTemplate:
        return self._compiled(source)


@cache
def _environment() -> _Sandbox:
    return _Sandbox(autoescape=True, undefined=StrictUndefined, finalize=_text)


def _text(value: Any) -> Markup:
    """A value as text of a document; braces as entities, since docxtpl looks at them once more."""
    told = value.unescape() if isinstance(value, Markup) else str(value)
    text = html.escape(_clean(told), quote=True)
    return Markup(text.replace("{", "&#123;").replace("}", "&#125;"))  # noqa: S704 - escaped just now


def _clean(text: str) -> str:
    return _UNWRITABLE.sub("", text)


def _asked(tree: nodes.Template) -> Iterator[str]:
    """The names that a template asks for, and the fields of what it goes through."""
    yield from find_undeclared_variables(tree)
    called = {id(call.node) for call in tree.find_all(nodes.Call)}
    spaces = {"loop", "self"} | {
        each.target.name
        for each in tree.find_all(nodes.Assign)
        if isinstance(each.target, nodes.Name) and isinstance(each.node, nodes.Call)
    }
    for each in tree.find_all(nodes.Getattr):
        is_own = isinstance(each.node, nodes.Name) and each.node.name in spaces
        if not is_own and id(each) not in called:
            yield each.attr


def _conditional(tree: nodes.Template) -> Iterator[str]:
    """The markup of each part of a template that is there or not, or several times."""
    found: list[nodes.If | nodes.For] = [*tree.find_all(nodes.If), *tree.find_all(nodes.For)]
    for each in found:
        for part in (each.body, each.else_):
            yield "".join(data.data for node in part for data in node.find_all(nodes.TemplateData))


def _is_torn(xml: str) -> bool:
    """Whether markup leaves open or closed what was not so before it; a line break in a text ends the text and begins it anew."""
    opened: list[str] = []
    closed: list[str] = []
    for ends, name, is_empty in _TAG.findall(xml):
        if ends and opened:
            if opened.pop() != name:
                return True
        elif ends:
            closed.append(name)
        elif not is_empty:
            opened.append(name)
    return opened != closed[::-1]


def _near(error: TemplateError, xml: str) -> str:
    """The words of the template at which a fault was seen."""
    lines = xml.splitlines()
    at = error.lineno - 1 if isinstance(error, TemplateSyntaxError) else -1
    return plain(_TAGS.sub("", lines[at]))[:NEAR] if 0 <= at < len(lines) else ""
