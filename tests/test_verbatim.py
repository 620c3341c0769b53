"""The real pipeline, whole: every span of every article and statement is the page's own text."""

import json
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.pages import open_blobs
from onrecord.run import Reader, article_reader, read_all, statement_reader
from onrecord.schema import GAP, Blob, Excerpt, Outcome, PageReading, Problem, Statement

ROOT = Path(__file__).parents[1]
DATA = Path(os.environ.get("ONRECORD_DATA", ROOT.parent / "shared"))


def check(reading: PageReading) -> None:
    text = reading.page.text
    articles = {article.id: article for article in reading.articles}
    for article in reading.articles:
        end = 0
        for start, stop in article.body:
            assert end <= start < stop <= len(text)
            assert text[start:stop] == text[start:stop].strip()
            end = stop
        if article.title_span:
            assert article.title
    for statement in reading.statements:
        article = articles[statement.article_id]
        homes = [*article.body, *([article.title_span] if article.title_span else [])]
        for part in (statement.content, statement.cue, statement.source):
            if part is not None:
                check_part(text, part, homes)
        check_circumstances(text, statement)


def check_circumstances(text: str, statement: Statement) -> None:
    """Check that what tells act, day, carriers, speaker and targets stands on the page."""
    assert statement.act is not None
    assert statement.said is not None
    assert statement.via is not None
    assert statement.targets is not None
    evidence = [statement.named, statement.act.spans, statement.said.spans]
    evidence += [relay.spans for relay in statement.via] + [target.spans for target in statement.targets]
    for start, stop in (span for spans in evidence for span in spans):
        assert 0 <= start < stop <= len(text)
        assert text[start:stop].strip()
    if statement.said.text is not None:
        words = " ".join(text[start:stop] for start, stop in statement.said.spans)
        assert words.split() == statement.said.text.replace(GAP, " ").split()
    assert all(relay.spans for relay in statement.via)
    assert all(target.spans for target in statement.targets)
    assert statement.speaker is None or statement.named


def check_part(text: str, part: Excerpt, homes: list[tuple[int, int]]) -> None:
    assert part.spans
    assert part.text == GAP.join(text[start:stop] for start, stop in part.spans)
    end = 0
    for start, stop in part.spans:
        assert end <= start < stop <= len(text)
        assert any(low <= start and stop <= high for low, high in homes), "a span outside its article"
        end = stop


def corpus() -> Iterator[Outcome[Blob]]:
    """Yield the dumps, the HTML pages, and the texts of the stories and of the annotated articles."""
    yield from open_blobs([*sorted((DATA / "seeds").glob("*.txt"))])
    yield from open_blobs([*sorted((DATA / "data" / "pages").rglob("*.html*"))])
    for file in sorted((DATA / "data").glob("*/*.jsonl")):
        with file.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if text := json.loads(line).get("text"):
                    yield Blob(f"{file.name}:{number}", text.encode())
    for file in sorted((DATA / "data" / "gum").glob("*.conllu")):
        text = "\n".join(re.findall(r"^# text = (.*)$", file.read_text(encoding="utf-8"), re.MULTILINE))
        yield Blob(file.name, text.encode())


def read_and_check(blobs: Iterable[Outcome[Blob]], reader: Reader) -> tuple[int, int, int]:
    """Return how many pages, articles and statements were checked."""
    pages = articles = statements = 0
    for outcome in read_all(blobs, reader, jobs=2):
        if not isinstance(outcome, Problem):
            check(outcome)
            pages += 1
            articles += len(outcome.articles)
            statements += len(outcome.statements)
    return pages, articles, statements


needs_corpora = pytest.mark.skipif(
    not (DATA / "seeds").is_dir(), reason=f"{DATA} holds no corpora: set ONRECORD_DATA to their folder"
)


@needs_corpora
def test_every_article_on_the_pages_of_the_corpora_is_verbatim() -> None:
    pages, articles, _ = read_and_check(corpus(), article_reader())
    assert pages > 2000
    assert articles > 0.95 * pages


@needs_corpora
def test_every_statement_on_the_pages_of_the_corpora_is_verbatim() -> None:
    # The training articles are left out: they would double the time and are like the development ones.
    blobs = (blob for blob in corpus() if not str(blob.uri).startswith("train.jsonl"))
    pages, _, statements = read_and_check(blobs, statement_reader())
    assert pages > 1100
    assert statements > 10 * pages


NAMES = st.sampled_from(["Ada Obi", "the ministry", "Mr. Lind", "a senior official", "Norway", "She", "Obi"])
CUES = st.sampled_from(["said", "denied that", "told reporters", "warned:", "has claimed", "according to"])
CLAIMS = st.sampled_from(
    [
        "“the plan was never agreed,”",
        '"we will not wait. "We will go,"',
        "‘nothing’ has changed since May",
        "that the talks had failed, though nobody knew why",
        "İstanbul’s 3,5 % rate… isn’t 𝒻inal",
    ]
)
SENTENCE = st.tuples(NAMES, CUES, CLAIMS).map(lambda parts: " ".join(parts) + ".")
PARAGRAPH = st.lists(SENTENCE, min_size=1, max_size=4).map(" ".join)
NOISE = st.sampled_from(["  • News", "Most Read", "BREAKING", "3 Min Read", "Read more: A thing", "\t"])
ENDS = st.sampled_from(["\n\n", "\n", "\r\n\r\n"])


BLOCKS = st.lists(st.tuples(st.one_of(PARAGRAPH, PARAGRAPH, NOISE), ENDS), min_size=1, max_size=14)


@given(blocks=BLOCKS, whole=st.booleans())
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_every_span_on_made_up_pages_is_verbatim(*, blocks: list[tuple[str, str]], whole: bool) -> None:
    page = "".join(block + end for block, end in blocks)
    for reading in onrecord.read(page.encode(), whole=whole).pages:
        check(reading)


def test_a_page_reads_the_same_alone_and_in_a_batch() -> None:
    pages = [path.read_bytes() for path in sorted((ROOT / "examples" / "pages").glob("*.txt"))]
    together = onrecord.read(pages)
    alone = [onrecord.read(page).pages[0] for page in pages]
    assert [page.articles for page in together.pages] == [page.articles for page in alone]
    for left, right in zip(together.pages, alone, strict=True):
        assert left.statements == right.statements


def test_a_page_with_a_few_bad_bytes_is_read_said_and_kept(tmp_path: Path) -> None:
    page = (ROOT / "examples" / "pages" / "almayadeen-russia-rejects-us-claims.txt").read_bytes()
    spoiled = page.replace("“".encode(), b"\x93", 2).replace("’".encode(), b"\xe2\x80", 1)
    whole, damaged = onrecord.read(page), onrecord.read(spoiled)
    assert len(damaged.pages[0].articles) == len(whole.pages[0].articles)
    assert [problem.code for problem in damaged.problems] == ["page.encoding_damaged"]
    check(damaged.pages[0])
    with onrecord.open_record(str(tmp_path / "r.db")) as record:
        assert record.add(damaged.pages).pages == 1
        assert list(record.verify()) == []


def test_a_guessed_encoding_is_said_beside_what_was_found() -> None:
    page = (ROOT / "examples" / "pages" / "almayadeen-russia-rejects-us-claims.txt").read_text(
        encoding="utf-8"
    )
    reading = onrecord.read(page.replace("•", "·").encode("cp1252"))
    assert [problem.code for problem in reading.problems] == ["page.encoding_guessed"]
    assert reading.statements
