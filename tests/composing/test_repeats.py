"""That no point is made twice, in whatever words."""

from __future__ import annotations

from .dossiers import composed, source

RADAR = "Norway and Denmark agreed to share radar data in the Skagerrak."


def test_two_voices_in_one_quarrel_are_told_as_one_dispute_though_they_share_no_name() -> None:
    charge = (
        "The mayor of Buhusi, Viorel Stan, blamed the disaster on a release of water from the dam of Valea upstream."
    )
    again = "Hidro Est, which operates the dam, denies that its gates caused the flood."
    other = "Peru accused Chile of fishing with illegal nets near Tacna."
    composition = composed(source(1, charge), source(2, again), source(3, other))
    assert len([finding for finding in composition.findings if finding.kind == "dispute"]) == 2
    assert sorted(len(finding.also) for finding in composition.findings) == [0, 1]


def test_no_point_is_made_twice() -> None:
    composition = composed(
        source(1, f"{RADAR} Denmark and Norway agreed that they would share radar data in the Skagerrak."),
        source(2, "Norway and Denmark have agreed to share radar data in the Skagerrak strait."),
        source(3, "Radar data in the Skagerrak will be shared by Norway and Denmark, both agreed."),
    )
    assert sum("radar data" in finding.text for finding in composition.findings) == 1
