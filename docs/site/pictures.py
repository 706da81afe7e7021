"""Takes the pictures of the web report and of evidence that the handbook shows, light, as small files.

python docs/site/pictures.py FOLDER...      of reports and of evidence: writes docs/report-zh.png and so on, in each one's language
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

DOCS = Path(__file__).parents[1]
CHROMIUM = "/usr/bin/chromium"
QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")
SIZE = {"width": 1280, "height": 860}
COLOURS = 128  # a palette makes a picture of a page a third as large, and nobody sees it


def main(folders: list[str]) -> None:
    """Writes a picture of each folder of evidence, two of each report."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        for folder in map(Path, folders):
            page = browser.new_page(viewport=SIZE, device_scale_factor=1, color_scheme="light")
            page.goto((folder / "index.html").resolve().as_uri())
            language = "en" if (page.get_attribute("html", "lang") or "").startswith("en") else "zh"
            taken(page, f"{'evidence' if (folder / 'SHA256SUMS').is_file() else 'report'}-{language}")
            if (folder / "department").is_dir():
                page.goto((folder / "department" / "hbj.html").resolve().as_uri())
                taken(page, f"department-{language}")
            page.close()
        browser.close()


def taken(page: Page, name: str) -> None:
    """Writes one picture into docs/, once the charts are drawn."""
    page.wait_for_load_state("networkidle")
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    picture.quantize(COLOURS).save(DOCS / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main(sys.argv[1:])
