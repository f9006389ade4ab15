"""The command line: thin; every command hands its arguments to one function and prints what comes back.

argparse of the standard library: it starts in a third of the time of the alternatives, and a re-run with nothing
to do should feel instant.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from ibtlib.fouten import IbtFout, InvoerFout, aantal, opsomming

if TYPE_CHECKING:
    from ibtlib.controle import Bevinding
    from ibtlib.uitvoering.document import Uitslag

GELUKT, FOUT, GEBRUIK, INTERN = 0, 1, 2, 3

_NEDERLANDS = {
    "usage: ": "gebruik: ",
    "positional arguments": "argumenten",
    "options": "opties",
    "optional arguments": "opties",
    "show this help message and exit": "toon deze uitleg",
    "show program's version number and exit": "toon de versie",
    "%(prog)s: error: %(message)s\n": "Fout in de opdracht: %(message)s\n",
    "unrecognized arguments: %s": "onbekend: %s",
    "the following arguments are required: %s": "er ontbreekt: %s",
    "expected one argument": "hier hoort één waarde achter",
    "expected at least one argument": "hier hoort minstens één waarde achter",
    "argument %(argument_name)s: %(message)s": "bij %(argument_name)s: %(message)s",
    "invalid %(type)s value: %(value)r": "%(value)r kan hier niet",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r kan hier niet; kies uit %(choices)s",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s kan van alles zijn: %(matches)s",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns
    -------
    int
        0 done; 1 the data or the request is wrong; 2 usage; 3 an internal failure.
    """
    try:
        keuze = _ontleder().parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        if "data" in keuze and keuze.data is None:
            from ibtlib.plaatsen import datamap

            keuze.data = datamap()
        return int(keuze.doe(keuze))
    except IbtFout as fout:
        print(fout, file=sys.stderr)
        return FOUT
    except KeyboardInterrupt:
        print("Afgebroken. Rapporten die al klaar waren staan er; de rest is ongewijzigd.", file=sys.stderr)
        return FOUT
    except BrokenPipeError:
        return GELUKT
    except Exception as fout:
        print(
            f"Er ging iets mis in ibtlib zelf: {type(fout).__name__}: {fout}\n"
            "Dit ligt niet aan uw gegevens. Meld het met de opdracht die u gaf; er is niets half geschreven.",
            file=sys.stderr,
        )
        return INTERN


# --- the commands -----------------------------------------------------------------------------------------


def _rapport(keuze: argparse.Namespace) -> int:
    from ibtlib.fouten import AanvraagFout
    from ibtlib.plaatsen import provincies
    from ibtlib.uitvoering.uitgaven import ALLE

    if bool(keuze.periode) == keuze.alles:
        raise AanvraagFout("Noem een of meer perioden (ibt rapport 2023-2), of vraag met --alles om alle perioden.")
    namen = [keuze.provincie] if keuze.provincie else provincies(keuze.data) if keuze.alles else ["utrecht"]
    losse = tuple(keuze.gemeente or ()) + ((ALLE,) if keuze.gemeenten else ())
    gevraagd = dict.fromkeys(namen, None if keuze.alles else keuze.periode)
    return _maak(keuze, gevraagd, motor=keuze.motor, losse=losse)


def _monitor(keuze: argparse.Namespace) -> int:
    from ibtlib.plaatsen import provincies
    from ibtlib.uitvoering.uitgaven import ALLE, MONITORMAP, MONITORUITGAVE

    namen = [keuze.provincie] if keuze.provincie else provincies(keuze.data)
    losse = tuple(keuze.peildatum or (ALLE,))
    return _maak(keuze, {naam: [MONITORMAP] for naam in namen}, losse=losse, uitgave=MONITORUITGAVE)


