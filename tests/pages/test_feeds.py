"""Feeds, sitemaps and lists of addresses: what they name, and what they carry themselves."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from onrecord.pages.feeds import Listing, is_list, read_list
from onrecord.pages.feeds.entries import LEAST_TEXT, read_date
from onrecord.pages.feeds.listing import MOST_ENTRIES
from onrecord.pages.gathering import gather, list_places
from onrecord.schema import Blob, Given, Outcome, Problem

HOME = "https://news.example/feeds/all.xml"
LONG = "<p>" + "The minister spoke about the bridges of the city. " * (LEAST_TEXT // 40) + "</p>"
ESCAPED = LONG.replace("<", "&lt;")

RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- made by a machine -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"
  xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>Áland &amp;amp; Times</title><link>https://news.example/</link>
<atom:link href="https://news.example/rss" rel="self"/>
<image><title>logo</title><link>https://news.example/logo</link></image>
<item><title>Bridges &lt;i&gt;now&lt;/i&gt; AT&amp;T</title><link>https://news.example/a?x=1&amp;y=2</link>
  <media:title>A picture</media:title><media:description>{ESCAPED}</media:description>
  <pubDate>Sat, 27 Jan 2024 10:30:00 +0200</pubDate><dc:creator>Ann Lee</dc:creator>
  <author>desk@news.example (Bo Ek)</author><author>web@news.example</author>
  <category>Cities</category><category>Rivers</category><category>Cities</category>
  <description>In short.</description><content:encoded><![CDATA[{LONG}]]></content:encoded></item>
<item><title>Only a link</title><link> /b </link><description>In short.</description></item>
<item><guid isPermaLink="false">tag:1</guid><title>Nothing to go by</title></item>
<item><guid>https://news.example/c</guid><description>{ESCAPED}</description></item>
<item><title>Once more</title><link>https://news.example/a?x=1&amp;y=2</link></item>
</channel></rss>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://news.example/blog/">
<title type="html">The &lt;b&gt;Blog&lt;/b&gt;</title><link rel="self" href="feed"/>
<author><name>The desk</name></author>
<entry><title>One</title><link rel="enclosure" href="one.mp3"/>
  <link rel="alternate" type="text/html" href="one"/>
  <published>2024-01-27T10:30:00Z</published><updated>2024-01-28</updated>
  <author><name>Ann Lee</name><email>ann@news.example</email></author><category term="cities" label="Cities"/>
  <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{LONG}<br/></div></content></entry>
<entry><title>Two</title><link href="two"/><summary>{"In words. " * 99}</summary></entry>
<entry><title>Three</title><link href="three"/><content type="text">{"1 &lt; 2 and so on. " * 60}</content>
  <source><title>Other News</title></source></entry>
</feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Old</title>
 <items><rdf:Seq><rdf:li resource="https://news.example/a"/></rdf:Seq></items></channel>
<item rdf:about="a"><title>A</title><link>https://news.example/a</link><dc:date>2024-01</dc:date></item></rdf:RDF>"""

SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://x">
<url><loc>
 https://news.example/a </loc><image:image><image:loc>https://news.example/p.jpg</image:loc></image:image>
 <news:news><news:publication_date>2024-01-27</news:publication_date><news:title>A</news:title></news:news></url>
<url><loc>https://news.example/b</loc></url><url><lastmod>2024</lastmod></url></urlset>"""

INDEX = """<sitemapindex><sitemap><loc>https://news.example/s1.xml.gz</loc></sitemap></sitemapindex>"""


def listing(text: str | bytes, uri: str = HOME) -> Listing:
    data = text.encode() if isinstance(text, str) else text
    assert is_list(data)
    found = read_list(data, uri)
    assert not isinstance(found, Problem), found
    return found


def links(text: str | bytes, uri: str = HOME) -> list[str | None]:
    return [entry.link for entry in listing(text, uri).entries]


def test_rss_names_its_entries_and_what_they_say_of_themselves() -> None:
    first, second, third = listing(RSS).entries
    assert first.text == LONG
    assert first.given == Given(
        media_type="text/html; charset=utf-8",
        url="https://news.example/a?x=1&y=2",
        title="Bridges now AT&T",
        outlet="Áland & Times",
        byline=("Ann Lee", "Bo Ek"),
        published="2024-01-27T10:30:00+02:00",
        tags=("Cities", "Rivers"),
    )
    assert (second.link, second.text) == ("https://news.example/b", None)
    assert (third.link, third.text) == ("https://news.example/c", LONG)


