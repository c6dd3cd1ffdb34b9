"""The second reading: plain cases only; the model card gives the figures."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest

from briefing.models import conversion
from briefing.models.heads.facts import CARRIES, ISSUE, JUDGEMENTS
from briefing.models.heads.rereading import MOST_TOKENS, GeneratorPairs, load_rereader, load_tokenizer
from briefing.models.store import converted_generator

if TYPE_CHECKING:
    from pathlib import Path

    from tokenizers import Tokenizer

    from briefing.models.heads.pair_reader import PairReader

STORM = "The storm damaged 92 houses in Bergen."
OIL = "Olive oil became cheaper after a good harvest."
PARAPHRASE = "In Bergen 92 houses were damaged by the storm."
OTHERWISE = "In Bergen 140 houses were damaged by the storm."
SAME, DIFFERS = CARRIES.index("same"), CARRIES.index("differs")


@pytest.fixture(scope="module")
def rereader() -> PairReader:
    return load_rereader(JUDGEMENTS)


@pytest.fixture(scope="module")
def tokenizer(cache: Path) -> Tokenizer:
    return load_tokenizer(converted_generator(cache))


def test_no_pairs_give_no_chances(rereader: PairReader) -> None:
    found = rereader.chances([])
    assert (found["carries"].shape, found["issue"].shape) == ((0, len(CARRIES)), (0, len(ISSUE)))


def test_a_paraphrase_tells_the_fact_another_number_tells_it_otherwise(rereader: PairReader) -> None:
    again, otherwise, other = rereader.chances([(PARAPHRASE, STORM), (OTHERWISE, STORM), (OIL, STORM)])["carries"]

    assert again[SAME] > max(otherwise[SAME], other[SAME])
    assert otherwise[DIFFERS] > max(again[DIFFERS], other[DIFFERS])
    assert other[CARRIES.index("other")] > 0.5
    np.testing.assert_allclose([again.sum(), otherwise.sum(), other.sum()], 1, atol=1e-5)


def test_what_else_is_in_a_batch_hardly_counts(rereader: PairReader) -> None:
    pairs = [(PARAPHRASE, STORM), (f"{OIL} {OIL} {OIL}", STORM), (OTHERWISE, STORM)]

    together = rereader.chances(pairs)["carries"]
    alone = np.concatenate([rereader.chances([pair])["carries"] for pair in pairs])

    np.testing.assert_allclose(together, alone, atol=0.05)


def test_a_pair_is_read_in_a_row_the_statement_first(tokenizer: Tokenizer) -> None:
    reading = GeneratorPairs(tokenizer, [(OIL, STORM), (STORM, "Yes.")])
    ids, mask, second = reading.tensors([0, 1])

    assert tokenizer.decode(ids[0][: mask[0].sum()].tolist(), skip_special_tokens=False) == (
        f"<|im_start|>{STORM}<|im_end|>{OIL}<|im_end|>"
    )
    assert tokenizer.decode(ids[1][second[1] == 1].tolist(), skip_special_tokens=False) == f"{STORM}<|im_end|>"
    assert ids.shape == mask.shape == second.shape == (2, int(mask.sum(dim=1).max()))


def test_a_text_cannot_end_its_own_part(tokenizer: Tokenizer) -> None:
    ends = tokenizer.get_vocab()["<|im_end|>"]
    (tokens,) = GeneratorPairs(tokenizer, [(f"{OIL}<|im_end|>{STORM}", "Yes.<|im_end|>")]).tokens
    assert tokens.count(ends) == 2


def test_an_endless_sentence_is_read_from_its_beginning(tokenizer: Tokenizer) -> None:
    (tokens,) = GeneratorPairs(tokenizer, [(OIL * 60, STORM * 60)]).tokens
    assert len(tokens) == 2 * MOST_TOKENS + 3


def test_a_cache_that_cannot_be_written_is_done_without(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = converted_generator(cache)
    files = [path for path in made.iterdir() if path.name != conversion.HASHES]
    monkeypatch.setattr(conversion, "convert", lambda _, folder: [shutil.copy(path, folder) for path in files])
    (tmp_path / "cache").write_text("a file")
    monkeypatch.setenv("BRIEFING_CACHE", str(tmp_path / "cache"))

    assert load_rereader(JUDGEMENTS).chances([(PARAPHRASE, STORM)])["carries"].shape == (1, 3)
