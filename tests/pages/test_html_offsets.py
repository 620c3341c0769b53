"""A span of an HTML page leads back to the bytes that it was rendered from."""

from __future__ import annotations

import codecs
import gzip
import html
import os
import re
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from onrecord.pages import byte_range, decode
from onrecord.schema import Blob, Page, Span

STORY = """\
<!DOCTYPE html>\r
<html lang="en"><head><meta charset="utf-8"><title>Ministry &amp; press</title>\r
<script>if (a < b && c > d) document.write("<p>The minister said no.</p>")</script>\r
<style>p > q { quotes: "“" "”" }</style></head>\r
<body onload="x('>')"><!-- The minister said no. --><h1>Talks&nbsp;&#8220;fail&#8221;</h1>\r
<p>The mini<b>ster</b>&rsquo;s   spokes&shy;man,\r
  <a href='?a=1&lt=2&q="x"' title="a > b">\
Jos\u00e9 N\u00fa\u00f1ez</a>,<script>ad("</p>")</script> said: <q>no</q>\
\u00a0&mdash; \
&quot;never&quot.<p>Unclosed <i>and <b>mis</i>nested</b> text<br>\
\u6771\u4eac &#x1F600; end</p>\r
<noscript><img alt="x">Switch it on.</noscript>\
<table>stray<tr><td>A&ltB<td>R&ampD</table>after</body></html>\r
<p>beyond the end
"""


def page(data: bytes) -> Page:
    [read] = decode([Blob("page.html", data)])
    assert isinstance(read, Page), read
    assert read.kind == "html"
    return read


