from __future__ import annotations

import pytest

from briefing.models.parser import load_parser


@pytest.mark.usefixtures("no_network")
def test_a_sentence_is_parsed_with_its_names_subject_and_verb() -> None:
    (doc,) = load_parser().parse(["Angela Merkel met the Chinese premier in Berlin on Tuesday."])

    assert {(entity.text, entity.label_) for entity in doc.ents} >= {("Angela Merkel", "PERSON"), ("Berlin", "GPE")}
    (root,) = [token for token in doc if token.dep_ == "ROOT"]
    assert root.lemma_ == "meet"
    assert [token.text for token in doc if token.dep_ == "nsubj"] == ["Merkel"]


def test_documents_come_in_the_order_of_the_texts_and_keep_them() -> None:
    texts = [f"Sentence {number} says  nothing." for number in range(300)] + ["", " "]

    assert [doc.text for doc in load_parser().parse(texts)] == texts


def test_one_process_has_one_parser() -> None:
    assert load_parser() is load_parser()
