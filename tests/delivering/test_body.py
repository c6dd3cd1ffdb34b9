"""What the message says: the memo's words, who says them, and how it looks where mail programs are small or dark."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest

from briefing.delivering.body import MessageView, make_body, view_of
from briefing.errors import TemplateError
from briefing.memo import Change, Difference, Gap, Header, Memo, Side, Since, Unread, Voice, When

from ..rendering.memos import finding, memo, passage, source

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.delivering import body

GAZETTE = source(
    1, "The ports signed an accord. The mayor objects to the accord. It costs 40 million.", publisher="Gazette"
)
COURIER = source(
    2, "The ports signed an accord. The union will strike on 8 December. It costs 46 million.", publisher="Courier"
)
REPRINT = source(3, COURIER.text, publisher="Evening Post", origin="O2")
FORTY, FORTY_SIX = passage(GAZETTE, "It costs 40 million."), passage(COURIER, "It costs 46 million.")


def ports(**fields: object) -> Memo:
    signed = [passage(one, "The ports signed an accord.") for one in (GAZETTE, COURIER, REPRINT)]
    strike = passage(COURIER, "The union will strike on 8 December.")
    findings = [
        finding(1, "agreements", "accord", signed, origins=2),
        finding(2, "frictions", "dispute", [passage(GAZETTE, "The mayor objects to the accord.")]),
        finding(
            *(3, "frictions", "discrepancy", [FORTY, FORTY_SIX]),
            sides=(Side(text=FORTY.text, citations=(FORTY,)), Side(text=FORTY_SIX.text, citations=(FORTY_SIX,))),
        ),
        finding(4, "next_steps", "next_step", [strike], when=When(text="on 8 December", start=dt.date(2026, 12, 8))),
    ]
    header = Header(date=dt.date(2026, 11, 23), subject="Ports & harbours", marking="TLP:AMBER")
    given: dict[str, object] = {"bottom_line": ("F1",), "header": header} | fields
    return memo([GAZETTE, COURIER, REPRINT], findings, **given)  # type: ignore[arg-type]


def message(*memos: body.MemoView, **fields: object) -> MessageView:
    given: dict[str, object] = {
        "subject": "Desk",
        "sender": "Radar desk",
        "date": "23 November 2026",
        "memos": memos,
        "note": None,
        "unsubscribe": None,
    }
    return MessageView(**(given | fields))  # type: ignore[arg-type]


def view(of: Memo, **fields: object) -> body.MemoView:
    given: dict[str, object] = {"link": None, "attached": ["Ports.pdf"], "notes": [], "lines": 3, "further": 3}
    return view_of(of, **(given | fields))  # type: ignore[arg-type]


def test_the_bottom_line_comes_first_with_its_outlets() -> None:
    text = make_body(message(view(ports())), None).text
    assert text.startswith("TLP:AMBER\nPORTS & HARBOURS\n\nThe ports signed an accord.\n— Gazette, Courier and Evening")
    assert "— Gazette, Courier and Evening Post (2 origins)" in text


def test_what_one_origin_alone_tells_comes_first_and_counts_as_a_line() -> None:
    strike = passage(COURIER, "The union will strike on 8 December.")
    gap = Gap(text=strike.text, kind="unmatched", citations=(strike,))
    first, *others = view(ports(unconfirmed=gap), lines=1).bottom_line

    assert (first.text, first.outlets) == (strike.text, "Courier; no second origin found")
    assert others == []


def test_what_only_one_outlet_gives_stands_beside_the_outlets() -> None:
    signed = [passage(one, "The ports signed an accord.") for one in (GAZETTE, COURIER)]
    shared = finding(1, "agreements", "consensus", signed, alone=("40 million",))
    (line,) = view(memo([GAZETTE, COURIER], [shared], bottom_line=("F1",))).bottom_line
    assert line.outlets == "Gazette and Courier; “40 million” in Gazette only"


def test_where_a_second_origin_is_uncertain_that_stands_beside_the_outlet() -> None:
    objects, also = (passage(one, "The ports signed an accord.") for one in (GAZETTE, COURIER))
    dispute = finding(1, "frictions", "dispute", [objects], compare=(also,))
    (line,) = view(memo([GAZETTE, COURIER], [dispute], bottom_line=("F1",))).bottom_line
    assert line.outlets == "Gazette; second origin uncertain"


def test_the_best_finding_of_each_section_stands_beside_it() -> None:
    items = view(ports()).further
    assert [(one.label, one.text) for one in items] == [
        ("Dispute", "The mayor objects to the accord."),
        ("Next step, 8 December 2026", "The union will strike on 8 December."),
    ]


def test_both_sides_are_shown_where_one_would_stand_for_the_finding() -> None:
    (item,) = view(ports(bottom_line=("F3",))).bottom_line
    assert (item.text, item.sides) == ("", (("Gazette", FORTY.text), ("Courier", FORTY_SIX.text)))
    said = make_body(message(view(ports(bottom_line=("F3",)))), None)
    for part in (said.text, said.html):
        assert "“It costs 40 million.”" in part
        assert "“It costs 46 million.”" in part


def test_a_reply_is_shown_with_its_dispute() -> None:
    text = source(1, "The mayor objects to the accord. The ministry rejected the charge.", publisher="Gazette")
    charge = passage(text, "The mayor objects to the accord.")
    reply = passage(text, "The ministry rejected the charge.")
    found = finding(1, "frictions", "dispute", [charge], reply=Side(text=reply.text, citations=(reply,)))
    said = make_body(message(view(memo([text], [found], bottom_line=("F1",)))), None)
    for part in (said.text, said.html):
        assert "In reply: The ministry rejected the charge." in part


def test_what_is_told_beneath_a_finding_is_shown_with_its_labels() -> None:
    first = source(1, "Three have died, Beta said. Alpha doubted it.", published=dt.date(2026, 11, 1))
    second = source(2, "Nine have died.", published=dt.date(2026, 11, 3))
    three, doubt = passage(first, "Three have died, Beta said."), passage(first, "Alpha doubted it.")
    nine = passage(second, second.text)
    found = finding(
        1,
        "frictions",
        "dispute",
        [three],
        later=Side(text=nine.text, citations=(nine,)),
        also=(Voice(text=doubt.text, mode="verbatim", support=1.0, citations=(doubt,)),),
    )
    said = make_body(message(view(memo([first, second], [found], bottom_line=("F1",)))), None)
    for part in (said.text, said.html):
        assert "Later, 3 November 2026: Nine have died." in part
        assert "Also: Alpha doubted it." in part


def test_the_counts_say_what_is_in_the_memo() -> None:
    assert view(ports()).counts == ("1 agreement, 1 dispute, 1 discrepancy and 1 next step from 3 sources (2 origins).")
    unread = ports(unread=(Unread(location="inbox/scan.pdf", reason="holds pictures"),))
    assert view(unread).counts.endswith(" 1 document could not be read; the memo says why.")


def test_many_outlets_are_counted() -> None:
    sources = [source(number, "They agreed.", publisher=f"Paper {number}") for number in range(1, 7)]
    many = memo(sources, [finding(1, "agreements", "accord", [passage(one, "They agreed.") for one in sources])])
    assert view(many.model_copy(update={"bottom_line": ("F1",)})).bottom_line[0].outlets == (
        "Paper 1, Paper 2, Paper 3 and 3 more"
    )


def test_marks_tell_what_is_new_from_what_is_not() -> None:
    since = Since(memo="0" * 16, sha256="0" * 64, date=dt.date(2026, 11, 16))
    price = Difference(aspect="number", before="40 million")
    changes = [Change(state="changed", earlier="F1", differences=(price,)), Change(state="new"), None, None]
    old = ports(since=since)
    mixed = old.model_copy(
        update={
            "findings": tuple(
                one.model_copy(update={"change": change}) for one, change in zip(old.findings, changes, strict=True)
            )
        }
    )
    shown = view(mixed)
    assert [one.change for one in (*shown.bottom_line, *shown.further)] == ["Changed; before: 40 million", "New", ""]
    assert shown.since == "Since 16 November 2026: 1 new and 1 changed."
    for part in (said := make_body(message(shown), None)).text, said.html:
        assert "Changed; before: 40 million" in " ".join(part.split())


def test_where_all_is_new_nothing_is_marked() -> None:
    since = Since(memo="0" * 16, sha256="0" * 64, date=dt.date(2026, 11, 16))
    old = ports(since=since)
    new = tuple(one.model_copy(update={"change": Change(state="new")}) for one in old.findings)
    shown = view(old.model_copy(update={"findings": new}))
    assert {one.change for one in (*shown.bottom_line, *shown.further)} == {""}
    assert shown.since == "Since 16 November 2026: 4 new."


def test_files_links_and_notes_are_named() -> None:
    shown = view(ports(), link="https://example.org/m?a=1&b=2", notes=["The PDF is not attached."])
    said = make_body(message(shown, unsubscribe="https://example.org/u"), None)
    assert "Attached: Ports.pdf" in said.text
    assert "Read it at https://example.org/m?a=1&b=2" in said.text
    assert "The PDF is not attached." in said.text
    assert said.text.endswith("-- \nRadar desk\nUnsubscribe: https://example.org/u\n")
    assert 'href="https://example.org/m?a=1&amp;b=2"' in said.html
    assert 'href="https://example.org/u"' in said.html


def test_the_text_of_documents_never_becomes_markup() -> None:
    evil = '<script>alert(1)</script> {{ 7*7 }} <img src="https://evil.example/x.png">'
    tricky = source(1, evil, publisher="<b>Bold</b>")
    shown = view(memo([tricky], [finding(1, "agreements", "accord", [passage(tricky, evil)])], bottom_line=("F1",)))
    said = make_body(message(shown), None)
    assert "<script" not in said.html
    assert "<img" not in said.html
    assert "<b>Bold" not in said.html
    assert "49" not in said.html
    assert evil.split()[0] in said.text


def test_lines_of_the_text_are_short() -> None:
    text = make_body(message(view(ports()), note="Nothing is new. " * 20), None).text
    assert max(map(len, text.splitlines())) <= 76


def test_the_html_needs_nothing_from_elsewhere() -> None:
    html = make_body(message(view(ports())), None).html
    assert not re.search(r"src=|<link|@import|url\(", html)
    assert 'class="bottom-line" style="' in html
    assert "prefers-color-scheme: dark" in html
    assert '<meta name="color-scheme" content="light dark">' in html
    assert '<meta name="viewport"' in html


def test_a_template_of_the_users_own_stands_in_for_one_file(tmp_path: Path) -> None:
    (tmp_path / "message.css").write_text("h1 { color: #123456; }", encoding="utf-8")
    said = make_body(message(view(ports())), tmp_path)
    assert '<h1 style="color: #123456;">' in said.html
    assert said.text == make_body(message(view(ports())), None).text


def test_a_template_can_extend_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "message.txt.j2").write_text('Dear reader,\n{% include "digest/message.txt.j2" %}', encoding="utf-8")
    assert make_body(message(view(ports())), tmp_path).text.startswith("Dear reader,\nTLP:AMBER\n")


def test_a_folder_without_a_template_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"no template of a message in this folder; put in one of: message.txt.j2"):
        make_body(message(view(ports())), tmp_path)
