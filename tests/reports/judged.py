"""A workspace of two departments whose month was judged by hand, for the tests of appeals and of the story of a mark."""

from contextlib import closing
from dataclasses import replace
from datetime import datetime

from checker.decided import named
from checker.scheme import kept_scheme
from checker.scoring import Assessment, weigh
from checker.store import Store
from crawler.period import CHINA, Period
from crawler.roster import Department
from crawler.snapshot import Citation, Place
from reports.cli import main
from rules.finding import failed, passed, untested

JULY = Period(2013, 7)
SEEN = datetime(2013, 8, 1, 2, 10, tzinfo=CHINA)
SETTINGS = 'city = "市"\nscheme = "s"\n[portal]\nhome = "http://127.0.0.1:1/"\n[crawl]\ncontact = "a@b.example"\n'
SCHEME = """
title = "S"
year = 2013
[[indicator]]
id = "C1-1"
title = "城市空气环境质量日报"
rule = "air-quality-daily"
points = 20
places = ["own", "portal"]
applies_to = ["department"]
deduct = { missing-day = { each = 1, at_most = 3 }, wrong-grade = 0.5 }
source = "报告"
stated = ["deduct.wrong-grade"]
[[indicator]]
id = "V"
title = "不发布有害内容"
rule = "foreign-content"
points = 5
places = ["own"]
applies_to = ["county"]
deduct = { foreign = 5 }
"""
HBJ = Department("hbj", "示例市环境保护局", ("市环保局",), kinds=frozenset({"department"}), home="http://hbj.example/")
CZJ = Department("czj", "示例市财政局", kinds=frozenset({"department"}), home="http://czj.example/")


def cited(words, url="http://hbj.example/7.htm", digest="0", where=""):
    return Citation(url, SEEN, digest * 64 if len(digest) == 1 else digest, words, Place.OWN, where)


def assessed(department, own, period=JULY):
    """What was found on a department's own site, weighed, with a portal on which all is well."""
    indicator = kept_scheme(SCHEME, "s").indicators[0]
    found = {Place.OWN: own, Place.PORTAL: (passed(),)}
    placed = {place: tuple(replace(each, place=place) for each in found[place]) for place in found}
    return Assessment(department, period, "s", (weigh(indicator, placed),))


DAYS = tuple(failed("missing-day", cited(f"7月{day}日"), subject=f"2013-07-{day:02}") for day in (9, 10, 11, 12))
FOUND = (*DAYS, failed("wrong-grade", cited("7月2日 API 74 Ⅰ 优 [bold]"), note="应为 {grade}", grade="Ⅱ 级[/]", subject="7月2日"),
         untested("", cited("一页", digest=""), note="服务器出错"))  # fmt: skip


def city(folder, own=FOUND, period=JULY):
    """Makes the workspace in a folder, judged for a month."""
    folder.mkdir(exist_ok=True)
    roster = "".join(f"{each.id},{each.name},,department,,{each.home},\n" for each in (HBJ, CZJ))
    (folder / "departments.csv").write_text(f"编号,单位名称,别名,类别,主管单位,网址,门户栏目\n{roster}", "utf-8")
    (folder / "gongkai.toml").write_text(SETTINGS, "utf-8")
    judge(folder, own, period)
    return folder


def judge(folder, own=FOUND, period=JULY):
    """Judges the month again, with other findings."""
    with closing(Store(folder / "var" / "gongkai.sqlite")) as store:
        months = [assessed(HBJ, own, period=period), assessed(CZJ, (passed(),), period=period)]
        store.save(period, months, kept_scheme(SCHEME, "s"))


def finding_names(own=FOUND):
    """The names of what was found on the own site of the first department."""
    month = assessed(HBJ, own)
    return [name for name, _ in named(month, month.verdicts[0])]


def caller(folder, capsys):
    """Calls a command in a workspace; returns its exit code and what it prints and complains."""

    def calling(*words, period="2013-07", language="zh"):
        when = ["--period", period] if period else []
        try:
            code = main([*words, "--workspace", str(folder), *when, "--as-of", "2013-08-20", "--lang", language])
        except SystemExit as stop:
            code = int(stop.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return calling
