"""The gemeenten of the Netherlands: the counts of CBS, the herindelingen that the sources name, and our own list in it."""

from __future__ import annotations

import csv
from collections import Counter

from conftest import RAW

from ibtlib.gegevens.innameregister import laad_register


def lees(naam: str) -> list[dict[str, str]]:
    with (RAW / naam).open(encoding="utf-8") as f:
        return list(csv.DictReader(f, delimiter=";"))


def test_there_are_342_gemeenten_in_twelve_provinces_and_345_in_2022() -> None:
    # CBS, gemeentelijke indeling: 342 on 1-1-2023, 2024 and 2025; 345 on 1-1-2022 (then still with Weesp)
    alle = lees("landelijk/gemeenten.csv")
    nu = [r for r in alle if not r["geldig_tot"]]
    assert len(nu) == 342 and len({r["provinciecode"] for r in nu}) == 12
    per_provincie = Counter(r["provincie"] for r in nu)
    assert (per_provincie["Utrecht"], per_provincie["Flevoland"], per_provincie["Noord-Brabant"]) == (26, 6, 56)
    in_2022 = [
        r for r in alle if r["geldig_van"] <= "2022-01-01" and (not r["geldig_tot"] or r["geldig_tot"] > "2022-01-01")
    ]
    assert len(in_2022) == 345


def test_the_herindelingen_lead_to_a_gemeente_that_is_there() -> None:
    alle = {r["gemeentecode"]: r for r in lees("landelijk/gemeenten.csv")}
    weg = {r["gemeente"]: alle[r["opvolger"]]["gemeente"] for r in alle.values() if r["geldig_tot"]}
    assert weg == {
        "Brielle": "Voorne aan Zee",
        "Hellevoetsluis": "Voorne aan Zee",
        "Westvoorne": "Voorne aan Zee",
        "Weesp": "Amsterdam",
    }


def test_our_own_list_agrees_with_it() -> None:
    land = {r["gemeentecode"]: r["gemeente"] for r in lees("landelijk/gemeenten.csv") if r["provinciecode"] == "PV26"}
    eigen = {r["gemeentecode"]: r["gemeente"] for r in lees("utrecht/gemeentelijst.csv") if not r["geldig_tot"]}
    assert land == eigen


def test_the_intake_gets_it_with_the_province() -> None:
    register = laad_register("utrecht", RAW)
    assert (register.code, register.naam, len(register.land)) == ("PV26", "Utrecht", 346)
