"""Claims made from real sentences: true ones, said more briefly or otherwise, and ones that are false by one change.

Synthetic claims for fact checking follow Kryściński et al., "Evaluating the Factual Consistency of Abstractive Text
Summarization" (2020): swapped names and numbers, negation. Added here are exchanged roles, dates, opposites, firmer
modals, and sentences of two halves that belong to different facts; and, so that a change alone betrays nothing, true
claims that change the wording as much.

Nothing is made of chance alone: everything swapped in stands in the same article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from briefing.checking.quotations import quotations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from random import Random

    from spacy.tokens import Doc, Span, Token

Label = Literal["entailment", "neutral", "contradiction", "not entailment"]

_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"})
_COUNTS = frozenset({"CARDINAL", "MONEY", "PERCENT", "QUANTITY"})
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = "January February March April May June July August September October November December".split()
_SMALL = "two three four five six seven eight nine ten eleven twelve".split()
_AUXILIARIES = frozenset("is are was were has have had will would can could should must may might do does did".split())
# Who meets whom is the same either way round.
_MUTUAL = frozenset(
    """agree argue be clash cooperate discuss meet negotiate share sign speak talk trade split join include marry
    differ resemble""".split()
)
# What holds only in part of the cases is not left out.
_KEPT_ADVERBS = frozenset(
    """almost allegedly barely hardly least less likely maybe more most nearly never no not n't only possibly perhaps
    potentially probably purportedly rarely reportedly seldom too apparently about around roughly up over
    under""".split()
)
_OPPOSITES = tuple(
    pair.split("/")
    for pair in """accept/reject accepted/rejected accepts/rejects accepting/rejecting agreed/refused agrees/refuses
    approve/reject approved/rejected approves/rejects allow/forbid allowed/forbade allows/forbids allowing/forbidding
    support/oppose supported/opposed supports/opposes supporting/opposing supporters/opponents support/opposition
    praised/criticized praises/criticizes praise/criticize praising/criticizing welcomed/condemned welcomes/condemns
    rose/fell rises/falls rise/fall rising/falling risen/fallen increased/decreased increases/decreases
    increase/decrease increasing/decreasing raised/lowered raise/lower raising/lowering gained/lost gain/loss
    won/lost win/lose wins/loses winning/losing victory/defeat confirmed/denied confirms/denies confirm/deny
    began/ended begins/ends begin/end start/end started/ended starts/ends starting/ending opened/closed open/close
    opens/closes opening/closing before/after more/less higher/lower largest/smallest biggest/smallest best/worst
    better/worse first/last early/late earlier/later guilty/innocent legal/illegal lawful/unlawful safe/dangerous
    strong/weak stronger/weaker strengthen/weaken strengthened/weakened public/private domestic/foreign
    majority/minority
    old/young older/younger always/never success/failure successful/unsuccessful succeeded/failed positive/negative
    Democrats/Republicans Democratic/Republican Democrat/Republican conservative/liberal above/below inside/outside
    arrested/released hired/fired lifted/imposed lift/impose lifting/imposing peaceful/violent possible/impossible
    likely/unlikely able/unable male/female men/women man/woman north/south northern/southern east/west eastern/western
    many/few several/no all/none with/without banned/allowed ban/allow join/leave joined/left enter/leave
    remembered/forgot passed/failed pass/fail survived/died healthy/sick rich/poor true/false right/wrong""".split()
)
_OPPOSITE = {one: other for pair in _OPPOSITES for one, other in (tuple(pair), tuple(reversed(pair)))}
_FIRMER = {"may": "will", "might": "will", "could": "will", "would like to": "will", "expected to": "certain to"}
_REPORTING = frozenset("say tell add claim state announce argue insist declare".split())
_PARENTHESIS = re.compile(r"\s*\([^()]*\)")
_DENYING = frozenset({"no", "none", "nobody", "neither", "few", "not"})
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True)
class Pool:
    """What an article offers to be swapped in: names by kind, numbers, and subjects of sentences."""

    names: dict[str, tuple[str, ...]]
    subjects: tuple[str, ...]


def pool_of(docs: Sequence[Doc]) -> Pool:
    """The names and subjects of an article's parsed sentences."""
    names: dict[str, dict[str, None]] = {}
    subjects: dict[str, None] = {}
    for doc in docs:
        for entity in doc.ents:
            if entity.label_ in _NAMES and entity[0].pos_ == "PROPN":
                names.setdefault(entity.label_, {})[_bare(entity)] = None
        for subject in _subjects(doc):
            if any(token.pos_ == "PROPN" for token in subject):
                subjects[subject.text] = None
    return Pool({label: tuple(found) for label, found in names.items()}, tuple(subjects))


# --- claims that stay true ---------------------------------------------------------------------------------------


