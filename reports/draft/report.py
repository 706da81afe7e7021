"""The draft of the report's paragraphs, in the six parts of the Regulation of 2008, or from 2019 in those of the national form.

Sources: 《政府信息公开条例》（国务院令第492号）第三十二条; 国办公开办函〔2019〕60号 and 国办公开办函〔2021〕30号.
"""

from __future__ import annotations

from collections.abc import Iterator

from reports.annual_book import Plan
from reports.draft.asked import asked, asked_briefly, charged, disputes
from reports.draft.people import TABLES_FROM, broadcasts, support, visits
from reports.draft.sentences import ALL, STATISTICS, Paragraph, Part, Style, Teller, blank, heading, paragraph
from reports.draft.web import budgets, found_on_web, interaction, notes_for_writers, published
from reports.wording import Wording, plain


def draft(plan: Plan, wording: Wording) -> list[Part]:
    """The draft of a year, paragraph by paragraph."""
    teller = Teller(plan)
    annual = plan.annual
    title = f"{plain(annual.city)}{annual.year}年政府信息公开工作年度报告（草稿）"
    parts = _since_2019(teller) if annual.year >= TABLES_FROM else _until_2018(teller)
    return [paragraph(title, style=Style.TITLE), *parts, *notes_for_writers(teller, wording)]


def _intro(teller: Teller) -> Paragraph:
    year = teller.annual.year
    return paragraph(
        f"按照《中华人民共和国政府信息公开条例》的规定，编制{year}年度报告。"
        f"所列数据的统计期限为{year}年1月1日至12月31日。报告的电子版登载在",
        blank("门户网站名称和网址"),
        "。如有疑问，请与",
        blank("联系单位、电话"),
        "联系。",
    )


def _until_2018(teller: Teller) -> Iterator[Part]:
    """The six parts of the Regulation of 2008."""
    yield _intro(teller)
    yield heading("一、概述")
    yield from budgets(teller)
    yield from interaction(teller)
    yield from broadcasts(teller)
    yield from support(teller)
    yield heading("二、主动公开政府信息的情况")
    yield from published(teller, STATISTICS)
    yield from found_on_web(teller)
    yield from visits(teller)
    yield heading("三、依申请公开政府信息和不予公开政府信息的情况")
    yield from asked(teller)
    yield heading("四、政府信息公开的收费及减免情况")
    yield charged(teller)
    yield heading("五、因政府信息公开申请行政复议、提起行政诉讼的情况")
    yield from disputes(teller)
    yield heading("六、政府信息公开工作存在的主要问题及改进情况")
    yield paragraph(blank("存在的主要问题、改进措施"))
    if any(spot.block == STATISTICS for spot in teller.annual.values):
        yield heading("附：政府信息公开情况统计表")
        block = next(each for each in teller.annual.form.blocks if each.id == STATISTICS)
        yield teller.printed(block, [ALL])


def _since_2019(teller: Teller) -> Iterator[Part]:
    """The six parts of the national form, with its three tables."""
    blocks = {each.id: each for each in teller.annual.form.blocks}
    yield _intro(teller)
    yield heading("一、总体情况")
    yield paragraph("（一）主动公开。", blank("主动公开工作的总体情况"))
    yield from found_on_web(teller)
    yield from budgets(teller)
    yield from interaction(teller)
    yield from broadcasts(teller)
    yield paragraph("（二）依申请公开。", asked_briefly(teller))
    yield paragraph("（三）政府信息管理。", blank("规范性文件管理、目录更新、公文属性认定等"))
    yield paragraph("（四）平台建设。", blank("门户网站、政务新媒体、查阅场所等"))
    yield from visits(teller)
    yield paragraph("（五）监督保障。", blank("机构、考核、培训等"))
    yield from support(teller)
    for words, block in (
        ("二、主动公开政府信息情况", "published"),
        ("三、收到和处理政府信息公开申请情况", "requests"),
        ("四、政府信息公开行政复议、行政诉讼情况", "disputes"),
    ):
        yield heading(words)
        yield teller.printed(blocks[block], [each.id for each in blocks[block].columns])
    yield heading("五、存在的主要问题及改进情况")
    yield paragraph(blank("存在的主要问题、改进情况"))
    yield heading("六、其他需要报告的事项")
    yield charged(teller)
    yield paragraph(blank("其他需要报告的事项；没有的写明没有"))
