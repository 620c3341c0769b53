"""Article to statements: who said what, in which words, with which cue."""

from onrecord.statements.attribution import Attributor

__all__ = ["Attributor"]
