"""Trimming: leaving out of a sentence what it can do without. Words go; none is added, moved or changed.

What may go is decided on the parse: connectives at the beginning or between commas, the main verb's "also" and what the
outlet reads into an event (", signaling new interest") always; parentheses, "which …" clauses and other trailing "-ing"
clauses between commas only where the sentence is long. Conditions, negations and attributions stay.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.checking.quotations import balanced, quotations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

# Sentences up to this long are left as they are; the mean of a news lead is 25 to 30 words.
LONG = 32
# A sentence is never cut below this many words.
SHORT = 9

_CONNECTIVE = re.compile(
    r"^(?:(?:Yes|True|Granted|However|Meanwhile|Moreover|Furthermore|Additionally|Also|Still|Nevertheless|Nonetheless|Instead|Indeed"
    r"|Therefore|Thus|Hence|Consequently|In addition|In fact|In turn|Of course|By contrast|In contrast"
    r"|On the other hand"
    r"|As a result|At the same time|For (?:his|her|its|their) part|Elsewhere|Separately|Similarly|Likewise|Notably"
    r"|Importantly|(?:Most|More) (?:notably|importantly)|After all|That said|Even so|Plus|Besides),\s+"
    r"|(?:But|And|Yet|Or|So),\s+|(?:But|And|Or)\s+(?!that\b|for\b|else\b)|Yet\s+(?!another\b|again\b|more\b|to\b)"
    r"|So\s+(?=(?:the|a|an|he|she|it|they|we)\b)|Also\s+(?=(?:on|in|at|this|last|next)\b))"
)
# What these say is a condition, an exception or where something is known from.
_KEPT = frozenset(
    """accord assume bar cite contradict deny depend dispute exclude ignore lack overturn override pend provide quote
    refuse reject reverse suppose withdraw""".split()
)
# With these an outlet says what it makes of what it reports.
_COMMENTS = frozenset({"signal", "signify", "underline", "underscore"})
# A clause with one of these turns round what stands before it.
_NEGATION = re.compile(
    r"\b(?:not|no|never|without|nothing|nobody|none|despite|except|unless|although|though)\b|n['’]t\b"
    r"|\b(?:den(?:y|ies|ied|ying)|disput|reject|refus|revers|overturn|contradict|false|untrue|alleged|lack)",
    re.IGNORECASE,
)
# "Not only Norway but also Denmark signed", "it not only opens the strait, it also sets a price": there it is no word
# that takes up what stood before the sentence.
_PAIRED = frozenset({"but", "not", "n't", "n’t", ",", ";"})
_NOT_ONLY = re.compile(r"(?:\bnot|n['’]t)\b.*\b(?:only|just|merely|simply|solely)\b", re.IGNORECASE)
# Between commas, or behind one at the end, these go on from what stood before the sentence.
_BETWEEN = re.compile(
    r",\s(?P<word>however|meanwhile|moreover|furthermore|therefore|nevertheless|nonetheless|for (?:example|instance)"
    r"|of course|in turn|by contrast|in contrast|on the other hand)(?P<comma>,)?(?=(?(comma)\s|[.!]$))"
)
_SUBJECTS = frozenset({"expl", "nsubj", "nsubjpass"})
_PARENTHESIS = re.compile(r"\s*\([^()]*\)")


def without_connective(text: str) -> str:
    """The sentence without an opening "However," or "But", its first letter a capital."""
    rest = _CONNECTIVE.sub("", text, count=1)
    if rest == text or not rest:
        return text
    return rest[0].upper() + rest[1:]


def without_links(doc: Doc, start: int) -> str:
    """The sentence without its connectives and the "also" of its main verb, behind the character ``start``."""
    return _without(doc.text, [span for span in (*_also(doc), *_between(doc)) if span[0] > start])


def trimmed(doc: Doc, limit: int = LONG) -> str:
    """The sentence without what can go, if it has more than ``limit`` words.

    Else as it is, but for connectives, the main verb's "also" and the outlet's comment.
    """
    text = doc.text
    spans = [*_also(doc), *_between(doc)]
    comments = [span for token in doc if _is_comment(token) and (span := _comma_span(token))]
    for start, end in (*comments, *_candidates(doc)):
        if _is_quoted(start, end, text):
            continue
        if (start, end) not in comments and _word_count(_without(text, spans)) <= limit:
            break
        shorter = _without(text, [*spans, (start, end)])
        overlaps = any(start < other_end and other_start < end for other_start, other_end in spans)
        if not overlaps and balanced(shorter) and _word_count(shorter) >= SHORT:
            spans.append((start, end))
    return without_connective(_without(text, spans))


def _also(doc: Doc) -> list[tuple[int, int]]:
    """Where the main verb has an "also", by which a sentence goes on from what stood before it."""
    return [
        (token.idx, token.idx + len(token.text_with_ws))
        for token in doc[1:]
        if token.lower_ == "also"
        and token.head.dep_ == "ROOT"
        and (token.i < token.head.i or token.nbor(-1).lemma_ in {"be", "have"})
        and token.nbor(-1).lower_ not in _PAIRED
        and not _NOT_ONLY.search(doc.text[: token.idx])
        # "It was also Lund who signed": without it, it was nobody else.
        and not (token.head.lemma_ == "be" and any(child.lower_ == "it" for child in token.head.children))
        and not _is_quoted(token.idx, token.idx + len(token.text), doc.text)
    ]


def _between(doc: Doc) -> Iterator[tuple[int, int]]:
    """Where connectives stand between commas: with both, or with one where that parts what is left as well."""
    places = {token.idx: token.i for token in doc}
    for match in _BETWEEN.finditer(doc.text):
        start, end = match.span()
        comma, behind = places.get(start), places.get(match.end("word"))
        if not comma or behind is None or _is_quoted(start, end, doc.text):
            continue
        if match["comma"] is None:
            yield start, end
        elif behind + 1 < len(doc) and not _BETWEEN.match(doc.text, end - 1):
            kept = _commas_kept(doc[comma - 1], doc[behind + 1], example=match["word"].startswith("for "))
            if kept is not None:
                yield start, end - kept


def _commas_kept(before: Token, behind: Token, *, example: bool) -> int | None:
    """How many commas stay between two words when a connective goes; ``None`` where it must stay.

    "Lund signed", "said that", "but Lund" have none, "On Friday, Lund signed" and "Lund, a Liberal, signed" one. It
    stays where it parts two clauses ("Norway agreed, however, Peru did not"), and before what is but an example.
    """
    verb = behind.head if behind.dep_ in {"advmod", "neg"} and behind.head.i > behind.i else behind
    finite = verb.pos_ in {"AUX", "VERB"} and verb.tag_ not in {"VBG", "VBN"}
    if example and not finite:
        return None if before.dep_ != "pobj" or not _opens(behind, before) else 1
    if _is_aside(before):
        return 1
    if finite or behind.dep_ == "mark" or before.pos_ in {"CCONJ", "SCONJ"} or _head_of(behind).head == before:
        return 0
    if verb.pos_ in {"AUX", "VERB"}:
        return 1
    return 1 if _opens(behind, before) else None


def _is_aside(before: Token) -> bool:
    """Whether an aside between commas ends here: "Lund, a Liberal, was"."""
    return any(
        token.dep_ in {"acl", "appos", "relcl"} and before.doc[max(0, token.left_edge.i - 1)].text == ","
        for token in (before, *before.ancestors)
    )


def _opens(behind: Token, before: Token) -> bool:
    """Whether the main clause begins here, and what stands before is no clause of its own: "On Friday, Lund signed"."""
    subject = _head_of(behind)
    clauses = (token.head for token in before.doc[: before.i + 1] if token.dep_ in _SUBJECTS)
    return subject.dep_ in _SUBJECTS and all(verb.dep_ in {"acl", "advcl", "relcl"} for verb in clauses)


def _head_of(token: Token) -> Token:
    """The noun that a phrase beginning with this word is about."""
    while token.dep_ in {"amod", "compound", "det", "nmod", "nummod", "poss", "predet"} and token.head.i > token.i:
        token = token.head
    return token


def _is_quoted(start: int, end: int, text: str) -> bool:
    """Whether a span touches a quotation: what is quoted is printed as it was said, or not at all."""
    return any(start < quotation.end and quotation.start < end for quotation in quotations(text))


def _candidates(doc: Doc) -> Iterator[tuple[int, int]]:
    """Character spans that can go, the least missed first."""
    for match in _PARENTHESIS.finditer(doc.text):
        if not _NEGATION.search(match.group()):
            yield match.span()
    tokens = sorted((token for token in doc if _can_go(token)), key=lambda token: -token.i)
    for token in tokens:
        span = _comma_span(token)
        if span:
            yield span


def _is_comment(token: Token) -> bool:
    """Whether a clause behind the main verb says what the outlet makes of an event.

    It says so of a thing that has no number and no name, not that something will be.
    """
    return (
        token.lemma_.lower() in _COMMENTS
        and _can_go(token)
        and token.dep_ == "advcl"
        and token.head.dep_ != "advcl"
        and token.i > token.head.i
        and any(child.dep_ == "dobj" for child in token.children)
        and not any(part.like_num or part.ent_type_ for part in token.subtree)
    )


def _can_go(token: Token) -> bool:
    if token.dep_ == "relcl":
        # "The two leaders, who met in Malaysia, …": without the clause nobody knows which two.
        named = token.head.pos_ == "PROPN" or any(
            child.dep_ in {"amod", "compound", "prep"} for child in token.head.children
        )
        return named and any(child.lower_ in {"which", "who", "whose", "where"} for child in token.subtree)
    if token.dep_ in {"advcl", "acl"} and token.tag_ == "VBG":
        return token.lemma_.lower() not in _KEPT and not any(child.dep_ == "mark" for child in token.children)
    return False


def _comma_span(token: Token) -> tuple[int, int] | None:
    """The clause with the comma before it, where commas (or the sentence's end) stand at both its ends."""
    doc = token.doc
    first, last = token.left_edge.i, token.right_edge.i
    if first == 0 or doc[first - 1].text not in {",", "—", "–"}:
        return None
    if doc[last].is_punct and last > first:
        last -= 1
    following = doc[last + 1] if last + 1 < len(doc) else None
    if following is None or following.text not in {",", ".", "—", "–"} or not _fits(token, following):
        return None
    clause = doc[first : last + 1].text
    if _NEGATION.search(clause) or '"' in clause:
        return None
    start = doc[first - 1].idx
    # What closes another pair stays: "— over the objections of states, which … —".
    end = following.idx + len(following.text) if following.text == doc[first - 1].text else following.idx
    return start, end


def _fits(clause: Token, following: Token) -> bool:
    """Whether the parse of the clause can be trusted: it hangs on the word before it, and no verb is left over."""
    doc, head, first = clause.doc, clause.head, clause.left_edge.i
    # "people, like seniors, getting sick": what is said of the people is no aside.
    examples = any(
        token.lower_ in {"like", "such", "including"} and token.nbor(-1).text == "," for token in doc[1:first]
    )
    if clause.tag_ == "VBG" and (examples or (clause.dep_ == "acl" and head.i != first - 2)):
        return False
    rest = doc[following.i + 1] if following.i + 1 < len(doc) else None
    leftover = rest is not None and rest.tag_ in {"VBD", "VBN", "VBZ", "VBP"} and following.text != "."
    return clause.dep_ != "relcl" or not leftover or head.dep_ in {"nsubj", "nsubjpass", "conj", "appos"}


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    kept, position = [], 0
    for start, end in sorted(spans):
        kept.append(text[position:start])
        position = max(position, end)
    kept.append(text[position:])
    # Only the seams are mended: everything else stays as the source has it.
    pieces = [part.strip() for part in kept if part.strip()] if spans else kept
    return "".join(piece if index == 0 or piece[0] in ",.;:!?" else f" {piece}" for index, piece in enumerate(pieces))


def _word_count(text: str) -> int:
    return len(text.split())
