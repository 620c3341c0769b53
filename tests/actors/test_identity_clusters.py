"""Groups of ids: what judgements join, and what keeps them apart."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.actors import identity_clusters
from onrecord.actors.identity import Judgement, same_actor
from onrecord.actors.identity_clusters import Cluster, cluster, judgements
from onrecord.schema import Actor, ActorKind, content_id


def actor(
    name: str, country: str | None = None, kind: ActorKind = "person", role: str | None = None
) -> Actor:
    return Actor(content_id("ac", kind, name, country, role), name, kind, role, country)


def named(actors: list[Actor], groups: tuple[Cluster, ...]) -> set[frozenset[str]]:
    names = {one.id: one.name for one in actors}
    return {frozenset(names[member] for member in group.members) for group in groups}


def grouped(actors: list[Actor], *said: Judgement) -> set[frozenset[str]]:
    judged, problems = judgements(actors)
    assert problems == ()
    return named(actors, cluster(actors, (*judged, *said)))


def human(left: Actor, right: Actor, verdict: str) -> Judgement:
    assert verdict in {"same", "different"}
    return Judgement(left.id, right.id, "same" if verdict == "same" else "different", 1.0, "They were asked.")


def test_a_family_name_alone_joins_its_only_bearer() -> None:
    actors = [actor("Ruiz"), actor("Ana Ruiz"), actor("Port Authority spokeswoman Ana Ruiz")]
    assert len(grouped(actors)) == 1


def test_a_family_name_of_two_bearers_joins_none_of_them() -> None:
    actors = [actor("Marsh"), actor("Bill Marsh"), actor("Helen Marsh")]
    assert grouped(actors) == {frozenset({one.name}) for one in actors}


def test_of_two_bearers_the_one_of_its_country_and_title_is_meant() -> None:
    meant = actor("Karim Haddad", "LBN", role="Foreign Minister")
    actors = [
        actor("Haddad", "LBN", role="Minister"),
        meant,
        actor("Salim Haddad", "SYR"),
        actor("Walid Haddad"),
    ]
    assert frozenset({"Haddad", "Karim Haddad"}) in grouped(actors)


def test_a_name_that_is_as_much_anothers_is_left_alone() -> None:
    actors = [actor("George Marsh"), actor("George W. Marsh"), actor("George H. W. Marsh")]
    assert grouped(actors) == {frozenset({one.name}) for one in actors}


def test_one_in_conflict_is_not_drawn_in_by_a_third() -> None:
    one, between, other = actor("Ana Ruiz"), actor("Ruiz"), actor("Eva Ruiz")
    stronger = Judgement(one.id, between.id, "same", 0.9, "Told by the page.")
    weaker = Judgement(between.id, other.id, "same", 0.8, "Told by the page.")
    groups = cluster([one, between, other], [weaker, stronger])
    assert named([one, between, other], groups) == {frozenset({"Ana Ruiz", "Ruiz"}), frozenset({"Eva Ruiz"})}


def test_a_person_parts_what_the_names_join_and_may_take_it_back() -> None:
    here, there = actor("Ana Ruiz", "ESP"), actor("Ána Ruiz", "ESP")
    assert len(grouped([here, there])) == 1
    assert len(grouped([here, there], human(here, there, "different"))) == 2
    assert len(grouped([here, there])) == 1


def test_a_person_joins_what_the_names_part() -> None:
    one, other = actor("Cassius Marsh"), actor("Omar Marsh")
    assert len(grouped([one, other])) == 2
    assert len(grouped([one, other], human(one, other, "same"))) == 1


def test_the_canonical_member_is_a_full_name_with_the_most_statements() -> None:
    bare, full, fuller = actor("Ruiz"), actor("Ana Ruiz"), actor("Ana Maria Ruiz")
    actors = [bare, full, fuller]
    judged, _ = judgements(actors)
    assert cluster(actors, judged, {bare.id: 9, full.id: 5, fuller.id: 1})[0].canonical == full.id
    assert cluster(actors, judged)[0].canonical == fuller.id


def test_a_group_shows_what_holds_it_together() -> None:
    actors = [actor("Kim Jong-un"), actor("Kim Jong Un")]
    judged, _ = judgements(actors)
    assert cluster(actors, judged)[0].judgements == judged


def test_a_name_that_too_many_bear_is_a_problem_and_no_silent_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity_clusters, "LARGEST", 3)
    actors = [actor("Marsh"), *(actor(f"{own} Marsh") for own in ("Ana", "Bob", "Carl", "Dora"))]
    _, problems = judgements(actors)
    assert [problem.code for problem in problems] == ["actor.crowded"]
    assert "Marsh" in problems[0].message


FAMILIES = st.sampled_from(["Gaddafi", "el-Qaddafi", "Marsh", "Haddad", "Hadad", "Kim", "van Marsh"])
OWN = st.sampled_from(
    ["", "", "Ana", "A.", "Bill", "William", "George W.", "George H. W.", "George", "Jong Un"]
)
PEOPLE = st.builds(
    lambda own, family, country, kind: actor(f"{own} {family}".strip(), country, kind),
    OWN,
    FAMILIES,
    st.sampled_from([None, None, "LBY", "USA"]),
    st.sampled_from(["person", "unknown"]),
)
RECORDS = st.lists(PEOPLE, min_size=1, max_size=9)


@settings(max_examples=200, deadline=None)
@given(RECORDS, st.data())
def test_groups_do_not_depend_on_order_and_hold_no_conflict(record: list[Actor], data: st.DataObject) -> None:
    judged = list(judgements(record)[0])
    if len({one.id for one in record}) > 1 and data.draw(st.booleans()):
        pair = sorted({one.id: one for one in record}.values(), key=lambda one: one.id)[:2]
        judged.append(human(pair[0], pair[1], data.draw(st.sampled_from(["same", "different"]))))
    groups = cluster(record, judged)
    assert cluster(list(data.draw(st.permutations(record))), data.draw(st.permutations(judged))) == groups
    assert sorted(member for group in groups for member in group.members) == sorted(
        {one.id for one in record}
    )
    people = {one.id: one for one in identity_clusters.gathered(record).values()}
    said = {(j.left, j.right): j.verdict for j in judged if j.score == 1.0}
    for group in groups:
        assert group.canonical in group.members
        for left, right in combinations(group.members, 2):
            found = same_actor(people[left], people[right])
            verdict = said.get((left, right), found.verdict if found else None)
            assert verdict != "different"
