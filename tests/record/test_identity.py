"""Who is who in a record: whatever comes in when, and what a person decides."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from record.older import build
from record.samples import reading, readings

from onrecord.actors.identity_clusters import LARGEST
from onrecord.record import Query, QueryError, Record, open_record
from onrecord.schema import Actor, PageReading, Target, content_id


def actor(name: str, role: str | None = None, country: str | None = None) -> Actor:
    return Actor(content_id("ac", "person", name), name, "person", role, country)


ZAKHAROVA = actor("Maria Zakharova", "Russian Foreign Ministry spokeswoman", "RUS")
SURNAME = actor("Zakharova", None, "RUS")
MULLER = actor("Jörg Müller", "minister", "DEU")
MUELLER = actor("Joerg Mueller", "minister", "DEU")
OTHER = actor("Jana Müller", "mayor", "DEU")
BARE = actor("Zakharova")
LEE, ANOTHER_LEE, SOME_LEE = actor("Ann Lee"), actor("Bruce Lee"), actor("Lee")
UNNAMED = replace(actor("a defense official", None, "RUS"), anonymous=True)
CAST = (ZAKHAROVA, SURNAME, MULLER, MUELLER, OTHER, BARE, LEE, ANOTHER_LEE, SOME_LEE, UNNAMED)


def told_by(number: int, *speakers: Actor) -> PageReading:
    """Make a page on which these speak, one statement each, the last at the first."""
    made = reading(number, len(speakers))
    aimed_at = (Target(speakers[0], ()),)
    told = zip(made.statements, speakers, strict=True)
    return replace(
        made,
        statements=tuple(
            replace(statement, speaker=speaker, targets=aimed_at if speaker is speakers[-1] else ())
            for statement, speaker in told
        ),
    )


PAGES = (
    told_by(1, ZAKHAROVA, MULLER),
    told_by(2, SURNAME, OTHER),
    told_by(3, MUELLER, LEE),
    told_by(4, BARE, UNNAMED),
    told_by(5, SOME_LEE, ZAKHAROVA),
    told_by(6, ANOTHER_LEE, replace(MULLER, role=None)),
)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with open_record(str(tmp_path / "r.db")) as opened:
        opened.add(PAGES)
        yield opened


def _by(record: Record, name: str) -> set[str]:
    return {
        item.statement.speaker.name
        for item in record.find(Query(by=name))
        if item.statement.speaker is not None
    }


def _together(record: Record, one: Actor) -> set[str]:
    profile = record.profile(one.id)
    assert profile is not None
    return set(profile.members)


def test_one_name_finds_all_that_is_the_same_actor(record: Record) -> None:
    assert _by(record, "Jörg Müller") == {"Jörg Müller", "Joerg Mueller"}
    assert _by(record, MUELLER.id) == _by(record, MUELLER.id[:12]) == {"Jörg Müller", "Joerg Mueller"}
    assert "Zakharova" in _by(record, "Maria Zakharova")
    assert _by(record, "Jana") == {"Jana Müller"}
    assert {item.statement.id for item in record.find(Query(about="Joerg"))} == {
        item.statement.id for item in record.find(Query(about="Jörg"))
    }
    assert list(record.verify()) == []


def test_whoever_speaks_for_a_state_is_found_where_no_role_is_told(record: Record) -> None:
    assert _by(record, "Russian officials") == {"Maria Zakharova", "Zakharova", "a defense official"}


def test_the_groups_do_not_depend_on_order_and_batches(tmp_path: Path) -> None:
    dice = random.Random(5)  # noqa: S311 - the same orders every time
    orders = dice.sample(list(permutations(PAGES)), 12)
    digests = set()
    for number, order in enumerate(orders):
        with open_record(str(tmp_path / f"{number}.db")) as one:
            cut = number % len(order)
            one.add(order[:cut])
            for item in order[cut:]:
                one.add([item])
            digests.add(one.digest())
    assert len(digests) == 1


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_actors_in_any_batches_make_the_groups_of_one_batch(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    roles, countries = st.sampled_from((None, "minister", "mayor")), st.sampled_from((None, "DEU", "RUS"))
    forms = st.builds(
        lambda one, role, country: replace(one, role=role, country=country),
        *(st.sampled_from(CAST), roles, countries),
    )
    pages = [
        told_by(number, *data.draw(st.lists(forms, min_size=1, max_size=4)))
        for number in range(data.draw(st.integers(1, 7)))
    ]
    folder = tmp_path_factory.mktemp("orders")
    with open_record(str(folder / "a.db")) as whole, open_record(str(folder / "b.db")) as parts:
        whole.add(pages)
        for item in data.draw(st.permutations(pages)):
            parts.add([item])
            assert list(parts.verify()) == []
        assert whole.digest() == parts.digest()


def test_a_person_joins_and_parts_and_the_last_word_stands(record: Record) -> None:
    assert OTHER.id not in _together(record, MULLER)
    assert record.merge(MULLER.id, MUELLER.id, why="the same ministry", who="ann") is None
    record.part(MULLER.id[:14], MUELLER.id, why="two ministers of one name", who="bo")
    assert MUELLER.id not in _together(record, MULLER)
    assert _by(record, "Joerg") == {"Joerg Mueller"}
    assert record.merge(MUELLER.id, MULLER.id, why="one after all", who="ann") is None
    profile = record.profile(MUELLER.id)
    assert profile is not None
    decided = [(item.verdict, item.made_by, item.reason) for item in profile.merges if item.by_person]
    assert decided == [
        ("same", "ann", "the same ministry"),
        ("different", "bo", "two ministers of one name"),
        ("same", "ann", "one after all"),
    ]
    assert list(record.verify()) == []


def test_a_decision_holds_for_pages_that_come_later(tmp_path: Path) -> None:
    with open_record(str(tmp_path / "r.db")) as record:
        record.add(PAGES[:3])
        record.part(MULLER.id, MUELLER.id, why="two", who="ann")
        assert record.merge(LEE.id, OTHER.id, why="she goes by both", who="ann") is None
        record.add(PAGES[3:])
        assert MUELLER.id not in _together(record, MULLER)
        assert OTHER.id in _together(record, LEE)
        assert list(record.verify()) == []


def test_a_merge_over_a_conflict_says_what_stands_against_it(record: Record) -> None:
    record.part(MUELLER.id, OTHER.id, why="a man and a woman", who="ann")
    assert record.merge(MUELLER.id, MULLER.id, why="one", who="ann") is None
    against = record.merge(MULLER.id, OTHER.id, why="one", who="bo")
    assert against is not None
    assert {against.left, against.right} == {MUELLER.id, OTHER.id}
    assert against.reason == "a man and a woman"
    assert OTHER.id not in _together(record, MULLER)
    assert MUELLER.id in _together(record, MULLER)
    assert list(record.verify()) == []


def test_what_cannot_be_decided_is_named(record: Record) -> None:
    for pair in (("ac_none", MULLER.id), (MULLER.id, MULLER.id), (UNNAMED.id, MULLER.id)):
        with pytest.raises(QueryError):
            record.merge(*pair, why="", who="ann")


@pytest.mark.parametrize(
    ("command", "kind"),
    [
        ("UPDATE judgement SET score = 0.1", "judgement"),
        ("DELETE FROM judgement", "judgement"),
        ("UPDATE decision SET reason = 'no reason' WHERE key = 1", "decision"),
        ("DELETE FROM decision WHERE key = 1", "decision"),
        ("DELETE FROM decision", "decision"),
        ("UPDATE portrait SET cluster = actor_id", "search"),
        ("UPDATE portrait SET country = 'FRA'", "search"),
        ("DELETE FROM portrait_key", "search"),
    ],
)
def test_what_was_altered_by_hand_is_found(tmp_path: Path, command: str, kind: str) -> None:
    path = tmp_path / "r.db"
    with open_record(str(path)) as record:
        record.add(PAGES)
        record.part(MULLER.id, OTHER.id, why="two", who="ann")
        record.merge(LEE.id, SOME_LEE.id, why="one", who="ann")
        assert list(record.verify()) == []
    with sqlite3.connect(path) as raw:
        raw.execute(command)
    raw.close()
    with open_record(str(path)) as record:
        assert kind in {mismatch.kind for mismatch in record.verify()}


def test_a_name_that_too_many_bear_is_a_problem_and_the_rest_is_compared(tmp_path: Path) -> None:
    crowd = [actor(f"{chr(65 + n % 26)}{chr(97 + n // 26)}nn Lee") for n in range(LARGEST + 1)]
    pages = [told_by(n, *crowd[start : start + 20]) for n, start in enumerate(range(0, len(crowd), 20))]
    asked = told_by(90, SOME_LEE, ZAKHAROVA)
    digests = set()
    for number, order in enumerate(([asked, *pages], [*reversed(pages), asked])):
        with open_record(str(tmp_path / f"{number}.db")) as record:
            for item in order:
                record.add([item])
            crowded = [problem for problem in record.problems() if problem.code == "actor.crowded"]
            assert any(str(LARGEST + 2) in problem.message for problem in crowded)
            assert list(record.verify()) == []
            digests.add(record.digest())
    assert len(digests) == 1


def test_a_record_of_an_older_version_is_compared_when_it_is_upgraded(tmp_path: Path) -> None:
    with open_record(str(build(tmp_path / "old.db", 2))) as record:
        profile = record.profile("ac_zak")
        assert profile is not None
        assert profile.members == ("ac_zak",)
        assert profile.statements > 0
        assert list(record.verify()) == []


def test_actors_that_another_version_compared_are_compared_anew(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    with open_record(str(path)) as record:
        record.add(PAGES)
        expected = record.digest()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE onrecord SET value = 'onrecord 0.0.1' WHERE name = 'identity'")
        raw.execute("UPDATE portrait SET cluster = actor_id")
        raw.execute("DELETE FROM judgement")
    raw.close()
    with open_record(str(path)) as record:
        assert list(record.verify()) == []  # its rules are not known
        record.add(PAGES)
        assert record.digest() == expected


def test_a_profile_tells_names_roles_acts_targets_and_who_carried_it(tmp_path: Path) -> None:
    with open_record(str(tmp_path / "r.db")) as record:
        record.add(readings(60))
        profile = record.profile("ac_zak")
        assert profile is not None
        own = list(record.find(Query(by="ac_zak")))
    said = [item.statement for item in own]
    assert profile.statements == len(said)
    assert profile.actor.name == "Maria Zakharova"
    (name,) = profile.names
    assert (name.name, name.count) == ("the minister", sum(bool(one.named) for one in said))
    (role,) = profile.roles
    dates = sorted(day[:10] for item in own if (day := _moment(item.statement, item.article.published)))
    in_role = sum(one.speaker is not None and one.speaker.role is not None for one in said)
    assert (role.role, role.count) == ("spokesperson", in_role)
    assert dates[0] <= str(role.first) <= str(role.last) <= dates[-1]
    assert sum(act.count for act in profile.acts) == sum(one.act is not None for one in said)
    assert {target.name for target in profile.targets} <= {"United States", "Russia", "Jörg Müller"}
    assert [via.name for via in profile.vias] == ["Yonhap"]


def _moment(statement: object, published: str | None) -> str | None:
    said = getattr(statement, "said", None)
    return (said and (said.date or said.earliest)) or published or (said and said.latest)


def test_who_has_no_name_is_a_profile_of_one_article(record: Record) -> None:
    profile = record.profile(UNNAMED.id)
    assert profile is not None
    assert (profile.members, profile.statements, profile.merges) == ((UNNAMED.id,), 1, ())
    assert profile.actor == UNNAMED
    assert record.profile("ac_none") is None


def test_a_run_killed_between_pages_goes_on_to_the_same_groups(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    with open_record(str(path)) as record:
        record.add(PAGES[:2])
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("BEGIN IMMEDIATE")
    raw.execute("DELETE FROM judgement")
    raw.execute("UPDATE portrait SET cluster = 'nobody'")
    raw.close()  # as a process that dies: nothing of it stays
    with open_record(str(path)) as record, open_record(str(tmp_path / "whole.db")) as whole:
        record.add(PAGES)
        whole.add(PAGES)
        assert record.digest() == whole.digest()


def test_when_and_by_what_rules_two_were_compared_is_kept(record: Record) -> None:
    profile = record.profile(MULLER.id)
    assert profile is not None
    (merge,) = [item for item in profile.merges if MUELLER.id in {item.left_id, item.right_id}]
    assert (merge.verdict, merge.by_person) == ("same", False)
    assert merge.made_by.startswith("onrecord ")
    assert datetime.fromisoformat(merge.made) <= datetime.now(UTC)
    assert 0 < merge.score < 1
    assert merge.reason
