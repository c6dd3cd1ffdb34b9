"""Templates of one's own, and the one line that a mistake in them gives."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import page
import pytest
from pypdf import PdfReader

from briefing.errors import TemplateError
from briefing.rendering import template_names, to_html, to_markdown, to_pdf, write
from briefing.rendering.system import missing_libraries

from .memos import memo_saying

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.memo import Memo

needs_pango = pytest.mark.skipif(any(each.required for each in missing_libraries()), reason="the system lacks Pango")


def put(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder)


def test_the_standard_template_is_shipped() -> None:
    assert "standard" in template_names()


def test_a_folder_of_ones_own_stands_in_for_what_it_has_and_no_more(tmp_path: Path) -> None:
    template = put(tmp_path, "style.css", "body { color: maroon }")
    alpha = memo_saying("Alpha agreed.")
    assert "maroon" in to_html(alpha, template)
    assert to_markdown(alpha, template) == to_markdown(alpha)


def test_a_template_can_extend_the_standard_one_of_its_own_name(tmp_path: Path) -> None:
    template = put(
        tmp_path,
        "memo.html.j2",
        '{% extends "standard/memo.html.j2" %}{% block main %}<p>House of Alpha</p>{{ super() }}{% endblock %}',
    )
    html = to_html(memo_saying("Alpha agreed."), template)
    assert "<p>House of Alpha</p>" in html
    assert "<h2>Agreements</h2>" in html


@needs_pango
def test_a_house_template_of_markdown_alone_gives_html_and_a_valid_pdf(tmp_path: Path, ample: Memo) -> None:
    template = put(
        tmp_path,
        "memo.md.j2",
        "# {{ memo.subject }}\n\n{% for point in memo.agreements %}\n1. {{ point.text }}\n\n{% endfor %}\n"
        "| Source | Date |\n| --- | --- |\n{% for source in memo.sources %}\n"
        "| {{ source.name }} | {{ source.published or 'none' }} |\n{% endfor %}\n",
    )
    assert "<th>Source</th>" in to_html(ample, template)
    pdf = to_pdf(ample, template)
    assert page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1).failures == []
    text = PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert "Insurers on both shores welcomed common rules for pilots." in text
    assert "TLP:AMBER" in text


def test_a_house_template_of_markdown_alone_obeys_nothing_in_a_source(tmp_path: Path) -> None:
    template = put(tmp_path, "memo.md.j2", "# {{ memo.subject }}\n\n{{ memo.agreements[0].text }}\n")
    html = to_html(memo_saying("<script>x</script> [y](javascript:z) *{{ 7*7 }}*"), template)
    assert "<script>" not in html
    assert "<em>" not in html
    assert "href" not in html


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("memo.md.j2", "ok\n{% for x %}\n", "memo.md.j2, line 2: "),
        ("memo.md.j2", "ok\nok\n{{ memo.titel }}\n", "memo.md.j2, line 3: "),
        ("memo.html.j2", "\n{{ 1 / 0 }}", "memo.html.j2, line 2: "),
        ("memo.html.j2", "{{ memo.__class__.__mro__ }}", "memo.html.j2, line 1: "),
        ("memo.html.j2", '{% include "absent.j2" %}', "memo.html.j2: includes absent.j2"),
        ("page.html.j2", "\n{{ memo.titel }}", "page.html.j2, line 2: "),
        ("style.css", "p {} </style><script>", "style.css: "),
    ],
)
def test_a_mistake_gives_one_line_with_file_and_line_and_writes_nothing(
    name: str, text: str, expected: str, tmp_path: Path
) -> None:
    (tmp_path / "house").mkdir()
    template = put(tmp_path / "house", name, text)
    with pytest.raises(TemplateError) as caught:
        write(memo_saying("Alpha agreed."), tmp_path / "out", ("json", "md", "html"), template)
    assert str(caught.value).startswith(f"{template}/{expected}")
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("template", ["absent", "../standard", "standard/absent", ""])
def test_a_template_that_is_not_there_is_named(template: str) -> None:
    with pytest.raises(TemplateError, match=r"no such template|no template in this folder"):
        to_markdown(memo_saying("Alpha agreed."), template)


def test_an_empty_folder_is_no_template(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"put in one of: memo\.md\.j2"):
        to_markdown(memo_saying("Alpha agreed."), str(tmp_path))


def test_a_template_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    (tmp_path / "memo.md.j2").write_bytes(b"caf\xe9")
    with pytest.raises(TemplateError, match=r"memo\.md\.j2"):
        to_markdown(memo_saying("Alpha agreed."), str(tmp_path))
