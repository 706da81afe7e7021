"""The tables of a lake: what a row is, and every column with its type, unit and meaning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

VERSION = 1
Row = tuple[Any, ...]
POINTS = "DECIMAL(12,6)"
SHARE = "DECIMAL(9,6)"
TEXT = "VARCHAR"
COUNT = "INTEGER"
YES = "BOOLEAN"
DAY = "DATE"


@dataclass(frozen=True)
class Column:
    """One column: its type as DuckDB writes it, what it means, and the unit of a number."""

    type: str
    means: str
    unit: str = ""

    @property
    def is_nested(self) -> bool:
        """Whether its values hold several."""
        return self.type.endswith(("[]", ")")) and not self.type.startswith("DECIMAL")


@dataclass(frozen=True)
class Table:
    """One table: what a row is, and its columns in their order."""

    row: str
    columns: Mapping[str, Column]


CITY = {"city": Column(TEXT, "城市，即工作区设置里的 city")}
BODY = {**CITY, "department": Column(TEXT, "单位编号，在一个城市之内不重复")}
DUTY = {
    **BODY,
    "indicator": Column(TEXT, "指标编号"),
    "rule": Column(TEXT, "规则名，即哪一项应当公开的内容"),
    "theme": Column(TEXT, "领域的代号"),
}
PLACE = Column(TEXT, "在哪里：own 本单位网站，portal 政府门户网站")
OUTCOME = Column(TEXT, "结论：passed 合规，failed 不合规，cantTell 待核实，untested 未能检测，inapplicable 不适用")
PROBLEM = Column(TEXT, "问题的代号")
TABLES: Mapping[str, Table] = {
    "cities": Table(
        "每行一个城市的一个月：按哪个方案评的，何时写入",
        {
            **CITY,
            "province": Column(TEXT, "省份，即工作区设置里的 province；没有写则为空"),
            "portal": Column(TEXT, "政府门户网站的网址"),
            "scheme": Column(TEXT, "考核方案"),
            "bodies": Column(COUNT, "检查了多少个单位", "个"),
            "as_of": Column(DAY, "写入的日期"),
            "digest": Column(TEXT, "本月结果的校验值"),
            "program": Column(TEXT, "写入时程序的版本"),
        },
    ),
    "bodies": Table(
        "每行一个单位的一个月，按检查那个月时的名册",
        {
            **BODY,
            "name": Column(TEXT, "单位名称"),
            "body_group": Column(TEXT, "组别"),
            "kinds": Column("VARCHAR[]", "类别，决定适用哪些指标"),
            "parent": Column(TEXT, "主管单位的编号，没有则为空"),
            "home": Column(TEXT, "网址，没有则为空"),
        },
    ),
    "marks": Table(
        "每行一个单位一个月的网上成绩，已按裁定改过",
        {
            **BODY,
            "body_group": Column(TEXT, "组别"),
            "mark": Column("DECIMAL(7,2)", "成绩，百分制；什么都未能评定时为 NULL", "分"),
            "rate": Column(SHARE, "成绩占满分的比例，0 到 1"),
            "online": Column(POINTS, "全年网上 70 分中得到的分", "分"),
            "assessable": Column(POINTS, "全年网上 70 分中可评的分", "分"),
            "provisional": Column(YES, "暂定：还有未查清的，成绩还会变"),
            "vetoed": Column(YES, "单项否决"),
            "may_veto": Column(YES, "查清后可能否决"),
            "ranked": Column(YES, "可评的分过半，可以与别人比较"),
            "rank": Column(COUNT, "组内名次，不能比较的为 NULL"),
            "grade": Column(TEXT, "等次，没有则为空"),
            "problems": Column(COUNT, "问题数", "处"),
            "cant_tell": Column(COUNT, "待核实的项数", "项"),
            "untested": Column(COUNT, "未能检测的项数", "项"),
            "unassessed": Column(SHARE, "未能评定（未能检测和待核实）的分占满分的比例，0 到 1"),
        },
    ),
    "duties": Table(
        "每行一个城市一个月里一条规则在一个组别的小计；只计适用的，加分项不在其中",
        {
            **CITY,
            "rule": Column(TEXT, "规则名，即哪一项应当公开的内容"),
            "theme": Column(TEXT, "领域的代号"),
            "body_group": Column(TEXT, "组别"),
            "owed": Column(COUNT, "适用的评定", "项"),
            "passed": Column(COUNT, "合规的", "项"),
            "failed": Column(COUNT, "不合规的", "项"),
            "cant_tell": Column(COUNT, "待核实的", "项"),
            "untested": Column(COUNT, "未能检测的", "项"),
            "provisional": Column(COUNT, "暂定的：还有未查清的，或有申诉、分歧", "项"),
            "points": Column(POINTS, "满分", "分"),
            "assessable": Column(POINTS, "可评的分；其余未能检测或待核实", "分"),
            "earned": Column(POINTS, "得分", "分"),
        },
    ),
    "verdicts": Table(
        "每行一个单位一个月一项指标的评定，已按裁定改过",
        {
            **DUTY,
            "sort": Column(TEXT, "指标种类：deduct 扣分，bonus 加分，veto 单项否决"),
            "outcome": OUTCOME,
            "points": Column(POINTS, "满分", "分"),
            "assessable": Column(POINTS, "可评的分；其余未能检测或待核实", "分"),
            "earned": Column(POINTS, "得分；什么都未能评定时为 NULL", "分"),
            "provisional": Column(YES, "暂定：还有未查清的"),
            "vetoes": Column(YES, "这一项造成单项否决"),
        },
    ),
    "problems": Table(
        "每行一个问题，已按裁定改过；未能检测和待核实的不在其中",
        {
            **DUTY,
            "place": PLACE,
            "problem": PROBLEM,
            "deducted": Column(POINTS, "扣分", "分"),
            "provisional": Column(YES, "有申诉未答复、意见分歧或证据变了，还不是最后的"),
            "ruled": Column(YES, "有人裁定过"),
        },
    ),
    "doubts": Table(
        "每行一处未能检测或待核实的；这些不是问题，既不扣分也不得分",
        {
            **DUTY,
            "place": PLACE,
            "outcome": Column(TEXT, "untested 未能检测，cantTell 待核实"),
            "reason": Column(TEXT, "没有读到的原因的代号；不是因为没有读到则为空"),
            "why": Column(TEXT, "程序的说明，是没有填入内容的模板"),
            "problem": Column(TEXT, "可能是什么问题，不知道则为空"),
            "doubted": Column(POINTS, "存疑的分", "分"),
        },
    ),
    "cases": Table(
        "每行整改台账的一个条目，为 as_of 那一天的状态，只算到本月的检查",
        {
            **CITY,
            "case_number": Column("BIGINT", "条目的号数，在一个城市之内不重复"),
            "department": Column(TEXT, "单位编号"),
            "indicator": Column(TEXT, "指标编号"),
            "rule": Column(TEXT, "规则名"),
            "theme": Column(TEXT, "领域的代号"),
            "place": PLACE,
            "problem": PROBLEM,
            "state": Column(
                TEXT,
                "状态：opened 未通知，notified 整改中，disputed 有争议，replied 已回复，due 到期，overdue 逾期，"
                "rectified 已整改，withdrawn 已撤销，closed 由人销号",
            ),
            "is_open": Column(YES, "未销号"),
            "first": Column(TEXT, "首次发现的月份，YYYY-MM"),
            "months": Column(COUNT, "这一次记入以来有几个月发现过", "月"),
            "times": Column(COUNT, "记入过几次；大于 1 是改了又犯", "次"),
            "opened": Column(DAY, "最近一次记入的日期"),
            "notified": Column(DAY, "通知的日期"),
            "due": Column(DAY, "整改期限，最后一天"),
            "closed": Column(DAY, "销号或撤销的日期，未销号则为 NULL"),
            "days": Column(COUNT, "从记入到销号（未销号则到 as_of）", "天"),
            "days_over": Column(COUNT, "期限已过多少个工作日", "工作日"),
            "as_of": Column(DAY, "哪一天的状态"),
        },
    ),
    "statistics": Table(
        "每行年度报告统计的一个数；一年的数只在这一年最近写入的那个月的文件里",
        {
            **CITY,
            "year": Column(COUNT, "年度"),
            "part": Column(TEXT, "哪一部分"),
            "line": Column(TEXT, "哪一行"),
            "measure": Column(TEXT, "哪一列"),
            "value": Column("DECIMAL(20,6)", "数值，按 unit；不知道的为 NULL"),
            "unit": Column(TEXT, "单位，计数的为空"),
            "at_least": Column(YES, "有的网站或月份没有读到，数出来的是最少的数"),
            "source": Column(TEXT, "counted 在网上数的，stated 由人填报，added-up 由填报的相加"),
        },
    ),
    "visits": Table(
        "每行一个网站一个月的访问",
        {
            **CITY,
            "site": Column(TEXT, "网站：单位编号，portal 为政府门户网站"),
            "state": Column(TEXT, "whole 全部读到，part 部分读到，unread 没有读到，unfinished 没有访问完"),
            "reason": Column(TEXT, "没有读到的原因的代号，读到则为空"),
            "read": Column(COUNT, "读到的网址", "个"),
            "gone": Column(COUNT, "网站自己说没有的网址", "个"),
            "lost": Column(COUNT, "没有读到的网址，不算网站自己说没有的", "个"),
            "reasons": Column("MAP(VARCHAR, INTEGER)", "没有读到的网址按原因各有多少", "个"),
            "seconds": Column("DECIMAL(12,1)", "占用网站的时间，包括间隔", "秒"),
            "bytes": Column("BIGINT", "取得的内容", "字节"),
            "started": Column("TIMESTAMP", "开始的时刻，北京时间"),
            "finished": Column("TIMESTAMP", "访问完的时刻，北京时间；没有访问完则为 NULL"),
        },
    ),
}
PERIOD = Column(TEXT, "测评月份，YYYY-MM；写在文件夹名中（period=YYYY-MM）")
