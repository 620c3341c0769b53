"""Bytes to pages: kind, encoding and everything that keeps a file from being a page."""

from __future__ import annotations

import codecs
import hashlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.pages import LARGEST_PAGE, LONGEST_LINE, MOST_LINES, decode, doubts
from onrecord.pages.decoding import LARGEST_HTML, MOST_ATTRIBUTES, MOST_TAGS
from onrecord.schema import Blob, Given, Page, Problem

ENGLISH = "The minister’s spokesman said: “We won’t pay £5m for a café — never.” He left on Friday.\n" * 4


def page(data: bytes, uri: str = "page.txt") -> Page:
    [read] = decode([Blob(uri, data)])
    assert isinstance(read, Page), read
    return read


def problem(data: bytes, uri: str = "page.txt") -> str:
    [read] = decode([Blob(uri, data)])
    assert isinstance(read, Problem), read
    assert read.uri == uri
    assert read.message.endswith(".")
    return read.code


def test_a_text_page_is_the_decoded_file_to_the_last_line_end() -> None:
    text = "\r\nOne\rtwo\n\n  three\t\x0cfour  \n"
    read = page(text.encode())
    assert read.text == text
    assert read.kind == "text"
    assert read.id == f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_is_no_part_of_the_text(bom: bytes, encoding: str) -> None:
    read = page(bom + ENGLISH.encode(encoding))
    assert (read.text, read.encoding) == (ENGLISH, encoding)


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman", "utf-16-le", "utf-16-be", "utf-8"])
def test_english_is_read_right_in_the_encodings_it_comes_in(encoding: str) -> None:
    read = page(ENGLISH.encode(encoding))
    assert (read.text, read.encoding) == (ENGLISH, encoding)


def test_latin_1_is_read_right() -> None:
    text = "The café in Zürich, said Señor Núñez, cost £5 — or so; «naïve» it was.".replace("—", "-") * 3
    assert page(text.encode("latin-1")).text == text


def test_nearly_ascii_text_in_an_encoding_that_cannot_be_told_is_a_problem() -> None:
    assert (
        problem(("President Erdoğan met Mr Öztürk in Iğdır on Friday. " * 5).encode("cp1254"))
        == "page.encoding"
    )
    assert problem(("The caf\x82 was closed on Friday. " * 5).encode("latin-1")) == "page.encoding"


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_another_script_is_detected(encoding: str) -> None:
    text = "Министр иностранных дел заявил в пятницу, что страна не примет это предложение. " * 5
    assert page(text.encode(encoding)).text == text


def test_a_declared_encoding_is_believed_in_html_only() -> None:
    russian = "Министр заявил"
    html = f'<html><head><meta charset="windows-1251"></head><body><p>{russian}</p></body></html>'
    assert page(html.encode("cp1251"), "a.html").text == russian


def test_bytes_that_are_valid_utf8_are_utf8_whatever_is_declared() -> None:
    html = '<html><head><meta charset="iso-8859-1"></head><body><p>the café’s</p></body></html>'
    assert page(html.encode()).text == "the café’s"


@pytest.mark.parametrize("label", ["rot13", "hex", "unicode_escape", "no-such-thing", "utf-7", "punycode"])
def test_a_declaration_that_names_no_character_set_is_passed_over(label: str) -> None:
    html = f'<html><head><meta charset="{label}"></head><body><p>caf\xe9 in Berlin</p></body></html>'
    assert page(html.encode("latin-1")).text == "café in Berlin"


def test_a_bad_byte_in_html_that_declares_utf8_is_a_problem() -> None:
    assert (
        problem(b'<html><head><meta charset="utf-8"></head><body><p>caf\xe9</p></body></html>')
        == "page.encoding"
    )


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 4,
        b"some text with a \x00 inside it",
        b"some\x00text",
        "Привет, мир".encode("utf-16-le"),
        "a\0b and more text".encode("utf-16-le"),
        bytes(range(1, 32)) * 20,
        b"\x1f\x8b\x08\x00",
    ],
)
def test_what_is_no_text_is_a_problem(data: bytes) -> None:
    assert problem(data) == "page.binary"


