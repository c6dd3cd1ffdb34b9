"""What is marked as new or changed since an earlier memo, and what is told as gone."""

from __future__ import annotations

import datetime as dt

from briefing.memo import Difference, When

from ..dossiers import source
from .memos import BEFORE, SHA256, compared, later, memo

PACT = "Norway and Denmark agreed to share radar data in the Skagerrak, Defense Minister Ingrid Larsen said in Oslo."
MEETING = "The defense ministers of Norway and Denmark will meet in Copenhagen on 12 November."
VISIT = "Foreign Minister Nils Berg will visit China in April 2026."
RUSSIA = "Russia condemned the radar agreement and warned Norway of consequences."
UNIONS = "Sailors' unions criticized the radar plan and demanded a say in the control room."
VOTE = "The Danish parliament will vote on the radar pact on 2 December."
LOAN = "Zambia and the development bank signed a loan of 300 million dollars for the Kafue railway."
SWEDEN = "Sweden and Norway agreed to open a joint coast guard station in Stromstad."


def test_the_same_sources_change_nothing() -> None:
    sources = [source(1, f"{PACT}\n{RUSSIA}\n{VISIT}"), source(2, f"{UNIONS}\n{VOTE}")]
    found = later(sources, sources)
    # The unions' voice is told beneath Russia's.
    assert len(found.findings) == 4
    assert [finding.change for finding in found.findings] == [None] * 4
    assert found.since.dropped == ()


def test_what_a_new_source_tells_first_is_new() -> None:
    known = source(1, f"{PACT}\n{RUSSIA}")
    found = later([known], [known, source(2, SWEDEN)])
    assert (found.mark(SWEDEN), found.mark(PACT), found.mark(RUSSIA)) == (("new",), None, None)


def test_what_the_earlier_sources_told_and_the_memo_did_not_is_listed_not_new() -> None:
    whole = memo(source(1, PACT), source(2, SWEDEN))
    kept, left_out = whole.findings
    earlier = whole.model_copy(update={"findings": (kept,), "bottom_line": ()})
    found = compared(earlier, whole.findings, whole.sources)
    assert (found.mark(kept.text), found.mark(left_out.text)) == (None, ("listed",))


def test_the_same_in_other_words_of_another_outlet_is_not_new() -> None:
    again = "The Russian foreign ministry denounced the radar pact and threatened Oslo with consequences."
    found = later([source(1, RUSSIA)], [source(2, again)])
    assert found.mark(again) is None
    assert found.since.dropped == ()


def test_a_figure_that_a_document_corrected_is_told_with_what_it_was() -> None:
    corrected = LOAN.replace("300", "350")
    found = later([source(1, LOAN)], [source(1, corrected)])
    change = found.finding(corrected).change
    assert change is not None
    assert (change.state, change.earlier) == ("changed", "F1")
    assert change.differences == (Difference(aspect="number", before="300 million dollars"),)


def test_a_step_that_moved_is_told_with_its_day_before() -> None:
    moved = "The Danish parliament will vote on the radar pact on 9 December, its speaker announced."
    change = later([source(1, VOTE)], [source(2, moved)]).finding(moved).change
    assert change is not None
    day = dt.date(2025, 12, 2)
    assert change.differences == (
        Difference(aspect="when", before="2 December", when=When(text="2 December", start=day, end=day)),
    )


def test_a_step_that_gets_a_day_is_told_as_dated() -> None:
    undated = "The Danish parliament will vote on the radar pact."
    assert later([source(1, undated)], [source(2, VOTE)]).mark(VOTE) == ("changed", "when")


def test_a_day_that_another_wording_leaves_out_is_no_change() -> None:
    undated = "The Danish parliament will vote on the radar pact, its speaker said."
    assert later([source(1, VOTE)], [source(2, undated)]).mark(undated) is None


def test_a_finding_that_a_new_source_contradicts_points_to_the_discrepancy() -> None:
    known = source(1, VOTE)
    found = later([known], [known, source(2, VOTE.replace("2 December", "9 December"))])
    (discrepancy,) = [finding for finding in found.findings if finding.sides]
    assert discrepancy.change is not None
    assert discrepancy.change.state == "new"
    told = [finding.change for finding in found.findings if finding.change and finding.change.state == "changed"]
    assert [change.differences for change in told] == [(Difference(aspect="contested", discrepancy=discrepancy.id),)]


