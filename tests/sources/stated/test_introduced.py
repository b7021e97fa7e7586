"""Who is on a recording, by the sentences that introduce them: people by their full names, and nothing else."""

from __future__ import annotations

import pytest

from backissue.sources.pieces import Source
from backissue.sources.stated.introduced import find_introduced
from backissue.sources.stated.on_recordings import find_on_recording


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("This week I'm joined by Ada Boat and Ben Ode.", "Ada Boat;Ben Ode"),
        ("We're joined once more by Dr. Ada Boat of the sail loft, and Ben Ode.", "Ada Boat"),
        ("Our guest this week is Ada Boat, who sews sails.", "Ada Boat"),
        ("With special guest Ada Boat we look at ropes.", "Ada Boat"),
        ("In this episode we talk with Ada Boat, the CEO of Sailcloth.", "Ada Boat"),
        ("We speak to sailmaker and author Ada Boat about her loft.", ""),
        ("We speak to author Ada Boat about her loft.", "Ada Boat"),
        ("In today's conversation, we chat with Ada van Boat (@ada) about knots.", "Ada van Boat"),
        ("I sat down with Ada Boat. Ada explains how canvas is cut.", "Ada Boat"),
        ("Ada Boat joins the show to speak of canvas.", "Ada Boat"),
        ("Ada Boat and Ben Ode join us for an hour.", "Ada Boat;Ben Ode"),
        ("Ada Boat and I discuss what keeps a boat dry.", "Ada Boat"),
        ("Ada Boat is our guest.", "Ada Boat"),
        ("My name is Ada Boat and I'm joined by my co-host, Ben Ode.", "Ada Boat;Ben Ode"),
        ("**Ada Boat** ist heute zu Gast.", "Ada Boat"),
        ("Zu Gast ist Ada Boat.", "Ada Boat"),
        ("Wir sprechen mit Ada Boat, Entwicklerin bei Tuch und Tau.", "Ada Boat"),
        ("Notre invitée est Ada Boat.", "Ada Boat"),
        ("Nuestra invitada es Ada Boat.", "Ada Boat"),
        ("Com duas convidadas: **Ada Boat** e **Bea Ode**, que velejam.", "Ada Boat;Bea Ode"),
        ("Veckans gäst är Ada Boat.", "Ada Boat"),
        ("Onze gast is Ada Boat.", "Ada Boat"),
        ("ゲスト 船田 あだ @ada", "船田 あだ"),
    ],
)
def test_a_sentence_names_who_is_on_a_recording(text: str, people: str) -> None:
    assert ";".join(find_introduced(text)) == people


@pytest.mark.parametrize(
    "text",
    [
        "We talk with Harbour Radio about its tides.",
        "We discuss weather with Google Cloud and its plans.",
        "We discuss gardening with Raspberry Pi.",
        "This episode is sponsored by Ada Boat Sails.",
        "Hosted by Blue Ocean.",
        "We spoke to Deutsche Bahn, which runs trains.",
        "We interview Hacker News, a site that is read.",
        "We read a book by Ada Boat.",
        "Our guests are kind, and Blue Ocean is a firm.",
        "Visual Studio explains what is wrong.",
        "We welcome Spring Framework to the fleet.",
        "Joined by string, the New York ropes hold.",
        "Featuring New Zealand and South Africa.",
        "I'm joined by my friends.",
        "New Jersey joins Delaware.",
        "We talk with MIT Ada about Big Data.",
        "Red Hat returns with a plan for Open Source.",
        "We talk to Black Friday shoppers.",
    ],
)
def test_a_sentence_about_anything_else_names_nobody(text: str) -> None:
    assert find_introduced(text) == ()


def _found(head: str, *lines: str, title: str = "", about: str = "") -> tuple[str, ...]:
    source = Source("talks/1.md", ("---", head, "---", *lines))
    return find_on_recording(source, title, about, lines)


def test_a_name_in_the_title_counts_where_the_text_says_what_people_do() -> None:
    assert _found("title: X", "Ada has sailed. Ada shares her knots.", title="Knots with Ada Boat") == ()
    assert _found("title: X", "Ada Boat sews. Ada shares her knots.", title="Knots with Ada Boat") == ("Ada Boat",)
    assert _found("title: X", "The Rasp Berry boils. It is a boat.", title="Sailing with Rasp Berry") == ()


def test_whom_the_head_lists_are_all_but_hosts_are_not() -> None:
    opening = "I'm joined by Ada Boat."
    assert _found("speakers: [Cy Reef]", opening) == ()
    assert _found("host: Cy Reef", opening) == ("Ada Boat",)


def test_a_letter_that_speaks_of_what_others_recorded_has_nobody_of_it() -> None:
    source = Source("letters/1.md", ())
    assert find_on_recording(source, "Tides", "", ["Elsewhere, Ada Boat joins us for an hour."]) == ()


def test_people_below_the_first_part_of_a_text_are_not_introduced() -> None:
    assert _found("title: X", "Sails.", "", "## Elsewhere", "", "Ada Boat joins us.") == ()
