"""How the commands look: their arguments and what each says of itself; light, because it is read before anything is done."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ibtlib.basis.opdrachtregel import Ontleder, pad
from ibtlib.gegevens.inlezen.opties import bronopties, opties

Doe = Callable[[argparse.Namespace], int]


def maak_ontleder(doe: Mapping[str, Doe]) -> Ontleder:
    """The command line.

    Parameters
    ----------
    doe : mapping of command to callable
        What runs each command; under the empty name what is done without one.
    """
    hoofd = Ontleder(
        prog="ibt",
        description="Toezicht op de huisvesting van vergunninghouders: van bronnen naar bijlage.",
        epilog="Zonder opdracht: hoe het ervoor staat. Over een opdracht: ibt OPDRACHT --help",
    )
    opdrachten = hoofd.add_subparsers(title="opdrachten", metavar="OPDRACHT", dest="opdracht", prog="ibt")
    hoofd.set_defaults(doe=doe[""], data=None)

    p = _opdracht(opdrachten, doe, "rapport", "maak de rapporten van een of meer perioden")
    p.add_argument("periode", nargs="*", metavar="PERIODE", help="half jaar, bijvoorbeeld 2023-2")
    p.add_argument("--alles", action="store_true", help="alle perioden")
    p.add_argument("--provincie", metavar="P", help="naam of code; zonder: utrecht, met --alles: alle")
    p.add_argument("--gemeenten", action="store_true", help="ook een bijlage van één pagina voor elke gemeente")
    p.add_argument(
        "--gemeente", action="append", metavar="G", help="ook de bijlage van deze gemeente (naam of code); herhaalbaar"
    )
    p.add_argument("--bundel", action="store_true", help="ook één bijlage met alle documenten van de periode")
    p.add_argument(
        "--notebook",
        action="append",
        type=pad,
        metavar="PAD",
        help="ook dit eigen notebook, met provincie en periode als parameters, in de map eigen/; herhaalbaar",
    )
    _batch(p)
    p.add_argument(
        "--cluster",
        metavar="ADRES",
        help="maak de documenten op een Dask-cluster, bijvoorbeeld tcp://127.0.0.1:8786; zie docs/maintainer/cluster.md",
    )
    p.add_argument(
        "--cluster-open",
        action="store_true",
        help="dat cluster staat op een andere machine, zonder versleuteling, en dat is goed",
    )
    p.add_argument(
        "--motor",
        default="ibt",
        metavar="M",
        help="ibt (snel) of ipykernel (de gewone weg, voor vergelijking); zonder: ibt",
    )

    p = _opdracht(opdrachten, doe, "controleer", "zijn de gegevens geldig, en wat sluit niet aan?")
    p.add_argument("--provincie", metavar="P", help="alleen deze; zonder: alle")
    _data(p)
    p.add_argument("--json", action="store_true", help="als JSON, voor een ander programma")
    p.add_argument("--html", type=pad, metavar="PAD", help="schrijf de bevindingen ook als webpagina naar dit bestand")

    p = _opdracht(opdrachten, doe, "inlezen", "lees cijfers uit een bestand zoals het binnenkwam")
    opties(p)
    _data(p)

    p = _opdracht(opdrachten, doe, "monitor", "maak de monitor: tussenstanden tijdens een periode")
    p.add_argument("--provincie", metavar="P", help="alleen deze; zonder: alle met tussenstanden")
    p.add_argument(
        "--peildatum", action="append", metavar="D", help="stand van deze dag (2023-10-26); herhaalbaar; zonder: alle"
    )
    _batch(p)

    p = opdrachten.add_parser(
        "lab",
        prefix_chars="\0",  # whatever follows is for JupyterLab, options too
        add_help=False,
        help="open JupyterLab met werkexemplaren van de notebooks",
        description="Open JupyterLab in de map werk/, met een exemplaar van elk notebook dat daar nog niet staat. Wat u "
        "daar doet verandert niets aan de rapporten.",
    )
    p.add_argument(
        "opties", nargs="*", metavar="OPTIE", help="gaat naar JupyterLab, bijvoorbeeld --no-browser --port=8889"
    )
    p.set_defaults(doe=doe["lab"], uitleg=p.print_help)

    p = _opdracht(opdrachten, doe, "nieuw", "maak lege bladen voor de cijfers van een half jaar")
    p.add_argument("periode", metavar="PERIODE", help="half jaar, bijvoorbeeld 2024-2")
    p.add_argument("--provincie", required=True, metavar="P", help="bijvoorbeeld utrecht")
    p.add_argument("--periode-klopt", action="store_true", help="de periode ligt ver weg, en is wel bedoeld")
    _data(p)

    p = _opdracht(opdrachten, doe, "vergelijk", "wat veranderde tussen twee mappen of git-revisies?")
    p.add_argument(
        "oud", metavar="OUD", help="map met rapporten, verwerkte of ruwe gegevens; of een git-revisie (HEAD~1)"
    )
    p.add_argument("nieuw", metavar="NIEUW", help="hetzelfde, van nu")
    _data(p)
    p.add_argument("--csv", type=pad, metavar="PAD", help="schrijf elke verandering ook als CSV naar dit bestand")
    p.add_argument("--html", type=pad, metavar="PAD", help="schrijf de vergelijking ook als webpagina naar dit bestand")

    p = _opdracht(opdrachten, doe, "verwerk", "maak data/processed uit data/raw")
    p.add_argument("--provincie", metavar="P", help="alleen deze; zonder: alle")
    _data(p)

    p = _opdracht(opdrachten, doe, "beoordeel", "bereken treden uit een bestand met cijfers")
    p.add_argument("bestand", type=pad, metavar="BESTAND", help="cijfers per gemeente (.csv of .xlsx)")
    p.add_argument("--periode", required=True, metavar="PERIODE", help="half jaar, bijvoorbeeld 2024-1")
    p.add_argument("--provincie", required=True, metavar="P", help="bijvoorbeeld utrecht")
    _data(p)
    _kader(p)
    p.add_argument("--uit", type=pad, metavar="UIT.csv", help="schrijf naar dit bestand; zonder: op het scherm")

    p = _opdracht(opdrachten, doe, "bron", "zet een bron in bronnen.csv")
    p.add_argument("id", metavar="ID", help="korte naam waarmee de tabellen naar de bron verwijzen")
    bronopties(p, verplicht=True)
    _data(p)

    p = _opdracht(opdrachten, doe, "tegels", "geef gemeenten zonder tegel een plek op de kaart")
    p.add_argument("provincie", metavar="PROVINCIE", help="bijvoorbeeld flevoland")
    p.add_argument(
        "--grenzen", type=pad, metavar="PAD", help="GeoJSON met grenzen; zonder: die van de huisstijl, of op naam"
    )
    _data(p)

    p = _opdracht(opdrachten, doe, "nieuw-provincie", "maak de map van een provincie, zonder cijfers")
    p.add_argument("naam", metavar="PROVINCIE", help="een van de twaalf: naam, code of oudere schrijfwijze (Friesland)")
    _data(p)
    return hoofd


def _opdracht(groep: Any, doe: Mapping[str, Doe], naam: str, uitleg: str) -> Ontleder:
    p: Ontleder = groep.add_parser(naam, help=uitleg, description=uitleg)
    p.set_defaults(doe=doe[naam])
    return p


def _batch(p: Ontleder) -> None:
    """What every command that makes documents takes."""
    _data(p)
    p.add_argument(
        "--uitvoer", type=pad, default=Path("reports"), metavar="MAP", help="waar de rapporten komen (reports)"
    )
    p.add_argument("--formaat", action="append", metavar="F", help="html of pdf; herhaalbaar; zonder: allebei")
    p.add_argument(
        "--werkers", type=int, metavar="N", help="hoeveel documenten naast elkaar; zonder: het aantal kernen"
    )
    p.add_argument("--opnieuw", action="store_true", help="maak alles opnieuw, ook wat niet veranderd is")
    p.add_argument("--waarom", action="store_true", help="zeg van elk document waarom het gemaakt of overgeslagen is")
    _kader(p)


def _data(p: Ontleder) -> None:
    p.add_argument(
        "--data", type=pad, metavar="MAP", help="ruwe gegevens; zonder: data/raw, hier of in een map hierboven"
    )


def _kader(p: Ontleder) -> None:
    p.add_argument("--kader", type=pad, metavar="K.yaml", help="een eigen kader in plaats van het meegeleverde")
