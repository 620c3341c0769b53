"""The composition: pages through all stages, in order, over one process or many."""

from onrecord.run.adding import Step, add_all
from onrecord.run.crew import read_all
from onrecord.run.neighbours import beside_neighbours
from onrecord.run.reader import CRASHED, BrokenInstallError, Reader, article_reader, statement_reader
from onrecord.run.reading import Reading, read, read_with, statement_rows

__all__ = [
    "CRASHED",
    "BrokenInstallError",
    "Reader",
    "Reading",
    "Step",
    "add_all",
    "article_reader",
    "beside_neighbours",
    "read",
    "read_all",
    "read_with",
    "statement_reader",
    "statement_rows",
]
