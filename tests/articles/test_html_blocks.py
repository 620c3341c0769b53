"""Each line of an HTML page's text has its place in the tree."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from onrecord.articles.html_blocks import Line, read_lines
from onrecord.pages import parse, render

TAGS = [
    "p",
    "div",
    "span",
    "a",
    "li",
    "ul",
    "td",
    "tr",
    "table",
    "pre",
    "q",
    "h2",
    "br",
    "b",
    "script",
    "section",
]
TEXTS = [
    "Ana said no.",
    " ",
    "\n",
    "two\nlines",
    "“Yes”",
    "a\u200bb",
    "1 & 2",
    "…",
    "\x0b",
    "x\u2028y",
    "<",
    "é",
]


def lines_of(body: str) -> tuple[str, list[Line]]:
    markup = f"<html><body>{body}</body></html>"
    tree = parse(markup)
    assert tree is not None
    text = render(tree)
    return text, read_lines(tree, text)


NODES = st.recursive(
    st.sampled_from(TEXTS).map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;")),
    lambda inner: st.tuples(st.sampled_from(TAGS), st.lists(inner, max_size=4)).map(
        lambda node: f"<{node[0]}>{''.join(node[1])}</{node[0]}>"
    ),
    max_leaves=25,
)


@example(["<pre><span>Ana said no.\n</span>Ana said no.</pre>"])
@given(st.lists(NODES, max_size=6))
def test_every_line_of_the_text_is_found_in_the_tree(nodes: list[str]) -> None:
    text, lines = lines_of("".join(nodes))
    assert [text[slice(*line.span)] for line in lines] == [line for line in text.split("\n") if line]
    assert all(0 <= line.linked <= 1 for line in lines)


def test_a_line_knows_what_is_around_it() -> None:
    _, [first, second, third] = lines_of(
        "<main><div><p>One <a href='/'>two</a></p></div></main>"
        "<div class='related-links'><p><a>Three</a></p></div>"
        "<figure><figcaption><time datetime='2024-03-01'></time>Four</figcaption></figure>"
    )
    assert first.tags == ("p", "div", "main", "body")
    assert (first.boxed, second.boxed, third.boxed) == (False, True, False)
    assert (round(first.linked, 1), second.linked, third.linked) == (0.5, 1, 0)
    assert third.captioned
    assert third.time == "2024-03-01"
    assert first.words == 2
