"""Of what kind a finding is, who carries it, and who is to do what and when."""

from __future__ import annotations

import datetime as dt

import pytest

from briefing.memo import Finding, When

from .dossiers import composed, finding_saying, source

RADAR = "Norway and Denmark agreed to share radar data in the Skagerrak."
RAIN = "It rained in Oslo all day."
WRECK = "The ferry Solveig sank off Bergen on Friday with 40 people aboard, and nine of them drowned."


def only(text: str, *, published: dt.date | None = dt.date(2025, 11, 1)) -> Finding:
    """The one finding of one source."""
    (found,) = composed(source(1, text, published=published)).findings
    return found


def test_two_parties_that_agree_are_an_accord() -> None:
    finding = only(RADAR)
    assert (finding.section, finding.kind) == ("agreements", "accord")


def test_parties_at_odds_are_a_dispute() -> None:
    finding = only("Peru accused Chile of fishing with illegal nets near Tacna.")
    assert (finding.section, finding.kind) == ("frictions", "dispute")


def test_a_dispute_names_its_parties_and_a_consensus_none() -> None:
    assert only("Peru accused Chile of fishing with illegal nets near Tacna.").who == ("Peru", "Chile")
    (consensus,) = composed(source(1, WRECK), source(2, WRECK)).findings
    assert consensus.who == ()


def test_an_agreement_to_do_something_is_an_accord_and_no_next_step() -> None:
    assert only(RADAR).kind == "accord"
    assert only(RADAR).firmness is None


def test_an_accord_is_told_in_the_words_that_say_who_agrees() -> None:
    (found,) = composed(
        source(1, f"Lund stressed that calm, trade and good relations are the best way for Norway and Peru. {RAIN}"),
        source(
            2,
            "Lund said that “we agree that calm, trade and good relations are the best way for our two countries.” "
            f"{RAIN}",
        ),
    ).findings
    assert (found.kind, "agree" in found.text) == ("accord", True)


def test_what_independent_sources_report_alike_is_a_consensus() -> None:
    (finding,) = composed(
        source(1, WRECK),
        source(2, "Nine of the 40 people aboard drowned when the ferry Solveig sank off Bergen on Friday."),
    ).findings
    assert (finding.section, finding.kind, finding.origins) == ("agreements", "consensus", 2)


SANK = "The ferry Solveig sank off Bergen on Friday, and nine people drowned."


def test_a_figure_that_only_one_origin_gives_is_named() -> None:
    again = source(3, WRECK, origin="O1")
    (finding,) = composed(source(1, WRECK), source(2, SANK, published=None), again).findings
    assert "40 people" in finding.text
    assert (finding.origins, finding.alone) == (2, ("40 people",))


def test_a_figure_that_another_source_gives_elsewhere_does_not_stand_alone() -> None:
    composition = composed(source(1, WRECK), source(2, f"{SANK} It had 40 people aboard."))
    assert finding_saying("40 people aboard, and nine", composition).alone == ()


def test_what_is_told_by_one_source_or_in_all_its_figures_has_none_that_stands_alone() -> None:
    assert only(RADAR).alone == ()
    (finding,) = composed(source(1, WRECK), source(2, WRECK)).findings
    assert finding.alone == ()


def test_what_goes_on_as_before_comes_after_what_was_said_or_done() -> None:
    lasting, new = (
        "China continues to assert claims over the islands off Bergen.",
        "Peru accused Chile of spying in Lima.",
    )
    findings = composed(source(1, lasting), source(2, new)).findings
    assert [finding.text for finding in findings if finding.kind == "dispute"] == [new, lasting]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("As both sides seek calm, Norway and Denmark are taking steps towards closer military relations.", []),
        ("As tensions rise in the Skagerrak, Norway and Denmark signed an accord on naval patrols.", ["accord"]),
        ("Experts have long supported direct contacts between the navies of Norway and Denmark.", []),
        ("Karin Lund told Erik Berg that Norway and Denmark should strengthen their dialogue and their trust.", []),
        ("Norway and Denmark agreed that channels between their navies should be established.", ["accord"]),
    ],
)
def test_a_wish_or_a_comment_is_no_accord(text: str, kinds: list[str]) -> None:
    assert [finding.kind for finding in composed(source(1, text)).findings] == kinds


def test_what_is_not_plainly_a_dispute_is_one_only_at_a_reports_beginning() -> None:
    doubtful = "The union asked for eight percent, and the port offered three."
    plain = "Peru accused Chile of fishing with illegal nets near Tacna."
    below = composed(source(1, f"{RADAR} {plain} The crossing takes four hours. {doubtful}"))
    assert [finding.text for finding in below.findings] == [RADAR, plain]
    assert any("not plainly what it is taken for" in one.verdict for one in below.reasons.passed)
    assert only(doubtful).kind == "dispute"


def test_what_hardly_takes_a_side_is_no_accord_unless_a_report_opens_with_it() -> None:
    convinced = "Erik Berg said Lund's remarks had convinced him “that the path that I chose is the right one”."
    others = "The harbour of Bergen is deep. It has nine quays. The oldest was built of granite."
    assert composed(source(1, f"{others} {convinced}")).findings == ()
    assert [one.kind for one in composed(source(1, convinced)).findings] == ["accord"]
    # Of two origins it is what both report.
    both = composed(source(1, convinced), source(2, convinced.replace("the right one", "the right one to take")))
    assert [one.kind for one in both.findings] == ["consensus"]


def test_what_one_source_alone_reports_that_takes_no_side_is_no_finding() -> None:
    assert composed(source(1, WRECK)).findings == ()


