"""Which summarizer a name stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefing.condensing import Answering, load_summarizer
from briefing.condensing.embedded import EmbeddedSummarizer
from briefing.errors import UsageError
from briefing.memo import ModelUse, Statement, Summary
from tests.models import tiny

from .articles import sentences_of, source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from briefing.memo import Passage, Source

PLUGIN = """\
from tests.condensing.test_choice import FirstWords

def load(rest):
    return FirstWords(int(rest or 1))
"""


class FirstWords:
    """A summarizer as another package may bring one: the first sentences, as they are."""

    models: tuple[ModelUse, ...] = ()

    def __init__(self, most: int) -> None:
        self.most = most

    def summarize(self, source: Source, passages: Sequence[Passage], budget: int) -> Summary:
        kept = passages[: min(budget, self.most)]
        statements = (Statement(text=one.text, mode="verbatim", support=1.0, passages=(one,)) for one in kept)
        return Summary(source=source.id, statements=tuple(statements))


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Install a package that brings the summarizer ``firstwords``."""
    (tmp_path / "brought_along.py").write_text(PLUGIN)
    info = tmp_path / "brought_along-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: brought-along\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[briefing.summarizers]\nfirstwords = brought_along:load\n")
    monkeypatch.syspath_prepend(str(tmp_path))


def test_embedded_is_the_one_that_comes_along(tmp_path: Path) -> None:
    assert isinstance(load_summarizer("embedded", tmp_path), EmbeddedSummarizer)


@pytest.mark.parametrize("name", ["", "embeded", "Embedded", "embedded:large", "transformers", "transformers:", "x:y"])
def test_a_name_that_stands_for_none_is_an_error_that_names_the_choice(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as error:
        load_summarizer(name, tmp_path)

    assert str(error.value) == (
        f"--summarizer: no summarizer is called {name!r}; "
        "choose embedded, transformers:MODEL with a hub model's name or a folder, or openai:MODEL@URL"
    )


def test_a_server_is_named_with_its_model_and_is_not_asked_yet(tmp_path: Path) -> None:
    assert load_summarizer("openai:qwen3:8b@http://127.0.0.1:9/v1", tmp_path).models == (
        ModelUse(name="qwen3:8b", version="127.0.0.1:9"),
    )


def test_a_chat_model_answers_questions_and_a_summarizing_one_does_not(tmp_path: Path) -> None:
    chat = load_summarizer(f"transformers:{tiny.chat_model(tmp_path / 'chat', 2048)}", tmp_path)
    other = load_summarizer(f"transformers:{tiny.summarizer(tmp_path / 'other')}", tmp_path)
    assert isinstance(chat, Answering)
    assert not isinstance(other, Answering)


@pytest.mark.usefixtures("package")
def test_a_package_may_bring_a_summarizer_and_gets_what_stands_behind_the_colon(tmp_path: Path) -> None:
    sentences = ["Norland agreed on Friday.", "Sudland agreed on Monday.", "The talks go on in May."]
    one = source(*sentences)

    summarizer = load_summarizer("firstwords:2", tmp_path)
    summary = summarizer.summarize(one, sentences_of(one, *sentences), 5)

    assert [statement.text for statement in summary.statements] == sentences[:2]


@pytest.mark.usefixtures("package")
def test_nothing_need_stand_behind_the_colon(tmp_path: Path) -> None:
    assert load_summarizer("firstwords", tmp_path).models == ()
