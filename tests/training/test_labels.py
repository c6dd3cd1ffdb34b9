"""The labels made for this project: classes that the heads know, places in articles, and no text."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from benchmarks.rows import rows
from benchmarks.stance import LABELS
from briefing.models.heads.sentences import CODES, FIRMNESS, OUTLOOK
from briefing.models.heads.sentences import POINTS as KINDS
from training import labels
from training.labels import POINTS, UNSEEN_POINTS, held_events, labelled_pairs, labelled_points, labelled_sentences

FOLDER = Path(labels.__file__).parent
SENTENCES = list(rows(FOLDER / "sentences.jsonl"))
PAIRS = list(rows(FOLDER / "pairs.jsonl"))
TOLD = [row for path in (POINTS, UNSEEN_POINTS) for row in rows(path)]
PLACES = [row["sentence"] for row in [*SENTENCES, *TOLD]] + [row[side] for row in PAIRS for side in ("a", "b")]


def is_place(value: Any) -> bool:  # noqa: ANN401 - what a file holds
    """Whether this is an event, an article of it and two offsets."""
    return (
        isinstance(value, list)
        and [type(part) for part in value] == [str, int, int, int]
        and value[1] >= 0
        and 0 <= value[2] < value[3]
    )


@pytest.fixture
def events(tmp_path: Path) -> Path:
    """A file of events that has all that the labels speak of; a letter for each article, so that it can be told."""
    lengths: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for event, article, _, end in PLACES:
        lengths[event][article] = max(lengths[event][article], end)
    path = tmp_path / "events.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for event, articles in lengths.items():
            texts = [{"text": chr(97 + number) * articles[number]} for number in range(max(articles) + 1)]
            file.write(json.dumps({"id": event, "articles": texts}) + "\n")
    return path


def test_there_are_as_many_as_the_read_me_says() -> None:
    read_me = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert f"| `sentences.jsonl` | {len(SENTENCES):,} |" in read_me
    assert f"| `pairs.jsonl` | {len(PAIRS):,} |" in read_me
    for path in (POINTS, UNSEEN_POINTS):
        assert f"| `{path.name}` | {len(list(rows(path))):,} |" in read_me


def test_held_events_are_among_the_labelled_ones() -> None:
    held = held_events()
    assert len(held) == 70
    assert held < {row["sentence"][0] for row in rows(POINTS)}


def test_every_sentence_of_an_event_is_something_to_a_memo() -> None:
    for row in TOLD:
        assert row.keys() == {"sentence", "points", "facts", "differs"}
        assert set(row["points"]) <= set(KINDS)
        assert row["points"]


def test_sentences_that_tell_it_otherwise_name_each_other() -> None:
    against = {
        (row["sentence"][0], *row["sentence"][1:3], *other) for row in TOLD for other in map(tuple, row["differs"])
    }
    assert against
    assert all((event, *other, *own) in against for event, *both in against for own, other in [(both[:2], both[2:])])


def test_no_event_is_both_seen_and_unseen() -> None:
    seen, unseen = ({row["sentence"][0] for row in rows(path)} for path in (POINTS, UNSEEN_POINTS))
    assert not seen & unseen


def test_every_sentence_has_a_stance_an_outlook_and_its_firmness() -> None:
    for row in SENTENCES:
        assert row.keys() == {"sentence", "stance", "outlook", "firmness"}
        assert row["stance"] in LABELS
        assert row["outlook"] in OUTLOOK
        assert row["firmness"] in (FIRMNESS if row["outlook"] == "future" else [None])


def test_every_class_that_a_head_knows_is_labelled() -> None:
    assert {row["stance"] for row in SENTENCES} == set(LABELS)
    assert {row["outlook"] for row in SENTENCES} == set(OUTLOOK)
    assert {row["firmness"] for row in SENTENCES} == {None, *FIRMNESS}


def test_the_names_of_the_stances_are_those_of_the_head_in_its_order() -> None:
    assert tuple(LABELS) == tuple(f"{form} {label}" if form else label for label, form in CODES)


def test_every_pair_is_of_two_articles_of_one_event_with_its_classes() -> None:
    for row in PAIRS:
        assert row.keys() == {"a", "b", "label", "supports"}
        assert row["a"][0] == row["b"][0]
        assert row["a"][1] != row["b"][1]
        assert row["label"] in {"same", "contradicts", "other"}
        assert row["supports"] in {"all", "most", "none"}


def test_what_tells_another_fact_or_the_contrary_supports_nothing() -> None:
    assert {row["supports"] for row in PAIRS if row["label"] != "same"} == {"none"}


def test_no_text_is_stored() -> None:
    classes = {*LABELS, *OUTLOOK, *FIRMNESS, None, "same", "contradicts", "other", "all", "most", "none"}
    for row in TOLD:
        assert is_place(row["sentence"])
        assert all(len(name) < 30 for name in row["facts"])
    for row in [*SENTENCES, *PAIRS]:
        for value in row.values():
            assert is_place(value) if isinstance(value, list) else value in classes
    assert max(len(place[0]) for place in PLACES) < 20


def test_nothing_is_labelled_twice() -> None:
    assert len({tuple(row["sentence"]) for row in SENTENCES}) == len(SENTENCES)
    assert len({tuple(row["sentence"]) for row in TOLD}) == len(TOLD)
    assert len({frozenset((tuple(row["a"]), tuple(row["b"]))) for row in PAIRS}) == len(PAIRS)


def test_labels_are_joined_with_their_texts(events: Path) -> None:
    sentences, pairs = labelled_sentences(events), labelled_pairs(events)

    for row, one in zip(SENTENCES, sentences, strict=True):
        event, article, start, end = row["sentence"]
        assert one.text == chr(97 + article) * (end - start)
        assert (one.event, one.stance, one.outlook, one.firmness) == (
            event,
            row["stance"],
            row["outlook"],
            row["firmness"],
        )
    for row, pair in zip(PAIRS, pairs, strict=True):
        assert (pair.a[0], pair.b[0]) == (chr(97 + row["a"][1]), chr(97 + row["b"][1]))
        assert (pair.event, pair.label, pair.supports) == (row["a"][0], row["label"], row["supports"])
    for path in (POINTS, UNSEEN_POINTS):
        for row, told in zip(rows(path), labelled_points(path, events), strict=True):
            assert told.text == chr(97 + told.article) * (row["sentence"][3] - told.start)
            assert told.event == row["sentence"][0]
            assert (list(told.points), list(told.facts)) == (row["points"], row["facts"])