def bytes_of(read: Page, words: str) -> bytes | None:
    """Return the bytes of the one place where words stand in a page's text."""
    assert read.text.count(words) == 1, (words, read.text)
    start = read.text.index(words)
    found = byte_range(read, (start, start + len(words)))
    return None if found is None else read.data[found[0] : found[1]]


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("Talks “fail”", "Talks&nbsp;&#8220;fail&#8221;"),
        ("fail", "fail"),
        ("minister’s spokesman", "mini<b>ster</b>&rsquo;s   spokes&shy;man"),
        ("spokesman", "spokes&shy;man"),
        ("spokesman, José", 'spokes&shy;man,\r\n  <a href=\'?a=1&lt=2&q="x"\' title="a > b">José'),
        ("Núñez, said", 'Núñez</a>,<script>ad("</p>")</script> said'),
        ("said: “no”", "said: <q>no"),
        ("no” —", "no</q>\u00a0&mdash;"),
        ('"never".', "&quot;never&quot."),
        ("and misnested text", "and <b>mis</i>nested</b> text"),
        ("\n東京 😀 end\n", "東京 &#x1F600; end"),
        ("stray\nA", "stray<tr><td>A"),
        ("A<B\tR&D\nafter", "A&ltB<td>R&ampD</table>after"),
        ("after\nbeyond", "after</body></html>\r\n<p>beyond"),
        ("end\nstray", 'end</p>\r\n<noscript><img alt="x">Switch it on.</noscript><table>stray'),
    ],
)
@pytest.mark.parametrize("form", ["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "gb18030"])
def test_a_span_is_what_is_written_from_its_first_to_its_last_letter(
    words: str, written: str, form: str
) -> None:
    marks = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
    source = STORY.replace('charset="utf-8"', 'charset="gb18030"') if form == "gb18030" else STORY
    read = page(marks.get(form, b"") + source.encode(form))
    found = bytes_of(read, words)
    assert found is not None
    assert found.decode(read.encoding) == written


def test_every_boundary_inside_a_statement_is_that_of_its_letters() -> None:
    read = page(STORY.encode())
    start, end = read.text.index("Talks"), read.text.index("text\n")
    letters = [position for position in range(start, end) if not read.text[position].isspace()]
    ranges = {position: byte_range(read, (position, position + 1)) for position in letters}
    written = [position for position in letters if ranges[position] is not None]
    assert [read.text[position] for position in letters if ranges[position] is None] == ["“", "”"]
    for first, last in zip(written, written[3:], strict=False):
        left, right = ranges[first], ranges[last]
        assert left is not None
        assert right is not None
        assert left[1] <= right[0]
        assert byte_range(read, (first, last + 1)) == (left[0], right[1])


def test_a_span_without_a_letter_of_the_page_has_no_bytes() -> None:
    read = page(b"<html><p>Hello</p> <p><q></q> there</p></html>")
    assert read.text == "Hello\n“” there"
    assert byte_range(read, (5, 6)) is None
    assert byte_range(read, (5, 8)) is None
    assert byte_range(read, (0, 0)) is None
    assert byte_range(read, (4, 14)) == (13, 35)


def test_half_of_a_character_reference_has_no_bytes() -> None:
    read = page(b"<html><p>x &NotEqualTilde; y</p></html>")
    assert read.text == "x \u2242\u0338 y"
    assert byte_range(read, (2, 4)) == (11, 26)
    assert byte_range(read, (2, 3)) is None


def test_tags_that_are_text_where_they_stand_are_not_taken_for_text_elsewhere() -> None:
    read = page(b"<html><p>One</p><textarea>a <b> c</textarea><p>Two</p></html>")
    assert read.text == "One\na <b> c\nTwo"
    assert byte_range(read, (4, 5)) == (26, 27)
    assert byte_range(read, (4, 11)) is None  # these bytes would read "a c"


def test_bytes_that_another_rendering_made_a_text_of_have_none() -> None:
    data = b"<html><p>Hello there</p></html>"
    other = Page("sha256:0", "page.html", data, "Hello  their", "html", "utf-8")
    assert byte_range(other, (0, 5)) is None
    damaged = Page("sha256:0", "page.html", data.replace(b"t", b"\xff"), "Hello there", "html", "utf-8")
    assert byte_range(damaged, (0, 5)) is None


def test_characters_that_an_encoding_writes_in_two_ways_keep_their_places() -> None:
    # NEC's and IBM's places of one character are both in Windows-31J.
    data = b"<html><meta charset=shift_jis><p>" + b"\xed\x40\xfa\x5c &amp; \x93\xfa end</p></html>"
    read = page(data)
    assert read.encoding == "cp932"
    assert bytes_of(read, "& 日") == b"&amp; \x93\xfa"
    assert bytes_of(read, "end") == b"end"


def test_many_calls_on_a_large_page_are_cheap() -> None:
    read = page(("<html>" + "<p>“Größe” 日本 &amp; <b>said</b> the minister.</p>\n" * 20_000).encode())
    started = time.process_time()
    for start in range(0, len(read.text) - 10, 2000):
        assert byte_range(read, (start, start + 10)) is not None
    assert time.process_time() - started < 5


NOISE = st.sampled_from(
    """<p>|</p>|<div class="a > b">|</div>|<b>|</b>|<i>|</i>|<a href='x"y' w1>|</a>|<br/>|<q>|</q>|<table>
    |<tr>|<td>|</td></table>|<ul><li>|</ul>|<!-- w1 <p> -->|<!-->|<!--->|<!-- -- > --!>|<!w1>
    |<?w1 x="y"?>|<![CDATA[w1]]>|</ w1>|</>|<script>w1 < "</p>" <!-- x --></script>
    |<SCRIPT src=a/>"w1</SCRIPT >|<style>w1 > p {}</style>|< |<3|a<|&|&x;
    |<script><!-- <script>w1</script> w2 --></script>|<noscript>hidden</noscript>
    |<svg><text>hidden</text></svg>|<img alt="w1>"/>|<pre>|</pre>|<select><option>|</select>|<button>
    |</button>|</html>|</body>|<body>|<form>|</form>|<template>hidden</template>|<head>|&#0;|&#128;
    |&#x110000;|&nbsp|&NotEqualTilde;|&shy;|&#8203;|<h1|title="w2">|</p|<plain-text a=b/c>
    |<ruby><rt>hidden</rt></ruby>
    |\x0c|\t|\n|\r|\r\n""".replace("\n    |", "|").split("|")
)
LETTERS = {
    "utf-8": "abé“東😀&<",
    "utf-8-sig": "abé“東😀&<",
    "utf-16-le": "abé“東😀&<",
    "cp1252": "abé“—&<",
    "cp932": "ab東京日&<",
    "gb18030": "ab东京é&<",
}
LABELS = {"cp932": "shift_jis", "cp1252": "windows-1252", "gb18030": "gb18030"}


@dataclass
class Written:
    """Markup in bytes, and where in them each of its words is written."""

    data: bytes
    words: dict[str, Span]


@st.composite
def messy(draw: st.DrawFn) -> Written:
    """Words in markup of any sort, their letters written as themselves or as references."""
    form = draw(st.sampled_from(sorted(LETTERS)))
    label = LABELS.get(form)
    data = bytearray(codecs.BOM_UTF16_LE if form == "utf-16-le" else b"")
    encoding = form.removesuffix("-sig")
    data += f"<html>{f'<meta charset={label}>' if label else ''}<body>".encode(form)
    words: dict[str, Span] = {}
    for number in range(draw(st.integers(1, 8))):
        data += "".join(draw(st.lists(NOISE, max_size=4))).encode(encoding)
        letters = f"<{number}{''.join(draw(st.lists(st.sampled_from(LETTERS[form]), max_size=4)))}{number}>"
        written = "".join(draw(st.sampled_from(ways(letter))) for letter in letters)
        words[letters] = len(data), len(data) + len(written.encode(encoding))
        data += written.encode(encoding) + draw(st.sampled_from([" ", "", "\r\n"])).encode(encoding)
    data += "".join(draw(st.lists(NOISE, max_size=4))).encode(encoding)
    return Written(bytes(data), words)


def ways(letter: str) -> list[str]:
    """Return the ways in which a letter may be written in HTML."""
    if letter == "\ufeff" or letter.isdigit():
        return [letter]
    named = html.escape(letter)
    plain = [letter] if named == letter else []
    return [*plain, named, f"&#{ord(letter)};", f"&#x{ord(letter):x};", f"&#X000{ord(letter):X};"]


@given(messy())
def test_each_word_of_any_markup_leads_to_where_it_was_written(written: Written) -> None:
    [read] = decode([Blob("page.html", written.data)])
    assume(isinstance(read, Page) and read.kind == "html")
    assert isinstance(read, Page)
    shown = [word for word in written.words if read.text.count(word) == 1]
    spans = {word: (read.text.index(word), read.text.index(word) + len(word)) for word in shown}
    for word in shown:
        assert byte_range(read, spans[word]) == written.words[word]
    for first, last in pairwise(shown):
        whole = written.words[first][0], written.words[last][1]
        assert byte_range(read, (spans[first][0], spans[last][1])) == whole


@given(messy(), st.data())
def test_the_bytes_of_any_span_read_as_its_text(written: Written, data: st.DataObject) -> None:
    [read] = decode([Blob("page.html", written.data)])
    assume(isinstance(read, Page) and read.kind == "html")
    assert isinstance(read, Page)
    start = data.draw(st.integers(0, len(read.text)))
    end = data.draw(st.integers(start, len(read.text)))
    found = byte_range(read, (start, end))
    if found is not None:
        [again] = decode([Blob("page.html", b"<html><p>" + as_utf8(read, found))])
        assert isinstance(again, Page)
        assert letters_of(again.text) == letters_of(read.text[start:end])


def as_utf8(read: Page, found: Span) -> bytes:
    return read.data[found[0] : found[1]].decode(read.encoding).encode()


def letters_of(text: str) -> str:
    return "".join(text.replace("“", "").replace("”", "").split())


CORPUS = Path(os.environ.get("ONRECORD_DATA", Path(__file__).parents[3] / "shared")) / "data" / "pages"


@pytest.mark.skipif(
    not CORPUS.is_dir(), reason=f"{CORPUS} holds no pages: set ONRECORD_DATA to the folder with the corpora"
)
def test_every_sentence_of_real_pages_leads_to_its_bytes() -> None:
    missing = []
    for file in sorted(CORPUS.rglob("*.html.gz"))[::9]:
        read = page(gzip.decompress(file.read_bytes()))
        sentences = [found.span() for found in re.finditer(r"\S[^\n.!?]*[.!?]*", read.text)]
        missing += [(file.name, read.text[slice(*span)]) for span in sentences if not byte_range(read, span)]
    assert missing == []