def test_the_password_in_a_link_does_not_stand_in_what_an_entry_gives() -> None:
    first, *_ = listing(RSS.replace("//news.example/a", "//ann:secret@news.example/a")).entries
    assert first.given.url == "https://news.example/a?x=1&y=2"


def test_atom_names_its_entries_and_what_they_say_of_themselves() -> None:
    one, two, three = listing(ATOM).entries
    assert one.link == "https://news.example/blog/one"
    assert one.text is not None
    assert one.text.startswith("<p>The minister")
    assert "xmlns" not in one.text
    assert one.given == Given(
        media_type="text/html; charset=utf-8",
        url=one.link,
        title="One",
        outlet="The Blog",
        byline=("Ann Lee",),
        published="2024-01-27T10:30:00+00:00",
        updated="2024-01-28",
        tags=("Cities",),
    )
    assert (two.link, two.given.title) == ("https://news.example/blog/two", "Two")
    assert two.text is not None
    assert three.text is not None
    assert three.text.startswith("1 < 2 and")
    assert three.given.media_type == "text/plain; charset=utf-8"
    assert three.given.outlet == "Other News"


def test_rdf_sitemaps_their_indexes_and_lists_of_addresses_are_read() -> None:
    assert links(RDF) == ["https://news.example/a"]
    assert listing(RDF).entries[0].given.published == "2024-01"
    assert links(SITEMAP) == ["https://news.example/a", "https://news.example/b"]
    assert all(entry.given == Given() for entry in listing(SITEMAP).entries)
    assert (links(INDEX), listing(INDEX).kind) == (["https://news.example/s1.xml.gz"], "index")
    text = "\ufeff# mine\r\nhttps://news.example/a\r\n\r\n  HTTP://news.example/b  \nhttps://news.example/a"
    assert links(text) == ["https://news.example/a", "HTTP://news.example/b"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "iso-8859-1"])
def test_the_encoding_of_a_feed_is_heeded(encoding: str) -> None:
    declared = encoding if encoding == "iso-8859-1" else encoding.partition("-sig")[0]
    data = RSS.replace('encoding="UTF-8"', f'encoding="{declared}"').encode(encoding)
    assert listing(data).entries[0].given.outlet == "Áland & Times"


def test_an_empty_feed_has_no_entries_and_no_problem() -> None:
    assert listing("<rss><channel/></rss>") == Listing("feed", ())
    assert listing("<feed/>").entries == ()


@pytest.mark.parametrize(
    "page",
    [
        b"",
        b"https",
        b"<!doctype html><html><body><a href='https://x/'>x</a>",
        b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body/></html>",
        b"News of the day\nhttps://news.example/a\n",
        b"https://news.example/a and more\nhttps://news.example/b",
        b"<feedback/>",
        b"<p>&lt;rss>",
        b"<?xml " * 20_000,
        b"<!--" * 20_000,
        b"\n" * 100_000 + b"x",
        b"https://x/ " * 20_000,
    ],
)
def test_a_page_is_no_list(page: bytes) -> None:
    assert not is_list(page)


def code(outcome: Outcome[Listing]) -> str | None:
    problem = outcome if isinstance(outcome, Problem) else outcome.problem
    return None if problem is None else problem.code


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
EVIL = {
    "billion laughs": f'<!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]><rss><title>&l9;</title></rss>',
    "a file": '<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd">]><rss><item><link>&f;</link></item></rss>',
    "a parameter": '<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://127.0.0.1/x.dtd"> %p;]><rss/>',
}


@pytest.mark.parametrize("name", EVIL)
def test_a_feed_that_declares_entities_is_not_read(name: str) -> None:
    for data in (EVIL[name].encode(), EVIL[name].encode("utf-16")):
        assert is_list(data)
        assert code(read_list(data, HOME)) == "feed.broken"


def test_a_document_type_elsewhere_is_not_fetched() -> None:
    text = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://127.0.0.1:9/rss.dtd">'
    assert links(text + "<rss><channel><item><link>https://news.example/a</link></item></channel></rss>") == [
        "https://news.example/a"
    ]


def test_a_feed_that_breaks_off_gives_what_was_whole_and_says_so() -> None:
    whole = RSS.index("<item><guid isPermaLink")
    found = listing(RSS[:whole])
    assert [entry.link for entry in found.entries][:1] == ["https://news.example/a?x=1&y=2"]
    assert code(found) == "feed.broken"
    assert code(listing(RSS.replace("In short.", "&nbsp; \x0b & so"))) == "feed.broken"


