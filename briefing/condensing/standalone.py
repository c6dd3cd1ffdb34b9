"""Whether a sentence can stand alone: complete, in itself, and pointing at nothing outside itself.

Works on a parsed sentence. Rules, not a model: each reason can be named to the reader of an explanation.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from briefing.checking.quotations import balanced, is_quoted, quotations

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# VBN as well: the tagger takes "sharply escalated" for a participle; with a subject of its own it is a past tense.
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD", "VBN"})
# Speakers repeat a word or three. Of 92,882 sentences of the news 39 have four and more twice in a row outside
# quotations: 35 are captions, headlines and links that a page put together, four are talk.
_FEWEST_REPEATED = 4
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_PERSONAL = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
IMPERSONAL = frozenset({"it", "its", "they", "them", "their", "theirs", "itself", "themselves"})
_SEVERAL = frozenset({"they", "them", "their", "theirs", "themselves"})
THINGS = frozenset({"it", "its", "itself"})
_COMMENTING = frozenset(
    """demonstrate embody epitomize exemplify herald highlight illustrate indicate mark reflect represent showcase
    signify symbolise symbolize underline underscore""".split()
)
_ELSEWHEN = re.compile(
    r"\b(?:at the time|at that time|at this point|by then|since then|the (?:day|night|week|month|year) before"
    r"|(?:days|weeks|months|years) (?:later|earlier)|(?:that|the same|the previous|the following) "
    r"(?:day|night|morning|evening|week|month|year))\b(?! (?:of|when)\b)",
    re.IGNORECASE,
)
FIRST_OR_SECOND = frozenset(
    {"i", "we", "me", "us", "my", "our", "mine", "ours", "myself", "ourselves", "you", "your", "yours"}
)
_QUANTITIES = frozenset({"others", "many", "some", "most", "several", "few"})
_DEMONSTRATIVES = _QUANTITIES | {"this", "that", "these", "those", "such", "another", "both"}
_IMPERSONAL_VERBS = frozenset({"be", "seem", "appear", "become", "remain", "take", "make", "expect", "believe"})
# What is expected, or likely, to do something is somebody or something.
_RAISING = frozenset({"appear", "believe", "certain", "due", "expect", "likely", "seem", "set", "sure", "unlikely"})
_CLEAR = frozenset({"certain", "clear", "known", "obvious", "uncertain", "unclear", "unknown"})
_ASKING = frozenset({"how", "what", "when", "where", "which", "who", "why"})
_OF_SOMETHING = frozenset({"counterpart", "member", "predecessor", "remainder", "rest", "successor"})
_PERIODS = frozenset({"year", "month", "week", "weekend", "day", "morning", "evening", "quarter", "past", "time"})
# Words from "both" within which "and" makes a pair of what follows.
_PAIR = 8
_PLACES = frozenset({"archipelago", "enclave", "island", "peninsula"})
# Adjectives that tell which one no better than "the" alone: "the preliminary accord".
_VAGUE = frozenset(
    {"preliminary", "latest", "new", "renewed", "recent", "same", "initial", "resulting", "current", "other"}
)
# Nouns that, with a bare "the" before them, point back at something told earlier.
_ANAPHORIC = frozenset(
    """accord act action agreement allegation amount announcement approach article attack bill case change claim
    comment couple deal decision development disclosure document duo effort episode event first former fourth idea
    incident initiative issue latter law letter man meeting measure mission momentum move news newspaper outlet pair
    paper plan policy post problem proposal publication readout remark report request result revelation ruling same
    scheme second series shift site situation source speech statement step story study survey talk third three trend
    trio two update visit vote woman""".split()
)
_HUMAN = frozenset(
    """accountant actor actress admiral adult adviser advisor aide ambassador analyst athlete attacker attorney aunt
    author baby banker billionaire bishop blogger boxer boy bride brother builder burglar businessman candidate captain
    captive carer celebrity chair chairman champion chancellor chef chief child cleaner clerk climber coach colleague
    colonel comedian commander commissioner composer conductor congressman councillor counsel cousin cricketer critic
    customer dad dancer daughter defendant defender dentist deputy detainee detective diplomat director doctor driver
    duchess duke employee engineer entrepreneur envoy executive expert farmer father fiance fiancé fiancée fighter
    filmmaker firefighter footballer founder friend general girl goalkeeper golfer governor graduate granddaughter
    grandfather grandmother grandson groom guard guest gunner hacker head heir heiress hiker host hostage hostess
    husband imam immigrant infant inmate inspector investigator jockey judge justice killer king lady landlord lawmaker
    lawyer leader lieutenant lord manager mayor mechanic medic member midfielder midwife migrant militant millionaire
    minister model mom monk mother mum murderer negotiator neighbor neighbour nephew niece nominee novelist nun nurse
    observer officer official opponent owner paramedic parent partner passenger pastor patient pedestrian pensioner
    photographer pilot plaintiff player politician pope premier president priest prime prince princess principal
    prisoner professor prosecutor pupil queen rabbi rapper rebel refugee reporter representative researcher resident
    rival robber runner sailor scientist secretary senator sergeant shooter shopper singer sister skater soldier son
    speaker star striker student surfer surgeon suspect swimmer teacher teenager tenant thief toddler trader traveler
    traveller trooper tycoon uncle undergraduate vet veteran victim voter waiter waitress widow wife winner witness
    worker writer youngster""".split()
)
_SHARED = frozenset(
    {"country", "side", "nation", "leader", "party", "minister", "power", "government", "man", "woman", "company"}
)

_SUBORDINATING = frozenset({"after", "although", "as", "because", "before", "if", "once", "since", "when", "while"})
_KNOWN_PAIRS = frozenset({"country", "side", "nation", "party", "power", "government"})


def is_complete(doc: Doc) -> bool:
    """Whether the sentence has a finite verb with a subject, ends as a sentence does, and closes its quotations.

    One that has several words twice in a row was put together from parts of a page, and is none.
    """
    text = doc.text.rstrip()
    if not text or (not text[0].isupper() and not text[0].isdigit() and text[0] not in "“\"‘'$€£"):
        return False
    if (text[-1] not in '.!”"’)' and not text.endswith((".'", "!'"))) or text.endswith(("...", "…")):
        return False
    # A sentence that is a quotation from end to end lacks its speaker.
    if any(quotation.start == 0 and quotation.end >= len(text) - 1 for quotation in quotations(text)):
        return False
    return balanced(text) and not _repeats_itself(doc) and any(_is_clause(verb) for verb in doc if verb.dep_ != "relcl")


def _repeats_itself(doc: Doc) -> bool:
    """Whether several words stand twice in a row, "Ann Lee writes here -- Ann Lee writes here"; speakers may do so."""
    quoted = _quoted(doc)
    words = [token.lower_ for token in doc if not token.is_punct and token.i not in quoted]
    return any(
        words[start : start + size] == words[start + size : start + 2 * size]
        for size in range(_FEWEST_REPEATED, len(words) // 2 + 1)
        for start in range(len(words) - 2 * size + 1)
    )


def dangling(doc: Doc) -> tuple[Token, ...]:
    """The words that point at something outside the sentence, in order: pronouns, "this move", "the decision".

    Words inside quotations count as well: whoever is quoted, "they" must be known.
    """
    quoted = _quoted(doc)
    found = []
    for token in doc:
        lower = token.lower_
        if lower in FIRST_OR_SECOND and token.pos_ in {"PRON", "DET"}:
            if token.i not in quoted and token.text != "US":
                found.append(token)
        elif (lower in _PERSONAL or lower in IMPERSONAL) and token.text != "IT":
            if not _has_antecedent(token, quoted):
                found.append(token)
        elif _points_back(token) and not (token.i in quoted and token.dep_ in {"pobj", "dobj"}):
            found.append(token)
    return tuple(found)


def shared_references(doc: Doc) -> tuple[Token, ...]:
    """Words such as "both countries" or "the two leaders" without the names before them.

    In a matter between two parties a reader knows who is meant, so that these count against a sentence, but do
    not rule it out.
    """
    return tuple(
        token
        for token in doc
        if token.lower_ in {"both", "two", "either", "neither"}
        and token.head.lemma_.lower() in _SHARED
        and not _named_before(token.head)
    )


def opens_outside(doc: Doc) -> bool:
    """Whether the sentence begins with somebody or something that only what stood before it names.

    "Its first exercise, off the island, is scheduled", "If they succeed, …", "The two ministers also discussed …": some
    noun follows that could be meant, but a reader starts with a question. "Other analysts warn …" follows some that
    were named, and "surviving members" are of something. "The two countries" and "both sides" are known in any matter
    between two.
    """
    if any(_lacks_its_whole(subject) for root in _roots(doc) for subject in root.children if subject.dep_ in _SUBJECTS):
        return True
    first = doc[1] if doc[0].lower_ in _SUBORDINATING and len(doc) > 1 else doc[0]
    if first.lower_ == "other" and first.head.dep_ in _SUBJECTS:
        return True
    if first.lower_ in _PERSONAL | IMPERSONAL:
        return not _is_expletive(first) and not _is_named_after(first)
    return any(token.head.lemma_.lower() not in _KNOWN_PAIRS for token in shared_references(doc) if token.i <= 1)


def _lacks_its_whole(noun: Token) -> bool:
    """Whether a sentence begins with a part of what it does not tell: "several members", not "the crew's members"."""
    told = any(
        child.dep_ in {"prep", "poss", "compound", "nmod", "relcl", "acl", "appos"} or child.ent_type_ == "NORP"
        for child in noun.children
    )
    return noun.pos_ == "NOUN" and noun.lemma_ in _OF_SOMETHING and noun.left_edge.i == 0 and not told


def _is_named_after(pronoun: Token) -> bool:
    """Whether the main clause that follows names whom a pronoun means: "When he arrived, Ana Berg said …"."""
    roots = (child for root in _roots(pronoun.doc) for child in root.children if child.dep_ in _SUBJECTS)
    subject = next(roots, None)
    return (
        subject is not None
        and subject.i > pronoun.i
        and subject.pos_ == "PROPN"
        and pronoun.head.dep_ in {"advcl", "pobj", "pcomp"}
    )


def points_elsewhen(text: str) -> bool:
    """Whether the sentence dates itself by another that is not there: "at the time", "a few days later"."""
    return _ELSEWHEN.search(text) is not None


def needs_its_date(doc: Doc) -> bool:
    """Whether the sentence dates itself by "this year" or "Wednesday", which only its source's date explains."""
    return any(
        entity.label_ in {"DATE", "TIME"}
        and (
            entity[0].lower_
            in {"this", "last", "next", "today", "yesterday", "tomorrow", "recent", "past", "earlier", "later"}
            or entity.text.endswith("day")
        )
        for entity in doc.ents
    )


