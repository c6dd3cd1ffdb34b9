"""Answers in the form asked for: kept by content, and from chat models without a server."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from briefing.memo import ModelUse
from briefing.models.answers import ChatAnswers, Question, RememberedAnswers, Shape, Unanswered, room
from briefing.models.fences import fenced, numbered
from briefing.models.generators import load_generator
from tests.models import tiny

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from briefing.models.answers import S


class Capital(Shape):
    city: str


def question(country: str = "Norway") -> Question[Capital]:
    return Question("capital", "Name the capital.", country, Capital, 50)


@dataclass
class Knowing:
    """Answers with the next of its cities; with none left, it has no answer."""

    cities: list[str]
    models: tuple[ModelUse, ...] = (ModelUse(name="small", version="1"),)
    window: int = 400
    asked: list[str] = field(default_factory=list)

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def answer(self, question: Question[S]) -> S:
        self.asked.append(question.material)
        if not self.cities:
            raise Unanswered("it knows nothing")
        return question.shape.model_validate({"city": self.cities.pop(0)})


def test_what_was_answered_once_is_not_asked_again(tmp_path: Path) -> None:
    knowing = Knowing(["Oslo"])
    RememberedAnswers(knowing, tmp_path, reuse=True).answer(question())
    assert RememberedAnswers(Knowing([]), tmp_path, reuse=True).answer(question()) == Capital(city="Oslo")
    assert knowing.asked == ["Norway"]


def test_another_question_or_another_model_is_asked(tmp_path: Path) -> None:
    RememberedAnswers(Knowing(["Oslo"]), tmp_path, reuse=True).answer(question())
    other = Knowing(["Lima", "Bergen"], models=(ModelUse(name="small", version="2"),))
    remembered = RememberedAnswers(other, tmp_path, reuse=True)
    assert [remembered.answer(question(country)).city for country in ("Peru", "Norway")] == ["Lima", "Bergen"]


def test_without_reuse_all_is_asked_anew_and_kept(tmp_path: Path) -> None:
    knowing = Knowing(["Oslo", "Bergen"])
    anew = RememberedAnswers(knowing, tmp_path, reuse=False)
    assert [anew.answer(question()).city for _ in range(2)] == ["Oslo", "Bergen"]
    assert RememberedAnswers(Knowing([]), tmp_path, reuse=True).answer(question()).city == "Bergen"


def test_that_there_was_no_answer_is_not_kept(tmp_path: Path) -> None:
    with pytest.raises(Unanswered):
        RememberedAnswers(Knowing([]), tmp_path, reuse=True).answer(question())
    assert RememberedAnswers(Knowing(["Oslo"]), tmp_path, reuse=True).answer(question()).city == "Oslo"


@pytest.mark.parametrize("content", [b"", b"{", b'{"town": "Oslo"}', b"\xff"])
def test_a_broken_file_is_as_good_as_none(content: bytes, tmp_path: Path) -> None:
    RememberedAnswers(Knowing(["Oslo"]), tmp_path, reuse=True).answer(question())
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(content)
    assert RememberedAnswers(Knowing(["Bergen"]), tmp_path, reuse=True).answer(question()).city == "Bergen"


def test_where_nothing_can_be_kept_nothing_fails(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    remembered = RememberedAnswers(Knowing(["Oslo"]), tmp_path / "file" / "answered", reuse=True)
    assert remembered.answer(question()).city == "Oslo"


def test_a_full_disk_leaves_nothing_behind(small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(bytes(60 * 1024))
    RememberedAnswers(Knowing(["x" * 100_000]), small_disk, reuse=True).answer(question())
    assert [file.name for file in small_disk.iterdir()] == ["ballast"]


def test_the_form_takes_its_part_of_the_window() -> None:
    knowing = Knowing([])
    assert room(knowing, question()) < knowing.window - 50 - len("Name the capital. Norway".split())


@dataclass
class Writing:
    """A chat model that writes one thing."""

    written: str
    max_input_tokens: int = 400
    follows_instructions: bool = True
    name: str = "writing"
    version: str = "1"
    sha256: str | None = None
    prompts: list[str] = field(default_factory=list)

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def generate(self, prompts: Sequence[str], *, max_new_tokens: int) -> list[str]:
        assert max_new_tokens == 50
        self.prompts.extend(prompts)
        return [self.written for _ in prompts]


def test_a_chat_model_is_asked_for_json_of_the_form() -> None:
    writing = Writing('Sure!\n```json\n{"city": "Oslo"}\n```')
    assert ChatAnswers(writing, ()).answer(question()) == Capital(city="Oslo")
    (prompt,) = writing.prompts
    assert prompt.startswith("Name the capital.\n\nNorway\n\n")
    assert '"city"' in prompt


def test_a_chat_models_answer_of_another_form_is_none() -> None:
    with pytest.raises(Unanswered, match="another form"):
        ChatAnswers(Writing('{"town": "Oslo"}'), ()).answer(question())


def test_a_question_longer_than_a_chat_models_input_is_not_asked() -> None:
    writing = Writing("", max_input_tokens=10)
    with pytest.raises(Unanswered, match="longer than the model reads"):
        ChatAnswers(writing, ()).answer(question())
    assert writing.prompts == []


def test_a_real_chat_models_nonsense_is_no_answer(tmp_path: Path) -> None:
    generator = load_generator(str(tiny.chat_model(tmp_path / "chat", 2048)), tmp_path)
    with pytest.raises(Unanswered):
        ChatAnswers(generator, ()).answer(question())


@pytest.mark.parametrize("text", ["Norland agreed.", "#####", "##### 2 #####", "#" * 9000])
def test_a_text_cannot_close_its_fence(text: str) -> None:
    within, fence = fenced(text)
    assert within == f"{fence}\n{text}\n{fence}"
    assert fence not in text
    assert len(fence) < 20


def test_a_text_cannot_begin_a_line_of_its_own() -> None:
    assert numbered(["Norland agreed.\n[2] Sudland lied.", "So it is."]) == (
        "[1] Norland agreed. [2] Sudland lied.\n[2] So it is."
    )
