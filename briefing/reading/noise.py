"""Lines that are not the document: what web pages, wire services and mail programs put around it.

Nearly every pattern has to match a whole line, so a sentence that only mentions an advertisement or a
newsletter stays; what pages put into lines is cut out of them. The lists are in English, like the
furniture of most pages that are copied by hand.
"""

from __future__ import annotations

import re

from briefing.reading.captions import AGENCIES
from briefing.reading.dates import is_date_line

# Captions and legal lines are short; a longer line is text that merely begins like one.
_LONGEST = 300

_NETWORK = (
    r"(?:facebook|twitter|x|whats ?app|linked ?in|telegram|reddit|e-?mail|print|pinterest|instagram|messenger"
    r"|tik ?tok|threads|blue ?sky|mastodon|you ?tube|wechat|weibo|line|flipboard|rss|copy(?: the)?(?: link| url)?"
    r"|link|share"
    r"|tweet|save|bookmark|comments?|more|google news|gift)"
)
_SOCIAL = (
    r"(?:facebook|twitter|x|whats ?app|linked ?in|telegram|instagram|tik ?tok|threads|blue ?sky|mastodon|you ?tube"
    r"|google news|flipboard|wechat|weibo|social media)"
)
_LIST_MARK = r"(?:list of \d+ items?|list \d+ of \d+|end of list)"
_PICTURE = (
    r"(?:file |stock |cover |representational |representative )?"
    r"(?:photo|photograph|image|picture|illustration|graphic|video|map|screenshot)s?"
)
_STORIES = r"(?:stories|articles?|news|reads?|reading|links?|content|posts?|coverage|topics|videos?)"

