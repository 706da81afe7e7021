"""What every table and column of the file means; columns that mean the same everywhere are described once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class About:
    """One table: its title, what a row is, its own columns, and how Datasette is to show it."""

    title: str
    row: str
    columns: Mapping[str, str] = field(default_factory=dict)
    facets: tuple[str, ...] = ()
    sort: str = ""
    label: str = ""
    is_inner: bool = False


COLUMNS: Mapping[str, str] = {
    "period": "测评月份，YYYY-MM",
    "department": "单位编号，见 departments.id",
    "name": "单位名称",
    "indicator": "指标编号",
    "rule": "规则名，见 duties.rule",
    "place": "在哪里发现：own 本单位网站，portal 政府门户网站",
    "problem": "问题的代号，见 problems",
    "subject": "是哪一件：日期、事项、表名等，没有则为空",
    "url": "网址",
    "fetched": "取得的时刻，北京时间",
    "sha256": "内容的 SHA-256 校验值",
    "quote": "原文引用",
    "location": "在文件中的位置：第几页、第几行",
    "read_by": "怎样读到的：text 文字，ocr 图像识别",
    "number": "号数，从 1 起",
    "position": "在名册或方案中的次序",
    "on": "哪一天",
    "by": "谁",
    "digest": "本月结果的校验值",
    "title": "名称",
    "told": "用文字表示的意思",
    "topic": "领域",
    "what": "问题",
    "kind": "种类",
    "text": "原文",
    "year": "年度",
    "finding": "检查发现的编号（见 gongkai explain）",
    "seen": "所针对的那次检查发现的校验值",
    "reason": "理由",
    "source": "出处：表格文件的校验值和单元格，或申诉",
    "settles": "1：以此为准，结束分歧",
    "points": "分值",
    "possible": "满分，单位：分",
    "assessable": "可评的分，单位：分；其余未能检测或待核实",
    "earned": "得分，单位：分",
    "outcome": "结论：passed 合规，failed 不合规，cantTell 待核实，untested 未能检测，inapplicable 不适用",
    "deducted": "扣分，单位：分",
    "doubted": "存疑的分，单位：分；既不扣也不得",
    "problems": "问题数",
    "untested": "未能检测的项数",
    "unassessed": "未能评定的分占满分的比例，0 到 1",
    "evidence": "证据，JSON",
    "case": "条目的号数",
    "due": "整改期限，最后一天",
    "is_file": "1：是文件，不是网页",
    "note": "说明",
}
MADE: Mapping[str, About] = {
    "checks": About(
        "检查发现",
        "每行一条检查发现，已按裁定改过，代号都写成文字。untested（未能检测）和 cantTell（待核实）不是问题。",
        {
            "id": "行号",
            "place": "在哪里发现",
            "told": "结论的文字",
            "reason": "未能检测的原因",
            "ruled_by": "谁裁定的，没有裁定则为空",
            "ruled_because": "裁定的理由",
            "url": "第一处证据的网址；全部证据见 citations",
        },
        ("period", "told", "topic", "place"),
        "-period",
        "title",
    ),
    "marks": About(
        "各单位各月成绩",
        "每行一个单位的一个月，已按裁定改过，与 gongkai rank 一致。暂定的成绩还会变。",
        {
            "group": "组别；只在组内排名",
            "rank": "组内名次；可评的分不足一半的没有名次",
            "mark": "成绩，百分制",
            "grade": "等次",
            "is_provisional": "1：暂定，还有未查清的",
            "is_vetoed": "1：单项否决",
            "cant_tell": "待核实的项数",
        },
        ("period", "group", "grade", "is_provisional"),
        "-period",
        "name",
    ),
    "topics": About(
        "各单位各领域得分",
        "每行一个单位一个月在一个领域的得分，为分担以前的指标分值。",
        {"topic": "领域代号", "title": "领域"},
        ("period", "title"),
        "-period",
        "title",
    ),
    "ledger": About(
        "整改台账",
        "每行一个条目，为写出本文件那一天的状态，与 gongkai ledger 一致。",
        {
            "duty": "指标编号和名称",
            "place": "在哪里发现",
            "state": "状态的代号，见 words",
            "told": "状态",
            "is_open": "1：未销号",
            "first": "首次发现的月份",
            "last": "最近发现的月份",
            "months": "连续几个月",
            "notified": "通知的日期",
            "days_over": "期限已过多少个工作日",
            "step": "逾期后进入的步骤",
            "ended": "销号或撤销的日期",
            "seen": "发现的经过",
        },
        ("told", "name", "is_open"),
        "case",
        "what",
    ),
    "departments": About(
        "单位",
        "每行一个单位，按最近一次检查时的名册。",
        {
            "id": "单位编号",
            "group": "组别",
            "kinds": "类别，分号隔开，决定适用哪些指标",
            "parent": "主管单位的编号",
            "home": "网址",
            "last": "最近检查它的月份",
        },
        ("group",),
        "id",
        "name",
    ),
    "duties": About(
        "规则",
        "每行一条规则：要求公开什么，依据是什么。",
        {"duty": "要求", "basis": "依据"},
        ("topic",),
        "rule",
        "title",
    ),
    "problems": About("问题的名称", "每行一种问题。", {"title": "问题"}, ("rule",), "rule", "title"),
    "words": About(
        "代号的意思",
        "其他各表中的代号用文字怎样说。",
        {"sort": "哪一类代号", "code": "代号"},
        ("sort",),
        "sort",
        "told",
    ),
    "three_public": About(
        "“三公”经费",
        "每行一份预算或决算的六个数，按原文的单位，没有写的为空。由 figures 排成一行。",
        {
            "kind": "budget 预算，final 决算",
            "told": "预算或决算",
            "told_in": "哪一年的文件中写的；比 year 晚的是上年对比数",
            "unit": "金额的单位，如 万元、元",
            "total": "合计",
            "abroad": "因公出国（境）费",
            "reception": "公务接待费",
            "vehicles": "公务用车费",
            "vehicle_purchase": "公务用车购置费",
            "vehicle_operation": "公务用车运行维护费",
            "url": "网址之一",
        },
        ("period", "told", "year", "unit"),
        "-period",
        "name",
    ),
    "happened": About(
        "台账经过",
        "每行一件事：发现、通知、回复、销号等，与条目排在一起。",
        {"kind": "事件的代号，见 words", "says": "说了什么", "paper": "文书的字号", "by": "经办人"},
        ("told", "period", "name"),
        "-on",
        "told",
    ),
}
