"""Whom a statement is aimed at."""

from __future__ import annotations

import pytest
from actors.marked import resolved


def targets(marked: str) -> list[list[str]]:
    """Return the names of each statement's targets."""
    _, statements = resolved(marked)
    return [[target.actor.name for target in statement.targets or ()] for statement in statements]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("accuse | [Norway] <accused> {Sweden of dumping fish}.", ["Sweden"]),
        ("accuse | [Norway] <accused> {Sweden and Finland of dumping fish}.", ["Sweden", "Finland"]),
        ("accuse | [Norway] <said> {Sweden was dumping fish}.", ["Sweden"]),
        ("accuse | [Norway] <said> {that, for years, Stockholm has dumped fish}.", ["Sweden"]),
        ("accuse | Sweden was <accused by> [Norway] {of dumping fish}.", ["Sweden"]),
        ("criticise | [Norway] <condemned> {the shelling of villages by Sweden}.", ["Sweden"]),
        ("criticise | [Norway] <criticised> {the Swedish decision on fish}.", ["Sweden"]),
        ("criticise | [Norway] <lashed out at> {Sweden's new fish law}.", ["Sweden"]),
        ("deny | [Norway] <denied> {US claims of dumping fish}.", ["United States"]),
        ("deny | [Norway] <rejected> {accusations by Sweden that it dumped fish}.", ["Sweden"]),
        ("reject | [Norway] <turned down> {an offer from Sweden}.", ["Sweden"]),
        ("warn | [Norway] <warned> {Sweden} {that it would close the border}.", ["Sweden"]),
        ("warn | [Norway] <issued a warning to> {Sweden and Finland}.", ["Sweden", "Finland"]),
        ("demand | [Norway] <urged> {Sweden to stop}.", ["Sweden"]),
        ("demand | [Norway] <demanded> {an apology from Sweden}.", ["Sweden"]),
        ("demand | [Norway] <said> {Sweden must stop}.", ["Sweden"]),
        ("promise | [Norway] <promised> {Sweden more fish}.", ["Sweden"]),
        ("promise | [Norway] <pledged> {to send more fish to Sweden}.", ["Sweden"]),
        ("support | [Norway] <thanked> {Sweden for its fish}.", ["Sweden"]),
        ("support | [Norway] <voiced support for> {Sweden}.", ["Sweden"]),
        ("criticise | [Norway] <condemned> {the attacks on Sweden}.", []),
        ("deny | [Norway] <denied> {that the fish came by way of Sweden}.", []),
        ("deny | [Norway] <denied> {having taken fish from Sweden}.", []),
        ("warn | [Norway] <threatened> {to sue Sweden}.", ["Sweden"]),
        ("accuse | [Norway] <asked> {whether Sweden's government had taken fish}.", ["Government of Sweden"]),
        ("support | [Norway] <said> {that Finland supports Sweden}.", ["Sweden"]),
        ("support | [Norway] <said> {Sweden did well}.", ["Sweden"]),
        ("state | [Norway] <said> {Sweden has many fish}.", []),
        ("accuse | [Norway] <said> {it had been cheated}.", []),
        ("warn | [Norway] <told> reporters {that winter would be cold}.", []),
        ("promise | [Norway] <said> {Norway would hold talks in Sweden}.", []),
        ("warn | [Norway] <said> {fish would go from Sweden}.", []),
        ("criticise | [Norway] <said> {the mission was a mistake}.", []),
        ("reject | [Norway] <refused> {to place a star by the lake}.", []),
        ("demand | [Norway] <shouted> {“Down with fish”}.", []),
        ("criticise | [Norway] <sang> {“Can't Take the rain”}.", []),
        ("demand | [Norway] <urged> {members to stop}.", []),
        ("demand | [Norway] <urged> {some Western countries to stop}.", ["some Western countries"]),
        ("demand | [Norway] <wants> {to reach Swedish fishermen}.", ["Swedish fishermen"]),
        ("deny | [Norway] <denied on> {state-run television taking fish}.", []),
        ("accuse | [Norway] <laid blame on> {the media}.", ["media"]),
        ("accuse | [Norway] <accused> {the West of dumping fish}.", ["West"]),
        ("deny | [Norway] <rejected> {rebel claims of a fish war}.", ["rebels"]),
        ("deny | [Norway] <denied> {newspaper reports of a fish war}.", []),
    ],
)
def test_a_target_stands_in_the_slot_of_its_verb(line: str, names: list[str]) -> None:
    assert targets(f"Fish in the north\n{line}") == [names]


def test_a_pronoun_is_followed_and_the_speaker_is_no_target() -> None:
    text = """
    Fish in the north
    state | [Mayor Ana Ruiz] <said> {she had met Tom Berg}.
    accuse | [Ruiz] <accused> {him of lying}.
    criticise | [She] <said> {she had been wrong}.
    """
    assert targets(text) == [[], ["Tom Berg"], []]


def test_who_denies_answers_the_one_who_accused() -> None:
    text = """
    Fish in the north
    accuse | [Sweden] <said> {Norway was dumping fish}.
    deny | [Norway] <denied> {that it had dumped any fish}.
    deny | [Norwegian Fish Minister Ole Dahl] <rejected> {all such claims}.
    """
    assert targets(text) == [["Norway"], ["Sweden"], ["Sweden"]]


def test_where_the_act_is_not_known_targets_are_not_asked() -> None:
    _, statements = resolved("Fish\n[Norway] <accused> {Sweden of dumping fish}.")
    assert statements[0].targets is None


def test_a_target_shows_its_words() -> None:
    page, statements = resolved("Fish\naccuse | [Norway] <accused> {the Swedish government of dumping fish}.")
    assert statements[0].targets is not None
    target = statements[0].targets[0]
    assert [page.text[start:end] for start, end in target.spans] == ["the Swedish government"]
    assert target.actor.country == "SWE"
