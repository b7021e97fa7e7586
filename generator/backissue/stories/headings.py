"""A heading for each story, in its own words: a title it quotes, what its first sentences tell, or its key phrases.

What only leads to the matter is left out, and a clause that does not begin with what it names is none. Where a story
has none of these, what is left of its first sentences tells nothing, and is marked so.

Candidates are clauses of the first sentences, cut before words that begin another clause or phrase; the one wins whose
words the story says most often and the other stories least (the weight of Salton and Buckley 1988, term frequency and
inverse document frequency, with stories as documents), early ones before late ones.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count, pairwise, takewhile
from operator import attrgetter

from backissue.stories.cue_phrases import (
    ORDER,
    STORY,
    SUBJECT,
    SUBJECT_BEGINS,
    TELLS,
    WORK,
    Cue,
    first_word,
    normalise,
    opening,
    reference_back,
)
from backissue.stories.key_phrases import EMPTY, Grammar, is_specific, key_phrases
from backissue.stories.units import terms

LONGEST = 60
"""Characters of a heading."""
_LOOK = 6
"""Units of a story among which its heading is looked for."""
_LATER = 0.6
"""What each unit further back is worth of the one before it."""
_OFTEN = 6
_TERMS = 3
"""Terms of a candidate that count, and how often each does at most: a longer candidate is not a better one."""
_LEADS = tuple(
    Cue(1, pattern)
    for pattern in (
        r"(?:and|so|but|now|ok|okay|all right|alright|well|right|yeah|yes|oh|um|uh|hey|anyway|also|then)\b[,.:!]*\s+",
        r"(?:lastly|finally|meanwhile|elsewhere|in fact|of course|actually|basically|essentially)\b[,.:!]*\s+",
        r"(?:first|next|again|here|today|up next),\s+",
        r"(?:next|up next|next up) (?:is|are)\s+",
        (
            r"(?:(?-i:[A-Z])\S+ ){1,3}(?:says|said|claims|writes|reports),? (?:that )?"
            r"(?!(?:that|i|you|he|she|it|we|they)\b)(?=\S+ \S+ \S)"
        ),
        r"(?:in|on) (?:the |a )?(?:other|same|similar|related|different|lighter) \w+,?\s+",
        rf"(?:in|on|at|from|by|speaking of|talking of) [^,]{{1,40}},\s+(?={SUBJECT_BEGINS}|there)",
        r"related to (?:this|that),?\s+",
        r"(?:the|an?) (?:idea|point|goal|purpose|aim) (?:of|behind) (?:the |an? )?(?=\S+ \S)",
        r"(?:from|by) (?=\w)",
        (
            rf"(?:the|our|my) {ORDER} (?:\w+ ){{0,2}}(?:{STORY}|{WORK}|thing|one)\b"
            r"(?: (?:for|of) (?:today|the day|this week))?(?: i want to \w+ you)?(?:,| is| comes)\s+"
        ),
        r"(?:there|here)(?:'s| is| are)\s+(?:also\s+)?",
        r"(?:we|i)(?:'ve| have)(?: got)?\s+(?=an?\b|some\b|the\b)",
        r"(?:let me|i want to|i'd like to|i) [^.]{0,40}?\b(?:talk|tell|speak)\w* (?:to you |you )?about\s+",
        r"the fact that\s+",
        r"(?:this|last|next) (?:week|month|year),?\s+(?=\S+\s)",
        r"(?:they|he|she|people|it) (?:say|says|said|claim|claims|write|writes) (?:that )?(?=\S+\s+\S)",
        r"(?:we're|we are) not done (?:yet )?(?:with )?",
        r"(?:a|an|the|some|our)\s+(?=\S+\s+\S)",
    )
)
"""What leads to the matter of a sentence, and is no part of a heading. The first that fits is taken."""
_PARTS = frozenset(
    """and or with without in for to on at of by from as using guided made based called titled entitled named into over
    after before than telling""".split()
)
_CLAUSES = frozenset("that which who whose where when while because although though so but if unless whether".split())
_LOOSE = frozenset(
    """a an the this that these those is are was were be been being has have had do does did will would can could should
    may might must not only just also very really pretty quite more most much so too some any all both either their its
    his her our your my i you he she it we they and or but if than then how what where why as at by for from in of on
    to with""".split()
)
_DANGLING = frozenset("intended allow allows let lets enable enables needed going get one order such meaning".split())
"""No heading ends with one of these words, or with an adverb."""
_WEAK = frozenset(
    """i you he she it we they this that these those its their my your if when because which who what how why like no
    not there here let thank thanks as for to of and or can could would do does did""".split()
)
"""A clause that begins so refers to something that the heading does not name."""
_NAMED = r"(?:called|titled|entitled|named) (?=\S+ \S)"
_TITLE = re.compile(rf"\b{WORK}(?: (?:is|are))? {_NAMED}")
_CALLED = re.compile(rf"(?:It|it|This|this)(?:'s| is) {_NAMED}")
_TELL = Cue(1, rf"({SUBJECT}{{1,9}}?)(?:(?:has|have|is|are|just|also|now|recently|finally)\s+)*{TELLS}\s+(?=\S)")
_SAY = frozenset("say says said write writes claim claims mean means show shows find finds found telling".split())
_TELLERS = frozenset(
    """argue argued announce announced ask asked conclude concluded continue continued defend defended describe
    described detail detailed discuss discussed elaborate elaborated explain explained mention mentioned note noted
    point post posted propose proposed quote quoted reply replied report reported respond responded say said start
    started suggest suggested summarize summarized tell told think thinking write wrote written made author list
    mailing message several thread additional attempted contributor developer discussion occurred other people
    related result two three""".split()
)
"""Terms that say that somebody told something, and not what."""
_HELPERS = frozenset("is are was were has have had been be gets got".split())
_AGAIN = [[word] for word in "i you he she it we they this that these those then".split()]
_LATELY = frozenset("has have is just also recently".split())
_EARLY = 4
"""Units of a story in which a title is quoted that names it."""
_ABOUT = 5
"""Phrases of a story, one of which a clause has to say to tell what it is about."""
_QUOTED = re.compile(
    r"(?:titled|entitled|called|named|is|was|(?:question|item|post|paper)(?: (?:this|for|of|from|today|the|week|day))*)"
    r"[,:]? [\"\u201c]([^\"\u201d]{8,120})[\"\u201d]"
)
_NUMBER = re.compile(r"(?:\S+ ){0,6}?((?:[A-Z][\w.-]* ){1,3}#\d+)")
_BEGIN = 2
"""Units of a story in which an item is named by its number that the story is about."""
_QUESTION = re.compile(r"(?:[^\"\u201c]{0,80}[,:] )?[\"\u201c]([A-Z][^\"\u201d?]{8,120}\?)")
"""A question that is read out at the beginning of a sentence."""
_ACRONYM = 4
"""Characters of a name that says too little alone, at most."""
_OWN, _MOSTLY = 4, 0.35
"""How often a story says a word of its own, at least, and what share of all that the talk says of it."""
_NAMING = 6
"""Phrases of a story, by weight, among which those are looked for that name one thing."""
_ASKS = re.compile(
    r"(?:.{0,80}[,.:;] |(?:(?:so|and|but|okay|right|well|yeah|then)[,.]* )*)"
    r"((?:what|why|how|who|where|which|should|could|can|is|are|does|do)\b[^,;:]{8,}\?)",
    re.IGNORECASE,
)
"""What a speaker asks at the beginning of a story, without what leads to it."""
_WORD = re.compile(r"[^\W\d_A-Z]+(?:['\u2019-][^\W\d_A-Z]+)*,?")
"""A word in small letters."""
_BETWEEN = r"(?: (?:the|a|an|of|in|for|on|to)){0,2} "
"""What may stand between two phrases that are said together."""
_BEST = 3
"""Clauses of a story, by weight, that may tell what it is about."""
_NEWS = 2.0
"""What the opening of a sentence weighs that tells news."""
_SHORT = 200
"""Words of a short story, about a minute and a half."""
_COUNTED = re.compile(
    r"(?:the |our |my )?(?:first|second|third|fourth|fifth|next|last|final|another) (?:\S+ ){0,3}"
    r"(?:items?|questions?|titled?|things?|one|prs?|stor(?:y|ies)|topics?|sections?|segments?|parts?)\b"
)
"""What only counts the items of a talk."""
_ASKED = re.compile(r"\S+, (?:what|how|why|who|when|where|can|could|do|did|does|is|are|was|any|you|i)\b")
"""What is asked of somebody by name."""
_CALL = re.compile(r"[A-Z]\w+, (?!(?:an?|the|which|who|whose|not)\b)[a-z]")
"""What is said to somebody, who is called by name; what a thing is, behind its name, is no such call."""
_ARTICLES = frozenset("the a an its their this these".split())
"""Before one of these, the first word of a clause is a verb whose subject is missing."""
_PERSONS = frozenset("i'm i've i'll i'd me my you you're your we we're we've we'll our us let's".split())
_BACK = frozenset("this these those".split())
"""Words that refer to what was said before, wherever they stand in a clause."""
_VAGUE = _PERSONS | frozenset("it this that they he she them these those there".split())
"""A question with one of these is asked of somebody, or refers to what was said before."""
_EMPTY_STARTS = frozenset(
    """another other lot bit thing part one some all also question answer item both every each on in at from with by
    title check picture imagine say suppose remember look see think guess example idea point problem reason way people
    someone everybody everyone maybe yes no yeah okay ok sorry thanks thank great good nice cool right sure well anyway
    is are was were be been has have had will shall may might should must take consider give try get got go went come
    put keep make made moving going coming turning talking speaking jumping getting following looking starting let
    without given between before after into through despite besides
    happy welcome about during do does did things couple bunch anything anybody anyone nobody today""".split()
)
"""A clause that begins with one of these leads to a subject at most."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a story in plain text, and whether it tells what the story is about."""

    text: str
    tells: bool = True


