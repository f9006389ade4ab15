"""`data/raw` → `data/processed`: tidy tables of one province, computed figures marked, with a data package.

The result is committed: its diff is what a colleague reviews.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ibtlib.basis.bestanden import beheer, csv_tekst
from ibtlib.beoordeling.beoordeel import beoordeel
from ibtlib.cijfers.opvang.spreidingswet import dekking
from ibtlib.cijfers.reeksen import trend
from ibtlib.cijfers.uitkomsten import resultaten
from ibtlib.cijfers.uitspraken import nagerekende_uitspraken
from ibtlib.controle.bevindingen import alle_bevindingen
from ibtlib.gegevens.correcties import sleuteltekst
from ibtlib.gegevens.datapakket import hulpbron, pakket, sleutel_van, veld
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.gegevens.provincietabellen import GEMEENTECIJFERS, PROVINCIETABELLEN
from ibtlib.gegevens.schema import Veld

if TYPE_CHECKING:
    import pandas as pd

Kolom = tuple[str, str, str]  # name, type, meaning
_TYPE = {"geheel": "integer", "procent": "number", "datum": "date"}
_PERIODE = Veld("periode", "periode", "half jaar")
_NIET_AFGELEID = {"provincie", "tegelkaart", "correcties", "bekend"}  # set-up of the tool, or not of a source


@dataclass(frozen=True)
class Verwerkt:
    """One table as it is written: name, meaning, columns with type and meaning, and rows."""

    naam: str
    uitleg: str
    velden: tuple[Kolom, ...]
    rijen: tuple[tuple[Any, ...], ...]

    @classmethod
    def van(cls, naam: str, uitleg: str, velden: Iterable[Kolom], rijen: Iterable[Mapping[str, Any]]) -> Verwerkt:
        """Of rows by the names of the columns."""
        velden = tuple(velden)
        return cls(naam, uitleg, velden, tuple(tuple(r[kolom] for kolom, _, _ in velden) for r in rijen))


def verwerk(g: Gegevens, doel: Path) -> list[Path]:
    """Write `doel/<provincie>/*.csv` and `datapackage.json`, all or none; the same data give the same bytes.

    Parameters
    ----------
    doel : Path
        The folder `data/processed`.

    Returns
    -------
    list of Path
        What was written.

    Raises
    ------
    AanvraagFout
        When the disk does not allow it; everything is as it was then.
    """
    map_ = doel / g.provincie
    alle = tabellen(g)
    inhoud = {f"{t.naam}.csv": als_csv(t) for t in alle}
    inhoud["datapackage.json"] = _datapakket(g, alle)
    with beheer(doel, nieuw=True) as ruimte:
        ruimte.vervang_map(map_, {naam: tekst.encode() for naam, tekst in inhoud.items()}, vervalt="*.csv")
    return [map_ / naam for naam in inhoud]


def tabellen(g: Gegevens) -> list[Verwerkt]:
    """Every table that `verwerk` writes."""
    return [
        *_overgenomen(g),
        _resultaten(g),
        _reeks(g),
        _treden(g),
        _dekking(g),
        _uitspraken(g),
        _bevindingen(g),
        *_bekend(g),
        *_correcties(g),
    ]


def _overgenomen(g: Gegevens) -> Iterable[Verwerkt]:
    """Published tables, checked and in one notation; the figures per gemeente of all perioden last."""
    alle = [(s.naam, s.uitleg, s.velden) for s in PROVINCIETABELLEN if s.naam not in _NIET_AFGELEID]
    alle.append((GEMEENTECIJFERS.naam, "Cijfers per gemeente en periode", (_PERIODE, *GEMEENTECIJFERS.velden)))
    for naam, uitleg, velden in alle:
        yield from _van_frame(f"gepubliceerd_{naam}", f"{uitleg} (gepubliceerd)", velden, g.gepubliceerd(naam))


def _van_frame(naam: str, uitleg: str, velden: Iterable[Veld], frame: pd.DataFrame) -> Iterable[Verwerkt]:
    """A raw table as it is, where there is anything in it."""
    if not frame.empty:
        soorten = ((v.naam, _TYPE.get(v.soort, "string"), v.uitleg) for v in velden)
        yield Verwerkt.van(naam, uitleg, soorten, rijen(frame))


def _resultaten(g: Gegevens) -> Verwerkt:
    velden = (
        ("periode", "string", "half jaar"),
        ("grootheid", "string", "wat het cijfer is"),
        ("eenheid", "string", "personen of procent"),
        (
            "gepubliceerd",
            "integer",
            "zoals de bron het geeft, of gecorrigeerd waar vindplaats dat zegt; leeg is niet in de gelezen bronnen",
        ),
        ("berekend", "number", "wat uit de delen volgt, afgerond op 6 decimalen"),
        ("verschil", "integer", "gepubliceerd min berekend, na afronding op hele getallen"),
        ("formule", "string", "van het berekende cijfer"),
        ("bron", "string", "id uit bronnen.csv"),
        ("vindplaats", "string", "plaats in de bron"),
    )
    alle = ({"periode": str(p), **r} for p in g.perioden for r in rijen(resultaten(g, p, exact=True)))
    return Verwerkt.van("resultaten", "Gepubliceerde resultaten naast wat uit de delen volgt", velden, alle)


def _reeks(g: Gegevens) -> Verwerkt:
    frame = trend(g).reeks(exact=True)
    uitleg = {
        "taakstelling": "geldende taakstelling, personen",
        "taakstelling_oorspronkelijk": "zoals eerst vastgesteld, personen",
        "taakstelling_verlaagd": "zoals later verlaagd, personen",
        "achterstand_begin": "personen; negatief is voorsprong",
        "totaalopgave": "personen",
        "realisatie": "personen",
        "achterstand_eind_berekend": "totaalopgave − realisatie, personen (berekend)",
        "pct_taakstelling": "realisatie ÷ taakstelling × 100 (berekend)",
        "pct_totaalopgave": "realisatie ÷ totaalopgave × 100 (berekend)",
    }
    soort = {k: "number" if k.startswith("pct") else "integer" for k in uitleg}
    velden = (("periode", "string", "half jaar, zonder overslaan"), *((k, soort[k], u) for k, u in uitleg.items()))
    alle = ({"periode": p, **r} for p, r in zip(frame.index, rijen(frame), strict=True))
    return Verwerkt.van("reeks", "Reeks van de provincie; leeg is niet in de gelezen bronnen", velden, alle)


def _treden(g: Gegevens) -> Verwerkt:
    """Published and computed treden side by side, never mixed."""
    velden = (
        ("periode", "string", "half jaar"),
        ("gemeentecode", "string", "CBS-code"),
        ("gemeente", "string", "naam"),
        ("trede_vastgesteld", "integer", "bepaald door Gedeputeerde Staten (gepubliceerd)"),
        ("trede_vorig", "integer", "trede waarvan de regel uitgaat"),
        ("trede_berekend", "integer", "wat het kader geeft op de cijfers (berekend)"),
        ("trede_zonder_verschoning", "integer", "zonder het koppelingstekort mee te wegen (berekend)"),
        ("grondslag_vastgesteld", "string", "waarop beoordeeld is (gepubliceerd)"),
        ("grondslag", "string", "waarop de regel oordeelt (berekend)"),
        ("regel", "string", "regel van het kader"),
        ("zekerheid", "string", "bron of aanname"),
        ("motivering", "string", "in woorden"),
    )
    alle = ({"periode": str(p), **r} for p in g.perioden for r in rijen(beoordeel(g, p, exact=True)))
    return Verwerkt.van("treden", "Vastgestelde en berekende trede per gemeente en periode", velden, alle)


def _dekking(g: Gegevens) -> Verwerkt:
    d = dekking(g)
    velden = (
        ("tot_en_met", "string", "fase tot en met welke is opgeteld"),
        ("plekken", "integer", "opgeteld (berekend)"),
        ("opgave", "integer", "opgave Spreidingswet, eerste cyclus"),
        ("dekking_pct", "number", "plekken ÷ opgave × 100 (berekend)"),
        ("nog_nodig", "integer", "opgave − plekken (berekend)"),
    )
    stappen = [(d.opgave, *stap) for stap in d.opbouw()] if d else []
    alle = (
        {"tot_en_met": fase, "plekken": n, "opgave": opgave, "dekking_pct": pct, "nog_nodig": opgave - n}
        for opgave, fase, n, pct in stappen
    )
    return Verwerkt.van("dekking", "Dekking van de opgave Spreidingswet, opgeteld per fase", velden, alle)


def _uitspraken(g: Gegevens) -> Verwerkt:
    velden = (
        ("uitspraak", "string", "vaste korte naam"),
        ("onderwerp", "string", "waarover de uitspraak gaat"),
        ("gepubliceerd_als", "string", "de woorden van de bron"),
        ("exact", "number", "wat de cijfers geven (berekend)"),
        ("eenheid", "string", "van het exacte cijfer"),
        ("oordeel", "string", "komt overeen, komt niet overeen of niet na te rekenen"),
        ("bron", "string", "id uit bronnen.csv"),
        ("vindplaats", "string", "plaats in de bron"),
    )
    alle = (
        {"uitspraak": u.id} | {naam: getattr(u, naam) for naam, _, _ in velden[1:]} for u in nagerekende_uitspraken(g)
    )
    return Verwerkt.van("uitspraken", "Uitspraken bij benadering naast het exacte cijfer", velden, alle)


def _bevindingen(g: Gegevens) -> Verwerkt:
    velden = (
        ("id", "string", "vaste naam van de bevinding"),
        ("gebied", "string", "provincie of landelijk"),
        ("ernst", "string", "verschil"),
        ("wat", "string", "wat er niet aansluit"),
        ("waarde", "string", "een van de cijfers"),
        ("bron", "string", "id uit bronnen.csv; leeg is berekend"),
        ("vindplaats", "string", "plaats in de bron, of de formule"),
    )
    wat = "Alles wat niet op elkaar aansluit, met elk cijfer en zijn vindplaats"
    return Verwerkt.van("aansluiting", wat, velden, (vars(b) | vars(p) for b in alle_bevindingen(g) for p in b.plekken))


def _bekend(g: Gegevens) -> Iterable[Verwerkt]:
    """Findings that somebody explained, where there are any."""
    velden = next(s.velden for s in PROVINCIETABELLEN if s.naam == "bekend")
    return _van_frame("bekend", "Verklaringen van bevindingen in aansluiting", velden, g.tabel("bekend"))


def _correcties(g: Gegevens) -> Iterable[Verwerkt]:
    """What the computed tables read differently than the published ones, where there is anything."""
    velden = (
        ("nummer", "integer", "zoals in vindplaats: [correctie 1]"),
        ("tabel", "string", "ruwe tabel"),
        ("sleutel", "string", "waarden van de sleutelkolommen van de rij"),
        ("gemeente", "string", "naam, als de rij over een gemeente gaat"),
        ("kolom", "string", "kolom waarin het cijfer staat"),
        ("in_bron", "string", "wat de bron geeft (gepubliceerd); leeg is niets"),
        ("waarde", "string", "wat gebruikt is in berekende tabellen (gecorrigeerd); leeg is niets"),
        ("reden", "string", "waarom"),
        ("door", "string", "wie het vaststelde"),
        ("datum", "date", "wanneer"),
        ("bron", "string", "id uit bronnen.csv, als een bron het zegt"),
        ("vindplaats", "string", "plaats in die bron"),
    )
    if g.correcties:
        alle = ({**vars(c), "sleutel": sleuteltekst(c.sleutel)} for c in g.correcties)
        yield Verwerkt.van("correcties", "Cijfers die anders gebruikt zijn dan gepubliceerd", velden, alle)


def als_csv(tabel: Verwerkt) -> str:
    """As it is written: UTF-8, semicolons, decimal comma, at most six decimals."""
    return csv_tekst([[naam for naam, _, _ in tabel.velden], *tabel.rijen])


def _datapakket(g: Gegevens, tabellen: Iterable[Verwerkt]) -> str:
    return pakket(
        f"ibt-huisvesting-{g.provincie}",
        f"IBT huisvesting vergunninghouders, provincie {g.naam}{' (FICTIEF)' if g.fictief else ''}",
        g.bronnen.values(),
        [
            hulpbron(
                t.naam.replace("_", "-"),
                f"{t.naam}.csv",
                t.uitleg,
                [veld(*v) for v in t.velden],
                sleutel_van([naam for naam, _, _ in t.velden], t.rijen),
            )
            for t in tabellen
        ],
    )
