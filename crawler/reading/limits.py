"""How much one page or file may cost, each with its reason, and the three ways in which reading can end early."""

from __future__ import annotations

MIB = 1024 * 1024

FILE_BYTES = 256 * MIB  # a file from disk; the crawler keeps none that is larger
PAGE_BYTES = 8 * MIB  # the longest real list pages stay under 2 MiB; more is a trap or a mistake
PAGE_NODES = 400_000  # a page of 8 MiB has some 200,000 elements at most when people wrote it
PAGE_TAGS = 500_000  # marks that begin a tag, for the same reason; the tree of a page takes some 200 bytes for each
PAGE_ATTRIBUTES = 3_000  # of one tag; the parser compares each with each
PAGE_TABLES = 5_000  # a page laid out by tables in tables has some hundred
PAGE_LINKS = 20_000  # the longest site map seen has some 4,000
PAGE_LABELS = 4_000  # a catalogue of 300 documents on one page labels some 2,000 values
PAGE_HEAD = 3_000  # lines among which a title, a breadcrumb and a line of date may stand; menus have some 500
PAGE_DEPTH = 2_000  # the parser's time grows with the square of the depth; real pages nest below 100
HELD_NODES = 100_000  # of tables that hold others, added up: of a page with 3,000 in 12 of them 36,000
TABLE_CELLS = 200_000  # colspan and rowspan multiply: a page may claim far more cells than it has bytes
SPAN = 1_000  # the HTML standard caps colspan at 1,000
SHEET_CELLS = 2_000_000  # the spreadsheet reader takes some 32 bytes for each place in a sheet's rectangle
BOOK_CELLS = 6_000_000  # places that the sheets of a workbook may span; a stray cell in the last row of an .xls with 90 columns does
SHEETS = 200  # a workbook of all units of a city has fewer
PDF_PAGES = 600  # the longest yearbook of accounts seen has some 400
PDF_CHARACTERS = 20_000  # of one page; the fullest budget table on a large sheet has some 6,000
PDF_ALL_CHARACTERS = 300_000  # of the pages whose tables are looked for: 300 pages full of figures, some 12 s
PDF_OBJECTS = 30_000  # of one page, those in its forms counted; a page of 3,000 cells drawn one by one has 12,000
PDF_ALL_OBJECTS = 400_000  # of these pages; each costs some 10 microseconds
PDF_SEGMENTS = 100_000  # of one page's paths; a map has that many and no table
PDF_DEPTH = 8  # forms within forms; programs make two or three
PDF_CROSSINGS = 200_000  # pairs of lines that may touch: 200 rows by 200 columns make 40,000
PDF_CELLS = 20_000  # of one page's table; at 2 points a cell no more fit
PDF_GRIDS = 500  # separate boxes and tables of one page; each is compared with each
PDF_GROUNDS = 300  # coloured grounds and pictures of one page, with each of which each white character is compared
PDF_TRIES = 20  # pairs of level lines between which a table is looked for
PDF_STREAMS = 200  # packed object streams that are searched for scripts; real files have tens
PDF_PACKED = 8 * MIB  # of them together, unpacked
PDF_SEEN_PAGES = 40  # pages that are shown to eyes, which need a second for each
PDF_SEEN_PIXELS = 12_000_000  # of one page shown; A4 at 200 dots an inch has 3.9 million, A3 twice that
PDF_SEEN_DOTS = 200  # dots an inch at which recognition of printed Chinese is at its best
GARBLED_SHARE = 0.10  # above this share of private, replacement or control characters a text cannot be trusted
ZIP_ENTRIES = 2_000  # entries of one archive; a real bundle has tens
ZIP_BYTES = 192 * MIB  # all members together, unpacked; leaves room below the child's memory
ZIP_RATIO = 300  # of all that is unpacked to the whole file; deflate reaches 1,032, offices' XML stays under 100
ZIP_RATIO_FLOOR = 4 * MIB  # below this size a high ratio is harmless (an empty sheet is nothing but zeros)
ZIP_DEPTH = 2  # an archive in an archive is seen, deeper ones are traps
GLYPHS = 100_000  # characters on one page of an OFD; a page of small print has 5,000
RULES = 20_000  # pieces of lines on one page of an OFD; a table of 700 cells drawn one by one has 2,900
CROSSINGS = 4_000  # of its lines across and down, when pieces are joined: some 0.5 s, growing with the square
RULED_CELLS = 40_000  # of all tables that lines rule in an OFD, some 6 s
BOXES = 5_000  # text boxes of one document; the largest flowchart seen has some 200
SLIDES = 500  # of one presentation; a long one has a hundred
PICTURES = 40  # pictures of one document that are looked at when it has hardly any words
RAR_WORKSPACE = 160 * MIB  # dictionaries and tables; the largest dictionary that WinRAR offers by itself is 32 MiB
NAME_CHARACTERS = 300  # of a member's name with its folders; Windows ends at 260
PICTURE_PIXELS = 400_000_000  # only the header is read; a claim above this is a bomb
PICTURE_BYTES = 160 * MIB  # of one picture's colours in memory; an A4 page at 600 dpi takes 105
PICTURE_PAGES = 30  # of a scan with several; each takes seconds, and a longer one comes as PDF
OCR_PIXELS = 12_000_000  # a picture for recognition is made smaller than this: A4 at 350 dpi
OCR_LINES = 600  # lines of words in one picture; a full page of a yearbook has some 400 cells
OCR_SIDE = 16  # pixels; a lower or narrower picture is an icon or a spacer and holds no words
CHILD_MEMORY = 768 * MIB  # addresses, not pages in use: the libraries themselves map some 300 MiB
CHILD_DATA = 440 * MIB  # of these, what it writes to: with its libraries in use, some 50 MiB, it stays below 512
CHILD_CPU = 18  # seconds for one file; the slowest honest file took 6
CHILD_WALL = (
    18  # seconds for one file, waiting included; with the end of the process that did not answer it stays below 20
)
EYES_MEMORY = 2_048 * MIB  # addresses of the process that recognises words: a dense page took 1,333 MiB
EYES_CPU = 120  # seconds for one file with pictures: a dense page takes 9, a chart 4
EYES_WALL = (
    300  # waiting included: on a busy machine, too, it is the time of work that ends a hopeless file, and for good
)
ANSWER_BYTES = 64 * MIB  # what was read of one file; the largest honest reading seen has 6 MiB
CHILD_END = 2  # seconds in which a child that is told to end clears away what outside readers left
CHILD_FILES = 1_000  # a child is replaced after so many files: leaks of parsers stay small, and a new one costs as much as 200 pages
READER_SECONDS = 15  # for an outside reader of .doc files; less than the child's own time
READER_MEMORY = 2_048 * MIB  # addresses of an outside reader: LibreOffice maps 730 MiB before it opens anything
RTF_DEPTH = 1_000  # braces within braces; programs make some 20, and LibreOffice takes 2 KiB for each
PROSE_MEMORY = 512 * MIB  # addresses of a reader of words alone; without end where a .doc runs in a circle
READER_FILE = 128 * MIB  # what an outside reader may write; pictures in a .docx are as they were in the .doc
READER_CPU = 300  # seconds of one LibreOffice, which reads many files; a file that hangs is ended after READER_SECONDS
READER_FILES = 100  # files for one LibreOffice, which grows by some 0.3 MiB with each


class LimitReached(Exception):
    """A file asks for more than it may have."""


class Encrypted(Exception):
    """A file opens only with a password."""


class Unsafe(Exception):
    """A file carries what no honest file needs: a document type with entities, or a size that lies."""
