"""How many years at school a text asks for: the grade of Flesch and Kincaid (1975)."""

import re

VOWELS = re.compile(r"[aeiouy]+")


def grade(text: str) -> float:
    """
    0.39 × words a sentence + 11.8 × syllables a word - 15.59.

    Numbers count as one word of one syllable. Syllables are groups of vowels, without a silent e
    at the end.
    """
    sentences = [one for one in re.split(r"[.!?:]+(?:\s|$)", text) if one.strip()]
    words = re.findall(r"[\w’'.,%-]*\w", text)
    syllables = sum(_syllables(word.lower()) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def _syllables(word: str) -> int:
    silent = re.search(r"[^aeiouyl]e$|[^aeiouytd]ed$", word) is not None
    return max(1, len(VOWELS.findall(word)) - silent)
