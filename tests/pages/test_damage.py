"""Pages with a few bytes that are not valid in their encoding are read, and nothing is guessed of these."""

from __future__ import annotations

import codecs
import hashlib
import time
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from onrecord.pages import byte_range, decode, doubts
from onrecord.pages.damage import bom_length, decoded, find_damage, is_sound
from onrecord.pages.encoding import MOST_LOST
from onrecord.pages.rendering import BLANK
from onrecord.record.faults import page_faults
from onrecord.schema import Blob, Given, Page, Problem

ENGLISH = "The minister’s spokesman said: “We won’t pay £5m for a café — never.” He left on Friday.\n" * 4
JAPANESE = "外務大臣は金曜日に、カタカナのこの提案を受け入れないと述べた。 He said no.\n" * 9
RUSSIAN = "Министр иностранных дел заявил в пятницу, что не примет это предложение.\n" * 5
CHINESE = "外交部发言人星期五表示，中方坚决反对这一指控。€ and ASCII.\n" * 9


def page(data: bytes, given: Given | None = None) -> Page:
    [read] = decode([Blob("page", data, given=given)])
    assert isinstance(read, Page), read
    return read


def problem(data: bytes, given: Given | None = None) -> str:
    [read] = decode([Blob("page", data, given=given)])
    assert isinstance(read, Problem), read
    return read.code


def assert_exact(read: Page) -> None:
    """Check that a damaged text page has the text of its bytes, is fit for the record, and says it."""
    text = read.data[bom_length(read.data) :].decode(read.encoding, "replace")
    assert read.text == text
    assert list(page_faults(read)) == []
    assert doubts(read)[-1].code == "page.encoding_damaged"


@pytest.mark.parametrize(
    ("data", "words", "said"),
    [
        (
            ENGLISH.encode() + b"caf\xe9 and \x93so\x94" + ENGLISH.encode(),
            "caf\ufffd and \ufffdso\ufffd",
            "3 bytes are not valid UTF-8 and stand as U+FFFD; the first is byte 407.",
        ),
        (
            ENGLISH.encode() + "Cut off “here”".encode()[:-1],
            "“here\ufffd",
            "2 bytes are not valid UTF-8 and stand as U+FFFD; the first is byte 419.",
        ),
        (
            b"Plain words, and then a quotation mark: \xe2\x80",
            "mark: \ufffd",
            "2 bytes are not valid UTF-8 and stand as U+FFFD; the first is byte 40.",
        ),
        (
            codecs.BOM_UTF8 + "Déjà vu: ".encode() + b"\xff",
            "vu: \ufffd",
            "1 byte is not valid UTF-8 and stands as U+FFFD: byte 14.",
        ),
        (
            codecs.BOM_UTF16_LE + ENGLISH.encode("utf-16-le")[:-1],
            "on Friday.\ufffd",
            "1 byte is not valid UTF-16-LE and stands as U+FFFD: byte 712.",
        ),
        (
            codecs.BOM_UTF16_BE + b"\xd8\x3d" + ENGLISH.encode("utf-16-be"),
            "\ufffdThe minister",
            "2 bytes are not valid UTF-16-BE and stand as U+FFFD; the first is byte 2.",
        ),
        (
            ENGLISH.encode("utf-16-le") + b"x",
            "on Friday.\n\ufffd",
            "1 byte is not valid UTF-16-LE and stands as U+FFFD: byte 712.",
        ),
    ],
)
def test_a_few_bad_bytes_stand_as_replacement_characters_and_are_said(
    data: bytes, words: str, said: str
) -> None:
    read = page(data)
    assert words in read.text
    assert doubts(read)[-1].message == said
    assert_exact(read)


@pytest.mark.parametrize(
    ("label", "text"), [("shift_jis", JAPANESE), ("gb18030", CHINESE), ("big5", "中文。 ab" * 99)]
)
def test_a_page_in_the_encoding_that_was_sent_with_it_is_read_but_for_a_few_bytes(
    label: str, text: str
) -> None:
    data = text.encode(label)
    read = page(data + b"\x81 \x81 ok " + data, Given(media_type=f"text/plain; charset={label}"))
    assert "\ufffd \ufffd ok " in read.text
    assert_exact(read)


def test_a_detected_encoding_of_east_asia_may_be_damaged_after_the_sample() -> None:
    data = CHINESE.encode("gb18030") * 200
    read = page(data + b"\x81 " + data)
    assert (read.encoding, read.text.count("\ufffd")) == ("gb18030", 1)
    assert_exact(read)


def test_that_too_many_bytes_are_bad_is_said_with_the_first() -> None:
    [read] = decode([Blob("a", ENGLISH.encode() + b"\xff" * 40)])
    assert isinstance(read, Problem)
    assert "too many bytes are not valid in it, the first is byte 404;" in read.message


