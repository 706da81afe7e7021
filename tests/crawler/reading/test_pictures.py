"""Pictures before any words are recognised: what eyes are given, and what comes of what they see."""

import io

import pytest
import xlsxwriter
from PIL import Image

from crawler.reading import limits
from crawler.reading.doubts import DAMAGED, LIMIT, PICTURE, UNSURE
from crawler.reading.pictures import ocr
from crawler.reading.reader import read
from crawler.reading.record import from_json, to_json
from crawler.reading.value import Box, Seen


class Eyes:
    """Sees the same on every picture, and remembers the pictures."""

    def __init__(self, *seen):
        self.seen, self.shown = list(seen), []

    def __call__(self, picture, page):
        self.shown.append((picture.copy(), page))
        return self.seen[min(page, len(self.seen)) - 1] if self.seen else Seen()


WORDS = Seen("权力运行流程图\n申请", (), (Box("申请", 1, 2, 3, 4, 1, "0.990", True),), "0.990")


def saved(picture, form="PNG", **more):
    out = io.BytesIO()
    picture.save(out, form, **more)
    return out.getvalue()


def seen_by(body, *seen):
    eyes = Eyes(*seen)
    return read(body, url="http://own/a.png", eyes=eyes), eyes.shown


def test_words_take_the_place_of_the_doubt_that_nobody_read_the_picture():
    reading, _ = seen_by(saved(Image.new("RGB", (300, 200))), WORDS)
    assert (reading.text, reading.read_by, reading.confidence, reading.doubts) == (WORDS.text, "ocr", "0.990", ())
    assert (reading.title, reading.title_from, reading.boxes) == ("权力运行流程图", "line", WORDS.boxes)
    assert (reading.width, reading.height) == (300, 200)
    assert from_json(to_json(reading)) == reading


def test_the_picture_of_a_workbook_without_a_word_is_shown_to_eyes():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        picture = io.BytesIO(saved(Image.new("RGB", (300, 200))))
        book.add_worksheet("表一").insert_image(0, 0, "a.png", {"image_data": picture})
    reading, shown = seen_by(out.getvalue(), WORDS)
    assert (reading.text, reading.read_by, reading.confidence, reading.doubts) == (WORDS.text, "ocr", "0.990", ())
    assert (reading.title, len(shown)) == ("权力运行流程图", 1)
    assert read(out.getvalue(), url="http://own/a.xlsx").doubts == (PICTURE,)


def test_a_picture_without_words_keeps_its_doubt():
    reading, shown = seen_by(saved(Image.new("RGB", (300, 200))))
    assert (reading.text, reading.read_by, reading.doubts) == ("", "text", (PICTURE,))
    assert len(shown) == 1


def test_what_eyes_doubt_the_reading_doubts():
    reading, _ = seen_by(
        saved(Image.new("RGB", (300, 200))), Seen("公务接待费 12..5", confidence="0.7", doubts=(UNSURE,))
    )
    assert reading.doubts == (UNSURE,)


@pytest.mark.parametrize("size", [(1, 1), (300, 8), (15, 15)])
def test_icons_and_spacers_are_not_looked_at(size):
    reading, shown = seen_by(saved(Image.new("RGB", size)), WORDS)
    assert (reading.doubts, shown) == ((PICTURE,), [])


def deep(picture):
    return Image.frombytes(
        "I;16", picture.size, b"".join(bytes((0, level)) for level in picture.convert("L").tobytes())
    )


def palette(picture):
    made = picture.convert("L").convert("P")
    made.info["transparency"] = 255
    return made


HALVES = Image.new("L", (64, 32), 255)
HALVES.paste(0, (0, 0, 32, 32))
MODES = {
    "1": HALVES.convert("1"),
    "L": HALVES,
    "LA": HALVES.convert("LA"),
    "P": HALVES.convert("P"),
    "P, one colour clear": palette(HALVES),
    "RGBA": HALVES.convert("RGBA"),
    "16 bits": deep(HALVES),
}


