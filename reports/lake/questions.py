"""Questions that are asked of many cities again and again. What could not be checked counts for nobody and against nobody.

`$period` is the month, `$since` the one eleven months before it. A share of what is met or missed is out of what
could be judged; beside it stands how much could not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from crawler.period import Period


@dataclass(frozen=True)
class Head:
    """How a column is shown: its heading, and as what ("rule", "share", ...); `about` names the column that says it is not final."""

    words: str
    kind: str = ""
    about: str = ""


@dataclass(frozen=True)
class Question:
    """One question: what it is called, what it tells, which tables it reads, its columns; `ends`: both the best and the worst matter."""

    title: str
    tells: str
    tables: tuple[str, ...]
    columns: Mapping[str, Head]
    sql: str
    ends: bool = False

    def values(self, period: Period) -> dict[str, str]:
        """Its parameters for a month."""
        known = {"period": str(period), "since": str(period.shift(-11))}
        return {name: value for name, value in known.items() if f"${name}" in self.sql}


MARKS = """count(*) AS bodies, count(*) FILTER (ranked) AS compared,
 CAST(avg(mark) FILTER (ranked) AS DECIMAL(7,2)) AS mark, coalesce(bool_or(provisional) FILTER (ranked), true) AS is_provisional,
 CAST(avg(CAST(provisional AS INTEGER)) AS DECIMAL(9,6)) AS provisional, CAST(avg(unassessed) AS DECIMAL(9,6)) AS unassessed,
 sum(problems) AS problems"""


def _marks(by: str, last: str, where: str, order: str) -> str:
    """The marks of those that can be compared, by some columns."""
    read = "FROM marks JOIN cities USING (city, period)"
    return f"SELECT {by}, count(DISTINCT city) AS cities, {MARKS} {read} WHERE {where} GROUP BY {by} ORDER BY {order}, {last}"


MARKED = {
    "bodies": Head("单位数"),
    "compared": Head("可比的"),
    "mark": Head("平均成绩", "mark", "is_provisional"),
    "provisional": Head("暂定 %", "share"),
    "unassessed": Head("未评 %", "share"),
    "problems": Head("问题"),
}
DUTY = {"theme": Head("领域", "theme"), "rule": Head("名称", "rule")}
ENDS = {
    **DUTY,
    "owed": Head("应公开"),
    "met": Head("合规 %", "share", "is_provisional"),
    "open": Head("未查清 %", "share"),
    "best": Head("最好的"),
    "best_met": Head("合规 %", "share", "best_is_provisional"),
    "worst": Head("最差的"),
    "worst_met": Head("合规 %", "share", "worst_is_provisional"),
}
# Only where at least half could be judged is anybody named.
BY_PLACE = """WITH places AS (SELECT theme, rule, {place} AS place, sum(owed) AS owed, sum(passed) AS passed,
 sum(passed + failed) AS judged, sum(untested + cant_tell) AS open,
 sum(provisional) AS provisional FROM duties {joined} WHERE period = $period GROUP BY ALL),
named AS (SELECT *, passed / judged AS met FROM places WHERE judged > 0 AND 2 * judged >= owed AND place <> ''),
ends AS (SELECT rule, first(place ORDER BY met DESC, judged DESC, place) AS best, max(met) AS best_met,
 first(provisional > 0 ORDER BY met DESC, judged DESC, place) AS best_is_provisional,
 first(provisional > 0 ORDER BY met, judged DESC, place) AS worst_is_provisional,
 first(place ORDER BY met, judged DESC, place) AS worst, min(met) AS worst_met FROM named GROUP BY rule)
SELECT theme, rule, sum(owed) AS owed, sum(provisional) > 0 AS is_provisional,
 CAST(sum(passed) / nullif(sum(judged), 0) AS DECIMAL(9,6)) AS met,
 CAST(sum(open) / sum(owed) AS DECIMAL(9,6)) AS open, any_value(best) AS best, CAST(any_value(best_met) AS DECIMAL(9,6)) AS best_met,
 any_value(worst) AS worst, CAST(any_value(worst_met) AS DECIMAL(9,6)) AS worst_met,
 any_value(best_is_provisional) AS best_is_provisional, any_value(worst_is_provisional) AS worst_is_provisional
