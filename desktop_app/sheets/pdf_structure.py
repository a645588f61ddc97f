"""The tree of headings and paragraphs as objects of ReportLab's document (ISO 32000-1, 14.7: logical structure).

ReportLab has places for the tree but does not make it. Importing this module loads ReportLab.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObject

from desktop_app.sheets.structure import Element, Structure

if TYPE_CHECKING:
    from reportlab.pdfbase.pdfdoc import PDFDocument


def add_structure(document: PDFDocument, structure: Structure) -> None:
    """Tag the document; its pages must have been added before."""
    root, body = PDFDictionary({"Type": PDFName("StructTreeRoot")}), PDFDictionary()
    parent = document.Reference(body)
    pages = [document.Reference(page) for page in document.Pages.pages]
    references = {id(element): _element(document, element, parent, pages) for element in structure.elements}
    body.dict.update(S=PDFName("Document"), P=document.Reference(root), K=PDFArray(references.values()))
    numbers: list[object] = []
    for page, elements in enumerate(structure.parents):
        numbers += [page, PDFArray([references[id(element)] for element in elements])]
    tree = PDFDictionary({"Nums": PDFArray(numbers)})
    root.dict.update(K=parent, ParentTree=document.Reference(tree), ParentTreeNextKey=len(structure.parents))
    document.Catalog.StructTreeRoot = root
    document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})


def _element(document: PDFDocument, element: Element, parent: object, pages: Sequence[object]) -> object:
    """The reference of one element, whose contents may lie on several pages."""
    return document.Reference(_Element(element, parent, pages))


class _Element(PDFObject):  # type: ignore[misc]  # ReportLab has no types
    """One structure element; written by itself, as a sheet has hundreds of them."""

    __RefOnly__ = 1

    def __init__(self, element: Element, parent: object, pages: Sequence[object]) -> None:
        self._element, self._parent, self._pages = element, parent, pages

    def format(self, document: PDFDocument) -> bytes:
        """The dictionary (ISO 32000-1, table 323)."""

        def said(reference: object) -> str:
            return bytes(reference.format(document)).decode("ascii")  # type: ignore[attr-defined]

        element = self._element
        first = element.contents[0][0]
        kids = [
            str(content) if page == first else f"<</Type /MCR /Pg {said(self._pages[page])} /MCID {content}>>"
            for page, content in element.contents
        ]
        entries = (
            f"/S /{element.role} /P {said(self._parent)} /Pg {said(self._pages[first])} /Lang ({element.language})"
        )
        return f"<<{entries} /K [{' '.join(kids)}]>>".encode("ascii")
