"""The built-in template of the circular to all (通报)."""

from __future__ import annotations

from typing import Any

from reports.templates.official import imprint, masthead, paper, say, signed, table

RANKS = (("名次", 13), ("单位", 53), ("成绩", 18), ("等次", 17), ("问题", 13), ("未评", 14), ("说明", 28))
PROBLEMS = (("指标", 40), ("问题", 43), ("单位", 12), ("处", 11), ("例如", 50))
OVERDUE = (
    ("条目号", 13),
    ("单位", 27),
    ("问题", 42),
    ("通知文号和日期", 29),
    ("时限", 23),
    ("逾期工作日", 12),
    ("措施", 10),
)


def template() -> Any:
    """The document."""
    made = paper()
    masthead(made)
    say(made, "公文标题", "{{ title|replace(month, month ~ '\\n') }}", "")
    say(made, "主送机关", "{{ to }}：")
    _checked(made)
    _ranked(made)
    _good(made)
    _problems(made)
    _righting(made)
    _unseen(made)
    _asked(made)
    signed(made, "{%p if overdue %}", "附件：逾期未整改问题清单", "{%p endif %}")
    say(made, "公文正文", "{%p if overdue %}")
    _overdue(made)
    say(made, "公文正文", "{%p endif %}")
    imprint(made, 156)
    return made


def _head(document: Any, name: str, title: str) -> None:
    say(document, "一级标题", f"{{{{ ordinals.{name} }}}}、{title}")


def _checked(document: Any) -> None:
    _head(document, "checked", "检查情况")
    say(
        document,
        "公文正文",
        "我办按照“{{ scheme }}”，对{{ checked.bodies }}个单位（{{ checked.groups }}）{{ month }}在本单位网站和政府门户网站公开政务信息的"
        "情况进行了网上检查，涉及{{ checked.indicators }}项指标。"
        "{% if checked.first %}所引网页取得于{{ checked.first }}{% if checked.last != checked.first %}至{{ checked.last }}{% endif %}，"
        "共{{ checked.addresses }}个地址。{% endif %}认定合规{{ checked.passed }}处，发现问题{{ checked.failed }}处。",
    )


def _ranked(document: Any) -> None:
    _head(document, "ranked", "检查结果")
    say(document, "公文正文", "成绩为得分占可评的分的百分之比，成绩相同名次相同；未能检测或待核实的既不得分也不扣分。")
    say(
        document,
        "公文正文",
        "{%p if provisional %}",
        "注明“暂定”的成绩尚有未定事项：{{ provisional }}。",
        "{%p endif %}",
    )
    say(document, "公文正文", "{%p if unranked %}", "可评的分不足一半、不排名的单位：{{ unranked }}。", "{%p endif %}")
    say(
        document,
        "公文正文",
        "{%p for each in vetoed %}",
        "{{ each.name }}因“{{ each.what }}”被单项否决。",
        "{%p endfor %}",
        "{%p for group in groups %}",
    )
    say(document, "二级标题", "{{ group.name }}")
    row = ("^{{ each.rank }}", "{{ each.name }}", "^{{ each.mark }}", "^{{ each.grade }}", "^{{ each.problems }}")
    rows = (
        ("{%tr for each in group.members %}",),
        (*row, "^{{ each.unknown }}", "{{ each.note }}"),
        ("{%tr endfor %}",),
    )
    table(document, RANKS, rows)
    say(document, "公文正文", "{%p endfor %}")


def _good(document: Any) -> None:
    _head(document, "good", "做得好的单位")
    say(
        document,
        "公文正文",
        "{%p if full %}",
        "可评的指标全部合规的单位：{{ full|join('、') }}。",
        "{%p endif %}",
        "{%p if timely %}",
        "通知整改的问题已全部改正、没有逾期的单位：{{ timely|join('、') }}。",
        "{%p endif %}",
        "{%p if improved %}",
        "与上月相比提高最多的单位：{% for each in improved %}{{ each.name }}（{{ each.before }}→{{ each.now }}，提高{{ each.gain }}分）"
        "{% if not loop.last %}、{% endif %}{% endfor %}。",
        "{%p endif %}",
        "{%p if not (full or timely or improved) %}",
        "本月的数据中没有可以列举的。",
        "{%p endif %}",
    )


