"""Questions that are asked of the results again and again, as canned queries; an empty month is the last one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reports.wording import Wording

MONTH = "coalesce(nullif(:period, ''), (SELECT max(period) FROM marks))"


@dataclass(frozen=True)
class Query:
    """One question: what it is called, what it tells, its columns with their heads, and where they come from."""

    title: str
    tells: str
    columns: Mapping[str, str]
    rest: str

    def sql(self, wording: Wording) -> str:
        """The query, with heads in a language."""
        heads = (f'{column} AS "{wording.say(head)}"' for column, head in self.columns.items())
        return f"SELECT {', '.join(heads)}\n{self.rest}"


QUERIES: Mapping[str, Query] = {
    "ranking": Query(
        "一个月的排名",
        "各组的名次、成绩和未能评定的比例。period 为空是最近一个月。",
        {
            "[group]": "组别",
            "rank": "名次",
            "name": "单位",
            "mark": "成绩",
            "grade": "等次",
            "CASE is_provisional WHEN 1 THEN '~' ELSE '' END": "暂定",
            "problems": "问题",
            "round(100.0 * unassessed, 1)": "未评 %",
        },
        f"FROM marks WHERE period = {MONTH} ORDER BY [group], rank IS NULL, rank, name",
    ),
    "department_problems": Query(
        "一个单位的问题",
        "一个单位一个月的全部问题和证据。department 填编号或名称的一部分。",
        {
            "name": "单位",
            "topic": "领域",
            "indicator": "指标",
            "title": "名称",
            "place": "在哪里",
            "what": "问题",
            "subject": "对象",
            "note": "说明",
            "deducted": "扣分",
            "quote": "原文",
            "url": "网址",
        },
        f"FROM checks WHERE outcome = 'failed' AND period = {MONTH}"
        " AND (department = :department OR name LIKE '%' || :department || '%') ORDER BY name, id",
    ),
    "who_lacks": Query(
        "谁没有公开什么",
        "一个月里每种“没有公开”的问题涉及哪些单位。未能检测和待核实的不在其中。",
        {
            "topic": "领域",
            "title": "名称",
            "what": "问题",
            "count(DISTINCT department)": "单位数",
            "group_concat(DISTINCT name)": "单位",
        },
        f"FROM checks WHERE outcome = 'failed' AND problem LIKE 'missing%' AND period = {MONTH}"
        " GROUP BY topic, title, what ORDER BY count(DISTINCT department) DESC, topic, title",
    ),
    "common_problems": Query(
        "最常见的问题",
        "一个月里每种问题有多少个单位、多少处。",
        {
            "topic": "领域",
            "title": "名称",
            "what": "问题",
            "count(DISTINCT department)": "单位数",
            "count(*)": "处数",
            "round(sum(deducted), 2)": "扣分",
        },
        f"FROM checks WHERE outcome = 'failed' AND period = {MONTH} GROUP BY topic, title, what"
        " ORDER BY count(DISTINCT department) DESC, count(*) DESC, title",
    ),
    "untested_by_reason": Query(
        "未能检测的原因",
        "一个月里有多少项因为什么没有查到。这些不是问题。",
        {
            "CASE reason WHEN '' THEN note ELSE reason END": "原因",
            "place": "在哪里",
            "count(*)": "项数",
            "count(DISTINCT department)": "单位数",
            "group_concat(DISTINCT name)": "单位",
        },
        f"FROM checks WHERE outcome = 'untested' AND period = {MONTH}"
        " GROUP BY CASE reason WHEN '' THEN note ELSE reason END, place ORDER BY count(*) DESC",
    ),
    "to_look_at": Query(
        "待核实的",
        "一个月里要人看过才能确定的，以及为什么。这些既不扣分也不得分。",
        {
            "name": "单位",
            "indicator": "指标",
            "title": "名称",
            "place": "在哪里",
            "note": "说明",
            "doubted": "存疑的分",
            "url": "网址",
        },
        f"FROM checks WHERE outcome = 'cantTell' AND period = {MONTH} ORDER BY name, id",
    ),
    "marks_over_months": Query(
        "一个单位各月的成绩",
        "成绩、名次和问题怎样变化。department 填编号或名称的一部分，空为全部。",
        {
            "period": "月份",
            "name": "单位",
            "mark": "成绩",
            "CASE is_provisional WHEN 1 THEN '~' ELSE '' END": "暂定",
            "rank": "名次",
            "grade": "等次",
            "problems": "问题",
            "untested": "未能检测",
            "round(mark - lag(mark) OVER (PARTITION BY department ORDER BY period), 2)": "与上一次检查相比",
        },
        "FROM marks WHERE department = :department OR name LIKE '%' || :department || '%' ORDER BY name, period",
    ),
    "topics_of_city": Query(
        "各领域的得分率",
        "一个月里全市每个领域得到了可评的分的多少，有多少没有查到。",
        {
            "title": "领域",
            "count(DISTINCT department)": "单位数",
            "round(100.0 * sum(earned) / nullif(sum(assessable), 0), 1)": "得分率 %",
            "round(100.0 * (sum(possible) - sum(assessable)) / nullif(sum(possible), 0), 1)": "未评 %",
            "sum(problems)": "问题",
            "sum(untested)": "未能检测",
        },
        f"FROM topics WHERE period = {MONTH} GROUP BY topic, title ORDER BY 3, title",
    ),
    "open_cases": Query(
        "未销号的条目",
        "按期限已过的天数排列。department 填编号或名称的一部分，空为全部。",
        {
            "[case]": "号数",
            "name": "单位",
            "told": "状态",
            "duty": "指标",
            "what": "问题",
            "subject": "对象",
            "first": "首次发现",
            "due": "期限",
            "days_over": "已过工作日",
            "step": "已进入",
        },
        "FROM ledger WHERE is_open AND (department = :department OR name LIKE '%' || :department || '%')"
        " ORDER BY days_over IS NULL, days_over DESC, due IS NULL, due, [case]",
    ),
    "how_fast": Query(
        "各单位整改得怎样",
        "条目有多少，销号多少，逾期多少，从通知到销号平均多少天（自然日）。",
        {
            "name": "单位",
            "count(*)": "条目",
            "sum(is_open)": "未销号",
            "sum(state = 'overdue')": "逾期",
            "sum(state IN ('rectified', 'closed'))": "已销号",
            "round(avg(CASE WHEN state IN ('rectified', 'closed') AND notified IS NOT NULL"
            " THEN julianday(ended) - julianday(notified) END), 1)": "平均天数",
        },
        "FROM ledger GROUP BY department, name ORDER BY sum(state = 'overdue') DESC, sum(is_open) DESC, name",
    ),
    "case_story": Query(
        "一个条目的经过",
        "case 填条目的号数。",
        {
            "[on]": "日期",
            "told": "事件",
            "period": "月份",
            "[by]": "经办人",
            "says": "说了什么",
            "paper": "文书",
            "due": "期限",
        },
        "FROM happened WHERE [case] = CAST(:case AS INTEGER) ORDER BY [on], number",
    ),
    "three_public_totals": Query(
        "“三公”经费",
        "最近一次检查读到的各单位“三公”经费，按原文的单位。year 和 kind（budget、final）可以为空。",
        {
            "name": "单位",
            "told": "种类",
            "year": "年度",
            "place": "在哪里",
            "total": "合计",
            "abroad": "因公出国（境）费",
            "reception": "公务接待费",
            "vehicles": "公务用车费",
            "vehicle_purchase": "公务用车购置费",
            "vehicle_operation": "公务用车运行维护费",
            "unit": "单位（金额）",
            "url": "网址",
        },
        f"FROM three_public WHERE period = {MONTH} AND told_in = year AND (:year = '' OR year = CAST(:year AS INTEGER))"
        " AND (:kind = '' OR kind = :kind) ORDER BY year DESC, kind, name, place",
    ),
}