def headings(stories: Sequence[Sequence[str]], speakers: Collection[str] = ()) -> list[Heading]:
    """Return a heading for each story, given as its units' texts: at most 60 characters, plain text, no two alike.

    ``speakers`` are the names of those who speak.
    """
    grammar = Grammar(stories, speakers)
    counts = [Counter(term for text in story for term in terms(text)) for story in stories]
    spread = Counter(chain.from_iterable(counts))
    said: Counter[str] = sum(counts, Counter())
    rarity = {term: math.log((1 + len(stories)) / number) for term, number in spread.items()}
    found: dict[str, Heading] = {}
    for story, often, phrases in zip(stories, counts, key_phrases(stories, grammar), strict=True):
        clauses = [*_weighed(story, often, rarity)]
        weighed = sorted(clauses, key=attrgetter("weight"), reverse=True)
        named = [one for one in weighed if one.is_title or is_named(one.text, grammar)]
        news = [one.text for one in named if one.is_news]
        told = [one.text for one in named[:_BEST] if _is_told(one, phrases)]
        own = {term for term, number in often.items() if number >= max(_OWN, _MOSTLY * said[term])}
        listed = _listed(phrases, story, own)
        asked = _asked(story, phrases)
        sure = [*_quoted(story), *_numbered(story, told, phrases), *asked, *told[:1], *listed, *news]
        options = [*sure, *(one.text for one in named), *(one.text for one in clauses)] or ["Story"]
        numbered = (f"{options[0]} ({number})" for number in count(2))
        text = next(text for text in chain(options, numbered) if text.casefold() not in found)
        found[text.casefold()] = Heading(text, tells=text in sure or (bool(sure) and text not in options))
    return list(found.values())


