"""What a statement does: which words make it an accusation, a denial, a threat, a promise."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statements.marked import build

from onrecord.schema import Act, Excerpt
from onrecord.statements.acts import ActReader

# All of these stand in no text that the weights were learned from.


def only(marked: str) -> Act:
    """Return the act of the only statement."""
    (act,) = ActReader().read(*build(marked))
    return act


def words(marked: str) -> str:
    """Return the words that told the act of the only statement."""
    page, article, statements = build(marked)
    (act,) = ActReader().read(page, article, statements)
    return " … ".join(page.text[start:end] for start, end in act.spans)


@pytest.mark.parametrize(
    ("marked", "label"),
    [
        ("⟦Ruritania⟧ ‹accused› {its neighbour of poisoning the river}.", "accuse"),
        ("⟦The senator⟧ ‹blamed› {the ministry for the collapse}.", "accuse"),
        ("⟦Ruritania⟧ ‹condemned› {the raid}.", "criticise"),
        ("⟦The guild⟧ ‹lambasted› {the budget}.", "criticise"),
        ("⟦Ana Ruiz⟧ ‹called› {the plan reckless}.", "criticise"),
        ("⟦Ana Ruiz⟧ ‹denied› {the allegations}.", "deny"),
        ("⟦The harbour authority⟧ ‹rejected› {the offer of the union}.", "reject"),
        ("⟦The guild⟧ ‹warned› {that the dam could break}.", "warn"),
        ("⟦The general⟧ ‹threatened› {to close the strait}.", "warn"),
        ("⟦The envoy⟧ ‹urged› {both sides to stop}.", "demand"),
        ("⟦The envoy⟧ ‹called for› {the release of the fishermen}.", "demand"),
        ("⟦Ana Ruiz⟧ ‹promised› {to rebuild the school}.", "promise"),
        ("⟦The two towns⟧ ‹agreed› {to share the water}.", "promise"),
        ("⟦Ruritania⟧ ‹praised› {the verdict}.", "support"),
        ("⟦Ana Ruiz⟧ ‹backs› {the bridge}.", "support"),
        ("⟦The firm⟧ ‹admitted› {that the valve had leaked}.", "admit"),
        ("⟦Ana Ruiz⟧ ‹said› {the bridge was built in 1932}.", "state"),
        ("{Turnout was 61 percent}, ‹according to› ⟦the electoral office⟧.", "state"),
    ],
)
def test_a_verb_tells_the_act(marked: str, label: str) -> None:
    assert only(marked).label == label


@pytest.mark.parametrize(
    ("marked", "label"),
    [
        ("⟦The ministry⟧ ‹dismissed› {the claims as a fabrication}.", "deny"),
        ("⟦The ministry⟧ ‹dismissed› {calls for a new vote}.", "reject"),
        ("⟦The ministry⟧ ‹rejected› {accusations of bribery}.", "deny"),
        ("⟦The ministry⟧ ‹rejected› {the ceasefire proposal}.", "reject"),
        ("This is {a claim that} ⟦both capitals⟧ ‹have denied›.", "deny"),
        ("⟦The port police⟧ ‹denied› {entry to four sailors}.", "reject"),
        ("⟦The judge⟧ ‹denied› {bail}.", "reject"),
        ("⟦The consul⟧ ‹denied› {the singer a visa}.", "reject"),
        ("⟦Ruritania⟧ ‹denied› {Graustark's accusation that it had mined the bay}.", "deny"),
        ("⟦The general⟧ ‹vowed› {to strike the port}.", "warn"),
        ("⟦The general⟧ ‹vowed› {to help the flooded villages}.", "promise"),
    ],
)
def test_what_it_is_done_to_tells_where_the_verb_alone_does_not(marked: str, label: str) -> None:
    assert only(marked).label == label


@pytest.mark.parametrize(
    "marked",
    [
        "⟦The ministry⟧ ‹did not deny› {the report}.",
        "⟦The ministry⟧ ‹has never denied› {that it paid}.",
        "⟦Nobody⟧ ‹denies› {that the bridge is old}.",
        "⟦The ministry⟧ ‹declined to comment on› {the allegations}.",
    ],
)
def test_who_does_not_deny_denies_nothing(marked: str) -> None:
    assert only(marked).label == "state"


@pytest.mark.parametrize(
    ("marked", "label"),
    [
        ("{“We never sold shells to anyone,”} ‹said› ⟦the envoy⟧.", "deny"),
        ("{“These accusations are baseless,”} ‹said› ⟦Ana Ruiz⟧.", "deny"),
        ("⟦Ana Ruiz⟧ ‹said› {the town must act now}.", "demand"),
        ("⟦The general⟧ ‹said› {his country would retaliate}.", "warn"),
    ],
)
def test_a_plain_verb_leaves_it_to_what_is_said(marked: str, label: str) -> None:
    assert only(marked).label == label


@pytest.mark.parametrize(
    ("marked", "label"),
    [
        ("⟦The guide⟧ ‹said› {the lighthouse has never had a keeper}.", "state"),
        ('⟦The ferry company⟧ ‹said›: {"We\'re not able to say when the boats will run"}.', "state"),
        ("⟦The grocer⟧ ‹added› {that there was no bread on Monday}.", "state"),
        ('⟦The ministry⟧ ‹stated›: {"We condemn the attack on our consulate"}.', "criticise"),
        ("⟦The mayor⟧ ‹told› {the harbour board to repair the pier}.", "demand"),
    ],
)
def test_plain_words_do_what_they_say(marked: str, label: str) -> None:
    assert only(marked).label == label


@pytest.mark.parametrize(
    ("marked", "telling"),
    [
        ("⟦Ruritania⟧ ‹strongly condemned› {the raid}.", "strongly condemned"),
        ("⟦The envoy⟧ ‹urged› {both sides to stop}.", "urged"),
        ("{“We never sold shells,”} ‹said› ⟦the envoy⟧.", "never"),
    ],
)
def test_the_spans_are_the_words_that_tell(marked: str, telling: str) -> None:
    assert words(marked) == telling


def test_an_unclear_statement_has_a_low_score() -> None:
    clear = only("⟦Ana Ruiz⟧ ‹denied› {the charge}.")
    unclear = only("⟦Ana Ruiz⟧ ‹remarked› {“Well, that is what they do there,”}.")
    assert unclear.score < 0.8 < clear.score


def test_statements_without_cue_or_source_have_an_act_too() -> None:
    page, article, (statement,) = build("⟦Ana Ruiz⟧ ‹:› {No new taxes}")
    bare = replace(statement, cue=None, source=None)
    empty = replace(statement, cue=None, source=None, content=Excerpt("", ()))
    acts = ActReader().read(page, article, (bare, empty))
    assert [0.0 <= act.score <= 1.0 for act in acts] == [True, True]
    assert acts[1].spans == ()


def test_one_statement_equals_a_statement_among_others() -> None:
    page, article, statements = build(
        "⟦Ana Ruiz⟧ ‹denied› {the charge}.\n⟦The envoy⟧ ‹urged› {both sides to stop}."
    )
    reader = ActReader()
    alone = tuple(reader.read(page, article, (one,))[0] for one in statements)
    assert reader.read(page, article, statements) == alone
    assert reader.read(page, article, ()) == ()


def test_a_reader_can_be_pickled() -> None:
    assert pickle.loads(pickle.dumps(ActReader())) == ActReader()  # noqa: S301 - our own bytes


@settings(max_examples=60, deadline=None)
@given(
    st.text(min_size=1, max_size=80).filter(lambda text: text.strip() and not set(text) & set("⟦⟧‹›{}\n\r"))
)
def test_any_text_has_an_act_whose_spans_lie_in_the_statement(text: str) -> None:
    page, article, statements = build(f"⟦Ana Ruiz⟧ ‹said› {{{text}}}.")
    for statement, act in zip(statements, ActReader().read(page, article, statements), strict=True):
        assert statement.cue is not None
        own = (*statement.cue.spans, *statement.content.spans)
        assert 0.0 <= act.score <= 1.0
        assert all(any(s <= start < end <= e for s, e in own) for start, end in act.spans)
