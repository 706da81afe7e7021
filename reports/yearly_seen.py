"""What a workspace knows of a year: the months that were judged, marks on site, and by which scheme all is weighed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing

from checker.decisions import Decisions
from checker.scheme import Scheme
from checker.store import Store
from checker.visits import SiteMark
from checker.year import Seen
from checker.year_months import Left, judged, weighs_alike
from crawler.archive import Archive
from crawler.period import Period
from crawler.refusal import Fault, Refusal
from crawler.roster import Department
from reports.session import Session, Usage
from reports.stored import results_of
from reports.workspace import Workspace


def scheme_of(workspace: Workspace, asked: int | None) -> Scheme:
    """The scheme by which a year is weighed: the workspace's when it is of that year or weighed its months, else the one that did.

    Raises Usage for what is no year, and Refusal when none of its months has been checked.
    """
    own = workspace.open_scheme()
    year = own.year if asked is None else asked
    if not 1949 <= year < 9999:
        raise Usage("没有 {year} 年，请写四位数的年份", year=str(year))
    checked, kept = [], []
    path = workspace.var / "gongkai.sqlite"
    if path.is_file():
        with closing(Store(path)) as store:
            checked = store.periods()
            kept = [scheme for each in _of(year, checked)[::-1] if (scheme := store.scheme(each))]
    if not _of(year, checked):
        known = sorted({str(each.year) for each in checked})
        remedy = "检查过的年份：{known}；请写其中一年" if known else "请先运行 gongkai crawl 和 gongkai check"
        raise Refusal(Fault("{year} 年还没有检查过任何一个月", remedy, "", None, {"year": str(year), "known": known}))
    weighed = own if own.year == year or not kept or kept[0].id == own.id else kept[0]
    return weighed.of_year(year)


def _of(year: int, periods: Sequence[Period]) -> list[Period]:
    return [each for each in periods if each.year == year]


def seen_of(session: Session, workspace: Workspace, scheme: Scheme) -> Seen:
    """Everything that a year is made of. Only its months are read, one after the other.

    Raises Refusal when all that were checked were checked by a version that kept no schemes.
    """
    periods = sorted({*(Period(scheme.year, month) for month in range(1, 13)), scheme.year_end_period})
    past = Period.containing(session.today).shift(-1)
    path = workspace.var / "gongkai.sqlite"
    with closing(Store(path)) as store:
        checked = [each for each in periods if each in set(store.periods())]
        unkept = {each for each in checked if store.scheme(each) is None}
    left = {each: Left.NOT_CHECKED for each in _visited(workspace) if each in periods and each not in checked}
    left |= dict.fromkeys(unkept, Left.NO_SCHEME)
    months = {}
    for period in checked:
        if period not in unkept:
            found = results_of(workspace, period, cited=False)
            edited = not weighs_alike(found.scheme, scheme)
            months[period] = {
                each.department.id: judged(each, found.scheme, edited=edited) for each in found.assessments
            }
    if not months:
        values = {"period": str(checked[-1])}
        remedy = "请再运行一次 gongkai check"
        raise Refusal(Fault("{period} 是由旧版本检查的，没有保存当时的考核方案", remedy, "", None, values))
    return Seen(months, past, left, marks_of(workspace, scheme, periods))


def marks_of(workspace: Workspace, scheme: Scheme, periods: Sequence[Period]) -> tuple[SiteMark, ...]:
    """All marks on site of a year, in the order in which they came."""
    with closing(Decisions(workspace.var / "gongkai.sqlite")) as decisions:
        return tuple(decisions.site_marks([f"{scheme.year:04}", *map(str, periods)]))


def unjudged(workspace: Workspace, scheme: Scheme, seen: Seen) -> list[Department]:
    """Who is on the roster and was not judged in the year: everyone as long as it lasts, later on only who has marks on site."""
    marked = {each.department for each in seen.marks if not seen.knows(each.department)}
    lasts = seen.past < Period(scheme.year, 12)
    if not (marked or lasts):
        return []
    return [each for each in workspace.roster() if not seen.knows(each.id) and (lasts or each.id in marked)]


def _visited(workspace: Workspace) -> list[Period]:
    folder = workspace.var / "archive"
    if not folder.is_dir():
        return []
    with Archive(folder) as archive:
        return archive.periods()
