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

from ibtlib.basis.fouten import IbtFout, aantal, leesbaar, opsomming

if TYPE_CHECKING:
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
        if "data" in keuze:  # as it belongs in the commands that we advise
            keuze.data_optie = f" --data {keuze.data.as_posix()}" if keuze.data else ""
        if "data" in keuze and keuze.data is None:
            from ibtlib.basis.plaatsen import datamap

            keuze.data = datamap()
        return int(keuze.doe(keuze))
    except IbtFout as fout:
        print("\n".join(leesbaar(regel, 4_000) for regel in str(fout).split("\n")), file=sys.stderr)
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
    from ibtlib.basis.fouten import AanvraagFout
    from ibtlib.basis.plaatsen import provincies
    from ibtlib.cluster.adres import onversleuteld
    from ibtlib.uitvoering.uitgaven import ALLE

    if bool(keuze.periode) == keuze.alles:
        raise AanvraagFout("Noem een of meer perioden (ibt rapport 2023-2), of vraag met --alles om alle perioden.")
    namen = [keuze.provincie] if keuze.provincie else provincies(keuze.data) if keuze.alles else ["utrecht"]
    if keuze.cluster and onversleuteld(keuze.cluster):
        print(
            f"Let op: het verkeer met {keuze.cluster} is niet versleuteld. Wie op dat netwerk zit kan er programma's "
            "laten draaien; gebruik tls:// (zie docs/cluster.md).",
            file=sys.stderr,
        )
    losse = tuple(keuze.gemeente or ()) + ((ALLE,) if keuze.gemeenten else ())
    gevraagd = dict.fromkeys(namen, None if keuze.alles else keuze.periode)
    return _maak(keuze, gevraagd, motor=keuze.motor, losse=losse, cluster=keuze.cluster, bundel=keuze.bundel)


def _monitor(keuze: argparse.Namespace) -> int:
    from ibtlib.basis.plaatsen import provincies
    from ibtlib.uitvoering.uitgaven import ALLE, MONITORMAP, MONITORUITGAVE

    namen = [keuze.provincie] if keuze.provincie else provincies(keuze.data)
    losse = tuple(keuze.peildatum or (ALLE,))
    return _maak(keuze, {naam: [MONITORMAP] for naam in namen}, losse=losse, uitgave=MONITORUITGAVE)


def _maak(keuze: argparse.Namespace, gevraagd: dict[str, list[str] | None], **wat: Any) -> int:
    """Run the batch and tell how it went."""
    from ibtlib.uitvoering.batch import rapporteer

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
    from ibtlib.basis.plaatsen import provincies
    from ibtlib.controle.meldingen import als_json, als_tekst, controleer

    alle = provincies(keuze.data)
    gedaan = controleer(keuze.data, [keuze.provincie] if keuze.provincie else alle, alle=not keuze.provincie)
    print(als_json(gedaan) if keuze.json else als_tekst(gedaan))
    if keuze.html:
        from ibtlib.uitvoering.controlepagina import schrijf_controle

        schrijf_controle(gedaan, keuze.html)
        if not keuze.json:
            print(f"klaar: {keuze.html.as_posix()}")
    if gedaan.geldig:
        return GELUKT
    print(
        f"{aantal(gedaan.aantallen['fout'], 'fout', 'fouten')} in "
        f"{opsomming(pad.as_posix() for pad in gedaan.problemen)}.\n"
        f"Verbeter {'het bestand' if len(gedaan.problemen) == 1 else 'de bestanden'} en voer de opdracht opnieuw uit.",
        file=sys.stderr,
    )
    return FOUT


def _beoordeel(keuze: argparse.Namespace) -> int:
    from ibtlib.basis.bestanden import schrijf_samen
    from ibtlib.beoordeling.bestand import als_csv, beoordeel_bestand
    from ibtlib.gegevens.gegevens import laad

    frame = beoordeel_bestand(laad(keuze.provincie, keuze.data, keuze.kader), keuze.bestand, keuze.periode)
    tekst = als_csv(frame)
    if keuze.uit:
        schrijf_samen({keuze.uit: tekst.encode()})
        print(f"klaar: {keuze.uit.as_posix()} ({aantal(len(frame), 'gemeente', 'gemeenten')})")
    else:
        print(tekst, end="")
    return GELUKT


def _nieuw(keuze: argparse.Namespace) -> int:
    from ibtlib.basis.periode import Periode, datum_voluit
    from ibtlib.gegevens.gegevens import laad_register
    from ibtlib.gegevens.invulblad import maak_invulbladen

    periode = Periode.lees(keuze.periode)
    register = laad_register(keuze.provincie, keuze.data)
    lijst = register.gemeentelijst
    excel, tekst = (
        _kort(p) for p in maak_invulbladen(register.data, keuze.provincie, periode, lijst, register.bronnen)
    )
    n = len(lijst.op(periode.begin))
    print(
        f"gemaakt: {excel} en {tekst} ({aantal(n, 'gemeente', 'gemeenten')})\n"
        "Vul een van de twee in; in Excel staat bij elke kolom een uitleg. Per gemeente:\n"
        f"  taakstelling, realisatie   van {periode.voluit}\n"
        f"  achterstand_begin          op {datum_voluit(periode.begin)}; een voorsprong met een min ervoor\n"
        f"  gekoppeld                  op {datum_voluit(periode.koppelpeildatum)}\n"
        f"  trede_vorig                mag leeg blijven als de trede van {periode.vorige} in beoordelingen.csv staat\n"
        "Leeg is onbekend, nooit 0. Cijfers in een ander bestand? Dan hoeft u niets over te typen: lees dat bestand in.\n"
        f"Daarna: ibt inlezen {excel} --periode {periode} --provincie {keuze.provincie} --bron ID{keuze.data_optie}\n"
        "  met voor ID de korte naam van de bron in bronnen.csv; is de bron nieuw, zet er dan bij:\n"
        '  --titel "Titel van het document" --uitgever "Wie het maakte" --soort provincie\n'
        "De cijfers van de hele provincie en de vastgestelde treden leest u ook zo in, elk met hun tabel:\n"
        "  --tabel resultaten, standen, beoordelingen of tellingen; zonder die cijfers blijven die plekken leeg."
    )
    return GELUKT


