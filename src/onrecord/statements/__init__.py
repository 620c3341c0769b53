"""Article to statements: who said what, in which words, with which cue, when and through whom."""

from onrecord.statements.attribution import Attributor
from onrecord.statements.describing import Describer

__all__ = ["Attributor", "Describer"]
