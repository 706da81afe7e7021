"""Content codings (RFC 9110 §8.4) undone piece by piece: bounded, and known to be whole."""

from __future__ import annotations

import zlib

CODINGS = {"gzip": 47, "x-gzip": 47, "deflate": 15}  # window bits for zlib; 47 takes either wrapping
MOST_CODINGS = 4
CodingFault = zlib.error


class Coding:
    """Undoes the codings of a body, the last first, never further than is asked for. False when there are none."""

    def __init__(self, named: str) -> None:
        names = [name for name in map(str.strip, named.lower().split(",")) if name and name != "identity"]
        if len(names) > MOST_CODINGS:
            raise CodingFault(f"{len(names)} codings one over the other")
        if unknown := [name for name in names if name not in CODINGS]:
            raise CodingFault(f"{unknown[0]} was not asked for")
        self._steps = [zlib.decompressobj(CODINGS[name]) for name in reversed(names)]
        self._begun = False
        self.is_over = False  # a coding held more than was asked for

    def __bool__(self) -> bool:
        return bool(self._steps)

    @property
    def is_whole(self) -> bool:
        """Whether every coding came to its end."""
        return all(step.eof for step in self._steps)

    def decode(self, chunk: bytes, most: int) -> bytes:
        """What a piece of the body holds, cut after so many bytes. Raises CodingFault."""
        for place in range(len(self._steps)):
            chunk = self._undo(place, chunk, most)
        self._begun = True
        return chunk

    def _undo(self, place: int, chunk: bytes, most: int) -> bytes:
        step = self._steps[place]
        try:
            found = step.decompress(chunk, most)
        except zlib.error:
            if self._begun or chunk[:2] == b"\x1f\x8b":
                raise
            step = self._steps[place] = zlib.decompressobj(-15)  # deflate without its wrapping, as some servers send it
            found = step.decompress(chunk, most)
        while step.eof and step.unused_data.startswith(b"\x1f\x8b") and len(found) < most:
            rest, step = step.unused_data, zlib.decompressobj(31)
            self._steps[place] = step
            found += step.decompress(rest, most - len(found))
        self.is_over = self.is_over or bool(step.unconsumed_tail)
        return found
