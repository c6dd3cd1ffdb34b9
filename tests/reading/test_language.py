"""The language of a text, or none when unsure."""

from __future__ import annotations

import pytest

from briefing.reading.language import language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The two ministers spoke on Saturday about a direct line between their headquarters.", "en"),
        ("Die beiden Minister sprachen am Samstag über einen direkten Draht der Streitkräfte.", "de"),
        ("Les deux ministres ont parlé samedi d’une ligne directe entre leurs états-majors.", "fr"),
        ("The line", None),
        ("", None),
    ],
)
def test_the_language_is_told_or_left_open(text: str, code: str | None) -> None:
    assert language(text) == code
