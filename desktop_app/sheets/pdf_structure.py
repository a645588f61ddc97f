"""The tree of headings and paragraphs as objects of ReportLab's document (ISO 32000-1, 14.7: logical structure).

ReportLab has places for the tree but does not make it. Importing this module loads ReportLab.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObject

from desktop_app.sheets.structure import Element, Structure

if TYPE_CHECKING:
    from reportlab.pdfbase.pdfdoc import PDFDocument

_ESCAPED = re.compile(rb"[()\\\r]")


def add_structure(document: PDFDocument, structure: Structure) -> None:
    """Tag the document; its pages must have been added before."""
    root, body = PDFDictionary({"Type": PDFName("StructTreeRoot")}), PDFDictionary()
    parent = _Reference(document.Reference(body))
    pages = [_Reference(document.Reference(page)) for page in document.Pages.pages]
    references = {
        id(element): _Reference(document.Reference(_Element(element, parent, pages))) for element in structure.elements
    }
    body.dict.update(S=PDFName("Document"), P=document.Reference(root), K=PDFArray(references.values()))
    numbers: list[object] = []
    for page, elements in enumerate(structure.parents):
        numbers += [page, PDFArray([references[id(element)] for element in elements])]
    tree = PDFDictionary({"Nums": PDFArray(numbers)})
    root.dict.update(K=parent, ParentTree=document.Reference(tree), ParentTreeNextKey=len(structure.parents))
    document.Catalog.StructTreeRoot = root
    document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})


class _Reference(PDFObject):  # type: ignore[misc]  # ReportLab has no types
    """A reference that is written often: what it looks like is asked once."""

    def __init__(self, reference: PDFObject) -> None:
        self._reference = reference
        self._written = b""

    def format(self, document: PDFDocument) -> bytes:
        """The number of the object, known when the file is written."""
        if not self._written:
            self._written = bytes(self._reference.format(document))
        return self._written


class _Element(PDFObject):  # type: ignore[misc]  # ReportLab has no types
    """One structure element; written by itself, as a sheet has hundreds of them."""

    __RefOnly__ = 1

    def __init__(self, element: Element, parent: _Reference, pages: Sequence[_Reference]) -> None:
        self._element, self._parent, self._pages = element, parent, pages

    def format(self, document: PDFDocument) -> bytes:
        """The dictionary (ISO 32000-1, table 323)."""
        element = self._element
        first = element.contents[0][0]
        parent, page = self._parent.format(document), self._pages[first].format(document)
        kids = [
            b"%d" % content
            if place == first
            else b"<</Type /MCR /Pg %s /MCID %d>>" % (self._pages[place].format(document), content)
            for place, content in element.contents
        ]
        role, language = element.role.encode("ascii"), element.language.encode("ascii")
        instead = b" /ActualText %s" % _string(said) if (said := element.replacement) else b""
        names = role, parent, page, language, b" ".join(kids), instead
        return b"<</S /%s /P %s /Pg %s /Lang (%s) /K [%s]%s>>" % names


@lru_cache(maxsize=4096)
def _string(text: str) -> bytes:
    """A text string (ISO 32000-1, 7.9.2.2) as UTF-16, or as ASCII where it is."""
    written = text.encode("ascii") if text.isascii() else b"\xfe\xff" + text.encode("utf-16-be")
    return b"(%s)" % _ESCAPED.sub(lambda found: b"\\r" if found[0] == b"\r" else b"\\" + found[0], written)