def _quoted(story: Sequence[str]) -> Iterator[str]:
    """Yield the title that the first sentences quote, as in `a post titled, "Trams at night"`."""
    found = (_QUOTED.search(text) or _QUESTION.match(text) for text in story[:_EARLY])
    yield from (title for quoted in found if quoted and (title := _cut(quoted[1])) and len(title.split()) > 1)


def _asked(story: Sequence[str], phrases: Sequence[str]) -> Iterator[str]:
    """Yield the question that a story begins with, if it says what the story is about, and needs nothing before it."""
    for found in filter(None, map(_ASKS.fullmatch, story[:_EARLY])):
        question = found[1][:1].upper() + found[1][1:]
        is_vague = not _VAGUE.isdisjoint(normalise(question).rstrip("?").split()) or _ASKED.match(
            _without_leads(found[0])
        )
        if len(question) <= LONGEST and not is_vague and says_one(question, phrases):
            yield question


def _numbered(story: Sequence[str], told: Sequence[str], phrases: Sequence[str]) -> Iterator[str]:
    """Yield the item that the story begins with, as `Loom #12`, with a phrase of it, if no clause names the item."""
    found = next(filter(None, map(_NUMBER.match, story[:_BEGIN])), None)
    item = found[1] if found else ""
    if item and EMPTY.isdisjoint(terms(item)[:1]) and not any(item in text for text in told[:1]):
        about = next((phrase for phrase in phrases if {*terms(phrase)}.isdisjoint(terms(item))), "")
        text = f"{item}, {about}" if about else item
        yield text if len(text) <= LONGEST else item


