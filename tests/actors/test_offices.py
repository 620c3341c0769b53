"""Who speaks for a state."""

from __future__ import annotations

import pytest

from onrecord.actors.offices import speaks_for_state
from onrecord.schema import Actor


@pytest.mark.parametrize(
    "actor",
    [
        Actor("ac_1", "Russia", "country", None, "RUS"),
        Actor("ac_1", "Russian Foreign Ministry", "organization", None, "RUS"),
        Actor("ac_1", "Maria Zakharova", "person", "Russian Foreign Ministry spokeswoman", "RUS"),
        Actor("ac_1", "Leon Panetta", "person", "CIA Director", "USA"),
        Actor("ac_1", "Someone", "person", "Russian spokesman", "RUS"),
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
