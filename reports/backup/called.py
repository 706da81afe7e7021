"""`gongkai backup` and `gongkai restore`: what they refuse, what they tell, and their exit codes."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from shutil import disk_usage

from rich.text import Text

from crawler.refusal import Fault, Refusal
from crawler.schema import FORMAT as ARCHIVE
from reports.backup import restoring
from reports.backup.made import SPARE, Backup
from reports.backup.meter import Meter, gigabytes
from reports.backup.restoring import Damage, Listing, Unusable
from reports.backup.shelf import Shelf
from reports.backup.sources import finished, held
from reports.holding import holding
from reports.marks import BAD, GOOD
from reports.session import Session, Usage
from reports.wording import plain
from reports.workspace import Workspace

DONE, GAPS, STORAGE = 0, 3, 6
WORDS: Mapping[str, str] = {"missing": "丢失", "cut off": "被截短", "changed": "内容变了"}
REASONS: Mapping[str, tuple[str, str]] = {
    "the backup was made by a newer program": ("备份“{name}”是更新的程序写的", "请先更新 gongkai"),
    "the list names a path that leads elsewhere": ("备份的清单里有不合法的路径：{name}", "请换一份备份"),
    "the folder is not empty": ("{name} 不是空目录", "请给一个新的或空的目录；已有的工作区不会被覆盖"),
    "a file changed while it was copied": ("恢复时备份里的文件变了：{name}", "请检查备份所在的磁盘，再运行一次"),
}


def back_up(session: Session) -> int:
    """Copies the workspace to a folder on another disk: the exit code. Raises Usage, Busy, Refusal, OSError."""
    workspace, folder = session.workspace(), Path(session.options.folder).absolute()
    _refuse_inside(workspace, folder)
    shelf = Shelf(folder)
    with _worded(folder), _alone(session, workspace):
        shelf.take()
        before = shelf.listings()
        _refuse_other(workspace, before)
        with held(workspace) as still:
            made = Backup(session, workspace, shelf, still, finished(workspace))
            listing = made.go(max((each.number for each in before), default=0) + 1)
    for name, why in (*made.doubts.items(), *made.lacks.items()):
        template = "{path} 没有备份：{why}" if name in made.lacks else "{path}：{why}"
        session.complain(template, path=plain(name), why=why)
    _warn_same_disk(session, workspace, folder)
    values = {
        "number": str(listing.number),
        "path": str(folder),
        "files": str(len(listing.entries)),
        "size": gigabytes(listing.size),
        "new": str(len(made.new)),
        "added": gigabytes(sum(each.size for each in made.new)),
    }
    told = "第 {number} 次备份完成：{path}，共 {files} 个文件 {size} GB，其中新写入 {new} 个 {added} GB，已逐个读回核对"
    session.out.print(Text(session.wording.say(told, **values)), soft_wrap=True)
    return GAPS if made.doubts or made.lacks else DONE


@contextmanager
def _alone(session: Session, workspace: Workspace) -> Iterator[None]:
    """Holds the workspace. On a disk that can only be read, as one that fails becomes, nobody else writes either. Raises Busy."""
    with ExitStack() as stack:
        try:
            stack.enter_context(workspace.lock(session.options.command))
        except OSError as error:
            if error.errno != errno.EROFS:
                raise
            session.complain("工作区所在的磁盘只能读，照现在的样子备份；请尽快检查这个磁盘")
        yield


def _refuse_inside(workspace: Workspace, folder: Path) -> None:
    here, there = workspace.folder.resolve(), folder.resolve()
    if there == here or here in there.parents:
        raise Usage("备份不能放在工作区里面：{path}。请给另一个磁盘上的目录", path=str(folder))


def _refuse_other(workspace: Workspace, before: Sequence[Listing]) -> None:
    """Raises Refusal when the backups here are another city's."""
    if before and (before[-1].head["city"], before[-1].head["portal"]) != (workspace.city, workspace.portal):
        head = before[-1].head
        if workspace.city != head["city"] and workspace.portal != head["portal"]:
            values = {"city": plain(str(head["city"])), "ours": workspace.city}
            raise Refusal(Fault("这里是“{city}”的备份，不是“{ours}”的", "请给另一个目录", "", None, values))


def _warn_same_disk(session: Session, workspace: Workspace, folder: Path) -> None:
    if folder.stat().st_dev == workspace.folder.stat().st_dev:
        session.say("备份和工作区在同一个磁盘上：磁盘坏了会一起丢失，请另备份到移动硬盘或网络盘")


def restore(session: Session) -> int:
    """Brings a workspace back from a backup, or only compares it: the exit code. Raises Usage, Busy, Refusal, OSError."""
    options, backup = session.options, Path(session.options.backup).absolute()
    if bool(options.folder) == options.dry_run:
        raise Usage("请给出恢复到的新目录，或用 --dry-run 只核对")
    with _worded(backup):
        names = restoring.names(backup)
        if not names:
            remedy = "请给出 gongkai backup 写的目录；若其中的 backups 文件夹丢了，备份已不完整"
            raise Refusal(Fault("{path} 里没有备份", remedy, "", None, {"path": str(backup)}))
        damages, listings = _lists(backup, names)
        wanted = _wanted(session, names, listings)
        if wanted is not None:
            damages += _read(session, backup, wanted, listings, names)
    for damage in damages:
        session.out.print(Text(_line(session, damage), style=BAD), soft_wrap=True)
    if wanted is None:
        session.complain("这次备份的清单已损坏，无法恢复；可用 --number 选另一次备份")
        return STORAGE
    without = {path for damage in damages for path in damage.of}
    if options.dry_run or (without and not options.damaged):
        return _compared(session, listings, damages)
    return _bring(session, backup, wanted, without)