def _maak(keuze: argparse.Namespace, gevraagd: dict[str, list[str] | None], **wat: Any) -> int:
    """Run the batch and tell how it went."""
    from ibtlib.uitvoering.rapport import rapporteer

    voortgang = _Voortgang()
    verslag = rapporteer(
        gevraagd,
        data=keuze.data,
        uitvoer=keuze.uitvoer,
        formaten=tuple(dict.fromkeys(keuze.formaat or ("html", "pdf"))),
        werkers=keuze.werkers,
        kader=keuze.kader,
        meld=voortgang,
        opnieuw=keuze.opnieuw,
        **wat,
    )
    voortgang.klaar()
    if keuze.waarom:
        for naam, reden in verslag.redenen:
            print(f"{naam}: {f'gemaakt, want {reden}' if reden else 'overgeslagen, er is niets veranderd'}")
    elif overgeslagen := sum(reden is None for _, reden in verslag.redenen):
        print(f"{aantal(overgeslagen, 'document', 'documenten')} overgeslagen: niets veranderd (uitleg: --waarom)")
    for map_ in verslag.mappen:
        print(f"klaar: {map_.as_posix()}")
    for uitslag in verslag.mislukt:
        print(f"\nMislukt: {uitslag.naam}\n{uitslag.fout}", file=sys.stderr)
    if verslag.mislukt:
        print(f"\n{_gevolg(len(verslag.mislukt), verslag.weggelaten)}", file=sys.stderr)
        return INTERN if all(u.intern for u in verslag.mislukt) else FOUT
    print(f"Begin bij {(keuze.uitvoer / 'index.html').as_posix()}")
    return GELUKT


def _gevolg(mislukt: int, weggelaten: tuple[str, ...]) -> str:
    """What the failures mean for what stands in the folders."""
    delen = [f"{aantal(mislukt, 'document is', 'documenten zijn')} mislukt"]
    if mislukt > len(weggelaten):
        delen.append("de rapporten van die perioden zijn gebleven zoals ze waren")
    if weggelaten:
        delen.append(f"niet in hun map, die verder nieuw is: {opsomming(weggelaten)}")
    return f"{'; '.join(delen)}."


def _controleer(keuze: argparse.Namespace) -> int:
    from ibtlib.controle import LANDELIJK, bevindingen
    from ibtlib.fouten import verzamel
    from ibtlib.gegevens import laad
    from ibtlib.plaatsen import provincies

    gevonden: dict[str, Bevinding] = {}
    fouten = []
    for naam in [keuze.provincie] if keuze.provincie else provincies(keuze.data):
        try:
            for b in bevindingen(laad(naam, keuze.data)):
                gevonden.setdefault(b.id if b.gebied == LANDELIJK else f"{naam}/{b.id}", b)
        except InvoerFout as fout:
            fouten.append(fout)
    if fouten and not keuze.json:
        verzamel(_zonder_dubbele(fouten))
    if keuze.json:
        print(_als_json(list(gevonden.values()), _zonder_dubbele(fouten)))
        return FOUT if fouten else GELUKT
    for b in gevonden.values():
        print(f"{b.ernst} · {b.gebied} · {b.onderwerp}\n  {b.wat}")
        for p in b.plekken:
            print(f"    {p.waarde}: {'berekend, ' if p.berekend else p.bron + ', '}{p.vindplaats}")
    n = len(gevonden)
    print(
        "De gegevens zijn geldig en alles sluit op elkaar aan."
        if not n
        else f"De gegevens zijn geldig. {aantal(n, 'verschil', 'verschillen')} tussen bronnen; niets is aangepast."
    )
    return GELUKT


def _beoordeel(keuze: argparse.Namespace) -> int:
    from ibtlib.beoordelingsbestand import als_csv, beoordeel_bestand
    from ibtlib.gegevens import laad

    frame = beoordeel_bestand(laad(keuze.provincie, keuze.data, keuze.kader), keuze.bestand, keuze.periode)
    tekst = als_csv(frame)
    if keuze.uit:
        keuze.uit.parent.mkdir(parents=True, exist_ok=True)
        keuze.uit.write_text(tekst, encoding="utf-8", newline="\n")
        print(f"klaar: {keuze.uit.as_posix()} ({aantal(len(frame), 'gemeente', 'gemeenten')})")
    else:
        print(tekst, end="")
    return GELUKT