def test_stray_controls_of_an_old_encoding_leave_a_text_a_page() -> None:
    text = ENGLISH.replace("é", "\x83")
    assert page(text.encode()).text == text


def test_random_bytes_are_no_page() -> None:
    noise = b"".join(hashlib.sha256(bytes([n])).digest() for n in range(250)).replace(b"\0", b"\1")
    assert problem(noise) in {"page.binary", "page.encoding"}


@pytest.mark.parametrize(
    "data", [b"", b" \n\t ", b"\xef\xbb\xbf", b"<html><body><script>1</script></body></html>"]
)
def test_a_page_without_text_is_a_problem(data: bytes) -> None:
    assert problem(data) == "page.empty"


def test_a_page_or_a_line_that_is_too_long_is_a_problem() -> None:
    assert problem(b"x" * (LARGEST_PAGE + 1)) == "page.too_large"
    assert problem(b"x" * (LONGEST_LINE + 1)) == "page.too_large"
    assert page(b"x" * LONGEST_LINE + b"\n" + b"x" * LONGEST_LINE).kind == "text"


def test_a_text_of_more_lines_than_any_page_is_too_large() -> None:
    assert problem(b"a line\n" * (MOST_LINES + 1)) == "page.too_large"
    assert page(b"a line\n" * MOST_LINES).kind == "text"


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "table", "ul"])
def test_html_nested_50000_deep_is_a_problem(tag: str) -> None:
    deep = f"<html><body>{f'<{tag}>' * 50_000}text{f'</{tag}>' * 50_000}</body></html>"
    assert problem(deep.encode()) == "page.nesting"


@pytest.mark.parametrize("attribute", ["a{}='x y' ", 'a{}="x"', "a{} / ", '"a{} ', "a{}=<b "])
def test_a_tag_with_thousands_of_attributes_is_a_problem_at_once(attribute: str) -> None:
    attributes = "".join(attribute.format(number) for number in range(100_000))
    assert problem(f"<html><body><p {attributes}>text</p></body></html>".encode()) == "page.too_large"


def test_html_with_hundreds_of_thousands_of_tags_is_a_problem_at_once() -> None:
    assert problem(b"<html><body>" + b"<p>text" * (MOST_TAGS + 1)) == "page.too_large"


def test_html_that_is_too_large_for_the_parser_is_not_called_nested() -> None:
    text = "<p>" + "The minister said so. " * 10_000 + "</p>\n"
    assert problem(f"<html><body>{text * (2 * LARGEST_HTML // len(text))}".encode()) == "page.too_large"


def test_scripts_and_comments_are_not_taken_for_tags() -> None:
    words = " ".join(f"a{number}" for number in range(10 * MOST_ATTRIBUTES))
    source = f"<html><script>if (x <y {words})</script><!-- <p {words} --><p>text {words}</p></html>"
    assert page(source.encode()).text == f"text {words}"


def test_tags_inside_the_attributes_of_tags_cost_no_time() -> None:
    started = time.process_time()
    assert problem(b"<html>" + (b"<a " + b"x=<a " * (MOST_ATTRIBUTES - 1) + b">") * 100) == "page.empty"
    assert time.process_time() - started < 5  # it took 77 s for as much when each was looked at anew


@pytest.mark.parametrize(
    ("data", "uri", "kind"),
    [
        (b"<!DOCTYPE html><p>Hello", "a.txt", "html"),
        (b"\n <!-- saved --><html><p>Hello", "-", "html"),
        (b"<?xml version='1.0'?><html><p>Hello</p></html>", "-", "html"),
        (b"Hello <b>there</b><br>", "a.html", "html"),
        (b"Hello <b>there</b><br>", "a.txt", "text"),
        (b"Hello, a < b and c > d", "a.html", "text"),
        (b"<p>Hello</p>", "a.txt", "html"),
        (b"<Reuters> Hello", "a.txt", "text"),
    ],
)
def test_html_is_told_by_its_content_and_the_name_is_a_hint(data: bytes, uri: str, kind: str) -> None:
    assert page(data, uri).kind == kind


