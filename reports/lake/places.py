"""Where a lake lies: a folder of this machine, or what fsspec reaches by an address (s3://, memory://, ...)."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

from crawler.refusal import Fault, Refusal
from reports.session import Usage
from reports.whole import whole

GLOBBED = frozenset("*?[]{}")  # what DuckDB reads as a pattern


@dataclass(frozen=True)
class Kept:
    """One file of a lake: its name below it, and what tells that it is as it was."""

    name: str
    state: str


class Lake(Protocol):
    """A place with files. Names are relative, with "/" between folders. Raises OSError."""

    @property
    def filesystem(self) -> Any:
        """What DuckDB must be told of to read here; None for files of this machine."""

    def address(self, name: str) -> str:
        """What DuckDB calls a file, or the lake itself for ""."""

    def allowed(self) -> list[str]:
        """What every file's address begins with, in all ways in which DuckDB writes it."""

    def files(self, folder: str) -> list[Kept]:
        """The files below a folder, at any depth, by name; none where there is no such folder."""

    def read(self, name: str) -> bytes | None:
        """A file's bytes; None where there is none."""

    def put(self, name: str, write: Callable[[Path], None]) -> None:
        """Has a file written and puts it in its place, whole."""

    def remove(self, name: str) -> None:
        """Removes a file."""


def lake_at(word: str) -> Lake:
    """The lake of a path or an address. Raises Refusal where fsspec is missing, Usage for a path that DuckDB would take for a pattern."""
    if GLOBBED & set(word):
        raise Usage("数据湖的路径里不能有这些字符：{chars}", chars=sorted(GLOBBED & set(word)))
    if "://" not in word:
        return Folder(Path(word).absolute())
    if find_spec("fsspec") is None:
        raise Refusal(Fault("没有安装 fsspec，不能用网址形式的数据湖", "请安装 gongkai[cluster]，或改用目录", word))
    import fsspec

    try:
        filesystem, root = fsspec.core.url_to_fs(word)
    except (ValueError, ImportError) as error:
        values = {"error": str(error)}
        raise Refusal(Fault("打不开这个地址：{error}", "请检查地址，安装它需要的软件包", word, None, values)) from None
    return Remote(filesystem, word.partition("://")[0], root.rstrip("/"))


@dataclass(frozen=True)
class Folder:
    """A lake in a folder."""

    root: Path
    filesystem: None = None

    def address(self, name: str) -> str:
        """The path."""
        return str(self.root / name)

    def allowed(self) -> list[str]:
        """The folder."""
        return [self.address("")]

    def files(self, folder: str) -> list[Kept]:
        """The files below a folder."""
        return sorted(self._below(self.root / folder), key=lambda each: each.name)

    def _below(self, folder: Path) -> Iterator[Kept]:
        for path in folder.rglob("*.parquet") if folder.is_dir() else ():
            if not path.name.startswith("."):
                status = path.stat()
                yield Kept(path.relative_to(self.root).as_posix(), f"{status.st_size} {status.st_mtime_ns}")

    def read(self, name: str) -> bytes | None:
        """A file's bytes."""
        path = self.root / name
        return path.read_bytes() if path.is_file() else None

    def put(self, name: str, write: Callable[[Path], None]) -> None:
        """Writes beside the place and renames."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole(path) as temporary:
            write(temporary)

    def remove(self, name: str) -> None:
        """Removes a file."""
        (self.root / name).unlink(missing_ok=True)


@dataclass(frozen=True)
class Remote:
    """A lake that fsspec reaches; a file is put there with one request, which object stores carry out whole or not at all."""

    filesystem: Any
    protocol: str
    root: str

    def address(self, name: str) -> str:
        """The full address."""
        return f"{self.protocol}://{self.root.lstrip('/')}/{name}"

    def allowed(self) -> list[str]:
        """The full address, and the one with the root as the file system itself tells it."""
        return [self.address(""), f"{self.protocol}://{self.root}/"]

    def files(self, folder: str) -> list[Kept]:
        """The files below a folder."""
        self.filesystem.invalidate_cache()
        found = self.filesystem.find(f"{self.root}/{folder}", detail=True)
        return [
            Kept(path.removeprefix(f"{self.root}/"), _state(about))
            for path, about in sorted(found.items())
            if PurePosixPath(path).suffix == ".parquet"
        ]

    def read(self, name: str) -> bytes | None:
        """A file's bytes."""
        try:
            found: bytes = self.filesystem.cat_file(f"{self.root}/{name}")
        except FileNotFoundError:
            return None
        return found

    def put(self, name: str, write: Callable[[Path], None]) -> None:
        """Writes here and sends it."""
        with _temporary() as path:
            write(path)
            self.filesystem.put_file(str(path), f"{self.root}/{name}")

    def remove(self, name: str) -> None:
        """Removes a file."""
        if self.filesystem.exists(f"{self.root}/{name}"):
            self.filesystem.rm_file(f"{self.root}/{name}")


@contextmanager
def _temporary() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="gongkai-lake-") as folder:
        yield Path(folder) / "part"


def _state(about: dict[str, Any]) -> str:
    changed = next((about[key] for key in ("ETag", "etag", "LastModified", "mtime", "created") if about.get(key)), "")
    return f"{about.get('size', 0)} {changed}"


def file_of(city: str) -> str:
    """The name of a city's files: what can be read of its name, and a digest that tells it from all others."""
    readable = "".join(char if char.isalnum() else "_" for char in city)[:40]
    return f"{readable}-{sha256(city.encode()).hexdigest()[:10]}.parquet"


def signature(files: list[Kept]) -> str:
    """What tells a set of files, each as it is now, from any other."""
    return sha256("\n".join(f"{each.name} {each.state}" for each in files).encode()).hexdigest()[:20]
