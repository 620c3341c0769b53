"""Regular expressions alone: what a careful afternoon without any model finds.

Quotation marks, sentence ends, and one pattern each for `X said`, `said X` and `according
to X`. The verbs are textacy's list of reporting verbs (Apache-2.0), inflected by rule.
A content is the quotation beside the pair, or what the sentence holds besides pair and source;
a quotation without a pair of its own continues the one before it in the paragraph.
Nothing was tuned on the development articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from peers.contract import Card, Read, Relation, Span, relation

CARD = Card("patterns", (), "all", source=True, install="none")

BASES = (
    "accuse acknowledge add admit agree allege announce argue ask assert believe blame charge cite "
    "claim complain concede conclude confirm contend criticize declare decline deny describe "
    "disagree disclose estimate explain fear hope insist maintain mention note observe order "
    "predict promise recall recommend reply report say state stress suggest tell testify think urge "
    "warn worry write"
)
IRREGULAR = {"admit": "admitted", "say": "said", "tell": "told", "think": "thought", "write": "wrote"}


def forms(base: str) -> Iterator[str]:
    """Yield the present and past of a verb."""
    if base[-1] == "y" and base[-2] not in "aeiou":
        yield from (base, base[:-1] + "ies", base[:-1] + "ied")
    else:
        yield from (base, base + ("es" if base.endswith("s") else "s"))
        yield IRREGULAR.get(base) or (base + ("d" if base.endswith("e") else "ed"))


FORMS = {form for base in BASES.split() for form in forms(base)}
VERB = "(?:" + "|".join(sorted(FORMS, key=len, reverse=True)) + ")"
MARKED = "\x00"
"""What stands for each character inside quotation marks while sentences are taken apart."""

WORD = r"[\w$&][\w’'.&-]*"
OPENER = r"(?:On|In|At|As|By|But|And|If|When|While|After|For|So|Yet|Also|What|That|There)\b"
CAPITAL = rf"(?!{OPENER})[A-Z][\w’'.&-]*"
DETERMINER = r"(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Oo]ur|[Mm]y|[Ss]ome|[Mm]any|[Oo]ne|[Tt]wo)"
PRONOUN = r"(?:I|[Hh]e|[Ss]he|[Tt]hey|[Ww]e|[Ii]t|[Yy]ou)"
ADVERB = r"(?:(?:also|later|then|once|again|has|have|had|would|\w+ly)\s+){0,2}"
BEFORE = re.compile(
    rf"\b(?P<source>{PRONOUN}|(?:{DETERMINER}\s+{WORD}|{CAPITAL})(?:\s+{WORD}){{0,6}}?(?:,[^,\x00]{{3,80}},)?)"
    rf"\s+{ADVERB}(?P<cue>{VERB})\b"
)
AFTER = re.compile(
    rf"(?:(?<=[,?!\x00.]\s)|^)(?P<cue>{VERB})\s+"
    rf"(?P<source>{PRONOUN}\b|(?:{DETERMINER}\s+)?(?:[a-z][\w-]*\s+){{0,4}}{CAPITAL}(?:\s+{CAPITAL})*(?<!\.))"
)
ACCORDING = re.compile(r"\b(?P<cue>[Aa]ccording to)\s+(?P<source>[^,;:\x00]+?)(?=[,;:\x00]|\.?\s*$)")
QUOTED = re.compile(r"“[^”\n]*(?:”|$)|\"[^\"\n]*(?:\"|$)", re.MULTILINE)
PARAGRAPH = re.compile(r"[^\n]+")
SENTENCE = re.compile(
    r".+?(?:(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St|No))(?<!\b(?:Mrs|Gov|Sen|Rep|Gen))[.!?][’')]*(?=\s+[A-Z\x00\d]|\s*$)|$)"
)


def masked(paragraph: str) -> str:
    """Hide what is quoted; a quotation that ends a sentence inside its marks ends it still."""

    def hide(match: re.Match[str]) -> str:
        inner = match.group().rstrip('”"').rstrip()
        return MARKED * (len(match.group()) - 1) + ("." if inner.endswith((".", "!", "?")) else MARKED)

    return QUOTED.sub(hide, paragraph)


def trimmed(text: str, start: int, end: int) -> Span:
    """Take spaces, commas and a complementiser from the edges of a span."""
    lead = re.match(r"(?:[\s,:;]|that\s)*", text[start:end])
    start += lead.end() if lead else 0
    while end > start and text[end - 1] in " ,;:\t":
        end -= 1
    return start, end


def sentence_relation(hidden: str) -> tuple[Span, Span, Span] | None:
    """Return source, cue and content of a sentence whose quotations are hidden."""
    match = AFTER.search(hidden) or BEFORE.search(hidden) or ACCORDING.search(hidden)
    if match is None:
        return None
    start, end = match.span()
    stop = len(hidden) - (hidden.endswith(".") and not hidden.endswith(MARKED + "."))
    before, after = trimmed(hidden, 0, start), trimmed(hidden, end, stop)
    quoted_before, quoted_after = MARKED in hidden[:start], MARKED in hidden[end:]
    follows = match.re is BEFORE and start < len(hidden) - end and not quoted_before
    follows = follows or (match.re is ACCORDING and start == 0) or (quoted_after and not quoted_before)
    content = after if follows else before
    if content[1] - content[0] < len("it is"):
        content = before if follows else after
    return match.span("source"), match.span("cue"), content


def article(text: str) -> list[Relation]:
    """Return the relations of a text."""
    found: list[Relation] = []
    for paragraph in PARAGRAPH.finditer(text):
        hidden = masked(paragraph.group())
        last: Relation | None = None
        for sentence in SENTENCE.finditer(hidden):
            base = paragraph.start() + sentence.start()
            parts = sentence_relation(sentence.group())
            if parts is not None and parts[2][1] > parts[2][0]:
                source, cue, content = ((base + start, base + end) for start, end in parts)
                last = relation([source], [cue], [content])
                found.append(last)
                continue
            if MARKED * 12 in sentence.group():
                first, after = sentence.group().index(MARKED), sentence.group().rfind(MARKED) + 1
                quotation = (base + first, base + after + sentence.group()[after:].startswith("."))
                if last is not None:
                    last["content"].append(quotation)
                else:
                    last = relation(content=[quotation])
                    found.append(last)
    return found


def load() -> Read:
    """Return the reader."""

    def read(texts: Sequence[str]) -> list[list[Relation]]:
        return [article(text) for text in texts]

    return read
