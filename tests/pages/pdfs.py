"""PDF files for tests, written by hand: lines of Helvetica at given places."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

HEAD = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"


@dataclass(frozen=True)
class Line:
    """A line of print: how far it stands from the left and the bottom, and its size, in points."""

    text: str
    left: int = 72
    bottom: int = 700
    size: int = 10


def column(
    paragraphs: Sequence[Sequence[str]], *, left: int = 72, top: int = 700, gap: int = 8
) -> list[Line]:
    """Return paragraphs of lines that are laid out with a gap between them."""
    lines, bottom = [], top
    for paragraph in paragraphs:
        for text in paragraph:
            lines.append(Line(text, left, bottom))
            bottom -= 12
        bottom -= gap
    return lines


def pdf(*pages: Sequence[Line], trailer: str = "") -> bytes:
    """Return a PDF of these pages."""
    contents = [b"\n".join(map(_drawn, page)) for page in pages]
    return document(contents, trailer=trailer)


def document(contents: Sequence[bytes], *, trailer: str = "") -> bytes:
    """Return a PDF whose pages have these drawing operations."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, content in enumerate(contents):
        packed = zlib.compress(content)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        head = f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode()
        objects.append(head + packed + b"\nendstream")
    data, places = HEAD, []
    for number, one in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        data
        + (
            f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
            f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{len(data)}\n%%EOF\n"
        ).encode()
    )


def _drawn(line: Line) -> bytes:
    text = line.text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /F1 %d Tf %d %d Td (%s) Tj ET" % (line.size, line.left, line.bottom, text)
