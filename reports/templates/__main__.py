"""Writes the built-in templates anew beside this file."""

from __future__ import annotations

from pathlib import Path

from reports.templates import circular, notice
from reports.templates.packed import packed


def main() -> None:
    """Writes both templates, the same bytes each time."""
    for name, made in (("notice", notice.template()), ("circular", circular.template())):
        Path(__file__).with_name(f"{name}.docx").write_bytes(packed(made))


if __name__ == "__main__":
    main()
