"""A folder or object store that all machines of a cluster can reach: what is put there is whole and lasts, or is not there."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

DIGEST = 32  # bytes of SHA-256 in front of what is put: a store may show a part of what is still being written
NEW = ".new"


@contextmanager
def _refused(place: str) -> Iterator[None]:
    """Turns what the library of a store says into OSError; what Python itself raises is a fault of a program and stays so."""
    try:
        yield
    except OSError:
        raise
    except Exception as error:  # boundary: each kind of store has a library, and each library errors of its own
        if type(error).__module__ == "builtins":
            raise
        raise OSError(f"{place}: {error}") from error


class Depot:
    """The objects below an address of fsspec. Raises OSError for what the store refuses, ValueError for an unknown kind of address."""

    def __init__(self, url: str) -> None:
        from fsspec.core import url_to_fs

        self._fs: Any
        with _refused(url.partition("://")[0]):  # an address may hold a password
            self._fs, self._root = url_to_fs(url)
        self._is_local = bool(getattr(self._fs, "local_file", False))

    def put(self, name: str, data: bytes) -> None:
        """Puts an object; it lasts when this returns."""
        whole, path = hashlib.sha256(data).digest() + data, f"{self._root}/{name}"
        if self._is_local:
            _put_file(path, whole)
            return
        with _refused(path):
            self._fs.pipe_file(path, whole)

    def get(self, name: str) -> bytes | None:
        """What was put under a name; None when that is not there, or not yet there whole."""
        path = f"{self._root}/{name}"
        try:
            with _refused(path):
                whole = bytes(self._fs.cat_file(path))
        except FileNotFoundError:
            return None
        data = whole[DIGEST:]
        return data if hashlib.sha256(data).digest() == whole[:DIGEST] else None

    def names(self, folder: str) -> Iterator[str]:
        """The names of all objects in a folder and below."""
        start, place = len(self._root) + 1, f"{self._root}/{folder}"
        with _refused(place):
            self._fs.invalidate_cache()
            found = self._fs.find(place)
        for path in found:
            if not path.endswith(NEW):
                yield path[start:]

    def remove(self, name: str) -> None:
        """Removes an object, when it is there."""
        path = f"{self._root}/{name}"
        with suppress(FileNotFoundError), _refused(path):
            self._fs.rm_file(path)

    def clear(self, folder: str) -> None:
        """Removes a folder and all that is in it."""
        place = f"{self._root}/{folder}"
        with suppress(FileNotFoundError), _refused(place):
            self._fs.rm(place, recursive=True)


def _put_file(path: str, data: bytes) -> None:
    """Writes a file beside its place, and moves it there once it is on the disk."""
    folder = os.path.dirname(path)
    os.makedirs(folder, exist_ok=True)
    new = f"{path}.{secrets.token_hex(4)}{NEW}"
    with open(new, "xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(new, path)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
