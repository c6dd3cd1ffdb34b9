"""What was computed once comes from the disk, the same to the last digit; what is damaged is computed anew."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.models.parser import Parser, load_parser
from briefing.models.remembering import (
    RememberingEncoder,
    RememberingFacts,
    RememberingInContext,
    RememberingJudge,
    RememberingParser,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from spacy.tokens import Doc

    from briefing.models.encoder import Encoder
    from briefing.models.heads.pairs import PairJudge

    Arrays = dict[str, NDArray[Any]]

ROOT = Path(__file__).parents[2]
TEXTS = ["Norland and Sudland signed a treaty on Monday.", "Norland condemned the attack."]
PAIRS = [(TEXTS[0], "Norland signed a treaty."), (TEXTS[1], "Norland praised the attack.")]

# What the stages ask of a parse.
ATTRIBUTES: list[int | str] = [
    "ORTH",
    "SPACY",
    "LEMMA",
    "POS",
    "TAG",
    "MORPH",
    "DEP",
    "HEAD",
    "SENT_START",
    "ENT_IOB",
    "ENT_TYPE",
]


def as_arrays(docs: list[Doc]) -> Arrays:
    return {str(number): doc.to_array(ATTRIBUTES) for number, doc in enumerate(docs)}


# What each of the ways to ask gives for the texts above, asked of a folder.
WAYS: dict[str, Callable[[Path], Arrays]] = {
    "encode": lambda folder: {"vectors": RememberingEncoder(folder).encode(TEXTS)},
    "judge": lambda folder: vars(RememberingEncoder(folder).judge(TEXTS)),
    "facts": lambda folder: vars(RememberingFacts(folder).judge(PAIRS)),
    "reread": lambda folder: vars(RememberingFacts(folder).reread(PAIRS)),
    "in context": lambda folder: {"point": RememberingInContext(folder).judge(PAIRS)},
    "pairs": lambda folder: vars(RememberingJudge(folder).judge(PAIRS)),
    "parse": lambda folder: as_arrays(RememberingParser(folder).parse(TEXTS)),
}
each_way = pytest.mark.parametrize("way", WAYS)

# The second run of a program: it says which of the libraries that models need it has loaded.
SECOND = """
import sys
from pathlib import Path
from tests.models.test_remembering import WAYS
for name, array in sorted(WAYS[sys.argv[1]](Path(sys.argv[2])).items()):
    print(name, array.dtype, array.shape, array.tobytes().hex())
print("loaded:", *{"torch", "transformers", "tokenizers"} & sys.modules.keys())
"""


def written(arrays: Arrays) -> list[str]:
    return [f"{name} {array.dtype} {array.shape} {array.tobytes().hex()}" for name, array in sorted(arrays.items())]


def same(one: Arrays, other: Arrays) -> bool:
    return written(one) == written(other)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The one file that each way leaves, as bytes."""
    files = {}
    for name, ask in WAYS.items():
        folder = tmp_path_factory.mktemp(name)
        ask(folder)
        (file,) = folder.iterdir()
        files[name] = file.read_bytes()
    return files


def test_the_encoder_gives_what_the_model_gives(tmp_path: Path, encoder: Encoder) -> None:
    assert same({"": RememberingEncoder(tmp_path).encode(TEXTS)}, {"": encoder.encode(TEXTS)})
    assert same(vars(RememberingEncoder(tmp_path).judge(TEXTS)), vars(encoder.judge(TEXTS)))


def test_the_judge_gives_what_the_model_gives(tmp_path: Path, judge: PairJudge) -> None:
    assert same(vars(RememberingJudge(tmp_path).judge(PAIRS)), vars(judge.judge(PAIRS)))


def test_the_parser_gives_what_the_model_gives(tmp_path: Path) -> None:
    for _ in range(2):
        docs = RememberingParser(tmp_path).parse(TEXTS)
        assert same(as_arrays(docs), as_arrays(load_parser().parse(TEXTS)))
        assert [doc.text for doc in docs] == TEXTS


def test_what_was_parsed_before_is_not_parsed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = as_arrays(RememberingParser(tmp_path).parse(TEXTS))
    monkeypatch.setattr(Parser, "parse", lambda *_: pytest.fail("parsed again"))

    assert same(as_arrays(RememberingParser(tmp_path).parse(TEXTS)), first)


