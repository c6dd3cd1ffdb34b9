from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from briefing.models.generators import load_generator
from briefing.models.store import GENERATOR

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def fleeting(tmp_path: Path) -> Iterator[Path]:
    """Give a cache that is removed after the test: pytest keeps its folders, and 270 MB are too much to keep."""
    yield tmp_path
    shutil.rmtree(tmp_path)


def test_the_converted_model_answers_a_question(fleeting: Path) -> None:
    generator = load_generator("embedded", fleeting)

    (answer,) = generator.generate(["What is the capital of France?"], max_new_tokens=12)

    assert answer == "The capital of France is Paris."
    assert (generator.name, generator.version, generator.sha256) == (GENERATOR.name, "0.1.2", GENERATOR.sha256)
    assert generator.follows_instructions
    # Digits one by one, as the model was trained: a number's length is its number of digits and a blank.
    assert generator.count_tokens("in 2024") == 1 + 1 + 4
