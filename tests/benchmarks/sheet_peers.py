"""The same bilingual sheet in Arabic, Thai, Chinese and Russian beside Finnish: ours, Typst, WeasyPrint and fpdf2.

WeasyPrint and fpdf2 are not among the packages that the set-up installs. To measure against them, too:

    .venv/bin/python -m uv pip install --python .venv/bin/python weasyprint==70.0 fpdf2==2.8.9

and, for WeasyPrint, the system library Pango (Debian: libpangoft2-1.0-0). Without them Typst alone is measured. All get
the same words, isolates and fonts; the others draw no code and no watermark.

Warm: the same sheet again in this process, Typst as a compiler kept alive. Against WeasyPrint and fpdf2, which remember
nothing, ours forgets every shaped word and line before each run.

First: the first sheet of a process, in processor time. Each loads its engine within the time: ours HarfBuzz, ReportLab
and the fonts, the peer typst and the same fonts. The program's own modules are loaded before, as they are when a
sheet is asked for; Python collects no garbage meanwhile, as in the window, which does it in another thread
(ui/collecting.py). Alone: the same with all that comes before, from the start of the interpreter on.
"""

import importlib.util
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import typst

from desktop_app.paths import resources
from desktop_app.sheets.catalogue import languages, sheet_text
from desktop_app.sheets.content import SheetText, filled
from desktop_app.sheets.font_faces import is_right_to_left
from desktop_app.sheets.forgetting import forget_texts
from desktop_app.sheets.render import render_sheet
from tests.benchmarks.figure import Figure, alternate
from tests.benchmarks.typst_sheet import FONTS, typst_source
from tests.benchmarks.window_process import compiled_environment

SHEET, WORKER = "you-can-get-help", "fi"
LANGUAGES = ("ar", "th", "zh", "ru")
FAMILIES = {"ar": "NotoSansArabic", "th": "NotoSansThai", "zh": "NotoSansSC", "ru": "NotoSans"}
#: At most twice Typst's time warm and three times its first sheet; at most a third of the others'.
WARM_AIM, FIRST_AIM, OTHERS_AIM = 2.0, 3.0, 1 / 3
_TIMED = """
import gc, time
gc.disable()
{before}
began = time.process_time()
{work}
ended = time.process_time()
print(1000 * (ended - began), 1000 * ended)
"""


def measure() -> Iterator[Figure]:
    """For each language: warm and first against Typst, then warm against each of the others that is installed."""
    for person in sorted(set(LANGUAGES) & set(languages(SHEET)), key=LANGUAGES.index):
        with tempfile.TemporaryDirectory() as folder:
            yield from _against_typst(person, Path(folder))
            for name, peer in _others(person, Path(folder)):
                ours, theirs = alternate(_ours_anew(person), peer, runs=5)
                yield Figure(f"sheet {person}, text seen first", ours, theirs, "ms", aim=OTHERS_AIM, against=name)


def _ours(person: str) -> Callable[[], None]:
    def run() -> None:
        render_sheet(SHEET, person, beside=WORKER)

    return run


def _ours_anew(person: str) -> Callable[[], None]:
    def run() -> None:
        forget_texts()
        render_sheet(SHEET, person, beside=WORKER)

    return run


def _against_typst(person: str, folder: Path) -> Iterator[Figure]:
    file = folder / "sheet.typ"
    file.write_text(typst_source(SHEET, person, WORKER), encoding="utf-8")
    compiler: typst.Compiler = typst.Compiler(str(file), font_paths=FONTS, ignore_system_fonts=True)

    def peer() -> None:
        compiler.compile(format="pdf")

    ours, theirs = alternate(_ours(person), peer, runs=9, warm_up=2)
    yield Figure(f"sheet {person}, warm", ours, theirs, "ms", aim=WARM_AIM, against="typst")
    work = f"render_sheet({SHEET!r}, {person!r}, beside={WORKER!r})"
    own = _TIMED.format(before="from desktop_app.sheets.render import render_sheet", work=work)
    work = f"import typst; typst.compile({str(file)!r}, font_paths={FONTS!r}, ignore_system_fonts=True)"
    others = _TIMED.format(before="", work=work)
    for index, name, aim in ((0, "first", FIRST_AIM), (1, "alone", None)):
        ours, theirs = alternate(partial(_timed, own, index), partial(_timed, others, index), runs=7)
        yield Figure(f"sheet {person}, {name}", ours, theirs, "ms", aim=aim, against="typst")


