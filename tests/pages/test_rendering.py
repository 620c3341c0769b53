"""HTML to page text: no word lost, none torn, none joined."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.pages import parse, render


def text_of(markup: str) -> str:
    tree = parse(markup)
    assert tree is not None
    return render(tree)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\nTwo"),
        ("<p>He <b>said</b> <i>so</i>.</p>", "He said so."),
        ("<p>un<b>believ</b>able</p>", "unbelievable"),
        ("<p>One<br>two<br/>three</p>", "One\ntwo\nthree"),
        ("<p>  many \n\t spaces&nbsp;&nbsp;here </p>", "many spaces here"),
        ("<p>Tom &amp; &#8220;Jerry&#8221; &#146;s</p>", "Tom & “Jerry” ’s"),
        ("<ul><li>One<li>Two <ul><li>Three</ul></ul>", "One\nTwo\nThree"),
        ("<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>", "A\tB\n1\t2"),
        ("<p>a<script>x</script>b<style>y</style>c<noscript>z</noscript>d</p>", "abcd"),
        ("<p>a<!-- x -->b<?php y ?>c</p>", "abc"),
        ("<template><p>x</p></template><p>y</p>", "y"),
        ("<head><title>T</title></head><body>B</body>", "B"),
        ("<div>loose<p>block</p>tail</div>", "loose\nblock\ntail"),
        ("<pre>one\n  two</pre>", "one\ntwo"),
        ("<pre><b>one\n</b>two</pre>", "one\ntwo"),
        ("<p>He said <q>no</q>.</p>", "He said “no”."),
        ("<p>soft&shy;hyphen zero&#8203;width</p>", "softhyphen zerowidth"),
        ("<p>10<sup>2</sup> km</p>", "102 km"),
        ("<p>one</p> <span>two</span> <p>three</p>", "one\ntwo\nthree"),
        ("<button>Share</button><button>Tweet</button>", "Share Tweet"),
        ("<p>one</p></html><p>two</p></body></html>three", "one\ntwo\nthree"),
        ("<p>one</p></html><html><head><title>T</title></head><body>two", "one\ntwo"),
        ("<pre>one\ttwo\n <b>three</b>\n\nfour</pre>", "one two\nthree\nfour"),
        ("<p>unclosed <b>tags <i>every</p><p>where", "unclosed tags every\nwhere"),
    ],
)
def test_a_page_is_rendered_as_it_reads(markup: str, text: str) -> None:
    assert text_of(f"<html>{markup}</html>") == text


WORDS = st.lists(
    st.text(st.characters(categories=("Lu", "Ll", "Nd", "Po")), min_size=1, max_size=8), max_size=6
)
INLINE = st.sampled_from(["b", "i", "a", "span", "em", "strong", "u", "mark"])
BLOCK = st.sampled_from(["p", "div", "h2", "blockquote", "section", "article"])


@st.composite
def paragraphs(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A block of words, some of them inside inline elements, some broken by one in the middle."""
    words = draw(WORDS)
    pieces = []
    for word in words:
        cut = draw(st.integers(0, len(word)))
        tag = draw(INLINE)
        first, rest = html.escape(word[:cut]), html.escape(word[cut:])
        pieces.append(
            draw(
                st.sampled_from(
                    [first + rest, f"<{tag}>{first}</{tag}>{rest}", f"{first}<{tag}>{rest}</{tag}>"]
                )
            )
        )
    tag = draw(BLOCK)
    space = draw(st.sampled_from([" ", "\n", "&nbsp;", " \t "]))
    return f"<{tag}>{space.join(pieces)}</{tag}>", words


@given(st.lists(paragraphs(), max_size=6))
def test_no_word_is_lost_torn_or_joined(blocks: list[tuple[str, list[str]]]) -> None:
    text = text_of(f"<html><body>{''.join(markup for markup, _ in blocks)}</body></html>")
    assert text.split("\n") == ([" ".join(words) for _, words in blocks if words] or [""])


@given(st.text(alphabet="<>/abdivpspan &;#x'\"=!-\n", max_size=120))
def test_any_markup_renders_to_lines_without_outer_space(markup: str) -> None:
    tree = parse(f"<html>{markup}")
    lines = render(tree).split("\n") if tree is not None else [""]
    assert lines == [""] or all(line and line == line.strip() for line in lines)
