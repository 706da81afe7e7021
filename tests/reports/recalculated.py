"""Workbooks as LibreOffice works them out: what a spreadsheet's own formulas say."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import openpyxl

SOFFICE = shutil.which("soffice")
Values = dict[tuple[str, str], object]


def recalculated(path: Path, folder: Path) -> openpyxl.Workbook:
    """The workbook as LibreOffice has worked it out anew and saved it, with values."""
    return openpyxl.load_workbook(converted(path, folder), data_only=True)


def converted(path: Path, folder: Path) -> Path:
    """The file that LibreOffice has opened and saved."""
    profile, out = folder / "profile", folder / "out"
    command = [
        SOFFICE,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
    ]
    subprocess.run([*command, "--outdir", str(out), str(path)], check=True, capture_output=True, timeout=1800)
    return out / path.name


def formulas(path: Path, sheet: str) -> list[str]:
    """The cells of a sheet that hold formulas."""
    return [
        cell.coordinate
        for row in openpyxl.load_workbook(path)[sheet].iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


def printed(value: object) -> str:
    """A value as it is printed: numbers to ten places, which is more than is ever shown; LibreOffice saves no space at an end."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:.10f}".rstrip("0").rstrip(".").replace("-0", "0") if abs(value) < 1e-10 else f"{value:.10g}"
    return "" if value is None else str(value).rstrip(" ")
