"""How far a long copying is: a bar on a terminal, else a line now and then, nothing with --quiet."""

from __future__ import annotations

from time import monotonic
from types import TracebackType

from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from reports.live.screen import can_paint
from reports.progress import A_LINE_EVERY, BAR, FIRST_LINE
from reports.session import Session


def gigabytes(size: int) -> str:
    """Bytes as people read them: GB with two places."""
    return f"{size / 1e9:.2f}"


class Meter:
    """Shown while the block lasts; `doing` is a template without fields, `total` in bytes."""

    def __init__(self, session: Session, doing: str, total: int) -> None:
        self._session, self._doing, self._total, self._done = session, session.wording.say(doing), total, 0
        shown = can_paint(session.err) and not session.options.quiet
        columns = (TextColumn("{task.description}"), BarColumn(BAR), TextColumn("{task.fields[far]}"))
        self._bars = Progress(
            *columns,
            TimeRemainingColumn(),
            console=session.err,
            disable=not shown,
            transient=True,
            refresh_per_second=2,
        )
        self._task = self._bars.add_task(self._doing, total=total, far="")
        self._is_silent, self._due = shown or session.options.quiet, monotonic() + FIRST_LINE

    def __enter__(self) -> Meter:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bars.stop()

    def heard(self, size: int) -> None:
        """So many bytes more are done."""
        self._done += size
        done, total = gigabytes(self._done), gigabytes(self._total)
        self._bars.update(self._task, advance=size, far=f"{done}/{total} GB")
        if not self._is_silent and monotonic() >= self._due:
            self._due = monotonic() + A_LINE_EVERY
            self._session.say("{doing}：{done}/{total} GB", doing=self._doing, done=done, total=total)
