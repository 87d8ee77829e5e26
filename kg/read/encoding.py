"""Bytes to text: the encodings that Vietnamese news is kept in, and a plain word about those that cannot be read."""

from __future__ import annotations

import codecs
import html
import re
import unicodedata

from kg.read.problem import Unreadable
from kg.read.vietnamese import is_legacy, is_vietnamese

_MARKS = (  # UTF-32 before UTF-16, whose mark is the beginning of its own
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FORMATS = (
    (b"%PDF", "a PDF file", "Take its text out first, for example with pdftotext, and read the .txt file"),
    (b"PK\x03\x04", "a Word, Excel or ZIP file", "Save the text as .txt or .html, or unpack the archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file", "Save it as .txt (UTF-8)"),
    (b"{\\rtf", "an RTF file", "Save it as .txt (UTF-8)"),
    (b"\x1f\x8b", "a gzip archive", "Unpack it first"),
    (b"\x89PNG", "an image", "Leave it out, or give the text that belongs to it"),
    (b"\xff\xd8\xff", "an image", "Leave it out, or give the text that belongs to it"),
    (b"GIF8", "an image", "Leave it out, or give the text that belongs to it"),
)
_BINARY = ("a binary file, not text", "Give the article as .txt, .md, .html, .jsonl, .json or .csv")
_LEGACY = (
    "in an old Vietnamese encoding (TCVN3, VNI or VISCII)",
    "Convert it to Unicode (UTF-8) first, for example with the toolkit of UniKey",
)
_DAMAGE = 0.002  # share of undecodable characters up to which a UTF-8 text is read all the same

_LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffd-\uffff\ud800-\udfff]"
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b]")
_SPACES = re.compile(r"[\t\xa0\u2000-\u200a\u202f\u205f\u3000]")
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")


def codec(head: bytes) -> str | None:
    """The encoding that the first bytes of a file give away, or None where only trying tells."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    sample = head[:4000]
    if b"\x00" in sample:
        # half of UTF-16's bytes are mostly zero in text whose letters are mostly Latin
        even, odd = sample[0::2].count(0), sample[1::2].count(0)
        if odd > 0.3 * len(sample) / 2 and even < odd / 10:
            return "utf-16-le"
        if even > 0.3 * len(sample) / 2 and odd < even / 10:
            return "utf-16-be"
    return None


def decode(data: bytes) -> tuple[str, int]:
    """The text of `data` and how many characters of it were damaged (and left out).

    Raises Unreadable for binary data and for encodings older than Unicode that cannot be told apart safely.
    """
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Unreadable("empty", "Check that the file was saved, or leave it out")
    for magic, what, advice in _FORMATS:
        if data.startswith(magic):
            raise Unreadable(what, advice)
    name = codec(data)
    if name:
        text = data.decode(name, errors="replace")
        if len(_CONTROL.findall(text[:4000])) > 0.01 * len(text[:4000]):
            raise Unreadable(*_BINARY)
    else:
        if b"\x00" in data[:4000]:
            raise Unreadable(*_BINARY)
        text = data.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    if damaged > max(3, _DAMAGE * len(text)):
        return _older(data), 0
    return text, damaged


def clean(text: str) -> str:
    """Text as it is stored: NFC, Đ for the Icelandic Ð, one kind of line end and of space, nothing invisible."""
    text = _LINE_ENDS.sub("\n", unescaped(text))
    text = _SPACES.sub(" ", _INVISIBLE.sub("", text))
    return unicodedata.normalize("NFC", text).replace("Ð", "Đ").replace("ð", "đ")


def unescaped(text: str) -> str:
    """`text` with the characters that its HTML entities stand for."""
    return _ENTITY.sub(lambda match: html.unescape(match.group()), text)


def _older(data: bytes) -> str:
    """Text from before Unicode: Windows-1258 is the one that can be recognised and read."""
    windows = unicodedata.normalize("NFC", data.decode("cp1258", errors="replace"))
    if is_vietnamese(windows) and windows.count("\ufffd") <= _DAMAGE * len(windows):
        return windows
    western = data.decode("latin-1")
    control = sum(byte < 9 or 13 < byte < 32 for byte in data[:4000])
    if control <= 0.01 * len(data[:4000]) and is_legacy(western):
        raise Unreadable(*_LEGACY)
    if control > 0.01 * len(data[:4000]):
        raise Unreadable(*_BINARY)
    raise Unreadable("not in UTF-8", "Save it as UTF-8 (or UTF-16) text")
