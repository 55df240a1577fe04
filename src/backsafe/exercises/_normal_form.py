"""The normal form of an exercise name, in which two spellings of one name are equal."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["LONGEST_NAME", "tokens_of"]

# No exercise has a longer name, and a hostile file must not choose how long we look.
LONGEST_NAME = 200

_APOSTROPHES = str.maketrans("", "", "'`\u00b4\u02bc\u2018\u2019")
_WORDS = re.compile(r"[^\W_]+")

# "or" and "plus" stay: they join two exercises, and half an answer would be a wrong one.
_NOISE = frozenset(("a", "an", "and", "for", "of", "on", "the", "using", "with", "your"))

_WORD_FORMS = {
    "1": "single",
    "abdominal": "ab",
    "alternate": "alternating",
    "attachement": "attachment",
    "banded": "band",
    "bb": "barbell",
    "benchpress": "bench press",
    "bw": "bodyweight",
    "calves": "calf",
    "db": "dumbbell",
    "deltoid": "delt",
    "dumbell": "dumbbell",
    "facepull": "face pull",
    "flies": "fly",
    "flye": "fly",
    "goodmorning": "good morning",
    "handed": "arm",
    "kb": "kettlebell",
    "kettleball": "kettlebell",
    "knelt": "kneeling",
    "laying": "lying",
    "legged": "leg",
    "lever": "leverage",
    "narrow": "close",
    "ohp": "overhead press",
    "one": "single",
    "paused": "pause",
    "rdl": "romanian deadlift",
    "sldl": "stiff leg deadlift",
    "stiffleg": "stiff leg",
    "two": "double",
    "underhanded": "underhand",
}

# Equipment as the apps name it where they are used in another language. "Barra" and "barre" are not
# here: a barbell, a pull-up bar and, with another word, a trap bar are called so.
_EQUIPMENT_ABROAD = {
    "bilanciere": "barbell",
    "cabo": "cable",
    "cavi": "cable",
    "cavo": "cable",
    "haltere": "dumbbell",
    "kabel": "cable",
    "kabelzug": "cable",
    "kurzhantel": "dumbbell",
    "kurzhanteln": "dumbbell",
    "langhantel": "barbell",
    "macchina": "machine",
    "mancuerna": "dumbbell",
    "manubri": "dumbbell",
    "manubrio": "dumbbell",
    "maquina": "machine",
    "maschine": "machine",
    "polea": "cable",
    "poulie": "cable",
}
_FORMS = _WORD_FORMS | _EQUIPMENT_ABROAD

# Words that are written as one, with a hyphen or apart; and pairs that mean more than their words:
# a deadlift with bands is done with a bar, a band deadlift is not.
_PAIRS = {
    ("against", "band"): "withband",
    ("back", "ward"): "backward",
    ("bar", "bell"): "barbell",
    ("bent", "over"): "bentover",
    ("bend", "over"): "bentover",
    ("bird", "dog"): "birddog",
    ("body", "only"): "bodyweight",
    ("body", "weight"): "bodyweight",
    ("chin", "up"): "chinup",
    ("clam", "shell"): "clamshell",
    ("close", "grip"): "closegrip",
    ("cool", "down"): "cooldown",
    ("cross", "body"): "crossbody",
    ("cross", "over"): "crossover",
    ("dead", "bug"): "deadbug",
    ("dead", "lift"): "deadlift",
    ("double", "arm"): "doublearm",
    ("dumb", "bell"): "dumbbell",
    ("e", "z"): "ezbar",
    ("exercise", "ball"): "exerciseball",
    ("ez", "bar"): "ezbar",
    ("ezbar", "bar"): "ezbar",
    ("ez", "curl"): "ezbar curl",
    ("foam", "roll"): "foamroll",
    ("foam", "roller"): "foamroll",
    ("foam", "rolling"): "foamroll",
    ("full", "range"): "fullrange",
    ("full", "rom"): "fullrom",
    ("gym", "ball"): "exerciseball",
    ("hammer", "strength"): "hammerstrength",
    ("hex", "bar"): "trapbar",
    ("inch", "worm"): "inchworm",
    ("iso", "lateral"): "isolateral",
    ("kettle", "bell"): "kettlebell",
    ("kick", "back"): "kickback",
    ("machine", "plate"): "machine",
    ("med", "ball"): "medball",
    ("medicine", "ball"): "medball",
    ("neutral", "grip"): "neutralgrip",
    ("overhand", "grip"): "overhand",
    ("parallel", "grip"): "neutralgrip",
    ("physio", "ball"): "exerciseball",
    ("plate", "loaded"): "plateloaded",
    ("press", "down"): "pushdown",
    ("pronated", "grip"): "overhand",
    ("pull", "apart"): "pullapart",
    ("pull", "down"): "pulldown",
    ("pull", "over"): "pullover",
    ("pull", "through"): "pullthrough",
    ("pull", "up"): "pullup",
    ("push", "down"): "pushdown",
    ("push", "up"): "pushup",
    ("resistance", "band"): "band",
    ("reverse", "band"): "reverseband",
    ("reverse", "grip"): "reversegrip",
    ("roll", "out"): "rollout",
    ("single", "arm"): "singlearm",
    ("single", "leg"): "singleleg",
    ("sit", "up"): "situp",
    ("skull", "crusher"): "skullcrusher",
    ("smith", "machine"): "smith",
    ("stability", "ball"): "exerciseball",
    ("step", "up"): "stepup",
    ("straight", "bar"): "straightbar",
    ("supinated", "grip"): "reversegrip",
    ("swiss", "ball"): "exerciseball",
    ("t", "bar"): "tbar",
    ("tread", "mill"): "treadmill",
    ("trap", "bar"): "trapbar",
    ("under", "hand"): "underhand",
    ("underhand", "grip"): "reversegrip",
    ("v", "bar"): "vbar",
    ("v", "grip"): "vbar",
    ("v", "handle"): "vbar",
    ("v", "up"): "vup",
    ("warm", "up"): "warmup",
    ("wide", "grip"): "widegrip",
    ("with", "band"): "withband",
    ("wood", "chop"): "woodchop",
    ("wood", "chopper"): "woodchop",
}
_ALONE = {
    "ez": "ezbar",
    "facedown": "prone",
    "hexbar": "trapbar",
    "physioball": "exerciseball",
    "pressdown": "pushdown",
    "smr": "foamroll",
    "supinated": "reversegrip",
    "underhand": "reversegrip",
    "woodchopper": "woodchop",
}


def tokens_of(name: str) -> tuple[str, ...]:
    """Returns the words of a name in their normal form, in the order written.

    Case, accents, punctuation, plural s, common abbreviations of equipment and the writing of
    compounds (pull-up, pull up, pullup) make no difference. A name longer than `LONGEST_NAME`
    has no words: it is nobody's exercise.
    """
    if len(name) > LONGEST_NAME:
        return ()
    folded = unicodedata.normalize("NFKD", name.translate(_APOSTROPHES)).casefold()
    plain = "".join(char for char in folded if not unicodedata.combining(char))
    words: list[str] = []
    for word in _WORDS.findall(plain):
        singular = _singular(word)
        words.extend(_FORMS.get(word, _FORMS.get(singular, singular)).split())
    joined = _join_pairs(words)
    return tuple(_ALONE.get(word, word) for word in joined if word not in _NOISE)


def _singular(word: str) -> str:
    if len(word) < 3 or not word.endswith("s") or word.endswith("ss"):
        return word
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1]


def _join_pairs(words: list[str]) -> list[str]:
    joined: list[str] = []
    for word in words:
        pair = _PAIRS.get((joined[-1], word)) if joined else None
        if pair is not None:
            joined[-1:] = pair.split()
        elif joined and word == "to":
            # The order of words counts for nothing else, and high to low is not low to high.
            joined[-1] += "-to"
        else:
            joined.append(word)
    return joined
