"""The message to the owner: what went wrong with a digest, in plain words, and nothing of it to readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.delivering.message import Letter

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from briefing.delivering.configuration import Digest
    from briefing.delivering.records import Delivery

_SAYING = {
    "refused": "was refused for good: ",
    "unknown": "may or may not have got it: ",
    "deferred": "was refused for now, and is tried again at the next run: ",
}
# More lines than this are counted.
_MOST = 50


def problems_of(deliveries: Iterable[Delivery]) -> list[str]:
    """Return a line for each recipient who has not surely got the message."""
    return [
        f"{one.mailbox.address} {_SAYING[one.state]}{one.detail}"
        for one in deliveries
        if one.state in _SAYING and one.audience == "reader"
    ]


def notice(digest: Digest, period: str, problems: Sequence[str], now: dt.datetime) -> Letter:
    """Return the letter to the owner."""
    shown = [f"- {problem}" for problem in problems[:_MOST]]
    if len(problems) > _MOST:
        shown.append(f"- and {len(problems) - _MOST} more; see: briefing digest log")
    lines = [
        f"Something needs a look in the digest {digest.name}, period {period}.",
        "",
        *shown,
        "",
        "Readers were not told. What was sent to whom: briefing digest log",
        "An unknown outcome is sent again with: briefing digest run --resend",
    ]
    subject = f"{digest.name}: {len(problems)} problem{'s' if len(problems) > 1 else ''}"
    # Nobody unsubscribes from being the owner.
    plain = digest.model_copy(update={"unsubscribe": None})
    return Letter(plain, subject=subject, created=now, text="\n".join(lines) + "\n")
