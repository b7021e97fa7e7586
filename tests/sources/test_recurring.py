"""Paragraphs about the subscription that letter after letter has."""

from __future__ import annotations

from pathlib import Path

from backissue.archive.load import load
from tests.archives import make_archive
from tests.tables import run, told

LETTER = "# Letter {n}\n\nThe words of letter {n} are about rain.\n\n{middle}\n\nThe last words of it, number {n}.\n"
SERVICE = "The Harbour Society of Oslo sends this on Fridays; to unsubscribe, write to the keeper of the lists."
PROSE = "A ruling of the court says that nobody has to say why they want to unsubscribe."


def bodies(root: Path, middles: list[str]) -> list[str]:
    files = {f"sources/l/{n}.md": LETTER.format(n=n, middle=middle) for n, middle in enumerate(middles, 1)}
    make_archive(root, files, "".join(f"  - file: l/{n}.md\n" for n in range(1, len(middles) + 1)))
    made = run(root)
    assert all(problem.is_hint for problem in made.problems)
    named = [line for line in told(made) if "letter after letter" in line]
    assert len(named) == sum(SERVICE not in page.item.body for page in load(root).pages if SERVICE in middles[0])
    return [page.item.body for page in load(root).pages]


def test_what_three_letters_say_of_the_subscription_is_left_out_wherever_it_stands(tmp_path: Path) -> None:
    found = bodies(tmp_path, [SERVICE, SERVICE, SERVICE])
    assert all("unsubscribe" not in body and "rain" in body and "last words" in body for body in found)


def test_what_two_letters_say_of_the_subscription_stays(tmp_path: Path) -> None:
    assert all(SERVICE.split(";", maxsplit=1)[0] in body for body in bodies(tmp_path, [SERVICE, SERVICE]))


def test_what_each_letter_says_in_its_own_words_stays(tmp_path: Path) -> None:
    found = bodies(tmp_path, [f"{PROSE} So says judge number {n}." for n in ("one", "two", "three")])
    assert all("why they want to unsubscribe" in body for body in found)