def _is_told(clause: _Clause, phrases: Sequence[str]) -> bool:
    """Return whether a clause, which denies nothing, is news or says one of the phrases of its story.

    Of one that tells that somebody told something, only what is told counts.
    """
    said = normalise(clause.text)
    common = [word for word in clause.text.split() if word[:1].islower() and word not in {"and", *_LATELY}]
    told = " ".join(word for word in common if _TELLERS.isdisjoint(terms(word)))
    is_telling = bool(common) and not _TELLERS.isdisjoint(terms(common[0]))
    is_about = says_one(told if is_telling else clause.text, phrases) or (clause.is_news and not is_telling)
    return is_about and " not " not in said and "n't " not in said


def _listed(phrases: Sequence[str], story: Sequence[str], own: Container[str]) -> Iterator[str]:
    """Yield what a story is about: the first two phrases, if it says them together, or those that name one thing.

    A common word beside such a phrase has to be the story's ``own``, which hardly any other says, and so has one alone.
    """
    said = " ".join(story)
    named = [phrase for phrase in phrases[:_NAMING] if is_specific(phrase)]
    common = [phrase for phrase in phrases[:_NAMING] if phrase not in named and terms(phrase)[0] in own]
    pair = [*named, *common][:2] if named else []
    numbered = f"{pair[1]} {pair[0]}" if pair[1:] and pair[0].startswith("#") else ", ".join(pair[1:] and pair)
    first = next((phrase for phrase in named if len(phrase) > _ACRONYM), "")
    for text in (_together(phrases[:2], said), _together(pair, said), numbered, first, *common[:1]):
        if text and len(text) <= LONGEST:
            yield _trimmed(text.split())


def _together(phrases: Sequence[str], said: str) -> str:
    """Return two phrases as they are said where one follows the other; nothing where they are never said so."""
    orders = (map(re.escape, order) for order in (phrases, phrases[::-1]) if len(phrases) > 1)
    found = (re.search(rf"(?<!\w){_BETWEEN.join(order)}(?!\w)", said, re.IGNORECASE) for order in orders)
    return next((one[0] for one in found if one), "")


