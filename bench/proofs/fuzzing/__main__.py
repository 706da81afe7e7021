"""Fuzzes one reader, or shows one of its inputs.

python -m bench.proofs.fuzzing READER [--count 10000] [--first 0] [--jobs 2]
python -m bench.proofs.fuzzing READER --show NUMBER > FILE
"""

from __future__ import annotations

import argparse
import sys

from bench.proofs.fuzzing import runs
from bench.proofs.fuzzing.readers import alone, readers


def main() -> None:
    """Exit code 1 when anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reader", choices=[*readers(), "all"])
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--show", type=int, help="write this input to the standard output")
    parser.add_argument("--again", type=int, help="read this input here, and let it raise")
    options = parser.parse_args()
    if options.show is not None:
        sys.stdout.buffer.write(runs.made(readers()[options.reader], options.show))
        return
    if options.again is not None:
        with alone():
            readers()[options.reader].read(runs.made(readers()[options.reader], options.again))
        return
    bad = False
    for reader in readers().values() if options.reader == "all" else [readers()[options.reader]]:
        tally = runs.run(reader, options.count, options.jobs, options.first)
        rate = tally.inputs / max(tally.seconds, 0.01)
        print(
            f"{tally.name}: {tally.inputs:,} inputs, {tally.wrongs} wrong, {len(tally.ended)} ended, {tally.refused:,} refused, "
            f"{rate:,.0f}/s, slowest {tally.slowest:.2f} s, {tally.mebibytes:.0f} MiB",
            flush=True,
        )
        for line in (*runs.findings(tally), *tally.ended[:5]):
            print("  ", line, flush=True)
        bad = bad or bool(tally.wrongs or (tally.ended and not reader.in_child))
    sys.exit(int(bad))


if __name__ == "__main__":
    main()
