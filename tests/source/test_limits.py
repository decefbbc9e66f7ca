"""Documents that are too large, broken or hostile: one sentence each, in bounded memory.

Each is read in a process of its own, which reports the most memory that it had.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from studykit.diagnostics import StudykitError
from studykit.starter import as_text

from .formats.made import docx, epub, p, r, zipped

READ = """
import re, resource, sys
from pathlib import Path
from studykit.diagnostics import StudykitError
from studykit.starter import read_document
try:
    read_document(Path(sys.argv[1]))
except StudykitError as error:
    print(error)
status = Path("/proc/self/status")  # the figure of getrusage includes the process that started this one
if status.exists():
    kilobytes = int(re.search(r"VmHWM:\\s+(\\d+)", status.read_text())[1])
else:
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
of_pdf = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(max(kilobytes, of_pdf if status.exists() else of_pdf // 1024) // 1024)
"""

MOST = 300
"""Megabytes; a process that reads a small document has about 50."""

WORDS = b"BT /F 12 Tf 20 200 Td (The lamp is lit by hand every evening.) Tj ET"


def pdf(pages: str, content: bytes = WORDS) -> bytes:
    """Return a PDF whose tree of pages is `pages`; object 3 is a page."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages {pages}>>".encode(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    made, offsets = b"%PDF-1.7\n", []
    for n, value in enumerate(objects, 1):
        offsets.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (n, value)
    entries = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    table = b"xref\n0 6\n0000000000 65535 f \n%s" % entries
    return made + b"%strailer <</Size 6 /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        table,
        len(made),
    )


def packed(parts: dict[str, tuple[bytes, int]]) -> bytes:
    """Return a zip archive; each part has its beginning, and how often the rest is repeated."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, (content, count) in parts.items():
            with archive.open(name, "w") as part:
                part.write(content)
                for _ in range(count):
                    part.write(b"<w:p></w:p>" * 100_000)
    return stream.getvalue()


def bomb() -> bytes:
    """Return a document of a megabyte with an XML file of 330 MB."""
    start = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    made = packed({"word/document.xml": (start, 300)})
    assert len(made) < 2_000_000
    return made


def nested(levels: int) -> str:
    """Return XML with entities that double at each level."""
    entities = "".join(f'<!ENTITY e{n} "&e{n - 1};&e{n - 1};">' for n in range(1, levels))
    return f'<!DOCTYPE x [<!ENTITY e0 "aaaaaaaaaa">{entities}]><x>&e{levels - 1};</x>'


def with_names(raw: bytes, *names: str) -> bytes:
    """Return an archive with more parts, of any name."""
    stream = BytesIO(raw)
    with ZipFile(stream, "a") as archive:
        for name in names:
            archive.writestr(name, "evil")
    return stream.getvalue()


def large_text() -> bytes:
    line = "The gulls sat on the rock, and the tide came in once more.\n"
    return (line * (100_000_000 // len(line) + 1)).encode()


DECLARES = "declares XML entities in word/document.xml, which studykit does not read"
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "{}">]><x>&a;</x>'

CASES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "text of 100 MB": (
        "a.txt", large_text, "is too large: it has 100,000,044 bytes, at most 50,000,000 can be read",
    ),
    "file of 250 MB": ("a.pdf", lambda: bytes(250_000_000), "it is too large: at most 200,000,000 bytes"),
    "not UTF-8": ("a.txt", lambda: "Löwe".encode("latin-1"), "is not UTF-8 text; save it as UTF-8"),
    "broken captions": (
        "a.vtt", lambda: b"WEBVTT\n\n00:01.000 --> 00:02.000\n\xff\n", "is not UTF-8 text; save it as UTF-8",
    ),
    "captions without words": ("a.vtt", lambda: b"WEBVTT\n", "has no captions with words"),
    "cut PDF": ("a.pdf", lambda: pdf("/Kids[3 0 R]/Count 1")[:300], "is damaged"),
    "PDF of a million pages": (
        "a.pdf", lambda: pdf("/Kids[3 0 R]/Count 1000000"), "has 1,000,000 pages, more than 20,000",
    ),
    "PDF with a million kids": (
        "a.pdf",
        lambda: pdf(f"/Kids[{'3 0 R ' * 1_000_000}]/Count 1000000"),
        "has 1,000,000 pages, more than 20,000",
    ),
    "PDF that claims pages": (
        "a.pdf", lambda: pdf("/Kids[3 0 R]/Count 19999"), "is damaged: failed to load page",
    ),
    "PDF of pages in a circle": ("a.pdf", lambda: pdf("/Kids[2 0 R]/Count 1"), "is damaged: failed to load page"),
    "PDF without words": ("a.pdf", lambda: pdf("/Kids[3 0 R]/Count 1", b"BT ET"), "has no text"),
    "cut DOCX": ("a.docx", lambda: docx(p(r("a")))[:200], "is a damaged zip archive: File is not a zip file"),
    "zip bomb": ("a.docx", bomb, "is too large: word/document.xml has more than 30,000,000 bytes"),
    "a million parts": (
        "a.docx",
        lambda: docx(p(r("a"))) + b"PK\x01\x02" * 1_000_000,
        "has more than 20,000 parts",
    ),
    "entity bomb": ("a.docx", lambda: zipped({"word/document.xml": nested(40)}), DECLARES),
    "external entity": (
        "a.docx", lambda: zipped({"word/document.xml": OUTSIDE.format("file:///etc/passwd")}), DECLARES,
    ),
    "external entity on the network": (
        "a.docx", lambda: zipped({"word/document.xml": OUTSIDE.format("http://127.0.0.1:9/")}), DECLARES,
    ),
    "deep XML": (
        "a.docx",
        lambda: zipped({"word/document.xml": "<x>" * 1_000_000}),
        "has more than 500 levels of nested elements",
    ),
    "locked DOCX": (
        "a.docx", lambda: b"\xd0\xcf\x11\xe0" + bytes(5000), "is an old Office document: save it as .docx",
    ),
    "cut EPUB": ("a.epub", lambda: epub("<p>a</p>")[:300], "is a damaged zip archive: File is not a zip file"),
    "EPUB without a book": (
        "a.epub",
        lambda: zipped({"mimetype": "application/epub+zip"}),
        "is damaged: it does not say where its chapters are",
    ),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.skipif(
    sys.platform != "linux", reason="other systems do not limit the memory of a process"
)
def test_a_pdf_that_takes_all_memory_ends_its_own_process(tmp_path: Path) -> None:
    """A page of 38 million letters in 100 kB; PDFium would need 16 GB for it."""
    pytest.importorskip("pypdfium2")
    line = b"(The lamp is lit by hand every evening.) Tj "
    content = zlib.compress(b"BT /F 12 Tf 20 200 Td " + line * 1_000_000 + b"ET", 9)
    page = pdf("/Kids[3 0 R]/Count 1", content).replace(
        b"<</Length", b"<</Filter/FlateDecode/Length"
    )
    (tmp_path / "a.pdf").write_bytes(page)
    run = subprocess.run(
        [sys.executable, "-c", READ, "a.pdf"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    sentence, peak = run.stdout.splitlines()
    assert sentence == "a.pdf is damaged, or takes too much memory or time to read"
    assert int(peak) < 2_100


def test_many_parts_are_too_large_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studykit.source.formats.archive.MAX_ALL", 100_000)
    book = epub(*["<p>The lamp is lit.</p>" * 500] * 20)
    with pytest.raises(StudykitError) as caught:
        as_text(book, "a.epub", "a.epub")
    assert re.fullmatch(
        r"a\.epub is too large: OEBPS/text/c \d+\.xhtml has more than [\d,]+ bytes",
        str(caught.value),
    )


def test_a_conversion_may_not_be_larger_than_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studykit.starter.MAX_BYTES", 20)
    captions = b"1\n00:00:01,000 --> 00:00:02,000\nThe gulls sat.\n"
    with pytest.raises(StudykitError) as caught:
        as_text(captions, "a.srt", "a.srt")
    assert str(caught.value) == (
        "a.srt is too large: as Markdown it has 30 bytes, at most 20 can be read"
    )


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_one_sentence_in_bounded_memory(case: str, tmp_path: Path) -> None:
    name, make, why = CASES[case]
    if name.endswith(".pdf"):
        pytest.importorskip("pypdfium2")
    (tmp_path / name).write_bytes(make())
    run = subprocess.run(
        [sys.executable, "-c", READ, name],
        cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=True, timeout=300,
    )  # fmt: skip
    *lines, peak = run.stdout.splitlines()
    (sentence,) = lines
    assert sentence.startswith((f"{name} {why}", f"cannot read {name}: {why}"))
    assert run.stderr == ""
    most = MOST + (tmp_path / name).stat().st_size // 400_000
    print(f"{case}: {peak} MB")
    assert int(peak) < most


def test_names_in_archives_lead_nowhere(tmp_path: Path) -> None:
    """Nothing is written outside the course, and a chapter outside the book is a missing one."""
    names = (
        "../../evil.txt",
        "/tmp/evil-of-studykit.txt",
        "..\\evil.txt",
        "text/../../../evil.txt",
    )
    book = with_names(epub("<p>The lamp is lit.</p>"), *names)
    book = book.replace(b"OEBPS/text/c 1.xhtml", b"OEBPS/../../c1.xhtml")
    inside = tmp_path / "a" / "b"
    inside.mkdir(parents=True)
    (inside / "a.epub").write_bytes(book)
    (inside / "a.docx").write_bytes(with_names(docx(p(r("The lamp is lit."))), *names))
    for name in ("a.epub", "a.docx"):
        subprocess.run(
            [sys.executable, "-c", READ, name], cwd=inside, capture_output=True, check=True
        )
    assert sorted(file.name for file in tmp_path.rglob("*") if file.is_file()) == [
        "a.docx",
        "a.epub",
    ]
    assert not Path("/tmp/evil-of-studykit.txt").exists()


@pytest.mark.slow
def test_random_damage_is_a_sentence_or_a_text(tmp_path: Path) -> None:
    """Bytes of each format are changed and cut off in fifty ways; nothing else may come of it."""
    rng = random.Random(1)
    originals = {
        "a.pdf": pdf("/Kids[3 0 R]/Count 1"),
        "a.docx": docx(p(r("The lamp is lit.")) * 20),
        "a.epub": epub("<p>The lamp is lit.</p>" * 20),
        "a.vtt": b"WEBVTT\n\n00:01.000 --> 00:02.000\nThe lamp is lit.\n" * 5,
    }
    pytest.importorskip("pypdfium2")
    for name, original in originals.items():
        for _ in range(50):
            raw = bytearray(original)
            for _ in range(rng.randrange(1, 9)):
                raw[rng.randrange(len(raw))] = rng.randrange(256)
            damaged = bytes(raw[: rng.randrange(1, len(raw) + 1)])
            why = f"{name} is a text"
            try:
                as_text(damaged, name, name)
            except StudykitError as error:
                why = str(error)
            assert why.startswith((f"{name} is ", f"{name} has ")), why