def test_what_one_source_alone_reports_is_an_accord_where_parties_cooperate_in_it() -> None:
    assert only("Norway and Denmark signed the radar agreement in Oslo on Tuesday, 28 October.").kind == "accord"


@pytest.mark.parametrize(
    ("text", "who", "when"),
    [
        (
            "Foreign Minister Ingrid Larsen will visit China in April.",
            "Foreign Minister Ingrid Larsen",
            When(text="April", start=dt.date(2026, 4, 1), end=dt.date(2026, 4, 30)),
        ),
        (
            "The defense ministers of Norway and Denmark will meet in Oslo on Wednesday.",
            "The defense ministers of Norway and Denmark",
            When(text="Wednesday", start=dt.date(2025, 11, 5), end=dt.date(2025, 11, 5)),
        ),
        (
            "Norway plans to open an embassy in Lima next year.",
            "Norway",
            When(text="next year", start=dt.date(2026, 1, 1), end=dt.date(2026, 12, 31)),
        ),
        (
            "The defense ministers of Norway and Denmark will meet in mid-November.",
            "The defense ministers of Norway and Denmark",
            When(text="mid-November", start=dt.date(2025, 11, 1), end=dt.date(2025, 11, 30)),
        ),
        (
            "The defense ministers of Norway and Denmark will meet in Oslo on Tuesday, November 18.",
            "The defense ministers of Norway and Denmark",
            When(text="Tuesday, November 18", start=dt.date(2025, 11, 18), end=dt.date(2025, 11, 18)),
        ),
    ],
)
def test_a_next_step_has_who_and_when_resolved_against_its_sources_date(text: str, who: str, when: When) -> None:
    finding = only(text)
    assert (finding.section, finding.kind, finding.who, finding.when) == ("next_steps", "next_step", (who,), when)


def test_the_same_words_mean_another_day_in_a_source_of_another_day() -> None:
    finding = only("Foreign Minister Ingrid Larsen will visit China in April.", published=dt.date(2026, 6, 1))
    assert finding.when == When(text="April", start=dt.date(2027, 4, 1), end=dt.date(2027, 4, 30))


def test_a_next_step_is_not_resolved_where_its_source_has_no_date() -> None:
    finding = only("Foreign Minister Ingrid Larsen will visit China in April.", published=None)
    assert finding.when == When(text="April")


def test_a_weekday_in_a_source_without_a_date_stays_as_it_is_written() -> None:
    finding = only("The defense ministers of Norway and Denmark will meet in Oslo on Wednesday.", published=None)
    assert finding.when == When(text="Wednesday")
    said = only("The defense ministers of Norway and Denmark will meet in Oslo, they said Wednesday.", published=None)
    assert said.when is None


def test_a_date_written_in_full_is_resolved_without_the_sources_date() -> None:
    finding = only("Norway will open an embassy in Lima on 3 May 2026.", published=None)
    assert finding.when == When(text="3 May 2026", start=dt.date(2026, 5, 3), end=dt.date(2026, 5, 3))


@pytest.mark.parametrize(
    ("text", "firmness"),
    [
        ("Norway will open an embassy in Lima in March.", "announced"),
        ("The Danish parliament is expected to vote on the pact next month.", "expected"),
        ("If parliament agrees, Norway will open an embassy in Lima in March.", "conditional"),
    ],
)
def test_a_next_step_says_how_firm_it_is(text: str, firmness: str) -> None:
    assert only(text).firmness == firmness


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("“More talks on that are coming soon,” Berg said, without providing further details.", ["next_step"]),
        ("Norway will send a delegation to Lima in April, but did not say who will lead it.", ["next_step"]),
        ("Norway did not say when it will send a delegation to Lima.", []),
        ("It is not clear whether Norway will send a delegation to Lima in April.", []),
    ],
)
def test_a_step_is_one_though_something_of_it_is_left_open(text: str, kinds: list[str]) -> None:
    assert [one.kind for one in composed(source(1, text)).findings] == kinds


def test_what_was_to_come_and_is_over_is_no_next_step() -> None:
    over = "Norway will open an embassy in Lima on 3 May 2024."
    assert all(finding.kind != "next_step" for finding in composed(source(1, over)).findings)


def test_a_syndicated_copy_does_not_count_as_a_second_origin() -> None:
    composition = composed(source(1, RADAR), source(2, RADAR, origin="O1"))
    finding = finding_saying("radar data", composition)
    assert (finding.sources, finding.origins) == (("S1", "S2"), 1)


def test_a_copy_alone_makes_no_consensus() -> None:
    assert composed(source(1, WRECK), source(2, WRECK, origin="O1")).findings == ()


def test_a_time_that_nobody_can_tell_is_for_a_reports_beginning_alone() -> None:
    accord = "This year Norway and Peru have agreed to share the catch of the Pacific fleet."
    below = f"The town lies on the fjord. The ferry takes an hour. The harbour is deep. {accord}"
    of_a_day = "Norway and Peru agreed on Wednesday to share the catch of the Pacific fleet."

    def told(text: str, published: dt.date | None) -> list[str]:
        return [finding.text for finding in composed(source(1, text, published=published)).findings]

    assert accord in told(below, dt.date(2025, 11, 1))
    assert accord not in told(below, None)
    assert of_a_day in told(below.replace(accord, of_a_day), None)
    assert accord in told(accord, None)


def test_praise_is_no_accord() -> None:
    praise = "The prime minister of Norway praised the prime minister of Denmark for his steps toward an agreement."
    assert "accord" not in [one.kind for one in composed(source(1, praise), source(2, RAIN)).findings]
