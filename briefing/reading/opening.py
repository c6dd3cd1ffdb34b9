"""The head of a document: header lines, title, byline and date that stand in the text before it begins.

Only forms that are made for it count: a ``Key: value`` line, a byline, a line with a date alone, and
the dateline before the first sentence. Nothing is taken from running text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.reading.dates import is_date_line, stated_date
from briefing.reading.noise import is_noise

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

_HEADER_LINE = re.compile(
    r"(?P<key>title|headline|subject|source|publisher|outlet|publication|newspaper|published(?: on| at)?"
    r"|publication date"
    r"|posted|pubdate|date|sent|author|authors|by|byline|from|to|cc|bcc|reply-to|url|link|location|language|section"
    r"|word count|words|id|message-id|content-type|mime-version)\s*:\s*(?P<value>.*)",
    re.IGNORECASE,
)
_FIELDS = {
    "title": ("title", "headline", "subject"),
    "publisher": ("source", "publisher", "outlet", "publication", "newspaper"),
    "published": ("published", "published on", "published at", "publication date", "posted", "pubdate", "date", "sent"),
    "author": ("author", "authors", "by", "byline", "from"),
}

# What "Source:" says when it names nobody.
_NOBODY = frozenset(
    {"agencies", "agency", "agency report", "internet", "online", "web", "media reports", "unknown", "n/a"}
)

# News agencies whose names stand in datelines and behind bylines.
_AGENCIES = (
    r"Reuters|Thomson Reuters|AP|Associated Press|The Associated Press|AFP|Agence France-Presse|Xinhua|UPI|dpa|DPA"
    r"|Bloomberg|MENAFN|ANI|PTI|IANS|UNB|BSS|APP|AA|Anadolu|Anadolu Agency|TASS|Interfax|RIA Novosti|Kyodo"
    r"|Kyodo News|Jiji"
    r"|Yonhap|CNA|CNS|ANSA|EFE|Bernama|Antara|VOA|RFA|RFE/RL|BBC|CNN|KUNA|WAM|QNA|SPA|NNN|Europa Press|Belga"
    r"|PRNewswire|GLOBE NEWSWIRE|BUSINESS WIRE|EIN Presswire"
)
_DASH = r"(?:—|–|--|-|:)"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf"(?:{_MONTH} \d{{1,2}}(?:,? \d{{4}})?|\d{{1,2}} {_MONTH}(?:,? \d{{4}})?)"
_CAPITALS = r"[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de.'’-]+(?:[ /][A-Z\u00c0-\u00de][A-Z\u00c0-\u00de.'’-]+)*"
_NAME = r"[A-Z\u00c0-\u00de][\w.'’-]+(?: (?:[A-Z\u00c0-\u00de][\w.'’-]+|de|la|el|of|the|al)){0,3}"
_PLACE = rf"(?:{_CAPITALS}(?:, {_NAME})?)"
_OPENS = r"(?=[A-Z\u00c0-\u00de\"“‘])"  # a dateline stands before a whole sentence; "NATO — the alliance" is none
_DATELINES = tuple(
    re.compile(pattern)
    for pattern in (
        # BEIJING, Nov. 1 (Xinhua) --     Kuala Lumpur, Malaysia (AP) —     (Reuters) -     OSLO, Nov 1 /PRNewswire/ --
        rf"(?:(?:{_PLACE}|{_NAME}(?:, {_NAME})?)(?:,? (?P<day>{_DAY}))?,? ?)?"
        rf"[(\[/](?P<agency>{_AGENCIES}|[A-Z][\w. -]{{1,24}})[)\]/]\s*{_DASH}\s*",
        rf"\((?P<agency>{_AGENCIES})\)\s*{_OPENS}",  # (CNN) without a dash, or glued to the sentence
        rf"\((?P<agency>[A-Z]{{2,10}})\)\s+{_OPENS}",  # (NNNAGENCY): one that is not known
        # Washington (CNN) without a dash, WASHINGTON and OSLO (Reuters) -, Tham Luang caves, Thailand (CNN);
        # "Agence France-Presse (AFP) Director ..." is a sentence
        rf"(?!.*(?:Presse?|Agency|News|Corporation|Service) \()[A-Z][\w.,/’' -]{{1,50}} \((?P<agency>{_AGENCIES})\)\s*"
        rf"(?:{_DASH}\s*)?{_OPENS}",
        rf"{_PLACE}(?:,? (?P<day>{_DAY}))?\s*(?:—|–|--|-(?= ))\s*{_OPENS}",  # BEIJING, Nov. 1 —     GENEVA —
        rf"{_NAME}(?:, {_NAME})?, (?P<day>{_DAY})\s*(?:—|–|--|-(?= ))\s*{_OPENS}",  # Beijing, November 1, 2025 —
        rf"{_CAPITALS}, (?P<day>{_DAY}): {_OPENS}",  # DHAKA, Nov 1: without the day it may be a speaker's name
        rf"(?:[A-Z]\w+ ){{0,2}}(?:Desk|Correspondent|Bureau|Reporter)\s*(?::|—|–|--)\s+{_OPENS}",  # International Desk:
    )
)
# A place in capitals has at least this many letters, so that "US - China" and "A - B" are no datelines.
_SHORTEST_PLACE = 4

_BYLINE = re.compile(
    r"(?:by|written by|story by|reported by)\s*:?\s+(?P<names>[^|•·\u2013\u2014/]+?)"
    r"(?:\s*(?:[|•·\u2013\u2014/]|- |,(?= (?:\w+ ){0,3}(?:Reuters|Press|News|Staff|Writer|Correspondent|Reporter"
    r"|Times)))\s*"
    r"(?P<rest>.{2,80}))?",
    re.IGNORECASE,
)
_PERSON = re.compile(r"(?:[A-Z\u00c0-\u00de][\w.'’-]*|and|&|de|da|di|van|von|der|den|bin|al|el|la|le)(?:,)?")
_NAME_WITH_INITIAL = re.compile(r"[A-Z][a-z’'-]+ [A-Z]\. [A-Z][\w’'-]+")  # a byline without "By"
_AGENCY = re.compile(_AGENCIES)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")

# Limits of a title: the longest headline of 390 news articles had 24 words and 159 characters.
_TITLE_WORDS = 25
_TITLE_CHARACTERS = 160

# Characters of the other lines of a head; what is longer is running text.
_LONGEST_HEADER_LINE = 250
_LONGEST_BYLINE = 140
_LONGEST_DATELINE = 160
# A dateline stands before one of the first paragraphs of the running text; captions may come first.
_BEFORE_DATELINE = 4

# One or two words above another title are the name of a section ("World"), and go.
_SHORTEST_TITLE = 3

# Up to so many words, a line that ends like a sentence may still be a kicker or a button.
_SHORT_SENTENCE = 5

# A head has few lines; further down a short line is a heading of the body.
_HEAD_PARAGRAPHS = 12


@dataclass(frozen=True, slots=True)
class Opening:
    """What the head of a document says. What it does not say is ``None``."""

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: dt.date | None = None


def opening(paragraphs: Sequence[str], title: str | None = None) -> tuple[Opening, list[str]]:
    """Return what the head of the text says, and the paragraphs without it.

    ``title`` is the one that the format gave, if any: where it is repeated in the text, it is removed.
    """
    found = Opening(title=title)
    kept: list[str] = []
    body = min(len(paragraphs), _HEAD_PARAGRAPHS)
    for position, paragraph in enumerate(paragraphs[:_HEAD_PARAGRAPHS]):
        ahead = paragraphs[position + 1 :]
        update = _header_line(paragraph) if not kept else None
        update = update or _byline(paragraph) or _date_line(paragraph)
        if update is not None:
            found = _merged(found, update)
        elif is_noise(paragraph) or (found.title and _same(paragraph, found.title)):
            continue
        elif _is_body(paragraph):
            body = position
            break
        elif found.title or kept or not looks_like_title(paragraph) or not any(map(_is_body, ahead)):
            kept.append(paragraph)
        elif len(paragraph.split()) >= _SHORTEST_TITLE:
            found = replace(found, title=paragraph)
        elif not looks_like_title(ahead[0]):
            kept.append(paragraph)
    rest = [*kept, *paragraphs[body:]]
    bodies = [index for index, paragraph in enumerate(rest) if _is_body(paragraph)][:_BEFORE_DATELINE]
    for place, index in enumerate(bodies):
        # Below a caption only an agency's name tells a dateline from a sentence.
        dateline, without = _dateline(rest[index], listed=place > 0)
        if without != rest[index]:
            rest[index] = without
            found = _merged(found, dateline)
            break
    return found, rest


def looks_like_title(line: str) -> bool:
    """Whether a line is short and does not end like a sentence; a question may be a title."""
    return (
        "\n" not in line
        and len(line) <= _TITLE_CHARACTERS
        and len(line.split()) <= _TITLE_WORDS
        and any(character.isalpha() for character in line)
        and not re.search(r"[.!:;,…][\"'”’)\]]*$", line)
        and not re.match(r"[-*•]\s|\d+[.)]\s", line)
    )


def _is_body(paragraph: str) -> bool:
    """Whether a paragraph belongs to the running text: a sentence, or too long for anything else."""
    sentence = bool(_SENTENCE_END.search(paragraph)) and len(paragraph.split()) > _SHORT_SENTENCE
    return (sentence or len(paragraph) > _TITLE_CHARACTERS) and not is_noise(paragraph)


def _merged(first: Opening, second: Opening) -> Opening:
    """Fill in what the first leaves open."""
    return Opening(
        title=first.title or second.title,
        publisher=first.publisher or second.publisher,
        author=first.author or second.author,
        published=first.published or second.published,
    )


def _header_line(line: str) -> Opening | None:
    match = _HEADER_LINE.fullmatch(line) if len(line) <= _LONGEST_HEADER_LINE else None
    if match is None:
        return None
    key, value = match["key"].lower(), match["value"].strip()
    field = next((field for field, keys in _FIELDS.items() if key in keys), None)
    if field == "published":
        return Opening(published=stated_date(value))
    if field == "author":
        value = re.sub(r"\s*<[^>]*>|\S+@\S+", "", value).strip(" \"'")
        return Opening(author=value or None)
    if field == "publisher":
        return Opening(publisher=publisher_name(value))
    return Opening(title=value or None) if field == "title" else Opening()


def publisher_name(value: str) -> str | None:
    """Return the outlet that a "Source:" line names, or ``None`` if it names an address or nobody."""
    value = value.strip(" .")
    if not value or "://" in value or value.casefold() in _NOBODY or len(value.split()) > 6:
        return None
    return value


def _date_line(line: str) -> Opening | None:
    return Opening(published=stated_date(line)) if is_date_line(line) else None


def _byline(line: str) -> Opening | None:
    if _NAME_WITH_INITIAL.fullmatch(line):
        return Opening(author=line)
    match = _BYLINE.fullmatch(line) if len(line) <= _LONGEST_BYLINE else None
    if match is None:
        return None
    names = match["names"].strip(" ,")
    date = stated_date(match["rest"]) if match["rest"] else None
    if _AGENCY.fullmatch(names):
        return Opening(publisher=names, published=date)
    words = names.split()
    if not 2 <= len(words) <= 12 or not all(map(_PERSON.fullmatch, words)) or stated_date(names):
        return None
    agency = _AGENCY.search(match["rest"] or "")
    publisher = agency[0] if agency and agency[0] == (match["rest"] or "").strip() else None
    return Opening(author=names, publisher=publisher, published=date)


def _dateline(paragraph: str, *, listed: bool) -> tuple[Opening, str]:
    """Return the agency and the full date of a leading dateline, and the paragraph without it.

    With ``listed`` only a dateline that names one of the agencies known here counts.
    """
    for pattern in _DATELINES:
        match = pattern.match(paragraph, 0, _LONGEST_DATELINE)
        if match is None or not paragraph[match.end() :].strip():
            continue
        groups = match.groupdict()
        agency, day = groups.get("agency"), groups.get("day")
        is_listed = agency is not None and _AGENCY.fullmatch(agency) is not None
        if not is_listed and (listed or sum(map(str.isalpha, match[0])) < _SHORTEST_PLACE):
            continue
        known = agency if agency and (is_listed or agency.isupper()) else None
        if agency and not known and not match[0][:_SHORTEST_PLACE].isupper():
            continue  # "The ministry (Beijing) - a body ..." is a sentence
        return Opening(publisher=known, published=stated_date(day) if day else None), paragraph[match.end() :]
    return Opening(), paragraph


def _same(line: str, title: str) -> bool:
    return re.sub(r"\W+", " ", line).strip().casefold() == re.sub(r"\W+", " ", title).strip().casefold()
