"""Pages as the bytes of a tagged PDF that holds nothing about who made it, when or where.

HarfBuzz is imported when the first one is made.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.sheets.drawing import PAGE_HEIGHT, PAGE_WIDTH, Page
from desktop_app.sheets.font_faces import font_face
from desktop_app.sheets.page_stream import page_stream
from desktop_app.sheets.pdf_file import PdfFile, dictionary, reference, references, text_string
from desktop_app.sheets.pdf_fonts import UsedFont, font_program
from desktop_app.sheets.structure import Element, Structure

PRODUCER = "Luotsi"


def write_pdf(pages: Sequence[Page], title: str, language: str) -> bytes:
    """The PDF of these pages: the same pages give the same bytes in every process.

    `title` is the document title that viewers and printers show, `language` the BCP 47 tag of the document.
    """
    fonts: dict[str, UsedFont] = {}

    def font_of(face: str) -> UsedFont:
        known = fonts.get(face)
        if known is None:
            known = fonts[face] = UsedFont(face, f"F{len(fonts) + 1}")
        return known

    file, structure = PdfFile(), Structure()
    root, tree, resources = file.reserve(), file.reserve(), file.reserve()
    streams = [page_stream(page.marks, font_of, structure.page(number)) for number, page in enumerate(pages)]
    numbers = [_add_page(file, stream, index, tree, resources) for index, stream in enumerate(streams)]
    embedded = {font.resource: reference(_add_font(file, font)) for font in fonts.values()}
    file.put(resources, dictionary(Font=dictionary(**embedded)))
    file.put(tree, dictionary(Type="/Pages", Kids=references(numbers), Count=len(numbers)))
    catalog = dictionary(
        Type="/Catalog",
        Pages=reference(tree),
        Lang=f"({language})",
        ViewerPreferences="<</DisplayDocTitle true>>",
        MarkInfo="<</Marked true>>",
        StructTreeRoot=reference(_add_structure(file, structure, numbers)),
    )
    file.put(root, catalog)
    return file.to_bytes(root, {"Title": title, "Creator": PRODUCER, "Producer": PRODUCER})


def _add_page(file: PdfFile, stream: bytes, index: int, tree: int, resources: int) -> int:
    contents = file.add_stream(stream)
    return file.add(
        dictionary(
            Type="/Page",
            Parent=reference(tree),
            MediaBox=f"[0 0 {PAGE_WIDTH} {PAGE_HEIGHT}]",
            Resources=reference(resources),
            Contents=reference(contents),
            StructParents=index,
            Tabs="/S",
        )
    )


def _add_font(file: PdfFile, used: UsedFont) -> int:
    """Embed the glyphs in use as a composite font with two-byte codes."""
    program, face = font_program(used), font_face(used.face)
    name = f"/{program.tag}+{used.face}"
    outlines = file.add_stream(program.subset, compressed=True, Length1=program.subset_length)
    descriptor = dictionary(
        Type="/FontDescriptor",
        FontName=name,
        Flags=4,
        FontBBox=f"[-1000 {face.descent} 3000 {face.ascent}]",
        ItalicAngle=0,
        Ascent=face.ascent,
        Descent=face.descent,
        CapHeight=714,
        StemV=80,
        FontFile2=reference(outlines),
    )
    descendant = dictionary(
        Type="/Font",
        Subtype="/CIDFontType2",
        BaseFont=name,
        CIDSystemInfo="<</Registry (Adobe) /Ordering (Identity) /Supplement 0>>",
        FontDescriptor=reference(file.add(descriptor)),
        W=f"[1 [{' '.join(map(str, used.widths))}]]",
        CIDToGIDMap=reference(file.add_stream(program.glyph_map)),
    )
    return file.add(
        dictionary(
            Type="/Font",
            Subtype="/Type0",
            BaseFont=name,
            Encoding="/Identity-H",
            DescendantFonts=references([file.add(descendant)]),
            ToUnicode=reference(file.add_stream(program.to_unicode)),
        )
    )


def _add_structure(file: PdfFile, structure: Structure, pages: Sequence[int]) -> int:
    """The tree of headings and paragraphs; gives the number of its root."""
    root, body = file.reserve(), file.reserve()
    numbers = {id(element): file.add(_element(element, body, pages)) for element in structure.elements}
    file.put(body, dictionary(S="/Document", P=reference(root), K=references(list(numbers.values()))))
    parents = " ".join(
        f"{page} {references([numbers[id(element)] for element in elements])}"
        for page, elements in enumerate(structure.parents)
    )
    entries = dictionary(
        Type="/StructTreeRoot",
        K=reference(body),
        ParentTree=f"<</Nums [{parents}]>>",
        ParentTreeNextKey=len(structure.parents),
    )
    file.put(root, entries)
    return root


def _element(element: Element, parent: int, pages: Sequence[int]) -> str:
    first = element.contents[0][0]
    kids = " ".join(
        str(content) if page == first else dictionary(Type="/MCR", Pg=reference(pages[page]), MCID=content)
        for page, content in element.contents
    )
    return dictionary(
        S=f"/{element.role}",
        P=reference(parent),
        Pg=reference(pages[first]),
        Lang=text_string(element.language),
        K=f"[{kids}]",
    )
