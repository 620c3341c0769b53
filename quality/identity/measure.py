"""How well one actor is known across articles, and how long it takes.

    python quality/identity/measure.py [--half tune|held] [--errors] [--names-only] [--speed]

`actors.tsv` has names as two news stories print them, with the country and role that the text gives
beside them, marked by hand for whom they stand. Names of one group are near each other; all pairs
inside a group are judged. The half `held` was marked before the code read it, and nobody reads its
errors: `--errors` shows those of the other half only.

A half is grouped as one record would be. Pairs: precision and recall of "same" over all pairs inside
groups. B-cubed (Bagga and Baldwin 1998): of each name, the share of its cluster that is its actor, and
the share of its actor that is in its cluster, averaged over names.
"""

from __future__ import annotations

import argparse
import csv
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import cast

from onrecord.actors.actorfile import load
from onrecord.actors.identity_clusters import cluster, judgements
from onrecord.schema import Actor, ActorKind, content_id

HERE = Path(__file__).parent
SIZES = (10_000, 100_000)


@dataclass(frozen=True, slots=True)
class Marked:
    """One name with whom it stands for."""

    half: str
    group: str
    stands_for: str
    actor: Actor


def read_marked(path: Path) -> list[Marked]:
    """Return the marked names."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            Marked(
                row["half"],
                row["group"],
                f"{row['group']}/{row['actor']}",
                Actor(
                    content_id("ac", row["kind"], row["name"], row["country"]),
                    row["name"],
                    cast("ActorKind", row["kind"]),
                    row["role"] or None,
                    row["country"] or None,
                ),
            )
            for row in csv.DictReader(lines, delimiter="\t")
        ]


def pairs_in(marked: Sequence[Marked]) -> Iterator[tuple[Marked, Marked]]:
    """Yield all pairs of names of one group that are not one actor already."""
    groups: defaultdict[str, list[Marked]] = defaultdict(list)
    for item in marked:
        groups[item.group].append(item)
    for items in groups.values():
        yield from (pair for pair in combinations(items, 2) if pair[0].actor.id != pair[1].actor.id)


def score(marked: Sequence[Marked]) -> tuple[dict[str, float], list[str]]:
    """Return the figures of one half, and its errors as lines."""
    actors = [item.actor for item in marked]
    judged, _ = judgements(actors)
    found = cluster(actors, judged)
    cluster_of = {member: number for number, group in enumerate(found) for member in group.members}
    right = wrong = missed = apart = 0
    errors: list[str] = []
    for one, other in pairs_in(marked):
        same = one.stands_for == other.stands_for
        joined = cluster_of[one.actor.id] == cluster_of[other.actor.id]
        right += same and joined
        apart += not same and not joined
        if same != joined:
            wrong += joined
            missed += same
            errors.append(f"{'joined' if joined else 'missed'}: {_told(one.actor)} / {_told(other.actor)}")
    precision, recall = _b_cubed(marked, cluster_of)
    figures = {
        "names": len(marked),
        "same": right + missed,
        "different": apart + wrong,
        "precision": right / (right + wrong),
        "recall": right / (right + missed),
        "b3_precision": precision,
        "b3_recall": recall,
        "b3_f1": 2 * precision * recall / (precision + recall),
    }
    return figures, errors


def _told(actor: Actor) -> str:
    return f"{actor.name} ({actor.kind}, {actor.country or '-'}, {actor.role or '-'})"


def _b_cubed(marked: Sequence[Marked], cluster_of: dict[str, int]) -> tuple[float, float]:
    precision = recall = 0.0
    for item in marked:
        here = [o for o in marked if cluster_of[o.actor.id] == cluster_of[item.actor.id]]
        own = [o for o in marked if o.stands_for == item.stands_for]
        both = sum(o.stands_for == item.stands_for for o in here)
        precision += both / len(here)
        recall += both / len(own)
    return precision / len(marked), recall / len(marked)


def made_up(count: int, seed: int = 7) -> list[Actor]:
    """Return actors with names made of the actor file's, family names as unevenly spread as in news."""
    chance = random.Random(seed)
    names = sorted({row[0] for rows in load().people.values() for row in rows if " " in row[0]})
    chance.shuffle(names)
    own = [name.split()[0] for name in names]
    families = [name.split()[-1] for name in names]
    countries = [*sorted(load().by_code), None, None]
    actors: dict[str, Actor] = {}
    while len(actors) < count:
        # Zipf's law over as many family names as the square root of the count calls for, and more.
        rank = int(len(families) ** chance.random())
        family = families[(rank - 1) % len(families)]
        given = chance.choice(own)
        form = chance.random()
        if form < 0.04:
            name = family
        elif form < 0.08:
            name = f"{given[0]}. {family}"
        elif form < 0.16:
            name = f"{given} {chance.choice('ABCDEFGHJKLMNPRSTW')}. {family}"
        else:
            name = f"{given} {family}"
        country = chance.choice(countries)
        number = content_id("ac", name, country if " " not in name else None)
        actors[number] = Actor(number, name, "person", None, country)
    return list(actors.values())


def forget_people() -> None:
    """Empty the actor file of people: some of its leaders were written after the names were marked."""
    load().people.clear()


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--half", choices=("tune", "held"), action="append")
    parser.add_argument("--errors", action="store_true", help="show the errors of the half tune")
    parser.add_argument("--names-only", action="store_true", help="without what the actor file knows")
    parser.add_argument("--speed", action="store_true")
    chosen = parser.parse_args()
    if chosen.names_only:
        forget_people()
    marked = read_marked(HERE / "actors.tsv")
    for half in chosen.half or ("tune", "held"):
        figures, errors = score([item for item in marked if item.half == half])
        print(half, " ".join(f"{name} {value:.3f}".replace(".000", "") for name, value in figures.items()))
        if chosen.errors and half == "tune":
            print("\n".join(errors))
    for size in SIZES if chosen.speed else ():
        actors = made_up(size)
        begun = time.process_time()
        judged, problems = judgements(actors)
        between = time.process_time()
        groups = cluster(actors, judged)
        ended = time.process_time()
        print(
            f"{size} forms: judged {len(judged)} pairs in {between - begun:.1f} s, "
            f"{len(groups)} groups in {ended - between:.1f} s, {len(problems)} problems"
        )


if __name__ == "__main__":
    main()