def _problems(document: Any) -> None:
    _head(document, "problems", "主要问题")
    say(document, "公文正文", "{%p if problems %}", "按涉及单位多少列出，申诉中的未计入：")
    rows = (
        ("{%tr for each in problems %}",),
        (
            "{{ each.rule }}",
            "{{ each.problem }}",
            "^{{ each.departments }}",
            "^{{ each.findings }}",
            "{{ each.examples }}",
        ),
        ("{%tr endfor %}",),
    )
    table(document, PROBLEMS, rows)
    say(
        document,
        "公文正文",
        "{%p if more_problems %}",
        "另有{{ more_problems }}类问题，见各单位的整改通知书。",
        "{%p endif %}",
        "{%p else %}",
        "本月没有发现需要通报的问题。",
        "{%p endif %}",
    )


def _righting(document: Any) -> None:
    _head(document, "righting", "整改情况")
    say(
        document,
        "公文正文",
        "{% if opened %}本月新立{{ opened }}条，{% endif %}"
        "{% if rectified_total %}复查时看到已经整改、予以销号{{ rectified_total }}条{% else %}本月没有经复查销号的条目{% endif %}"
        "{% if withdrawn %}，经核实撤销{{ withdrawn }}条{% endif %}{% if closed %}，由人工销号{{ closed }}条{% endif %}。"
        "{% if open_total %}台账中现有{{ open_total }}条尚未销号"
        "{% if overdue_total %}，其中逾期未整改{{ overdue_total }}条{% endif %}。{% endif %}",
        "{%p if rectified %}",
        "销号的条目：{% for each in rectified %}{{ each.name }}{{ each.count }}条{% if not loop.last %}、{% endif %}{% endfor %}。",
        "{%p endif %}",
        "{%p if overdue %}",
        "逾期未整改的单位：{% for each in overdue %}{{ each.name }}{{ each.count }}条"
        "{% if not loop.last %}、{% endif %}{% endfor %}。清单见附件。",
        "{%p endif %}",
    )


def _unseen(document: Any) -> None:
    _head(document, "unseen", "未能检测的情况")
    say(
        document,
        "公文正文",
        "{%p if untested_total or doubted or disputed %}",
        "{% if untested_total %}因网站未能访问等原因未能检测{{ untested_total }}处，{% endif %}"
        "{% if doubted %}有待人工核实{{ doubted }}处，{% endif %}{% if disputed %}申诉或复核中{{ disputed }}处，{% endif %}"
        "均不作为问题，不影响有关单位的得分。",
        "{%p else %}",
        "本月没有未能检测的情况。",
        "{%p endif %}",
        "{%p for each in untested %}",
        "{{ each.name }}：{{ each.count }}处{% if each.reasons %}（{{ each.reasons }}）{% endif %}。",
        "{%p endfor %}",
    )


def _asked(document: Any) -> None:
    _head(document, "asked", "下一步要求")
    say(
        document,
        "公文正文",
        "{%p if overdue %}",
        "逾期未整改的单位要立即改正并书面说明原因。{% if steps %}按考核方案：{{ steps }}。{% endif %}",
        "{%p endif %}",
        "{%p if running %}",
        "正在整改时限内的{{ running }}条，有关单位要按整改通知书的时限办结并回复"
        "{% if earliest %}，最早的一条{{ earliest }}到期{% endif %}。",
        "{%p endif %}",
        "{%p if due_total %}",
        "已回复或时限已过的{{ due_total }}条，我办将在下次检查时复查。",
        "{%p endif %}",
        "{%p if waiting %}",
        "尚未通知的{{ waiting }}条，由我办另发整改通知书。",
        "{%p endif %}",
        "认为认定有误的，可以向我办提出申诉，写明条目号和理由，附上证据。",
        "{%p if contact %}",
        "联系方式：{{ contact }}",
        "{%p endif %}",
    )


def _overdue(document: Any) -> None:
    say(document, "附件标记", "附件")
    document.paragraphs[-1].paragraph_format.page_break_before = True
    say(document, "表题", "逾期未整改问题清单")
    row = (
        "^{{ each.case }}",
        "{{ body.name }}",
        "~{{ each.rule }}：{{ each.what }}",
        "{{ each.number }}（{{ each.notified }}）",
    )
    rows = (
        ("{%tr for body in overdue %}",),
        ("{%tr for each in body.cases %}",),
        (*row, "{{ each.due }}", "^{{ each.late }}", "^{{ each.step }}"),
        ("{%tr endfor %}",),
        ("{%tr endfor %}",),
    )
    table(document, OVERDUE, rows)
