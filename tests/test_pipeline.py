"""From documents to a memo: everything in it can be traced, and the same documents make the same memo."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefing.checking.literals import violations
from briefing.errors import ModelMissing, NothingNew, NothingToRead, UsageError
from briefing.memo import Memo, Unread, When
from briefing.models.heads.pins import HEADS
from briefing.models.pins import SHARED
from briefing.pipeline import Event, brief, read_dossier
from briefing.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[1]

# Three newspapers on one matter: a report, a reprint of it, and one of their own that differs in a sum and a day.
DOSSIER = {
    "1-fjord.txt": """Norway and Denmark to share radar data
Source: Fjord Tidings
Published: 1 November 2025

Norway and Denmark agreed to share radar data in the Skagerrak, Defense Minister Ingrid Larsen said in Oslo.
The two countries signed the radar agreement on 30 October.
The agreement will cost Norway 40 million kroner over five years.
More than 90 ships a day pass the strait, according to the coast guard of Norway.
Russia condemned the agreement and warned Norway of consequences.
The Danish embassy in Oslo declined to comment on the price of the radar.
Foreign Minister Nils Berg will visit China in April.
The defense ministers of Norway and Denmark will meet in Copenhagen on Wednesday.
""",
    "2-harbour.md": """---
title: Neighbours share radar data
source: Harbour Mail
date: 2025-11-02
---

Norway and Denmark agreed to share radar data in the Skagerrak, Defense Minister Ingrid Larsen said in Oslo.
The two countries signed the radar agreement on 30 October.
The agreement will cost Norway 40 million kroner over five years.
More than 90 ships a day pass the strait, according to the coast guard of Norway.
Russia condemned the agreement and warned Norway of consequences.
The Danish embassy in Oslo declined to comment on the price of the radar.
Foreign Minister Nils Berg will visit China in April.
The defense ministers of Norway and Denmark will meet in Copenhagen on Wednesday.
""",
    "3-sound.html": """<html><head><title>Radar pact in the Skagerrak</title>