def is_named(clause: str, grammar: Grammar) -> bool:
    """Return whether a clause can stand alone: it begins with what it names, and goes on with something else.

    >>> grammar = Grammar([["We move on to the tram."]])
    >>> is_named("Bremen has announced a tram", grammar), is_named("Moving on to the tram", grammar)
    (True, False)
    >>> is_named("Ada, walk us through the tram", grammar), is_named("A tram that is a tram", grammar)
    (False, False)
    >>> is_named("Repairs the tram at night", grammar), is_named("Tram is great", grammar)
    (False, False)
    """
    said, about = normalise(clause), terms(clause)
    first = first_word(said)
    word, _, rest = clause.partition(" ")
    is_name = grammar.is_name(word) or rest[:1].isupper()
    is_free = first not in _WEAK and first not in _EMPTY_STARTS and not grammar.is_verb(word)
    is_free = is_free and (is_name or not first.endswith(("ing", "ly")))
    is_free = is_free and not _COUNTED.match(said) and not _ASKED.match(said) and not _CALL.match(clause)
    is_free = is_free and not _PERSONS & set(said.split()) and about[-1] not in about[:-1]
    is_free = is_free and not _ARTICLES & set(said.split()[1:2]) and (" " in clause or is_name)
    is_empty = not EMPTY.isdisjoint(about) and len(EMPTY.union(about)) < len(EMPTY) + 2
    is_empty = is_empty or _only_tells(clause) or grammar.is_person(clause) or not _BACK.isdisjoint(said.split())
    return is_free and not is_empty and reference_back(said, known=False) == 0


def _only_tells(clause: str) -> bool:
    """Return whether a clause says that somebody told something, and not what.

    >>> _only_tells("Ada Boat posted to the Tram-Dev mailing list"), _only_tells("Ada Boat posted timetables")
    (True, False)
    """
    common = [term for word in clause.split() if word[:1].islower() for term in terms(word)]
    return bool(common) and _TELLERS.issuperset(common)


def says_one(clause: str, phrases: Sequence[str]) -> bool:
    """Return whether a clause says one of the phrases that a story is most about."""
    return not {term for phrase in phrases[:_ABOUT] for term in terms(phrase)}.isdisjoint(terms(clause))


@dataclass(frozen=True, slots=True)
class _Clause:
    """A candidate, whether it is of a sentence that tells news, and whether it is the title of a work."""

    weight: float
    text: str
    is_news: bool
    is_title: bool


def _weighed(story: Sequence[str], often: Mapping[str, int], rarity: Mapping[str, float]) -> Iterator[_Clause]:
    """Yield the candidates of a story. All those of a short story tell news: it says hardly anything twice."""
    is_short = sum(len(text.split()) for text in story) < _SHORT
    for at, text in enumerate(story[:_LOOK]):
        is_news = is_short or opening(normalise(text)) >= _NEWS
        for worth, clause in candidates(text):
            weights = sorted((min(often[term], _OFTEN) * rarity[term] for term in set(terms(clause))), reverse=True)
            weight = worth * _LATER**at * math.sqrt(sum(weights[:_TERMS]))
            yield _Clause(weight, clause, is_news, is_title=worth > 1)


def candidates(sentence: str) -> Iterator[tuple[float, str]]:
    """Yield what of ``sentence`` could be a heading, and its worth: a title that is said most, then a whole clause."""
    core = _without_leads(" ".join(sentence.split()))
    verb = _TELL.end(core)
    worth, title = _title(core)
    if title:
        who = _maker(core.split(" "))
        yield worth, f"{who}: {title}" if who and len(who) + len(title) + 2 <= LONGEST else title
    whole = _cut(core)
    is_only_teller = len(whole) <= verb
    if whole:
        yield _worth(whole, is_only_teller=is_only_teller), whole
    if verb and is_only_teller and (matter := _cut(core[verb:])):
        yield 1.0, matter


def _worth(whole: str, *, is_only_teller: bool) -> float:
    """Weigh how well a clause stands alone: less if it refers elsewhere, is cut before its verb or names nothing."""
    is_name = whole[1:2].isupper() or whole.startswith("I ")
    said = whole if is_name else whole[:1].lower() + whole[1:]
    if first_word(said) in _WEAK or said.split()[:2] == ["in", "case"]:
        return 0.3
    if len(whole.split()) < 3 and whole[1:] == whole[1:].lower():
        return 0.4
    return 0.6 if is_only_teller else 1.0