def test_a_page_that_says_utf8_may_lose_three_characters_and_no_more() -> None:
    html = b'<html><head><meta charset="utf-8"></head><body><p>She did %s.</p>' + b"<p>No.</p>" * 999
    assert "did \ufffdnot\ufffd." in page(html % b"\x93not\x94").text
    assert problem(html % b"\x93not\x94 \x93wait\x94") == "page.encoding"


def test_a_guessed_encoding_and_its_damage_are_both_said() -> None:
    found = doubts(page(ENGLISH.encode("utf-16-le") + b"x"))
    assert [doubt.code for doubt in found] == ["page.encoding_guessed", "page.encoding_damaged"]


def test_replacement_characters_and_byte_order_marks_that_stand_in_a_page_are_its_own() -> None:
    text = f"\ufeff\ufeff{ENGLISH}\ufeff and \ufffd. {ENGLISH}"
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le"):
        read = page(text.encode(encoding))
        assert read.text == text[1:]
        assert doubts(read) == ()
        assert list(page_faults(read)) == []


@pytest.mark.parametrize(
    "data",
    [
        RUSSIAN.encode() + RUSSIAN.encode("cp1251"),
        RUSSIAN.encode() + bytes(range(128, 256)),
        b"The caf\x82 was closed on Friday. " * 5,
        codecs.BOM_UTF8 + ENGLISH.encode("cp1252"),
        codecs.BOM_UTF8 + ("She did not say so. " * 90 + "The café was closed. " * 4).encode("cp1252"),
        codecs.BOM_UTF8 + "The café was closed.".encode("cp1252"),
        b"\xe9 and caf\xc3\xa9 \xe9",
        codecs.BOM_UTF16_LE + ENGLISH.encode()[:-1],
        codecs.BOM_UTF32_LE + ENGLISH.encode("utf-32-le")[1:],
        b"".join(hashlib.sha256(bytes([n])).digest() for n in range(250)).replace(b"\0", b"\1"),
    ],
)
def test_much_damage_and_wrong_encodings_are_no_page(data: bytes) -> None:
    assert problem(data) == "page.encoding"


@pytest.mark.parametrize("text", [ENGLISH, RUSSIAN, JAPANESE])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_that_lost_a_byte_in_the_middle_is_no_page(text: str, encoding: str) -> None:
    data = ("\ufeff" + text).encode(encoding)
    assert problem(data[:301] + data[302:]) == "page.encoding"


@pytest.mark.parametrize("label", ["shift_jis", "gb18030", "big5", "euc-kr"])
def test_a_page_that_is_not_in_the_encoding_it_says_is_not_read_in_it(label: str) -> None:
    [read] = decode(
        [Blob("a", RUSSIAN.encode("koi8-r"), given=Given(media_type=f"text/plain; charset={label}"))]
    )
    # All bytes of it are valid in Windows-31J.
    assert not isinstance(read, Page) or doubts(read) == () or read.text == RUSSIAN


@pytest.mark.parametrize(
    ("label", "letters", "bad"),
    [
        ("utf-8", "“日本é😀”".encode(), b"\xe2\x80"),
        ("utf-8", "“日本é😀”".encode(), b"\xff"),
        ("shift_jis", "日本カタカナ".encode("cp932"), b"\x81"),
        ("shift_jis", b"\xed\x40\xfa\x5c", b"\x81"),  # each written in the other of its two ways
    ],
)
def test_a_span_of_html_with_damage_inside_is_exactly_what_is_written(
    label: str, letters: bytes, bad: bytes
) -> None:
    middle = b"&amp; (" + letters + bad + b" <b>words</b>" + bad + b")"
    rest = b"<!-- " + bad + b" --><p title='" + bad + b"'>" + letters * 600 + b"</p>"
    read = page(b"<html><meta charset=" + label.encode() + b">" + rest + b"<p>x" + middle + b"y</p>")
    assert read.kind == "html"
    start = read.text.rindex("x&") + 1
    found = byte_range(read, (start, read.text.rindex("y")))
    assert found is not None
    assert read.data[slice(*found)] == middle
    first = read.text.index("\ufffd", start)
    bytes_of_one = byte_range(read, (first, first + 1))
    assert bytes_of_one is not None
    assert read.data[slice(*bytes_of_one)] == bad


TEXTS = {
    "utf-8": ENGLISH + JAPANESE + "😀",
    "utf-8-sig": RUSSIAN + "😀é",
    "utf-16-le": ENGLISH + "😀 " + RUSSIAN,
    "utf-16-be": JAPANESE + "😀",
    "utf-32-le": RUSSIAN + "😀 é",
    "cp932": JAPANESE + "ｱｲｳ",
    "gb18030": CHINESE + "é😀𠀀",
    "big5": "中文。 ab" * 40,
    "cp949": "외교부 대변인은 금요일에 말했다. " * 20,
    "euc_jp": JAPANESE,
    "cp1252": ENGLISH,
}
EDITS = st.tuples(st.integers(0, 10_000), st.integers(0, 2), st.binary(min_size=1, max_size=3))


