"""When and through whom statements were said, against gold: `python quality/circumstances/measure.py`.

    --spans   read the gold's own statements, so that what the tagger misses plays no part
    --errors  list what differs, in the halves that may be read

`quality/gold/said.jsonl` (its texts are taken from ONRECORD_DATA), `pages.jsonl` and `wikinews.jsonl`.
Without ``--spans`` a statement stands for a gold one when their contents overlap at Jaccard >= .5, one to
one. A day is *right* when gold and statement have the same, *wrong* when they have different ones, *spurious*
when only the statement has one, *missed* when only the gold has. Of intervals, *right* are those that
begin and end with the gold's. A link of a chain is right when the gold has one of that name, canonical or
as the page has it; what an article as a whole came through (byline, dateline, source line) is left out. What
the gold calls a clash is left out of the days, and ``firm`` are those that it does not call debatable.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from onrecord.articles import extract
from onrecord.pages import decode
from onrecord.run import statement_reader
from onrecord.schema import Article, Blob, Given, Page, Problem, Relay, Said, Span, Statement, excerpt
from onrecord.statements import Attributor
from onrecord.statements.carriers import load
from onrecord.statements.credited import read_credits
from onrecord.statements.quotation import mode_of, quoted_spans
from onrecord.statements.relays import read_relays
from onrecord.statements.said import read_said

sys.path.insert(0, str(Path(__file__).parents[1] / "attribution"))
from score import characters, match

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "quality" / "gold"
PAGES = ROOT / "examples" / "pages"
DATA = Path(os.environ.get("ONRECORD_DATA", ROOT.parent / "shared")) / "data" / "stories"
FILES = ("said", "pages", "wikinews")
HALVES = ("tune", "held")
KEYS = ("days", "firm", "bases", "ranges", "links", "found")
OVERLAP = 0.5
MONTH = len("2024-01")

Row: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """One gold article: the blob that is read, how, and what is marked in it."""

    blob: Blob
    whole: bool
    title: str | None
    gold: list[Row]


def spans(marked: Any) -> tuple[Span, ...]:
    """Return marked spans as the schema has them."""
    return tuple((int(start), int(end)) for start, end in marked)


@cache
def story(name: str) -> dict[str, Row]:
    """Return the articles of one story by id."""
    path = DATA / f"{name}.jsonl"
    if not path.is_file():
        sys.exit(f"{path} is not there: set ONRECORD_DATA")
    return {row["id"]: row for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())}


def cases(name: str, half: str) -> Iterator[Case]:
    """Yield the gold articles of one file and half."""
    for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["half"] != half:
            continue
        gold = [normal(one) for one in row["annotations"][0]]
        if name == "pages":
            blob = Blob(row["page"], (PAGES / row["page"]).read_bytes())
            yield Case(blob, whole=False, title=row["title"], gold=gold)
            continue
        text = row.get("text") or story(row["story"])[row["id"]]["text"]
        if "sha256" in row and hashlib.sha256(text.encode()).hexdigest() != row["sha256"]:
            sys.exit(f"{row['id']}: the text is not the one that was read")
        given = Given(published=row["published"])
        blob = Blob(row.get("id") or row["title"], text.encode(), given=given)
        yield Case(blob, whole=True, title=None, gold=gold)


def normal(marked: Row) -> Row:
    """Return a gold statement with `said` and the links of `via` as objects, as said.jsonl has them."""
    said, via = marked["said"], marked["via"]
    if not isinstance(said, dict):
        month = said if said and len(said) <= MONTH else None
        said = {"date": None if month else said, "month": month}
    links = [link if isinstance(link, dict) else {"name": link, "kind": None, "spans": []} for link in via]
    return marked | {"said": said, "via": links}


def told(case: Case, *, on_gold: bool) -> list[tuple[Row, Statement]]:
    """Return the gold statements that were found, each with the statement that stands for it."""
    if on_gold:
        return on_spans(case)
    (reading,) = statement_reader(whole=case.whole).read([case.blob])
    if isinstance(reading, Problem):
        sys.exit(reading.message)
    names = {article.id: article.title for article in reading.articles}
    own = [one for one in reading.statements if case.title is None or names[one.article_id] == case.title]
    pairs = match(
        [characters(one["content"]) for one in case.gold], [characters(one.content.spans) for one in own]
    )
    return [(case.gold[g], own[p]) for share, g, p in pairs if share >= OVERLAP]


def on_spans(case: Case) -> list[tuple[Row, Statement]]:
    """Read dates and chains of the gold's own statements, among the others that the tagger finds."""
    page, article = article_of(case)
    marked = [statement_of(page, article, one) for one in case.gold]
    taken = [characters(one.content.spans) for one in marked]
    (found,) = Attributor().attribute([(page, article)])
    assert not isinstance(found, Problem)
    others = [one for one in found if not any(characters(one.content.spans) & own for own in taken)]
    statements = (*marked, *others)
    dates, chains = read_said(page, article, statements), read_relays(page, article, statements)
    return [
        (one, replace(statement, said=said, via=via))
        for one, statement, said, via in zip(case.gold, statements, dates, chains, strict=False)
    ]