_WHOLE_LINES = [
    # invitations to read something else
    rf"(?:recommended|related|more|top|popular|trending|latest|other|featured|similar)(?: \w+)? {_STORIES}",
    r"(?:most (?:read|popular|viewed|shared)|you (?:may|might) (?:also )?(?:like|be interested in).*|what to read next"
    r"|keep reading|continue reading.*|editor[’']?s[’']? (?:picks?|choice)|trending(?: now)?|read more|read also"
    r"|also read"
    r"|see also|read next|more on this(?: story)?|in this (?:article|story)|story continue[sd].*|up next|recommended"
    r"|recommended for you|read (?:the )?full (?:story|article).*|read (?:or|and) share this .*)\W*",
    r"(?:also read|read more|read also|see also|read next|read|more|full coverage|related|recommended|more on this"
    r"|watch"
    r"|watch now|listen|must read|don[’']t miss|editor[’']?s picks?|in pictures)\s*(?:[:|»>–—]|- )\s*\S.*",
    r".{10,200}[^.,;:] read more|related coverage\b.*",
    rf"{_LIST_MARK}(?:\W*{_LIST_MARK})*",
    # advertisements, newsletters, social networks
    r"\W*(?:ads?|advertisements?|advertising|sponsored(?: content)?|promoted(?: content)?|paid (?:content|post)"
    r"|article continues (?:below|after).*|scroll (?:down )?to continue.*|remove ads?)\W*",
    rf"\W*{_NETWORK}(?:\W+{_NETWORK})*\W*",
    rf"(?:share|tweet|print|e-?mail|save|send|bookmark) (?:this|on|via|to|with|it)(?:(?: \w+){{0,3}}|.* {_NETWORK})\W*",
    r"(?:sign up|subscribe)(?: now| here| today| free)* (?:for|to|here|now|today)\b.{0,140}",
    r"(?:register|join)\b.{0,100}\b(?:newsletter|mailing list|whatsapp|telegram|inbox)\b.{0,60}",
    r"(?:get|receive) (?:the|our|all the|a|your)\b.{0,100}\b(?:newsletter|inbox|app|alerts)\b.{0,60}",
    rf"(?:follow|like|find|join|connect with) (?:us|me|our|[\w. ]{{2,40}}) on\W+(?:our )?{_SOCIAL}\b.{{0,120}}",
    r"click (?:here|on|to)\b.{0,160}",
    r"(?:download|install|open) (?:the|our) .{0,80}\bapp\b.{0,60}",
    r"don[’']t miss (?:out|a|an|the|our)\b.{0,120}",
    r"(?:our |the )?(?:daily |weekly |free )?newsletters?(?: sign[- ]?up)?",
    # navigation
    r"skip (?:to|past) .{0,40}",
    r"(?:main |site )?(?:menu|navigation)|home|search|log ?in|log ?out|sign ?in|my account|subscribe(?: now)?"
    r"|close|open|back(?: to (?:top|home.*))?|next(?: article| story| page)?"
    r"|prev(?:ious)?(?: article| story| page)?|load more"
    r"|show more|see more|view (?:all|more|comments)|leave a (?:comment|reply).*|post a comment|no comments?(?: yet)?"
    r"|comments? (?:are )?(?:closed|off|\(\d+\))|reply|listen|play(?: video)?|watch(?: live)?|hide caption"
    r"|(?:enlarge this image\W*)?(?:toggle caption.*)?|media playback is unsupported.*|slideshow\b.{0,20}"
    r"|loading\W*|text size.*|font size.*|about us|contact us|privacy policy|terms (?:of use|of service"
    r"|and conditions)|listen to this (?:article|story).*|(?:tap|click) to unmute.*"
    r"|breaking(?: news)?|live(?: updates?)?|video",
    r"(?:tags?|topics?|filed under|keywords?|categor(?:y|ies)|posted in|sections?)\s*:.{0,200}",
    # counters and clocks
    r"\W*\d[\d,.]*[km]?(?:\s*(?:comments?|shares?|views?|likes?|reads?|retweets?|votes?|words?|replies))?\W*",
    r"\d+ ?/ ?\d+|page \d+(?: of \d+)?",
    r"(?:(?:estimated )?reading time\W.*|\d+[ -]min(?:ute)?s?(?: read| listen| ago)?|\d+ min(?:ute)?s? (?:to )?read.*)",
    r"(?:(?:last |first )?(?:updated|published|posted|modified)\W*)?(?:\d+|an?|one|two|three) "
    r"(?:sec(?:ond)?|min(?:ute)?|hour|hr|day|week|month|year)s? ago",
    r"(?:last |first )?(?:updated|published|posted) at \d.{0,40}|this article is more than .{1,20} old",
    # pictures
    rf"[(\[]\W*(?:{_PICTURE}|caption|credit)\b.*[)\]]\W*",
    rf"(?:{_PICTURE}|(?:photo|image|picture|video) (?:credit|source|caption|courtesy)|caption|credit)s?\s*[:/|©].*",
    r"(?:image|media|photo) (?:copyright|caption)\b.*",
    rf"{_PICTURE} (?:by|via|courtesy(?: of)?)\W+[^.]{{2,80}}",
    rf"\W*{_PICTURE}|\W*{AGENCIES}(?:\W+{AGENCIES})*\W*",
    rf".{{0,240}}\b(?:{_PICTURE}|(?:photo|picture|image|video) credit)\s*: [^.]{{2,60}}",
    # law
    r"\W*(?:©|\(c\)|copyright\W+(?:©|\(c\)|(?:19|20)\d\d\b|by\b|all rights)).{0,250}",
    r".{0,250}\ball rights reserved\W*.{0,60}",
    r"(?:we|this (?:web)?site|our (?:web)?site) uses? cookies.*|(?:accept|manage|reject|allow)(?: all)? cookies.*"
    r"|by (?:continuing|clicking|using|browsing|signing up|subscribing)\b.{0,150}\byou (?:agree|accept|consent)\b.*"
    r"|cookie (?:policy|notice|settings|preferences)",
    r"disclaimer\s*:.*|this material may not be published.*",
    # credits at the end
    r"[(\[](?:additional |with )?(?:reporting|writing|written|edited|editing|compiled|inputs?)\b.*(?:by|from)\b.*[)\]]",
    r"(?:additional )?(?:reporting|writing) (?:and \w+ )?by [^.]{3,150}\b(?:edited|editing) by [^.]{3,100}\.?",
    r"(?:with (?:additional )?(?:inputs?|reporting) (?:from|by) .{2,80})",
    r".{3,200} contributed (?:reporting )?to this (?:report|story|article)\W*|contributing\s*:.{3,150}",
    r"(?:associated press|ap|reuters|afp|cnn)(?: \w+)? (?:writer|reporter|journalist)s? .{3,200} contributed\W*",
    r"this (?:article|story|report|piece) (?:was |has been )?(?:originally |first )+(?:appeared|published|posted)\b.*",
    r"\(?with (?:agency|agencies|wire) (?:inputs?|reports?)\)?",
    # ornaments and ends
    r"[\W_]*",
    r"\W*(?:ends?|xxx|30|more to follow|this is a developing story\b.*)\W*",
]
_NOISE = re.compile("|".join(f"(?:{pattern})" for pattern in _WHOLE_LINES), re.IGNORECASE | re.DOTALL)

