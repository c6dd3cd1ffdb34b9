"""The types: what a memo must hold to be one."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from pydantic import ValidationError

from briefing.memo import (
    Dossier,
    Finding,
    Gap,
    Header,
    Memo,
    Passage,
    Provenance,
    Side,
    Source,
    Statement,
    Summary,
    TimelineEntry,
    Voice,
    json_schema,
)

TEXT = "Norland and Sudland agreed on Friday — “at last.” Berg spoke of 12 ships, Hale of 14."
SOURCE = Source(
    id="S1",
    publisher="The Arden Post",
    location="post.txt",
    media_type="text/plain",
    words=16,
    sha256="0" * 64,
    origin="O1",
    text=TEXT,
)


def passage(words: str, source: str = "S1") -> Passage:
    start = TEXT.index(words)
    return Passage(source=source, start=start, end=start + len(words), text=words)


AGREED = passage("Norland and Sudland agreed on Friday")
FINDING = Finding(
    id="F1",
    section="agreements",
    kind="accord",
    text=AGREED.text,
    mode="verbatim",
    citations=(AGREED,),
    sources=("S1",),
    origins=1,
    support=1.0,
    score=0.5,
)
MEMO = Memo(
    id="abc",
    header=Header(date=dt.date(2025, 11, 1), subject="The strait", **{"from": "Desk"}),
    bottom_line=("F1",),
    findings=(FINDING,),
    gaps=(),
    timeline=(),
    sources=(SOURCE,),
    unread=(),
    summaries=(),
    provenance=Provenance(
        briefing="1", models=(), settings={"length": "short"}, created=dt.datetime(2025, 11, 1, tzinfo=dt.UTC)
    ),
)


def changed(**fields: object) -> Memo:
    """The memo with these fields instead, validated again."""
    return Memo.model_validate(dict(MEMO) | fields)


def test_a_passage_is_as_long_as_its_offsets_say() -> None:
    with pytest.raises(ValidationError, match=r"S1\[3:7\] is not 5 characters long"):
        Passage(source="S1", start=3, end=7, text="seven")


def test_offsets_count_characters_not_bytes() -> None:
    assert passage("— “at last.”").end - passage("— “at last.”").start == 12


def test_offsets_do_not_count_from_the_end() -> None:
    with pytest.raises(ValidationError, match="greater than or equal to 0"):
        Passage(source="S1", start=-4, end=-2, text="14")


SHIFTED = Passage(source="S1", start=AGREED.start + 1, end=AGREED.end + 1, text=AGREED.text)
ELSEWHERE = passage("12 ships", source="S2")


@pytest.mark.parametrize("wrong", [SHIFTED, ELSEWHERE])
@pytest.mark.parametrize(
    "place",
    [
        "citations",
        "sides",
        "reply",
        "later",
        "also",
        "compared",
        "gaps",
        "gaps compared",
        "unconfirmed",
        "timeline",
        "summaries",
    ],
)
def test_no_memo_has_a_passage_that_is_not_in_its_source(place: str, wrong: Passage) -> None:
    side = Side(text="12", citations=(passage("12 ships"),))
    elsewhere = side.model_copy(update={"citations": (wrong,)})
    voice = Voice(text="12", mode="verbatim", support=1.0, citations=(wrong,))
    places: dict[str, dict[str, object]] = {
        "citations": {"findings": (FINDING.model_copy(update={"citations": (wrong,)}),)},
        "sides": {"findings": (FINDING.model_copy(update={"sides": (side, elsewhere)}),)},
        "reply": {"findings": (FINDING.model_copy(update={"reply": elsewhere}),)},
        "later": {"findings": (FINDING.model_copy(update={"later": elsewhere}),)},
        "also": {"findings": (FINDING.model_copy(update={"also": (voice,)}),)},
        "gaps": {"gaps": (Gap(text="?", kind="undisclosed", citations=(wrong,)),)},
        "compared": {"findings": (FINDING.model_copy(update={"compare": (wrong,)}),)},
        "gaps compared": {"gaps": (Gap(text="?", kind="uncertain", compare=(wrong,)),)},
        "unconfirmed": {"unconfirmed": Gap(text="?", kind="unmatched", citations=(wrong,))},
        "timeline": {"timeline": (TimelineEntry(date=dt.date(2025, 1, 1), text="!", citations=(wrong,)),)},
        "summaries": {
            "summaries": (
                Summary(
                    source="S1",
                    statements=(Statement(text="!", mode="rewritten", support=0.9, passages=(wrong,)),),
                ),
            )
        },
    }

    with pytest.raises(ValidationError, match="is not"):
        changed(**places[place])


def test_the_bottom_line_names_findings_of_the_memo_only() -> None:
    with pytest.raises(ValidationError, match=r"the bottom line names findings that do not exist: \['F2'\]"):
        changed(bottom_line=("F1", "F2"))


def test_a_finding_without_a_citation_is_none() -> None:
    with pytest.raises(ValidationError, match="citations"):
        Finding.model_validate(dict(FINDING) | {"citations": ()})


@pytest.mark.parametrize(
    ("field", "value"),
    [("id", "X1"), ("id", "F0"), ("support", 1.1), ("origins", 0), ("section", "news"), ("mode", "free")],
)
def test_a_field_outside_the_contract_is_refused(field: str, value: object) -> None:
    with pytest.raises(ValidationError, match=field):
        Finding.model_validate(dict(FINDING) | {field: value})


def test_a_field_that_is_not_known_is_refused() -> None:
    with pytest.raises(ValidationError, match="colour"):
        changed(colour="red")


def test_json_keeps_everything() -> None:
    assert Memo.from_json(MEMO.to_json()) == MEMO


def test_json_has_the_names_of_the_contract() -> None:
    written = json.loads(MEMO.to_json())

    assert written["schema"] == "briefing/memo/1"
    assert written["header"]["from"] == "Desk"
    assert written["findings"][0]["citations"][0] == {
        "source": "S1",
        "start": 0,
        "end": len(AGREED.text),
        "text": AGREED.text,
    }


def test_json_leaves_letters_as_they_are_and_ends_with_a_newline() -> None:
    assert "— “at last.”".replace('"', r"\"") in MEMO.to_json()
    assert MEMO.to_json().endswith("}\n")


def test_a_memo_of_another_schema_is_refused() -> None:
    with pytest.raises(ValidationError, match="schema"):
        Memo.from_json(MEMO.to_json().replace("briefing/memo/1", "briefing/memo/2"))


def test_a_memo_that_was_tampered_with_is_refused() -> None:
    written = json.loads(MEMO.to_json())
    written["sources"][0]["text"] = TEXT.replace("agreed", "argued")

    with pytest.raises(ValidationError, match="is not 'Norland and Sudland agreed on Friday'"):
        Memo.from_json(json.dumps(written))


def test_the_schema_names_every_field_of_a_memo() -> None:
    schema = json_schema()
    memo = changed(unconfirmed=Gap(text=AGREED.text, kind="unmatched", citations=(AGREED,)))

    assert set(schema["properties"]) == set(json.loads(memo.to_json()))
    assert "unconfirmed" not in json.loads(MEMO.to_json())
    assert set(schema["$defs"]["Passage"]["required"]) == {"source", "start", "end", "text"}
    assert schema["additionalProperties"] is False


def test_the_schema_is_json() -> None:
    assert json.loads(json.dumps(json_schema())) == json_schema()


@pytest.mark.parametrize(
    ("value", "field"),
    [(AGREED, "text"), (SOURCE, "text"), (FINDING, "score"), (MEMO, "findings"), (MEMO.header, "to")],
)
def test_a_value_cannot_be_changed(value: Passage | Source | Finding | Memo | Header, field: str) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        setattr(value, field, None)


def test_a_value_can_be_a_key() -> None:
    assert len({AGREED, passage(AGREED.text), passage("12 ships")}) == 2


def test_findings_are_found_by_section_and_by_id() -> None:
    assert MEMO.section("agreements") == (FINDING,)
    assert MEMO.section("frictions") == ()
    assert MEMO.finding("F1") == FINDING
    assert MEMO.source("S1") == SOURCE


def test_what_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="F9"):
        MEMO.finding("F9")
    with pytest.raises(KeyError, match="S9"):
        MEMO.source("S9")


def test_a_source_is_called_by_its_publisher_or_else_by_its_id() -> None:
    assert SOURCE.name == "The Arden Post"
    assert SOURCE.model_copy(update={"publisher": None}).name == "S1"


def test_a_dossier_keeps_its_sources_in_order() -> None:
    other = SOURCE.model_copy(update={"id": "S2"})
    assert [source.id for source in Dossier(sources=(other, SOURCE)).sources] == ["S2", "S1"]