FROM places LEFT JOIN ends USING (rule) GROUP BY theme, rule ORDER BY met NULLS LAST, rule"""
QUESTIONS: Mapping[str, Question] = {
    "cities": Question(
        "各城市的成绩",
        "可比的单位的平均成绩，最好的在前；带 ~ 的还有未查清的。",
        ("marks", "cities"),
        {"province": Head("省份"), "city": Head("城市"), **MARKED},
        _marks("province, city", "city", "period = $period", "mark DESC NULLS LAST"),
        ends=True,
    ),
    "provinces": Question(
        "各省的成绩",
        "同上，按省合计；工作区设置里没有写 province 的合在一起。",
        ("marks", "cities"),
        {"province": Head("省份"), "cities": Head("城市数"), **MARKED},
        _marks("province", "province", "period = $period", "mark DESC NULLS LAST"),
        ends=True,
    ),
    "duties": Question(
        "各项公开：哪个城市最好，哪个最差",
        "合规 % 是合规的占查清了的；一个城市查清了一半以上才列名。",
        ("duties",),
        ENDS,
        BY_PLACE.format(place="city", joined=""),
    ),
    "duties-by-province": Question(
        "各项公开：哪个省最好，哪个最差",
        "同上，按省合计。",
        ("duties", "cities"),
        ENDS,
        BY_PLACE.format(place="province", joined="JOIN cities USING (city, period)"),
    ),
    "missed": Question(
        "哪些公开做得最差，一年来怎样变化",
        "不合规 % 是不合规的占查清了的；未能检测和待核实的不算不合规。",
        ("duties",),
        {
            **DUTY,
            "owed": Head("应公开"),
            "failed": Head("不合规"),
            "missed": Head("不合规 %", "share", "is_provisional"),
            "open": Head("未查清 %", "share"),
            "since": Head("与何时相比"),
            "missed_before": Head("当时 %", "share"),
            "change": Head("变化", "change"),
        },
        """WITH months AS (SELECT period, theme, rule, sum(owed) AS owed, sum(failed) AS failed,
 sum(provisional) > 0 AS is_provisional, CAST(sum(failed) / nullif(sum(passed + failed), 0) AS DECIMAL(9,6)) AS missed,
 CAST(sum(untested + cant_tell) / sum(owed) AS DECIMAL(9,6)) AS open
 FROM duties WHERE period BETWEEN $since AND $period GROUP BY ALL),
early AS (SELECT rule, min(period) AS since, arg_min(missed, period) AS missed_before FROM months
 WHERE period < $period AND missed IS NOT NULL GROUP BY rule)
SELECT theme, rule, owed, failed, is_provisional, missed, open, since, missed_before, missed - missed_before AS change
FROM months LEFT JOIN early USING (rule) WHERE period = $period ORDER BY missed DESC NULLS LAST, rule""",
    ),
    "trend": Question(
        "一年来各月的成绩",
        "全部城市可比的单位的平均成绩。",
        ("marks", "cities"),
        {"period": Head("月份"), "cities": Head("城市数"), **MARKED},
        _marks("period", "period", "period BETWEEN $since AND $period", "period"),
    ),
    "kinds": Question(
        "各类单位的成绩分布",
        "可比的单位中，一成、一半、九成的单位不超过多少分。一个单位可以属于几类。",
        ("marks", "bodies"),
        {
            "kind": Head("类别"),
            "bodies": Head("单位数"),
            "compared": Head("可比的"),
            "low": Head("一成", "mark", "is_provisional"),
            "middle": Head("中位", "mark", "is_provisional"),
            "high": Head("九成", "mark", "is_provisional"),
            "provisional": Head("暂定 %", "share"),
            "unassessed": Head("未评 %", "share"),
        },
        """SELECT kind, count(*) AS bodies, count(*) FILTER (ranked) AS compared,
 quantile_disc(mark, 0.1) FILTER (ranked) AS low, quantile_disc(mark, 0.5) FILTER (ranked) AS middle,
 quantile_disc(mark, 0.9) FILTER (ranked) AS high, coalesce(bool_or(provisional) FILTER (ranked), true) AS is_provisional,
 CAST(avg(CAST(provisional AS INTEGER)) AS DECIMAL(9,6)) AS provisional, CAST(avg(unassessed) AS DECIMAL(9,6)) AS unassessed
FROM (SELECT unnest(kinds) AS kind, mark, ranked, provisional, unassessed
 FROM bodies JOIN marks USING (city, department, period) WHERE period = $period)
