"""A reading as bytes, for the store and between processes; and back, exactly."""

from __future__ import annotations

import msgspec

from crawler.reading.value import Reading

_DECODER = msgspec.json.Decoder(Reading)


def to_json(reading: Reading) -> bytes:
    """The reading as one JSON object in UTF-8. Its texts are clean: no lone surrogates."""
    return msgspec.json.encode(reading)


def from_json(data: bytes) -> Reading:
    """The reading that `to_json` wrote. Raises ValueError for anything else."""
    return _DECODER.decode(data)