def opens_by_its_date(doc: Doc) -> bool:
    """Whether the sentence begins with "this year" or "last month", which only its source's date explains."""
    return doc[0].ent_type_ == "DATE" and doc[0].lower_ in {"this", "last", "next"}


def is_comment(doc: Doc) -> bool:
    """Whether the sentence says what something means ("marks a shift", "comes amid …") rather than what happened."""
    return any(root.lemma_.lower() in _COMMENTING or _is_watched(root) or _sets_the_scene(root) for root in _roots(doc))


def _sets_the_scene(root: Token) -> bool:
    return root.lemma_ == "come" and any(child.lower_ == "amid" for child in root.children)


def _is_watched(root: Token) -> bool:
    return root.lemma_ == "watch" and any(child.dep_ == "auxpass" for child in root.children)


def _roots(doc: Doc) -> list[Token]:
    return [token for token in doc if token.dep_ == "ROOT"]


def _is_clause(verb: Token) -> bool:
    finite = verb.tag_ in _FINITE or any(
        child.tag_ in _FINITE for child in verb.children if child.dep_.startswith("aux")
    )
    # "Final figures give …": the tagger takes a present after a plural for an infinitive.
    finite = finite or (
        verb.tag_ == "VB" and verb.dep_ == "ROOT" and not any(child.dep_ == "aux" for child in verb.children)
    )
    subject = any(child.dep_ in _SUBJECTS or _is_misread_subject(child) for child in verb.children)
    return finite and (subject or _has_lost_its_subject(verb))


