"""The options of `ibt inlezen` and `ibt bron`; light, because every command reads them before it starts."""

from __future__ import annotations

import argparse

from ibtlib.basis.opdrachtregel import pad

_GETALTEKEN = ("duizend", "decimaal")
_MEETELLEN = ("meetellen", "weglaten")


def opties(p: argparse.ArgumentParser) -> None:
    """Everything that `ibt inlezen` takes, but for the data folder."""
    p.add_argument("bestand", type=pad, metavar="BESTAND", help="tabel in Excel (.xlsx) of tekst (.csv)")
    p.add_argument("--periode", metavar="PERIODE", help="half jaar, bijvoorbeeld 2024-1")
    wie = p.add_mutually_exclusive_group(required=True)
    wie.add_argument("--provincie", metavar="P", help="bijvoorbeeld utrecht")
    wie.add_argument(
        "--alle-provincies", action="store_true", help="een landelijk bestand: voor elke provincie haar eigen rijen"
    )
    p.add_argument("--bron", required=True, metavar="ID", help="korte naam van de bron in bronnen.csv")
    p.add_argument(
        "--tabel", default="gemeenten", metavar="T", help="waar de cijfers in horen: beoordelingen, resultaten, standen, opvang, …; zonder: cijfers per gemeente"
    )  # fmt: skip
    p.add_argument("--stand", metavar="D", help="dag van een stand per gemeente, bij --tabel tussenstanden")
    p.add_argument("--ja", action="store_true", help="neem alle voorstellen over; ze komen op het bonnetje")
    p.add_argument("--vervang", action="store_true", help="zet dit bestand in de plaats van cijfers die er al zijn")
    bronopties(p.add_argument_group("als de bron nog niet in bronnen.csv staat"))
    groep = p.add_argument_group(
        "als het bestand niet vanzelf duidelijk is; elke vraag noemt de optie die haar beantwoordt"
    )
    groep.add_argument("--blad", metavar="NAAM", help="welk blad")
    groep.add_argument("--kopregel", type=int, metavar="N", help="in welke rij de kop eindigt")
    for naam, vorm, uitleg in (
        ("kolom", "VELD=KOP", "welke kolom een veld is (kop of letter), of geen"),
        ("weglaten", "KOP", "een kolom die geen veld is (kop of letter)"),
        ("alleen", "KOP=WAARDE", "alleen de rijen waarin deze kolom dit zegt"),
        ("naam", "NAAM=CODE", 'welke gemeente een naam is: "Bilt, De"=GM0310'),
        ("rij", "RIJ=CODE", "van welke gemeente een rij is"),
        ("overslaan", "RIJ", "rijen die niet meetellen: 31 of 31,35-40"),
        ("cel", "CEL=WAARDE", "wat in een cel staat: E14=31, of E14=leeg"),
        ("lees", "TEKST=WAARDE", 'wat een tekst betekent, in elke cel: "<5"=leeg'),
        ("vul", "VELD=WAARDE", "wat in elke rij geldt en niet in het bestand staat"),
        ("genoemd", "PERIODE", "de periode die het bestand noemt waar het de gevraagde bedoelt"),
    ):
        groep.add_argument(f"--{naam}", action="append", default=[], metavar=vorm, help=uitleg)
    groep.add_argument("--streepje", choices=("leeg", "nul"), help="wat een cel met alleen een streepje is")
    groep.add_argument("--voorsprong", choices=("plus", "min"), help="hoe de kolom achterstand een voorsprong schrijft")
    groep.add_argument("--punt", choices=_GETALTEKEN, help="wat een punt in een getal is")
    groep.add_argument("--komma", choices=_GETALTEKEN, help="wat een komma in een getal is")
    groep.add_argument("--verborgen", choices=_MEETELLEN, help="of verborgen rijen en kolommen meetellen")
    groep.add_argument("--doorgehaald", choices=_MEETELLEN, help="of doorgehaalde cijfers meetellen")
    groep.add_argument("--periode-klopt", action="store_true", help="de periode ligt ver weg, en is wel bedoeld")


def bronopties(groep: argparse._ArgumentGroup | argparse.ArgumentParser, verplicht: bool = False) -> None:
    """The options that describe a source."""
    groep.add_argument("--titel", metavar="T", required=verplicht, help="titel van het document")
    groep.add_argument("--uitgever", metavar="U", required=verplicht, help="wie het maakte")
    groep.add_argument(
        "--soort", metavar="S", required=verplicht, help="provincie, rijk, regietafel, statistiek, wet, nieuws of eigen"
    )
    groep.add_argument("--datum", metavar="D", help="datum van publicatie, bijvoorbeeld 2024-12-31")
    groep.add_argument("--kenmerk", metavar="K", help="documentnummer")
    groep.add_argument("--url", metavar="ADRES", help="webadres")
