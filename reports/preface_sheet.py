"""The workbook's first sheet (说明): what it is, how to fill it in, which numbers it uses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlsxwriter.worksheet import Worksheet

from checker.scheme import Sharing
from reports import form
from reports.book import Book
from reports.formulas import tab
from reports.remedies import named_in, remedy
from reports.styles import BAND, HEAD, INPUT_COLOUR, LINE, RULE, Styles, lines_of, write_text
from reports.wording import Wording, plain

LABEL, TEXT, LAST = 1, 2, 5  # columns; texts run over the last four
WIDTHS = (2, 18, 25, 25, 25, 25)


def contents(book: Book) -> Iterator[tuple[str, str]]:
    """The sheets of a workbook and what each is for."""
    if not book.year_end:
        yield form.RANKING, "各组名次、成绩、等次，随督查员的意见即时重算"
        yield form.FOUND, "每行一个问题，附证据；在浅黄色单元格填写意见"
        yield form.DOUBTS, "未能检测或需要人看的，不得分也不扣分；核实后填写结果"
    yield form.ON_SITE, "每行一件须到现场看的事；选择结果或填写得分"
    if not book.year_end:
        yield form.APPEALS, "单位的申诉，等待答复"
        yield form.LEDGER, "每个问题一行：何时发现、整改期限、现在的状态"
        if book.air:
            yield "空气日历", "按日列出两处公布的空气质量指数，底色为级别的颜色"
        yield form.SCORES, "分数的算式，逐个问题、逐处、逐个单位"
    yield form.ABOUT, "供读回时核对，请不要改动"


def steps(book: Book) -> Iterator[str]:
    """How to fill the workbook in."""
    yield "只填浅黄色的单元格；其余的受保护，不必改动（没有密码，要排序时可先撤销工作表保护）。请不要改动“编号”列，行和列的次序可以改变。"
    if not book.year_end:
        yield "“检查发现”：维持，或撤销，或改为扣多少分。空着的就是没有意见。"
        yield "“无法检测”：属实（按问题扣分）、不属实（不扣分），或改为扣多少分。“整项不能评定”的没有“属实”。"
    yield "“实地检查”：有答案的从列表中选，得分自动算出；没有答案的填得分，从 0 到满分。看不到的选“无法查看”，没有看的留空，不要填 0。"
    yield "每一行意见或得分都要写姓名和日期；撤销、不属实、改为要写理由。"
    if not book.year_end:
        yield "“扣分”“不能评定的分”是程序的评定；采用意见之后的分数见“计分”和“排名”。"
        yield "“成绩”＝得分÷可评×100，保留两位小数；还有未能检测、未核实、未答复的，成绩暂定。可评不到一半的不排名。"
        yield "“整改期限”从通知之日起按工作日计算，扣除节假日，计入调休；还没有通知的没有期限。"
    yield "填好后用 gongkai import 读入；同一张表读两次不会重复计入，清空已读入的内容不会删除它。"


class Preface:
    """Writes the sheet."""

    def __init__(self, sheet: Worksheet, book: Book, wording: Wording, styles: Styles) -> None:
        self._sheet, self._book, self._wording, self._row = sheet, book, wording, 0
        edge = {"border": 1, "border_color": RULE, "valign": "vcenter"}
        self._title = styles.add(bold=True, font_size=18, font_color=HEAD, valign="vcenter")
        self._section = styles.add(bold=True, font_size=11, font_color="#FFFFFF", bg_color=HEAD, valign="vcenter")
        self._label = styles.add(**edge, bold=True, bg_color=BAND)
        self._text = styles.add(**edge, text_wrap=True)
        self._link = styles.add(**edge, font_color="#0563C1", underline=1)
        self._head = styles.add(**edge, bold=True, bg_color=BAND, align="center")
        self._number = styles.add(**edge, num_format="0.##", align="center")
        self._input = styles.add(**edge, bg_color=INPUT_COLOUR, text_wrap=True)
        self._step = styles.add(**edge, align="center", bold=True, bg_color=BAND)

    def write(self) -> None:
        """Writes everything, from top to bottom."""
        for column, wide in enumerate(WIDTHS):
            self._sheet.set_column(column, column, wide)
        self._sheet.hide_gridlines(2)
        self._heading()
        self._how()
        self._where()
        self._unread()
        self._weights()
        self._sheet.protect("", {"format_columns": True, "format_rows": True})

    def _heading(self) -> None:
        book, say = self._book, self._wording.say
        title = "{stage} 年政务公开年终实地检查" if book.year_end else "{stage} 政务公开网上检查"
        self._sheet.set_row(0, 34)
        write_text(
            self._sheet, 0, LABEL, f"{plain(book.city)}　{say(title, stage=book.stage)}".strip("　"), self._title
        )
        self._row = 1
        scheme = say("{title}（{id}）", title=say(book.scheme.title), id=book.scheme.id)
        about = (
            ("考核方案", scheme),
            ("范围", plain(book.scope)),
            ("导出日期", str(book.on)),
            ("版本", f"{form.VERSION} {book.scheme.id} {book.stage}"),
        )
        for label, value in about:
            self._line(say(label), plain(value))

    def _how(self) -> None:
        self._begin("怎样填写")
        for number, words in enumerate(steps(self._book), 1):
            style = self._input if number == 1 else self._text
            self._line(str(number), self._wording.say(words), self._step, style)

    def _where(self) -> None:
        self._begin("各表")
        for name, words in contents(self._book):
            told = self._wording.say(name)
            self._line(told, self._wording.say(words), self._label)
            if name != "空气日历":
                self._sheet.write_url(self._row - 1, LABEL, f"internal:{tab(told)}A1", self._link, told)

    def _unread(self) -> None:
        """What to do about each reason for which something in this book could not be checked."""
        names = dict.fromkeys(name for line in self._book.doubts for name in named_in(line.machine.finding))
        if names:
            self._begin("没能检测的，怎么办")
        for name in names:
            self._line(self._wording.reason(name), remedy(name, self._wording))

    def _weights(self) -> None:
        matrix, say = self._book.scheme.matrix, self._wording.say
        self._begin("权重和等次")
        rows: Sequence[tuple[str, Sequence[Decimal]]] = (
            ("日常", (matrix.daily_online, matrix.daily_on_site)),
            ("年终", (matrix.year_end_online, matrix.year_end_on_site)),
        )
        for column, words in enumerate(("", "网上", "实地", "合计"), LABEL):
            write_text(self._sheet, self._row, column, say(words), self._head)
        for number, (words, cells) in enumerate(rows, self._row + 1):
            write_text(self._sheet, number, LABEL, say(words), self._label)
            for column, value in enumerate((*cells, sum(cells, Decimal(0))), TEXT):
                self._sheet.write_number(number, column, float(value), self._number)
        write_text(self._sheet, self._row + 3, LABEL, say("合计"), self._label)
        online, on_site = (rows[0][1][at] + rows[1][1][at] for at in (0, 1))
        for column, value in enumerate((online, on_site, online + on_site), TEXT):
            self._sheet.write_number(self._row + 3, column, float(value), self._number)
        self._row += 4
        grades = "　".join(f"{say(each.name)} ≥ {each.at_least.normalize():f}" for each in self._book.scheme.grades)
        self._line(say("等次"), plain(grades))
        scaled = self._book.scheme.sharing is Sharing.SCALE
        shared = "不适用的指标，分值按比例分给其余各项" if scaled else "不适用的指标，分值留在本组（一级指标）"
        self._line(say("不适用"), say(shared))

    def _begin(self, words: str) -> None:
        self._sheet.set_row(self._row, 6)
        self._row += 1
        for column in range(LABEL, LAST + 1):
            write_text(
                self._sheet, self._row, column, self._wording.say(words) if column == LABEL else "", self._section
            )
        self._sheet.set_row(self._row, 20)
        self._row += 1

    def _line(self, label: str, text: str, labelled: object = None, style: object = None) -> None:
        write_text(self._sheet, self._row, LABEL, label, labelled or self._label)
        self._sheet.merge_range(self._row, TEXT, self._row, LAST, "", style or self._text)
        write_text(self._sheet, self._row, TEXT, text, style or self._text)
        self._sheet.set_row(self._row, LINE * lines_of(text, sum(WIDTHS[TEXT:])) + 5)
        self._row += 1
