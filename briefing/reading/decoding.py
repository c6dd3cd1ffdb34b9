"""From bytes to clean characters: encodings, Unicode forms, line ends.

The text that leaves here has one newline character, composed letters and no invisible characters.
Typographic quotation marks and dashes stay: they are the document's own.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from briefing.errors import SourceUnreadable
from briefing.reading.language import language

# Order matters: the mark of UTF-32-LE begins with that of UTF-16-LE.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# Formats that people put into such folders and that look like text, or that deserve their name in the message.
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "an RTF file"),
    (b"PK\x03\x04", "a Word, OpenDocument or ZIP file"),
    (b"\xd0\xcf\x11\xe0", "an old Word, Excel or Outlook file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
)

_REMEDY = "convert it to text, Markdown or HTML"

# At most this share of a text may be control characters; terminal colours and form feeds stay far below it.
_CONTROL_SHARE = 0.02

# The one-byte encodings for Latin letters differ in a few letters only, which statistics of bytes cannot tell
# apart, but the language can. Western languages, and all that are not told, have the first one.
_LATIN = "cp1252"
_LATIN_BY_LANGUAGE = {
    **dict.fromkeys(("pl", "cs", "sk", "hu", "sl", "hr", "bs", "ro"), "cp1250"),
    **dict.fromkeys(("tr", "az"), "cp1254"),
    **dict.fromkeys(("lt", "lv", "et"), "cp1257"),
}

# charset-normalizer needs no more than this to tell an encoding.
_GUESS_BYTES = 200_000

_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
    "|[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
_LINE_ENDS = re.compile("\r\n?|\x0b|\x0c|\x85|\u2028|\u2029")
_LAYOUT = frozenset("\n\r\t\x0b\x0c\x1b\x85")
_SPACES = re.compile(r"[^\S\n]")


def decode(data: bytes, location: str, charset: str | None = None) -> str:
    """Return the text of ``data``: by its byte order mark, the declared ``charset``, UTF-8, or the likeliest encoding.

    Raises ``SourceUnreadable`` where the bytes are empty or not text.
    """
    if not data.strip(b" \t\r\n\x00"):
        raise SourceUnreadable("is empty", where=location)
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise SourceUnreadable(f"is {kind}, not text", where=location, remedy=_REMEDY)
    text = _decoded(data, charset)
    if text is None or _is_binary(text):
        raise SourceUnreadable("is not text", where=location, remedy=_REMEDY)
    text = normalize(text)
    if not text.strip():
        raise SourceUnreadable("is empty", where=location)
    return text


# As some newsrooms' systems write them. Straight ones are left alone: they are code in Markdown.
_MARKS = {"‘‘": "“", "’’": "”"}
_DOUBLED_MARKS = re.compile("|".join(rf"(?<!{mark[0]}){mark}(?!{mark[0]})" for mark in _MARKS))


def normalize(text: str) -> str:
    r"""Composed letters (NFC), ``\n`` for every line end, plain spaces, no invisible or control characters.

    A quotation mark that is typed as two single ones becomes one.
    """
    text = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text))
    # Twice composed: a removed joiner can leave letter and accent side by side.
    text = unicodedata.normalize("NFC", _SPACES.sub(" ", _INVISIBLE.sub("", text)))
    return _DOUBLED_MARKS.sub(lambda marks: _MARKS[marks.group()], text)


def _decoded(data: bytes, charset: str | None) -> str | None:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _attempt(data, encoding)
    wide = _wide_encoding(data)
    if wide is not None:
        return _attempt(data, wide)
    if b"\x00" in data:
        return None
    for declared in (charset, "utf-8"):
        if declared and (text := _attempt(data, declared)) is not None:
            return text
    return _guessed(data)


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of western text is zero."""
    sample = data[:4096]
    half = len(sample) // 2
    if half < 8:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _guessed(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_GUESS_BYTES]).best()
    guess = str(best) if best is not None else data.decode("latin-1")
    if best is not None and not _is_latin(guess):
        return _attempt(data, best.encoding)
    if best is None and _is_binary(guess):
        return None
    for encoding in (_LATIN_BY_LANGUAGE.get(language(guess) or "", _LATIN), _LATIN, "latin-1"):
        if (text := _attempt(data, encoding)) is not None:
            return text
    return None


def _is_latin(text: str) -> bool:
    """Whether the letters beyond ASCII are Latin ones."""
    letters = [character for character in text if ord(character) > 127 and character.isalpha()]
    return sum(unicodedata.name(letter, "").startswith("LATIN") for letter in letters) >= 0.5 * len(letters)


def _attempt(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _is_binary(text: str) -> bool:
    sample = text[:100_000]
    if "\x00" in sample:
        return True
    odd = sum(unicodedata.category(one) in ("Cc", "Cn", "Co", "Cs") for one in sample if one not in _LAYOUT)
    return odd > _CONTROL_SHARE * len(sample)