def test_html_in_utf16_is_html() -> None:
    assert page(codecs.BOM_UTF16_LE + "<html><p>Hé</p></html>".encode("utf-16-le")).text == "Hé"


def test_a_batch_keeps_its_length_and_order_and_equals_single_pages() -> None:
    blobs = [Blob("a", b"text"), Blob("b", b""), Blob("c", b"<html><p>x</p></html>"), Blob("d", b"\0")]
    assert decode(blobs) == [decode([blob])[0] for blob in blobs]


@given(st.binary(max_size=300))
def test_any_bytes_give_a_page_or_a_problem(data: bytes) -> None:
    [read] = decode([Blob("x", data)])
    if isinstance(read, Page):
        assert read.text.strip()
        assert "\0" not in read.text


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=200))
def test_any_utf8_text_comes_back_as_it_is(text: str) -> None:
    [read] = decode([Blob("x.txt", text.encode())])
    if isinstance(read, Page) and read.kind == "text":
        assert read.text == text.removeprefix("\ufeff")


@pytest.mark.parametrize(
    ("data", "guessed"),
    [
        (ENGLISH.encode(), False),
        (ENGLISH.encode("cp1252"), True),
        (ENGLISH.encode("utf-16-le"), True),
        (codecs.BOM_UTF16_LE + ENGLISH.encode("utf-16-le"), False),
        (b"<html><meta charset=windows-1252><p>" + ENGLISH.encode("cp1252"), False),
        (b"<html><p>" + ENGLISH.encode("cp1252"), True),
    ],
)
def test_a_page_that_does_not_tell_its_encoding_is_read_and_the_guess_is_said(
    data: bytes, *, guessed: bool
) -> None:
    assert [found.code for found in doubts(page(data))] == ["page.encoding_guessed"] * guessed


def sent(data: bytes, media_type: str) -> tuple[str, str, str | None]:
    page = decode([Blob("a", data, given=Given(media_type=media_type))])[0]
    assert isinstance(page, Page), page
    found = doubts(page)
    return page.text, page.encoding, found[0].code if found else None


def test_the_charset_a_page_was_sent_with_goes_before_the_one_it_declares() -> None:
    html = '<meta charset="windows-1252"><p>Она отрицала это.</p>'.encode("cp1251")
    assert sent(html, "text/html; charset=windows-1251") == ("Она отрицала это.", "cp1251", None)
    assert sent(html, 'text/html;charset="windows-1251"')[1] == "cp1251"
    assert sent(html, "text/html")[1] == "cp1252"


def test_a_byte_order_mark_and_bytes_that_hold_as_utf8_go_before_what_was_sent() -> None:
    assert sent("\ufeffcafé".encode(), "text/plain; charset=iso-8859-1") == ("café", "utf-8", None)
    assert sent("café".encode(), "text/plain; charset=iso-8859-1") == ("café", "utf-8", None)


def test_a_charset_in_which_the_bytes_do_not_hold_or_that_is_none_is_passed_over() -> None:
    text = "The café was closed, she said.".encode("cp1252")
    assert sent(text, "text/plain; charset=windows-1252") == (
        "The café was closed, she said.",
        "cp1252",
        None,
    )
    for charset in ("ascii-art", "utf-16", "iso-2022-jp", "punycode"):
        assert sent(text, f"text/plain; charset={charset}")[1:] == ("cp1252", "page.encoding_guessed")


def test_a_fragment_is_html_where_it_was_sent_as_such() -> None:
    fragment = b"<x-story><p>She <b>denied</b> it.</p></x-story>"
    page = decode([Blob("a", fragment, given=Given(media_type="text/html"))])[0]
    assert isinstance(page, Page)
    assert (page.kind, page.text) == ("html", "She denied it.")
    page = decode([Blob("a", b"Plain words.", given=Given(media_type="text/html"))])[0]
    assert isinstance(page, Page)
    assert page.kind == "text"