def article_of(case: Case) -> tuple[Page, Article]:
    """Return the article that a case is about."""
    (page,) = decode([case.blob])
    if isinstance(page, Problem):
        sys.exit(page.message)
    (found,) = extract([page], whole=case.whole)
    if isinstance(found, Problem):
        sys.exit(found.message)
    return page, next(one for one in found if case.title is None or one.title == case.title)


def statement_of(page: Page, article: Article, marked: Row) -> Statement:
    """Return a gold statement as the tagger would have made it."""
    parts = [spans(marked[role]) for role in ("content", "cue", "source")]
    content, cue, source = (excerpt(page.text, part) if part else None for part in parts)
    assert content is not None, "every gold statement has a content"
    mode = mode_of(page.text, content.spans, quoted_spans(page.text))
    return Statement(str(parts), page.id, article.id, content, cue, source, mode, 1.0, "gold")


def judge_day(gold: Row, said: Said | None) -> str:
    """Return what a statement's day is beside the gold's."""
    wanted, given = gold["said"]["date"], said.date if said else None
    if given is None:
        return "missed" if wanted else "none"
    if wanted is None:
        return "spurious"
    return "right" if wanted == given else "wrong"


def judge_range(gold: Row, said: Said | None) -> str | None:
    """Return what a statement's interval is beside the gold's, None where neither has one."""
    wanted = gold["said"].get("month") or gold["said"].get("earliest")
    given = said.earliest if said and not said.date else None
    if gold["said"]["date"] or not (wanted or given):
        return None
    if not (wanted and given):
        return "missed" if wanted else "spurious"
    return "right" if given.startswith(wanted) else "wrong"


def same_link(gold: Row, relay: Relay, text: str) -> bool:
    """Compare two links by canonical name or by where they stand."""
    known = load().find(gold["name"])
    names = {gold["name"].casefold(), (known[0] if known else gold["name"]).casefold()}
    printed = {text[start:end].casefold() for start, end in relay.spans}
    if relay.name.casefold() in names or printed & names:
        return True
    return any(low < end and start < high for low, high in spans(gold["spans"]) for start, end in relay.spans)


def judge_links(gold: Row, relays: list[Relay], text: str) -> Counter[str]:
    """Count right, missed and spurious links, and whether the whole chain is right, in order."""
    count: Counter[str] = Counter()
    left = list(relays)
    places: list[int] = []
    for link in gold["via"]:
        hit = next((one for one in left if same_link(link, one, text)), None)
        count["right" if hit else "missed"] += 1
        if hit is None and link["kind"]:
            count[f"missed {link['kind']}"] += 1
        if hit:
            places.append(relays.index(hit))
            left.remove(hit)
            count["kind right"] += link["kind"] in {None, hit.kind}
    count["spurious"] += len(left)
    count.update(f"spurious {one.kind}" for one in left)
    if gold["via"]:
        count["chains"] += 1
        count["whole chains"] += not left and len(places) == len(gold["via"]) and places == sorted(places)
    return count


def own_links(statement: Statement, all_relays: frozenset[str]) -> list[Relay]:
    """Return the links that are a statement's own, not its article's."""
    return [relay for relay in statement.via or () if relay.name not in all_relays]


def shared(page: Page, article: Article) -> frozenset[str]:
    """Return the names of the relays of a whole article."""
    return frozenset(relay.name for relay in read_credits(page, article).relays)


