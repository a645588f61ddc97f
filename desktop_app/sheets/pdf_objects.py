"""The objects of a PDF file, written by ReportLab's document model."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

from desktop_app.sheets.font_faces import font_face
from desktop_app.sheets.pdf_fonts import UsedFont, font_program
from desktop_app.sheets.structure import Element, Structure

if TYPE_CHECKING:
    from reportlab.pdfbase.pdfdoc import PDFDictionary

PRODUCER = "Luotsi"


class PdfFile:
    """One document being written; every method adds objects, `to_bytes` ends it."""

    def __init__(self, title: str, language: str) -> None:
        from reportlab.pdfbase import pdfdoc

        self._kinds = pdfdoc
        self._document = pdfdoc.PDFDocument(invariant=1, compression=0, pdfVersion=(1, 7), lang=language)
        self._document.Catalog.Outlines = None
        self._document.Catalog.ViewerPreferences = pdfdoc.PDFDictionary({"DisplayDocTitle": "true"})
        info = self._document.info
        info.title, info.author, info.subject, info.keywords = title, "", "", ""
        info.producer = info.creator = PRODUCER
        self._document.updateSignature(f"{title} {language}")
        self._pages: list[Any] = []

    def _name(self, text: str) -> str:
        return str(self._kinds.PDFName(text))

    def _reference(self, thing: object) -> object:
        return self._document.Reference(thing)

    def _stream(self, compressed: bytes, **entries: object) -> object:
        self._document.updateSignature(compressed)
        dictionary = self._kinds.PDFDictionary({"Filter": self._name("FlateDecode"), **entries})
        return self._reference(self._kinds.PDFStream(dictionary, compressed))

    def _dictionary(self, **entries: object) -> PDFDictionary:
        return self._kinds.PDFDictionary(entries)

    def add_page(self, compressed: bytes, width: float, height: float) -> None:
        """Append a page with this compressed content stream."""
        page = self._kinds.PDFPage()
        page.Override_default_compilation = 1
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.MediaBox = self._kinds.PDFArray([0, 0, width, height])
        page.Parent = self._reference(self._document.Pages)
        page.Contents = self._stream(compressed)
        page.Resources = self._kinds.PDFResourceDictionary()
        page.Resources.basicFonts()
        page.StructParents = len(self._pages)
        page.Tabs = self._name("S")
        self._document.Pages.addPage(self._reference(page))
        self._pages.append(page)

    def add_font(self, used: UsedFont) -> None:
        """Embed the glyphs of one font and make it known under its resource name."""
        program = font_program(used)
        face = font_face(used.face)
        name = self._name(f"{program.tag}+{used.face}")
        descriptor = self._dictionary(
            Type=self._name("FontDescriptor"),
            FontName=name,
            Flags=4,
            FontBBox=self._kinds.PDFArray([-1000, face.descent, 3000, face.ascent]),
            ItalicAngle=0,
            Ascent=face.ascent,
            Descent=face.descent,
            CapHeight=714,
            StemV=80,
            FontFile2=self._stream(program.subset, Length1=program.subset_length),
        )
        system = self._dictionary(
            Registry=self._kinds.PDFString("Adobe"), Ordering=self._kinds.PDFString("Identity"), Supplement=0
        )
        descendant = self._dictionary(
            Type=self._name("Font"),
            Subtype=self._name("CIDFontType2"),
            BaseFont=name,
            CIDSystemInfo=system,
            FontDescriptor=self._reference(descriptor),
            W=f"[1 [{' '.join(map(str, used.widths))}]]",
            CIDToGIDMap=self._stream(zlib.compress(program.glyph_map)),
        )
        font = self._dictionary(
            Type=self._name("Font"),
            Subtype=self._name("Type0"),
            BaseFont=name,
            Encoding=self._name("Identity-H"),
            DescendantFonts=self._kinds.PDFArray([self._reference(descendant)]),
            ToUnicode=self._stream(zlib.compress(program.to_unicode)),
        )
        self._document.idToObject["BasicFonts"].dict[used.resource] = self._reference(font)

    def _element(self, element: Element, parent: object) -> object:
        """The reference of one structure element whose contents may lie on several pages."""
        first = element.contents[0][0]
        kids: list[object] = [
            content
            if page == first
            else self._dictionary(Type=self._name("MCR"), Pg=self._reference(self._pages[page]), MCID=content)
            for page, content in element.contents
        ]
        return self._reference(
            self._dictionary(
                S=self._name(element.role),
                P=parent,
                Pg=self._reference(self._pages[first]),
                Lang=self._kinds.PDFString(element.language),
                K=kids[0] if len(kids) == 1 else self._kinds.PDFArray(kids),
            )
        )

    def add_structure(self, structure: Structure) -> None:
        """Add the tree of headings and paragraphs; the pages must have been added before."""
        root, body = self._dictionary(Type=self._name("StructTreeRoot")), self._dictionary()
        parent = self._reference(body)
        references = {id(element): self._element(element, parent) for element in structure.elements}
        body.dict.update(
            S=self._name("Document"), P=self._reference(root), K=self._kinds.PDFArray(list(references.values()))
        )
        numbers: list[object] = []
        for page, elements in enumerate(structure.parents):
            array = self._kinds.PDFArray([references[id(element)] for element in elements])
            numbers += [page, self._reference(array)]
        tree = self._dictionary(Nums=self._kinds.PDFArray(numbers))
        root.dict.update(K=parent, ParentTree=self._reference(tree), ParentTreeNextKey=len(structure.parents))
        self._document.Catalog.StructTreeRoot = root
        self._document.Catalog.MarkInfo = self._dictionary(Marked="true")

    def to_bytes(self) -> bytes:
        """The whole file."""
        self._document.info.invariant = 1
        self._document.info.digest(self._document.signature)
        return bytes(self._document.format())