@st.composite
def damaged(draw: st.DrawFn) -> tuple[bytes, str]:
    """Text in some encoding, with bytes changed, lost or added."""
    form = draw(st.sampled_from(sorted(TEXTS)))
    marks = {
        "utf-16-le": codecs.BOM_UTF16_LE,
        "utf-16-be": codecs.BOM_UTF16_BE,
        "utf-32-le": codecs.BOM_UTF32_LE,
    }
    data = bytearray(marks.get(form, b"") + TEXTS[form].encode(form))
    for place, lost, new in draw(st.lists(EDITS, max_size=4)):
        at = 4 + place % (len(data) - 4)
        data[at : at + lost] = new
    return bytes(data[: len(data) - draw(st.integers(0, 3))]), form.removesuffix("-sig")


@given(damaged())
def test_damage_is_what_python_replaces_and_all_else_is_sound(made: tuple[bytes, str]) -> None:
    data, encoding = made
    text = data[bom_length(data) :].decode(encoding, "replace")
    found = list(find_damage(data, encoding))
    assert bool(found) is not is_sound(data, encoding)
    edges = [(-1, 0, bom_length(data)), *found, (len(text), len(data), len(data))]
    for left, right in pairwise(edges):
        assert data[left[2] : right[1]].decode(encoding) == text[left[0] + 1 : right[0]]
    assert all(text[position] == "\ufffd" for position, _, _ in found)


@given(damaged(), st.data())
def test_a_damaged_text_page_leads_back_to_its_bytes(made: tuple[bytes, str], draw: st.DataObject) -> None:
    data, encoding = made
    [read] = decode([Blob("page.txt", data, given=Given(media_type=f"text/plain; charset={encoding}"))])
    if isinstance(read, Problem):
        assert read.code in {"page.encoding", "page.binary"}
        return
    assert read.text == decoded(read)
    assert list(page_faults(read)) == []
    lost = sum(one.end - one.start for one in find_damage(data, read.encoding))
    assert lost <= max(4, MOST_LOST * len(data))
    assert bool(lost) is ("page.encoding_damaged" in {doubt.code for doubt in doubts(read)})
    start = draw.draw(st.integers(0, len(read.text)))
    end = draw.draw(st.integers(start, len(read.text)))
    found = byte_range(read, (start, end))
    if found is None:
        # Of these alone bytes may read otherwise by themselves, or be another way to write a character.
        assert read.encoding in {"gb18030", "cp932", "cp949", "big5", "euc_jp"}
    else:
        assert data[slice(*found)].decode(read.encoding, "replace") == read.text[start:end]


@given(damaged(), st.data())
def test_the_words_of_a_damaged_html_page_lead_back_to_their_bytes(
    made: tuple[bytes, str], draw: st.DataObject
) -> None:
    text, encoding = made
    mark = text[: bom_length(text)]
    tags = "<html><p class='a>b'>", "&amp; <b>x1</b> y2<!-- \n"
    data = mark + tags[0].encode(encoding) + text[len(mark) :] + tags[1].encode(encoding) + text[len(mark) :]
    data += "-->z3</p>".encode(encoding)
    [read] = decode([Blob("page.html", data, given=Given(media_type=f"text/html; charset={encoding}"))])
    assume(isinstance(read, Page) and read.kind == "html")
    assert isinstance(read, Page)
    for word in ("x1", "y2", "z3"):
        if read.text.count(word) == 1:
            start = read.text.index(word)
            found = byte_range(read, (start, start + 2))
            assert found is not None
            assert data[slice(*found)].decode(read.encoding) == word
    start = draw.draw(st.integers(0, len(read.text) - 1))
    end = draw.draw(st.integers(start + 1, len(read.text)))
    found = byte_range(read, (start, end))
    written = "" if found is None else data[slice(*found)].decode(read.encoding, "replace")
    if written and not {"<", "&"} & set(written):
        assert BLANK.sub("", written) == BLANK.sub("", read.text[start:end])


@given(
    st.binary(max_size=300), st.sampled_from([b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF32_BE])
)
def test_any_bytes_are_read_exactly_or_not_at_all(data: bytes, mark: bytes) -> None:
    [read] = decode([Blob("x.txt", mark + data)])
    if isinstance(read, Page) and read.kind == "text":
        assert read.text == decoded(read)
        assert list(page_faults(read)) == []
        whole = byte_range(read, (0, len(read.text)))
        assert whole is None or whole == (bom_length(read.data), len(read.data))


def test_a_large_page_with_much_damage_takes_no_longer_than_its_bytes_ask() -> None:
    sound = "“Größe” 日本 said the minister of the country on Friday afternoon.\n".encode()
    started = time.process_time()
    read = page((sound * 3 + b"\xff\xfe") * 10_000)
    assert byte_range(read, (5, 100_000)) is not None
    assert doubts(read)[0].message.startswith("20,000 bytes")
    assert time.process_time() - started < 5
    assert problem(b"\xff" * 10_000_000) == "page.encoding"
    assert time.process_time() - started < 10
