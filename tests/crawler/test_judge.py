"""What a page leads to: of more links than are kept, those that promise least are left."""

from crawler import judge
from crawler.border import Border
from crawler.families import Lead
from crawler.frontier import Row
from crawler.judge import Judge
from crawler.outcome import Answer
from crawler.period import Period
from crawler.politeness import now
from crawler.promise import Order
from tests.crawler.little_site import page

HOME = "http://a.cn/"


def test_a_huge_menu_does_not_hide_what_is_looked_for(monkeypatch):
    monkeypatch.setattr(judge, "MOST_LEADS", 20)
    links = [*((f"/{n}.html", f"菜单{n}") for n in range(30)), ("/x.html", "三公经费预算")]
    answer = Answer(HOME, HOME, now(), 200, b"", page(*links).encode())
    judging = Judge(Border(HOME, ()), Order(["三公经费"], Period(2013, 7)))
    verdict, outlinks = judging.read(Row(HOME, Lead(HOME), "", 0), answer)
    assert verdict.is_good
    assert len(outlinks.lines) == 20
    assert f"{HOME}x.html" in outlinks.addresses
