"""The header of a 7z: which bytes are packed how, and which files they hold. Written after 7zFormat.txt of the LZMA SDK."""

from __future__ import annotations

from dataclasses import dataclass, field

from crawler.reading import limits

END, HEADER, PROPERTIES, EXTRA_STREAMS, STREAMS, FILES, PACKED, UNPACKED, PARTS = range(9)
SIZES, CHECKSUMS, FOLDERS, FOLDER_SIZES, PART_COUNTS, EMPTY_STREAMS, EMPTY_FILES, ANTI, NAMES = range(9, 18)
ATTRIBUTES, ENCODED = 0x15, 0x17
STEPS = 8  # the most complicated shape has four


@dataclass(frozen=True)
class Step:
    """One step of unpacking, and how many bytes come out of it."""

    method: bytes
    properties: bytes
    size: int = 0


@dataclass
class Folder:
    """Packed bytes, the steps that unpack them one after another, and the sizes of the files in them.

    `steps` is empty where they do not form a chain; `methods` are those of all steps.
    """

    steps: list[Step]
    methods: list[bytes]
    order: list[int]
    outputs: int
    runs: int
    place: int = 0
    packed: int = 0
    parts: list[int] = field(default_factory=list)
    checksums: list[int | None] = field(default_factory=list)

    @property
    def size(self) -> int:
        return self.steps[-1].size if self.steps else 0

    def resize(self, sizes: list[int]) -> None:
        """Learn how many bytes come out of each step; the whole is one part until more is said."""
        self.steps = [
            Step(step.method, step.properties, sizes[place]) for step, place in zip(self.steps, self.order, strict=True)
        ]
        self.parts = [self.size]


@dataclass(frozen=True)
class File:
    """A file's name in UTF-8, whether it has bytes of its own, and its attributes."""

    name: bytes
    has_bytes: bool
    is_folder: bool
    attributes: int