# A sentence may begin like an invitation ("Follow us on this question ..."), but these never end like one.
_PROSE_LENGTH = 200


# "Credit: Kenya will lend Oman $300 million." is a sentence with a label, "Credit: Jane Doe" is none.
_LABELLED_SENTENCE = re.compile(r"[\w’' ]{2,24}[:|]\s+(?:\S+\s+){5,}\S+[.!]")


# Only where a sentence could begin; "told them to scroll down for video of the crash" is one itself.
_INVITATION = re.compile(
    r"(?:^|(?<=[.!?\"'”’] ))(?:scroll down (?:for|to (?:see|watch)) (?:(?:the|a|more) )?"
    r"(?:videos?|audio|more|pictures|photos)\b[.:]?\s*"
    # Who wrote the post stays with it: "@Author That is not so."
    rf"|skip {_SOCIAL} (?:post|video)(?: \d+)? by (?=@))",
    re.IGNORECASE,
)

# Headlines on a person, which pages show on hovering over the name and which a copy glues to it, from the name's full
# form on: "Lee Zeldin Lee ZeldinTrump ally wins House race Five seats to watch MORE (R-N.Y.) said".
_ON_HOVER_END = re.compile(r"\bMORE\b")
_ON_HOVER_BEGINNING = re.compile(
    r"\b(?:[A-Z][\w'’.-]*\s){0,12}(?P<surname>[A-Z][\w'’-]*[a-z])\s?(?:[A-Z(“\"][\w'’.()“”\"-]*\s){1,5}?"
    r"(?P=surname)\s?(?=[A-Z0-9'\"‘“])"
)
# Characters of the longest name and of its headlines; the longest that were seen have some 700.
_MOST_ON_HOVER = 1100


def without_insertions(line: str) -> str:
    """The line without what pages put into it: invitations to scroll on, and headlines glued to a person's name."""
    return _without_headlines(_INVITATION.sub("", line))


def _without_headlines(line: str) -> str:
    kept, position = [], 0
    for end in _ON_HOVER_END.finditer(line):
        text = line[position : end.end()]
        name = _ON_HOVER_BEGINNING.search(text, max(0, len(text) - _MOST_ON_HOVER))
        kept.append(text if name is None else text[: name.end("surname")])
        position = end.end()
    return "".join([*kept, line[position:]])


def is_noise(line: str) -> bool:
    """Whether the whole line is furniture: a button, an advertisement, a credit, a counter, a notice."""
    line = line.strip()
    if len(line) > _LONGEST:
        return False
    if len(line) > _PROSE_LENGTH and line.count(". ") > 1:
        return False
    if _LABELLED_SENTENCE.fullmatch(line):
        return False
    if _NOISE.fullmatch(line):
        return True
    return re.match(r"(?i)(?:last |first )?(?:updated|published|posted|modified)\b", line) is not None and is_date_line(
        line
    )
