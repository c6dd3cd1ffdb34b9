"""The weights that ship with the program: they are the pinned ones, and each says what it was made of."""

from __future__ import annotations

import hashlib
import re
import subprocess
import tempfile
import tomllib
from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from safetensors import safe_open

from briefing.errors import ModelCorrupt, ModelMissing
from briefing.models.heads.pins import HEADS, IN_CONTEXT, PAIRS, REREADING, SALIENCE, SENTENCES, Head
from briefing.models.heads.weights import FOLDER, read_weights, verify_head
from briefing.models.store import ENCODER, REREADER

ROOT = Path(__file__).parents[3]
WEIGHTS = b"the weights"
TINY = Head("tiny", hashlib.sha256(WEIGHTS).hexdigest(), "tests")

each_head = pytest.mark.parametrize("head", HEADS, ids=lambda head: head.name)


def card(head: Head) -> str:
    return (FOLDER / f"{head.name}.md").read_text(encoding="utf-8")


def section(text: str, title: str) -> str:
    """What stands in a card under a heading."""
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)
    assert found is not None, f"the card has no section {title}"
    return found[1].strip()


@each_head
def test_the_file_of_every_head_is_the_pinned_one(head: Head) -> None:
    assert hashlib.sha256(verify_head(head).read_bytes()).hexdigest() == head.sha256


def test_the_folder_holds_the_heads_and_their_cards_and_nothing_else() -> None:
    expected = {head.file for head in HEADS} | {f"{head.name}.md" for head in HEADS}
    assert {path.name for path in FOLDER.iterdir()} == expected


@each_head
def test_tensors_are_kept_in_sixteen_bit_and_read_in_thirty_two(head: Head) -> None:
    with safe_open(FOLDER / head.file, framework="pt") as file:
        kept = {name: file.get_tensor(name).dtype for name in file.keys()}  # noqa: SIM118 - no mapping
    tensors, _ = read_weights(head)

    assert set(kept.values()) == {torch.float16}
    assert tensors.keys() == kept.keys()
    assert {tensor.dtype for tensor in tensors.values()} == {torch.float32}
    assert all(bool(tensor.isfinite().all()) for tensor in tensors.values())


@pytest.mark.parametrize(
    ("head", "said"), [(PAIRS, {"temperatures"}), (SENTENCES, {"temperatures", "shared", "layers"}), (SALIENCE, set())]
)
def test_a_file_says_what_its_network_is_built_from(head: Head, said: set[str]) -> None:
    _, about = read_weights(head)
    assert about.keys() >= said


def test_the_encoders_token_embeddings_are_not_shipped_twice() -> None:
    tensors, _ = read_weights(PAIRS)
    assert [name for name in tensors if ".embeddings." in name] == []


@given(st.binary(min_size=1, max_size=200), st.data())
def test_any_changed_byte_makes_a_head_corrupt(content: bytes, data: st.DataObject) -> None:
    place = data.draw(st.integers(min_value=0, max_value=len(content) - 1))
    changed = bytearray(content)
    changed[place] ^= data.draw(st.integers(min_value=1, max_value=255))
    head = Head("tiny", hashlib.sha256(content).hexdigest(), "tests")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, head.file)
        path.write_bytes(bytes(changed))
        with pytest.raises(ModelCorrupt):
            verify_head(head, Path(folder))


def test_a_corrupt_head_is_reported_in_one_line_with_both_hashes_and_a_remedy(tmp_path: Path) -> None:
    content = bytearray((FOLDER / SALIENCE.file).read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / SALIENCE.file).write_bytes(content)

    with pytest.raises(ModelCorrupt) as raised:
        verify_head(SALIENCE, tmp_path)

    line = str(raised.value)
    assert line.startswith(f"{tmp_path / SALIENCE.file}: the weights of the head salience have SHA-256")
    assert hashlib.sha256(content).hexdigest() in line
    assert SALIENCE.sha256 in line
    assert "install briefing again" in line
    assert "\n" not in line


def test_an_untouched_copy_is_as_good(tmp_path: Path) -> None:
    (tmp_path / TINY.file).write_bytes(WEIGHTS)
    assert verify_head(TINY, tmp_path) == tmp_path / TINY.file


def test_a_head_that_is_not_there_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=r"tiny\.safetensors: the weights of the head tiny cannot be read") as raised:
        verify_head(TINY, tmp_path)
    assert "install briefing again" in str(raised.value)


def test_a_folder_in_its_place_is_no_head(tmp_path: Path) -> None:
    (tmp_path / TINY.file).mkdir()
    with pytest.raises(ModelMissing):
        verify_head(TINY, tmp_path)


def test_a_file_changed_after_it_was_verified_is_hashed_again(tmp_path: Path) -> None:
    (tmp_path / TINY.file).write_bytes(WEIGHTS)
    verify_head(TINY, tmp_path)
    (tmp_path / TINY.file).write_bytes(WEIGHTS + b" of another")

    with pytest.raises(ModelCorrupt):
        verify_head(TINY, tmp_path)


@each_head
def test_a_card_names_the_model_that_a_head_starts_from_and_its_own_weights(head: Head) -> None:
    base = REREADER if head in {REREADING, IN_CONTEXT} else ENCODER
    assert f"{base.name} ({base.licence}), SHA-256 {base.sha256}" in card(head)
    assert f"SHA-256 {head.sha256}" in card(head)
    assert head.licence in card(head)


@each_head
def test_a_card_names_the_command_that_made_the_weights(head: Head) -> None:
    found = re.search(r"\*\*Made by\*\*: `(.*?)`", card(head))
    assert found is not None
    modules = re.findall(r"python -m (training\.\w+)", found[1])
    assert modules
    assert all((ROOT / f"{module.replace('.', '/')}.py").is_file() for module in modules)


@each_head
def test_a_card_names_all_data_with_what_it_is_and_its_licence(head: Head) -> None:
    header, _, *sets = section(card(head), "Data").splitlines()
    assert header == "| set | what it is | licence |"
    assert sets
    assert all(all(cell.strip() for cell in row.strip("|").split("|")) and row.count("|") == 4 for row in sets)


@each_head
def test_a_card_gives_figures_and_limits(head: Head) -> None:
    assert re.search(r"^\| \w.* \| [\d.]+ \|$", section(card(head), "Figures"), re.MULTILINE)
    assert len(section(card(head), "Limits").split()) > 5


def test_the_wheel_is_made_of_the_whole_package() -> None:
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"][
        "wheel"
    ]
    assert wheel["packages"] == ["briefing"]
    # Either would leave files of the package out.
    assert not {"exclude", "only-include"} & wheel.keys()
    assert FOLDER.is_relative_to(ROOT / "briefing")


def test_no_weights_are_ignored_since_what_git_ignores_is_not_built() -> None:
    files = [str(path.relative_to(ROOT)) for path in sorted(FOLDER.iterdir())]
    found = subprocess.run(["git", "check-ignore", *files], cwd=ROOT, check=False, capture_output=True, text=True)
    assert found.stdout == ""


def test_the_wheel_holds_the_weights_and_their_cards() -> None:
    builder = pytest.importorskip("hatchling.builders.wheel").WheelBuilder(str(ROOT))
    shipped = {file.distribution_path for file in builder.recurse_included_files()}
    assert {f"briefing/models/heads/weights/{path.name}" for path in FOLDER.iterdir()} <= shipped
