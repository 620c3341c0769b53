"""Source span to actor: the actor file, names, titles, coreference."""

from onrecord.actors.resolver import Resolver

__all__ = ["Resolver"]
