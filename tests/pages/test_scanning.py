"""The scanner cuts markup as the parser does: the same text in the same order."""

from __future__ import annotations

import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from lxml import etree

from onrecord.pages import parse
from onrecord.pages.rendering import BLANK, TooDeepError
from onrecord.pages.scanning import CODE, count_attributes, long_tags, stretches, tags


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("a<b>c</b>d", "acd"),
        ("a<!-- > --!>b<!-->c<!--->d<!----->e<!-- f", "abcde"),
        ("a<!x>b<?y?>c</ z>d</>e</", "abcde</"),
        ("1 < 2 <3 a<b", "1 < 2 <3 a"),
        ("<a href='>'>b<a title=it's>c<a x=\"y\">d<a b=c/>e<a b='", "bcde"),
        ("&amp;&ampx&lt&notit;&notin;&bogus;& &#65;&#66x&#x43;&#", "&&x<¬it;∉&bogus;& ABxC&#"),
        ("&#0;&#x80;&#129;&#xD800;&#1114112;&#99999999999999999999;", "\ufffd€\x81\ufffd\ufffd\ufffd"),
        ("<script>a</b></script >b<SCRIPT>c</scripts></Script/>d", "bd"),
        ("<script/>a</script><style/>b", "ab"),
        ("<script src=x/>a</script>b", "b"),
        ("<script><!-- <script>a</script> --></script>b", "b"),
        ("<script><!-- <script>a</script>b</script>c", "c"),
        ("<script><!--> <script>a</script>b", "b"),
        ("<title>a<b>&amp;</title>c<textarea></title>d</textarea>", "a<b>&c</title>d"),
        ("<xmp>&amp;<b></xmp><iframe><p></iframe>a<plaintext></plaintext>", "&amp;<b><p>a</plaintext>"),
    ],
)
def test_text_is_told_from_markup(markup: str, text: str) -> None:
    assert "".join(stretch.text for stretch in stretches(markup)) == text


SOUP = st.lists(
    st.sampled_from(
        """<|</|>|/>|<!--|-->|--!>|<!|<?|<![CDATA[|]]>|<!DOCTYPE html>|<!DOCTYPE a PUBLIC "-//b>//" 'c'>|&
        |&amp;|&amp|&ltx|&notit;|&#65;|&#65|&#x41;|&#x|&#|&#128;|&#129;|&#0;|&#xD800;|&#xFFFE;
        |&NotEqualTilde;|&nbsp;|&bogus;|&shy;|“|é|漢|😀|\x01|\x0b|\x0c|\r\n|\r|\n|\t| |word|x|1|;|'|"|=
        |a=b| a='x>y'| b="<p>"| c=d/|-|--|!|/|script|title|<script>|<script src=x/>|<script/>|</script>
        |<script <!--|<!-- <script>|<ScRiPt>|</sCRIPT >|<style>|</style x>|<title>|</title>|<tItle>
        |</TITLE\n>|<title/>|<textarea>|</textarea>|</textarea|<iframe>|</iframe>|<xmp>|</xmp>
        |<noscript>|</noscript>|<noframes>|</noframes>|<noembed>|</noembed>|<plaintext>|<svg>|</svg>
        |<math>|<template>|<html>|</html>|<head>|</head>|<body>|</body>|<body/>|<html/>|<p>|</p>|< p>
        |</ p>|<div>|</div>|<q>|</q>|<br/>|<table>|<tr>|<td>|</td>|</tr>|</table>|<caption>|<b>|</b>|<i>
        |</i>|<a href=x>|</a>|<form>|</form>|<select>|<option>|</select>|<frameset>|<frame>|<pre>|</pre>
        |<ruby><rt>|</rt>|<object>|</object>|<meta charset=latin1>|<a:b>|<x-y>|<1|</1>|</>|<=""".replace(
            "\n        |", "|"
        ).split("|")
    ),
    max_size=24,
).map("".join)


@pytest.mark.skipif(
    etree.LIBXML_VERSION < (2, 14), reason="libxml2 keeps to the standard's tokens since 2.14"
)
@given(st.sampled_from(["", "<html>", "<!doctype html><html><head>"]), SOUP)
def test_all_text_that_the_parser_finds_is_found_in_order(start: str, soup: str) -> None:
    markup = start + soup
    try:
        tree = parse(markup)
    except (TooDeepError, etree.XMLSyntaxError):
        assume(condition=False)
        return
    parsed = "" if tree is None else text_of(tree)
    scanned = "".join(stretch.text for stretch in stretches(markup))
    assert BLANK.sub("", scanned) == BLANK.sub("", parsed)


def text_of(tree: etree._Element) -> str:
    pieces = []
    for event, node in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event != "start":
            pieces.append(node.tail if node is not tree else None)
        elif node.tag not in CODE:
            pieces.append(node.text)
    return "".join(piece for piece in pieces if piece)


@given(SOUP)
def test_each_stretch_stands_where_it_says(soup: str) -> None:
    end = 0
    for stretch in stretches(soup):
        assert end <= stretch.start < stretch.end <= len(soup)
        end = stretch.end
        if stretch.reference:
            assert soup[stretch.start] == "&"
        else:
            assert stretch.text == soup[stretch.start : stretch.end]


def test_tags_are_those_that_open_an_element() -> None:
    markup = "<!DOCTYPE html><!-- <a> --><p a b=c d='<e>' /f><script>'<b>'</script></p><br/>"
    found = [(tag["name"], count_attributes(tag)) for tag in tags(markup)]
    assert found == [("p", 4), ("script", 0), ("br", 0)]


@pytest.mark.parametrize(
    "piece",
    [
        "<!--",
        "<a ",
        "<a b='",
        "<script>",
        "<script><!--<script>",
        "<title>",
        "</",
        "&#",
        "&" + "a" * 40,
        "<!",
    ],
)
def test_time_grows_with_the_markup_and_no_faster(piece: str) -> None:
    started = time.process_time()
    for _ in stretches(piece * (400_000 // len(piece))):
        pass
    assert time.process_time() - started < 5


@pytest.mark.parametrize("least", [0, 12, 40])
def test_long_tags_are_the_tags_that_are_long(least: int) -> None:
    markup = (
        "<html><script>if (a<b) '<p class=x>'</script><!-- <p id=none> --><P class='one two three'>x<br/>"
        "<textarea><p></textarea ><span title='a > b' data-x=1>y</span><style><i></style><SCRIPT>"
        "<!-- <script></script> --></SCRIPT><plaintext><b>"
    )
    expected = [tag.span() for tag in tags(markup) if tag.end() - tag.start() > least]
    assert [tag.span() for tag in long_tags(markup, least)] == expected
