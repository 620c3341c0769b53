"""Pages from the web, fetched politely. Nothing here is loaded before an address is to be fetched."""

from onrecord.pages.fetching.addresses import Address, read_address
from onrecord.pages.fetching.asking import Limits
from onrecord.pages.fetching.fetcher import Fetched, Fetcher, Manners
from onrecord.pages.fetching.rounds import Errand, Rounds, host_of

__all__ = [
    "Address",
    "Errand",
    "Fetched",
    "Fetcher",
    "Limits",
    "Manners",
    "Rounds",
    "host_of",
    "read_address",
]
