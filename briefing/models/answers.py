"""Questions to a model that writes, and answers in the form that was asked for.

Who answers is given: a server (``briefing.models.server``) or a chat model of transformers. What comes back is read
leniently and checked strictly: it has the form asked for, or it is no answer. Whether it is true, others check.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

if TYPE_CHECKING:
    from briefing.memo import ModelUse
    from briefing.models.generators import Generator


class Shape(BaseModel):
    """Base of the forms that an answer may be asked to have: nothing more, nothing less, no other types."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


S = TypeVar("S", bound=Shape)


@dataclass(frozen=True)
class Question(Generic[S]):
    """What a model is asked. ``instructions`` are ours; ``material`` holds what others wrote, fenced.

    ``name`` is that of the form in the protocol; ``most_tokens`` is how long the answer may be.
    """

    name: str
    instructions: str
    material: str
    shape: type[S]
    most_tokens: int

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON schema of the answer."""
        return self.shape.model_json_schema()


class Unanswered(Exception):
    """A question has no answer that can be used. The message is why, in our own words, fit to follow "because"."""


class Answers(Protocol):
    """What answers questions."""

    @property
    def models(self) -> tuple[ModelUse, ...]:
        """The model, for a memo's provenance."""
        ...

    @property
    def window(self) -> int:
        """How many tokens a question and its answer may have together, by ``count_tokens``."""
        ...

    def count_tokens(self, text: str) -> int:
        """How many tokens a text has, or somewhat more."""
        ...

    def answer(self, question: Question[S]) -> S:
        """The answer, in the form asked for. Raises ``Unanswered``."""
        ...


def room(answers: Answers, question: Question[Any]) -> int:
    """How many tokens of material may still go into a question, beside what it has and the answer to come.

    The form counts as well: some put it into the prompt.
    """
    parts = (question.instructions, question.material, json.dumps(question.schema))
    return answers.window - question.most_tokens - sum(map(answers.count_tokens, parts))


def read_answer(text: str, question: Question[S]) -> S:
    """The answer that a model wrote, without what stands around the JSON. Raises ``Unanswered``."""
    written = text[text.find("{") : text.rfind("}") + 1]
    if not written:
        raise Unanswered("the model wrote no JSON")
    try:
        return question.shape.model_validate_json(written)
    except ValidationError as error:
        malformed = any(problem["type"] == "json_invalid" for problem in error.errors(include_input=False))
        raise Unanswered(
            "the model wrote malformed JSON" if malformed else "the model wrote JSON of another form than was asked for"
        ) from error


class RememberedAnswers:
    """Answers as another does, and keeps what was answered in ``folder``, one file a question.

    Without ``reuse`` all is asked anew, and kept. A file that cannot be read or written is as good as none.
    """

    def __init__(self, answers: Answers, folder: Path, *, reuse: bool) -> None:
        self._answers = answers
        self._folder = folder
        self._reuse = reuse
        self.models = answers.models
        self.window = answers.window

    def count_tokens(self, text: str) -> int:
        """How many tokens a text has, or somewhat more."""
        return self._answers.count_tokens(text)

    def answer(self, question: Question[S]) -> S:
        """The answer, from the folder if it was given before. Raises ``Unanswered``, which is not kept."""
        key = [
            [model.model_dump() for model in self.models],
            question.instructions,
            question.material,
            question.schema,
            question.most_tokens,
        ]
        path = self._folder / f"{hashlib.sha256(json.dumps(key).encode()).hexdigest()}.json"
        if self._reuse:
            with contextlib.suppress(OSError, ValidationError):
                return question.shape.model_validate_json(path.read_bytes())
        found = self._answers.answer(question)
        with contextlib.suppress(OSError):
            _write(path, found.model_dump_json())
        return found


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all. Raises ``OSError``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, suffix=".part", delete=False, encoding="utf-8") as file:
        aside = Path(file.name)
        try:
            file.write(text)
            file.flush()
        except OSError:
            aside.unlink(missing_ok=True)
            raise
    aside.replace(path)


class ChatAnswers:
    """A chat model of transformers that is asked for JSON. Nothing holds it to the form but the question itself."""

    def __init__(self, generator: Generator, models: tuple[ModelUse, ...]) -> None:
        self._generator = generator
        self.models = models
        self.window = generator.max_input_tokens

    def count_tokens(self, text: str) -> int:
        """How many tokens a text has for the model."""
        return self._generator.count_tokens(text)

    def answer(self, question: Question[S]) -> S:
        """The answer, in the form asked for. Raises ``Unanswered``."""
        asked = (
            f"{question.instructions}\n\n{question.material}\n\n"
            f"Answer with JSON of this schema and with nothing else:\n{json.dumps(question.schema)}"
        )
        if self._generator.count_tokens(asked) > self._generator.max_input_tokens:
            raise Unanswered("the question is longer than the model reads")
        (written,) = self._generator.generate([asked], max_new_tokens=question.most_tokens)
        return read_answer(written, question)