def measure(name: str, half: str, *, on_gold: bool, errors: bool) -> dict[str, Counter[str]]:
    """Return the counts of one file and half: days, intervals, bases, links."""
    counts: dict[str, Counter[str]] = {key: Counter() for key in KEYS}
    for case in cases(name, half):
        page, article = article_of(case)
        pairs = told(case, on_gold=on_gold)
        counts["found"] += Counter({"gold": len(case.gold), "found": len(pairs)})
        for gold, statement in pairs:
            day = judge_day(gold, statement.said)
            clash = gold.get("clash", False)
            inherited = bool(gold["said"].get("inherited"))
            counts["days"]["clash" if clash else day] += 1
            counts["days"]["missed, inherited"] += day == "missed" and inherited and not clash
            if not clash and not gold["debatable"]:
                counts["firm"][day] += 1
            if statement.said and statement.said.date:
                counts["bases"][f"{statement.said.basis} {day}"] += 1
            interval = judge_range(gold, statement.said)
            if interval:
                counts["ranges"][interval] += 1
            links = judge_links(gold, own_links(statement, shared(page, article)), page.text)
            counts["links"] += links
            if errors and (day in {"wrong", "spurious", "missed"} or links["missed"] or links["spurious"]):
                show(case, page.text, gold, statement, day)
    return counts


def show(case: Case, text: str, gold: Row, statement: Statement, day: str) -> None:
    """Print one difference to read."""
    places = [span for role in ("source", "cue") for span in spans(gold[role])]
    places += [span for link in gold["via"] for span in spans(link["spans"])]
    places += spans(gold["said"].get("spans", ()))
    low = max(0, min((start for start, _ in places), default=0) - 60)
    high = max((end for _, end in places), default=low)
    marks = [key for key in ("clash", "debatable", "via_inherited") if gold.get(key)]
    inherited = "inherited" if gold["said"].get("inherited") else ""
    said, date = statement.said, statement.said.date if statement.said else None
    print(f"  {case.blob.uri} {day} {inherited} {' '.join(marks)}")
    print(f"    gold {gold['said'].get('date')}, got {date} {said.text if said else None!r}")
    names = [relay.name for relay in statement.via or ()]
    print(f"    gold {[link['name'] for link in gold['via']]}, got {names}")
    print(f"    {text[low : min(high + 80, low + 500)]!r}")


def share(count: Counter[str]) -> str:
    """Return counts with the share that is right of what was given, and of what was wanted."""
    given = count["right"] + count["wrong"] + count["spurious"]
    wanted = count["right"] + count["wrong"] + count["missed"]
    shares = f"precision {count['right'] / max(1, given):.3f} recall {count['right'] / max(1, wanted):.3f}"
    return f"{shares}  {dict(count)}"


def cost() -> str:
    """Return the CPU time of dates and chains an article, over the tune halves read by the tagger."""
    pages = []
    for case in (*cases("said", "tune"), *cases("wikinews", "tune")):
        (reading,) = statement_reader(whole=True).read([case.blob])
        assert not isinstance(reading, Problem)
        pages.append((reading.page, reading.articles[0], reading.statements))
    spent = []
    for stage in (read_said, read_relays):
        began = time.process_time()
        for page, article, statements in pages:
            stage(page, article, statements)
        spent.append(1000 * (time.process_time() - began) / len(pages))
    count = sum(len(own) for *_, own in pages) / len(pages)
    return f"CPU-ms an article of {count:.0f} statements: said {spent[0]:.2f}, via {spent[1]:.2f}"


def main() -> None:
    """Print the counts of every file and half."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--spans", action="store_true", help="read the gold's own statements")
    parser.add_argument("--errors", action="store_true", help="list what differs in the tune halves")
    parser.add_argument("--half", choices=HALVES, help="only one half")
    arguments = parser.parse_args()
    for name in FILES:
        for half in [arguments.half] if arguments.half else HALVES:
            counts = measure(name, half, on_gold=arguments.spans, errors=arguments.errors and half == "tune")
            print(f"{name} {half}: {dict(counts['found'])}")
            print(f"  days       {share(counts['days'])}")
            print(f"  days, firm {share(counts['firm'])}")
            print(f"  by basis   {dict(counts['bases'])}")
            print(f"  intervals  {dict(counts['ranges'])}")
            print(f"  links      {share(counts['links'])}")
    if not arguments.spans:
        print(cost())


if __name__ == "__main__":
    main()
