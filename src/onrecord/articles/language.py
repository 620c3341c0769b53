"""Which language a text is in. Statements are read from English; the rest is named and left unread.

The identifier is py3langid (Lui and Baldwin's langid.py: naive Bayes over byte
n-grams): about half a millisecond for the 4,000 characters it is shown, and
right on all 120 stories and 5 Zulu and Xhosa pages it was tried on. Its model
takes half a second to load, so English that shows itself is told without it: on
1,091 articles and pages the answers are the same with and without that test, which
settles nine in ten of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from onrecord.schema import Page, Problem

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENGLISH: Final = "en"
SAMPLE_CHARACTERS: Final = 4000
FEWEST_LETTERS: Final = 40
LEAST_CONFIDENCE: Final = 0.5
SURE: Final = 0.99

# A text is surely English when the small words below hold this share of the letters of
# what is not capitalised, when so many kinds of them are there, and when they nowhere let
# pass more letters than this. The last keeps texts out that are partly English: of 6,000
# made of English and Zulu, Xhosa or French sentences 1,479 are told so, and the identifier
# names 2 of these otherwise.
_SMALL_WORDS: Final = frozenset({
    "a", "about", "after", "all", "also", "an", "and", "are", "as", "at", "be", "been", "but", "by",
    "can", "could", "for", "from", "had", "has", "have", "he", "her", "his", "if", "in", "is", "it",
    "its", "more", "not", "of", "on", "or", "said", "she", "that", "the", "their", "they", "this", "to",
    "was", "we", "were", "what", "when", "which", "who", "with", "would", "you",
})  # fmt: skip
_LEAST_SHARE: Final = 0.15
_FEWEST_KINDS: Final = 8
_FEWEST_COUNTED: Final = 120
_LONGEST_GAP: Final = 60
_WORD: Final = re.compile(r"[^\W\d_]+")

_NOT_A_LANGUAGE: Final = frozenset({"zxx", "ext", "und"})
# Varieties that the identifier tells apart and a reader of news does not.
_FOLDED: Final = {"arz": "ar", "ary": "ar", "nn": "no", "wuu": "zh", "yue": "zh", "uzs": "uz", "hbo": "he"}
_NAMES: Final = {
    "af": "Afrikaans", "am": "Amharic", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian",
    "bg": "Bulgarian", "bn": "Bengali", "bs": "Bosnian", "ca": "Catalan", "cs": "Czech", "cy": "Welsh",
    "da": "Danish", "de": "German", "el": "Greek", "es": "Spanish", "et": "Estonian", "eu": "Basque",
    "fa": "Persian", "fi": "Finnish", "fr": "French", "ga": "Irish", "gl": "Galician", "gu": "Gujarati",
    "ha": "Hausa", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian",
    "id": "Indonesian", "ig": "Igbo", "is": "Icelandic", "it": "Italian", "ja": "Japanese",
    "ka": "Georgian", "kk": "Kazakh", "km": "Khmer", "ko": "Korean", "ku": "Kurdish", "ky": "Kyrgyz",
    "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian", "mn": "Mongolian", "mr": "Marathi",
    "ms": "Malay", "my": "Burmese", "ne": "Nepali", "nl": "Dutch", "no": "Norwegian", "pa": "Punjabi",
    "pcm": "Nigerian Pidgin", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian",
    "ru": "Russian", "si": "Sinhala", "sk": "Slovak", "sl": "Slovenian", "so": "Somali", "sq": "Albanian",
    "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "te": "Telugu", "th": "Thai",
    "tl": "Filipino", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese",
    "xh": "Xhosa", "yo": "Yoruba", "zh": "Chinese", "zu": "Zulu",
}  # fmt: skip


def identify(text: str) -> str | None:
    """Return the language of `text`, or None when it is too short or unsure.

    The code is ISO 639-1, or ISO 639-3 for a language that has no two letters.
    At most `SAMPLE_CHARACTERS` are looked at: half from the start, half from the middle.
    """
    found = identify_surely(text)
    return None if found is None else found[0]


def identify_surely(text: str) -> tuple[str, float] | None:
    """Return the language of `text` as `identify` does, and how sure that is, in [0, 1]."""
    return _identified(_sample(text))


@lru_cache(maxsize=64)
def _identified(sample: str) -> tuple[str, float] | None:
    # The same text is asked about more than once: for its article, and for what keeps it from being read.
    if _is_surely_english(sample):
        return ENGLISH, SURE
    if sum(character.isalpha() for character in sample) < FEWEST_LETTERS:
        return None
    label, confidence = _identifier().classify(sample)
    if confidence < LEAST_CONFIDENCE or label in _NOT_A_LANGUAGE:
        return None
    return _FOLDED.get(label, str(label)), round(float(confidence), 3)


def script(text: str) -> str | None:
    """Return the script of most letters of `text` as Unicode calls it ("Latin", "Arabic"), or None."""
    counts = Counter(
        unicodedata.name(character, "?").split(maxsplit=1)[0]
        for character in _sample(text)
        if character.isalpha()
    )
    return max(counts, key=lambda name: (counts[name], name)).capitalize() if counts else None


def foreign(page: Page, text: str) -> Problem | None:
    """Return `article.language` when `text`, taken from `page`, is surely not English, else None.

    A text too short to tell passes, unless most of its letters are not Latin ones.
    """
    language = identify(text)
    if language == ENGLISH:
        return None
    if language is not None:
        looks = f"looks like {_NAMES.get(language, f'the language with the code {language!r}')}"
    elif (letters := script(text)) not in {None, "Latin"}:
        looks = f"is written in {letters} letters"
    else:
        return None
    message = f"The text {looks}; statements are read from English only."
    return Problem("article.language", message, page.uri, page.id)


def _sample(text: str) -> str:
    if len(text) <= SAMPLE_CHARACTERS:
        return text
    half, middle = SAMPLE_CHARACTERS // 2, len(text) // 2
    return text[:half] + "\n" + text[middle : middle + half]


def _is_surely_english(sample: str) -> bool:
    """Tell by the small words; capitalised ones are names, which are alike in many languages."""
    kinds: set[str] = set()
    small = other = gap = 0
    for word in _WORD.findall(sample):
        lower = word.lower()
        if lower in _SMALL_WORDS:
            kinds.add(lower)
            small += len(word)
            gap = 0
        elif not word[0].isupper():
            other += len(word)
            gap += len(word)
            if gap > _LONGEST_GAP:
                return False
    counted = small + other
    return len(kinds) >= _FEWEST_KINDS and counted >= _FEWEST_COUNTED and small >= _LEAST_SHARE * counted


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - seldom needed

    return LanguageIdentifier.from_modelpath(MODEL_DIR / MODEL_FILE, norm_probs=True)