def test_another_independent_outlet_is_told_as_corroboration() -> None:
    known = source(1, RUSSIA)
    again = "The Russian foreign ministry denounced the radar pact and threatened Oslo with consequences."
    found = later([known], [known, source(2, again)])
    (change,) = [finding.change for finding in found.findings]
    assert change is not None
    assert change.differences == (Difference(aspect="corroboration", origins=1),)


def test_a_reprint_corroborates_nothing() -> None:
    known = source(1, RUSSIA)
    assert later([known], [known, source(2, RUSSIA, origin="O1")]).mark(RUSSIA) is None


def test_a_condition_that_fell_away_is_told() -> None:
    before = "The transport ministry may reopen the tunnel under the strait on 20 November."
    now = "The transport ministry will reopen the tunnel under the strait on 20 November."
    found = later([source(1, before)], [source(2, now)])
    change = found.finding(now).change
    assert change is not None
    assert Difference(aspect="firmness", before="conditional") in change.differences


def test_a_quarrel_that_was_settled_is_new_and_not_a_changed_quarrel() -> None:
    quarrel = "Zagreb and Ljubljana quarrel over where the reactor's waste is to be stored."
    settled = "Croatia and Slovenia signed a contract on a common store for the reactor's waste near Vrbina."
    found = later([source(1, quarrel)], [source(2, settled)])
    assert found.mark(settled) == ("new",)


def differences(before: str, now: str) -> tuple[Difference, ...]:
    """What is told as different where one outlet reports the first sentence and then another the second."""
    change = later([source(1, before)], [source(2, now)]).finding(now).change
    assert change is not None
    return change.differences


def test_what_was_agreed_and_then_was_not_is_told_with_the_earlier_sentence() -> None:
    before = "The union and the railway agreed on the wage contract."
    now = "The union and the railway did not agree on the wage contract."
    assert differences(before, now) == (Difference(aspect="section", before=before, kind="accord"),)


def test_a_denial_within_one_section_is_told_with_the_earlier_sentence() -> None:
    before = "Russia accused Norway of jamming radar signals and expelled two diplomats."
    now = "Russia accused Norway of jamming radar signals and did not expel two diplomats."
    assert differences(before, now) == (Difference(aspect="polarity", before=before),)


def test_another_day_of_a_deed_is_told() -> None:
    before = "Norway and Denmark signed the radar agreement in Oslo on Monday, 27 October."
    now = "Norway and Denmark signed the radar agreement in Oslo on Tuesday, 28 October."
    assert differences(before, now) == (Difference(aspect="date", before="Monday, 27 October"),)


def test_another_name_is_told() -> None:
    before = "Defense Minister Ingrid Larsen accused Russia of jamming radar signals."
    now = "Defense Minister Nils Berg accused Russia of jamming radar signals."
    assert differences(before, now) == (Difference(aspect="name", before="Ingrid Larsen"),)


def test_an_origin_that_was_corrected_away_is_told() -> None:
    one = source(1, "Dockers in Tanga condemned the lease of the port and demanded guarantees.")
    weather = "The weather in Tanga is fine."
    again = f"The dockers of Tanga denounced the port's lease and asked for guarantees.\n\n{weather}"
    found = later([one, source(2, again)], [one, source(2, weather)])
    (change,) = [finding.change for finding in found.findings]
    assert change is not None
    assert change.differences == (Difference(aspect="corroboration", origins=2),)


def test_a_finding_that_is_parted_in_two_is_not_new() -> None:
    whole = memo(source(1, RUSSIA))
    (only,) = whole.findings
    again = "The Russian foreign ministry denounced the radar pact and threatened Oslo with consequences."
    retold = memo(source(2, again)).findings[0].model_copy(update={"id": "F2"})
    found = compared(whole, [only, retold], [source(1, RUSSIA), source(2, again)])
    assert [finding.change for finding in found.findings] == [None, None]


def test_a_step_whose_day_has_passed_is_past() -> None:
    known = source(1, f"{PACT}\n{MEETING}")
    report = source(2, SWEDEN, published=dt.date(2025, 11, 13))
    found = later([known], [known, report])
    assert found.gone == {MEETING: "past"}
    (dropped,) = found.since.dropped
    assert dropped.when == When(text="12 November", start=dt.date(2025, 11, 12), end=dt.date(2025, 11, 12))


def test_what_a_corrected_document_leaves_out_is_withdrawn() -> None:
    assert later([source(1, f"{PACT}\n\n{VISIT}")], [source(1, PACT)]).gone == {VISIT: "withdrawn"}


