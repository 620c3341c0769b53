"""What is known of actors and what they are to each other, to cells of a row and back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from onrecord.actors.identity import Judgement, is_lesser, is_somebody
from onrecord.actors.identity_clusters import gathered
from onrecord.record import rows
from onrecord.record.provenance import Cells, Row, time_cell
from onrecord.schema import Actor


def of_forms(forms: Iterable[Row]) -> dict[str, Actor]:
    """Return one actor an id from the rows of all its forms: what most of them tell.

    Aliases are left out: they are another in nearly every article, and nobody is compared by them.
    Who can be nobody else has no portrait.
    """
    actors = (rows.actor_of(row) for row in sorted(forms, key=lambda row: str(row["seal"])))
    found = gathered(actor for actor in actors if is_somebody(actor))
    return {
        number: Actor(number, actor.name, actor.kind, actor.role, actor.country)
        for number, actor in found.items()
    }


def portrayed(row: Row) -> Actor:
    """Return the actor of a portrait's row."""
    return Actor(row["actor_id"], row["name"], row["kind"], row["role"], row["country"])


def portrait_cells(actor: Actor) -> Cells:
    """Return the row of a portrait, its group aside."""
    return {
        "actor_id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "role": actor.role,
        "country": actor.country,
        "lesser": is_lesser(actor),
    }


def judgement_cells(judgement: Judgement, made_by: str, made: datetime, *sealed_with: str) -> Cells:
    """Return the row of a judgement or decision, with its seal, without key.

    Args:
        judgement: what two actors are to each other.
        made_by: what rules, or who, judged.
        made: when, in UTC.
        sealed_with: what the seal covers besides; of a decision the seal of the one before.
    """
    cells: Cells = {
        "left_id": judgement.left,
        "right_id": judgement.right,
        "verdict": judgement.verdict,
        "score": float(judgement.score),
        "reason": judgement.reason,
        "made_by": made_by,
        "made": time_cell(made),
    }
    cells["seal"] = judgement_seal(cells, *sealed_with)
    return cells


def judgement_of(row: Row) -> Judgement:
    """Return a judgement from its row."""
    return Judgement(row["left_id"], row["right_id"], row["verdict"], row["score"], row["reason"])


def judgement_seal(row: Row, *sealed_with: str) -> str:
    """Return the seal of a judgement's or decision's row."""
    return rows.seal("judgement", row, *sealed_with)