def _timed(script: str, index: int) -> float:
    """Milliseconds of processor time in a process of its own: 0 of the work, 1 of all of it from the start."""
    command = [sys.executable, "-c", script]
    said = subprocess.run(command, capture_output=True, check=True, env=compiled_environment()).stdout
    return float(said.split()[index])


def _others(person: str, folder: Path) -> Iterator[tuple[str, Callable[[], None]]]:
    if importlib.util.find_spec("weasyprint"):
        yield "weasyprint", _weasyprint(person)
    if importlib.util.find_spec("fpdf"):
        yield "fpdf2", _fpdf2(person)


def _texts(person: str) -> tuple[SheetText, SheetText]:
    return sheet_text(SHEET, WORKER), sheet_text(SHEET, person)


def font_file(person: str, weight: str = "Regular") -> Path:
    return resources() / "fonts" / f"{FAMILIES[person]}-{weight}.ttf"


def _rows(person: str) -> Iterator[tuple[str, str, bool]]:
    """What stands beside each other, Finnish first, and whether it is a heading."""
    for ours, theirs in zip(*(text.blocks for text in _texts(person)), strict=True):
        yield filled(ours.heading), filled(theirs.heading), True
        for own, other in zip(ours.paragraphs, theirs.paragraphs, strict=True):
            yield filled(own.text), filled(other.text), False


def _weasyprint(person: str) -> Callable[[], None]:
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    faces = "".join(
        f"@font-face {{font-family: {family}; font-weight: {weight}; src: url({path.as_uri()})}}"
        for family, owner in (("Own", person), ("Latin", "ru"))
        for weight, path in ((400, font_file(owner)), (600, font_file(owner, "SemiBold")))
    )
    style = (
        f"{faces} @page {{size: A4; margin: 46pt 52pt 58pt}} body {{font: 10.8pt/15pt Latin, Own}} td {{width: 50%}}"
    )
    direction = "rtl" if is_right_to_left(person) else "ltr"
    cells = "".join(
        f"<tr><td lang=fi>{_tag(own, head)}"
        f"<td lang={person} dir={direction} style='font-family: Own'>{_tag(other, head)}"
        for own, other, head in _rows(person)
    )
    page = f"<html lang=fi><style>{style}</style><table>{cells}</table>"
    fonts = FontConfiguration()

    def run() -> None:
        weasyprint.HTML(string=page).write_pdf(font_config=fonts)

    return run


def _tag(text: str, heading: bool) -> str:
    return f"<b style='font-weight: 600'>{text}</b>" if heading else text


def _fpdf2(person: str) -> Callable[[], None]:
    import fpdf

    def run() -> None:
        pdf = fpdf.FPDF(unit="pt", format="A4")
        for name, owner in (("own", person), ("latin", "ru")):
            pdf.add_font(name, "", font_file(owner))
            pdf.add_font(name, "B", font_file(owner, "SemiBold"))
        pdf.set_text_shaping(True)
        pdf.add_page()
        for own, other, heading in _rows(person):
            top = pdf.get_y()
            ends = []
            for x, text, family in ((52, own, "latin"), (310, other, "own")):
                pdf.set_font(family, "B" if heading else "", 10.8)
                pdf.set_xy(x, top)
                pdf.multi_cell(233, 15, text, align="R" if family == "own" and is_right_to_left(person) else "L")
                ends.append(pdf.get_y() if pdf.get_y() > top else top)
            pdf.set_y(max(ends))
        pdf.output()

    return run
