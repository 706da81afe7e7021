"""The pages of a folder of evidence that people read: the index, the list of all that was seen, and how to check it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from crawler.period import Period
from reports.copies.shell import digest, environment, style
from reports.evidence_items import Item, rows
from reports.evidence_told import Telling, chapters, marks
from reports.wording import Wording

POLICY = "default-src 'none'; style-src {style}; base-uri 'none'; form-action 'none'"
STEPS = (
    "先看“扣分或存疑的指标”：每一条写明问题、扣分的依据和算法、证据。",
    "点引文，打开当时的存档副本，停在标出的文字上；副本里没有脚本，不联网。",
    "“原件”是当时收到的文件，一个字节也没有改过；网页的原件以 .html.txt 结尾，用文本编辑器打开，免得其中的脚本运行。",
    "“未能检测”和“待核实”不扣分，也不算合规：成绩因此是暂定的。",
    "不服某一条，凭“编号”申诉。怎样核对这些文件没有被改动，见 README.txt。",
)
README = {
    "zh": """{name}　{period}　政务公开网上检查的证据
{city}　写出于 {day}

这里有什么
  index.html       从这里看起：成绩，每个指标查到了什么、扣多少分、凭什么。用任何浏览器打开，不联网。
  all.html         本单位当月访问到的全部内容（{number} 项）。
  index.csv        同样的清单，可用表格软件打开。
  views/           被引用的网页和文件的存档副本，引文已标出；不含脚本，不联网。
  files/           当时收到的原件（{files} 个），逐字节未改。网页以 .html.txt 结尾，请用文本编辑器看。
  records.warc.gz  原始存档记录（WARC 1.1，ISO 28500），逐字节取自档案，含当月内容未变、存于以前月份的记录。
  SHA256SUMS       以上每个文件的 SHA-256。

怎样核对没有被改动
  Linux、macOS：  sha256sum --check SHA256SUMS      （macOS：shasum -a 256 -c SHA256SUMS）
  Windows：       certutil -hashfile index.html SHA256    （与 SHA256SUMS 中的一行比较；逐个文件核对）
  files/ 中每个文件的 SHA-256，应与 index.csv 中“SHA-256”一栏、views/ 中副本上写的，以及 records.warc.gz 里
  该记录的 WARC-Payload-Digest 一致。只要 SHA256SUMS 这个文件本身的 SHA-256 另有留存，就能证明全部内容没有改过。

怎样回放 WARC
  ReplayWeb.page：打开桌面版或 https://replayweb.page，选择 records.warc.gz，按网址打开。
  pywb：          wb-manager init zj && wb-manager add zj records.warc.gz && wayback
                  再用浏览器打开 http://localhost:8080/zj/

不服
  在 index.html 里找到那一条的“编号”，写明理由，交给检查机关（命令：gongkai appeal）。
""",
    "en": """{name}  {period}  Evidence of the online check of open government
{city}  written on {day}

What is here
  index.html       Begin here: the marks; for each indicator what was found, what it costs, and on what proof. Any browser, no network.
  all.html         Everything that was seen of this body in the month ({number} items).
  index.csv        The same list for a spreadsheet program.
  views/           Stored copies of the pages and files that are cited, the quoted words marked; no scripts, no network.
  files/           The originals as they were received ({files}), byte for byte. Web pages end in .html.txt: use a text editor.
  records.warc.gz  The stored records (WARC 1.1, ISO 28500), byte for byte out of the archive, with those of earlier months that
                   hold what did not change since.
  SHA256SUMS       The SHA-256 of each of these files.

How to check that nothing was changed
  Linux, macOS:    sha256sum --check SHA256SUMS      (macOS: shasum -a 256 -c SHA256SUMS)
  Windows:         certutil -hashfile index.html SHA256    (compare with the line in SHA256SUMS; file by file)
  The SHA-256 of each file in files/ is the one in the column "SHA-256" of index.csv, the one told in its copy in views/, and the
  WARC-Payload-Digest of its record in records.warc.gz. Where the SHA-256 of SHA256SUMS itself is kept elsewhere, it proves the rest.

How to replay the WARC file
  ReplayWeb.page:  open the desktop program or https://replayweb.page, choose records.warc.gz, open an address.
  pywb:            wb-manager init zj && wb-manager add zj records.warc.gz && wayback
                   then open http://localhost:8080/zj/ in a browser

To appeal
  Find the name (编号) of the finding in index.html, give your reasons, and hand both to the office that checks (gongkai appeal).
""",
}


@dataclass(frozen=True)
class Cover:
    """Whose evidence it is, of which month, when it was written, and how much of it there is."""

    city: str
    name: str
    period: Period
    day: date
    number: int
    files: int


def index(cover: Cover, telling: Telling | None, wording: Wording) -> bytes:
    """The page to begin with; without results it says that the month was not checked."""
    told = {
        "marks": marks(telling) if telling else [],
        "scheme": telling.results.scheme.title if telling else "",
        "provisional": bool(telling and telling.assessment.provisional),
        "steps": [wording.say(step) for step in STEPS],
        "chapters": chapters(telling) if telling else [],
    }
    return _page("evidence.html", cover, wording, told)


def list_of_all(cover: Cover, items: Sequence[Item], wording: Wording) -> bytes:
    """The list of everything that was seen."""
    return _page("everything.html", cover, wording, {"rows": rows(items, wording)})


def read_me(cover: Cover, wording: Wording) -> bytes:
    """How to use and to check the folder, as plain text that every system shows: with a mark that it is UTF-8, lines as on Windows."""
    values = {"name": cover.name, "city": cover.city, "period": str(cover.period), "day": wording.day(cover.day)}
    text = README[wording.language].format(**values, number=cover.number, files=cover.files)
    return text.replace("\n", "\r\n").encode("utf-8-sig", "replace")


def _page(template: str, cover: Cover, wording: Wording, values: dict[str, Any]) -> bytes:
    css = style("evidence.css")
    text = (
        environment()
        .get_template(template)
        .render(
            values,
            cover=cover,
            say=wording.say,
            day=wording.day(cover.day),
            language=wording.either("zh-CN", "en"),
            policy=POLICY.format(style=digest(css)),
            style=Markup(css),  # noqa: S704 - our own file
        )
    )
    return text.encode("utf-8", "replace")
