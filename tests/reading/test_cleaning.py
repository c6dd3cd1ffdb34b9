"""What is not the document goes, and sentences stay."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.reading.cleaning import clean
from briefing.reading.documents import Document
from briefing.reading.noise import is_noise

BODY = (
    "The two ministers spoke for an hour on Saturday about a direct line.\n\n"
    "They agreed to meet again in the spring, and their deputies will prepare the talks."
)


@pytest.mark.parametrize(
    "line",
    [
        "Recommended stories",
        "Related articles",
        "list of 3 items",
        "list 1 of 3",
        "list of 3 itemsend of list",
        "Advertisement",
        "— ADVERTISEMENT —",
        "Read more: Port council votes on a new pier",
        "Also read | Port council votes on a new pier",
        "Port council votes on a new pier Read more",
        "Share this article",
        "Facebook Twitter WhatsApp Email",
        "Share on Facebook",
        "Read more:",
        "Contributing: Ann Lee, The Example",
        "Associated Press writers Ann Lee in Oslo and Bo Ek in Rome contributed.",
        "Sign up for our newsletter",
        "Sign up here for the daily briefing, every morning in your inbox.",
        "Follow us on X",
        "Follow The Example on Google News for the latest updates",
        "Click here to read the full statement.",
        "© 2025 The Example. All rights reserved.",
        "Copyright 2025 The Example",
        "(Photo: Harbour office)",
        "Photo: Ann Lee/The Example",
        "Image copyright Getty Images Image caption The minister arrives",
        "We use cookies to improve this site.",
        "By continuing to browse you agree to our use of cookies.",
        "12 comments",
        "403",
        "3/7",
        "5 min read",
        "Updated 3 hours ago",
        "Updated: 1 November 2025 at 10:15",
        "Skip to main content",
        "Story continues below advertisement",
        "(Reporting by Ann Lee; Editing by Bo Ek)",
        "Reporting by Ann Lee in Oslo; editing by Bo Ek",
        "Ann Lee contributed to this report.",
        "Tags: navy, island, strait",
        "* * *",
        "-30-",
        "ENDS",
    ],
)
def test_furniture_is_noise(line: str) -> None:
    assert is_noise(line)


@pytest.mark.parametrize(
    "sentence",
    [
        "The advertisement industry grew by three percent.",
        "Advertisement spending fell in the third quarter.",
        "Recommended stories about the war were deleted from the site.",
        "Copyright law in China is changing.",
        "By using these terms, Beijing signalled that it wants to talk.",
        "The photo shows a destroyer in the strait.",
        "He signed up for the navy in 2001.",
        "Follow the money, she told the panel.",
        "Sources in both capitals confirmed the date.",
        "Updated rules will apply from 1 November 2025.",
        "Share prices fell after the announcement.",
        "The agencies Reuters and AFP reported the call.",
        "Getty Images was sued by the photographer.",
        "Watch officers on both sides will answer the line.",
        "More than 90 channels went dormant.",
        "Tweets by the minister were deleted.",
        "Cookies were served at the reception.",
        "Open lines save lives.",
        "Home is where the fleet is.",
        "List the items that you need, the form says.",
        "Credit: Norway will lend Peru 30 million kroner in March.",
        "Topics: Norway and Peru agreed on fish and on ferries.",
        "Norway and Peru signed the harbor accord on Friday, the ministry said. (Reuters)",
        "Norway will build two berths by June (approved in May).",
        "Peru asked for credit: Norway will lend it 30 million kroner",
    ],
)
def test_a_sentence_about_such_things_is_no_noise(sentence: str) -> None:
    assert not is_noise(sentence)
    assert clean(Document(text=f"{BODY}\n\n{sentence}")).text.endswith(sentence)


def test_noise_goes_from_anywhere_in_the_text() -> None:
    first, second = BODY.split("\n\n")
    assert (
        clean(
            Document(
                text=f"Skip to content\n\n{first}\n\nRecommended stories\n\nlist of 3 itemsend of list\n\n{second}"
            )
        ).text
        == BODY
    )


@pytest.mark.parametrize(
    "invitation", ["Scroll down for video ", "SCROLL DOWN FOR VIDEOS. ", "Scroll down to see more "]
)
def test_an_invitation_to_scroll_goes_from_the_front_of_a_sentence(invitation: str) -> None:
    first, second = BODY.split("\n\n")
    assert clean(Document(text=f"{invitation}{first} {invitation}{second}")).text == f"{first} {second}"


def test_an_invitation_to_skip_a_post_goes_and_leaves_who_wrote_it() -> None:
    post = "@harbour_master The strait is open to all ships again."
    assert clean(Document(text=f"{BODY}\n\nSkip Twitter post 2 by {post}")).text == f"{BODY}\n\n{post}"


def test_a_sentence_about_scrolling_stays() -> None:
    sentence = "The page told its readers to scroll down for video of the strait."
    assert clean(Document(text=f"{BODY}\n\n{sentence}")).text.endswith(sentence)


@pytest.mark.parametrize(
    "glued",
    [
        "Lund Ingrid (Inga) Marie LundNorland wins a seat Five races to watch: the 12:30 report MORE",
        "Lund Ingrid Lund Norland wins a seat MORE",
        "LundIngrid Marie Lund'It is time', says Norland | Overnight: more ships | A vote on fish MORE",
        "Lund Ingrid Lund12 ministers to watch MORE",
    ],
)
def test_headlines_glued_to_a_name_go(glued: str) -> None:
    document = Document(text=f"The minister Ingrid {glued} (N.) said that the strait would stay open.")
    assert clean(document).text == "The minister Ingrid Lund (N.) said that the strait would stay open."


@pytest.mark.parametrize(
    "sentence",
    [
        "Lund said that Ingrid Lund wants MORE, the fund for the strait, to end.",
        "The ministers Lund and Ingrid Lund signed. The fund MORE pays for it.",
        "Ingrid Lund told Lund that she would need more time.",
        "Walla Walla County officials said they need MORE money for the bridge.",
        "PayPay Bank offers MORE points.",
        "The board reads FOLLOW US ON THE WEB FOR MORE NEWS, and nobody follows.",
    ],
)
def test_a_name_that_is_told_twice_stays(sentence: str) -> None:
    assert clean(Document(text=sentence)).text == sentence


def test_header_lines_say_what_the_document_is() -> None:
    cleaned = clean(
        Document(
            text=f"Title: A line opens\n\nSource: The Example\n\nPublished: 1 Nov 2025\n\nAuthor: Ann Lee\n\n{BODY}"
        )
    )
    assert (cleaned.title, cleaned.publisher, cleaned.author) == ("A line opens", "The Example", "Ann Lee")
    assert cleaned.published == date(2025, 11, 1)
    assert cleaned.text == BODY


def test_the_head_of_a_mail_says_what_the_document_is() -> None:
    cleaned = clean(
        Document(
            text="From: Ann Lee <ann@example.org>\n\nTo: desk@example.org\n\nSubject: A line opens\n\n"
            f"Date: Sat, 01 Nov 2025 10:00:00 +0000\n\n{BODY}"
        )
    )
    assert (cleaned.title, cleaned.author, cleaned.published) == ("A line opens", "Ann Lee", date(2025, 11, 1))
    assert cleaned.text == BODY


def test_a_loose_date_line_with_a_counter_is_the_date() -> None:
    cleaned = clean(Document(text=f"date 2025-12-10 403\n\nA line opens between two capitals\n\n{BODY}"))
    assert (cleaned.title, cleaned.published, cleaned.text) == (
        "A line opens between two capitals",
        date(2025, 12, 10),
        BODY,
    )


def test_a_byline_names_the_author_and_the_agency() -> None:
    cleaned = clean(Document(text=f"A line opens today\n\nBy Ann Lee and Bo Ek, Associated Press\n\n{BODY}"))
    assert (cleaned.author, cleaned.publisher, cleaned.text) == ("Ann Lee and Bo Ek", "Associated Press", BODY)


@pytest.mark.parametrize(
    ("dateline", "publisher", "published"),
    [
        ("(MENAFN) ", "MENAFN", None),
        ("BEIJING — ", None, None),
        ("WASHINGTON, Nov 1 (Reuters) - ", "Reuters", None),
        ("Kuala Lumpur, Malaysia (AP) — ", "AP", None),
        ("Washington (CNN) ", "CNN", None),
        ("Tham Luang caves, Thailand (CNN) ", "CNN", None),
        ("OSLO and LIMA (Reuters) - ", "Reuters", None),
        ("BACAU (DPA-Danube) - ", None, None),
        ("(CNN)", "CNN", None),
        ("Oslo, Norway (CNN)", "CNN", None),
        ("BEIJING, Nov. 1, 2025 (Xinhua) -- ", "Xinhua", date(2025, 11, 1)),
        ("HONOLULU, Nov. 1 (Meridian Wire) - ", None, None),
        ("Oslo, 1 November 2025 – ", None, date(2025, 11, 1)),
        ("International Desk: ", None, None),
    ],
)
def test_a_dateline_goes(dateline: str, publisher: str | None, published: date | None) -> None:
    cleaned = clean(Document(text=dateline + BODY))
    assert (cleaned.text, cleaned.publisher, cleaned.published) == (BODY, publisher, published)


def test_a_dateline_below_a_caption_goes_where_it_names_an_agency() -> None:
    caption = "Two ministers shake hands in Kuala Lumpur on Saturday."
    cleaned = clean(Document(text=f"{caption}\n\nNEW YORK (AP) — {BODY}"))
    assert (cleaned.text, cleaned.publisher) == (f"{caption}\n\n{BODY}", "AP")
    unnamed = f"{caption}\n\nTROMSO — {BODY}"
    assert clean(Document(text=unnamed)).text == unnamed


@pytest.mark.parametrize(
    "sentence",
    [
        "Agence France-Presse (AFP) Reporters saw the ships on Saturday.",
        "NATO — the alliance of thirty-two states — met on Saturday.",
        "HEGSETH: We agreed on a line and on more talks.",
        "The ministry (Beijing) - a body of few words - said nothing.",
        "(US) - the party to the accord - agreed on a line.",
        "China and the U.S. - rivals for years - agreed on a line.",
        "On Nov. 1 - a Saturday - the two ministers spoke again.",
    ],
)
def test_the_beginning_of_a_sentence_is_no_dateline(sentence: str) -> None:
    assert clean(Document(text=f"{sentence}\n\n{BODY}")).text.startswith(sentence)


def test_a_title_that_is_repeated_in_the_text_goes_from_it() -> None:
    assert clean(Document(text=f"A Line Opens!\n\n{BODY}", title="A line opens")).text == BODY


def test_a_name_in_the_copyright_line_is_the_publisher() -> None:
    cleaned = clean(Document(text=f"{BODY}\n\n© 2024–2025 The Example. All rights reserved."))
    assert (cleaned.publisher, cleaned.text) == ("The Example", BODY)


def test_what_the_format_says_goes_before_what_the_text_says() -> None:
    cleaned = clean(
        Document(
            text=f"Source: Other\n\nDate: 2025-11-05\n\n{BODY}", publisher="The Example", published=date(2025, 11, 1)
        )
    )
    assert (cleaned.publisher, cleaned.published) == ("The Example", date(2025, 11, 1))


def test_a_document_that_says_nothing_of_itself_stays_unnamed() -> None:
    cleaned = clean(Document(text=BODY))
    assert (cleaned.title, cleaned.publisher, cleaned.author, cleaned.published) == (None, None, None, None)


WORDS = st.lists(
    st.sampled_from(
        [
            "the",
            "a",
            "minister",
            "ship",
            "line",
            "strait",
            "call",
            "talks",
            "island",
            "about",
            "over",
            "said",
            "will",
            "photo",
            "story",
            "news",
            "read",
        ]
    ),
    min_size=7,
    max_size=30,
)


@given(st.lists(WORDS, min_size=1, max_size=6))
def test_sentences_are_never_changed(sentences: list[list[str]]) -> None:
    text = "\n\n".join(f"Officials {' '.join(words)}." for words in sentences)
    assert clean(Document(text=text)).text == text


@given(st.text(max_size=300))
def test_cleaning_only_takes_away(text: str) -> None:
    cleaned = clean(Document(text=text))
    given_letters = iter("".join(character for character in text if character.isalnum()).casefold())
    if text.isascii():  # elsewhere letters are composed
        assert all(letter in given_letters for letter in "".join(filter(str.isalnum, cleaned.text)).casefold())
    assert "\n\n\n" not in cleaned.text
    assert cleaned.text == cleaned.text.strip()


def test_a_source_line_at_the_end_names_the_publisher() -> None:
    cleaned = clean(Document(text=f"{BODY}\n\n(Source: The Example)"))
    assert (cleaned.publisher, cleaned.text) == ("The Example", BODY)


def test_a_source_line_that_names_nobody_leaves_the_publisher_open() -> None:
    cleaned = clean(Document(text=f"{BODY}\n\nSource: Agencies"))
    assert (cleaned.publisher, cleaned.text) == (None, BODY)


def test_the_outlet_behind_the_title_goes_from_it() -> None:
    cleaned = clean(Document(text=BODY, title="A line opens - The Example", publisher="The Example"))
    assert cleaned.title == "A line opens"
