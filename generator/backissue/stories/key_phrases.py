"""What a story is about: the names and noun phrases that it says often and the other stories of its talk do not.

Candidates are what stands between function words and marks (Rose et al. 2010, "Automatic Keyword Extraction from
Individual Documents", RAKE). Which words are verbs is told by the words before them in the same talk: nothing is learnt
and nothing is looked up. The weight is that of Salton and Buckley 1988, with stories as documents.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, pairwise

from backissue.stories.units import is_function_word, terms

LONGEST = 4
"""Words of a phrase."""
_EARLY = 4
"""Units of a story in which a name counts though it is said once, and a phrase counts twice."""
_SHORT_STORY = 200
"""Words of a story that says hardly anything three times."""
_TOKEN = re.compile(r"#?[^\W_]+(?:['\u2019.\-/_+][^\W_]+)*\+*|[^\w\s]")
_LOOSE_END = re.compile(r" (?:(?:1[89]|20)\d\d|[a-z]+ed)$")
"""A year or a participle at the end of a phrase."""
_LABEL = re.compile(r"((?:[A-Z][\w.-]*)(?: [\w.-]+){0,3}): ")
_PERSON = r"(?:[A-Z][a-z]+ ){1,2}[A-Z][\w-]+"
_SAID = "posted wrote said says noted asked replied explained argued thinks discusses describes mentioned responded"
_QUOTED = re.compile(
    rf"(?=\b({_PERSON})(?:,? and (?:I|{_PERSON}))? (?:also |then |recently )?(?:{_SAID.replace(' ', '|')})\b)"
)
"""Somebody who said something."""
_LABELS = 3
"""Who speaks, as a text without marks names it, and how often at least."""
_NOUN_BEFORE = frozenset(
    """a an the this these those my your our their his its some any no each every another of in on with from by for
    about into between new old first second next last other""".split()
)
"""After these words stands a noun, or what belongs to one."""
_VERB_BEFORE = frozenset(
    """to i you we they he she it who will would can could should may might must do does did don't doesn't didn't can't
    won't let's not never always also just and i'll we'll you'll they'll i'd we'd you'd they'd please""".split()
)
"""After these words stands a verb, or an adverb."""
EMPTY = frozenset(
    """thing way time people lot kind question point part example case problem idea fact bit number end day year week
    month today tomorrow yesterday guy stuff reason place person work talk episode show podcast newsletter item minute
    second hour side level moment sense word everybody everyone somebody someone anybody nobody course terms term
    answer look start rest whole half couple bunch sort type piece step order hand guest host folk folks man slide
    version change moment topic subject section segment section story new paper article title list line name
    conversation discussion thought thank thanks hello sorry welcome hi hey yeah wow awesome great nice cool fine
    different important hard easy big small good bad better best long short high low full real true sure able main
    possible whole exact actual specific certain current previous following general total single simple
    interesting""".split()
)
"""Words that say nothing of a subject when they stand alone or at the end of a phrase."""
_NUMBERED = re.compile(rf"\b({'|'.join(sorted(EMPTY))})s? #\d+", re.IGNORECASE)
"""A number of what says nothing of a subject, as of an episode."""
_VERBS = frozenset(
    """is are was were be been being has have had do does did get gets got go goes went gone come comes came make makes
    made take takes took give gives gave say says said tell tells told think thinks thought know knows knew see sees saw
    seen want wants wanted need needs needed use uses find finds found try tries tried call calls called ask asks asked
    put puts keep keeps kept let lets begin begins began seem seems seemed feel feels felt leave leaves left mean means
    meant happen happens happened become becomes became believe guess hope love like likes remember understand explain
    describe describes described mention mentions mentioned add adds added allow allows allowed introduce introduces
    introduced announce announces announced release releases released propose proposes proposed publish published post
    posted show shows showed shown write writes wrote written run runs ran move moves moved look looks looked read reads
    stop stops stopped talk talks talked speak speaks spoke spoken talking going doing saying thinking trying using
    getting making looking having being coming taking working wondering""".split()
)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as it is written, the term it is counted as, and whether it can stand in a phrase and at its ends."""

    text: str
    term: str
    is_name: bool
    is_verb: bool


def key_phrases(stories: Sequence[Sequence[str]], grammar: Grammar) -> list[list[str]]:
    """Return the phrases that each story is about, the best first; ``stories`` are the texts of their units."""
    spread = Counter(chain.from_iterable({term for text in story for term in terms(text)} for story in stories))
    rarity = {term: math.log((1 + len(stories)) / number) for term, number in spread.items()}
    return [_ranked(story, grammar, rarity) for story in stories]


def _ranked(story: Sequence[str], grammar: Grammar, rarity: Mapping[str, float]) -> list[str]:
    """Return the phrases of a story by weight; of two that share words, only the better.

    A name may be said once at the beginning; others are said a few times, single words once more.
    """
    counts: Counter[tuple[str, ...]] = Counter()
    written: dict[tuple[str, ...], str] = {}
    names: set[tuple[str, ...]] = set()
    for at, text in enumerate(story):
        for phrase in grammar.phrases(text):
            key = tuple(word.term for word in phrase)
            counts[key] += 2 if at < _EARLY else 1
            written.setdefault(key, " ".join(word.text for word in phrase))
            if at < _EARLY and all(word.is_name for word in phrase):
                names.add(key)
    fewest = 2 if sum(len(text.split()) for text in story) < _SHORT_STORY else 3
    said = (key for key, often in counts.items() if key in names or often >= fewest + (len(key) == 1))
    weights = {key: _weight(key, counts[key], rarity) for key in said}
    chosen: list[tuple[str, ...]] = []
    for key in sorted(weights, key=lambda key: (-weights[key], key)):
        if weights[key] > 0 and not any(set(key) & set(other) for other in chosen):
            chosen.append(key)
    return [written[key] for key in chosen]


