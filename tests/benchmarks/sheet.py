"""A bilingual sheet in Finnish and Arabic against Typst with the same text and fonts: warm, and in a fresh process."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import typst

from desktop_app.paths import resources
from desktop_app.sheets.catalogue import sheet_text
from desktop_app.sheets.content import SheetText, filled, words
from desktop_app.sheets.render import render_sheet
from tests.benchmarks.figure import Figure, alternate

SHEET, PERSON, WORKER = "you-can-get-help", "ar", "fi"
FONTS = [str(resources() / "fonts")]
_HEAD = """
#set page(paper: "a4", margin: (x: 52pt, top: 46pt, bottom: 58pt), numbering: "1 / 1",
  background: rotate(-55deg, text(88pt, fill: rgb("#EDE3D3"), weight: "semibold")[LUONNOS · مسودة]))
#set text(font: ("Noto Sans", "Noto Sans Arabic"), size: 10.8pt, fill: rgb("#22272A"), lang: "fi")
#set document(title: "Hyvä tietää")
"""
_COLD = """
import json, sys, time
began = time.perf_counter()
{work}
print(json.dumps((time.perf_counter() - began) * 1000))
"""
_OURS_COLD = (
    f"from desktop_app.sheets.render import render_sheet\nrender_sheet({SHEET!r}, {PERSON!r}, beside={WORKER!r})"
)
_TYPST_COLD = f"import typst\ntypst.compile(sys.stdin.buffer.read(), font_paths={FONTS!r}, ignore_system_fonts=True)"


def measure() -> Iterator[Figure]:
    """Warm: both in this process in turns, Typst as a compiler kept alive. First: each in a fresh process."""
    source = typst_source().encode()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sheet.typ"
        file.write_bytes(source)
        compiler: typst.Compiler = typst.Compiler(str(file), font_paths=FONTS, ignore_system_fonts=True)
        ours, peer = alternate(_ours, lambda: _typst(compiler), runs=15, warm_up=3)
    yield Figure("bilingual sheet, warm", ours, peer, "ms", aim=1.0, against="typst")
    ours, peer = alternate(lambda: _cold(_OURS_COLD, b""), lambda: _cold(_TYPST_COLD, source), runs=5)
    yield Figure("bilingual sheet, first of a process", ours, peer, "ms", against="typst")


def _ours() -> None:
    render_sheet(SHEET, PERSON, beside=WORKER)


def _typst(compiler: typst.Compiler) -> None:
    compiler.compile(format="pdf")


def _cold(work: str, given: bytes) -> float:
    command = [sys.executable, "-c", _COLD.format(work=work)]
    said = subprocess.run(command, input=given, capture_output=True, check=True).stdout
    return float(json.loads(said))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _side(text: SheetText, index: int) -> str:
    block = text.blocks[index]
    parts = [f'#text(fill: rgb("#0F5A62"), weight: "semibold", {_quoted(filled(block.heading))})\n']
    for paragraph in block.paragraphs:
        said = f"#text({_quoted(filled(paragraph.text))})"
        parts.append(f"\n- {said}\n" if paragraph.listed else f"\n{said}\n")
    direction = "rtl" if text.language == PERSON else "ltr"
    return f'[#set text(lang: "{text.language}", dir: {direction})\n' + "".join(parts) + "]"


def typst_source() -> str:
    """The same sheet as Typst mark-up, without the QR code."""
    texts = sheet_text(SHEET, WORKER), sheet_text(SHEET, PERSON)
    rows = [
        f"#grid(columns: (1fr, 1fr), gutter: 24pt, [= {texts[0].title}], [= {texts[1].title}])",
        "#line(length: 100%)",
    ]
    for index in range(len(texts[0].blocks)):
        rows.append(f"#grid(columns: (1fr, 1fr), gutter: 24pt, {_side(texts[0], index)}, {_side(texts[1], index)})")
    labels = [
        (f"{getattr(words(WORKER), label)} · {getattr(words(PERSON), label)}", number)
        for label, number in (("emergency", "{phone:emergency}"), ("advice", "{phone:assistance}"))
    ]
    box = ", ".join(
        f"[#text({_quoted(filled(label))})], [#text({_quoted(filled(number))})]" for label, number in labels
    )
    return "\n".join([_HEAD, *rows, f"#rect(width: 100%, grid(columns: (1fr, auto), gutter: 8pt, {box}))"])


if __name__ == "__main__":
    for figure in measure():
        print(figure.line())
