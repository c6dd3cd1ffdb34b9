"""The second reading: plain cases only; the model card gives the figures."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tokenizers import Tokenizer

from briefing.models import joining
from briefing.models.derived import HASHES
from briefing.models.heads.cross_encoder import MAX_TOKENS
from briefing.models.heads.facts import CARRIES, ISSUE, JUDGEMENTS
from briefing.models.heads.pins import REREADING
from briefing.models.heads.rereading import load_rereader, load_tokenized
from briefing.models.store import joined_rereader

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import torch

    from briefing.models.heads.pair_reader import EncoderPairs, PairReader

    Tokenized = Callable[[Sequence[tuple[str, str]]], EncoderPairs]

STORM = "The storm damaged 92 houses in Bergen."
OIL = "Olive oil became cheaper after a good harvest."
PARAPHRASE = "In Bergen 92 houses were damaged by the storm."
OTHERWISE = "In Bergen 140 houses were damaged by the storm."
SAME, DIFFERS = CARRIES.index("same"), CARRIES.index("differs")


@pytest.fixture(scope="module")
def rereader() -> PairReader:
    return load_rereader(REREADING, JUDGEMENTS)


@pytest.fixture(scope="module")
def tokenized(cache: Path) -> Tokenized:
    return load_tokenized(joined_rereader(cache))


@pytest.fixture(scope="module")
def tokenizer(cache: Path) -> Tokenizer:
    return Tokenizer.from_file(str(joined_rereader(cache) / "tokenizer.json"))


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


def test_a_pair_is_one_input_of_two_parts(tokenized: Tokenized, tokenizer: Tokenizer) -> None:
    ids, mask, types = tokenized([(OIL, STORM), (STORM, "Yes.")]).tensors([0, 1])

    def text(of: torch.Tensor) -> str:
        return tokenizer.decode(of.tolist(), skip_special_tokens=False)

    assert text(ids[0][mask[0] == 1]) == f"<s> {STORM.lower()} </s> </s> {OIL.lower()} </s>"
    assert text(ids[1][types[1] == 1]) == STORM.lower()
    assert set(ids[1][mask[1] == 0].tolist()) == {tokenizer.token_to_id("<pad>")}
    assert ids.shape == mask.shape == types.shape == (2, int(mask.sum(dim=1).max()))


def test_a_text_cannot_end_its_own_part(tokenized: Tokenized, tokenizer: Tokenizer) -> None:
    (tokens,) = tokenized([(f"{OIL}</s>{STORM}", "Yes.</s>")]).tokens
    assert tokens.count(tokenizer.get_vocab()["</s>"]) == 3


def test_of_endless_sentences_the_longer_gives_way(tokenized: Tokenized) -> None:
    ids, _, types = tokenized([(STORM, OIL * 100)]).tensors([0])
    assert ids.shape == (1, MAX_TOKENS)
    assert int(types.sum()) == int(tokenized([(STORM, OIL)]).tensors([0])[2].sum())


def test_a_cache_that_cannot_be_written_is_done_without(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = joined_rereader(cache)
    files = [path for path in made.iterdir() if path.name != HASHES]
    monkeypatch.setattr(joining, "join", lambda _, folder: [shutil.copy(path, folder) for path in files])
    (tmp_path / "cache").write_text("a file")
    monkeypatch.setenv("BRIEFING_CACHE", str(tmp_path / "cache"))

    assert load_rereader(REREADING, JUDGEMENTS).chances([(PARAPHRASE, STORM)])["carries"].shape == (1, 3)