def _weight(key: tuple[str, ...], often: int, rarity: Mapping[str, float]) -> float:
    rare = sum(rarity.get(term, 0.0) for term in key) / len(key)
    return rare * math.log(1 + often) * (1 + 0.6 * (len(key) - 1))


def is_specific(phrase: str) -> bool:
    """Return whether a phrase names one thing: several words none of which is empty, or one that is coined.

    It is no year, and no participle ends it.

    >>> [phrase for phrase in ("night boat", "better boat", "boat", "NightBoat", "SHA-256") if is_specific(phrase)]
    ['night boat', 'NightBoat', 'SHA-256']
    >>> is_specific("June 2018"), is_specific("night boat missed")
    (False, False)
    """
    if " " in phrase:
        return EMPTY.isdisjoint(terms(phrase)) and not _LOOSE_END.search(phrase)
    return phrase[1:] != phrase[1:].lower() or any(map(str.isdigit, phrase))


class Grammar:
    """What the words of a talk are, told by those before them."""

    def __init__(self, stories: Sequence[Sequence[str]], speakers: Collection[str] = ()) -> None:
        labels = Counter(found[1] for text in chain.from_iterable(stories) if (found := _LABEL.match(text)))
        quoted = (found[1] for text in chain.from_iterable(stories) for found in _QUOTED.finditer(text))
        named = [*speakers, *(label for label, often in labels.items() if often >= _LABELS), *quoted]
        self._persons = frozenset(chain.from_iterable(map(terms, named)))
        self._nouns: Counter[str] = Counter()
        self._verbs: Counter[str] = Counter()
        self._names: Counter[str] = Counter()
        self._small: Counter[str] = Counter()
        self._heads: Counter[str] = Counter()
        for text in chain.from_iterable(stories):
            tokens = [_small(token) for token in _TOKEN.findall(text)]
            self._nouns.update(word for before, word in pairwise(tokens) if before in _NOUN_BEFORE)
            self._verbs.update(word for before, word in pairwise(tokens) if before in _VERB_BEFORE)
            self._heads.update(word for word, after in pairwise([*tokens, "."]) if not _is_inside(after))
            self._heads.subtract(word for word, after in pairwise(tokens) if _is_inside(after))
            self._small.update(token for token in _TOKEN.findall(text) if token == _small(token))
            self._names.update(_small(token) for token in _TOKEN.findall(text)[1:] if token[0].isupper())

    def is_verb(self, word: str) -> bool:
        """Return whether a word begins a clause as a verb does, and is no name."""
        small = _small(word)
        return small in _VERBS or (not self.is_name(word) and self._verbs[small] > self._nouns[small] + 1)

    def is_name(self, word: str) -> bool:
        """Return whether a word has a capital inside sentences more often than small letters, or a digit in it."""
        small = _small(word)
        return self._names[small] > self._small[small] or any(map(str.isdigit, word))

    def is_person(self, text: str) -> bool:
        """Return whether a text has nothing but names of those who speak or who said something."""
        return self._persons.issuperset(terms(text))

    def phrases(self, text: str) -> Iterator[Sequence[_Word]]:
        """Yield the phrases of a unit, the parts of longer ones too."""
        tokens = [*enumerate(_TOKEN.findall(_NUMBERED.sub(r"\1.", text)))]
        for inside, run in groupby(tokens, key=lambda token: _is_inside(_small(token[1]))):
            words = [self._word(token, is_first=at == 0) for at, token in run] if inside else []
            for start in range(len(words)):
                for end in range(start + 1, min(start + LONGEST, len(words)) + 1):
                    if self._is_phrase(words[start:end]):
                        yield words[start:end]

    def _word(self, token: str, *, is_first: bool) -> _Word:
        small = _small(token)
        term = next(iter(terms(token)), small)
        is_capital = token[0].isupper() and (not is_first or (self._names[small] > 0 and not self._small[small]))
        is_name = is_capital or token[1:] != token[1:].lower() or any(mark.isdigit() for mark in token)
        is_adverb = small.endswith("ly") and len(small) > _LY
        is_verb = not is_name and (self._verbs[small] > self._nouns[small] or is_adverb)
        return _Word(token, term, is_name, is_verb)

    def _is_phrase(self, words: Sequence[_Word]) -> bool:
        """Return whether words can be a phrase: a noun at the end, no verb among them, something to name.

        Those who speak are called by name, and are not what a story is about.
        """
        last = words[-1]
        if self._persons.issuperset(word.term for word in words):
            return False
        if any(word.is_verb for word in words) or last.term in EMPTY or words[0].text[0].isdigit():
            return False
        small = _small(last.text)
        if not last.is_name and (self._heads[small] < 0 or not (self._nouns[small] or len(words) > 1)):
            return False
        return len(last.term) > 1 and not (len(words) == 1 and (last.text.isdigit() or len(last.text) < _SHORT))


def _small(token: str) -> str:
    return token.lower().replace("\u2019", "'")


def _is_inside(small: str) -> bool:
    """Return whether a word can stand in a phrase: neither a mark nor a function word, nor a common verb."""
    return (
        (small[0].isalnum() or small[0] == "#")
        and not is_function_word(small.partition("'")[0])
        and small not in _VERBS
    )


_LY = 4
_SHORT = 3
