"""What the atlas says: two catalogues (German first), and the writing of numbers, dates and signs.

The language is an argument, never a global: two visitors read two languages at once.
"""

from atlas.messages.catalogue import LANGUAGES
from atlas.messages.errors import MessageError
from atlas.messages.sentences import Shown, map_sentence, nodes_sentence
from atlas.messages.words import SIGNS, Words, words

__all__ = [
    "LANGUAGES",
    "SIGNS",
    "MessageError",
    "Shown",
    "Words",
    "map_sentence",
    "nodes_sentence",
    "words",
]