def _without_leads(sentence: str) -> str:
    """Return the sentence without what leads to its matter."""
    while 0 < (end := next(filter(None, (lead.end(sentence) for lead in _LEADS)), 0)) < len(sentence):
        sentence = sentence[end:]
    core = sentence.partition(" not only ")[0]
    name, _, rest = core.partition(",")
    is_apposed = 0 < len(name) <= 30 and rest.startswith((" is ", " are ", " has ", " have "))
    return name + rest if is_apposed else core


def _title(core: str) -> tuple[float, str]:
    """Return the title that is said behind a work, or that a thing is called by, with its worth; empty without one."""
    work, thing = _TITLE.search(core), _CALLED.match(core)
    if work:
        return 1.4, _cut(core[work.end() :])
    return 1.1, _cut(core[thing.end() :]) if thing else ""


def _maker(said: Sequence[str]) -> str:
    """Return the name of who released it, if the sentence begins with one, as in `Bremen has released a report`."""
    name = list(takewhile(lambda word: "A" <= word[:1] <= "Z", said))
    if not 1 <= len(name) <= 3 or name[0].startswith(("This", "It", "That", "They", "He", "She", "We")):
        return ""
    for verb, article in pairwise(said[len(name) : -1]):
        if article in {"a", "an"} and verb.endswith(("s", "ed", "ing")) and verb.isalpha() and verb.islower():
            return " ".join(name)
        if verb not in _LATELY:
            break
    return ""


def _cut(core: str) -> str:
    """Return the longest beginning of ``core`` that is short enough and ends where a phrase does; or nothing.

    It ends before the next clause, if it has two words of matter by then.
    """
    said = core.split()
    best = ""
    for end in range(1, len(said) + 1):
        part = " ".join(said[:end])
        if len(part.rstrip(".,;:!?")) > LONGEST:
            break
        following = [word.lower().strip(",").split("'")[0] for word in said[end : end + 2]]
        is_aside = bool(following) and following[0].startswith(("(", '"', "\u201c"))
        clause = bool(following) and said[end - 1] not in _SAY and _begins_clause(following)
        if (
            not following or is_aside or part[-1] in ",;:.!?" or clause or _ends_phrase(said[:end], following[0])
        ) and terms(part):
            best = _trimmed(said[:end]) or best
        if best and (part[-1] in ";:.!?" or (clause and len(terms(best)) >= 2)):
            break
    return best


def _begins_clause(said: list[str]) -> bool:
    return said[0] in _CLAUSES or (said[0] in {"and", "now"} and said[1:2] in _AGAIN) or said == ["this", "is"]


def _ends_phrase(said: list[str], following: str) -> bool:
    """Return whether a phrase ends before ``following``; a participle goes on with what is done by, for or to it."""
    if said[-1].endswith("ed") and not _HELPERS & set(said):
        return False
    return following in _PARTS


def _trimmed(said: list[str]) -> str:
    """Return the words as a heading: no loose word or mark at the end, a capital to begin with."""
    while said and _is_loose(said[-1].lower().strip(",.;:!?")):
        said = said[:-1]
    text = " ".join(said).strip(" ,;:.!\"'\u201c\u201d*-")
    text = text.replace('"', "") if text.count('"') % 2 else text
    text = text.rpartition("(")[0].rstrip() or text if text.count("(") > text.count(")") else text
    text = text.strip("()") if text.count("(") != text.count(")") else text
    return text[:1].upper() + text[1:] if _WORD.fullmatch(text.split(" ", 1)[0]) else text


def _is_loose(word: str) -> bool:
    return word in _LOOSE or word in _DANGLING or (len(word) > 2 and word.endswith("ly") and word.isalnum())
