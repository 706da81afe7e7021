"""The sample city's month, from nothing to a scorecard, on this machine alone."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from time import monotonic

from checker.scoring import Assessment
from crawler.period import Period
from crawler.refusal import Fault, Refusal
from reports.demo_year import demonstrate_year, looked_at
from reports.monthly import ready
from reports.ranking import ranking
from reports.samplecity.city import City
from reports.samplecity.server import serve
from reports.scorecard import scorecard
from reports.session import Session
from reports.stored import results_of
from reports.whole_month import month
from reports.workspace import FILE, read

PERIOD = Period(2013, 7)
MARK = ".gongkai-demo"
NEXT = (
    "gongkai report --open --workspace {folder} --period {period} --as-of {day}",
    "gongkai show {id} --workspace {folder} --period {period}",
    "gongkai evidence {id} --workspace {folder} --period {period}",
    "gongkai ledger --workspace {folder} --as-of {day}",
    "gongkai notice --workspace {folder} --period {period} --as-of {day}",
)


def demonstrate(session: Session) -> int:
    """Builds the city, serves it on loopback, runs a month on it and shows what came out.

    The folder is made anew each time; one that this command did not make is
    refused. Problems are what a demonstration is for, so they are no failure.
    """
    options = session.options
    folder = Path(options.folder).resolve()
    _clear(folder)
    options.period = options.period or PERIOD
    options.as_of = options.as_of or min(looked_at(options.period), session.today)
    options.strict, options.output = False, None
    city = City(options.seed, full=options.full)
    if options.year:
        return demonstrate_year(session, city, folder)
    started = monotonic()
    session.say("造一座示例城市（{count} 个单位），在本机 127.0.0.x 上提供网站", count=str(len(city.departments)))
    with serve(city.content(options.period), latency=options.latency / 1000) as served:
        city.write_workspace(folder, served.bases)
        workspace = read(folder)
        departments, scheme = ready(workspace)
        with workspace.lock():
            month(session, workspace, departments, scheme)
    found = results_of(workspace, session.period)
    assessments = found.assessments
    session.out.print(ranking(assessments, found.scheme, session.wording))
    session.out.print(scorecard(_telling(assessments), found.scheme, session.wording))
    session.say(
        "用时 {seconds} 秒。工作区在 {folder}，可以继续试：",
        seconds=str(round(monotonic() - started)),
        folder=str(folder),
    )
    for words in NEXT:
        session.say(words, **_next(assessments, folder, session))
    return 0


def _clear(folder: Path) -> None:
    if folder.exists() and not (folder / MARK).is_file():
        if any(folder.iterdir()):
            raise Refusal(Fault("目录里有别的东西", "请用 --folder 换一个目录", str(folder)))
    elif folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).write_text(f"{FILE}\n", "utf-8")


def _telling(assessments: Sequence[Assessment]) -> Assessment:
    """The assessment with the most kinds of outcome, to show what a scorecard can say."""
    return max(assessments, key=lambda each: len({i.outcome for v in each.verdicts for i in v.weighed}))


def _next(assessments: Sequence[Assessment], folder: Path, session: Session) -> dict[str, str]:
    about = {"id": assessments[0].department.id, "folder": str(folder), "period": str(session.period)}
    return {**about, "day": str(session.today)}