def _has_lost_its_subject(verb: Token) -> bool:
    """Whether a sentence's main verb is finite and somebody stands before it, whom the parser hung up elsewhere.

    "In the wake of the death of George Floyd, House and Senate Democrats unveiled …", "Trump, speaking to a stadium of
    supporters, touted …".
    """
    finite = verb.tag_ in {"VBD", "VBZ"} or any(child.tag_ in {"VBZ", "VBD", "VBP"} for child in verb.children)
    return (
        verb.dep_ == "ROOT"
        and finite
        and any(token.pos_ in {"NOUN", "PROPN"} and not _in_period(token) for token in verb.doc[: verb.i])
    )


def _is_misread_subject(token: Token) -> bool:
    """What stands first and is followed by a modal: "Saturday will be …", "Close to 100 of them will have …"."""
    end = token.right_edge.i + 1
    first = token.left_edge.i == 0 and token.dep_ in {"npadvmod", "advmod"} and token.head.dep_ == "ROOT"
    return first and end < len(token.doc) and token.doc[end].tag_ == "MD"


def _quoted(doc: Doc) -> set[int]:
    quoted = list(quotations(doc.text))
    return {token.i for token in doc if is_quoted(token.idx, quoted)}


def _has_antecedent(pronoun: Token, quoted: set[int]) -> bool:
    if pronoun.lower_ == "it" and _is_expletive(pronoun):
        return True
    # What a quotation names is not what the words around it take up: “… meetings …,” he said.
    earlier = [
        token
        for token in pronoun.doc[: pronoun.i]
        if token.pos_ in {"NOUN", "PROPN"} and not _in_period(token) and (pronoun.i in quoted or token.i not in quoted)
    ]
    if pronoun.lower_ in _PERSONAL:
        earlier = [token for token in earlier if is_human(token) and not _is_led_in(token, pronoun)]
    elif pronoun.lower_ in _SEVERAL:
        # In "The minister replied that they might", nobody is named who could be "they".
        earlier = [] if len(earlier) == 1 and _is_somebody(earlier[0]) else earlier
    elif pronoun.lower_ in THINGS:
        # In "Hegseth said it would sail", nothing is named that could sail.
        earlier = [token for token in earlier if not _is_person(token)]
    if earlier:
        return True
    # "After his talks with Xi, Trump said …": the subject follows.
    subject = next((child for root in _roots(pronoun.doc) for child in root.children if child.dep_ in _SUBJECTS), None)
    return (
        subject is not None
        and subject.i > pronoun.i
        and subject.pos_ in {"NOUN", "PROPN"}
        # "…, said its chairwoman": whose she is, she does not tell.
        and not subject.is_ancestor(pronoun)
        and pronoun.dep_ in {"poss", "pobj", "dobj", "nsubj"}
        and pronoun.head.dep_ != "ROOT"
        and (is_human(subject) if pronoun.lower_ in _PERSONAL else _may_be_of_several(pronoun, subject))
        and pronoun.i not in quoted
    )