<meta property="og:site_name" content="The Sound Review">
<meta property="article:published_time" content="2025-11-05">
</head><body><article><h1>Radar pact in the Skagerrak</h1>
<p>Denmark and Norway have agreed on sharing radar data in the Skagerrak, Ingrid Larsen told parliament.</p>
<p>Interior Minister Ingrid Larsen spoke for an hour.</p>
<p>The agreement will cost Norway 46 million kroner over five years.</p>
<p>Every day 92 ships pass the strait, the coast guard of Norway counts.</p>
<p>Sailors' unions criticized the plan and demanded a say in the control room.</p>
<p>The Danish parliament is expected to vote on the pact next month.</p>
</article></body></html>
""",
}


def put(folder: Path, documents: Mapping[str, str | bytes]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in documents.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


@pytest.fixture(scope="module")
def settings() -> Settings:
    return Settings(date=dt.date(2025, 11, 6), subject="Radar data in the Skagerrak")


@pytest.fixture(scope="module")
def memo(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> Memo:
    return brief(put(tmp_path_factory.mktemp("dossier"), DOSSIER), settings)


def test_every_passage_stands_at_its_place_in_its_source(memo: Memo) -> None:
    passages = list(memo.passages())
    assert passages
    assert all(memo.source(one.source).text[one.start : one.end] == one.text for one in passages)


def test_every_finding_holds_against_what_it_cites(memo: Memo) -> None:
    told = [finding for finding in memo.findings if finding.kind != "discrepancy"]
    assert told
    found = [list(violations(finding.text, [passage.text for passage in finding.citations])) for finding in told]
    assert found == [[] for _ in told]


def test_every_statement_of_a_summary_holds_against_its_passages(memo: Memo) -> None:
    statements = [statement for summary in memo.summaries for statement in summary.statements]
    found = [list(violations(one.text, [passage.text for passage in one.passages])) for one in statements]
    assert found == [[] for _ in statements]


def test_a_reprint_does_not_count_as_a_second_origin(memo: Memo) -> None:
    (warning,) = [finding for finding in memo.findings if "Russia condemned" in finding.text]
    assert (warning.sources, warning.origins) == (("S1", "S2"), 1)


def test_two_origins_that_tell_the_same_corroborate_it(memo: Memo) -> None:
    (radar,) = [finding for finding in memo.findings if "radar data in the Skagerrak" in finding.text]
    assert (radar.kind, radar.sources, radar.origins) == ("accord", ("S1", "S2", "S3"), 2)


def test_a_sum_and_an_office_that_differ_are_told_with_both_sides(memo: Memo) -> None:
    differing = {finding.cause: finding for finding in memo.findings if finding.kind == "discrepancy"}
    assert set(differing) == {"number", "naming"}
    sides = differing["number"].sides or ()
    assert ["40 million" in side.text for side in sides].count(True) == 1
    assert ["46 million" in side.text for side in sides].count(True) == 1


def test_rounding_is_not_told_as_a_discrepancy(memo: Memo) -> None:
    assert all("90" not in finding.text for finding in memo.findings if finding.kind == "discrepancy")


@pytest.mark.parametrize(
    ("words", "who", "when"),
    [
        (
            "will visit China",
            "Foreign Minister Nils Berg",
            When(text="April", start=dt.date(2026, 4, 1), end=dt.date(2026, 4, 30)),
        ),
        (
            "will meet in Copenhagen",
            "The defense ministers of Norway and Denmark",
            When(text="Wednesday", start=dt.date(2025, 11, 5), end=dt.date(2025, 11, 5)),
        ),
        (
            "is expected to vote",
            "The Danish parliament",
            When(text="next month", start=dt.date(2025, 12, 1), end=dt.date(2025, 12, 31)),
        ),
    ],
)
def test_next_steps_tell_who_and_when(memo: Memo, words: str, who: str, when: When) -> None:
    (step,) = [finding for finding in memo.section("next_steps") if words in finding.text]
    assert (step.who, step.when) == ((who,), when)


def test_no_point_is_made_twice(memo: Memo) -> None:
    texts = [finding.text for finding in memo.findings]
    assert len(set(texts)) == len(texts)
    assert sum("share radar" in text or "sharing radar" in text for text in texts) == 1


def test_a_refused_comment_is_a_gap(memo: Memo) -> None:
    assert any(gap.kind == "no_comment" and "declined to comment" in gap.text for gap in memo.gaps)


def test_the_timeline_is_in_order(memo: Memo) -> None:
    days = [entry.date for entry in memo.timeline]
    assert dt.date(2025, 10, 30) in days
    assert days == sorted(days)


def test_the_header_says_what_the_settings_say(tmp_path: Path) -> None:
    folder = put(tmp_path, {"1.txt": DOSSIER["1-fjord.txt"]})
    header = brief(folder, Settings(to="The chief", sender="The desk", marking="TLP:AMBER", date=dt.date(2025, 1, 2)))
    assert header.header.model_dump(by_alias=True) == {
        "to": "The chief",
        "from": "The desk",
        "date": dt.date(2025, 1, 2),
        "subject": "Norway and Denmark to share radar data",
        "marking": "TLP:AMBER",
    }


def test_a_document_that_cannot_be_read_is_listed_and_leaves_the_others_unharmed(
    tmp_path: Path, settings: Settings, memo: Memo
) -> None:
    folder = put(tmp_path, {**DOSSIER, "4-scan.png": b"\x89PNG\r\n\x1a\n\x00"})
    made = brief(folder, settings)
    assert made.unread == (Unread(location=str(folder / "4-scan.png"), reason="is an image, not text"),)
    assert made.findings == memo.findings


def test_no_document_at_all_makes_no_memo(tmp_path: Path) -> None:
    with pytest.raises(NothingToRead):
        brief(tmp_path)


def test_one_path_needs_no_list(tmp_path: Path) -> None:
    path = put(tmp_path, DOSSIER) / "1-fjord.txt"
    assert read_dossier(path) == read_dossier([str(path)])


def test_progress_is_told_stage_by_stage(tmp_path: Path) -> None:
    seen: list[Event] = []
    brief(put(tmp_path, DOSSIER), Settings(length="short"), on_event=seen.append)
    assert [event.stage for event in seen if event.done == event.total] == ["reading", "condensing", "composing"]
    assert [event.done for event in seen if event.stage == "reading"] == [1, 2, 3]


def test_a_memo_made_from_the_cache_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setenv("BRIEFING_CACHE", str(tmp_path / "cache"))
    folder = put(tmp_path / "dossier", DOSSIER)
    first = brief(folder, settings)
    assert len(list((tmp_path / "cache" / "condensed").rglob("*.json"))) == len(first.sources)
    assert brief(folder, settings).to_json() == first.to_json()


def test_what_was_condensed_before_is_not_condensed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setenv("BRIEFING_CACHE", str(tmp_path / "cache"))
    folder = put(tmp_path / "dossier", {"1.txt": DOSSIER["1-fjord.txt"]})
    first = brief(folder, settings)
    (kept,) = (tmp_path / "cache" / "condensed").rglob("*.json")
    summary = json.loads(kept.read_text(encoding="utf-8"))
    summary["statements"] = summary["statements"][:1]
    kept.write_text(json.dumps(summary), encoding="utf-8")
    assert len(brief(folder, settings).summaries[0].statements) == 1
    assert brief(folder, settings.model_copy(update={"reuse": False})).summaries == first.summaries


def test_a_damaged_cache_does_not_stand_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setenv("BRIEFING_CACHE", str(tmp_path / "cache"))
    folder = put(tmp_path / "dossier", {"1.txt": DOSSIER["1-fjord.txt"]})
    first = brief(folder, settings)
    for kept in (tmp_path / "cache" / "condensed").rglob("*.json"):
        kept.write_bytes(b"{\x00")
    assert brief(folder, settings).to_json() == first.to_json()


def test_a_cache_that_cannot_be_written_does_not_stand_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    (tmp_path / "cache").write_text("a file")
    monkeypatch.setenv("BRIEFING_CACHE", str(tmp_path / "cache"))
    assert brief(put(tmp_path / "dossier", {"1.txt": DOSSIER["1-fjord.txt"]}), settings).findings


def test_the_identity_is_that_of_the_sources_and_of_what_is_asked(
    tmp_path: Path, settings: Settings, memo: Memo
) -> None:
    folder = put(tmp_path, DOSSIER)
    assert brief(folder, settings.model_copy(update={"date": dt.date(2026, 1, 1)})).id == memo.id
    assert brief(folder, settings.model_copy(update={"subject": "Fish"})).id != memo.id
    (folder / "3-sound.html").unlink()
    assert brief(folder, settings).id != memo.id


def earlier_memo(folder: Path, memo: Memo, name: str = "earlier.memo.json") -> Path:
    path = folder / name
    path.write_text(memo.to_json(), encoding="utf-8")
    return path


def test_a_memo_that_is_compared_with_none_says_nothing_of_changes(memo: Memo) -> None:
    assert memo.since is None
    assert all(finding.change is None for finding in memo.findings)


def test_a_memo_since_an_earlier_one_marks_what_is_new(tmp_path: Path, settings: Settings) -> None:
    folder = put(tmp_path / "dossier", {"1-fjord.txt": DOSSIER["1-fjord.txt"]})
    since = earlier_memo(tmp_path, brief(folder, settings))
    put(folder, DOSSIER)
    later = brief(folder, settings.model_copy(update={"since": since, "date": dt.date(2025, 11, 8)}))
    assert later.since is not None
    assert later.since.sha256 == hashlib.sha256(since.read_bytes()).hexdigest()
    (quarrel,) = [
        one
        for one in later.findings
        if any("unions criticized" in text for text in (one.text, *(voice.text for voice in one.also)))
    ]
    assert quarrel.change is not None
    assert quarrel.change.state in {"new", "changed"}
    (visit,) = [finding for finding in later.findings if "will visit China" in finding.text]
    assert visit.change is None
    assert Memo.from_json(later.to_json()) == later


def test_the_identity_is_that_of_the_earlier_memo_too_wherever_it_lies(
    tmp_path: Path, settings: Settings, memo: Memo
) -> None:
    folder = put(tmp_path / "dossier", DOSSIER)

    def since(path: Path) -> Memo:
        return brief(folder, settings.model_copy(update={"since": path}))

    one, moved = (since(earlier_memo(tmp_path, memo, name)) for name in ("a.memo.json", "b.memo.json"))
    other = since(earlier_memo(tmp_path, memo.model_copy(update={"gaps": ()}), "c.memo.json"))
    assert one.to_json() == moved.to_json()
    assert len({memo.id, one.id, other.id}) == 3


def test_a_wrong_earlier_memo_is_told_before_any_document_is_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"earlier\.memo\.json: cannot be read"):
        brief(tmp_path / "no-such-folder", Settings(since=tmp_path / "earlier.memo.json"))


def test_the_memo_names_the_models_that_made_it(memo: Memo) -> None:
    models = memo.provenance.models
    used = {**{model.name: model.sha256 for model in SHARED}, **{head.name: head.sha256 for head in HEADS}}
    assert {model.name: model.sha256 for model in models} == used
    assert len(models) == len({model.name for model in models})
    assert all(model.sha256 for model in models)


def test_a_summarizer_that_is_not_there_is_named(tmp_path: Path) -> None:
    folder = put(tmp_path, {"1.txt": DOSSIER["1-fjord.txt"]})
    with pytest.raises(ModelMissing, match="no-such-folder"):
        brief(folder, Settings(summarizer="transformers:/no-such-folder/model"))


def test_two_runs_make_the_same_files_byte_for_byte(tmp_path: Path) -> None:
    folder = put(tmp_path / "dossier", DOSSIER)
    runs = []
    for number in ("1", "2"):
        output = tmp_path / number
        arguments = ["memo", str(folder), "--output", str(output), "--date", "2025-11-06", "--format", "md,json,pdf"]
        variables = {"BRIEFING_CACHE": str(tmp_path / f"cache{number}"), "PYTHONHASHSEED": number}
        run = subprocess.Popen(
            [sys.executable, "-m", "briefing", *arguments],
            cwd=tmp_path,
            env=os.environ | variables | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
        )
        runs.append((run, output))
    assert [run.wait(timeout=300) for run, _ in runs] == [0, 0]
    first, second = ({path.name: path.read_bytes() for path in output.iterdir()} for _, output in runs)
    assert len(first) == 3
    assert first == second


def test_documents_that_are_known_are_left_out_and_the_others_are_numbered_without_them(
    tmp_path: Path, settings: Settings
) -> None:
    first = "1-fjord.txt"
    memo = brief(put(tmp_path, DOSSIER), settings, known=lambda source: source.location.endswith(first))
    assert [(source.id, source.origin) for source in memo.sources] == [("S1", "O1"), ("S2", "O2")]
    assert not any(source.location.endswith(first) for source in memo.sources)


def test_where_every_document_is_known_there_is_nothing_new(tmp_path: Path, settings: Settings) -> None:
    with pytest.raises(NothingNew, match="no new document"):
        brief(put(tmp_path, DOSSIER), settings, known=lambda _: True)


def test_an_empty_folder_has_nothing_new_where_new_documents_are_asked_for(tmp_path: Path, settings: Settings) -> None:
    with pytest.raises(NothingNew):
        brief(tmp_path, settings, known=lambda _: False)
    with pytest.raises(NothingToRead):
        brief(tmp_path, settings)


def test_where_nothing_is_new_what_could_not_be_read_is_told(tmp_path: Path, settings: Settings) -> None:
    folder = put(tmp_path, DOSSIER)
    (folder / "picture.txt").write_bytes(b"\x00\x01" * 99)
    with pytest.raises(NothingNew) as told:
        brief(folder, settings, known=lambda _: True)
    assert told.value.unread == (f"{folder / 'picture.txt'} was not read: is not text",)


def test_a_document_that_cannot_be_read_is_no_reason_to_say_that_nothing_is_new(
    tmp_path: Path, settings: Settings
) -> None:
    (tmp_path / "picture.txt").write_bytes(b"\x00\x01" * 99)
    with pytest.raises(NothingToRead):
        brief(tmp_path, settings, known=lambda _: False)