def shortened(doc: Doc, chance: Random) -> str | None:
    """The sentence without one or more of its asides, times, places and adverbs. What is quoted stays as it is."""
    quoted = [(quotation.start, quotation.end) for quotation in quotations(doc.text)]
    spans = [
        (first, last)
        for first, last in _droppable(doc)
        if not any(start < doc[last - 1].idx and doc[first].idx < end for start, end in quoted)
    ]
    if not spans:
        return None
    chance.shuffle(spans)
    kept = spans[: chance.randint(1, min(3, len(spans)))]
    gone = {place for start, end in kept for place in range(start, end)}
    text = _tidied(
        "".join(
            token.text_with_ws if token.i + 1 not in gone else f"{token.text} " for token in doc if token.i not in gone
        )
    )
    return text if len(text.split()) >= 5 and text != doc.text else None


def turned(doc: Doc, _: Random) -> str | None:
    """Attribution moved to the end, as "the talks failed, she said"."""
    root = next((token for token in doc if token.dep_ == "ROOT"), None)
    if root is None or root.lemma_ not in _REPORTING or root.tag_ != "VBD" or '"' in doc.text or "“" in doc.text:
        return None
    clause = next((child for child in root.children if child.dep_ == "ccomp" and child.i > root.i), None)
    subject = next((child for child in root.children if child.dep_ == "nsubj" and child.i < root.i), None)
    if clause is None or subject is None or clause.left_edge.i - root.i > 2 or subject.left_edge.i != 0:
        return None
    # "No minister said that": who denied it does not vouch for it.
    if any(token.dep_ == "neg" or token.lower_ in _DENYING for token in doc[: root.i]):
        return None
    said = doc[clause.left_edge.i : clause.right_edge.i + 1].text.removeprefix("that ").strip(" .,")
    who = doc[subject.left_edge.i : subject.right_edge.i + 1].text
    who = who if subject.pos_ == "PROPN" else who[0].lower() + who[1:]
    return f"{said[0].upper()}{said[1:]}, {who} {root.text}." if len(said.split()) >= 4 else None


def unattributed(doc: Doc, _: Random) -> str | None:
    """Only the quoted or reported half is kept together with who said it: "…", without what follows a semicolon."""
    cut = re.split(r"(?<=\w);\s|,\s(?:but|and|while)\s", doc.text, maxsplit=1)
    if len(cut) != 2 or len(cut[0].split()) < 7 or cut[0].count('"') % 2 or "“" in cut[0]:
        return None
    whole = any(token.dep_ in {"nsubj", "nsubjpass"} and token.head.idx < len(cut[0]) for token in doc)
    if not whole or re.match(r"(?:If|Unless|When|While|Although|Though|Before|After)\b", cut[0]):
        return None
    return cut[0].rstrip(" ,") + "."


TRUE: dict[str, Callable[[Doc, Random], str | None]] = {
    "shortened": shortened,
    "turned": turned,
    "first clause": unattributed,
}


# --- claims that become false ------------------------------------------------------------------------------------


def name_swapped(doc: Doc, pool: Pool, chance: Random) -> str | None:
    """One name replaced by another of its kind from the same article."""
    entities = [entity for entity in doc.ents if entity.label_ in _NAMES and entity[0].pos_ == "PROPN"]
    chance.shuffle(entities)
    for entity in entities:
        own = _bare(entity).lower()
        others = [
            name
            for name in pool.names.get(entity.label_, ())
            if name.lower() not in doc.text.lower() and not _same_name(name.lower(), own)
        ]
        if others:
            return _replaced(doc.text, entity, chance.choice(others))
    return None


def subject_swapped(doc: Doc, pool: Pool, chance: Random) -> str | None:
    """What one did, said of another of the article's subjects."""
    for subject in _subjects(doc):
        own = subject.text.lower()
        others = [
            other
            for other in pool.subjects
            if other not in doc.text and not _same_name(other.lower(), own) and len(other.split()) <= 8
        ]
        if others and len(subject) <= 8:
            return _replaced(doc.text, subject, chance.choice(others))
    return None


def number_changed(doc: Doc, _: Pool, chance: Random) -> str | None:
    """One count changed."""
    entities = [entity for entity in doc.ents if entity.label_ in _COUNTS]
    chance.shuffle(entities)
    for entity in entities:
        digits = _DIGITS.search(entity.text)
        if digits:
            start = entity.start_char + digits.start()
            other = _other(digits.group(), chance)
            return doc.text[:start] + other + doc.text[start + len(digits.group()) :]
        word = next((token for token in entity if token.lower_ in _SMALL), None)
        if word is not None:
            other = chance.choice([small for small in _SMALL if small != word.lower_])
            return doc.text[: word.idx] + _cased_as(other, word.text) + doc.text[word.idx + len(word.text) :]
    return None