def test_another_document_at_an_old_place_withdraws_nothing() -> None:
    assert later([source(1, VISIT)], [source(1, SWEDEN)]).gone == {VISIT: "unread"}


def test_what_stood_in_a_document_that_is_not_read_any_more_is_unread() -> None:
    kept = source(1, PACT)
    assert later([kept, source(2, UNIONS)], [kept]).gone == {UNIONS: "unread"}


def test_a_dropped_finding_can_be_traced_without_its_sources() -> None:
    kept, left = source(1, PACT), source(2, f"An aside about the weather.\n{UNIONS}", publisher="Sound Review")
    found = later([kept, left], [kept])
    (dropped,) = found.since.dropped
    (cited,) = dropped.citations
    assert (found.since.memo, found.since.sha256, found.since.date) == ("0123456789abcdef", SHA256, BEFORE)
    assert (cited.source, cited.name, cited.sha256) == ("S2", "Sound Review", left.sha256)
    assert left.text[cited.start : cited.end] == cited.text == UNIONS


def test_what_is_now_told_as_a_reply_is_not_dropped() -> None:
    charge, reply = "Peru accused Chile of fishing with illegal nets near Tacna.", "Chile rejected the charge as false."
    whole = memo(source(1, f"{charge} {reply}"))
    (answered,) = whole.findings
    assert answered.reply is not None
    (passage,) = answered.reply.citations
    alone = answered.model_copy(update={"id": "F2", "text": reply, "citations": (passage,), "reply": None})
    before = whole.model_copy(update={"findings": (answered.model_copy(update={"reply": None}), alone)})
    assert compared(before, whole.findings, whole.sources).gone == {}


def test_a_voice_of_a_new_source_beneath_a_quarrel_that_was_known_is_told_as_a_change() -> None:
    known = source(1, f"{PACT}\n{RUSSIA}")
    found = later([known], [known, source(2, f"{LOAN}\n{VOTE}\n{UNIONS}")])
    (quarrel,) = [finding for finding in found.findings if finding.section == "frictions"]
    assert quarrel.change is not None
    assert (quarrel.change.state, quarrel.change.differences) == ("changed", (Difference(aspect="beneath"),))


def test_what_is_now_told_beneath_a_quarrel_is_not_dropped() -> None:
    charge = "Peru accused Chile of fishing with illegal nets near Tacna."
    voice = "Chile's fisheries minister called the accusation absurd and said that the nets off Tacna are legal."
    whole = memo(source(1, charge), source(2, voice))
    (quarrel,) = whole.findings
    (side,) = quarrel.also
    alone = quarrel.model_copy(update={"id": "F2", "text": side.text, "citations": side.citations, "also": ()})
    before = whole.model_copy(update={"findings": (quarrel.model_copy(update={"also": ()}), alone)})
    assert compared(before, whole.findings, whole.sources).gone == {}


def test_what_is_there_and_does_not_fit_is_outranked() -> None:
    whole = memo(source(1, "\n".join((PACT, RUSSIA, LOAN))))
    fewer = [finding for finding in whole.findings if finding.text != LOAN]
    assert compared(whole, fewer, whole.sources).gone == {LOAN: "outranked"}


def test_a_memo_without_findings_makes_everything_new() -> None:
    weather = source(1, "It rained in the Skagerrak.")
    found = later([weather], [weather, source(2, PACT)])
    assert found.mark(PACT) == ("new",)
    assert found.since.dropped == ()


def test_the_same_two_memos_are_compared_alike_twice() -> None:
    before, after = [source(1, f"{PACT}\n{VOTE}")], [source(1, f"{PACT}\n{VISIT}"), source(2, f"{RUSSIA}\n{SWEDEN}")]
    assert later(before, after) == later(before, after)


def test_the_passage_that_only_names_somebody_is_not_what_a_finding_says() -> None:
    lead = "Education Commissioner Richard Corcoran closed twelve schools in Tampa on Friday."
    said = "Corcoran accused the teachers' union of keeping the harbour of Tampa closed."
    told = later([source(1, f"{lead} {said}")], [source(1, f"{lead.replace('twelve', 'forty')} {said}")])
    assert "Richard Corcoran accused" in told.finding("of keeping").text
    assert told.mark("of keeping") is None
    gone = later([source(1, f"{lead} {said}")], [source(1, f"{lead.replace('twelve', 'forty')} {said}"), *_LOUDER])
    assert "withdrawn" not in gone.gone.values()


_LOUDER = [source(number, f"Norway accused Peru of fishing near Bergen in case {number}.") for number in (2, 3)]
