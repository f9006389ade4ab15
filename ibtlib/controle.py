"""Everything that does not add up, found from the data: nothing is repaired, both figures stay.

A `Bevinding` is a difference between figures that were published, or between a published figure and what
follows from its parts. Invalid data is something else: that is refused at load (`fouten.InvoerFout`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ibtlib.fouten import opsomming
from ibtlib.gegevens import Gegevens
from ibtlib.getallen import Getal, rond_heel, toon, toon_procent
from ibtlib.invoer import rijen
from ibtlib.opvang.capaciteit import lees
from ibtlib.opvang.spreidingswet import dekking, provincies
from ibtlib.periode import Periode, datum_voluit
from ibtlib.uitkomsten import Stand, resultaat, stand_in_woorden, standen, versies
from ibtlib.uitspraken import uitspraken

LANDELIJK = "landelijk"


@dataclass(frozen=True)
class Plek:
    """A figure and where it stands; without a source it was computed, and `vindplaats` is the formula."""

    waarde: str
    bron: str
    vindplaats: str

    @property
    def berekend(self) -> bool:
        return not self.bron


@dataclass(frozen=True)
class Bevinding:
    """One thing that does not add up.

    Parameters
    ----------
    id : str
        Stable name: kind and subject (`eindstand-2023-1`).
    ernst : str
        `verschil` (between sources, or with its own parts).
    onderwerp : str
        What it is about, a few words.
    wat : str
        One Dutch sentence with the figures.
    plekken : tuple of Plek
        All figures involved.
    perioden : tuple of str
        Perioden whose report shows it; empty for opvang.
    gebied : str
        Province name in commands, or `landelijk`.
    """

    id: str
    ernst: str
    onderwerp: str
    wat: str
    plekken: tuple[Plek, ...]
    perioden: tuple[str, ...]
    gebied: str


def bevindingen(g: Gegevens) -> list[Bevinding]:
    """Every difference that follows from the data of a province, national tables included.

    Returns
    -------
    list of Bevinding
        In a fixed order: standen, resultaten, treden, gemeentecijfers, uitspraken, gebeurtenissen, opvang.

    Examples
    --------
    >>> from ibtlib.gegevens import laad
    >>> [b.id for b in bevindingen(laad("utrecht"))][:2]
    ['stand-2024-01-01', 'totaalopgave-2024-1']
    """
    return [b for regel in _REGELS for b in regel(g)]


def van_opvang(g: Gegevens) -> list[Bevinding]:
    """The findings that belong to no periode: opvang and Spreidingswet.

    The national ones are left out for an invented province: real figures never stand under the word FICTIEF.
    """
    return [b for b in bevindingen(g) if not b.perioden and not (g.fictief and b.gebied == LANDELIJK)]


def van_periode(alle: list[Bevinding], periode: Periode) -> list[Bevinding]:
    """The findings that touch one periode."""
    return [b for b in alle if str(periode) in b.perioden]


# --- positions ------------------------------------------------------------------------------------------


def _standen(g: Gegevens) -> Iterator[Bevinding]:
    """One peildatum, several positions; and what the other position makes of the totaalopgave."""
    for datum in _peildata(g):
        gevonden = standen(g, datum)
        verschillend = sorted({s.achterstand for s in gevonden})
        if len(verschillend) < 2:
            continue
        eindigt, begint = _perioden_rond(datum)
        yield Bevinding(
            f"stand-{datum.isoformat()}",
            "verschil",
            f"stand op {datum_voluit(datum)}",
            f"Op {datum_voluit(datum)} geven de bronnen {opsomming(map(stand_in_woorden, verschillend))}.",
            tuple(_plek(s) for s in gevonden),
            (str(eindigt), str(begint)),
            g.provincie,
        )
        volgend = resultaat(g, begint)
        if volgend is None or volgend.totaalopgave is None:
            continue
        t = volgend.taakstelling
        anders = [stand for stand in verschillend if t + stand != volgend.totaalopgave]
        if anders:
            yield Bevinding(
                f"totaalopgave-{begint}",
                "verschil",
                f"totaalopgave {begint}",
                f"De totaalopgave van {begint} is gepubliceerd als {toon(volgend.totaalopgave)}; "
                f"{opsomming(f'met {stand_in_woorden(stand)} zou zij {toon(t + stand)} zijn' for stand in anders)}.",
                (
                    Plek(toon(volgend.totaalopgave), volgend.bron, volgend.vindplaats),
                    *(Plek(toon(t + stand), "", f"{toon(t)} + {toon(stand)}") for stand in anders),
                ),
                (str(begint),),
                g.provincie,
            )


def _eindstanden(g: Gegevens) -> Iterator[Bevinding]:
    """The aansluiting: totaalopgave − realisatie against the position published for the day after."""
    for periode in g.reeks():
        r = resultaat(g, periode)
        gepubliceerd = standen(g, periode.peildatum)
        if r is None or r.achterstand_eind is None or not gepubliceerd:
            continue
        if r.achterstand_eind in {s.achterstand for s in gepubliceerd}:
            continue  # one of the sources agrees; that they differ among themselves is _standen's finding
        yield Bevinding(
            f"eindstand-{periode}",
            "verschil",
            f"aansluiting {periode} op {periode.volgende}",
            f"Totaalopgave min realisatie van {periode} is {stand_in_woorden(r.achterstand_eind)}; voor "
            f"{datum_voluit(periode.peildatum)} is {opsomming(dict.fromkeys(stand_in_woorden(s.achterstand) for s in gepubliceerd))}"
            " gepubliceerd.",
            (
                Plek(
                    stand_in_woorden(r.achterstand_eind), "", f"{toon(r.totaalopgave or 0)} − {toon(r.realisatie or 0)}"
                ),
                *(_plek(s) for s in gepubliceerd),
            ),
            (str(periode), str(periode.volgende)),
            g.provincie,
        )


# --- one row of results against its own parts ------------------------------------------------------------


def _resultaten(g: Gegevens) -> Iterator[Bevinding]:
    for periode in g.reeks():
        for r in versies(g, periode):
            paren: list[tuple[str, int | None, Getal | None, str]] = [
                ("totaalopgave", r.totaalopgave, r.totaalopgave_berekend, "taakstelling + achterstand_begin"),
                ("realisatie_pct_taakstelling", r.realisatie_pct_taakstelling, r.pct_taakstelling, "realisatie ÷ taakstelling"),
                ("realisatie_pct_totaalopgave", r.realisatie_pct_totaalopgave, r.pct_totaalopgave, "realisatie ÷ totaalopgave"),
            ]  # fmt: skip
            for grootheid, gepubliceerd, berekend, formule in paren:
                if gepubliceerd is None or berekend is None or gepubliceerd == rond_heel(berekend):
                    continue
                yield Bevinding(
                    f"{grootheid}-{periode}-{r.versie}",
                    "verschil",
                    f"{grootheid} {periode}",
                    f"De {grootheid} van {periode} is gepubliceerd als {toon(gepubliceerd)}, "
                    f"de delen geven {toon(berekend, 0 if isinstance(berekend, int) else 1)}.",
                    (Plek(toon(gepubliceerd), r.bron, r.vindplaats), Plek(toon(berekend), "", formule)),
                    (str(periode),),
                    g.provincie,
                )


def _tussenstanden(g: Gegevens) -> Iterator[Bevinding]:
    for rij in rijen(g.tabel("tussenstanden")):
        eerste = versies(g, Periode.lees(rij["periode"]))[:1]
        if rij["realisatie_pct_totaalopgave"] is None or not eerste or not eerste[0].totaalopgave:
            continue
        berekend = Fraction(100 * rij["realisatie"], eerste[0].totaalopgave)
        if rond_heel(berekend) == rij["realisatie_pct_totaalopgave"]:
            continue
        yield Bevinding(
            f"tussenstand-{rij['datum'].isoformat()}",
            "verschil",
            f"tussenstand {datum_voluit(rij['datum'])}",
            f"De tussenstand van {datum_voluit(rij['datum'])} is gepubliceerd als "
            f"{rij['realisatie_pct_totaalopgave']}% van de totaalopgave; het is {toon_procent(berekend, 1)}.",
            (
                Plek(f"{rij['realisatie_pct_totaalopgave']}%", rij["bron"], rij["vindplaats"]),
                Plek(toon_procent(berekend, 1), "", f"{toon(rij['realisatie'])} ÷ {toon(eerste[0].totaalopgave)}"),
            ),
            (rij["periode"],),
            g.provincie,
        )


# --- counts against the rows that they count -------------------------------------------------------------


def _tellingen(g: Gegevens) -> Iterator[Bevinding]:
    beoordelingen = g.tabel("beoordelingen")
    for rij in rijen(g.tabel("tellingen")):
        van_periode_ = beoordelingen[beoordelingen["periode"] == rij["periode"]]
        if rij["kenmerk"] not in ("trede", "grondslag") or van_periode_.empty:
            continue
        geteld = int((van_periode_[rij["kenmerk"]].astype(str) == str(rij["waarde"])).sum())
        if geteld == rij["gemeenten"]:
            continue
        wat = f"{rij['kenmerk']} {rij['waarde']}"
        yield Bevinding(
            f"telling-{rij['periode']}-{rij['kenmerk']}-{rij['waarde']}",
            "verschil",
            f"aantal gemeenten met {wat}, {rij['periode']}",
            f"De bron telt in {rij['periode']} {rij['gemeenten']} gemeenten met {wat}; in de tabel staan er {geteld}.",
            (Plek(str(rij["gemeenten"]), rij["bron"], rij["vindplaats"]), Plek(str(geteld), "", "geteld in de tabel")),
            (rij["periode"],),
            g.provincie,
        )


def _gemeentecijfers(g: Gegevens) -> Iterator[Bevinding]:
    """Sums of the gemeenten against the province, and the chain of positions of each gemeente."""
    cijfers = g.gemeentecijfers
    for tekst in sorted(set(cijfers["periode"])):
        van = cijfers[cijfers["periode"] == tekst]
        r = resultaat(g, Periode.lees(tekst))
        for kolom in ("taakstelling", "achterstand_begin", "realisatie"):
            provinciaal = getattr(r, kolom) if r else None
            if provinciaal is None or van[kolom].isna().any():
                continue
            som = int(van[kolom].sum())
            if som == provinciaal:
                continue
            yield Bevinding(
                f"som-{kolom}-{tekst}",
                "verschil",
                f"som van de gemeenten, {kolom} {tekst}",
                f"De {kolom} van de gemeenten telt in {tekst} op tot {toon(som)}; voor de provincie is "
                f"{toon(provinciaal)} gepubliceerd.",
                (Plek(toon(provinciaal), r.bron, r.vindplaats), Plek(toon(som), "", "som van de gemeenten")),  # type: ignore[union-attr]
                (tekst,),
                g.provincie,
            )
        yield from _keten(g, van, Periode.lees(tekst))


def _keten(g: Gegevens, van: Any, periode: Periode) -> Iterator[Bevinding]:
    import pandas as pd

    cijfers = g.gemeentecijfers
    volgend = cijfers[cijfers["periode"] == str(periode.volgende)].set_index("gemeentecode")
    for rij in rijen(van):
        code = rij["gemeentecode"]
        if code not in volgend.index or None in (rij["taakstelling"], rij["achterstand_begin"], rij["realisatie"]):
            continue
        eind = rij["taakstelling"] + rij["achterstand_begin"] - rij["realisatie"]
        begin = volgend.loc[code, "achterstand_begin"]
        if pd.isna(begin) or int(begin) == eind:
            continue
        yield Bevinding(
            f"keten-{code}-{periode}",
            "verschil",
            f"aansluiting {rij['gemeente']}, {periode} op {periode.volgende}",
            f"{rij['gemeente']} eindigt {periode} met {stand_in_woorden(eind)} en begint {periode.volgende} met {stand_in_woorden(int(begin))}.",
            (
                Plek(stand_in_woorden(eind), "", "taakstelling + achterstand_begin − realisatie"),
                Plek(stand_in_woorden(int(begin)), volgend.loc[code, "bron"], volgend.loc[code, "vindplaats"]),
            ),
            (str(periode), str(periode.volgende)),
            g.provincie,
        )


# --- statements in words ---------------------------------------------------------------------------------


def _uitspraken(g: Gegevens) -> Iterator[Bevinding]:
    verwacht = {r["uitspraak"]: r["exact"] for r in rijen(g.tabel("uitspraken"))}
    for u in uitspraken(g):
        if u.exact != verwacht[u.id] and verwacht[u.id] is not None:
            reden = f"de tabel uitspraken verwacht {verwacht[u.id]}, de cijfers geven {u.exact}"
        elif u.klopt is False:
            reden = f"exact is het {u.exact_tekst}"
        else:
            continue
        yield Bevinding(
            f"uitspraak-{u.id}",
            "verschil",
            u.onderwerp,
            f"{u.onderwerp[0].upper()}{u.onderwerp[1:]}: gepubliceerd als ‘{u.gepubliceerd_als}’; {reden}.",
            (Plek(u.gepubliceerd_als, u.bron, u.vindplaats), Plek(u.exact_tekst, "", "uit de cijfers")),
            u.perioden,
            g.provincie,
        )


# --- dates, opvang ----------------------------------------------------------------------------------------


def _gebeurtenissen(g: Gegevens) -> Iterator[Bevinding]:
    """One event, several days."""
    frame = g.tabel("gebeurtenissen")
    for naam, vermeldingen in frame[frame["precisie"] == "dag"].groupby("gebeurtenis", sort=True):
        datums = sorted(set(vermeldingen["datum"]))
        if len(datums) < 2:
            continue
        yield Bevinding(
            f"datum-{naam}",
            "verschil",
            str(vermeldingen["omschrijving"].iloc[0]),
            f"Voor ‘{vermeldingen['omschrijving'].iloc[0]}’ geven de bronnen {opsomming(map(datum_voluit, datums))}.",
            tuple(Plek(datum_voluit(r["datum"]), r["bron"], r["vindplaats"]) for r in rijen(vermeldingen)),
            tuple(p for p in [str(naam)[-6:]] if p in {str(q) for q in g.perioden}),
            g.provincie,
        )


def _amv(g: Gegevens) -> Iterator[Bevinding]:
    """A count of gemeenten against the gemeenten that the same source names."""
    genoemd = g.tabel("amv_gemeenten")
    frame = g.tabel("amv")
    for rij in rijen(frame[frame["kenmerk"] == "gemeenten met nidos"]):
        namen = sorted(genoemd.loc[genoemd["peildatum"] == rij["peildatum"], "gemeente"])
        if not namen or len(namen) == rij["aantal"]:
            continue
        yield Bevinding(
            f"nidos-gemeenten-{rij['peildatum'].isoformat()}",
            "verschil",
            "gemeenten met Nidos-plekken",
            f"De bron kondigt {rij['aantal']} gemeenten aan en noemt er {len(namen)}: {opsomming(namen)}.",
            (
                Plek(str(rij["aantal"]), rij["bron"], rij["vindplaats"]),
                Plek(str(len(namen)), "", "gemeenten die met naam genoemd zijn"),
            ),
            (),
            g.provincie,
        )


def _dekking(g: Gegevens) -> Iterator[Bevinding]:
    """A coverage that was published counts places that come after the peilmomenten."""
    d = dekking(g)
    gepubliceerd = [r for r in rijen(g.tabel("uitspraken")) if r["uitspraak"] == "dekking-50-procent"]
    if d is None or not gepubliceerd or len(d.stappen()) < 2:
        return
    (rij,) = gepubliceerd
    met_wat_later_komt, op_tijd = d.stappen()[1][2], d.procent(d.op_peilmomenten)
    if rij["gepubliceerde_waarde"] == rond_heel(op_tijd):
        return
    yield Bevinding(
        "dekking-peilmomenten",
        "verschil",
        "dekking Spreidingswet",
        f"Gepubliceerd als ‘{rij['gepubliceerd_als']}’; exact {toon_procent(met_wat_later_komt, 2)} met de plekken die na de "
        f"peilmomenten komen, {toon_procent(op_tijd, 1)} met wat er dan zeker in gebruik is.",
        (
            Plek(rij["gepubliceerd_als"], rij["bron"], rij["vindplaats"]),
            Plek(toon_procent(met_wat_later_komt, 2), "", f"{toon(d.stappen()[1][1])} ÷ {toon(d.opgave)}"),
            Plek(toon_procent(op_tijd, 1), "", f"{toon(d.op_peilmomenten)} ÷ {toon(d.opgave)}"),
        ),
        (),
        g.provincie,
    )


def _opvang_gemeenten(g: Gegevens) -> Iterator[Bevinding]:
    """Opgaven and places of the gemeenten against those of the province, where both are published."""
    provincie, locaties = lees(g)
    paren: list[tuple[str, int, int, str, str]] = []
    for rij in rijen(g.tabel("opvangopgave")):
        soort = (rij["opgavesoort"], rij["cyclus"], rij["peildatum"])
        eigen = [r for r in rijen(g.tabel("opvang")) if (r["opgavesoort"], r["cyclus"], r["peildatum"]) == soort]
        for kolom in ("opgave", "waarvan_amv", "gerealiseerd"):
            waarden = [r[kolom] for r in eigen]
            if waarden and rij[kolom] is not None and None not in waarden:
                paren.append(
                    (f"{rij['opgavesoort']}, {kolom}", rij[kolom], sum(waarden), rij["bron"], rij["vindplaats"])
                )
    for fase in provincie:
        delen = [f for f in locaties if f.naam == fase.naam]
        for kolom in ("laag", "hoog") if delen else ():
            som = sum(getattr(f, kolom) for f in delen)
            paren.append((f"{fase.naam}, {kolom}", getattr(fase, kolom), som, fase.bron, fase.vindplaats))
    for onderwerp, gepubliceerd, som, bron, vindplaats in paren:
        if som != gepubliceerd:
            yield Bevinding(
                f"som-opvang-{onderwerp.replace(', ', '-').replace(' ', '-')}",
                "verschil",
                f"som van de gemeenten, {onderwerp}",
                f"Van {onderwerp} tellen de gemeenten op tot {toon(som)}; voor de provincie is {toon(gepubliceerd)} gepubliceerd.",
                (Plek(toon(gepubliceerd), bron, vindplaats), Plek(toon(som), "", "som van de gemeenten")),
                (),
                g.provincie,
            )


_KOLOMNAAM = {
    "plekken_nu": "huidige opvangplekken",
    "opgave_extra": "opgave extra opvangplekken",
    "verdeling_2022": "verdeling november 2022",
    "opgave_2024": "opgave 1 januari 2024",
    "nog_nodig": "benodigde verhoging",
}


def _opvangplekken(g: Gegevens) -> Iterator[Bevinding]:
    """The table of the Rijksbrief: its rows, and its columns against its own total row."""
    frame = provincies(g)
    for rij in rijen(frame):
        for gepubliceerd, berekend, formule in (
            ("opgave_2024", "opgave_berekend", "verdeling november 2022 + extra"),
            ("nog_nodig", "nog_nodig_berekend", "opgave − huidige plekken"),
        ):
            if rij[gepubliceerd] != rij[berekend]:
                yield _kolomverschil(
                    f"opvangplekken-{rij['gebiedscode']}-{gepubliceerd}",
                    f"{_KOLOMNAAM[gepubliceerd]}, {rij['gebied']}",
                    rij[gepubliceerd], rij[berekend], formule, rij,
                )  # fmt: skip
    delen, totaal = frame[frame["gebiedscode"] != "NL01"], frame[frame["gebiedscode"] == "NL01"]
    for rij in rijen(totaal):
        for kolom, naam in _KOLOMNAAM.items():
            som = int(delen[kolom].sum())
            if som != rij[kolom]:
                yield _kolomverschil(
                    f"opvangplekken-totaal-{kolom}",
                    f"kolomtotaal {naam}",
                    rij[kolom],
                    som,
                    "som van de provincies",
                    rij,
                )


def _kolomverschil(
    id_: str, onderwerp: str, gepubliceerd: int, berekend: int, formule: str, rij: dict[str, Any]
) -> Bevinding:
    return Bevinding(
        id_,
        "verschil",
        onderwerp,
        f"{onderwerp[0].upper()}{onderwerp[1:]}: gepubliceerd is {toon(gepubliceerd)}, de delen geven {toon(berekend)}.",
        (Plek(toon(gepubliceerd), rij["bron"], rij["vindplaats"]), Plek(toon(berekend), "", formule)),
        (),
        LANDELIJK,
    )


_REGELS: tuple[Callable[[Gegevens], Iterator[Bevinding]], ...] = (
    _standen,
    _eindstanden,
    _resultaten,
    _tussenstanden,
    _tellingen,
    _gemeentecijfers,
    _uitspraken,
    _gebeurtenissen,
    _amv,
    _dekking,
    _opvang_gemeenten,
    _opvangplekken,
)


# --- helpers ----------------------------------------------------------------------------------------------


def _peildata(g: Gegevens) -> list[dt.date]:
    return sorted({*g.tabel("standen")["peildatum"], *(p.begin for p in g.reeks())})


def _perioden_rond(datum: dt.date) -> tuple[Periode, Periode]:
    begint = Periode(datum.year, 1 if datum.month < 7 else 2)
    return begint.vorige, begint


def _plek(stand: Stand) -> Plek:
    return Plek(stand_in_woorden(stand.achterstand), stand.bron, stand.vindplaats)
