"""How slow this moment is: limits on time hold for a core that does nothing else, and are stretched where it does.

`python -m bench.pace` prints what ALONE is to be on a machine.
"""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager

ALONE = 0.008  # seconds of a processor for `exercise` on the machine of docs/reliability.md, with nothing beside it
_WORDS = re.compile(r"([一-鿿]+)[：:]\s*(\d+(?:\.\d+)?)")


def exercise() -> float:
    """Does a fixed piece of work of the kind that reading pages is; the seconds of a processor that it took."""
    began = time.process_time()
    for number in range(200):
        text = "".join(f"本级预算{each}：{each * number}.5 万元；" for each in range(60))
        {name: float(figure) for name, figure in _WORDS.findall(text)}
    return time.process_time() - began


def slowness() -> float:
    """How many times as long work takes now as on a core that does nothing else; never less than 1."""
    return max(1.0, exercise() / ALONE)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raises AssertionError where the block takes more seconds of a processor than that, by the pace before and after it."""
    pace, began = slowness(), time.process_time()
    yield
    took = time.process_time() - began
    pace = max(pace, slowness())
    assert took < seconds * pace, f"{took:.2f} s of a processor, at a pace of {pace:.2f}: more than {seconds} s"


if __name__ == "__main__":
    print(f"{min(exercise() for _ in range(50)):.4f} s of a processor at best")
