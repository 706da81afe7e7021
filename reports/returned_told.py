"""What people are told of workbooks that came back: what would change, what was taken in, what was left out, who disagrees."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from checker.returns import Returned
from checker.returns_form import CHECKED, RULED
from checker.returns_rulings import plain_number
from checker.rulings import Ruling
from checker.scoring import DOUBTFUL, Weighed
from checker.visits import Disagreement, SiteMark
from reports.returned_after import After, Place, after, places, total
from reports.returned_known import Stage
from reports.session import Session
from reports.wording import DASH, Wording, plain

DECISIONS = {decision: word for word, decision in (*CHECKED.items(), *RULED.items())}
ON_DOUBTS = {decision: word for word, decision in (*RULED.items(), *CHECKED.items())}


def tell_changes(session: Session, stage: Stage, found: Sequence[Returned]) -> None:
    """Shows, finding by finding and department by department, what would become of the stage."""
    then, say = after(stage, found), session.wording.say
    if not any(each.fresh for each in found):
        session.out.print(Text(say("{stage}：没有新的意见，什么也不会改变", stage=stage.known.stage)))
        return
    for table in (
        _findings(session, stage, then, found),
        _lines(session, stage, then, found),
        _marks(session, stage, then),
    ):
        if table.row_count:
            session.out.print(table)


def tell_taken(session: Session, name: str, found: Returned) -> None:
    """Says what was taken from a file."""
    counts = {
        "rulings": str(len(found.rulings)),
        "marks": str(len(found.marks)),
        "answers": str(len(found.answers)),
        "unchanged": str(found.unchanged),
    }
    what = "已读入 {file}：检查意见 {rulings} 条，实地得分 {marks} 条，申诉答复 {answers} 条，未变 {unchanged} 条"
    session.say(what, file=plain(name), **counts)


def tell_notices(session: Session, name: str, stage: Stage, found: Returned) -> None:
    """Says what of a file was left out or read in a way that people should know."""
    values = {"file": plain(name)}
    if found.unsaid:
        what = "{file}：{count} 行只填了姓名或日期，没有意见，没有读入"
        session.say(what, **values, count=str(found.unsaid))
    if found.formulas:
        session.say("{file}：{count} 格是公式，读入了保存的结果", **values, count=str(found.formulas))
    for sheet in () if stage.is_year_end else found.absent:
        session.say("{file}：没有“{sheet}”这张表，没有从中读入", **values, sheet=session.wording.say(sheet))


def tell_conflicts(session: Session, stages: Sequence[tuple[Stage, Sequence[Returned]]]) -> bool:
    """Lists what inspectors say differently of one thing; whether there is anything. It stays open until someone settles it."""
    lines = [line for stage, found in stages for line in _conflicts(stage, after(stage, found), session.wording)]
    if lines:
        what = "有 {count} 处意见不一，都已保留，都没有计入；请商定后用 gongkai import --settle 读入"
        session.complain(what, count=str(len(lines)))
    for line in lines:
        session.err.print(Text(line), soft_wrap=True)
    return bool(lines)


def _conflicts(stage: Stage, then: After, wording: Wording) -> list[str]:
    known, found = places(then.decided.assessments), []
    for conflict in then.decided.conflicts:
        place = known.get(conflict.rulings[0].finding)
        about = _about(place, wording) if place else conflict.rulings[0].finding
        doubted = place is not None and place.item.finding.outcome in DOUBTFUL
        said = (_by(each, _ruled(each, wording, doubted=doubted), wording) for each in conflict.rulings)
        found.append(wording.say("{about}：{said}", about=about, said=wording.joined(said)))
    for key, mark in then.marks.items():
        if isinstance(mark, Disagreement):
            said = (_by(each, _marked(each, wording), wording) for each in mark.marks)
            about = _line_name(stage, key, wording)
            found.append(wording.say("{about}：{said}", about=about, said=wording.joined(said)))
    return found


def _by(each: Ruling | SiteMark, said: str, wording: Wording) -> str:
    return wording.say("{by} {said}（{on}）", by=plain(each.by), said=said, on=wording.day(each.on))


def _about(place: Place, wording: Wording) -> str:
    """A finding on one line: whose, of which indicator, what."""
    finding = place.item.finding
    problem = wording.problem(place.verdict.rule, finding.problem) if finding.problem else place.verdict.title
    told = (place.assessment.department.name, place.verdict.indicator, problem, finding.subject)
    return " ".join(plain(each) for each in told if each)


def _ruled(ruling: Ruling, wording: Wording, *, doubted: bool = False) -> str:
    word = wording.say((ON_DOUBTS if doubted else DECISIONS)[ruling.decision])
    return f"{word} {plain_number(ruling.points)}" if ruling.points is not None else word


def _marked(mark: SiteMark, wording: Wording) -> str:
    points = [] if mark.points is None else [plain_number(mark.points)]
    return " ".join([wording.say(mark.answer)] * bool(mark.answer) + points)


def _line_name(stage: Stage, key: str, wording: Wording) -> str:
    line = stage.known.lines.get(key)
    if line is None:
        return key
    matter = line.matter
    name = next((each.department.name for each in stage.results.machine if each.department.id == key.split("/")[1]), "")
    return f"{plain(name)} {wording.say(plain(matter.title))} {key.rsplit('/', 1)[-1]}"


def _table(title: str, *headings: str) -> Table:
    table = Table(title=Text(title), title_justify="left")
    for heading in headings:
        table.add_column(Text(heading), overflow="fold")
    return table


def _add(table: Table, *cells: str) -> None:
    table.add_row(*(Text(plain(cell)) for cell in cells))


def _findings(session: Session, stage: Stage, then: After, found: Sequence[Returned]) -> Table:
    say = session.wording.say
    headings = ("检查发现", "现在", "读入后", "扣分", "姓名", "单元格")
    table = _table(say("{stage} 检查发现", stage=stage.known.stage), *map(say, headings))
    now, later = places(stage.results.assessments), places(then.decided.assessments)
    for each in (said for one in found for said in one.fresh):
        if not isinstance(each.word, Ruling):
            continue
        key = each.word.finding
        if key not in now:
            _add(table, key, DASH, DASH, DASH, each.word.by, each.where)
            continue
        old, new = now[key].item, later[key].item
        costs = _change(_costs(old, session.wording), _costs(new, session.wording))
        states = (_state(old, session.wording), _state(new, session.wording))
        _add(table, _about(now[key], session.wording), *states, costs, each.word.by, each.where)
    return table


def _state(item: Weighed, wording: Wording) -> str:
    """What people have made of a finding."""
    if "conflict" in item.open:
        return wording.say("意见不一")
    if item.ruling is None:
        return wording.outcome(item.finding.outcome)
    text = _ruled(item.ruling, wording, doubted=item.finding.outcome in DOUBTFUL)
    return wording.say("{word}（申诉未答复）", word=text) if "appeal" in item.open else text


def _costs(item: Weighed, wording: Wording) -> str:
    return (
        wording.say("不能评定 {points}", points=plain_number(item.doubted))
        if item.doubted
        else plain_number(item.deducted)
    )


def _change(before: str, then: str) -> str:
    return before if before == then else f"{before} → {then}"


def _lines(session: Session, stage: Stage, then: After, found: Sequence[Returned]) -> Table:
    say = session.wording.say
    table = _table(
        say("{stage} 实地检查", stage=stage.known.stage), *map(say, ("事项", "现在", "读入后", "姓名", "单元格"))
    )
    now = after(stage, ()).marks
    for each in (said for one in found for said in one.fresh if isinstance(said.word, SiteMark)):
        key = each.about
        states = (_mark_state(marks.get(key), session.wording) for marks in (now, then.marks))
        _add(table, _line_name(stage, key, session.wording), *states, each.word.by, each.where)
    return table


def _mark_state(mark: SiteMark | Disagreement | None, wording: Wording) -> str:
    if mark is None:
        return DASH
    return wording.say("意见不一") if isinstance(mark, Disagreement) else _marked(mark, wording)


def _marks(session: Session, stage: Stage, then: After) -> Table:
    """The departments whose online marks would change."""
    say, wording = session.wording.say, session.wording
    table = _table(say("{stage} 网上得分", stage=stage.known.stage), *map(say, ("单位", "现在", "读入后")))
    for old, new in zip(stage.results.assessments, then.decided.assessments, strict=True):
        before, later = total(old, stage, wording), total(new, stage, wording)
        if before != later:
            _add(table, old.department.name, before, later)
    return table
