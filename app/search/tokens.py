"""Cut folded text into the tokens of the index, and a query's term into the index's question for it.

Folded text consists of runs: *running* writing (Japanese, Chinese, Korean, Thai: no spaces between words),
*words* (Latin and other alphabets, and numbers) and single *signs* (``%``, ``+``, an emoji). The long index has one
column with every bigram of a running run, followed by the run's last character, every word whole, and every sign:
会議meet → 会議 議 meet. A phrase of such tokens is a place in the text. The short index has, once a text, each
running character and the first one to three characters of each word: a question for these would otherwise have to
merge thousands of tokens.

Both are read by FTS5's ``ascii`` tokenizer, to which every character beyond ASCII belongs to a word: unlike
``unicode61`` it cannot drop or split what it takes for a sign. ASCII signs travel as private-use characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import add

RUNNING = (
    "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c"
    "\u3041-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u9fff\ua000-\ua4cf\ua960-\ua97c\uac00-\ud7fb\uf900-\ufaff"
    "\U00020000-\U0003fffd"
)
WORD = rf"(?:(?![{RUNNING}])[^\W_])"

_RUNS = re.compile(rf"([{RUNNING}]+)|([^\W_{RUNNING}]+)|(\S)")
_SIGN_BASE = 0xE000
# Longer words (pasted keys, encoded files) are kept by their beginning.
LONGEST_WORD = 64
SHORT_PREFIX = 3
# A question with more tokens is cut there; the rest is looked for in the bodies.
LONGEST_PHRASE = 64


def tokens(folded: str) -> tuple[str, str]:
    """Return the tokens of folded text, joined by spaces: for the long index in order, for the short one each once."""
    if folded.isascii() and folded.replace(" ", "").isalnum():
        return _of_words(folded.split())
    long: list[str] = []
    short: set[str] = set()
    for running, word, sign in _RUNS.findall(folded):
        if running:
            long += map(add, running, running[1:])
            long.append(running[-1])
            short.update(running)
        elif word:
            long.append(word[:LONGEST_WORD])
            short.add(word[:1])
            short.add(word[:2])
            short.add(word[:SHORT_PREFIX])
        else:
            long.append(_sign(sign))
    return " ".join(long), " ".join(short)


def _of_words(words: list[str]) -> tuple[str, str]:
    """Return the tokens of a text that is nothing but Latin words and numbers."""
    short = {word[:size] for word in set(words) for size in range(1, SHORT_PREFIX + 1)}
    return " ".join([word[:LONGEST_WORD] for word in words]), " ".join(short)


@dataclass(frozen=True)
class Question:
    """What to ask of the index for one term; `exact` where no body has to be looked at to be sure of the answer."""

    long: str
    short: str | None
    exact: bool


def question(term: str) -> Question:
    """Return the index's question for a folded, non-empty term.

    The answer holds every text that has the term (recall 1.0); other texts only where `exact` is false.
    `short` is the same question for the short index where that has the answer.
    """
    runs = _RUNS.findall(term)
    asked: list[str] = []
    for running, word, sign in runs[:-1]:
        if running:
            asked += map(add, running, running[1:])
            asked.append(running[-1])
        else:
            asked.append(word[:LONGEST_WORD] if word else _sign(sign))
    running, word, sign = runs[-1]
    prefix = False
    if len(running) > 1:
        asked += map(add, running, running[1:])
    else:
        asked.append(running or word[:LONGEST_WORD] or _sign(sign))
        prefix = not sign
    single = len(runs) == 1
    exact = single and not sign and len(word) <= LONGEST_WORD and len(asked) <= LONGEST_PHRASE
    short = None
    if exact and prefix and len(asked[0]) <= SHORT_PREFIX:
        short = f'"{asked[0]}"'
    if len(asked) > LONGEST_PHRASE:
        asked, prefix = asked[:LONGEST_PHRASE], False
    return Question(f'"{" ".join(asked)}"' + (" *" if prefix else ""), short, exact)


def _sign(sign: str) -> str:
    return chr(_SIGN_BASE + ord(sign)) if sign.isascii() else sign
