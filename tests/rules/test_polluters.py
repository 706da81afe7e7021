"""Reports about polluters made by chance: nothing is found in whole ones, and in the others what was planted."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import date, timedelta

import pytest

from crawler.period import Period
from rules.environment.discharge_compliance import discharge_compliance
from rules.environment.pollution_source_monitoring import pollution_source_monitoring
from rules.finding import Finding
from rules.pollution.deadline import due
from rules.pollution.figures import is_over, limit, measured
from rules.pollution.span import Span, spans_in
from tests.rules.polluters_made import (
    KEPT,
    KINDS,
    NOT_KEPT,
    REASONS,
    TITLES,
    Line,
    Made,
    Maker,
    html_table,
    is_range,
    long_table,
    merged_table,
    wide_table,
    workbook,
)

PS, DC, WITHIN = "pollution-source-monitoring", "discharge-compliance", 20
FULL = ["region", "enterprise", "point", "day", "pollutant", "value", "limit", "unit", "verdict", "multiple", "reason"]
SHORT = ["enterprise", "pollutant", "value", "limit", "verdict"]
FORMS = ("page", "merged", "workbook", "kinds", "enterprises", "wide")
FAULTS = (
    "over-called-kept", "kept-called-over", "multiple", "blank", "no-reason", "kinds", "gone", "late", "no-field", "outdated", "missing",
    "rate", "states", "contradiction",
)  # fmt: skip
PROBLEMS = {
    "over-called-kept": (PS, "wrong-verdict"), "kept-called-over": (PS, "wrong-verdict"), "multiple": (PS, "wrong-multiple"),
    "blank": (PS, "blank-field"), "no-reason": (PS, "no-reason"), "kinds": (PS, "wrong-count"), "gone": (PS, "enterprise-gone"),
    "late": (PS, "late"), "no-field": (PS, "no-field"), "outdated": (PS, "outdated"), "missing": (PS, "missing"),
    "rate": (DC, "wrong-rate"), "states": (DC, "wrong-count"), "contradiction": (DC, "contradiction"),
}  # fmt: skip


class Scene(Maker):
    """One place in one month."""

    def __init__(self, seed: int, fault: str) -> None:
        super().__init__(seed)
        self.fault = fault
        self.made = Made(self.month())
        span = due(self.made.period.last, WITHIN)
        assert span is not None
        self.span, self.is_short = span, span.year < 2014
        self.form = self.chance.choice(FORMS if self.is_short else FORMS[:5])
        if (
            fault
            in ("gone", "blank", "no-field", "no-reason", "multiple", "kept-called-over", "over-called-kept", "kinds")
            and self.form == "wide"
        ):
            self.form = "page"
        self.made.form = self.form
        kinds = ["废水", "污水处理厂", "废气"] if self.form != "wide" else [self.chance.choice(["废水", "废气"])]
        self.all = self.lines(self.span, kinds)
        self.roles = list(SHORT if self.is_short else FULL)
        if self.is_short and self.chance.random() < 0.5:
            self.roles += ["multiple", "reason"]

    def month(self) -> Period:
        """A month of one of the eras; a quarter that was due shortly before where the fault is about quarters."""
        few = {"gone": [2013], "no-field": [2015, 2016, 2019, 2022]}  # before, only names and results were asked for
        years = few.get(self.fault, [2012, 2013, 2015, 2016, 2019, 2022])
        return Period(
            self.chance.choice(years),
            self.chance.choice([8, 11]) if self.fault == "gone" else self.chance.randint(1, 12),
        )

    def build(self) -> Made:
        """The place, with its fault."""
        self.plant()
        if self.fault not in ("outdated", "missing"):
            self.report(self.span, self.all, self.posted())
        before = self.before()
        if self.fault != "missing" and (self.fault in ("gone", "outdated") or self.chance.random() < 0.4):
            old = [line for line in deepcopy(self.kept) if line.verdict]
            for line in old:
                line.day = before.begin + timedelta(days=self.chance.randint(0, 27))
            self.report(before, old, before.end + timedelta(days=10), is_now=False)
        self.noise()
        if self.fault:
            rule, problem = PROBLEMS[self.fault]
            self.made.faults.append((rule, problem, ""))
        return self.made

    def before(self) -> Span:
        return self.span.before()

    def posted(self) -> date:
        if self.fault == "late":
            return self.span.end + timedelta(days=self.chance.randint(52, 70))
        return self.span.end + timedelta(days=self.chance.randint(3, 25))

    def plant(self) -> None:
        """Makes the lines wrong in one place."""
        self.kept = deepcopy(self.all)
        chance, fault = self.chance, self.fault
        plain = [line for line in self.all if not is_range(line.limit) and "(" not in line.limit]
        if fault in ("over-called-kept", "multiple"):
            line = chance.choice(plain)
            each = next(each for kind in ((line.kind,),) for each in _known(line))
            line.value, line.multiple = self.figure(each[2], each[3], is_over=True)
            line.verdict = chance.choice(KEPT if fault == "over-called-kept" else NOT_KEPT)
            if fault == "multiple":
                line.multiple = str(float(line.multiple) + chance.choice((1, 0.4, 2)))
            if "multiple" not in self.roles and fault == "multiple":
                self.roles.append("multiple")
        if fault == "kept-called-over":
            line = chance.choice([line for line in plain if line.kind != "废气"])
            line.value, line.multiple = str(int(float(line.limit) / 2) or "0.1"), "—"
            line.verdict = chance.choice(NOT_KEPT)
        if fault == "gone":
            name = chance.choice([line.enterprise for line in self.all])
            self.all = [line for line in self.all if line.enterprise != name]
        if fault == "no-reason" or (not fault and chance.random() < 0.4 and self.form not in ("wide", "enterprises")):
            self.unmonitored("" if fault else chance.choice(REASONS))
        if fault == "no-field":
            self.roles.remove(chance.choice(["region", "point", "day", "limit"]))

    def unmonitored(self, reason: str) -> None:
        first = self.all[0]
        line = Line(
            f"{first.enterprise[:1]}岗造纸厂",
            first.region,
            first.kind,
            "/",
            first.day,
            "/",
            "/",
            "/",
            "/",
            "/",
            "/",
            reason,
        )
        line.day = "/"  # type: ignore[assignment]
        if not reason:
            line.value, line.verdict = "未监测", "—"
        if "reason" not in self.roles:
            self.roles.append("reason")
        self.all.insert(len([each for each in self.all if each.kind == first.kind]), line)

    def rows(self, lines: list[Line]) -> list[list[str]]:
        rows = long_table(self, lines, self.roles)
        if self.fault == "blank" and not self.is_blanked and len(lines) > 1:
            measured = [n for n, line in enumerate(lines, 1) if line.verdict not in ("/", "")]
            rows[self.chance.choice(measured)][
                1 + self.roles.index(self.chance.choice(["limit", "value"] if not self.is_short else ["verdict"]))
            ] = ""
            self.is_blanked = True
        return rows

    is_blanked = False

    def report(self, span: Span, lines: list[Line], posted: date, *, is_now: bool = True) -> None:
        """The pages of one span, in the form of the place."""
        title = self.chance.choice(TITLES).format(span=self.spelled(span))
        words = self.words(span, lines) if is_now else ""
        by_kind = {
            kind: [line for line in lines if line.kind == kind] for kind in dict.fromkeys(line.kind for line in lines)
        }
        if self.form in ("page", "merged", "wide"):
            rows = wide_table(lines) if self.form == "wide" else self.rows(lines)
            table = (
                merged_table(rows, 1 + self.roles.index("enterprise")) if self.form == "merged" else html_table(rows)
            )
            self.made.pages.append(self.page(title, words + table, posted))
        elif self.form == "workbook":
            data = workbook({kind: self.rows(each) for kind, each in by_kind.items()})
            name = f"{span.year}{span.last:02}{self.number}.xlsx"
            body = f'{words}<p>附件：<a href="{name}">监测结果表</a></p>'
            self.made.pages.append(self.page(title, body, posted, {name: ("监测结果表", data)}))
        elif self.form == "kinds":
            for kind, each in by_kind.items():
                self.made.pages.append(self.page(f"{title}（{kind}）", words + html_table(self.rows(each)), posted))
                words = ""
        else:
            for name in dict.fromkeys(line.enterprise for line in lines):
                own = [line for line in lines if line.enterprise == name]
                self.made.pages.append(
                    self.page(f"{name}{self.spelled(span)}监督性监测结果", words + html_table(self.rows(own)), posted)
                )
                words = ""

    def spelled(self, span: Span) -> str:
        year, quarter = span.year, span.last // 3
        if span.months == 1:
            return self.chance.choice((f"{year}年{span.first}月", f"{year}年{span.first}月份"))
        return self.chance.choice(
            (
                str(span),
                f"{year}年{'一二三四'[quarter - 1]}季度",
                f"{year}年{quarter}季度",
                f"{year}年{span.first}-{span.last}月",
            )
        )

    def words(self, span: Span, lines: list[Line]) -> str:
        """What the page says above its table."""
        names = {
            kind: {line.enterprise for line in lines if line.kind == kind and line.verdict != "/"}
            for kind in ("废水", "废气", "污水处理厂")
        }
        counts = {kind: len(each) for kind, each in names.items()}
        total = sum(counts.values())
        measured = [line for line in lines if line.verdict in KEPT or line.verdict in NOT_KEPT]
        missed = {line.enterprise for line in measured if line.verdict in NOT_KEPT}
        kept = total - len(missed)
        if self.fault == "kinds":
            counts["废水"] -= 1
        kinds = f"废水企业{counts['废水']}家、废气企业{counts['废气']}家、污水处理厂{counts['污水处理厂']}家"
        told = f"{span}，全市共监测国控企业{total}家，其中{kinds}。"
        rate = f"{kept * 100 / total:.1f}"
        if self.fault == "rate":
            rate = f"{(kept * 100 / total + 50) % 100:.1f}"
        off = 1 if self.fault == "states" else 0
        results = f"共监测企业{total}家，达标{kept + off}家，超标{len(missed)}家" + (
            f"，达标率{rate}%。" if not off else "。"
        )
        if self.fault == "contradiction":
            if not missed:
                line = next(line for line in measured if "(" not in line.limit and not is_range(line.limit))
                line.verdict, line.value, line.multiple = "超标", str(int(float(line.limit) * 2)), "1"
            return "<p>监测结果表明，全市国控企业污染物排放全部达标，达标率100%。</p>"
        if self.fault in ("kinds", "rate", "states") or (self.form != "wide" and self.chance.random() < 0.5):
            shown = (
                told
                if self.fault == "kinds"
                else results
                if self.fault
                else self.chance.choice((told, results, told + results))
            )
            return f"<p>{shown}</p>" if self.form != "wide" or self.fault else ""
        return ""

    def noise(self) -> None:
        """Pages that are no such reports."""
        others = (
            ("我市召开重点污染源监管工作会议", "<p>会议要求，加强国控企业监督性监测，确保企业达标排放。</p>"),
            (f"{self.span.year}年国家重点监控企业名单", "<p>我市共有国控企业39家。</p>"),
            (f"{self.span}国控企业自行监测信息", "<p>北山造纸厂，化学需氧量80，达标。</p>"),
            (
                f"关于做好{self.span}监督性监测工作的通知",
                "<p>各监测站要在季度末前完成全部企业的监测，企业名单共12家，要求均达标。</p>",
            ),
            (f"{self.span}环境空气质量状况", "<p>优良天数比例96%，达标天数88天。</p>"),
        )
        for title, body in self.chance.sample(others, self.chance.randint(1, 4)):
            self.made.pages.append(self.page(title, body, self.span.end + timedelta(days=5)))


def _known(line: Line) -> Iterator[tuple[str, str, str, int]]:
    yield from (each for each in KINDS[line.kind] if each[0] == line.pollutant)


def found(made: Made) -> list[tuple[str, Finding]]:
    site = made.site()
    both = ((PS, pollution_source_monitoring), (DC, discharge_compliance))
    return [(name, finding) for name, rule in both for finding in rule(site, publish_within=WITHIN) if finding.problem]


@pytest.mark.parametrize("seed", range(60))
def test_nothing_is_found_in_whole_reports(seed):
    told = [
        (name, str(finding.outcome), finding.problem, finding.subject, str(finding))
        for name, finding in found(Scene(seed, "").build())
    ]
    assert not told


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("seed", range(6))
def test_what_was_planted_is_found(seed, fault):
    made = Scene(1000 + seed, fault).build()
    told = {(name, finding.problem) for name, finding in found(made)}
    assert PROBLEMS[fault] in told


NEAR = date(2014, 1, 20)


@pytest.mark.parametrize(
    ("words", "spans"),
    [
        ("关于公布示例市2013年第四季度监督性监测情况的通知", ["2013年第四季度"]),
        ("国控重点污染源监督性监测年报(2014年)", ["2014年全年"]),
        ("二〇一三年二季度监测", ["2013年第二季度"]),
        ("4-6月国控企业", ["2013年第二季度"]),
        ("2013年第二季度（4—6月）", ["2013年第二季度"]),
        ("20136月", ["2013年6月"]),  # 年 was lost
        ("2014第3季度", ["2014年第三季度"]),
        ("2013年上半年", ["2013年上半年"]),
        ("2013年第二、三季度", ["2013年4—9月"]),
        ("2013年1至3季度", ["2013年1—9月"]),
        ("六月份监测", ["2013年6月"]),
        ("第四季度", ["2013年第四季度"]),
        ("1月份", ["2014年1月"]),
        ("2013年7月5日公布6月国控", ["2013年6月"]),
        ("2013-06 监测", ["2013年6月"]),
        ("201306废水", ["2013年6月"]),
        ("2013.04-06", ["2013年第二季度"]),
        ("2013年第Ⅲ季度", ["2013年第三季度"]),
        ("2012年第四季度、2013年第一季度", ["2012年第四季度", "2013年第一季度"]),
        ("2013年重点污染源监测", []),
        ("监测结果（第12期）", []),
        ("2013-06-05", []),
    ],
)
def test_the_months_that_a_title_names(words, spans):
    assert [str(span) for span in spans_in(words, NEAR)] == spans


@pytest.mark.parametrize(
    ("value", "allowed", "told"),
    [
        ("23", "50", False),
        ("50", "≤50", False),
        ("50.6", "50", True),
        ("<60", "50", None),
        ("0.05L", "0.5", False),
        ("未检出", "0.05", False),
        ("5.5", "5(8)", None),
        ("8.5", "5（8）", True),
        ("9.1", "6-9", True),
        ("7.1～7.9", "6～9", False),
        ("7.1-9.2", "6-9", True),
        ("30-55", "50", None),
        ("2.4×104", "10000个/L", True),
        ("2.4×10^3", "1×104", False),
        ("88mg/L", "100（GB 8978-1996 一级）", None),
        ("停产", "50", None),
        ("45", "GB18918-2002一级A标准", None),
        ("92", "≥85", False),
        ("1,234", "1000", True),
    ],
)
def test_figures_against_limits(value, allowed, told):
    figure, top = measured(value), limit(allowed)
    assert (is_over(figure, top) if figure and top else None) is told


@pytest.mark.parametrize(
    ("day", "span"),
    [
        (date(2013, 7, 31), Span(2013, 1, 6)),
        (date(2013, 10, 31), Span(2013, 4, 6)),  # 国庆 may have taken what lacks
        (date(2013, 11, 30), Span(2013, 7, 9)),
        (date(2014, 2, 28), Span(2013, 10, 12)),
        (date(2014, 3, 31), Span(2014, 2, 2)),
        (date(2022, 10, 31), Span(2022, 4, 6)),
    ],
)
def test_what_is_due(day, span):
    found = due(day, WITHIN)
    assert found is not None
    assert found.end == span.end