@pytest.mark.parametrize("name", MODES)
def test_every_mode_is_shown_in_eight_bits(name):
    _, [(picture, page)] = seen_by(saved(MODES[name]), WORDS)
    assert (picture.mode, picture.size, page) == ("RGB", (64, 32), 1)
    assert picture.getpixel((5, 5)) == (0, 0, 0)
    assert min(picture.getpixel((60, 5))) >= 254


def test_print_colours_are_shown():
    _, [(picture, _)] = seen_by(saved(HALVES.convert("CMYK"), "JPEG", quality=95), WORDS)
    assert max(picture.getpixel((5, 5))) < 30
    assert min(picture.getpixel((60, 5))) > 225


@pytest.mark.parametrize(("ink", "ground"), [(0, 255), (255, 0)])
def test_what_stands_on_nothing_is_shown_on_its_contrary(ink, ground):
    clear = Image.new("RGBA", (64, 32), (ink, ink, ink, 0))
    clear.paste((ink, ink, ink, 255), (10, 10, 20, 20))
    _, [(picture, _)] = seen_by(saved(clear), WORDS)
    assert picture.getpixel((15, 15)) == (ink,) * 3
    assert picture.getpixel((40, 5)) == (ground,) * 3


def test_a_picture_is_turned_as_its_camera_says():
    exif = Image.Exif()
    exif[0x0112] = 6
    reading, [(picture, _)] = seen_by(saved(HALVES, "JPEG", exif=exif), WORDS)
    assert picture.size == (32, 64)
    assert (reading.width, reading.height) == (64, 32)


def test_of_moving_pictures_the_first_is_looked_at():
    body = saved(HALVES, "GIF", save_all=True, append_images=[Image.new("L", (64, 32), 90)])
    _, shown = seen_by(body, WORDS)
    assert [page for _, page in shown] == [1]


def test_a_scan_of_several_pages_is_looked_at_page_by_page(monkeypatch):
    pages = [Image.new("1", (64, 32), level) for level in (0, 1, 0)]
    body = saved(pages[0], "TIFF", save_all=True, append_images=pages[1:], compression="group4")
    reading, shown = seen_by(body, Seen("一", confidence="1"), Seen("二三", confidence="0.4"))
    assert (reading.media_type, reading.pages, reading.text) == ("image/tiff", 3, "一\n二三\n二三")
    assert reading.confidence == "0.520"
    assert [page for _, page in shown] == [1, 2, 3]
    monkeypatch.setattr(limits, "PICTURE_PAGES", 2)
    reading, shown = seen_by(body, WORDS)
    assert reading.doubts == (LIMIT,)
    assert len(shown) == 2


def test_a_picture_too_large_to_hold_is_not_opened(monkeypatch):
    body = saved(Image.new("RGB", (300, 200)))
    monkeypatch.setattr(limits, "PICTURE_BYTES", 100_000)
    reading, shown = seen_by(body, WORDS)
    assert (reading.doubts, shown) == ((LIMIT, PICTURE), [])


def test_a_photograph_is_opened_no_larger_than_it_is_looked_at(monkeypatch):
    monkeypatch.setattr(limits, "OCR_PIXELS", 600 * 400)
    reading, [(picture, _)] = seen_by(saved(Image.new("RGB", (2400, 1600)), "JPEG"), WORDS)
    assert picture.width < 2400
    assert reading.width == 2400


def test_half_a_picture_is_damaged():
    body = saved(Image.effect_noise((200, 200), 90).convert("RGB"), "JPEG")
    reading, _ = seen_by(body[: len(body) // 2], WORDS)
    assert reading.doubts == (DAMAGED,)


def test_whether_the_extra_is_there_is_known_without_loading_it(monkeypatch):
    monkeypatch.setattr(ocr.importlib.util, "find_spec", lambda name: None)
    assert not ocr.available()
    assert ocr.version() == ""
