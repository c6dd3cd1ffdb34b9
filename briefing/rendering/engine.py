"""WeasyPrint, shut off from network and files, and kept warm between calls.

The only module that imports WeasyPrint, so import it late, and only after ``system.missing_libraries``.
The result is PDF/UA-1 (tagged, for screen readers) and PDF/A-2a (for archives) in one file, and the same bytes for
the same memo. Nothing is attached: memo.json holds the sources' whole texts, which are not everyone's to read.
"""

from __future__ import annotations

import functools
import threading
import warnings
from typing import Any
from xml.etree.ElementTree import Element, SubElement, fromstring, register_namespace, tostring

from briefing.rendering import fonts

with warnings.catch_warnings():
    # It warns where harfbuzz-subset is missing; system.missing_libraries says so in better words.
    warnings.simplefilter("ignore", DeprecationWarning)
    import pydyf  # type: ignore[import-untyped]
    from weasyprint import CSS, HTML  # type: ignore[import-untyped]
    from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped]
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # type: ignore[import-untyped]

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_UA = "http://www.aiim.org/pdfua/ns/id/"
_EXTENSION = "http://www.aiim.org/pdfa/ns/extension/"
_SCHEMA = "http://www.aiim.org/pdfa/ns/schema#"
_PROPERTY = "http://www.aiim.org/pdfa/ns/property#"

for _prefix, _uri in (("pdfaExtension", _EXTENSION), ("pdfaSchema", _SCHEMA), ("pdfaProperty", _PROPERTY)):
    register_namespace(_prefix, _uri)  # PDF/A asks for these very prefixes

# Pango's font maps are not for two threads at once.
_lock = threading.Lock()


def make_pdf(html: str, style: str, *, title: str) -> bytes:
    """Lay a page out and write it as PDF."""
    with _lock:
        fetcher = _ClosedFetcher()
        document = HTML(string=fonts.substitute(html), url_fetcher=fetcher).render(
            font_config=_font_configuration(), stylesheets=[_style_sheet(style)], pdf_variant="pdf/a-2a"
        )
        document.metadata.title = title
        _declare_accessible(document.metadata)
        with warnings.catch_warnings():
            # WeasyPrint leaves the file of its colour profile to the garbage collector.
            warnings.simplefilter("ignore", ResourceWarning)
            pdf: bytes = document.write_pdf(finisher=_finish, pdf_variant="pdf/a-2a")
        return pdf


class _ClosedFetcher(URLFetcher):  # type: ignore[misc]
    """Serves the fonts, and nothing else that a page may name."""

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        del headers
        path = fonts.files().get(url)
        if path is None:
            raise ValueError(f"not fetched: {url}")
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": "font/ttf"})


@functools.lru_cache(maxsize=1)
def _font_configuration() -> FontConfiguration:
    configuration = FontConfiguration()
    CSS(string=fonts.font_faces(), font_config=configuration, url_fetcher=_ClosedFetcher())
    return configuration


@functools.lru_cache(maxsize=8)
def _style_sheet(style: str) -> CSS:
    return CSS(string=style, font_config=_font_configuration(), url_fetcher=_ClosedFetcher())


def _declare_accessible(metadata: Any) -> None:  # noqa: ANN401 - WeasyPrint has no types
    """Add PDF/UA-1 to the metadata of a PDF/A, which must also explain the property it is said with."""
    generate = metadata.generate_rdf_metadata

    def with_accessibility(*arguments: object) -> bytes:
        rdf = fromstring(generate(*arguments))  # noqa: S314 - WeasyPrint's own output
        SubElement(rdf, f"{{{_RDF}}}Description", {f"{{{_RDF}}}about": "", f"{{{_UA}}}part": "1"})
        description = SubElement(rdf, f"{{{_RDF}}}Description", {f"{{{_RDF}}}about": ""})
        schemas = SubElement(SubElement(description, f"{{{_EXTENSION}}}schemas"), f"{{{_RDF}}}Bag")
        schema = _resource(schemas)
        SubElement(schema, f"{{{_SCHEMA}}}schema").text = "PDF/UA Universal Accessibility Schema"
        SubElement(schema, f"{{{_SCHEMA}}}namespaceURI").text = _UA
        SubElement(schema, f"{{{_SCHEMA}}}prefix").text = "pdfuaid"
        part = _resource(SubElement(SubElement(schema, f"{{{_SCHEMA}}}property"), f"{{{_RDF}}}Seq"))
        SubElement(part, f"{{{_PROPERTY}}}name").text = "part"
        SubElement(part, f"{{{_PROPERTY}}}valueType").text = "Integer"
        SubElement(part, f"{{{_PROPERTY}}}category").text = "internal"
        SubElement(part, f"{{{_PROPERTY}}}description").text = "Indicates which part of ISO 14289 is followed"
        written: bytes = tostring(rdf, encoding="utf-8")
        return written

    metadata.generate_rdf_metadata = with_accessibility


def _resource(parent: Element) -> Element:
    return SubElement(parent, f"{{{_RDF}}}li", {f"{{{_RDF}}}parseType": "Resource"})


def _finish(_document: object, pdf: Any) -> None:  # noqa: ANN401 - neither has pydyf
    for item in pdf.objects:
        # PDF/A readers look for this stream without unpacking anything.
        if isinstance(item, pydyf.Stream) and item.extra.get("Type") == "/Metadata":
            item.compress = False