def _is_led_in(noun: Token, pronoun: Token) -> bool:
    """Whether a noun stands in what leads to the main clause whose subject the pronoun is: "asked by Lund, he said"."""
    root = pronoun.head
    # "In Lund's case, he" and "As for Lund, he" mean Lund.
    if pronoun.dep_ not in _SUBJECTS or root.dep_ != "ROOT" or noun.dep_ == "poss" or noun.head.lower_ == "for":
        return False
    return any(token.dep_ == "prep" and token.head == root and token.i < pronoun.i for token in noun.ancestors)


def _is_somebody(noun: Token) -> bool:
    """Whether a noun means one person, and not whoever it may be: "a worker … their job"."""
    anybody = any(child.lower_ in {"a", "an", "any", "each", "every", "no"} for child in noun.children)
    return _is_person(noun) and noun.tag_ not in {"NNS", "NNPS"} and not anybody


def is_human(noun: Token) -> bool:
    """Whether a noun names a person: by its entity, or by a word for an office, a calling or a kinship."""
    if noun.pos_ == "PROPN":
        # Organisations as well: the recogniser takes many a surname for one, and "he" is seldom said of a firm.
        return noun.ent_type_ not in {"GPE", "LOC", "FAC", "DATE", "TIME", "EVENT"}
    return _is_calling(noun.lemma_.lower())


def _is_person(noun: Token) -> bool:
    return noun.ent_type_ == "PERSON" or (noun.tag_ == "NN" and _is_calling(noun.lemma_.lower()))


def _is_calling(lemma: str) -> bool:
    return lemma in _HUMAN or lemma.endswith(("man", "woman", "person", "ist", "ician", "cian"))


def _is_expletive(token: Token) -> bool:
    """Whether an "it" stands for nothing: "it is clear that …", "it seems that …", not "it is expected to win"."""
    clause = token.head
    if token.dep_ == "expl":
        return True
    if clause.lemma_ not in _IMPERSONAL_VERBS or token.dep_ not in {"nsubj", "nsubjpass"}:
        return False
    behind = [child for child in clause.children if child.i > token.i]
    adjective = next((child for child in behind if child.dep_ == "acomp"), None)
    if adjective is not None:
        return _asks_for_a_clause(adjective)
    told = {"ccomp", "csubj"} if clause.lemma_ in _RAISING else {"ccomp", "csubj", "xcomp"}
    return any(child.dep_ in told for child in behind)


