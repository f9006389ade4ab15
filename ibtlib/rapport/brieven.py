"""Data for the toezichtbrieven: one row per gemeente for a mail merge, from the same functions as the appendix."""

from __future__ import annotations

from fractions import Fraction

from ibtlib.basis.fouten import opsomming
from ibtlib.basis.getallen import rond_heel
from ibtlib.basis.periode import datum_voluit
from ibtlib.basis.woorden import stand_in_woorden
from ibtlib.cijfers.posities import Positie, posities
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.kader.kader import FEIT_IN_WOORDEN
from ibtlib.rapport.gemeente import zin_benodigd, zin_besluit, zin_motivering, zin_verschoonbaar
from ibtlib.weergave import Tabel
from ibtlib.weergave.herkomst import bronvermelding
from ibtlib.weergave.kolom import Kolom, tabel


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
        (
            Kolom("gemeentecode", "code"),
            Kolom("gemeente", "gemeente"),
            Kolom("fictief", lambda p: _ja_nee(g.fictief)),
            Kolom("periode", lambda p: str(p.periode)),
            Kolom("periode_voluit", lambda p: p.periode.voluit),
            Kolom("peildatum", lambda p: datum_voluit(p.periode.peildatum)),
            Kolom("taakstelling", "taakstelling", "geheel"),
            Kolom("achterstand_begin", "achterstand_begin", "geheel"),
            Kolom("totaalopgave", "totaalopgave", "geheel"),
            Kolom("realisatie", "realisatie", "geheel"),
            Kolom("achterstand_eind", "achterstand_eind", "geheel"),
            Kolom("stand_eind", lambda p: None if p.achterstand_eind is None else stand_in_woorden(p.achterstand_eind)),
            Kolom("procent_taakstelling", lambda p: _heel(p.pct_taakstelling), "geheel"),
            Kolom("procent_totaalopgave", lambda p: _heel(p.pct_totaalopgave), "geheel"),
            Kolom("gekoppeld", "gekoppeld", "geheel"),
            Kolom("koppelingstekort", "koppelingstekort", "geheel"),
            Kolom("trede", "trede", "geheel"),
            Kolom("trede_soort", "trede_soort"),
            Kolom("trede_hiervoor", "trede_hiervoor", "geheel"),
            Kolom("trede_gewijzigd", lambda p: _ja_nee(p.gewijzigd)),
            Kolom("trede_wijziging", _wijziging),
            Kolom("trede_vastgesteld", "trede_vastgesteld", "geheel"),
            Kolom("trede_berekend", "trede_berekend", "geheel"),
            Kolom("grondslag_vastgesteld", "grondslag_vastgesteld"),
            Kolom("grondslag_berekend", "grondslag_berekend"),
            Kolom("kader", lambda p: p.kader.titel if p.kader else None),
            Kolom("regel", lambda p: p.regel.woorden if p.regel else None),
            Kolom("regel_zekerheid", lambda p: p.regel.volgens if p.regel else None),
            Kolom("regel_vindplaats", lambda p: p.regel.herkomst if p.regel else None),
            Kolom("besluit", zin_besluit),
            Kolom("motivering", zin_motivering),
            Kolom("verschoonbaar", zin_verschoonbaar),
            Kolom("volgende_periode", lambda p: zin_benodigd(g, p)),
            Kolom(
                "niet_in_gelezen_bronnen",
                lambda p: opsomming(FEIT_IN_WOORDEN[n] for n in p.ontbreekt) if p.ontbreekt else None,
            ),
            Kolom("bron", lambda p: "; ".join(bronvermelding(g, p.herkomst)) or None),
        ),
        posities(g, gekozen).values(),
        leeg="",
    )


def _ja_nee(waar: bool | None) -> str:
    return "onbekend" if waar is None else "ja" if waar else "nee"


def _heel(procent: Fraction | None) -> int | None:
    return None if procent is None else rond_heel(procent)


def _wijziging(p: Positie) -> str:
    if p.gewijzigd is None or p.trede is None or p.trede_hiervoor is None:
        return "onbekend"
    return "gelijk gebleven" if not p.gewijzigd else "hoger" if p.trede > p.trede_hiervoor else "lager"
