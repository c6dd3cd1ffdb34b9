"""One HTML page that needs nothing else and obeys nothing that a source says."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
from typing import TYPE_CHECKING

import pytest
import tinyhtml5  # type: ignore[import-untyped]

from briefing.memo import Gap
from briefing.rendering import to_html

from .memos import finding, memo, memo_saying, passage, source

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET

    from briefing.memo import Memo


def parsed(page: str) -> ET.Element:
    root: ET.Element = tinyhtml5.parse(page, namespace_html_elements=False)
    return root


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "{{ 7*7 }}{% for x in y %}", '"><img src=x onerror=alert(1)>', "</title></style><b>"],
)
def test_a_sources_text_is_shown_as_it_is(text: str) -> None:
    root = parsed(to_html(memo_saying(text)))
    assert root.findtext(".//h1") == text
    assert root.find(".//script") is None
    assert root.find(".//img") is None
    assert f"“{text}”" in [paragraph.text for paragraph in root.iter("p")]


def test_nothing_is_loaded_from_anywhere_and_the_policy_forbids_it(ample: Memo) -> None:
    root = parsed(to_html(ample))
    assert not [element for element in root.iter() if element.get("src") or element.tag in ("link", "script", "img")]
    policy = root.find(".//meta[@http-equiv='Content-Security-Policy']")
    assert policy is not None
    style = root.findtext(".//style") or ""
    assert "@import" not in style
    assert "url(" not in style
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.get("content") == (
        f"default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-{digest}'"
    )
    assert not [element for element in root.iter() if element.get("style")]


def test_every_citation_leads_to_its_passage_and_every_passage_back(ample: Memo) -> None:
    root = parsed(to_html(ample))
    names = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(names) == len(set(names))
    targets = {str(link.get("href")) for link in root.iter("a")}
    assert {target for target in targets if not target.startswith("#")} == {"https://courier.example/2025/10/accord"}
    assert {target[1:] for target in targets if target.startswith("#")} <= set(names)
    assert root.find(".//a[@href='#passage-1']") is not None
    assert root.find(".//a[@href='#bottom-line-1']") is not None


def test_headings_begin_with_the_subject_and_skip_no_level(ample: Memo) -> None:
    levels = [int(element.tag[1]) for element in parsed(to_html(ample)).iter() if re.fullmatch("h[1-6]", element.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_a_location_with_a_script_is_not_a_link() -> None:
    root = parsed(to_html(memo([source(1, "Text.", location="javascript:alert(1)")], [])))
    assert not [link for link in root.iter("a") if "javascript" in str(link.get("href"))]


def test_control_characters_of_a_source_are_left_out() -> None:
    assert "bell rings" in to_html(memo_saying("A bell\x07 rings."))


def test_what_is_to_be_compared_is_linked_beside_a_finding_a_gap_and_the_first_sentence() -> None:
    text, other = source(1, "Alpha left. Beta objects."), source(2, "Alpha was gone.")
    left, objects, gone = (
        passage(text, "Alpha left."),
        passage(text, "Beta objects."),
        passage(other, "Alpha was gone."),
    )
    gap = Gap(text="Alpha left.", kind="uncertain", citations=(left,), compare=(gone,))
    dispute = finding(1, "frictions", "dispute", [objects], compare=(gone,))
    root = parsed(to_html(memo([text, other], [dispute], unconfirmed=gap, gaps=(gap,))))

    said = ["".join(one.itertext()) for one in root.iter("p")]
    assert sum("· compare\N{NO-BREAK SPACE}\N{ZERO WIDTH NO-BREAK SPACE}2" in one for one in said) == 3


def test_a_reply_stands_under_its_dispute(ample: Memo) -> None:
    (told,) = [one for one in parsed(to_html(ample)).iter("p") if one.findtext("b") == "In reply:"]
    assert "The port authority replied that no job would go." in "".join(told.itertext())


def test_what_else_is_told_on_its_point_stands_under_a_finding(ample: Memo) -> None:
    (told,) = [one for one in parsed(to_html(ample)).iter("p") if one.findtext("b") == "Also:"]
    assert "dredging will close the eastern grounds" in "".join(told.itertext())
