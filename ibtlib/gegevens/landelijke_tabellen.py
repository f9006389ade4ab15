"""The national tables: every file in `data/raw/landelijk`, the same for all provinces."""

from __future__ import annotations

from ibtlib.gegevens.schema import GEMEENTECODE, PERIODE, PRECISIES, VERSIES, Veld, geheel, tabel

_CYCLUS = geheel("cyclus", "1 is de eerste cyclus", minimaal=1)
LANDELIJKE_TABELLEN = (
    tabel(
        "taakstelling",
        "Landelijke taakstelling per periode",
        (
            PERIODE,
            Veld("versie", "tekst", "oorspronkelijk of later verlaagd", keuzes=VERSIES),
            geheel("taakstelling", "personen, heel Nederland"),
        ),
        ("periode", "versie"),
    ),
    tabel(
        "inwoners",
        "Inwoners op 1 januari",
        (
            Veld("datum", "datum", "1 januari"),
            Veld("gebiedscode", "gebiedscode", "GM, PV of NL"),
            Veld("gebied", "tekst", "naam"),
            geheel("inwoners", "personen"),
        ),
        ("datum", "gebiedscode", "bron"),
    ),
    tabel(
        "opvangplekken",
        "Opvangplekken en opgave per provincie in de Rijksbrief van mei 2023; met de totaalrij van de bron",
        (
            Veld("gebiedscode", "gebiedscode", "PV of NL01 voor het gepubliceerde totaal"),
            Veld("gebied", "tekst", "naam"),
            geheel("plekken_nu", "reguliere opvangplekken op 1 april 2023"),
            geheel("opgave_extra", "extra opvangplekken, gewogen"),
            geheel("verdeling_2022", "verdeling van november 2022"),
            geheel("opgave_2024", "opgave op 1 januari 2024"),
            geheel("nog_nodig", "verhoging ten opzichte van het huidige aantal", minimaal=None),
        ),
        ("gebiedscode",),
    ),
    tabel(
        "spreidingswet",
        "Opgave Spreidingswet per gebied en cyclus",
        (
            _CYCLUS,
            Veld("gebiedscode", "gebiedscode", "GM, PV of NL01"),
            Veld("gebied", "tekst", "naam"),
            geheel("opgave", "opvangplekken"),
            geheel("waarvan_amv", "plekken voor amv, in de opgave begrepen", False),
        ),
        ("cyclus", "gebiedscode"),
    ),
    tabel(
        "cycli",
        "Data van een cyclus van de Spreidingswet",
        (
            _CYCLUS,
            Veld("peilvenster_van", "datum", "eerste peilmoment"),
            Veld("peilvenster_tot", "datum", "laatste peilmoment"),
        ),
        ("cyclus",),
    ),
    tabel(
        "cyclusstappen",
        "Stappen van een cyclus van de Spreidingswet; elke bron die een datum noemt apart",
        (
            _CYCLUS,
            geheel("volgorde", "van de stap in de cyclus", minimaal=1),
            Veld("stap", "tekst", "naam van de stap"),
            Veld("grond", "tekst", "waarop de stap berust: de wet, een afspraak"),
            Veld("bezig_met", "tekst", "wat er gebeurt tot deze stap gezet is"),
            Veld("termijn", "tekst", "op de datum, of uiterlijk dan", keuzes=("op", "uiterlijk")),
            Veld("datum", "datum", "dag, of eerste dag van de maand of het jaar"),
            Veld("precisie", "tekst", "hoe precies de bron is", keuzes=PRECISIES),
        ),
        ("cyclus", "stap", "bron", "vindplaats"),
    ),
    tabel(
        "kerncijfers",
        "Losse landelijke cijfers uit de bronnen",
        (
            Veld("kenmerk", "tekst", "wat geteld is"),
            Veld("datum", "datum", "waarvoor of waarop geteld", False),
            Veld("aantal", "breuk", "in de eenheid"),
            Veld("eenheid", "tekst", "van het aantal"),
            Veld("precisie", "tekst", "exact of bij benadering", keuzes=("exact", "circa")),
        ),
        ("kenmerk", "datum", "bron"),
    ),
    tabel(
        "gemeenten",
        "Alle gemeenten van Nederland, met hun provincie en de datums tussen welke hun code geldt",
        (
            GEMEENTECODE,
            Veld("gemeente", "tekst", "naam, zonder de toevoeging die het CBS sinds 2024 bij sommige namen zet"),
            Veld("provinciecode", "gebiedscode", "CBS-code van de provincie, bijvoorbeeld PV26"),
            Veld("provincie", "tekst", "naam van de provincie"),
            Veld("geldig_van", "datum", "eerste dag; leeg is onbekend", False),
            Veld("geldig_tot", "datum", "eerste dag waarop zij niet meer bestaat; leeg is nog geldig", False),
            Veld("opvolger", "gebiedscode", "code waarin zij opging", False),
        ),
        ("gemeentecode",),
    ),
)
