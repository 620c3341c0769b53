"""Saved mails and pages: the page in them, decoded, with what its head truly says."""

from __future__ import annotations

import gzip
import io
from datetime import UTC, datetime
from email.message import EmailMessage, Message
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.pages import LARGEST_PAGE, decode
from onrecord.pages.archives import unpack
from onrecord.schema import Blob, Given, Outcome, Page, Problem

HTML = "<html><body><p>“It is a lie,” she said in Kraków.</p></body></html>"
TEXT = "“It is a lie,” she said in Kraków.\n"


def read(data: bytes, name: str) -> list[Outcome[Blob]]:
    return list(unpack(io.BytesIO(data), name))


def only(message: Message | bytes, name: str = "a.eml") -> Blob:
    (found,) = read(message if isinstance(message, bytes) else message.as_bytes(), name)
    assert isinstance(found, Blob), found
    return found


def mail(subject: str = "The week in Brussels", **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = '"The Daily Éxample" <news@daily.example>'
    message["Subject"] = subject
    message["Date"] = "Fri, 26 Jan 2024 10:00:00 +0100"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(TEXT)
    message.add_alternative(HTML, subtype="html")
    return message


def saved(charset: str = "utf-8") -> Message:
    """Return a page as browsers save it, with a frame before it and a picture behind."""
    message = MIMEMultipart("related")
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = "https://daily.example/a?b=1"
    message["Subject"] = "It is a lie - The Daily Example"
    message["Date"] = "Sun, 28 Jan 2024 09:30:00 -0000"
    for url, html in (
        ("cid:frame-1@mhtml.blink", "<p>An advertisement"),
        ("https://daily.example/a?b=1", HTML),
    ):
        part = MIMEText(html, "html", charset)
        part["Content-Location"] = url
        message.attach(part)
    picture = EmailMessage()
    picture.set_content(b"\x89PNG", maintype="image", subtype="png")
    message.attach(picture)
    return message


def test_the_html_of_a_newsletter_is_the_page_with_title_outlet_and_date() -> None:
    message = mail(
        List_Unsubscribe="<https://daily.example/out>", Received="by mx; Fri, 26 Jan 2024 09:00:07 +0000"
    )
    found = only(message)
    assert found == Blob(
        "a.eml",
        found.data,
        datetime(2024, 1, 26, 9, 0, 7, tzinfo=UTC),
        "a.eml",
        Given(
            media_type="text/html; charset=utf-8",
            title="The week in Brussels",
            outlet="The Daily Éxample",
            published="2024-01-26T10:00:00+01:00",
        ),
    )
    (page,) = decode([found])
    assert isinstance(page, Page)
    assert (page.kind, page.text) == ("html", TEXT.strip())


def test_the_sender_of_a_single_mail_is_no_outlet() -> None:
    found = only(mail("Re: AW: Your question")).given
    assert found is not None
    assert (found.title, found.outlet, found.published) == (
        "Your question",
        None,
        "2024-01-26T10:00:00+01:00",
    )


@pytest.mark.parametrize("subject", ["Fwd: The week", "FW: The week", "WG: The week"])
def test_the_head_of_a_forwarded_mail_says_nothing_of_its_text(subject: str) -> None:
    assert only(mail(subject, List_Id="<list.example>")).given == Given(media_type="text/html; charset=utf-8")


def test_a_mail_without_html_is_read_as_its_text() -> None:
    message = EmailMessage()
    message["Subject"] = "=?utf-8?q?Caf=C3=A9?="
    message.set_content(TEXT)
    message.add_attachment("<p>An attachment</p>", subtype="html", filename="a.html")
    found = only(message)
    assert found.data.decode().strip() == TEXT.strip()
    assert found.given == Given(media_type="text/plain; charset=utf-8", title="Café")


@pytest.mark.parametrize("name", ["page.mhtml", "page.MHT", "page.eml", "page", "-"])
def test_a_saved_page_has_its_own_address_and_the_time_when_it_was_saved(name: str) -> None:
    found = only(saved(), name)
    assert found == Blob(
        "https://daily.example/a?b=1",
        HTML.encode(),
        datetime(2024, 1, 28, 9, 30, tzinfo=UTC),
        name,
        Given(media_type="text/html; charset=utf-8", url="https://daily.example/a?b=1"),
    )


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-2", "windows-1250"])
def test_the_charset_of_the_part_is_used_in_decoding(charset: str) -> None:
    html = HTML.replace("“", '"').replace("”", '"')
    message = MIMEText(html, "html", charset)
    message["From"] = "<Saved by Windows Internet Explorer 11>"
    message["Content-Location"] = "file://C:\\pages\\a.html"
    (page,) = decode([only(message, "page.mht")])
    assert isinstance(page, Page)
    assert page.text == '"It is a lie," she said in Kraków.'
    assert page.given is not None
    assert page.given.url is None


def test_the_root_of_a_saved_page_may_be_named_by_its_content_id() -> None:
    message = MIMEMultipart("related", start="<root@x>")
    for name, html in (("<frame@x>", "<p>An advertisement"), ("<root@x>", HTML)):
        part = MIMEText(html, "html", "utf-8")
        part["Content-ID"] = name
        message.attach(part)
    assert only(message, "page.mhtml").data == HTML.encode()


def test_a_mail_is_told_by_its_head_and_may_be_packed() -> None:
    data = mail().as_bytes()
    for name in ("a.eml", "cur/1706259600.M1", "-"):
        assert only(gzip.compress(data), name).archive == name


@pytest.mark.parametrize(
    "text",
    [
        "From: our correspondent\nDate: Friday\n\nThe minister denied it.\n",
        "MIME-Version: 1.0 was published in 1996.\n\nContent-Type: came with it.\n",
        "The minister denied it.\nMIME-Version: 1.0\nContent-Type: text/html\n\nNo.",
    ],
)
def test_a_text_that_looks_a_little_like_a_mail_stays_a_page(text: str) -> None:
    assert only(text.encode(), "page.txt") == Blob("page.txt", text.encode())


def nested(levels: int) -> bytes:
    head = "".join(
        f"Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n" for level in range(levels)
    )
    return f"MIME-Version: 1.0\n{head}Content-Type: text/plain\n\nDeep down.\n".encode()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (nested(101), "page.mail"),
        (nested(5000), "page.mail"),
        (
            b"MIME-Version: 1.0\nContent-Type: message/rfc822\n\n"
            + b"Content-Type: message/rfc822\n\n" * 3000,
            "page.mail",
        ),
        (
            b"MIME-Version: 1.0\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0=",
            "page.mail",
        ),
        (b"MIME-Version: 1.0\nContent-Type: text/html\n\n \n", "page.mail"),
        (
            b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n--a\n" + b"\n" * 5_000_000,
            "page.mail",
        ),
        (b"", "page.empty"),
        (b"Subject: x\n\n" + b"x" * LARGEST_PAGE, "page.too_large"),
        (gzip.compress(b"Subject: x\n\ntext\n" * 90)[:-9], "page.gzip"),
    ],
    ids=range(9),
)
def test_a_mail_that_holds_no_page_is_a_problem(data: bytes, code: str) -> None:
    (found,) = read(data, "a.eml")
    assert isinstance(found, Problem)
    assert found.code == code


def test_parts_in_parts_and_broken_ones_are_read_as_far_as_they_go() -> None:
    assert only(nested(90)).data == b"Deep down."
    cut = mail().as_bytes().partition(b"</p>")[0]
    assert b"It is a lie" in only(cut).data


@given(st.binary(max_size=3000))
def test_no_bytes_make_it_fail(data: bytes) -> None:
    for head in (
        b"",
        b"MIME-Version: 1.0\nContent-Type: ",
        b"Subject: =?utf-8?b?",
        b"Date: ",
        b"Content-Type: multipart/x; boundary=a\n\n--a\n",
    ):
        assert len(read(head + data, "a.eml")) == 1


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_what_goes_in_comes_out(text: str) -> None:
    assert only(MIMEText(text, "html", "utf-8")).data == text.encode()