def _inlezen(keuze: argparse.Namespace) -> int:
    from ibtlib.gegevens.inlezen.opdracht import lees_in

    for tekst in lees_in(keuze):
        print(tekst)
    return GELUKT


def _bron(keuze: argparse.Namespace) -> int:
    from ibtlib.gegevens.inlezen.opdracht import beschrijving
    from ibtlib.gegevens.register import voeg_bron_toe

    bron = voeg_bron_toe(keuze.data, keuze.id, beschrijving(keuze))
    print(f"toegevoegd aan {_kort(keuze.data / 'bronnen.csv')}: {bron.id} ({leesbaar(bron.titel)})")
    return GELUKT


def _verwerk(keuze: argparse.Namespace) -> int:
    from ibtlib.basis.plaatsen import provincies
    from ibtlib.controle.verwerking import verwerk
    from ibtlib.gegevens.gegevens import laad

    alle = [laad(naam, keuze.data) for naam in ([keuze.provincie] if keuze.provincie else provincies(keuze.data))]
    doel = keuze.data.parent / "processed"
    for g in alle:
        paden = verwerk(g, doel)
        print(f"klaar: {(doel / g.provincie).as_posix()} ({aantal(len(paden), 'bestand', 'bestanden')})")
    return GELUKT


def _vergelijk(keuze: argparse.Namespace) -> int:
    from ibtlib.uitvoering.vergelijking import neem_op, vergelijk
    from ibtlib.uitvoering.vergelijking.verslag import als_csv, als_tekst, schrijf_vergelijking

    gedaan = vergelijk(neem_op(keuze.oud, keuze.data), neem_op(keuze.nieuw, keuze.data))
    print(als_tekst(gedaan))
    if keuze.csv:
        keuze.csv.parent.mkdir(parents=True, exist_ok=True)
        keuze.csv.write_text(als_csv(gedaan), encoding="utf-8-sig", newline="\n")
        print(f"klaar: {keuze.csv.as_posix()}")
    if keuze.html:
        print(f"klaar: {schrijf_vergelijking(gedaan, keuze.html).as_posix()}")
    return GELUKT


def _lab(keuze: argparse.Namespace) -> int:
    import subprocess

    from ibtlib.uitvoering.document import SOORTEN

    return subprocess.call([sys.executable, "-m", "jupyterlab", str(SOORTEN[0].pad.parent)])


# --- how arguments look -----------------------------------------------------------------------------------


def _ontleder() -> argparse.ArgumentParser:
    from ibtlib.gegevens.inlezen.opties import bronopties, opties

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
        "--cluster",
        metavar="ADRES",
        help="maak de documenten op een Dask-cluster, bijvoorbeeld tcp://127.0.0.1:8786; zie docs/cluster.md",
    )
    p.add_argument("--bundel", action="store_true", help="maak ook één bijlage met alle documenten van de periode")
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

    p = _opdracht(opdrachten, "nieuw", _nieuw, "maak lege bladen om de cijfers van een half jaar in te vullen")
    p.add_argument("periode", metavar="PERIODE", help="half jaar, bijvoorbeeld 2024-2")
    p.add_argument("--provincie", required=True, metavar="P", help="bijvoorbeeld utrecht")
    _data(p)

    p = _opdracht(opdrachten, "inlezen", _inlezen, "lees cijfers uit een bestand zoals het binnenkwam")
    opties(p)
    _data(p)

    p = _opdracht(opdrachten, "bron", _bron, "zet een bron in bronnen.csv")
    p.add_argument("id", metavar="ID", help="korte naam waarmee de tabellen naar de bron verwijzen")
    bronopties(p, verplicht=True)
    _data(p)

    p = _opdracht(opdrachten, "controleer", _controleer, "zijn de gegevens geldig, en wat sluit er niet op elkaar aan?")
    p.add_argument("--provincie", metavar="P", help="alleen deze; zonder: alle")
    _data(p)
    p.add_argument("--json", action="store_true", help="als JSON, voor een ander programma")
    p.add_argument("--html", type=Path, metavar="PAD", help="schrijf de bevindingen ook als webpagina naar dit bestand")

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

    p = _opdracht(opdrachten, "vergelijk", _vergelijk, "wat veranderde er tussen twee mappen of twee git-revisies?")
    p.add_argument(
        "oud", metavar="OUD", help="map met rapporten, verwerkte of ruwe gegevens; of een git-revisie (HEAD~1)"
    )
    p.add_argument("nieuw", metavar="NIEUW", help="hetzelfde, van nu")
    _data(p)
    p.add_argument("--csv", type=Path, metavar="PAD", help="schrijf elke verandering ook als CSV naar dit bestand")
    p.add_argument(
        "--html", type=Path, metavar="PAD", help="schrijf de vergelijking ook als webpagina naar dit bestand"
    )

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


def _kort(pad: Path) -> str:
    """A path as one types it from here."""
    try:
        return pad.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except ValueError:
        return pad.as_posix()


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
        nog = f"{rest:.0f} s" if rest < 90 else f"{rest / 60:.0f} min"
        print(f"\r{balk} {klaar}/{totaal}, nog {nog}  ", end="", flush=True)

    def klaar(self) -> None:
        if self.terminal:
            print()


if __name__ == "__main__":
    sys.exit(main())