def date_changed(doc: Doc, _: Pool, chance: Random) -> str | None:
    """One weekday, month or year changed."""
    places = [
        token for token in doc if token.ent_type_ == "DATE" and (token.text in _WEEKDAYS or token.text in _MONTHS)
    ]
    places += [token for token in doc if re.fullmatch(r"(?:19|20)\d\d", token.text)]
    if not places:
        return None
    token = chance.choice(places)
    names = _WEEKDAYS if token.text in _WEEKDAYS else _MONTHS
    if token.text in names:
        other = chance.choice([name for name in names if name != token.text])
    else:
        other = str(int(token.text) + chance.choice([-4, -3, -2, -1, 1, 2]))
    return doc.text[: token.idx] + other + doc.text[token.idx + len(token.text) :]


def negated(doc: Doc, _: Pool, __: Random) -> str | None:
    """The main clause negated, or its negation taken away."""
    root = next((token for token in doc if token.dep_ == "ROOT"), None)
    if root is None:
        return None
    verb = _told(root)
    negation = next((child for child in verb.children if child.dep_ == "neg"), None)
    if negation is not None:
        kept = negation.i > 0 and doc[negation.i - 1].lower_ in {"ca", "wo"}
        if negation.lower_ not in {"not", "n't", "n’t", "never"} or kept:
            return None
        before = doc.text[: negation.idx].rstrip()
        return before + " " + doc.text[negation.idx + len(negation.text) :].lstrip()
    auxiliary = next(
        (child for child in verb.children if child.dep_ in {"aux", "auxpass"} and child.lower_ in _AUXILIARIES), None
    )
    if auxiliary is None and verb.lemma_ == "be":
        auxiliary = verb
    if auxiliary is not None and auxiliary.lower_ in _AUXILIARIES:
        end = auxiliary.idx + len(auxiliary.text)
        return doc.text[:end] + " not" + doc.text[end:]
    helper = {"VBD": "did", "VBZ": "does", "VBP": "do"}.get(verb.tag_)
    if helper is None or (verb.lemma_.lower() == verb.lower_ and verb.tag_ != "VBP"):
        return None
    return doc.text[: verb.idx] + f"{helper} not {verb.lemma_}" + doc.text[verb.idx + len(verb.text) :]


def roles_exchanged(doc: Doc, _: Pool, __: Random) -> str | None:
    """Who did it and to whom exchanged."""
    for verb in doc:
        if verb.pos_ != "VERB" or verb.lemma_ in _MUTUAL:
            continue
        subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
        target = next((child for child in verb.children if child.dep_ in {"dobj", "dative"}), None)
        if target is None:
            prepositions = [
                child for child in verb.children if child.dep_ in {"prep", "agent"} and child.lower_ != "with"
            ]
            target = next((grand for prep in prepositions for grand in prep.children if grand.dep_ == "pobj"), None)
        if subject is None or target is None:
            continue
        one, other = _named_phrase(subject), _named_phrase(target)
        if one is None or other is None or one.end > other.start or _same_name(one.text.lower(), other.text.lower()):
            continue
        text = doc.text
        between = text[one.end_char : other.start_char]
        return text[: one.start_char] + other.text + between + one.text + text[other.end_char :]
    return None


def turned_to_opposite(doc: Doc, _: Pool, chance: Random) -> str | None:
    """One word turned into its opposite."""
    places = [token for token in doc if token.lower_ in _OPPOSITE or token.text in _OPPOSITE]
    places = [token for token in places if not token.ent_type_ or token.text in _OPPOSITE]
    if not places:
        return None
    token = chance.choice(places)
    other = _OPPOSITE.get(token.text) or _OPPOSITE[token.lower_]
    other = other[0].upper() + other[1:] if token.text[0].isupper() else other
    return doc.text[: token.idx] + other + doc.text[token.idx + len(token.text) :]


def made_firmer(doc: Doc, _: Pool, __: Random) -> str | None:
    """A possibility told as a certainty."""
    for softer, firmer in _FIRMER.items():
        found = re.search(rf"\b{softer}\b", doc.text)
        if found and not re.search(rf"\b{softer} (?:have|not)\b", doc.text):
            return doc.text[: found.start()] + firmer + doc.text[found.end() :]
    return None


FALSE: dict[str, tuple[Callable[[Doc, Pool, Random], str | None], Label]] = {
    "roles": (roles_exchanged, "not entailment"),
    "number": (number_changed, "contradiction"),
    "date": (date_changed, "contradiction"),
    "firmness": (made_firmer, "not entailment"),
    "name": (name_swapped, "not entailment"),
    "opposite": (turned_to_opposite, "contradiction"),
    "subject": (subject_swapped, "not entailment"),
    "negation": (negated, "contradiction"),
}


# --- the parse -----------------------------------------------------------------------------------------------------


