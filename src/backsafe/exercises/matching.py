"""From a name as people and apps write it to the exercise that it names.

A name matches if its words, in their normal form and in any order, are those of a canonical name or
an alias; or if they are once words that do not change the movement are left out (equipment, grip,
tempo). There is no guessing: "press" names many lifts and so none, and a word that the catalogue
does not know makes the name unknown.
"""

from __future__ import annotations

import functools
from hashlib import sha256
from itertools import combinations
from typing import TYPE_CHECKING

from backsafe.carried import carried_module
from backsafe.exercises._normal_form import LONGEST_NAME, tokens_of
from backsafe.exercises._notation import GROUPS, as_stated, without
from backsafe.exercises.catalogue import Exercise, all_exercises, catalogue_text, exercise_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["find", "index_module", "matching_key", "nearest"]

_LONGEST_COMPARED = 64
_LEAST_LIKENESS = 0.5


def matching_key(name: str) -> frozenset[str]:
    """Returns what two names must share to name the same exercise: their words, normal form."""
    return frozenset(tokens_of(name))


def find(name: str) -> Exercise | None:
    """Returns the exercise that a name stands for, or None if the catalogue does not know it.

    Case, accents, punctuation, the order of words and plural s make no difference. Equipment that
    the name states and that is not the entry's own is set in the result, whose `name` stays that of
    the entry; `loading`, `spinal_load` and `position` then follow the name where they depend on it.

    Args:
        name: Any text; a name of more than 200 characters is unknown.
    """
    return None if len(name) > LONGEST_NAME else _find(name)


def nearest(name: str, limit: int = 3) -> tuple[str, ...]:
    """Returns the canonical names nearest to an unknown name, the nearest first.

    Args:
        name: Any text; only its first 64 characters are compared.
        limit: How many names to return at most.
    """
    return _nearest(name[:_LONGEST_COMPARED])[: max(limit, 0)]


@functools.lru_cache(maxsize=8192)
def _find(name: str) -> Exercise | None:
    words = matching_key(name)
    if not words:
        return None
    entry = _entry(words)
    if entry is None and "withband" in words:
        words = words - {"withband"} | {"band"}
        entry = _entry(words)
    if entry is not None:
        return _as_named(entry, words)
    for left_out in _left_out(words):
        rest = words - left_out
        entry = _entry(rest)
        if entry is not None and (found := without(_as_named(entry, rest), left_out)) is not None:
            return found
    return None


def _entry(words: frozenset[str]) -> Exercise | None:
    number = _index().get(" ".join(sorted(words)))
    return None if number is None else exercise_at(number)


def _as_named(exercise: Exercise, words: frozenset[str]) -> Exercise:
    """Returns the exercise with what an alias says beyond the canonical name: "TRX row"."""
    return as_stated(exercise, words - matching_key(exercise.name))


def _left_out(words: frozenset[str]) -> Iterator[frozenset[str]]:
    """Yields what may be left out: few groups of words before many, harmless ones first."""
    groups = [present for group in GROUPS if (present := words & group)]
    for size in range(1, len(groups) + 1):
        for chosen in combinations(groups, size):
            yield frozenset().union(*chosen)


@functools.cache
def _index() -> Mapping[str, int]:
    """Returns the place in the catalogue of each set of words, sorted."""
    return _ready_index() or _made_index()


def _made_index() -> dict[str, int]:
    index: dict[str, int] = {}
    for number, exercise in enumerate(all_exercises()):
        for name in (exercise.name, *exercise.aliases):
            known = index.setdefault(" ".join(sorted(matching_key(name))), number)
            if known != number:
                other = exercise_at(known).name
                raise AssertionError(f"{name!r} names {other!r} and {exercise.name!r}")
    return index


def _ready_index() -> Mapping[str, int] | None:
    """Returns the index that a wheel carries, if it was made of this catalogue."""
    module = carried_module("exercise_index", _digest)
    return None if module is None else module.INDEX


def index_module() -> str:
    """Returns the text of the module that a wheel carries, so that no start makes the index."""
    return (
        '"""The index of the exercise catalogue."""\n\n'
        f"DIGEST = {_digest()!r}\nINDEX = {_made_index()!r}\n"
    )


def _digest() -> str:
    return sha256(catalogue_text()).hexdigest()


@functools.lru_cache(maxsize=1024)
def _nearest(name: str) -> tuple[str, ...]:
    from difflib import SequenceMatcher

    words = tokens_of(name)
    text = " ".join(words)
    if not text:
        return ()
    matcher = SequenceMatcher(b=text, autojunk=False)
    likeness: dict[str, float] = {}
    for known, exercise in _spellings():
        shared = len(set(words).intersection(known.split()))
        matcher.set_seq1(known)
        bound = _LEAST_LIKENESS - 0.1 * shared
        if matcher.real_quick_ratio() < bound or matcher.quick_ratio() < bound:
            continue
        score = matcher.ratio() + 0.1 * shared
        likeness[exercise] = max(score, likeness.get(exercise, 0.0))
    ranked = sorted(likeness.items(), key=lambda item: (-item[1], len(item[0]), item[0]))
    return tuple(exercise for exercise, score in ranked[:20] if score >= _LEAST_LIKENESS)


@functools.cache
def _spellings() -> tuple[tuple[str, str], ...]:
    return tuple(
        (" ".join(tokens_of(name)), exercise.name)
        for exercise in all_exercises()
        for name in (exercise.name, *exercise.aliases)
    )
