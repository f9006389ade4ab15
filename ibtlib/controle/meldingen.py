"""Everything wrong in one go: what is invalid, what differs and what is worth a question, grouped by file."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ibtlib.basis.fouten import IbtFout, InvoerFout, Probleem, aantal, opsomming, vanaf_hier
from ibtlib.basis.woorden import hoofdletter
from ibtlib.controle import kaders, ongebruikt
from ibtlib.controle.bevinding import ERNST, FOUT, LANDELIJK, MEERVOUD, VERSCHIL, VRAAG, Bevinding, Plek
from ibtlib.controle.bevindingen import alle_bevindingen, vragen
from ibtlib.gegevens.bronnen import BRONNEN
from ibtlib.gegevens.correcties import Correctie
from ibtlib.gegevens.gegevens import Gegevens, laad_alle
from ibtlib.gegevens.invoer import lees_tabel

MEESTE_OP_SCHERM = 500  # findings; nobody reads further, and --html and --json have them all


@dataclass(frozen=True)
class Plaats:
    """A file, and the line and column in it; 0 and empty where the file as a whole is meant."""

    bestand: str
    regel: int = 0
    kolom: str = ""


@dataclass(frozen=True)
class Melding:
    """A finding with where its figures stand in the raw data: a place, or None, for each of its `plekken`.

    `bestand` is the file under which it is told; paths are relative to the data folder.
    """

    bevinding: Bevinding
    bestand: str
    plaatsen: tuple[Plaats | None, ...]


@dataclass(frozen=True)
class Controle:
    """The outcome of a check."""

    data: Path  # folder with raw data
    meldingen: tuple[Melding, ...]  # fouten, verschillen and vragen, by file
    problemen: dict[Path, list[Probleem]]  # what is invalid, as `InvoerFout` has it
    provincies: tuple[Gegevens, ...]  # the provinces that are valid
    gevraagd: tuple[str, ...]  # the provinces that were asked for

    @property
    def geldig(self) -> bool:
        return not self.problemen

    @property
    def correcties(self) -> tuple[tuple[str, Correctie], ...]:
        """Every correction that was applied, with its province."""
        return tuple((g.provincie, c) for g in self.provincies for c in g.correcties)

    @property
    def aantallen(self) -> dict[str, int]:
        """Findings by ernst, and how many of them are explained."""
        tel = {ernst: sum(m.bevinding.ernst == ernst for m in self.meldingen) for ernst in ERNST}
        return {**tel, "bekend": sum(m.bevinding.bekend is not None for m in self.meldingen)}

    def per_bestand(self) -> dict[str, list[Melding]]:
        """Findings by the file under which they are told: worst first, both the files and what is in them."""
        uit: dict[str, list[Melding]] = {}
        for melding in sorted(self.meldingen, key=lambda m: ERNST.index(m.bevinding.ernst)):
            uit.setdefault(melding.bestand, []).append(melding)
        return dict(sorted(uit.items(), key=lambda paar: (ERNST.index(paar[1][0].bevinding.ernst), paar[0])))


def controleer(data: Path, namen: list[str], alle: bool) -> Controle:
    """Check the raw data of provinces.

    Parameters
    ----------
    data : Path
        Folder with raw data.
    namen : list of str
        Provinces.
    alle : bool
        These are all there are: only then can a source be said to be unused.
    """
    geladen, problemen = laad_alle(namen, data)
    gevonden: dict[str, Melding] = {}
    geldig = []
    for g in geladen:
        try:
            verschillen = alle_bevindingen(g)
            lijst = [*verschillen, *vragen(g, verschillen)]
        except IbtFout as fout:  # rows that are well-formed and contradict themselves show when they are used
            problemen |= _van_rijen(fout, g.provincie, data)
            continue
        geldig.append(g)
        for b in lijst:
            sleutel = b.id if b.gebied == LANDELIJK else f"{g.provincie}/{b.id}"
            if sleutel not in gevonden or b.bekend:  # the same for every province, unless one explains it
                gevonden[sleutel] = _melding(g, b)
    if alle and not problemen:
        register = {id_: regel for regel, id_ in lees_tabel(data / "bronnen.csv", BRONNEN)["id"].items()}
        for b, id_ in ongebruikt.bronnen(geldig):
            gevonden[b.id] = Melding(b, "bronnen.csv", (Plaats("bronnen.csv", register[id_]),))
    for b, pad in ongebruikt.bestanden(data, namen):
        gevonden[b.id] = Melding(b, pad, (Plaats(pad),))
    meldingen = (*_fouten(problemen, data), *gevonden.values())
    return Controle(data, meldingen, problemen, tuple(geldig), tuple(namen))


def _van_rijen(fout: IbtFout, provincie: str, data: Path) -> dict[Path, list[Probleem]]:
    if isinstance(fout, InvoerFout):
        return {data / provincie / pad.name: lijst for pad, lijst in fout.problemen.items()}
    return {data / provincie: [Probleem(0, "", str(fout))]}


def _fouten(problemen: dict[Path, list[Probleem]], data: Path) -> Iterator[Melding]:
    for pad, lijst in problemen.items():
        bestand = pad.relative_to(data).as_posix() if pad.is_relative_to(data) else pad.as_posix()
        vaker: dict[str, int] = {}
        for p in sorted(set(lijst)):
            delen = [
                bestand.removesuffix(pad.suffix),
                *([f"{p.regel}"] if p.regel else []),
                *([p.kolom] if p.kolom else []),
            ]
            id_ = f"fout-{'-'.join(delen).replace('/', '-')}"
            vaker[id_] = vaker.get(id_, 0) + 1
            waar = [f"regel {p.regel}"] if p.regel else []
            waar += [f"kolom {p.kolom}"] if p.kolom else []
            fout = Bevinding(
                id_ if vaker[id_] == 1 else f"{id_}-{vaker[id_]}",
                FOUT,
                ", ".join(waar) or "het bestand",
                f"{hoofdletter(p.wat).rstrip('.')}.",
                (Plek("", "", ""),),
                (),
                bestand.partition("/")[0],
                advies="Verbeter het bestand; zolang dit er staat, worden de cijfers niet gebruikt.",
            )
            yield Melding(fout, bestand, (Plaats(bestand, p.regel, p.kolom),))


def _melding(g: Gegevens, b: Bevinding) -> Melding:
    plaatsen = tuple(_plaats(g, p) for p in b.plekken)
    return Melding(b, next((p.bestand for p in plaatsen if p), g.provincie), plaatsen)


def _plaats(g: Gegevens, p: Plek) -> Plaats | None:
    if p.rij is None:
        return None
    tabel, sleutel = p.rij
    if tabel != kaders.KADER:
        return Plaats(*g.plaats(tabel, sleutel))
    pad = next((k.pad for k in g.kaders if (k.kader,) == sleutel), None)
    if pad is None:
        return None
    regels = pad.read_text(encoding="utf-8").splitlines()
    regel = next((n for n, r in enumerate(regels, 1) if r.startswith(kaders.BEVESTIGING)), 0)
    return Plaats(f"kaders/{g.provincie}/{pad.name}", regel, kaders.BEVESTIGING)


def herkomst(p: Plek) -> str:
    """Where a figure comes from, in words: its source and place, a formula, a setting, or who explained it."""
    if p.bron:
        return f"{p.bron}, {p.vindplaats}"
    is_gegeven = p.rij and p.rij[0] in (kaders.KADER, "bekend")  # a setting, or the explanation of a person
    return p.vindplaats if is_gegeven else f"berekend, {p.vindplaats}"


# --- as text and as JSON ----------------------------------------------------------------------------------


def als_tekst(c: Controle) -> str:
    """The findings by file, and what it comes to."""
    regels: list[str] = []
    over = MEESTE_OP_SCHERM
    for bestand, alle in c.per_bestand().items():
        lijst = alle[:over]
        over -= len(lijst)
        if not lijst:
            continue
        regels.append(_pad(c, bestand))
        for m in lijst:
            regels += _regels(m)
        regels.append("")
    if (rest := len(c.meldingen) - MEESTE_OP_SCHERM) > 0:
        regels += [f"… en nog {rest}; alles staat in --json en --html.", ""]
    return "\n".join([*regels, *samenvatting(c)])


def _pad(c: Controle, bestand: str) -> str:
    """A file as one types it; a kader stands with the package, in the folder of the province, or where `--kader` says."""
    alle = (k.pad for g in c.provincies for k in g.kaders if k.pad and bestand == f"kaders/{g.provincie}/{k.pad.name}")
    return vanaf_hier(next(alle, c.data / bestand))


def _regels(m: Melding) -> Iterator[str]:
    b = m.bevinding
    merk = f"{b.ernst}{', bekend' if b.bekend else ''}"
    yield f"  {merk} · {b.onderwerp} [{b.id}]"
    yield f"    {b.wat}"
    for p, plaats in zip(b.plekken, m.plaatsen, strict=True):
        if p.waarde:
            yield f"      {p.waarde}: {herkomst(p)}{regelnummer(plaats, m.bestand)}"
    if b.bekend:
        yield f"    {b.bekend.zin}"
    elif b.advies:
        yield f"    Wat te doen: {b.advies}"


def regelnummer(plaats: Plaats | None, bestand: str) -> str:
    """The line, with the file where that is another one; empty when there is none."""
    if plaats is None or (plaats.bestand == bestand and not plaats.regel):
        return ""
    delen = [*([Path(plaats.bestand).name] if plaats.bestand != bestand else [])]
    delen += [f"regel {plaats.regel}"] if plaats.regel else []
    return f" ({' '.join(delen)})"


def samenvatting(c: Controle) -> list[str]:
    """What it comes to, in a few sentences."""
    n = c.aantallen
    zinnen = []
    if not c.geldig:
        niet = [naam for naam in c.gevraagd if naam not in {g.provincie for g in c.provincies}]
        zinnen.append(
            f"{_tel(n, FOUT)} in {aantal(len(c.problemen), 'bestand', 'bestanden')}. Of de cijfers van "
            f"{opsomming(niet)} op elkaar aansluiten, is pas daarna na te gaan."
        )
    elif not n[VERSCHIL]:
        zinnen.append("De gegevens zijn geldig en alles sluit op elkaar aan.")
    else:
        zinnen.append("De gegevens zijn geldig.")
    if n[VERSCHIL]:
        zinnen[-1] += f" {_tel(n, VERSCHIL)} tussen bronnen; niets is aangepast."
    if n[VRAAG]:
        zinnen.append(f"{_tel(n, VRAAG)} om na te gaan.")
    if n["bekend"]:
        zinnen.append(f"{aantal(n['bekend'], 'bevinding is', 'bevindingen zijn')} al verklaard in bekend.csv.")
    if c.correcties:
        zinnen.append(f"{aantal(len(c.correcties), 'correctie', 'correcties')} toegepast; zie correcties.csv.")
    return zinnen


def oproep(c: Controle) -> str:
    """What to do when the data are invalid."""
    return (
        f"{_tel(c.aantallen, FOUT)} in {opsomming(_eerste([vanaf_hier(pad) for pad in c.problemen], 10))}.\n"
        f"Verbeter {'het bestand' if len(c.problemen) == 1 else 'de bestanden'} en voer de opdracht opnieuw uit."
    )


def _eerste(namen: list[str], hoeveel: int) -> list[str]:
    """The first names, and how many more there are."""
    rest = len(namen) - hoeveel
    return namen if rest < 2 else [*namen[:hoeveel], f"nog {rest} bestanden"]


def _tel(n: dict[str, int], ernst: str) -> str:
    return aantal(n[ernst], ernst, MEERVOUD[ernst])


def als_json(c: Controle) -> str:
    """For another program: `data`, `geldig`, `aantallen`, `problemen`, `bevindingen`, `correcties`."""
    return json.dumps(
        {
            "data": c.data.as_posix(),
            "geldig": c.geldig,
            "aantallen": c.aantallen,
            "problemen": [
                {"bestand": pad.as_posix(), **asdict(p)} for pad, ps in c.problemen.items() for p in sorted(set(ps))
            ],
            "bevindingen": [_als_dict(m) for lijst in c.per_bestand().values() for m in lijst],
            "correcties": [{"provincie": naam, **asdict(correctie)} for naam, correctie in c.correcties],
        },
        ensure_ascii=False,
        indent=2,
        default=str,
    )


def _als_dict(m: Melding) -> dict[str, Any]:
    b = m.bevinding
    return {
        "id": b.id,
        "ernst": b.ernst,
        "onderwerp": b.onderwerp,
        "wat": b.wat,
        "bestand": m.bestand,
        "plekken": [
            {
                "waarde": p.waarde,
                "bron": p.bron,
                "vindplaats": p.vindplaats,
                "bestand": plaats.bestand if plaats else None,
                "regel": plaats.regel if plaats else None,
            }
            for p, plaats in zip(b.plekken, m.plaatsen, strict=True)
        ],
        "perioden": list(b.perioden),
        "gebied": b.gebied,
        "advies": b.advies,
        "bekend": asdict(b.bekend) if b.bekend else None,
    }


def datum(c: Controle) -> dt.date:
    """Of the page: the last peildatum in the data; without valid data the day on which a raw file was last saved."""
    peildata = [p.peildatum for g in c.provincies for p in g.perioden]
    bewaard = [p.stat().st_mtime for p in c.data.rglob("*.csv")]
    return max(peildata) if peildata else dt.datetime.fromtimestamp(max(bewaard), dt.UTC).date()
