"""The explanation as Markdown, and as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.reasons import Reason, Reasons, Weight, Witness
from briefing.rendering import explanation, write_explanation

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.memo import Memo

REASONS = Reasons(
    chosen=(
        Reason(
            finding="F1",
            section="agreements",
            kind="accord",
            text="Norway and Denmark *agreed*.",
            source="S1",
            score=2.5,
            weights=(Weight(name="early in its source", value=0.6), Weight(name="long", value=-0.1)),
            members=("S2: Denmark agreed.",),
            witnesses=(Witness(source="S2", text="Denmark agreed.", chance=0.93),),
            support=1.0,
            verdict="accord of 2 origins; stands as it does in its source",
        ),
    ),
    passed=(
        Reason(
            section="frictions",
            kind=None,
            text="The ferry sank.",
            source="S1",
            score=None,
            weights=(),
            support=1.0,
            verdict="is background",
        ),
    ),
)


def test_a_finding_is_told_with_score_weights_and_witnesses(ample: Memo) -> None:
    text = explanation(ample, REASONS)
    assert "Score 2.50: early in its source +0.60, long -0.10" in text.replace("\\", "")
    assert "Witness S2 (chance 0.93): Denmark agreed." in text.replace("\\", "")


def test_what_was_passed_over_stands_in_its_section(ample: Memo) -> None:
    text = explanation(ample, REASONS)
    frictions = text[text.index("## Frictions") : text.index("## Next steps")]
    assert "The ferry sank. *S1 · is background*" in frictions


def test_source_text_is_no_markup(ample: Memo) -> None:
    assert "\\*agreed\\*" in explanation(ample, REASONS)


def test_the_file_lies_beside_the_memo(ample: Memo, tmp_path: Path) -> None:
    path = write_explanation(ample, REASONS, tmp_path)
    assert path.parent == tmp_path
    assert path.name.endswith(".why.md")
    assert path.read_text(encoding="utf-8") == explanation(ample, REASONS)
