"""A store is put into, looked into and emptied; what its library refuses is said as a fault of storage, whatever its kind."""

from uuid import uuid4

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from crawler.depot import Depot


class NoCredentials(Exception):
    """What the library of an object store raises, an error of a family of its own."""


class Keyless(MemoryFileSystem):
    """An object store for which nobody has a key."""

    protocol = "keyless"

    def pipe_file(self, *words, **more):
        raise NoCredentials("unable to locate credentials")

    cat_file = find = rm_file = rm = pipe_file


class Faulty(Keyless):
    """A store whose library has a fault."""

    def pipe_file(self, *words, **more):
        raise TypeError("no such argument")


fsspec.register_implementation("keyless", Keyless, clobber=True)
fsspec.register_implementation("faulty", Faulty, clobber=True)


@pytest.mark.parametrize("kind", ["folder", "objects"])
def test_what_was_put_is_there_until_it_is_removed(tmp_path, kind):
    depot = Depot(str(tmp_path / "store") if kind == "folder" else f"memory://{uuid4().hex}")
    assert depot.get("a/1") is None
    assert list(depot.names("a")) == []
    for name in ("a/1", "a/2", "b/1"):
        depot.put(name, name.encode())
    assert sorted(depot.names("a")) == ["a/1", "a/2"]
    depot.remove("a/2")
    depot.remove("a/2")
    assert (depot.get("a/1"), depot.get("a/2")) == (b"a/1", None)
    depot.clear("a")
    depot.clear("a")
    assert [depot.get(name) for name in ("a/1", "b/1")] == [None, b"b/1"]


@pytest.mark.parametrize(
    "asked",
    [
        lambda depot: depot.put("a", b""),
        lambda depot: depot.get("a"),
        lambda depot: list(depot.names("a")),
        lambda depot: depot.remove("a"),
        lambda depot: depot.clear("a"),
    ],
)
def test_what_the_library_of_a_store_says_is_a_fault_of_storage(asked):
    with pytest.raises(OSError, match="unable to locate credentials"):
        asked(Depot("keyless://bucket/gongkai"))


def test_a_fault_of_a_program_is_not_taken_for_one_of_storage():
    with pytest.raises(TypeError):
        Depot("faulty://bucket").put("a", b"")
