"""Decoding on hand-made scores: no model takes part."""

from dataclasses import dataclass, field

import numpy as np

from onrecord.statements.decode import relations
from onrecord.statements.pieces import Pieces
from onrecord.statements.pointers import CLASSES
from onrecord.statements.tagger import Scores, Weights

FREE = Weights(np.zeros((7, 7), dtype=np.float32), np.zeros((3, CLASSES), dtype=np.float32))
SOURCE, CUE, CONTENT = 1, 3, 5


@dataclass
class Desk:
    """Scores for a text of one-letter words, set by the test; word n covers [2n, 2n + 1)."""

    words: int
    breaks: list[int] = field(default_factory=lambda: [0])
    scores: Scores = field(init=False)

    def __post_init__(self) -> None:
        def vectors() -> np.ndarray:
            found = np.zeros((2, self.words, 64), dtype=np.float32)
            found[1, :, : self.words] = np.eye(self.words)
            return found

        tags = np.zeros((self.words, 7), dtype=np.float32)
        tags[:, 0] = 1.0
        nothing = np.zeros((self.words, 2), dtype=np.float32)
        self.scores = Scores(tags, vectors(), vectors(), vectors(), nothing)

    def tag(self, start: int, stop: int, begin: int) -> None:
        self.scores.tags[start, begin] = 9.0
        self.scores.tags[start + 1 : stop, begin + 1] = 9.0

    def link(self, start: int, stop: int, cue: int) -> None:
        self.scores.link[0, start:stop, cue] = 80.0

    def source(self, cue: int, start: int, stop: int) -> None:
        self.scores.source_start[0, cue, start] = 80.0
        self.scores.source_end[0, cue, stop - 1] = 80.0

    def no_source(self, cue: int) -> None:
        self.scores.nothing[cue] = 20.0

    def paragraph(self, start: int) -> None:
        self.breaks.append(start)

    def read(self) -> list[tuple[list[int], list[int], list[int]]]:
        starts = np.arange(self.words, dtype=np.int32) * 2
        features = np.zeros((self.words, 3), dtype=np.int32)
        features[[at for at in self.breaks if at < self.words], 2] = 1
        pieces = Pieces(starts, starts, starts + 1, np.ones(self.words, dtype=np.bool_), features)
        found = relations(pieces, self.scores, FREE)

        def words(spans: tuple[tuple[int, int], ...]) -> list[int]:
            return [word for s, e in spans for word in range(s // 2, (e + 1) // 2)]

        return [(words(r.source), words(r.cue), words(r.content)) for r in found]


def test_source_and_content_go_to_the_cue_they_point_to() -> None:
    desk = Desk(12)
    desk.tag(0, 2, SOURCE)
    desk.tag(2, 3, CUE)
    desk.tag(3, 6, CONTENT)
    desk.tag(6, 9, CONTENT)
    desk.tag(9, 10, CUE)
    desk.tag(10, 12, SOURCE)
    desk.link(0, 6, 2)
    desk.link(6, 12, 9)
    desk.source(2, 0, 2)
    desk.source(9, 10, 12)
    assert desk.read() == [([0, 1], [2], [3, 4, 5]), ([10, 11], [9], [6, 7, 8])]


def test_a_discontinuous_content_is_joined_by_its_cue() -> None:
    desk = Desk(9)
    desk.tag(0, 3, CONTENT)
    desk.tag(3, 4, SOURCE)
    desk.tag(4, 5, CUE)
    desk.tag(5, 9, CONTENT)
    desk.link(0, 9, 4)
    desk.source(4, 3, 4)
    assert desk.read() == [([3], [4], [0, 1, 2, 5, 6, 7, 8])]


def test_one_source_may_serve_two_cues() -> None:
    desk = Desk(8)
    desk.tag(0, 1, SOURCE)
    desk.tag(1, 2, CUE)
    desk.tag(2, 4, CONTENT)
    desk.tag(4, 5, CUE)
    desk.tag(5, 8, CONTENT)
    desk.link(0, 4, 1)
    desk.link(5, 8, 4)
    desk.source(1, 0, 1)
    desk.source(4, 0, 1)
    assert desk.read() == [([0], [1], [2, 3]), ([0], [4], [5, 6, 7])]


def test_a_cue_that_points_to_nothing_takes_no_source() -> None:
    desk = Desk(8)
    desk.tag(0, 1, SOURCE)
    desk.tag(1, 2, CUE)
    desk.tag(2, 4, CONTENT)
    desk.tag(4, 5, CUE)
    desk.tag(5, 8, CONTENT)
    desk.link(0, 4, 1)
    desk.link(5, 8, 4)
    desk.source(1, 0, 1)
    desk.no_source(4)
    assert desk.read() == [([0], [1], [2, 3]), ([], [4], [5, 6, 7])]


def test_a_source_without_a_tag_is_found_by_the_pointers_of_its_cue() -> None:
    desk = Desk(6)
    desk.tag(2, 3, CUE)
    desk.tag(3, 6, CONTENT)
    desk.link(3, 6, 2)
    desk.source(2, 0, 2)
    assert desk.read() == [([0, 1], [2], [3, 4, 5])]


def test_a_source_found_by_pointers_ends_with_its_paragraph() -> None:
    desk = Desk(7)
    desk.paragraph(1)
    desk.tag(3, 4, CUE)
    desk.tag(4, 7, CONTENT)
    desk.link(4, 7, 3)
    desk.source(3, 0, 3)
    assert desk.read() == [([0], [3], [4, 5, 6])]


def test_a_cue_without_a_tag_is_found_where_its_content_points() -> None:
    desk = Desk(6)
    desk.tag(0, 1, SOURCE)
    desk.tag(2, 6, CONTENT)
    desk.link(0, 1, 1)
    desk.link(2, 6, 1)
    desk.source(1, 0, 1)
    assert desk.read() == [([0], [1], [2, 3, 4, 5])]


def test_a_cue_without_content_is_no_statement() -> None:
    desk = Desk(4)
    desk.tag(0, 1, SOURCE)
    desk.tag(1, 2, CUE)
    desk.source(1, 0, 1)
    assert desk.read() == []


def test_an_empty_text_has_no_relations() -> None:
    nothing = np.zeros(0, dtype=np.int32)
    pieces = Pieces(nothing, nothing, nothing, nothing.astype(np.bool_), np.zeros((0, 3), dtype=np.int32))
    assert relations(pieces, Desk(0).scores, FREE) == []


def doubt(desk: Desk, word: int, tag: int) -> None:
    """Leave a tagged word with about even odds against no tag."""
    desk.scores.tags[word, tag] = 1.1


def test_a_short_content_must_be_sure_and_a_long_one_need_not() -> None:
    desk = Desk(12)
    desk.tag(0, 1, CUE)
    desk.link(1, 2, 0)
    doubt(desk, 1, CONTENT)
    assert desk.read() == []
    desk.link(1, 9, 0)
    doubt(desk, 1, CONTENT)
    for word in range(2, 9):
        doubt(desk, word, CONTENT + 1)
    assert desk.read() == [([], [0], list(range(1, 9)))]


def test_a_stray_piece_is_left_out_and_a_first_one_never() -> None:
    desk = Desk(12)
    desk.tag(0, 1, SOURCE)
    desk.tag(1, 2, CUE)
    desk.tag(2, 5, CONTENT)
    desk.tag(8, 12, CONTENT)
    desk.link(2, 5, 1)
    desk.scores.link[0, 8:12, 0] = 80.0  # points elsewhere, at what is no cue
    desk.source(1, 0, 1)
    assert desk.read() == [([0], [1], [2, 3, 4])]


def test_pieces_with_a_small_hole_between_are_one_unless_something_stands_in_it() -> None:
    desk = Desk(14)
    desk.tag(0, 1, CUE)
    desk.tag(1, 4, CONTENT)
    desk.tag(6, 9, CONTENT)
    desk.tag(10, 14, CONTENT)
    desk.link(1, 14, 0)
    desk.tag(9, 10, SOURCE)
    assert [content for _, _, content in desk.read()] == [[*range(1, 9), *range(10, 14)]]


def test_a_hole_is_not_joined_over_a_paragraph() -> None:
    desk = Desk(9)
    desk.paragraph(5)
    desk.tag(0, 1, CUE)
    desk.tag(1, 4, CONTENT)
    desk.tag(5, 9, CONTENT)
    desk.link(1, 9, 0)
    assert [content for _, _, content in desk.read()] == [[1, 2, 3, 5, 6, 7, 8]]


def test_a_source_in_the_cues_paragraph_wins_over_an_equal_one_in_another() -> None:
    def read(paragraph: int) -> list[int]:
        desk = Desk(10)
        desk.paragraph(paragraph)
        desk.tag(2, 3, SOURCE)
        desk.tag(4, 5, CUE)
        desk.tag(6, 7, SOURCE)
        desk.tag(7, 10, CONTENT)
        desk.link(7, 10, 4)
        for at in (2, 6):
            desk.source(4, at, at + 1)
        return desk.read()[0][0]

    assert read(3) == [6]
    assert read(6) == [2]