def _verwerk(keuze: argparse.Namespace) -> int:
    from ibtlib.gegevens import laad
    from ibtlib.plaatsen import provincies
    from ibtlib.verwerking import verwerk

    alle = [laad(naam, keuze.data) for naam in ([keuze.provincie] if keuze.provincie else provincies(keuze.data))]
    doel = keuze.data.parent / "processed"
    for g in alle:
        paden = verwerk(g, doel)
        print(f"klaar: {(doel / g.provincie).as_posix()} ({aantal(len(paden), 'bestand', 'bestanden')})")
    return GELUKT


def _lab(keuze: argparse.Namespace) -> int:
    import subprocess

    from ibtlib.uitvoering.document import SOORTEN

    return subprocess.call([sys.executable, "-m", "jupyterlab", str(SOORTEN[0].pad.parent)])


# --- how arguments look -----------------------------------------------------------------------------------


def _ontleder() -> argparse.ArgumentParser:
    argparse._ = lambda tekst: _NEDERLANDS.get(tekst, tekst)  # type: ignore[attr-defined]
    hoofd = _Ontleder(
        prog="ibt",
        description="Toezicht op de huisvesting van vergunninghouders: van bronnen naar bijlage.",
        epilog="Uitleg over één opdracht: ibt OPDRACHT --help",
        allow_abbrev=False,
    )
    opdrachten = hoofd.add_subparsers(title="opdrachten", metavar="OPDRACHT", required=True, dest="opdracht")

    p = _opdracht(opdrachten, "rapport", _rapport, "maak de rapporten van een of meer perioden (HTML, PDF, tabellen)")
    p.add_argument("periode", nargs="*", metavar="PERIODE", help="half jaar, bijvoorbeeld 2023-2")
    p.add_argument("--alles", action="store_true", help="alle perioden (en, zonder --provincie, alle provincies)")
    p.add_argument("--provincie", metavar="P", help="map onder de gegevens; zonder: utrecht")
    p.add_argument("--gemeenten", action="store_true", help="ook een bijlage van één pagina voor elke gemeente")
    p.add_argument(
        "--gemeente", action="append", metavar="G", help="ook de bijlage van deze gemeente (naam of code); herhaalbaar"
    )
    _batch(p)
    p.add_argument(
        "--motor",
        default="ibt",
        metavar="M",
        help="ibt (snel) of ipykernel (de gewone weg, voor vergelijking); zonder: ibt",
    )

    p = _opdracht(opdrachten, "monitor", _monitor, "maak de monitor van de tussenstanden tijdens een periode")
    p.add_argument("--provincie", metavar="P", help="alleen deze; zonder: alle met tussenstanden")
    p.add_argument(
        "--peildatum", action="append", metavar="D", help="stand van deze dag (2023-10-26); herhaalbaar; zonder: alle"
    )
    _batch(p)

    p = _opdracht(opdrachten, "controleer", _controleer, "zijn de gegevens geldig, en wat sluit er niet op elkaar aan?")
    p.add_argument("--provincie", metavar="P", help="alleen deze; zonder: alle")
    _data(p)
    p.add_argument("--json", action="store_true", help="als JSON, voor een ander programma")

    p = _opdracht(opdrachten, "beoordeel", _beoordeel, "bereken de trede per gemeente uit een bestand met cijfers")
    p.add_argument("bestand", type=Path, metavar="BESTAND", help="cijfers per gemeente (.csv of .xlsx)")
    p.add_argument("--periode", required=True, metavar="PERIODE", help="half jaar, bijvoorbeeld 2024-1")
    p.add_argument("--provincie", required=True, metavar="P", help="bijvoorbeeld utrecht")
    _data(p)
    _kader(p)
    p.add_argument("--uit", type=Path, metavar="UIT.csv", help="schrijf naar dit bestand; zonder: op het scherm")

    p = _opdracht(opdrachten, "verwerk", _verwerk, "maak data/processed uit data/raw")
    p.add_argument("--provincie", metavar="P", help="alleen deze; zonder: alle")
    _data(p)

    _opdracht(opdrachten, "lab", _lab, "open JupyterLab met de notebooks")
    return hoofd