def test_what_only_looks_like_a_feed_is_a_problem() -> None:
    assert code(read_list(b"<rss", HOME)) is None or not is_list(b"<rss")
    assert code(read_list(b"<rss ", HOME)) == "feed.broken"


def test_a_feed_deeper_or_larger_than_any_is_a_problem() -> None:
    assert code(read_list(b"<rss>" + b"<a>" * 5000, HOME)) == "feed.broken"
    assert code(read_list(b"<rss><a>" + b"x" * 11_000_000 + b"</a></rss>", HOME)) == "feed.broken"


def test_a_list_longer_than_any_is_cut_and_says_so() -> None:
    text = "\n".join(f"https://news.example/{number}" for number in range(MOST_ENTRIES + 1))
    assert len(listing(text).entries) == MOST_ENTRIES
    assert code(listing(text)) == "feed.long"


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("Sat, 27 Jan 2024 10:30:00 GMT", "2024-01-27T10:30:00+00:00"),
        ("27 Jan 2024 10:30 EST", "2024-01-27T10:30:00-05:00"),
        ("Sat, 27 Jan 2024 10:30:00 -0000", "2024-01-27T10:30:00"),
        ("27 Jan 2024", "2024-01-27"),
        ("2024", "2024"),
        ("2024-02", "2024-02"),
        ("2024-02-30", None),
        ("2024-13", None),
        ("2024-01-27T10:30", "2024-01-27T10:30:00"),
        ("2024-01-27t10:30:00.5z", "2024-01-27T10:30:00.500000+00:00"),
        ("2024-01-27T10:30:00+0530", "2024-01-27T10:30:00+05:30"),
        ("2024-01-27T25:00:00Z", None),
        ("yesterday", None),
        ("", None),
        ("27/01/2024", None),
    ],
)
def test_dates_are_as_precise_as_they_are_given(words: str, date: str | None) -> None:
    assert read_date(words) == date


@drawn(st.text(max_size=40) | st.from_regex(r"\A[0-9A-Za-z,:+ -]{0,40}\Z"))
def test_no_date_is_so_odd_that_it_crashes(words: str) -> None:
    read_date(words)


@drawn(st.data())
def test_no_damage_to_a_feed_is_so_odd_that_it_crashes(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from([RSS, ATOM, RDF, SITEMAP])).encode()
    start = data.draw(st.integers(0, len(whole)))
    junk = data.draw(st.binary(max_size=8) | st.sampled_from([b"<", b"]]>", b"&x;", b"<item>", b"</item>"]))
    damaged = whole[:start] + junk + whole[start + data.draw(st.integers(0, 9)) :]
    if is_list(damaged):
        read_list(damaged, HOME)


def opened(path: Path) -> list[Outcome[Blob]]:
    return list(gather(list_places([path])))


def test_a_feed_on_disk_gives_the_articles_it_carries_and_one_problem_for_all_others(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(RSS, "utf-8")
    first, second, problem = opened(path)
    assert isinstance(first, Blob)
    assert isinstance(second, Blob)
    assert (first.uri, first.archive, first.fetched) == ("https://news.example/a?x=1&y=2", f"{path}#1", None)
    assert first.data == LONG.encode()
    assert first.given is not None
    assert first.given.title == "Bridges now AT&T"
    assert (second.uri, second.archive) == ("https://news.example/c", f"{path}#3")
    assert isinstance(problem, Problem)
    assert (problem.code, problem.uri) == ("feed.link", str(path))
    assert problem.message.startswith("1 of its entries holds no article, only a link;")


def test_a_sitemap_on_disk_plain_or_gzip_is_one_problem(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(SITEMAP)
    (tmp_path / "b.xml.gz").write_bytes(gzip.compress(SITEMAP.encode()))
    (tmp_path / "c.txt").write_text("https://news.example/a\n")
    found = opened(tmp_path)
    assert [item.code for item in found if isinstance(item, Problem)] == ["feed.link"] * 3
    assert len(found) == 3


def test_entries_without_a_link_are_named_by_their_place(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(f"<rss><channel><item><description>{ESCAPED}</description></item></channel></rss>")
    (page,) = opened(path)
    assert isinstance(page, Blob)
    assert (page.uri, page.archive) == (f"{path}#1", f"{path}#1")
