"""A bilingual sheet as Typst mark-up with the same words, isolates, sizes and fonts, without the code."""

import json

from desktop_app.paths import resources
from desktop_app.sheets.catalogue import sheet_text
from desktop_app.sheets.content import SheetText, filled, words
from desktop_app.sheets.font_faces import is_right_to_left

FONTS = [str(resources() / "fonts")]
_HEAD = """
#set page(paper: "a4", margin: (x: 52pt, top: 46pt, bottom: 58pt), numbering: "1 / 1",
  background: rotate(-55deg, text(88pt, fill: rgb("#EDE3D3"), weight: "semibold")[{watermark}]))
#set text(font: ("Noto Sans", "Noto Sans Arabic", "Noto Sans Thai", "Noto Sans SC"), size: 10.8pt, fill: rgb("#22272A"),
  lang: "{worker}")
#set document(title: {title})
"""


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _side(text: SheetText, index: int) -> str:
    block = text.blocks[index]
    parts = [f'#text(fill: rgb("#0F5A62"), weight: "semibold", {quoted(filled(block.heading))})\n']
    for paragraph in block.paragraphs:
        said = f"#text({quoted(filled(paragraph.text))})"
        parts.append(f"\n- {said}\n" if paragraph.listed else f"\n{said}\n")
    direction = "rtl" if is_right_to_left(text.language) else "ltr"
    return f'[#set text(lang: "{text.language}", dir: {direction})\n' + "".join(parts) + "]"


def typst_source(sheet: str, person: str, worker: str) -> str:
    """The sheet in both languages."""
    texts = sheet_text(sheet, worker), sheet_text(sheet, person)
    watermark = " · ".join(words(language).draft_word for language in (worker, person))
    rows = [
        _HEAD.format(watermark=watermark, worker=worker, title=quoted(texts[0].title)),
        f"#grid(columns: (1fr, 1fr), gutter: 24pt, [= {texts[0].title}], [= {texts[1].title}])",
        "#line(length: 100%)",
    ]
    for index in range(len(texts[0].blocks)):
        rows.append(f"#grid(columns: (1fr, 1fr), gutter: 24pt, {_side(texts[0], index)}, {_side(texts[1], index)})")
    labels = [
        (f"{getattr(words(worker), label)} · {getattr(words(person), label)}", number)
        for label, number in (("emergency", "{phone:emergency}"), ("advice", "{phone:assistance}"))
    ]
    box = ", ".join(f"[#text({quoted(filled(label))})], [#text({quoted(filled(number))})]" for label, number in labels)
    return "\n".join([*rows, f"#rect(width: 100%, grid(columns: (1fr, auto), gutter: 8pt, {box}))"])
