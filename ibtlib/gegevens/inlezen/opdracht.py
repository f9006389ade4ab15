"""`ibt inlezen` as a command: from the options and a file to what is printed."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterator

from ibtlib.basis.fouten import AanvraagFout, IbtFout, leesbaar, opsomming, vanaf_hier
from ibtlib.basis.periode import Periode, lees_datum
from ibtlib.basis.plaatsen import echte_provincies
from ibtlib.gegevens.bronnen import BESCHRIJVING
from ibtlib.gegevens.inlezen.bladen import Bestand, lees_bestand
from ibtlib.gegevens.inlezen.doeltabel import GEMEENTEN, STANDEN_VAN_DE_DAG, Doeltabel, doeltabel
from ibtlib.gegevens.inlezen.keuzes import Keuzes, Vraag, paren, rijnummers, te_kiezen, ver_weg
from ibtlib.gegevens.inlezen.kolommen import Vraagstelling
from ibtlib.gegevens.inlezen.koppen import zoek_kop
from ibtlib.gegevens.inlezen.schrijven import Doel, bron_voor, schrijf
from ibtlib.gegevens.inlezen.verslag import begrepen, nog_te_doen
from ibtlib.gegevens.inlezen.voorstel import NietInBestand, Voorstel, maak_voorstel
from ibtlib.gegevens.innameregister import laad_register

_ZO_OVER = ("blad", "kopregel", "streepje", "voorsprong", "punt", "komma", "verborgen", "doorgehaald")


def beschrijving(keuze: argparse.Namespace) -> dict[str, str]:
    """What the command says of a source."""
    return {n: w for n in BESCHRIJVING if (w := getattr(keuze, n))}


def lees_in(keuze: argparse.Namespace) -> Iterator[str]:
    """Do what the command asks.

    Yields
    ------
    str
        What is to be printed, as it becomes known.

    Raises
    ------
    AanvraagFout, InvoerFout
        What is wrong, or has to be answered first; nothing is written then.
    """
    register = laad_register(keuze.provincie, keuze.data)
    bestand, doel = lees_bestand(keuze.bestand), doeltabel(keuze.tabel)
    periode = _periode(keuze, doel)
    keuzes = _keuzes(keuze, doel)
    if doel.naam == STANDEN_VAN_DE_DAG.naam and _per_gemeente(bestand, periode, keuzes):
        doel = STANDEN_VAN_DE_DAG
    dag = _dag(keuze, doel)
    wanneer = str(dag or (periode if keuze.periode else keuze.bron))
    plek = Doel(register.data, keuze.provincie, doel, Periode.van(dag) if dag else periode, dag, keuze.vervang, wanneer)
    plek.controleer()
    bron = bron_voor(register.data, keuze.bron, beschrijving(keuze))
    vraag = Vraagstelling(plek.periode, doel, keuzes.genoemd, alle=keuze.periode is None and not dag)
    voorstel = maak_voorstel(bestand, vraag, register, bron.id, keuzes)
    yield begrepen(voorstel)
    nog_te_doen(voorstel, keuze.ja)
    tabel, origineel, bon = (vanaf_hier(p) for p in schrijf(voorstel, plek, bron))
    for aangenomen in voorstel.vragen:
        yield f"  aangenomen: {leesbaar(aangenomen.wat)}: {leesbaar(aangenomen.voorstel)}"
    yield f"klaar: {tabel}\n  origineel: {origineel}\n  bonnetje: {bon}"
    yield _verder(voorstel, keuze)


def lees_in_overal(keuze: argparse.Namespace) -> Iterator[str]:
    """The same file for every real province that is there, one after the other; each takes its own rows.

    Raises
    ------
    AanvraagFout
        With what is wrong or has to be answered, per province that was not read in; the others are.
    """
    mislukt: dict[str, list[str]] = {}
    gelukt = []
    for naam in echte_provincies(keuze.data):
        yield f"\n{naam}"
        try:
            yield from lees_in(argparse.Namespace(**vars(keuze) | {"provincie": naam}))
            gelukt.append(naam)
        except NietInBestand as fout:
            yield f"  overgeslagen: {fout}"
        except IbtFout as fout:
            mislukt.setdefault(str(fout), []).append(naam)
            yield "  niet ingelezen; zie onderaan"
    if mislukt:
        delen = "\n\n".join(f"{opsomming(namen)}:\n{wat}" for wat, namen in mislukt.items())
        samen = opsomming(naam for namen in mislukt.values() for naam in namen)
        rest = f"Wel ingelezen: {opsomming(gelukt)}; lees de andere apart in, met --provincie." if gelukt else ""
        raise AanvraagFout(f"{delen}\n\nNiet ingelezen: {samen}. {rest}".rstrip())


def _keuzes(keuze: argparse.Namespace, doel: Doeltabel) -> Keuzes:
    return Keuzes(
        kolommen=paren("kolom", keuze.kolom, doel.gebruikt),
        weglaten=frozenset(keuze.weglaten),
        namen=paren("naam", keuze.naam),
        rijen={_rijnummer(rij): code for rij, code in paren("rij", keuze.rij).items()},
        overslaan=rijnummers(keuze.overslaan),
        alleen=paren("alleen", keuze.alleen),
        cellen=paren("cel", keuze.cel),
        lezingen=paren("lees", keuze.lees),
        vul=paren("vul", keuze.vul, doel.velden),
        genoemd=frozenset(Periode.lees(p) for p in keuze.genoemd),
        **{naam: getattr(keuze, naam) for naam in _ZO_OVER},
    )


def _rijnummer(tekst: str) -> int:
    (nummer, *meer) = rijnummers([tekst])
    if meer:
        raise AanvraagFout(f"Bij --rij: '{leesbaar(tekst)}' is meer dan één rij. Schrijf bijvoorbeeld --rij 14=GM0342.")
    return nummer


def _periode(keuze: argparse.Namespace, doel: Doeltabel) -> Periode:
    """The periode that is asked; one that is far away is asked about, and a table without periode needs none."""
    if keuze.periode is None:
        if doel is GEMEENTEN:
            raise AanvraagFout("Zeg met --periode over welk half jaar de cijfers gaan, bijvoorbeeld --periode 2024-1.")
        return Periode.van(dt.date.today())
    periode = Periode.lees(keuze.periode)
    if (ver := ver_weg(periode)) and not keuze.periode_klopt:
        nu = Periode.van(dt.date.today())
        opties_ = ("--periode-klopt", f"--periode {nu.vorige}", f"--periode {nu}")
        raise AanvraagFout(te_kiezen(keuze.bestand.name, [Vraag(f"{ver}. Is dat de periode?", opties=opties_)]))
    return periode


def _per_gemeente(bestand: Bestand, periode: Periode, keuzes: Keuzes) -> bool:
    """Whether a file with tussenstanden names gemeenten: then it is the stand of one day, and not of the province."""
    vraag = Vraagstelling(periode, STANDEN_VAN_DE_DAG)
    return any((kop := zoek_kop(b, vraag, keuzes.kopregel)) and kop.sterkte for b in bestand.bladen if not b.verborgen)


def _dag(keuze: argparse.Namespace, doel: Doeltabel) -> dt.date | None:
    if doel is not STANDEN_VAN_DE_DAG:
        return None
    if keuze.stand is None:
        raise AanvraagFout(
            "Zeg met --stand van welke dag de stand per gemeente is, bijvoorbeeld --stand 2024-09-01. Er is niets geschreven."
        )
    try:
        dag = lees_datum(keuze.stand)
    except ValueError as fout:
        raise AanvraagFout(f"Bij --stand: {fout}.") from None
    if dag == Periode.van(dag).begin:
        raise AanvraagFout(
            f"Bij --stand: {keuze.stand} is een peildatum: dan staat de eindstand vast, lees die in met --periode."
        )
    return dag


def _verder(v: Voorstel, keuze: argparse.Namespace) -> str:
    rest = f"--provincie {keuze.provincie}{keuze.data_optie}"
    rapport = "" if v.vraag.alle or keuze.periode is None else f" en ibt rapport {v.vraag.periode} {rest}"
    return f"Nu: ibt controleer {rest}; daarna ibt verwerk {rest}{rapport}"
