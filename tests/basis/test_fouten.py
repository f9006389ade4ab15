"""Errors: the place first, everything at once, a suggestion only when a word is near."""

from __future__ import annotations

from pathlib import Path

import pytest

from ibtlib.basis.fouten import (
    AanvraagFout,
    IbtFout,
    InvoerFout,
    Probleem,
    aantal,
    bedoelde_u,
    leesbaar,
    opsomming,
    verzamel,
)


@pytest.mark.parametrize(
    ("probleem", "tekst"),
    [
        (Probleem(4, "code", "fout"), "regel 4, kolom code: fout"),
        (Probleem(4, "", "fout"), "regel 4: fout"),
        (Probleem(0, "code", "fout"), "kolom code: fout"),
        (Probleem(0, "", "fout"), "fout"),
    ],
)
def test_a_problem_names_the_line_and_column_it_knows(probleem: Probleem, tekst: str) -> None:
    assert str(probleem) == tekst


def test_problems_of_a_file_are_listed_by_line_whatever_the_order_of_finding() -> None:
    fout = InvoerFout({Path("a.csv"): [Probleem(10, "x", "tien"), Probleem(9, "y", "negen")]})
    assert str(fout).splitlines() == [
        "Fout in a.csv: 2 problemen",
        "  regel 9, kolom y: negen",
        "  regel 10, kolom x: tien",
        "Verbeter het bestand en voer de opdracht opnieuw uit. Er is niets geschreven.",
    ]


def test_several_files_stand_in_one_error_each_under_its_own_heading() -> None:
    fout = InvoerFout({Path("a.csv"): [Probleem(1, "", "een")], Path("map/b.csv"): [Probleem(0, "", "twee")]})
    regels = str(fout).splitlines()
    assert regels[0] == "Fout in a.csv: 1 probleem"
    assert regels[2] == "Fout in map/b.csv: 1 probleem"
    assert regels[-1].startswith("Verbeter de bestanden")


def test_verzamel_joins_the_problems_of_one_file_that_were_found_apart() -> None:
    a = InvoerFout({Path("a.csv"): [Probleem(1, "", "een")]})
    b = InvoerFout({Path("a.csv"): [Probleem(2, "", "twee")], Path("b.csv"): [Probleem(3, "", "drie")]})
    with pytest.raises(InvoerFout) as gevangen:
        verzamel([a, b])
    assert {p.name: len(lijst) for p, lijst in gevangen.value.problemen.items()} == {"a.csv": 2, "b.csv": 1}


def test_verzamel_of_nothing_raises_nothing() -> None:
    verzamel([])


@pytest.mark.parametrize("soort", [AanvraagFout, InvoerFout])
def test_every_error_of_a_user_is_an_ibtfout_so_the_command_line_can_catch_it(soort: type[Exception]) -> None:
    assert issubclass(soort, IbtFout)


@pytest.mark.parametrize(("n", "tekst"), [(0, "0 gemeenten"), (1, "1 gemeente"), (2, "2 gemeenten")])
def test_only_one_is_singular(n: int, tekst: str) -> None:
    assert aantal(n, "gemeente", "gemeenten") == tekst


@pytest.mark.parametrize(
    ("woorden", "tekst"),
    [([], "geen"), (["a"], "a"), (["a", "b"], "a en b"), (["a", "b", "c"], "a, b en c")],
)
def test_an_enumeration_has_one_en_before_the_last(woorden: list[str], tekst: str) -> None:
    assert opsomming(woorden) == tekst
    assert opsomming(iter(woorden)) == tekst  # a generator serves too


def test_a_suggestion_is_given_for_a_typing_error_whatever_its_capitals() -> None:
    assert bedoelde_u("UTRECTH", ["voorbeeld", "utrecht"]) == " Bedoelde u 'utrecht'?"
    assert bedoelde_u("Realisati", ["realisatie"]) == " Bedoelde u 'realisatie'?"


def test_no_suggestion_is_given_for_a_word_that_resembles_nothing() -> None:
    assert bedoelde_u("qqqq", ["utrecht", "voorbeeld"]) == ""
    assert bedoelde_u("utrecht", []) == ""


def test_two_hundred_problems_of_a_file_are_printed_and_of_more_the_number() -> None:
    def regels(n: int) -> list[str]:
        return str(InvoerFout({Path("a.csv"): [Probleem(i, "", f"fout {i}") for i in range(1, n + 1)]})).splitlines()

    assert len(regels(200)) == 202
    assert len(regels(201)) == 203 and regels(201)[-2] == "  … en nog 1 problemen; verbeter eerst deze"
    assert regels(201)[0] == "Fout in a.csv: 201 problemen"


def test_the_same_problem_is_told_once_with_its_lines() -> None:
    """26 rows of one source that is not in the register are one thing to mend, not 26."""
    lijst = [Probleem(r, "bron", "'coa' staat niet in bronnen.csv") for r in (*range(2, 28), 40)]
    tekst = str(InvoerFout({Path("a.csv"): [*lijst, Probleem(3, "trede", "'7' is meer dan 6")]}))
    assert tekst.splitlines()[:3] == [
        "Fout in a.csv: 2 problemen",
        "  regels 2-27, 40, kolom bron: 'coa' staat niet in bronnen.csv",
        "  regel 3, kolom trede: '7' is meer dan 6",
    ]


@pytest.mark.parametrize("teken", ["\x1b", "\x07", "\r", "\u202e", "\u2066", "\x9b", "\ud800"])
def test_no_character_of_a_file_steers_the_terminal_of_its_reader(teken: str) -> None:
    assert str(Probleem(2, f"ko{teken}lom", f"'{teken}' kan niet")) == "regel 2, kolom ko\ufffdlom: '\ufffd' kan niet"


def test_a_long_text_is_cut_in_the_middle_and_a_short_one_is_not() -> None:
    assert leesbaar("a" * 600) == "a" * 600
    assert leesbaar("a" * 601) == "a" * 300 + " … " + "a" * 150


def test_no_suggestion_is_sought_for_what_is_no_word() -> None:
    assert bedoelde_u("utrecht" * 1_000_000, ["utrecht"]) == ""


def test_a_notebook_shows_the_dutch_sentence_without_a_traceback():
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.utils.capture import capture_output

    schil = InteractiveShell()
    with capture_output() as uit:
        schil.run_cell("import ibtlib as ibt\nibt.beoordeel(ibt.laad('utrecht'), '2099-1')")
    tekst = uit.stdout + uit.stderr
    assert "Over periode 2099-1 van Utrecht zijn geen totaalopgave, treden of gemeentecijfers bekend." in tekst
    assert "Traceback" not in tekst and len(tekst.splitlines()) < 6
