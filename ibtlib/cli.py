"""The command line: thin; every command hands its arguments to one function and prints what comes back.

argparse of the standard library: it starts in a third of the time of the alternatives, and a re-run with nothing
to do should feel instant.
"""

from __future__ import annotations

import argparse
import gc
import os
import signal
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from ibtlib.basis.fouten import AanvraagFout, IbtFout, aantal, als_woord, leesbaar, optie, schijffout, vanaf_hier
from ibtlib.basis.omgeving import Beeindigd, eigen_scherm, onaf, signalen
from ibtlib.basis.plaatsen import datamap, echte_provincies, provincies, zoek_provincie
from ibtlib.uitvoering.ontleder import maak_ontleder

GELUKT, FOUT, INTERN = 0, 1, 3  # and 2 for a command that is none: see `opdrachtregel`; 130 after Ctrl-C


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns
    -------
    int
        0 done; 1 the data or the request is wrong; 2 usage; 3 an internal failure.
    """
    if argv is not None:
        return _draai(argv)
    with eigen_scherm(), signalen():
        code = _draai(None)
    gc.freeze()  # the process ends with its command: no need to look for garbage on the way out
    return code


def _draai(argv: Sequence[str] | None) -> int:
    try:
        keuze = maak_ontleder(OPDRACHTEN).parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        if "data" in keuze:  # as it belongs in the commands that we advise
            keuze.data_optie = f" {optie('data', keuze.data.as_posix())}" if keuze.data else ""
        if "data" in keuze and keuze.data is None:
            keuze.data = Path(vanaf_hier(datamap()))  # so that every message names files as one types them
        _keur_plekken(keuze)
        if getattr(keuze, "provincie", None):  # from here on the name of its folder
            keuze.provincie = zoek_provincie(keuze.provincie, keuze.data)
        return int(keuze.doe(keuze))
    except IbtFout as fout:
        print("\n".join(leesbaar(regel, 4_000) for regel in str(fout).split("\n")), file=sys.stderr)
        return FOUT
    except (KeyboardInterrupt, Beeindigd) as stop:
        print("Afgebroken. Wat al klaar was staat er; de rest is ongewijzigd.", file=sys.stderr)
        return 128 + (stop.signaal if isinstance(stop, Beeindigd) else signal.SIGINT)
    except OSError as fout:
        print(f"{schijffout(fout)}. Wat al klaar was staat er; de rest is ongewijzigd.", file=sys.stderr)
        return FOUT
    except MemoryError:
        print("Er is niet genoeg geheugen. Sluit andere programma's, of geef --werkers 1.", file=sys.stderr)
        return FOUT
    except Exception as fout:
        print(
            f"Er ging iets mis in ibtlib zelf: {type(fout).__name__}: {fout}\n"
            "Dit ligt niet aan uw gegevens. Meld het met de opdracht die u gaf; er is niets half geschreven.",
            file=sys.stderr,
        )
        return INTERN


# --- the commands -----------------------------------------------------------------------------------------


def _overzicht(keuze: argparse.Namespace) -> int:
    from ibtlib.uitvoering.overzicht import overzicht

    print("\n".join(overzicht(keuze.data, Path("reports"))))
    return GELUKT


def _rapport(keuze: argparse.Namespace) -> int:
    from ibtlib.uitvoering.eigen import eigen_soort
    from ibtlib.uitvoering.uitgaven import ALLE

    alle = provincies(keuze.data)  # without data there is nothing to ask
    if bool(keuze.periode) == keuze.alles:
        raise AanvraagFout("Noem een of meer perioden (ibt rapport 2023-2), of vraag met --alles om alle perioden.")
    namen = [keuze.provincie] if keuze.provincie is not None else alle if keuze.alles else ["utrecht"]
    elders = None
    if keuze.cluster:
        from ibtlib.cluster.adres import keur_adres, werkplek_op

        keur_adres(keuze.cluster, keuze.cluster_open)
        elders = partial(werkplek_op, keuze.cluster)
    losse = tuple(keuze.gemeente or ()) + ((ALLE,) if keuze.gemeenten else ())
    eigen = tuple(eigen_soort(pad) for pad in keuze.notebook or ())
    if eigen and elders:
        raise AanvraagFout("Een eigen notebook staat alleen op deze machine: geef --notebook zonder --cluster.")
    gevraagd = dict.fromkeys(namen, None if keuze.alles else keuze.periode)
    code = _maak(keuze, gevraagd, motor=keuze.motor, losse=losse, bundel=keuze.bundel, elders=elders, eigen=eigen)
    echt = echte_provincies(keuze.data) if keuze.alles and keuze.provincie is None else []
    if len(echt) < 2:
        return code
    from ibtlib.rapport.documenten import LANDELIJKMAP, OVERZICHT
    from ibtlib.uitvoering.uitgaven import landelijk

    naast: dict[str, list[str] | None] = {LANDELIJKMAP: [OVERZICHT]}
    return max(code, _maak(keuze, naast, motor=keuze.motor, losse=(ALLE,), uitgave=landelijk(echt), elders=elders))


def _monitor(keuze: argparse.Namespace) -> int:
    from ibtlib.rapport.documenten import MONITORMAP
    from ibtlib.uitvoering.uitgaven import ALLE, MONITORUITGAVE

    namen = [keuze.provincie] if keuze.provincie is not None else provincies(keuze.data)
    losse = tuple(keuze.peildatum or (ALLE,))
    return _maak(keuze, {naam: [MONITORMAP] for naam in namen}, losse=losse, uitgave=MONITORUITGAVE)


def _keur_plekken(keuze: argparse.Namespace) -> None:
    """What a command makes never stands among the figures that it reads, nor in the place of a file of another kind."""
    from ibtlib.basis.bestanden import ligt_in

    for naam, soort in (("uitvoer", ""), ("uit", ".csv"), ("csv", ".csv"), ("html", ".html")):
        gegeven = getattr(keuze, naam, None)
        if gegeven is None:
            continue
        plek, waar = Path(os.path.realpath(gegeven)), f"--{naam} {gegeven.as_posix()}"
        if ligt_in(plek, keuze.data):
            raise AanvraagFout(
                f"{waar} ligt in {keuze.data.as_posix()}, de map met de ruwe gegevens. Kies een plek daarbuiten. Er is niets "
                "gemaakt."
            )
        gelezen = getattr(keuze, "bestand", None)
        if soort and plek.is_file() and (plek.suffix.lower() != soort or (gelezen and plek.samefile(gelezen))):
            raise AanvraagFout(
                f"{waar} bestaat al, en zou verloren gaan. Geef een andere naam, die eindigt op {soort}. Er is niets gemaakt."
            )


def _maak(keuze: argparse.Namespace, gevraagd: dict[str, list[str] | None], **wat: Any) -> int:
    """Run the batch and tell how it went."""
    from ibtlib.uitvoering.batch import rapporteer
    from ibtlib.uitvoering.verslag import Voortgang

    voortgang = Voortgang()
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
    for regel in verslag.regels(keuze.waarom):
        print(regel)
    if verslag.mislukt:
        print(verslag.klacht, file=sys.stderr)
        return INTERN if all(u.intern for u in verslag.mislukt) else FOUT
    index = keuze.uitvoer / "index.html"
    print(f"Begin bij {index.as_posix()}" if index.is_file() else "Er is niets te maken: er zijn nog geen cijfers.")
    return GELUKT


def _controleer(keuze: argparse.Namespace) -> int:
    from ibtlib.controle.meldingen import als_json, als_tekst, controleer, oproep

    alle = provincies(keuze.data)
    gedaan = controleer(
        keuze.data, [keuze.provincie] if keuze.provincie is not None else alle, alle=keuze.provincie is None
    )
    print(als_json(gedaan) if keuze.json else als_tekst(gedaan))
    if keuze.html:
        from ibtlib.rapport.controlepagina import controlepagina
        from ibtlib.uitvoering.pagina import schrijf_pagina

        schrijf_pagina(controlepagina(gedaan), keuze.html)
        if not keuze.json:
            print(f"klaar: {keuze.html.as_posix()}")
    if gedaan.geldig:
        return GELUKT
    print(oproep(gedaan), file=sys.stderr)
    return FOUT


def _beoordeel(keuze: argparse.Namespace) -> int:
    from ibtlib.basis.bestanden import schrijf_samen
    from ibtlib.beoordeling.bestand import beoordeel_bestand, beoordeling_als_csv
    from ibtlib.gegevens.gegevens import laad

    frame = beoordeel_bestand(laad(keuze.provincie, keuze.data, keuze.kader), keuze.bestand, keuze.periode)
    tekst = beoordeling_als_csv(frame)
    if keuze.uit:
        schrijf_samen({keuze.uit: tekst.encode()})
        print(f"klaar: {keuze.uit.as_posix()} ({aantal(len(frame), 'gemeente', 'gemeenten')})")
    else:
        print(tekst, end="")
        if onaf():
            raise AanvraagFout("Niet alles kon worden afgedrukt. Schrijf naar een bestand met --uit.")
    return GELUKT


def _nieuw(keuze: argparse.Namespace) -> int:
    from ibtlib.basis.periode import Periode
    from ibtlib.gegevens.inlezen.keuzes import ver_weg
    from ibtlib.gegevens.innameregister import laad_register
    from ibtlib.gegevens.invulblad import maak_invulbladen, wat_in_te_vullen

    periode = Periode.lees(keuze.periode)
    if (ver := ver_weg(periode)) and not keuze.periode_klopt:
        raise AanvraagFout(f"{ver}. Is dat de periode? Geef dan --periode-klopt erbij. Er is niets geschreven.")
    register = laad_register(keuze.provincie, keuze.data)
    excel, tekst, *teksten = (vanaf_hier(p) for p in maak_invulbladen(register, periode))
    n = len(register.gemeentelijst.op(periode.begin))
    print(
        f"gemaakt: {excel} en {tekst} ({aantal(n, 'gemeente', 'gemeenten')})\n"
        f"{wat_in_te_vullen(periode)} Cijfers in een ander bestand? Dan hoeft u niets over te typen: lees dat bestand in.\n"
        f"Daarna: ibt inlezen {als_woord(excel)} --periode {periode} --provincie {keuze.provincie} --bron ID{keuze.data_optie}\n"
        "  met voor ID de korte naam van de bron in bronnen.csv; is de bron nieuw, zet er dan bij:\n"
        '  --titel "Titel van het document" --uitgever "Wie het maakte" --soort provincie\n'
        + (f"Teksten voor het rapport schrijft u in {teksten[0].rpartition('/')[0]}.\n" if teksten else "")
        + "De cijfers van de hele provincie en de vastgestelde treden leest u ook zo in, elk met hun tabel:\n"
        "  --tabel resultaten, standen, beoordelingen of tellingen; zonder die cijfers blijven die plekken leeg."
    )
    return GELUKT


def _nieuw_provincie(keuze: argparse.Namespace) -> int:
    from ibtlib.gegevens.nieuwe_provincie import maak_provincie

    provincie, gemaakt, er = maak_provincie(keuze.naam, keuze.data)
    map_ = gemaakt[0].relative_to(keuze.data).parts[0]
    for pad in gemaakt:
        print(f"gemaakt: {vanaf_hier(pad)}")
    for pad in er:
        print(f"was er al en is niet veranderd: {vanaf_hier(pad)}")
    print(
        f"De map van {provincie.naam} staat klaar, zonder een enkel cijfer. Wat nu:\n"
        f"1. Lees de cijfers per gemeente in: ibt inlezen BESTAND --periode 2024-2 --provincie {map_} --bron ID{keuze.data_optie}\n"
        f"   of maak een leeg blad om in te vullen: ibt nieuw 2024-2 --provincie {map_}{keuze.data_optie}\n"
        f"2. Vul het kader in (zonder kader wordt er geen trede berekend): {map_}/kaders/, daarna ibt controleer --provincie {map_}{keuze.data_optie}\n"
        f"3. Maak het rapport: ibt rapport 2024-2 --provincie {map_}{keuze.data_optie}\n"
        f"De tegelkaart en de huisstijl mag u veranderen; grenzen geeft u met ibt tegels {map_} --grenzen gemeenten.geojson."
    )
    return GELUKT


def _tegels(keuze: argparse.Namespace) -> int:
    from ibtlib.gegevens.nieuwe_provincie import als_plattegrond, maak_tegels

    pad, nieuw = maak_tegels(keuze.provincie, keuze.data, keuze.grenzen)
    if not nieuw:
        print(
            f"Elke gemeente heeft al een tegel in {vanaf_hier(pad)}; er is niets veranderd. Haal rijen weg om ze opnieuw te leggen."
        )
        return GELUKT
    print(als_plattegrond(nieuw))
    print(
        f"klaar: {vanaf_hier(pad)} ({aantal(len(nieuw), 'tegel', 'tegels')} erbij). Verplaats tegels door rij en kolom te veranderen."
    )
    return GELUKT


def _inlezen(keuze: argparse.Namespace) -> int:
    from ibtlib.gegevens.inlezen.opdracht import lees_in, lees_in_overal

    for tekst in lees_in_overal(keuze) if keuze.alle_provincies else lees_in(keuze):
        print(tekst)
    return GELUKT


def _bron(keuze: argparse.Namespace) -> int:
    from ibtlib.gegevens.bronnen import voeg_bron_toe
    from ibtlib.gegevens.inlezen.opdracht import beschrijving

    bron = voeg_bron_toe(keuze.data, keuze.id, beschrijving(keuze))
    print(f"toegevoegd aan {vanaf_hier(keuze.data / 'bronnen.csv')}: {bron.id} ({leesbaar(bron.titel)})")
    return GELUKT


def _verwerk(keuze: argparse.Namespace) -> int:
    from ibtlib.basis.bestanden import beheer
    from ibtlib.controle.verwerking import verwerk
    from ibtlib.gegevens.gegevens import laad

    namen = [keuze.provincie] if keuze.provincie is not None else provincies(keuze.data)
    doel = keuze.data.parent / "processed"
    with beheer(keuze.data):  # from reading to writing: who reads later writes later, so the newest figures stay
        for g in [laad(naam, keuze.data) for naam in namen]:
            paden = verwerk(g, doel)
            print(f"klaar: {(doel / g.provincie).as_posix()} ({aantal(len(paden), 'bestand', 'bestanden')})")
    return GELUKT


def _vergelijk(keuze: argparse.Namespace) -> int:
    from ibtlib.basis.bestanden import schrijf_samen
    from ibtlib.controle.vergelijking import neem_op, vergelijk
    from ibtlib.controle.vergelijking.verslag import als_csv, als_tekst
    from ibtlib.rapport import zinnenlezer

    gedaan = vergelijk(*(neem_op(naam, keuze.data, zinnenlezer) for naam in (keuze.oud, keuze.nieuw)))
    print(als_tekst(gedaan))
    if keuze.csv:
        schrijf_samen({keuze.csv: als_csv(gedaan).encode("utf-8-sig")})
        print(f"klaar: {keuze.csv.as_posix()}")
    if keuze.html:
        from ibtlib.rapport.vergelijkingspagina import vergelijkingspagina
        from ibtlib.uitvoering.pagina import schrijf_pagina

        print(f"klaar: {schrijf_pagina(vergelijkingspagina(gedaan), keuze.html).as_posix()}")
    return GELUKT


def _lab(keuze: argparse.Namespace) -> int:
    from ibtlib.basis.omgeving import word
    from ibtlib.uitvoering.werkexemplaren import zet_klaar

    if {"-h", "--help"} & set(keuze.opties):
        keuze.uitleg()
        return GELUKT
    zet_klaar()
    return word([sys.executable, "-m", "jupyterlab", *keuze.opties])


OPDRACHTEN = {
    "": _overzicht,
    "rapport": _rapport,
    "monitor": _monitor,
    "nieuw": _nieuw,
    "nieuw-provincie": _nieuw_provincie,
    "tegels": _tegels,
    "inlezen": _inlezen,
    "bron": _bron,
    "controleer": _controleer,
    "beoordeel": _beoordeel,
    "verwerk": _verwerk,
    "vergelijk": _vergelijk,
    "lab": _lab,
}


if __name__ == "__main__":
    sys.exit(main())
