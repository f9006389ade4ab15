"""Data for the toezichtbrieven: one row per gemeente for a mail merge, from the same functions as the appendix."""

from __future__ import annotations

from collections.abc import Callable

from ibtlib.basis.fouten import opsomming
from ibtlib.basis.getallen import rond_heel
from ibtlib.basis.periode import datum_voluit
from ibtlib.cijfers.posities import Positie, posities
from ibtlib.cijfers.uitkomsten import stand_in_woorden
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport.tabellen.basis import bronvermelding, tabel
from ibtlib.rapport.tabellen.gemeente import FEIT_IN_WOORDEN
from ibtlib.rapport.zinnen import gemeente as zinnen
from ibtlib.weergave import Kop, Tabel, Waarde


def _ja_nee(waar: bool | None) -> str:
    return "onbekend" if waar is None else "ja" if waar else "nee"


def _wijziging(p: Positie) -> str:
    if p.gewijzigd is None or p.trede is None or p.trede_hiervoor is None:
        return "onbekend"
    return "gelijk gebleven" if not p.gewijzigd else "hoger" if p.trede > p.trede_hiervoor else "lager"


# field of the letter, its kind, and what it says of a position
_VELDEN: tuple[tuple[str, str, Callable[[Gegevens, Positie], Waarde]], ...] = (
    ("gemeentecode", "tekst", lambda g, p: p.code),
    ("gemeente", "tekst", lambda g, p: p.gemeente),
    ("fictief", "tekst", lambda g, p: _ja_nee(g.fictief)),
    ("periode", "tekst", lambda g, p: str(p.periode)),
    ("periode_voluit", "tekst", lambda g, p: p.periode.voluit),
    ("peildatum", "tekst", lambda g, p: datum_voluit(p.periode.peildatum)),
    ("taakstelling", "geheel", lambda g, p: p.taakstelling),
    ("achterstand_begin", "geheel", lambda g, p: p.achterstand_begin),
    ("totaalopgave", "geheel", lambda g, p: p.totaalopgave),
    ("realisatie", "geheel", lambda g, p: p.realisatie),
    ("achterstand_eind", "geheel", lambda g, p: p.achterstand_eind),
    ("stand_eind", "tekst", lambda g, p: None if p.achterstand_eind is None else stand_in_woorden(p.achterstand_eind)),
    ("procent_taakstelling", "geheel", lambda g, p: None if p.pct_taakstelling is None else rond_heel(p.pct_taakstelling)),
    ("procent_totaalopgave", "geheel", lambda g, p: None if p.pct_totaalopgave is None else rond_heel(p.pct_totaalopgave)),
    ("gekoppeld", "geheel", lambda g, p: p.gekoppeld),
    ("koppelingstekort", "geheel", lambda g, p: p.koppelingstekort),
    ("trede", "geheel", lambda g, p: p.trede),
    ("trede_soort", "tekst", lambda g, p: p.trede_soort),
    ("trede_hiervoor", "geheel", lambda g, p: p.trede_hiervoor),
    ("trede_gewijzigd", "tekst", lambda g, p: _ja_nee(p.gewijzigd)),
    ("trede_wijziging", "tekst", lambda g, p: _wijziging(p)),
    ("trede_vastgesteld", "geheel", lambda g, p: p.trede_vastgesteld),
    ("trede_berekend", "geheel", lambda g, p: p.trede_berekend),
    ("grondslag_vastgesteld", "tekst", lambda g, p: p.grondslag_vastgesteld),
    ("grondslag_berekend", "tekst", lambda g, p: p.grondslag_berekend),
    ("kader", "tekst", lambda g, p: p.kader.titel if p.kader else None),
    ("regel", "tekst", lambda g, p: p.regel.naam if p.regel else None),
    ("regel_zekerheid", "tekst", lambda g, p: p.regel.zekerheid if p.regel else None),
    ("regel_vindplaats", "tekst", lambda g, p: p.regel.vindplaats if p.regel else None),
    ("besluit", "tekst", lambda g, p: zinnen.besluit(p)),
    ("motivering", "tekst", lambda g, p: zinnen.motivering(p)),
    ("verschoonbaar", "tekst", lambda g, p: zinnen.verschoonbaar(p)),
    ("volgende_periode", "tekst", lambda g, p: zinnen.benodigd(g, p)),
    ("niet_gepubliceerd", "tekst", lambda g, p: opsomming(FEIT_IN_WOORDEN[n] for n in p.ontbreekt) if p.ontbreekt else None),
    ("bron", "tekst", lambda g, p: "; ".join(bronvermelding(g, p.herkomst)) or None),
)  # fmt: skip


def brieven(g: Gegevens, periode: str) -> Tabel:
    """One row per gemeente with everything that its letter may say.

    Columns are named as merge fields; an empty cell is not published or cannot be computed, never 0. Percentages are
    whole, rounded as on the page.

    Examples
    --------
    >>> from ibtlib.gegevens.gegevens import laad
    >>> t = brieven(laad("utrecht"), "2023-2")
    >>> namen = [k.naam for k in t.koppen]
    >>> dict(zip(namen, t.rijen[4]))["gemeente"], dict(zip(namen, t.rijen[4]))["trede_gewijzigd"]
    ('De Bilt', 'nee')
    """
    gekozen = g.periode(periode)
    return tabel(
        g,
        "brieven",
        f"Gegevens voor de toezichtbrieven, {gekozen.voluit}",
        (Kop(naam, soort) for naam, soort, _ in _VELDEN),
        ([waarde(g, p) for _, _, waarde in _VELDEN] for p in posities(g, gekozen).values()),
        leeg="",
    )
