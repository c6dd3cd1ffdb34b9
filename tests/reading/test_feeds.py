"""Feeds: what is one, what it holds, and what becomes of its entries, against a server on this machine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from html import escape
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import NothingToRead, SourceUnreadable
from briefing.memo import Source, Unread
from briefing.reading import connecting, feeds, fetching, read
from briefing.reading.feeds import is_feed, read_feed
from briefing.reading.locations import Loaded

if TYPE_CHECKING:
    from briefing.memo import Dossier

    from .site import Site

Write = Callable[[str, str | bytes], str]

# Long enough to be a document, not a teaser.
LONG = " ".join(
    f"Minister {name} told parliament that the pact on radar data in the Skagerrak will cost {cost} million kroner."
    for name, cost in (("Larsen", 40), ("Berg", 41), ("Holm", 42), ("Dahl", 43), ("Lund", 44), ("Vik", 45))
)
TEASER = "Ministers told parliament what the pact will cost."


def page(text: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body><article><p>{text}</p></article></body></html>"


def item(link: str = "", title: str = "Pact", day: int = 3, text: str = TEASER, more: str = "") -> str:
    return (
        f"<item><title>{title}</title><link>{link}</link><pubDate>Mon, {day:02} Nov 2025 23:30:00 -0500</pubDate>"
        f"<description>{escape(text)}</description>{more}</item>"
    )


def rss(*items: str, title: str = "The Sound Review") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<?xml-stylesheet href="style.xsl"?>\n<!-- by hand -->\n'
        f'<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>{title}</title>'
        f"<link>http://127.0.0.1/</link>{''.join(items)}</channel></rss>"
    )


def atom(*entries: str) -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>The Sound Review</title>{"".join(entries)}</feed>'


def fetched(*addresses: str) -> Dossier:
    return read(addresses, allow_private_addresses=True)


def parsed(text: str, location: str = "feed.xml") -> feeds.Feed:
    return read_feed(Loaded(text.encode()), location)


@pytest.mark.parametrize(
    "data",
    [
        rss(item()).encode(),
        atom().encode(),
        rss(item()).replace("utf-8", "utf-16").encode("utf-16"),
        b"\xef\xbb\xbf" + rss(item()).encode(),
        b'<!DOCTYPE rss [<!ENTITY x "y">]><rss version="2.0"><channel/></rss>',
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"></rdf:RDF>',
        b'<atom:feed xmlns:atom="http://www.w3.org/2005/Atom"></atom:feed>',
    ],
)
def test_a_feed_is_known_by_its_root_element(data: bytes) -> None:
    assert is_feed(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        page("An <rss> element in a page").encode(),
        b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>",
        b"<feed><cow/></feed>",
        b"<rssreader/>",
        b"The feed said: <rss version='2.0'>",
        b"<!-- <rss> --><svg/>",
    ],
)
def test_what_only_speaks_of_feeds_is_none(data: bytes) -> None:
    assert not is_feed(data)


@given(st.binary(max_size=300))
def test_whatever_the_bytes_are_they_are_a_feed_or_not(data: bytes) -> None:
    for prefix in (b"", b"<?xml", b"<rss>", b"<!DOCTYPE", b"<!--"):
        found = prefix + data
        if is_feed(found):
            with suppress(SourceUnreadable):
                assert read_feed(Loaded(found), "feed.xml").entries


def test_the_entries_of_a_feed_are_fetched_and_read_in_its_order(site: Site) -> None:
    site.put("/1", page(f"{LONG} It is the first."))
    site.put("/2", page(f"{LONG} It is the second."))
    address = site.put("/feed", rss(item("/1"), item(f"{site.address}/2")), "application/rss+xml")
    sources = fetched(address).sources
    assert [(source.id, source.location) for source in sources] == [
        ("S1", f"{site.address}/1"),
        ("S2", f"{site.address}/2"),
    ]
    assert sources[1].text == f"{LONG} It is the second."


def test_a_feed_is_one_whatever_its_address_and_media_type_say(site: Site) -> None:
    site.put("/1", page(LONG))
    assert fetched(site.put("/news.html", rss(item("/1")), "text/html")).sources[0].location == f"{site.address}/1"


def test_the_feed_tells_what_the_page_does_not(site: Site) -> None:
    site.put("/1", page(LONG))
    author = "<dc:creator>Ada Lund</dc:creator>"
    (source,) = fetched(site.put("/feed", rss(item("/1", "Price &amp;amp; pact", more=author)))).sources
    assert (source.title, source.author, source.publisher) == ("Price & pact", "Ada Lund", "The Sound Review")
    # The day in the feed's own time zone, not in UTC, where it was the 4th already.
    assert source.published == dt.date(2025, 11, 3)


def test_what_the_page_tells_goes_before_the_feed(site: Site) -> None:
    head = (
        '<title>What it costs</title><meta property="og:site_name" content="Harbour Mail">'
        '<meta property="article:published_time" content="2025-11-05"><meta name="author" content="Nils Vik">'
    )
    site.put("/1", page(LONG, head))
    (source,) = fetched(site.put("/feed", rss(item("/1")))).sources
    assert (source.title, source.author, source.publisher) == ("What it costs", "Nils Vik", "Harbour Mail")
    assert source.published == dt.date(2025, 11, 5)


def test_a_page_on_another_host_is_not_the_feeds_own(site: Site) -> None:
    site.put("/1", page(LONG))
    link = f"http://localhost:{site.port}/1"
    (source,) = fetched(site.put("/feed", rss(item(link)))).sources
    assert (source.location, source.publisher) == (link, None)


def test_a_page_that_cannot_be_had_gives_way_to_the_feeds_full_text(site: Site) -> None:
    content = f'<content type="html">{escape(f"<p>{LONG}</p><script>alert(1)</script>")}</content>'
    entry = (
        f'<entry><id>tag:1</id><title>Pact</title><link href="/gone"/><updated>2025-11-03T01:00:00Z</updated>{content}'
    )
    address = site.put("/feed", atom(f"{entry}<author><name>Ada Lund</name></author></entry>"))
    (source,) = fetched(address).sources
    assert (source.text, source.media_type) == (LONG, "application/atom+xml")
    assert source.location == f"{address}#tag:1"
    assert (source.title, source.author, source.publisher) == ("Pact", "Ada Lund", "The Sound Review")
    assert source.published == dt.date(2025, 11, 3)


def test_the_hash_of_a_feeds_text_is_the_same_when_the_feed_moves_on(site: Site) -> None:
    entry = item("/gone", text=LONG)
    (first,) = fetched(site.put("/feed", rss(entry))).sources
    site.put("/2", page(LONG))
    moved = fetched(site.put("/feed", rss(item("/2", day=9), entry))).sources
    assert first.sha256 in {source.sha256 for source in moved}


def test_a_page_that_cannot_be_had_beside_a_teaser_is_unread_and_harms_no_other(site: Site) -> None:
    site.put("/2", page(LONG))
    site.put("/3", b"\x00\x01 binary", "application/octet-stream")
    dossier = fetched(site.put("/feed", rss(item("/1"), item("/2"), item("/3"))))
    assert [source.location for source in dossier.sources] == [f"{site.address}/2"]
    assert dossier.unread == (
        Unread(location=f"{site.address}/1", reason="does not exist (HTTP 404)"),
        Unread(location=f"{site.address}/3", reason="is not text"),
    )


def test_robots_are_obeyed_for_what_a_feed_links_to_and_asked_once(site: Site) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /closed", "text/plain")
    for path in ("/open", "/closed/1", "/closed/2"):
        site.put(path, page(f"{LONG} It is {path}."))
    site.move("/through", "/closed/2")
    dossier = fetched(site.put("/closed/feed", rss(item("/open"), item("/closed/1"), item("/through"))))
    assert [source.location for source in dossier.sources] == [f"{site.address}/open"]
    closed = "is closed to programs by its host's robots.txt"
    assert [(one.location, one.reason) for one in dossier.unread] == [
        (f"{site.address}/closed/1", closed),
        (f"{site.address}/through", closed),
    ]
    assert site.paths == ["/closed/feed", "/robots.txt", "/open", "/through"]


def test_robots_are_not_asked_about_what_the_user_named(site: Site) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /", "text/plain")
    assert fetched(site.put("/page", page(LONG))).sources
    assert site.paths == ["/page"]


@pytest.mark.parametrize(("status", "read_too"), [(403, True), (404, True), (429, False), (500, False)])
def test_a_host_that_does_not_tell_its_rules_is_left_alone(site: Site, status: int, read_too: bool) -> None:
    site.fail("/robots.txt", status)
    site.put("/1", page(LONG))
    other = site.put("/named", page(f"{LONG} It was named."))
    dossier = fetched(other, site.put("/feed", rss(item("/1"))))
    assert (len(dossier.sources) == 2) is read_too


def test_a_host_that_is_too_slow_is_not_asked_again(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "SLOW_SECONDS", 0.0)
    site.put("/3", page(LONG))
    with pytest.raises(NothingToRead):
        fetched(site.put("/feed", rss(item("/1"), item("/2"), item("/3"))))
    assert site.paths == ["/feed", "/robots.txt", "/1"]


def test_a_public_feed_cannot_lead_to_private_addresses(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    # The test's own server stands for a public one.
    monkeypatch.setattr(connecting, "is_public", lambda address: address == "127.0.0.1")
    site.put("/1", page(LONG))
    address = site.put("/feed", rss(item("/1"), item(f"http://127.0.0.2:{site.port}/admin")))
    (unread,) = read([address]).unread
    assert unread.reason.startswith("is at 127.0.0.2, which is no public address")


def test_links_to_anything_but_web_addresses_are_not_followed(site: Site, write: Write) -> None:
    secret = write("secret.txt", LONG)
    entries = [item(f"file://{secret}", day=1), item("http://[::1", day=2), item("/1", day=3)]
    site.put("/1", page(LONG))
    dossier = fetched(site.put("/feed", rss(*entries)))
    assert [source.location for source in dossier.sources] == [f"{site.address}/1"]
    assert len(dossier.unread) == 2


def test_only_the_newest_entries_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "MOST_ENTRIES", 2)
    found = parsed(
        rss(item("http://a.example/1", day=1), item("http://a.example/2"), item("http://a.example/3", day=9))
    )
    assert [entry.link for entry in found.entries] == ["http://a.example/2", "http://a.example/3"]


def test_a_page_that_two_feeds_link_to_is_read_once(site: Site) -> None:
    site.put("/1", page(LONG))
    first, second = (site.put(path, rss(item("/1"), item("/1"))) for path in ("/feed", "/other"))
    assert len(fetched(first, second, f"{site.address}/1").sources) == 1
    assert site.paths.count("/1") == 1


def test_a_feed_in_a_file_is_read_by_its_own_text_and_nothing_is_fetched(site: Site, write: Write) -> None:
    site.put("/1", page("This page is not fetched."))
    entries = item(f"{site.address}/1", text=f"<p>{LONG}</p>"), item(f"{site.address}/2", day=4)
    path = write("feed.xml", rss(*entries))
    dossier = read([path])
    assert [(source.location, source.text) for source in dossier.sources] == [(f"{path}#{site.address}/1", LONG)]
    assert [(one.location, one.reason) for one in dossier.unread] == [
        (f"{path}#{site.address}/2", "holds a teaser only, and what a feed file links to is not fetched")
    ]
    assert site.asked == []


def test_plain_text_in_a_feed_keeps_its_paragraphs(write: Write) -> None:
    text = f"{LONG}\n\nA second paragraph says that 3 < 4 & 5."
    content = f'<entry><id>1</id><title>Pact</title><content type="text">{escape(text)}</content></entry>'
    (source,) = read([write("feed.atom", atom(content))]).sources
    assert source.text == text


def test_a_feed_that_holds_nothing_is_unread(write: Write, body: str) -> None:
    paths = write("empty.xml", rss()), write("broken.xml", "<rss version='2.0'><channel><item"), write("good.txt", body)
    reasons = [one.reason for one in read(paths).unread]
    assert reasons == ["is a feed without entries", "is a feed that cannot be parsed"]


def test_entries_are_counted_as_they_come(site: Site) -> None:
    site.put("/1", page(LONG))
    named = site.put("/named", page(f"{LONG} It was named."))
    seen: list[tuple[str, int, int]] = []

    def on_read(result: Source | Unread, done: int, total: int) -> None:
        seen.append((result.location, done, total))

    feed = site.put("/feed", rss(item("/1"), item("/2")))
    read([feed, named], on_read=on_read, allow_private_addresses=True)
    assert seen == [(f"{site.address}/1", 1, 3), (f"{site.address}/2", 2, 3), (named, 3, 3)]