class Fields:
    """The numbers and bytes of a header one after another. Raises IndexError, ValueError at its end."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.place = 0

    def byte(self) -> int:
        self.place += 1
        return self.data[self.place - 1]

    def bytes(self, size: int) -> bytes:
        part = self.data[self.place : self.place + size]
        if len(part) != size:
            raise ValueError("cut off")
        self.place += size
        return part

    def number(self) -> int:
        """A number whose first byte says how many more follow."""
        first = self.byte()
        more = next((bit for bit in range(8) if not first & 0x80 >> bit), 8)
        low = int.from_bytes(self.bytes(more), "little")
        return low | (first & 0x7F >> more) << 8 * more

    def count(self, most: int = limits.ZIP_ENTRIES) -> int:
        """A number of things. Raises LimitReached."""
        number = self.number()
        if number > most:
            raise limits.LimitReached("entries")
        return number

    def flags(self, count: int) -> list[bool]:
        packed = self.bytes((count + 7) // 8)
        return [bool(packed[place // 8] & 0x80 >> place % 8) for place in range(count)]

    def known(self, count: int) -> list[bool]:
        """Which of so many things are described next."""
        return [True] * count if self.byte() else self.flags(count)

    def checksums(self, count: int) -> list[int | None]:
        return [int.from_bytes(self.bytes(4), "little") if known else None for known in self.known(count)]


def read_streams(fields: Fields) -> list[Folder]:
    """The folders of packed bytes. Raises IndexError, ValueError, LimitReached."""
    runs: list[tuple[int, int]] = []
    folders: list[Folder] = []
    while (kind := fields.byte()) != END:
        if kind == PACKED:
            runs = _runs(fields)
        elif kind == UNPACKED:
            folders = _folders(fields)
        elif kind == PARTS:
            _parts(fields, folders)
        else:
            raise ValueError("unknown part")
    first = 0
    for folder in folders:
        folder.place, folder.packed = runs[first]
        first += folder.runs
    return folders


def read_files(fields: Fields) -> list[File]:
    """The files and folders by name. Raises IndexError, ValueError, LimitReached."""
    count = fields.count()
    empty, names, attributes, hollow = [False] * count, [b""] * count, [0] * count, b""
    while (kind := fields.byte()) != END:
        part = Fields(fields.bytes(fields.number()))
        if kind == EMPTY_STREAMS:
            empty = part.flags(count)
        elif kind == EMPTY_FILES:
            hollow = part.data
        elif kind == NAMES:
            names = _names(part, count)
        elif kind == ATTRIBUTES:
            attributes = _attributes(part, count)
    is_file = iter(Fields(hollow.ljust(count // 8 + 1, b"\0")).flags(sum(empty)))
    return [
        File(name, not is_empty, is_empty and not next(is_file), attribute)
        for name, is_empty, attribute in zip(names, empty, attributes, strict=True)
    ]


def _runs(fields: Fields) -> list[tuple[int, int]]:
    """Place and size of each run of packed bytes."""
    place, count = fields.number(), fields.count()
    runs: list[tuple[int, int]] = []
    while (kind := fields.byte()) != END:
        if kind == SIZES:
            for _ in range(count):
                runs.append((place, fields.number()))
                place += runs[-1][1]
        elif kind == CHECKSUMS:
            fields.checksums(count)
        else:
            raise ValueError("unknown part")
    return runs


def _folders(fields: Fields) -> list[Folder]:
    folders: list[Folder] = []
    while (kind := fields.byte()) != END:
        if kind == FOLDERS:
            count = fields.count()
            if fields.byte():
                raise ValueError("described elsewhere")
            folders = [_folder(fields) for _ in range(count)]
        elif kind == FOLDER_SIZES:
            for folder in folders:
                folder.resize([fields.number() for _ in range(folder.outputs)])
        elif kind == CHECKSUMS:
            for folder, checksum in zip(folders, fields.checksums(len(folders)), strict=True):
                folder.checksums = [checksum]
        else:
            raise ValueError("unknown part")
    return folders


def _folder(fields: Fields) -> Folder:
    steps, inputs, outputs = [], 0, 0
    for _ in range(fields.count(STEPS)):
        flags = fields.byte()
        method = fields.bytes(flags & 0x0F)
        ins, outs = (fields.count(STEPS), fields.count(STEPS)) if flags & 0x10 else (1, 1)
        steps.append(Step(method, fields.bytes(fields.number()) if flags & 0x20 else b""))
        inputs, outputs = inputs + ins, outputs + outs
    bonds = [(fields.number(), fields.number()) for _ in range(outputs - 1)]
    runs = inputs - len(bonds)
    if runs > 1:
        for _ in range(runs):
            fields.number()
    order = _chain(bonds, len(steps)) if inputs == outputs == len(steps) else []
    return Folder([steps[place] for place in order], [step.method for step in steps], order, outputs, runs)


def _chain(bonds: list[tuple[int, int]], count: int) -> list[int]:
    """The steps from the packed bytes on, each fed by the one before; none where they do not form a chain."""
    fed = {output: place for place, output in bonds}
    start = next(place for place in range(count) if place not in fed.values())
    order = [start]
    while order[-1] in fed and len(order) < count:
        order.append(fed[order[-1]])
    return order if sorted(order) == list(range(count)) else []


def _parts(fields: Fields, folders: list[Folder]) -> None:
    """How each folder's bytes are divided among files; the last size is what remains."""
    counts = [1] * len(folders)
    kind = fields.byte()
    if kind == PART_COUNTS:
        counts = [fields.count() for _ in folders]
        kind = fields.byte()
    for folder, count in zip(folders, counts, strict=True):
        sizes = [fields.number() for _ in range(count - 1)] if kind == SIZES else []
        folder.parts = [*sizes, folder.size - sum(sizes)] if count else []
        if count != 1 or folder.checksums == [None]:
            folder.checksums = []
    if kind == SIZES:
        kind = fields.byte()
    while kind != END:
        if kind == CHECKSUMS:
            _checksums(fields, folders)
        kind = fields.byte()


def _checksums(fields: Fields, folders: list[Folder]) -> None:
    missing = [folder for folder in folders if not folder.checksums]
    known = iter(fields.checksums(sum(len(folder.parts) for folder in missing)))
    for folder in missing:
        folder.checksums = [next(known) for _ in folder.parts]


def _names(part: Fields, count: int) -> list[bytes]:
    if part.byte():
        raise ValueError("names elsewhere")
    names = part.bytes(len(part.data) - 1).decode("utf-16le", "surrogatepass").split("\0")
    if len(names) != count + 1:
        raise ValueError("names")
    return [name.encode("utf-8", "replace") for name in names[:count]]


def _attributes(part: Fields, count: int) -> list[int]:
    known = part.known(count)
    if part.byte():
        raise ValueError("attributes elsewhere")
    return [int.from_bytes(part.bytes(4), "little") if is_known else 0 for is_known in known]
