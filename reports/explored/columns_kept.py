"""What the tables of the file of results mean, as the program itself keeps them."""

from __future__ import annotations

from collections.abc import Mapping

from reports.explored.columns import About

KEPT: Mapping[str, About] = {
    "assessments": About(
        "测评（原始）",
        "每行一个单位的一个月：按哪个方案评的，当时名册怎样写。",
        {"scheme": "考核方案", "roster": "名册中的这一行，JSON"},
        ("period", "scheme"),
        "-period",
    ),
    "verdicts": About(
        "评定（原始）",
        "每行一个单位一个月一项指标的评定，为机器所评，没有裁定。",
        {
            "title": "指标名称",
            "sort": "指标种类：deduct 扣分，bonus 加分，veto 单项否决",
            "vetoes": "1：单项否决",
            "may_veto": "1：查清后可能否决",
        },
        ("period", "outcome", "sort"),
        "-period",
        "title",
    ),
    "findings": About(
        "检查发现（原始）",
        "每行一条检查发现，为机器所见，没有裁定；写成文字的见 checks。",
        {"note": "说明的模板", "note_values": "填入说明的值，JSON", "explained": "1：同一问题已在别处扣过分"},
        ("period", "outcome", "place"),
        "-period",
        "problem",
    ),
    "citations": About(
        "证据",
        "每行一条检查发现所引的一处原文。",
        {"finding": "findings.number，从 0 起"},
        ("period", "read_by"),
        "-period",
        "quote",
    ),
    "figures": About(
        "“三公”经费数字（原始）",
        "每行从一个单位的预算或决算中读到的一个数。",
        {
            "kind": "budget 预算，final 决算",
            "year": "哪一年的数",
            "told_in": "哪一年的文件中写的",
            "head": "费用项目，见 words",
            "value": "数值，按 unit",
            "printed": "原文怎样写",
            "unit": "金额的单位",
            "alone": "1：这一份只有这一个数",
        },
        ("period", "kind", "head", "unit"),
        "-period",
    ),
    "relooks": About(
        "复查",
        "每行一次检查对一个未销号条目的复查结果。",
        {"kind": "复查的结果，见 words 的 event", "of": "针对哪个月份"},
        ("period", "kind"),
        "-period",
        is_inner=True,
    ),
    "schemes": About(
        "当时的考核方案",
        "每行一个月：当月按哪个方案评的，方案的全文。",
        {"id": "考核方案", "text": "方案全文，TOML"},
        ("id",),
        "-period",
        "id",
    ),
    "items": About(
        "公开的信息",
        "每行一条在网站上见到的信息（网页或文件），供年度报告统计。",
        {
            "id": "号数",
            "key": "相同信息的校验值",
            "day": "发布日期",
            "day_from": "日期从哪里得来",
            "issuer": "发布机构，原文怎样写",
            "body": "发布的单位",
            "number": "文号",
            "text": "正文的校验值",
            "length": "正文字数",
            "figures": "数字的校验值",
            "sketch": "正文的梗概，用来比较相似",
            "stands_alone": "1：单独成篇",
        },
        ("place", "body", "is_file"),
        "-day",
        "title",
    ),
    "item_months": About(
        "信息见于哪些月份", "每行一条信息在一个月份见到。", {"item": "items.id"}, ("period",), "-period", is_inner=True
    ),
    "looked": About(
        "各站读到何种程度",
        "每行一个月在一个网站找一类内容：读得怎样。",
        {
            "what": "找什么：items 信息，reply 来信，interview 访谈，power 职权，chart 流程图",
            "reason": "没有读到的原因，空为读到",
        },
        ("period", "what", "reason"),
        "-period",
    ),
    "told": About(
        "访谈、来信、职权、流程图",
        "每行一个月见到的一次访谈、一封来信、一项职权或一张流程图。",
        {
            "what": "种类：interview 访谈，reply 来信，power 职权，chart 流程图",
            "day": "日期",
            "is_met": "1：有答复、有图，即已做到",
            "is_sure": "1：确定；0：要人核实",
        },
        ("period", "what", "is_met"),
        "-period",
        "title",
    ),
    "cases": About(
        "台账条目（原始）",
        "每行一个条目是什么；现在的状态见 ledger。只增不改。",
        {"number": "条目的号数"},
        ("department", "rule"),
        "-number",
        "problem",
    ),
    "events": About(
        "台账事件（原始）",
        "每行一件事；与条目排在一起的见 happened。只增不改。",
        {
            "kind": "事件的代号，见 words",
            "by": "经办人",
            "says": "说了什么",
            "paper": "文书的字号，或转给的单位",
            "within": "整改期限，单位：工作日",
            "handed": "提交的文件，JSON",
            "open": "为什么还没有最后确定",
            "of": "针对哪个月份",
        },
        ("kind", "period"),
        "-number",
        "kind",
    ),
    "reconciled": About("记账", "每行一次把某月检查记入台账。", {}, ("period",), "-number", is_inner=True),
    "papers": About(
        "文书",
        "每行一份整改通知书、催办或通报。",
        {"kind": "种类", "serial": "当年的号数", "content": "文书的内容，JSON"},
        ("kind", "period"),
        "-number",
        "kind",
    ),
    "received": About(
        "读入过的表格",
        "每行一个读入过的督查员表格。",
        {"name": "文件名", "at": "读入的时刻", "tally": "改变了什么，JSON"},
        (),
        "-at",
        "name",
        is_inner=True,
    ),
    "rulings": About(
        "裁定",
        "每行一个人对一条检查发现的意见。只增不改。",
        {"decision": "意见", "points": "改为扣多少分"},
        ("period", "decision", "by"),
        "-number",
        "decision",
    ),
    "site_marks": About(
        "实地得分",
        "每行一次实地检查的一项得分。只增不改。",
        {
            "stage": "日常的月份，或年终",
            "key": "哪个单位的哪一项",
            "answer": "回答",
            "seen": "看到了什么",
            "by": "督查员",
        },
        ("stage", "by"),
        "-number",
        "key",
    ),
    "appeals": About(
        "申诉", "每行一个申诉。只增不改。", {"says": "申诉的理由", "by": "申诉人"}, ("period",), "-number", "says"
    ),
    "answers": About(
        "申诉的答复", "每行一个答复。", {"appeal": "appeals.number", "ruling": "rulings.number"}, (), "appeal"
    ),
    "removals": About(
        "移走的证据",
        "每行一次删除到期的证据。",
        {"at": "时刻", "captures": "多少次取得", "bytes": "多少字节", "files": "删了哪些文件，JSON"},
        ("period",),
        "-number",
    ),
}
