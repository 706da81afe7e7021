"""Lists of powers in the forms in which departments publish them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from html import escape

from reports.samplecity.content import Article, Attachment
from reports.samplecity.dice import number
from reports.samplecity.documents import FORMATS, Paper, Rows, html, html_table
from reports.samplecity.duties import LICENCE, PENALTY
from reports.samplecity.faults import Fault, has_limits
from reports.samplecity.register import Power, Register
from reports.samplecity.shelf import Shelf

GROWN = date(2015, 3, 31)  # 中办发〔2015〕21号 asks for every field; the city published its lists anew a week later
FORMS = ("html", "two-headed", "by-class", "each", "text", "xls", "xlsx", "sheets", "docx", "docx-by-class", "pdf")
FILED = ("xls", "xlsx", "docx")
WIDEST_PDF = 6  # columns
TITLES = ("{org}行政权力清单", "{org}行政职权目录", "{org}权责清单", "{org}行政职权清单（{year}年版）")
NUMBER = "序号"
# role: what the lists of the city call it, one word for each vocabulary
WORDS: Mapping[str, tuple[str, ...]] = {
    "code": ("职权编码", "项目编码", "编号", "权力编码", "职权代码"),
    "name": ("职权名称", "项目名称", "权力名称", "权力事项名称", "行政职权名称"),
    "kind": ("职权类型", "项目类别", "权力类型", "权力类别", "职权类别"),
    "basis": ("实施依据", "设定依据", "法律依据", "法定依据", "职权依据"),
    "office": ("行权部门", "承办机构", "行使主体", "实施机构", "责任科室"),
    "legal": ("法定时限", "法定期限", "法定办结时限", "法定办理时限", "法定期限"),
    "promised": ("承诺时限", "承诺期限", "承诺办结时限", "承诺办理时限", "承诺期限"),
    "chart": ("流程图", "运行流程图", "权力运行流程图", "职权流程图", "外部流程图"),
    "supervision": ("监督方式", "监督电话", "监督方式", "投诉举报电话", "监督方式"),
    "duty": ("责任事项", "责任事项", "责任事项", "对应责任", "责任事项"),
    "accountability": ("追责情形", "追责依据", "追责情形", "追责情形", "追责依据"),
}
FIRST = ("code", "name", "kind", "basis")
LIMITS = ("legal", "promised")
LATER = ("office", "chart", "supervision")
DUTIES = {
    LICENCE: "受理责任、审查责任、决定责任、送达责任、事后监管责任",
    PENALTY: "立案责任、调查责任、审查责任、告知责任、决定责任、送达责任、执行责任",
}
ACCOUNTABLE = "不履行或者不正确履行职责的，依法依纪追究责任"
GROUPS = {
    "code": "职权基本信息",
    "name": "职权基本信息",
    "kind": "职权基本信息",
    "legal": "办理时限",
    "promised": "办理时限",
}


@dataclass(frozen=True)
class _List:
    """A list before it has a form."""

    shelf: Shelf
    title: str
    day: date
    powers: tuple[Power, ...]
    words: int
    roles: tuple[str, ...]
    hollow: str = ""
    broken: bool = False

    def head(self, roles: tuple[str, ...]) -> tuple[str, ...]:
        return (NUMBER, *(WORDS[role][self.words] for role in roles))

    def cell(self, power: Power, role: str) -> str:
        if role == "basis" and power.name == self.hollow:
            return ""
        if role == "office" and "主体" in WORDS[role][self.words]:
            return self.shelf.org
        return CELLS[role](power)

    def rows(self, powers: tuple[Power, ...], roles: tuple[str, ...]) -> Rows:
        lines = ((str(n), *(self.cell(power, role) for role in roles)) for n, power in enumerate(powers, start=1))
        return (self.head(roles), *lines)

    def by_class(self) -> Iterator[str | Rows]:
        """A caption and a table without the class for each class."""
        roles = tuple(role for role in self.roles if role != "kind")
        for place, kind in enumerate(dict.fromkeys(power.kind for power in self.powers), start=1):
            held = tuple(power for power in self.powers if power.kind == kind)
            yield f"{place}. {kind}"
            yield self.rows(held, roles)


def _days(count: int) -> str:
    return f"{count}个工作日" if count else "—"


CELLS: Mapping[str, Callable[[Power], str]] = {
    "code": lambda power: power.code,
    "name": lambda power: power.name,
    "kind": lambda power: power.kind,
    "basis": lambda power: power.basis,
    "office": lambda power: power.office,
    "legal": lambda power: _days(power.legal),
    "promised": lambda power: _days(power.promised),
    "chart": lambda power: "见流程图",
    "supervision": lambda power: f"电话：{power.telephone}",
    "duty": lambda power: DUTIES.get(power.kind, "告知责任、实施责任、监管责任"),
    "accountability": lambda power: ACCOUNTABLE,
}


def power_list(shelf: Shelf, held: Register, fault: Fault | None, last: date) -> list[Article]:
    """The list of everything that a department may do; a page, a page with a file, or a page for each power."""
    kind, about = (fault.kind, fault.subject) if fault else ("", "")
    if kind in ("missing", "unlisted"):
        return []
    form = _form(shelf, kind)
    made = _made(shelf, held, kind, about, last)
    if form == "pdf" and len(made.roles) >= WIDEST_PDF:
        form = "xlsx"
    if form == "each":
        return [_single(made, power) for power in made.powers]
    if form in PAGES:
        return [shelf.article(made.title, PAGES[form](made), made.day)]
    return [_filed(made, form)]


def _form(shelf: Shelf, kind: str) -> str:
    form = shelf.chance("form of list").choice(FORMS)
    if kind == "broken" or (kind == "duplicate" and form == "each"):
        return shelf.chance("form of list", 2).choice(FILED)
    return form


def _made(shelf: Shelf, held: Register, kind: str, about: str, last: date) -> _List:
    chance = shelf.chance("list")
    org = shelf.org if shelf.named or chance.random() < 0.5 else ""
    first = date(2012, 1, 4) + timedelta(days=chance.randrange(20))
    day = held.since(GROWN if last >= GROWN else first)
    title = chance.choice(TITLES).format(org=org, year=day.year)
    roles = (*FIRST, *(role for role in LATER if last >= GROWN or chance.random() < 0.5))
    if has_limits(shelf.seed, shelf.slot):
        roles = (*roles, *LIMITS)
    if last >= GROWN:
        roles = (*roles, "duty", "accountability")
    made = _List(shelf, title, day, held.powers, chance.randrange(len(WORDS["code"])), roles)
    return _flawed(made, kind, about)


def _flawed(made: _List, kind: str, about: str) -> _List:
    powers, named = made.powers, [power for power in made.powers if power.name == about]
    if kind == "no-field":
        return replace(made, roles=tuple(role for role in made.roles if FIELDS.get(about) != role))
    if kind == "blank-field":
        return replace(made, hollow=about)
    if kind == "duplicate":
        return replace(made, powers=(*powers, *named))
    if kind == "places-differ":
        return replace(made, powers=tuple(power for power in powers if power not in named))
    if kind == "abolished-class":
        old = (replace(power, kind=ABOLISHED) if power in named else power for power in powers)
        return replace(made, powers=tuple(old))
    return replace(made, broken=kind == "broken")


FIELDS = {"编码": "code", "依据": "basis", "监督方式": "supervision"}
ABOLISHED = "非行政许可审批"


def _single(made: _List, power: Power) -> Article:
    """A page that tells of one power, field by field."""
    rows = tuple((WORDS[role][made.words], made.cell(power, role)) for role in made.roles)
    title = f"{made.title.split('（')[0]}：{power.name}"
    return made.shelf.article(title, html_table(rows), made.day)


def _two_headed(made: _List) -> str:
    top, second = ['<td rowspan="2">序号</td>'], []
    for role in made.roles:
        group = GROUPS.get(role, "")
        word = escape(WORDS[role][made.words])
        if not group:
            top.append(f'<td rowspan="2">{word}</td>')
            continue
        second.append(f"<td>{word}</td>")
        width = sum(GROUPS.get(other) == group for other in made.roles)
        if role == next(other for other in made.roles if GROUPS.get(other) == group):
            top.append(f'<td colspan="{width}">{group}</td>')
    lines = made.rows(made.powers, made.roles)[1:]
    body = ("".join(f"<td>{escape(cell)}</td>" for cell in line) for line in lines)
    rows = ("".join(top), "".join(second), *body)
    return '<table border="1" cellspacing="0">' + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def _typed(made: _List) -> str:
    """The list in numbered lines."""
    lines = []
    for place, power in enumerate(made.powers, start=1):
        lines.append(f"{place}．{power.name}")
        lines += [f"{WORDS[role][made.words]}：{made.cell(power, role)}" for role in made.roles if role != "name"]
    return "\n".join(f"<p>{escape(line)}</p>" for line in lines)


PAGES: Mapping[str, Callable[[_List], str]] = {
    "html": lambda made: html_table(made.rows(made.powers, made.roles)),
    "two-headed": _two_headed,
    "by-class": lambda made: html(Paper(made.title, tuple(made.by_class()))),
    "text": _typed,
}


def _filed(made: _List, form: str) -> Article:
    if form in ("sheets", "docx-by-class"):
        blocks: tuple[str | Rows, ...] = tuple(made.by_class())
    else:
        blocks = (made.rows(made.powers, made.roles),)
    suffix, media_type, write = FORMATS[{"sheets": "xlsx", "docx-by-class": "docx"}.get(form, form)]
    title, shelf = made.title, made.shelf
    body = None if made.broken else write(Paper(title, blocks))
    file = Attachment(f"W{number(title, *shelf.slot):010}{suffix}", title + suffix, media_type, body)
    return shelf.article(title, f"<p>现将{shelf.org}依法行使的职权予以公布，详见附件。</p>", made.day, (file,))
