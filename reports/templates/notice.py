"""The built-in template of the letter to a department (整改通知书): the letter, the list of problems, the form for the reply."""

from __future__ import annotations

from typing import Any

from reports.templates.official import imprint, lying, masthead, paper, say, signed, table

PROBLEMS = (
    ("条目号", 14),
    ("类别和时限", 24),
    ("指标", 32),
    ("位置", 19),
    ("问题", 50),
    ("应当做到", 40),
    ("证据（地址、取得时间、原文）", 58),
)
FORM = (
    ("条目号", 16),
    ("问题", 66),
    ("整改措施和结果（不能改正的写明原因）", 70),
    ("完成日期", 27),
    ("改正后的网页地址", 58),
)


def template() -> Any:
    """The document."""
    made = paper()
    masthead(made)
    say(made, "公文标题", "{{ title }}", "")
    say(made, "主送机关", "{{ department }}：")
    say(
        made,
        "公文正文",
        "我办对各单位在本单位网站和政府门户网站公开政务信息的情况进行了{{ month }}网上检查。"
        "你单位有下列问题，现予通知。各条的网页地址、取得时间和原文见附件1。",
    )
    _put_right(made)
    _followed_up(made)
    _set_apart(made)
    _asked(made)
    signed(made, "附件：1. 问题清单", "　　　2. 整改情况反馈表")
    _list(made)
    _form(made)
    imprint(made, 237, copied=True)
    return made


def _section(document: Any, name: str, title: str) -> None:
    say(document, "公文正文", f"{{%p if {name} %}}")
    say(document, "一级标题", f"{{{{ ordinals.{name} }}}}、{title}（{{{{ {name}|length }}}}条）")


def _put_right(document: Any) -> None:
    _section(document, "fresh", "需要整改的问题")
    say(
        document,
        "公文正文",
        "{{ fresh_by_title }}。请在以下时限内改正（自本通知书印发次日起，按工作日计算）：",
        "{%p for each in fresh_groups %}",
        "{{ each.cases }}：{{ each.deadline }}。",
        "{%p endfor %}",
        "{%p endif %}",
    )
    _section(document, "lasting", "已经不能补正、需要书面说明的问题")
    say(
        document,
        "公文正文",
        "以下问题已成事实，网页无法再作改正，请书面说明原因和今后的措施：",
        "{%p for each in lasting_groups %}",
        "{{ each.cases }}：{{ each.deadline }}。",
        "{%p endfor %}",
        "{%p endif %}",
    )


def _followed_up(document: Any) -> None:
    _section(document, "again", "已经回复、复查时仍然存在的问题")
    say(
        document,
        "公文正文",
        "{%p for each in again_groups %}",
        "{{ each.cases }}：曾以{{ each.number }}（{{ each.notified }}）通知，你单位{{ each.replied }}回复，{{ each.seen }}的检查仍然发现。"
        "{% if each.due %}时限仍为{{ each.due }}。{% endif %}请再核对，改正后重新回复。",
        "{%p endfor %}",
        "{%p endif %}",
    )
    _section(document, "overdue", "逾期未整改的问题（催办）")
    say(
        document,
        "公文正文",
        "{%p for each in overdue_groups %}",
        "{{ each.cases }}：曾以{{ each.number }}（{{ each.notified }}）通知，时限为{{ each.due }}，"
        "{% if each.late %}已超过{{ each.late }}个工作日，{% endif %}{{ each.seen }}的检查仍然发现"
        "{% if each.replied %}（你单位{{ each.replied }}曾回复）{% endif %}。"
        "{% if each.step %}按考核方案，现予{{ each.step }}。{% endif %}"
        "{% if each.lasting %}请立即书面说明原因。{% else %}请立即改正并回复。{% endif %}",
        "{%p endfor %}",
        "{%p endif %}",
    )


def _set_apart(document: Any) -> None:
    _section(document, "disputed", "申诉或复核中的问题")
    say(
        document,
        "公文正文",
        "{%p for each in disputed_groups %}",
        "{{ each.cases }}尚无定论，答复以前不计整改时限，本次不要求整改。",
        "{%p endfor %}",
        "{%p endif %}",
    )
    _section(document, "unchecked", "以前发现、本次未能复查的问题")
    say(
        document,
        "公文正文",
        "{%p for each in unchecked_groups %}",
        "{{ each.cases }}由{{ each.seen }}的检查发现，本次没有看到是否已经改正，不作认定，也不计整改时限，请自行核对。",
        "{%p endfor %}",
        "{%p endif %}",
    )


def _asked(document: Any) -> None:
    say(document, "一级标题", "{{ ordinals.asked }}、有关要求")
    say(
        document,
        "公文正文",
        "（一）请对照附件1逐条办理，在各条的时限内将整改情况反馈表（附件2）填好、签字盖章后报我办。",
        "（二）认为认定有误的，请在时限内向我办提出申诉，写明条目号和理由，附上证据。受理申诉后，该条答复以前不计整改时限。",
        "（三）下次检查时将逐条复查：看到已经改正的销号，没有看到的继续督促。"
        "{% if steps %}逾期未整改的，按考核方案：{{ steps }}。{% endif %}",
        "{%p if contact %}",
        "联系方式：{{ contact }}",
        "{%p endif %}",
    )


def _list(document: Any) -> None:
    lying(document)
    say(document, "附件标记", "附件1")
    say(document, "表题", "问题清单")
    say(document, "表文", "{{ department }}　{{ month }}网上检查　{% if draft %}草稿{% else %}{{ number }}{% endif %}")
    rows = (
        ("{%tr for row in rows %}",),
        (
            "^{{ row.case }}",
            "{{ row.sort }}{% if row.deadline %}\n{{ row.deadline }}{% endif %}",
            "{{ row.indicator }} {{ row.title }}",
            "{{ row.place }}",
            "~{{ row.what }}{% if row.history %}\n（{{ row.history }}）{% endif %}",
            "{{ row.duty }}{% if row.basis %}\n（{{ row.basis }}）{% endif %}",
            "~{{ row.evidence }}",
        ),
        ("{%tr endfor %}",),
    )
    table(document, PROBLEMS, rows)


def _form(document: Any) -> None:
    say(document, "附件标记", "附件2")
    document.paragraphs[-1].paragraph_format.page_break_before = True
    say(document, "表题", "整改情况反馈表")
    say(
        document,
        "表文",
        "填报单位（盖章）：{{ department }}　　　　对应文号：{% if draft %}草稿{% else %}{{ number }}{% endif %}",
    )
    rows = (
        ("{%tr for row in form %}",),
        ("^{{ row.case }}", "~{{ row.title }}（{{ row.place }}）：{{ row.what }}", "", "", ""),
        ("{%tr endfor %}",),
    )
    table(document, FORM, rows, high=12)
    say(document, "表文", "")
    say(
        document,
        "表文",
        "填表人：　　　　　　　　　　联系电话：　　　　　　　　　　单位负责人（签字）：　　　　　　　　　　　　年　　月　　日",
    )
    for paragraph in document.paragraphs[-2:]:
        paragraph.paragraph_format.keep_with_next = True