GROUP BY kind ORDER BY kind""",
    ),
    "untested": Question(
        "未能检测的原因",
        "因为什么没有查到，占全部分值多少。这些不是问题，谁也不扣分。",
        ("doubts", "duties"),
        {
            "reason": Head("原因", "reason"),
            "place": Head("在哪里", "place"),
            "items": Head("项数"),
            "bodies": Head("单位数"),
            "cities": Head("城市数"),
            "share": Head("占分值 %", "share"),
        },
        """SELECT CASE reason WHEN '' THEN why ELSE reason END AS reason, place, count(*) AS items,
 count(DISTINCT (city, department)) AS bodies, count(DISTINCT city) AS cities,
 CAST(sum(doubted) / (SELECT sum(points) FROM duties WHERE period = $period) AS DECIMAL(9,6)) AS share
FROM doubts WHERE period = $period AND outcome = 'untested' GROUP BY ALL ORDER BY share DESC, reason, place""",
    ),
    "unchecked": Question(
        "没有读到的网站",
        "多少网站没有读到、只读到一部分或没有访问完，为什么。",
        ("visits",),
        {
            "state": Head("读得怎样", "state"),
            "reason": Head("原因", "reason"),
            "sites": Head("网站数"),
            "share": Head("占网站 %", "share"),
            "cities": Head("城市数"),
            "read": Head("读到的网址"),
            "lost": Head("没有读到的"),
        },
        """SELECT state, reason, count(*) AS sites, CAST(count(*) / sum(count(*)) OVER () AS DECIMAL(9,6)) AS share,
 count(DISTINCT city) AS cities, sum(read) AS read, sum(lost) AS lost
FROM visits WHERE period = $period GROUP BY state, reason ORDER BY state, sites DESC, reason""",
    ),
    "overdue": Question(
        "逾期未整改的条目",
        "各城市未销号、到期和逾期的条目，逾期最多的在前。",
        ("cases", "cities"),
        {
            "province": Head("省份"),
            "city": Head("城市"),
            "open": Head("未销号"),
            "overdue": Head("逾期"),
            "due": Head("到期"),
            "longest": Head("最长已过工作日"),
            "closed": Head("已整改"),
            "days": Head("整改平均天数"),
        },
        """SELECT province, city, count(*) FILTER (is_open) AS open, count(*) FILTER (state = 'overdue') AS overdue,
 count(*) FILTER (state = 'due') AS due, max(days_over) AS longest, count(*) FILTER (state = 'rectified') AS closed,
 CAST(avg(days) FILTER (state = 'rectified') AS DECIMAL(9,1)) AS days
FROM cases JOIN cities USING (city, period) WHERE period = $period GROUP BY province, city
HAVING count(*) FILTER (state IN ('overdue', 'due')) > 0 ORDER BY overdue DESC, due DESC, city""",
    ),
    "repeated": Question(
        "反复出现的问题",
        "改了又犯的，和连续三个月以上没有改的。",
        ("cases",),
        {
            **DUTY,
            "problem": Head("问题", "problem"),
            "cases": Head("条目"),
            "again": Head("改了又犯"),
            "lasting": Head("三个月以上"),
            "cities": Head("城市数"),
        },
        """SELECT theme, rule, problem, count(*) AS cases, count(*) FILTER (times > 1) AS again,
 count(*) FILTER (is_open AND months >= 3) AS lasting, count(DISTINCT city) AS cities
FROM cases WHERE period = $period GROUP BY theme, rule, problem
HAVING count(*) FILTER (times > 1 OR (is_open AND months >= 3)) > 0 ORDER BY again DESC, lasting DESC, rule, problem""",
    ),
    "effort": Question(
        "访问网站用了多少",
        "各月的网站数、网址数、时间和字节。",
        ("visits",),
        {
            "period": Head("月份"),
            "cities": Head("城市数"),
            "sites": Head("网站数"),
            "read": Head("读到的网址"),
            "lost": Head("没有读到的"),
            "hours": Head("网站占用小时"),
            "gigabytes": Head("GB"),
        },
        """SELECT period, count(DISTINCT city) AS cities, count(*) AS sites, sum(read) AS read, sum(lost) AS lost,
 CAST(sum(seconds) / 3600 AS DECIMAL(15,1)) AS hours, CAST(sum(bytes) / 1e9 AS DECIMAL(15,3)) AS gigabytes
FROM visits WHERE period BETWEEN $since AND $period GROUP BY period ORDER BY period""",
    ),
}