def _subjects(doc: Doc) -> Iterator[Span]:
    """The subjects of the sentence's main clause and of what is reported in it."""
    for token in doc:
        if token.dep_ in {"nsubj", "nsubjpass"} and token.pos_ != "PRON" and token.head.dep_ in {"ROOT", "ccomp"}:
            yield doc[token.left_edge.i : token.right_edge.i + 1]


def _told(root: Token) -> Token:
    """The verb of what is told: under "said" that of the reported clause."""
    if root.lemma_ in _REPORTING:
        clause = next(
            (child for child in root.children if child.dep_ == "ccomp" and child.pos_ in {"VERB", "AUX"}), None
        )
        if clause is not None:
            return clause
    return root


def _droppable(doc: Doc) -> Iterator[tuple[int, int]]:
    """Token spans that a sentence stays true without."""
    for token in doc:
        first, last = token.left_edge.i, token.right_edge.i + 1
        clause = doc[first:last]
        if any(part.dep_ == "neg" or part.lower_ in _KEPT_ADVERBS for part in clause) or first == 0:
            continue
        framed = doc[first - 1].text in {",", "(", "—", "–"} and last < len(doc) and doc[last].is_punct
        start = first - 1 if framed and doc[first - 1].text in {",", "—", "–"} else first
        end = last + 1 if framed and last < len(doc) and doc[last].text in {",", "—", "–"} else last
        if (token.dep_ in {"appos", "relcl"} and framed and doc[first - 1].text != "(") or (
            token.dep_ == "advcl" and framed and token.tag_ == "VBG"
        ):
            yield start, end
        elif (
            (token.dep_ == "npadvmod" and token.ent_type_ in {"DATE", "TIME"} and token.head.pos_ == "VERB")
            or (token.dep_ == "prep" and token.head.pos_ == "VERB" and len(clause) <= 6 and _is_time_or_place(clause))
            or (
                token.dep_ == "advmod"
                and token.lower_.endswith("ly")
                and len(clause) == 1
                and token.head.pos_ == "VERB"
            )
        ):
            yield first, last


def _is_time_or_place(clause: Span) -> bool:
    return clause[0].lower_ in {"in", "on", "at", "during"} and any(
        token.ent_type_ in {"DATE", "TIME", "GPE"} for token in clause
    )


def _named_phrase(head: Token) -> Span | None:
    """The words of a noun with all that hangs on it, if they are few and hold a name."""
    phrase = head.doc[head.left_edge.i : head.right_edge.i + 1]
    return phrase if len(phrase) <= 7 and any(token.ent_type_ in _NAMES for token in phrase) else None


def _bare(entity: Span) -> str:
    return re.sub(r"['’]s$", "", entity.text).removeprefix("the ").removeprefix("The ").strip()


def _same_name(one: str, other: str) -> bool:
    """Whether two names share a word of some length or one is the other's initials, so that they may mean the same."""
    one, other = one.removeprefix("the "), other.removeprefix("the ")
    mine, theirs = set(re.findall(r"\w{3,}", one)), set(re.findall(r"\w{3,}", other))
    shared = mine & theirs - {"the", "and", "for"}
    stems = {word[:4] for word in mine} & {word[:4] for word in theirs}
    initials = {"".join(word[0] for word in re.findall(r"\w{3,}", name)) for name in (one, other)} - {""}
    short = {re.sub(r"\W", "", name) for name in (one, other)}
    return bool(shared or stems or initials & short) or one in other or other in one


def _replaced(text: str, old: Span, new: str) -> str:
    possessive = re.search(r"['’]s$", old.text)
    if possessive and not new.endswith(possessive.group()):
        new += possessive.group()
    return text[: old.start_char] + new + text[old.end_char :]


def _cased_as(word: str, model: str) -> str:
    return word.capitalize() if model[0].isupper() else word


def _other(digits: str, chance: Random) -> str:
    """Another number of the same size and look."""
    plain = digits.replace(",", "")
    if "." in plain:
        places = len(plain.split(".")[1])
        changed = [f"{float(plain) * factor + 0.1:.{places}f}" for factor in (0.5, 0.7, 1.3, 1.6, 2)]
        return chance.choice([other for other in changed if float(other) != float(plain)])
    value = int(plain)
    if 1900 <= value <= 2100 and "," not in digits:
        return str(value + chance.choice([-3, -2, -1, 1, 2]))
    choices = {max(1, round(value * factor)) for factor in (0.5, 0.8, 1.2, 1.5, 2)} | {value + 1, value + 2}
    other = chance.choice(sorted(choices - {value}))
    return f"{other:,}" if "," in digits else str(other)


def _tidied(text: str) -> str:
    text = re.sub(r"\s+([,.;:!?])", r"\1", _PARENTHESIS.sub("", text))
    text = re.sub(r",(?=[,.;])", "", re.sub(r"\s{2,}", " ", text)).strip()
    return text[:1].upper() + text[1:]