class _Ontleder(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(GEBRUIK, f"Fout in de opdracht: {message}\nUitleg: {self.prog} --help\n")


def _opdracht(groep: Any, naam: str, doe: Any, uitleg: str) -> argparse.ArgumentParser:
    p: argparse.ArgumentParser = groep.add_parser(naam, help=uitleg, description=uitleg, allow_abbrev=False)
    p.set_defaults(doe=doe)
    return p


def _batch(p: argparse.ArgumentParser) -> None:
    """What every command that makes documents takes."""
    _data(p)
    p.add_argument(
        "--uitvoer", type=Path, default=Path("reports"), metavar="MAP", help="waar de rapporten komen (reports)"
    )
    p.add_argument("--formaat", action="append", metavar="F", help="html of pdf; herhaalbaar; zonder: allebei")
    p.add_argument(
        "--werkers", type=int, metavar="N", help="hoeveel documenten naast elkaar; zonder: het aantal kernen"
    )
    p.add_argument("--opnieuw", action="store_true", help="maak alles opnieuw, ook wat niet veranderd is")
    p.add_argument("--waarom", action="store_true", help="zeg van elk document waarom het gemaakt of overgeslagen is")
    _kader(p)


def _data(p: argparse.ArgumentParser) -> None:
    p.add_argument(
        "--data", type=Path, metavar="MAP", help="ruwe gegevens; zonder: data/raw, hier of in een map hierboven"
    )


def _kader(p: argparse.ArgumentParser) -> None:
    p.add_argument("--kader", type=Path, metavar="K.yaml", help="een eigen kader in plaats van het meegeleverde")


# --- output -----------------------------------------------------------------------------------------------


class _Voortgang:
    """A bar with the remaining time on a terminal; one plain line per finished document otherwise."""

    def __init__(self) -> None:
        self.begin = time.monotonic()
        self.terminal = sys.stdout.isatty()

    def __call__(self, uitslag: Uitslag, klaar: int, totaal: int) -> None:
        woord = "mislukt" if uitslag.fout else "gemaakt"
        if not self.terminal:
            print(f"{klaar}/{totaal} {woord}: {uitslag.naam} ({uitslag.seconden:.1f} s)".replace(".", ","), flush=True)
            return
        rest = (time.monotonic() - self.begin) / klaar * (totaal - klaar)
        balk = ("█" * (30 * klaar // totaal)).ljust(30, "░")
        print(f"\r{balk} {klaar}/{totaal}, nog {rest:.0f} s  ", end="", flush=True)

    def klaar(self) -> None:
        if self.terminal:
            print()


def _als_json(lijst: list[Bevinding], fouten: list[InvoerFout]) -> str:
    import json
    from dataclasses import asdict

    return json.dumps(
        {
            "geldig": not fouten,
            "problemen": [
                {"bestand": pad.as_posix(), **asdict(p)}
                for f in fouten
                for pad, ps in f.problemen.items()
                for p in sorted(ps)
            ],
            "bevindingen": [asdict(b) for b in lijst],
        },
        ensure_ascii=False,
        indent=2,
    )


def _zonder_dubbele(fouten: list[InvoerFout]) -> list[InvoerFout]:
    """Shared files are read for every province; their problems are told once."""
    samen = {pad: problemen for fout in fouten for pad, problemen in fout.problemen.items()}
    return [InvoerFout(samen)] if samen else []


if __name__ == "__main__":
    sys.exit(main())