@pytest.mark.parametrize("way", sorted(WAYS.keys() - {"parse"}))
def test_what_was_asked_before_comes_from_the_disk_without_loading_a_model(tmp_path: Path, way: str) -> None:
    first = WAYS[way](tmp_path)

    second = subprocess.run(
        [sys.executable, "-c", SECOND, way, str(tmp_path)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
        text=True,
    )

    assert second.stdout.splitlines() == [*written(first), "loaded:"]


@each_way
def test_a_list_is_one_file_whole_or_not_there(tmp_path: Path, way: str) -> None:
    WAYS[way](tmp_path)
    WAYS[way](tmp_path)
    assert [file.suffix for file in tmp_path.iterdir()] == [".npz"]


@each_way
@pytest.mark.parametrize("content", [b"", b"PK", b"no archive at all", b"\x93NUMPY\x01\x00"])
def test_a_file_that_is_none_of_ours_is_as_good_as_none_and_replaced(tmp_path: Path, way: str, content: bytes) -> None:
    first = WAYS[way](tmp_path)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(content)

    assert same(WAYS[way](tmp_path), first)
    assert file.read_bytes()[:2] == whole[:2] == b"PK"
    assert len(file.read_bytes()) == len(whole)


@each_way
def test_a_file_that_is_cut_off_is_as_good_as_none(tmp_path: Path, way: str, kept: dict[str, bytes]) -> None:
    first = WAYS[way](tmp_path)
    (file,) = tmp_path.iterdir()
    for share in (0.1, 0.5, 0.9, 0.99):
        file.write_bytes(kept[way][: int(share * len(kept[way]))])
        assert same(WAYS[way](tmp_path), first)


@each_way
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_byte_changes_nothing_that_comes_out(
    tmp_path: Path, way: str, kept: dict[str, bytes], data: st.DataObject
) -> None:
    first = WAYS[way](tmp_path)
    (file,) = tmp_path.iterdir()
    damaged = bytearray(kept[way])
    damaged[data.draw(st.integers(min_value=0, max_value=len(damaged) - 1))] ^= data.draw(st.integers(1, 255))
    file.write_bytes(damaged)

    assert same(WAYS[way](tmp_path), first)


def test_a_damaged_table_of_contents_is_as_good_as_none(tmp_path: Path, kept: dict[str, bytes]) -> None:
    # The archive's last hundred bytes say what it holds, where and how: each of them wrong in turn.
    first = WAYS["encode"](tmp_path)
    (file,) = tmp_path.iterdir()
    for place in range(-100, 0):
        damaged = bytearray(kept["encode"])
        damaged[place] ^= 1
        file.write_bytes(damaged)
        assert same(WAYS["encode"](tmp_path), first), f"byte {place}"


def test_an_archive_that_lacks_an_array_is_as_good_as_none(tmp_path: Path) -> None:
    first = WAYS["judge"](tmp_path)
    (file,) = tmp_path.iterdir()
    np.savez(file, vectors=first["vectors"], stance=first["stance"])

    assert same(WAYS["judge"](tmp_path), first)


def test_an_archive_with_too_few_rows_is_as_good_as_none(tmp_path: Path) -> None:
    first = WAYS["judge"](tmp_path)
    (file,) = tmp_path.iterdir()
    fewer: dict[str, Any] = {name: array[:1] for name, array in first.items()}
    np.savez(file, **fewer)

    assert same(WAYS["judge"](tmp_path), first)


def test_a_folder_that_cannot_be_written_does_not_stand_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert RememberingEncoder(tmp_path / "file" / "judged").encode(TEXTS).shape == (2, 384)


def test_a_full_disk_leaves_nothing_behind(small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(bytes(60 * 1024))
    many = [f"Ship number {number} left the harbour of Arden." for number in range(20)]

    assert RememberingEncoder(small_disk).encode(many).shape == (20, 384)
    assert [file.name for file in small_disk.iterdir()] == ["ballast"]


@pytest.mark.parametrize(
    "other", [TEXTS[::-1], TEXTS[:1], [" ".join(TEXTS)], [*TEXTS, TEXTS[0]], []], ids=lambda texts: str(len(texts))
)
def test_another_list_of_texts_has_its_own_vectors(tmp_path: Path, encoder: Encoder, other: list[str]) -> None:
    remembering = RememberingEncoder(tmp_path)
    remembering.encode(TEXTS)

    np.testing.assert_array_equal(remembering.encode(other), encoder.encode(other))
    assert len(list(tmp_path.iterdir())) == 2


def test_the_order_of_a_pair_counts(tmp_path: Path, judge: PairJudge) -> None:
    remembering = RememberingJudge(tmp_path)
    backwards = [(second, first) for first, second in PAIRS]
    remembering.judge(PAIRS)

    assert same(vars(remembering.judge(backwards)), vars(judge.judge(backwards)))


def test_vectors_judgements_pairs_and_parses_share_a_folder_without_mixing(tmp_path: Path) -> None:
    alone = {name: ask(tmp_path / name) for name, ask in WAYS.items()}
    together = tmp_path / "together"
    for _ in range(2):
        assert all(same(ask(together), alone[name]) for name, ask in WAYS.items())
    assert len(list(together.iterdir())) == len(WAYS)