def _asks_for_a_clause(adjective: Token) -> bool:
    """Whether what is said of "it" is said of a clause: "clear that", "hard to say", not "likely to win"."""
    rest = itertools.takewhile(lambda token: not token.is_punct, adjective.doc[adjective.i + 1 :])
    # Not the "to" of "closed to ships".
    said = {token.lower_ for token in rest if token.tag_ != "IN" or token.dep_ == "mark"}
    asked = _ASKING if adjective.lemma_ in _CLEAR else frozenset[str]()
    needed = {"that", "whether", "if", *asked} | ({"to"} if adjective.lemma_ not in _RAISING else set())
    return bool(said & needed)


def _in_period(token: Token) -> bool:
    return token.ent_type_ in {"DATE", "TIME", "CARDINAL", "PERCENT", "MONEY", "ORDINAL"}


def _points_back(token: Token) -> bool:
    lower = token.lower_
    if lower in _DEMONSTRATIVES:
        return _demonstrative_points_back(token)
    if lower == "ones":
        return not any(other.tag_ in {"NNS", "NNPS"} for other in token.doc[: token.i])
    return lower == "the" and token.dep_ == "det" and _definite_points_back(token)


def _demonstrative_points_back(token: Token) -> bool:
    lower = token.lower_
    if token.tag_ in {"WDT", "IN", "CC", "WP"} or (
        lower == "such" and token.nbor().lower_ == "as" if token.i + 1 < len(token.doc) else False
    ):
        return False
    if lower == "both" and (token.head.lemma_.lower() in _SHARED or _named_before(token) or _names_two(token)):
        return False
    # "Another family paid" is one more, whoever came first.
    if lower == "another" and token.dep_ == "det":
        return token.i == 0
    if token.dep_ in {"nsubj", "nsubjpass", "pobj", "dobj"} and (token.pos_ in {"PRON", "DET"} or lower in _QUANTITIES):
        # "Those who …" and "many of the channels" explain themselves; "others" behind a plural are others of that.
        explained = any(child.dep_ in {"relcl", "acl", "prep"} for child in token.children)
        return not explained and not (lower in _QUANTITIES and _has_several_before(token))
    if token.dep_ in {"det", "predet", "amod"} and lower not in _QUANTITIES:
        noun = token.head
        if noun.lemma_.lower() in _PERIODS or noun.ent_type_ in {"DATE", "TIME"}:
            return False
        repeated = any(other.lemma_ == noun.lemma_ for other in noun.doc[: token.i])
        # "… signed a bill, making it the 14th state with such a law": such as was just told.
        told = lower == "such" and any(other.tag_ in {"NN", "NNS"} for other in noun.doc[: token.i])
        return not (repeated or told) and not any(child.dep_ in {"relcl", "acl"} for child in noun.children)
    return False


def _names_two(both: Token) -> bool:
    """Whether "both" opens a pair: "both Democrats and a smattering of Republicans"."""
    return any(token.lower_ == "and" for token in both.doc[both.i + 1 : both.i + 1 + _PAIR])


def _has_several_before(token: Token) -> bool:
    return any(other.tag_ in {"NNS", "NNPS"} and not _in_period(other) for other in token.doc[: token.i])


def _definite_points_back(the: Token) -> bool:
    noun = the.head
    if noun.lemma_.lower() in _PLACES and not any(child.i != the.i for child in noun.children):
        # "Beijing regards the island …": of the names before it none is the island's; a subject is who speaks of it.
        return not any(
            token.ent_type_ in {"GPE", "LOC"} and token.dep_ not in {"nsubj", "nsubjpass", "compound"}
            for token in the.doc[: the.i]
        )
    modified = any(
        child.i != the.i and child.pos_ not in {"PUNCT", "NUM", "CCONJ"} and child.lower_ not in _VAGUE
        for child in noun.children
    )
    return (
        noun.lemma_.lower() in _ANAPHORIC
        and noun.dep_ in {"nsubj", "nsubjpass"}
        and not modified
        and not any(other.lemma_ == noun.lemma_ for other in noun.doc[: the.i])
    )


def _named_before(noun: Token) -> bool:
    """Whether at least two names stand before the noun, which "the two countries" or "both sides" can take up."""
    names = {token.ent_type_ + token.text for token in noun.doc[: noun.i] if token.pos_ == "PROPN"}
    return len(names) >= 2


def _may_be_of_several(pronoun: Token, subject: Token) -> bool:
    """Whether "its" or "their" may mean the subject: no person, but for "their" two may be: "Cruz and O'Rourke"."""
    several = pronoun.lower_ not in THINGS and any(child.dep_ == "conj" for child in subject.children)
    return several or subject.ent_type_ != "PERSON"
