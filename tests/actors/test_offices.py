"""Who speaks for a state."""

from __future__ import annotations

import pytest

from onrecord.actors.offices import is_in_service, speaks_for_state
from onrecord.schema import Actor


@pytest.mark.parametrize(
    "actor",
    [
        Actor("ac_1", "Russia", "country", None, "RUS"),
        Actor("ac_1", "Russian Foreign Ministry", "organization", None, "RUS"),
        Actor("ac_1", "Maria Zakharova", "person", "Russian Foreign Ministry spokeswoman", "RUS"),
        Actor("ac_1", "Leon Panetta", "person", "CIA Director", "USA"),
        Actor("ac_1", "Someone", "person", "Russian spokesman", "RUS"),
        Actor("ac_1", "Pavel Orlov", "person", "Russia's UN Ambassador", "RUS"),
        Actor("ac_1", "Ann Lee", "person", "U.S. NATO envoy", "USA"),
        Actor("ac_1", "a senior official", "person", None, "RUS", anonymous=True, type="official"),
        Actor("ac_1", "sources", "group", None, "RUS", anonymous=True, organization="Defense Ministry"),
    ],
)
def test_states_their_bodies_and_who_serves_them_speak_for_a_state(actor: Actor) -> None:
    assert speaks_for_state(actor)


@pytest.mark.parametrize(
    "actor",
    [
        Actor("ac_1", "Alexei Navalny", "person", "opposition leader", "RUS"),
        Actor("ac_1", "Andrei Kozyrev", "person", "former foreign minister", "RUS"),
        Actor("ac_1", "Ivan Ivanov", "person", "economist", "RUS"),
        Actor("ac_1", "Ed Martelle", "person", "American Airlines spokesman", "USA"),
        Actor("ac_1", "Chuck Hagel", "person", "chairman of the Atlantic Council", "USA"),
        Actor("ac_1", "Ivan Ivanov", "person", None, "RUS"),
        Actor("ac_1", "Gazprom", "organization", None, "RUS"),
        Actor("ac_1", "a resident", "person", "resident", "RUS", anonymous=True, type="witness"),
        Actor("ac_1", "a statement by the ministry", "document", None, "RUS"),
        Actor("ac_1", "Antonio Guterres", "person", "UN secretary-general"),
    ],
)
def test_others_of_its_people_do_not(actor: Actor) -> None:
    assert not speaks_for_state(actor)


@pytest.mark.parametrize(
    "actor",
    [
        Actor("ac_1", "National Transitional Council", "organization", None, "LBY"),
        Actor("ac_1", "Free Rebel Army", "organization", None, "LBY"),
        Actor("ac_1", "Ian Martin", "person", "U.N. special envoy for Libya", "LBY"),
        Actor("ac_1", "Ali Musa", "person", "senior Libyan U.N. official", "LBY"),
        Actor("ac_1", "Marouane Abassi", "person", "World Bank's Libya representative", "LBY"),
        Actor("ac_1", "Deborah Jones", "person", "ambassador to Libya", "LBY"),
        Actor("ac_1", "Essam el-Erian", "person", "senior Muslim Brotherhood leader", "EGY"),
        Actor("ac_1", "Houssam Badrawi", "person", "secretary-general of the ruling party", "EGY"),
        Actor("ac_1", "spokesman", "person", None, "EGY", anonymous=True, organization="Muslim Brotherhood"),
        Actor("ac_1", "Military analysts", "group", None, "LBY", anonymous=True, type="analyst"),
        Actor("ac_1", "Military analysts", "group", None, "LBY", anonymous=True),
        Actor("ac_1", "Someone", "person", "leader", "LBY"),
    ],
)
def test_who_serves_another_body_does_not_speak_for_the_state(actor: Actor) -> None:
    assert not speaks_for_state(actor)


@pytest.mark.parametrize(
    ("role", "country"),
    [
        ("Libya's ambassador to the U.N.", "LBY"),
        ("Libyan leader", "LBY"),
        ("government spokesman", "LBY"),
        ("Likud party lawmaker", "ISR"),
        ("Egyptian ambassador to the United States", "EGY"),
    ],
)
def test_offices_of_a_state_are_known_beside_what_else_is_told(role: str, country: str) -> None:
    assert speaks_for_state(Actor("ac_1", "Someone", "person", role, country))


def test_what_most_tell_of_an_actor_counts() -> None:
    told = [
        (Actor("ac_1", "Moussa Ibrahim", "person", "Libyan government spokesman", "LBY"), 2),
        (Actor("ac_1", "Moussa Ibrahim", "person", "Spokesman"), 5),
        (Actor("ac_1", "Ibrahim", "person"), 3),
    ]
    assert is_in_service(told, "LBY")
    assert not is_in_service(told, "RUS")
    past = (Actor("ac_1", "Moussa Ibrahim", "person", "former spokesman", "LBY"), 20)
    assert not is_in_service([*told, past], "LBY")
    abroad = (Actor("ac_1", "Moussa Ibrahim", "person", "spokesman", "USA"), 20)
    assert not is_in_service([*told, abroad], "LBY")
    elsewhere = [(Actor("ac_1", "Moussa Ibrahim", "person", role), 9) for role in ("executive", "activist")]
    assert not is_in_service([*told, *elsewhere], "LBY")
