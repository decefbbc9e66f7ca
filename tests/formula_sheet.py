"""Draw formulas as each target prints them, side by side (`make formulas`).

    python -m tests.formula_sheet FOLDER [--all]

writes `sheet-1.png` and so on: for each formula the line of a terminal, and pictures of Anki's MathJax, the
HTML handout, the PDF handout, and the Word handout as LibreOffice prints it.  `--all` draws those that only
the tests have, too.  Needs Chromium, LibreOffice with its formula editor, Poppler, and MathJax from npm in `.node`.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from base64 import b64encode
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from studykit.bank.prose import Formula, parse
from studykit.mathematics import line
from studykit.targets.anki.fields import CARD
from studykit.targets.handout.formats import docx, html, pdf
from studykit.targets.handout.model import Document, Part, PrintSettings, TextBlock

from .conftest import REPOSITORY
from .mathematics.formulas import CHEMISTRY, FORMULAS

MATHJAX = REPOSITORY / ".node/node_modules/mathjax/es5/tex-chtml-full.js"
"""The version that Anki carries."""

SHOWN = (*list(FORMULAS)[:40], *list(CHEMISTRY)[:4])
ON_A_SHEET = 8
DPI = 220

ANKI_PAGE = r"""<!doctype html><meta charset="utf-8">
<style>body { font-size: 20px; margin: 10px } .cell { display: inline-block; padding: 4px 8px }</style>
<script>
MathJax = {
  tex: {
    displayMath: [["\\[", "\\]"]], processRefs: false, processEnvironments: false, processEscapes: false,
    packages: { "[+]": ["noerrors", "mathtools", "mhchem"], "[-]": ["textmacros"] },
  },
  startup: { typeset: true }, options: { enableMenu: false },
};
</script>
<script src="MATHJAX"></script>CELLS"""


def document(formulas: tuple[str, ...]) -> Document:
    """Return a handout with a formula on each page, between two words."""
    parts = (
        Part((TextBlock(parse("ABOVE")), TextBlock((Formula(latex),)), TextBlock(parse("BELOW"))))
        for latex in formulas
    )
    return Document("sheet", "student", "Formulas", "", "", "", tuple(parts))


def in_anki(formulas: tuple[str, ...], browser: Browser, folder: Path) -> list[bytes]:
    cells = "".join(
        f'<div><div class="cell">{CARD.prose(f"$${latex}$$")}</div></div>' for latex in formulas
    )
    file = folder / "anki.html"
    file.write_text(
        ANKI_PAGE.replace("MATHJAX", MATHJAX.as_uri()).replace("CELLS", cells), encoding="utf-8"
    )
    page = browser.new_page(viewport={"width": 700, "height": 900})
    page.goto(file.as_uri())
    page.evaluate("MathJax.startup.promise")
    page.evaluate("document.fonts.ready")
    return [cell.screenshot() for cell in page.locator(".cell").all()]


def in_html(formulas: tuple[str, ...], browser: Browser, folder: Path) -> list[bytes]:
    file = folder / "handout.html"
    file.write_bytes(html.render(document(formulas), PrintSettings()).content)
    page = browser.new_page(viewport={"width": 700, "height": 900}, device_scale_factor=2)
    page.goto(file.as_uri())
    page.evaluate("document.fonts.ready")
    return [formula.screenshot() for formula in page.locator("math").all()]


def in_pdf(formulas: tuple[str, ...], folder: Path) -> list[bytes]:
    file = folder / "handout.pdf"
    file.write_bytes(pdf.render(document(formulas), PrintSettings()).content)
    return cropped(file, int(DPI * 0.7))


def in_docx(formulas: tuple[str, ...], folder: Path) -> list[bytes]:
    file = folder / "word.docx"
    file.write_bytes(docx.render(document(formulas), PrintSettings()).content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, file],
        check=True, capture_output=True,
    )  # fmt: skip
    return cropped(folder / "word.pdf", int(DPI * 0.9))


def cropped(file: Path, left: int) -> list[bytes]:
    """Return what is between the two words on each page of a PDF, three inches wide."""
    boxes = subprocess.run(
        ["pdftotext", "-bbox", file, "-"], check=True, capture_output=True, text=True
    ).stdout
    pictures = []
    for n, page in enumerate(boxes.split("<page ")[1:], 1):
        (top,) = re.findall(r'yMax="([\d.]+)">ABOVE<', page)
        (bottom,) = re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="[\d.]+">BELOW<', page)
        y, height = (int(float(points) * DPI / 72) for points in (top, bottom))
        area = ["-x", str(left), "-y", str(y), "-W", str(DPI * 3), "-H", str(height - y)]
        shown = subprocess.run(
            ["pdftoppm", "-png", "-r", str(DPI), "-f", str(n), "-l", str(n), *area, file],
            check=True, capture_output=True,
        )  # fmt: skip
        pictures.append(shown.stdout)
    return pictures


SHEET = """<!doctype html><meta charset="utf-8"><style>
body { font: 13px sans-serif; margin: 8px; width: 1500px }
table { border-collapse: collapse; width: 100% } td, th { border: 1px solid #999; padding: 3px; width: 25% }
.latex { background: #eee; font: 13px monospace } .line { font: 15px "DejaVu Sans Mono", monospace }
img { max-width: 100% } td.picture { overflow: hidden; max-width: 370px; text-align: center }
</style><table><tr><th>Anki<th>HTML<th>PDF<th>Word, in LibreOffice</tr>ROWS</table>"""


def sheet(rows: list[tuple[int, str, tuple[bytes, ...]]]) -> str:
    written = ""
    for n, latex, pictures in rows:
        cells = "".join(
            f'<td class="picture"><img src="data:image/png;base64,{b64encode(p).decode()}">'
            for p in pictures
        )
        shown = f'<span class="line">{escape(line.render(latex))}</span>'
        written += f'<tr><td colspan="4" class="latex">{n}. {escape(latex)}<br>{shown}</tr><tr>{cells}</tr>'
    return SHEET.replace("ROWS", written)


def main(target: Path, formulas: tuple[str, ...]) -> None:
    target.mkdir(parents=True, exist_ok=True)
    executable = shutil.which("chromium") or shutil.which("google-chrome")
    with TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        columns = (
            in_anki(formulas, browser, folder), in_html(formulas, browser, folder),
            in_pdf(formulas, folder), in_docx(formulas, folder),
        )  # fmt: skip
        rows = [
            (n, latex, pictures)
            for n, (latex, *pictures) in enumerate(zip(formulas, *columns, strict=True), 1)
        ]
        page = browser.new_page(viewport={"width": 1520, "height": 900})
        for n, first in enumerate(range(0, len(rows), ON_A_SHEET), 1):
            page.set_content(sheet(rows[first : first + ON_A_SHEET]))
            page.screenshot(path=target / f"sheet-{n}.png", full_page=True)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), (*FORMULAS, *CHEMISTRY) if "--all" in sys.argv else SHOWN)
