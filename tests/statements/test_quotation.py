import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.statements.quotation import mode_of, quoted_spans


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in quoted_spans(text)]


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ("He said “no” twice.", ["“no”"]),
        ('He said "no" and "yes".', ['"no"', '"yes"']),
        ("She called it ‘nonsense’, he added.", ["‘nonsense’"]),
        ("The ministers' plan is 'a farce', she said.", ["'a farce'"]),
        ("It's the dog's day and the '90s are back", []),
        ("„Nein“, sagte er", ["„Nein“, sagte er"]),
        ("«Jamais», dit-il", ["«Jamais»"]),
        ("spreading a ‘rumour of arms’ dealings", ["‘rumour of arms’"]),
    ],
)
def test_a_quotation_is_found_with_its_marks(text: str, quotations: list[str]) -> None:
    assert cut(text) == quotations


def test_a_quotation_inside_a_quotation_belongs_to_the_outer_one() -> None:
    text = "“They were spreading a ‘rumour’ again,” he said"
    assert cut(text) == ["“They were spreading a ‘rumour’ again,”"]


def test_a_mark_that_opens_again_continues_the_quotation() -> None:
    assert cut('"We were here first. "We will stay," he said.') == ['"We were here first. "We will stay,"']
    assert cut('“Now 350 remain. "Fuel is out," he wrote') == ['“Now 350 remain. "Fuel is out,"']


def test_a_stray_space_after_the_opening_mark_does_not_hide_it() -> None:
    assert cut('It is " the biggest change in years." Then') == ['" the biggest change in years."']


def test_a_long_quotation_opens_in_each_paragraph_and_closes_once() -> None:
    text = "“One paragraph.\n\n“Another one.”\n\nNo more."
    assert cut(text) == ["“One paragraph.", "“Another one.”"]


def test_an_unbalanced_mark_does_not_reach_into_the_next_paragraph() -> None:
    assert cut('He said "yes and left.\nNobody spoke.') == ['"yes and left.']


@pytest.mark.parametrize(
    ("text", "content", "mode"),
    [
        ("“All of it,” he said", "“All of it,”", "direct"),
        ("He said that “all of it” is lost", "that “all of it” is lost", "mixed"),
        ("He said that “all of it”.", "that “all of it”", "direct"),
        ("He said nothing is lost", "nothing is lost", "indirect"),
        ("He called it “all of it”", "“all of it”", "direct"),
    ],
)
def test_the_mode_follows_from_the_marks_inside_the_content(text: str, content: str, mode: str) -> None:
    start = text.index(content)
    assert mode_of(text, ((start, start + len(content)),), quoted_spans(text)) == mode


@given(st.text(alphabet="ab '’‘\"“”«»\n.,s-", max_size=80))
def test_quotations_are_ordered_disjoint_and_inside_the_text(text: str) -> None:
    end = 0
    for start, stop in quoted_spans(text):
        assert end <= start < stop <= len(text)
        end = stop