def _lists(backup: Path, names: Sequence[str]) -> tuple[list[Damage], dict[str, Listing]]:
    """All lists that can be read, by name, and what is wrong with the others."""
    damages: list[Damage] = []
    listings: dict[str, Listing] = {}
    for name in names:
        found, wrong = restoring.listing(backup, name)
        damages += wrong
        if found:
            listings[name] = found
    return damages, listings


def _wanted(session: Session, names: Sequence[str], listings: Mapping[str, Listing]) -> Listing | None:
    """The list that was asked for, else the newest; None when it is damaged. Raises Usage, Refusal for that of a newer program."""
    number = session.options.number
    chosen = [name for name in names if number in (None, int(name.partition("-")[0]))]
    if not chosen:
        raise Usage("没有第 {number} 次备份，有的是：{known}", number=str(number), known=list(names))
    wanted = listings.get(chosen[-1])
    if wanted and int(wanted.head["archive"]) > ARCHIVE:
        raise Unusable("the backup was made by a newer program", wanted.name)
    return wanted


def _read(
    session: Session, backup: Path, wanted: Listing, listings: Mapping[str, Listing], names: Sequence[str]
) -> list[Damage]:
    """Reads what is to be brought back; to compare, all backups."""
    of = list(listings.values()) if session.options.dry_run and session.options.number is None else [wanted]
    size = sum({entry.sha256: entry.size for each in of for entry in each.entries}.values())
    with Meter(session, "核对备份", size) as meter:
        return list(restoring.damages_of(backup, of, of[-1].name == names[-1], meter.heard))


def _line(session: Session, damage: Damage) -> str:
    say = session.wording.say
    what = say(WORDS[damage.what]) if damage.what in WORDS else damage.what
    of = [*damage.of[:3], *(["…"] if damage.of[3:] else [])]
    if not of:
        return plain(say("{path}：{what}", path=damage.name, what=what))
    return plain(say("{path}：{what}（是工作区的 {of}）", path=damage.name, what=what, of=of))


def _compared(session: Session, listings: Mapping[str, Listing], damages: Sequence[Damage]) -> int:
    if not damages:
        told = session.wording.say("备份完好：{number} 次备份，每个文件都读过，与清单一致", number=str(len(listings)))
        session.out.print(Text(told, style=GOOD))
        return DONE
    template = "备份有 {number} 处损坏；工作区还在的话，gongkai backup 加 --again 会从工作区重写这些文件"
    if not session.options.dry_run:
        template = "备份有 {number} 处损坏，没有恢复任何文件；可换一份备份，或加 --damaged 只恢复完好的"
    session.complain(template, number=str(len(damages)))
    return STORAGE


def _bring(session: Session, backup: Path, wanted: Listing, without: set[str]) -> int:
    folder = Path(session.options.folder).absolute()
    with _worded(folder):
        _refuse_without_room(folder, wanted)
        (folder / "var").mkdir(parents=True, exist_ok=True)
        with holding(folder / "var", session.options.command, room=False):
            is_new = restoring.begin(folder, wanted)
            if is_new:
                with Meter(session, "恢复工作区", wanted.size) as meter:
                    restoring.restore(backup, folder, wanted, without, meter.heard)
    lacks = list(wanted.head["lacks"])
    for name in (*sorted(without), *lacks):
        session.complain("没有恢复 {path}：备份里没有完好的", path=plain(name))
    values = {"path": str(folder), "files": str(len(wanted.entries) - len(without)), "number": str(wanted.number)}
    told = (
        "已恢复到 {path}：第 {number} 次备份，{files} 个文件"
        if is_new
        else "{path} 已经从第 {number} 次备份恢复过，没有改动"
    )
    session.out.print(Text(session.wording.say(told, **values)), soft_wrap=True)
    session.say("请运行 gongkai verify --workspace {path} 核对证据；网页报告请用 gongkai report 重写", path=str(folder))
    return GAPS if without or lacks else DONE


def _refuse_without_room(folder: Path, wanted: Listing) -> None:
    place = next(each for each in (folder, *folder.parents) if each.exists())
    free, there = disk_usage(place).free, sum(each.stat().st_size for each in folder.rglob("*") if each.is_file())
    if wanted.size + SPARE > free + there:
        values = {"need": gigabytes(wanted.size), "free": gigabytes(free), "path": str(folder)}
        what = "{path} 所在的磁盘空间不够：还要写 {need} GB，只剩 {free} GB"
        raise Refusal(Fault(what, "请换一个更大的磁盘；已有的备份都没有动", "", None, values))


@contextmanager
def _worded(place: Path) -> Iterator[None]:
    """Turns what the parts of a backup say into what a person reads; what the system says of no file is of the `place`."""
    try:
        yield
    except Unusable as error:
        what, remedy = REASONS[error.what]
        raise Refusal(Fault(what, remedy, "", None, {"name": plain(error.name)})) from None
    except OSError as error:
        error.filename = error.filename or str(place)
        if error.errno != errno.EFBIG:
            raise
        remedy = "FAT32 的磁盘放不下 4 GB 以上的文件，请改用 exFAT 或 NTFS 格式的磁盘"
        raise Refusal(Fault("{path} 放不下这样大的文件", remedy, "", None, {"path": str(error.filename)})) from None
