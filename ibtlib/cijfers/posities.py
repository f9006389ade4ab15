"""Where each gemeente stands in a periode: one record that the page, the letter and the overview all read.

Nothing is decided here: the figures are those of the gemeentecijfers, the arithmetic is that of `opgave`, the trede
and its motivering are those of `beoordeling`. Whoever shows a position takes it from here, so that two documents
cannot disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ibtlib.basis.frames import WAAR, Formules, Kolomsoorten, frame_van
from ibtlib.basis.getallen import toon
from ibtlib.basis.periode import Periode
from ibtlib.basis.voorstelling import Voorgesteld, Voorstelling, reikwijdte
from ibtlib.beoordeling.beoordeel import TREDEFORMULE, beoordeel
from ibtlib.cijfers.uitkomsten import vastgestelde_treden
from ibtlib.gegevens.bronnen import Herkomst, als_kolommen, herkomst
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.gemeenten import zoek_gemeente
from ibtlib.gegevens.invoer import per_gemeente, rijen
from ibtlib.kader import opgave
from ibtlib.kader.kader import Kader, Regel
from ibtlib.kader.opgave import Afleidingen

if TYPE_CHECKING:
    import pandas as pd

VASTGESTELD, BEREKEND = "vastgesteld", "berekend"
MEESTE_PERIODEN = 6  # of which a dossier tells
FEITEN = opgave.INVOER
_OORDEEL = (  # what a position takes over of the beoordeling
    "trede_vastgesteld",
    "trede_berekend",
    "trede_vorig",
    "grondslag_vastgesteld",
    "grondslag_berekend",
    "trede_zonder_verschoning",
    "motivering",
)


@dataclass(frozen=True, repr=False)
class Positie(Afleidingen, Voorgesteld):
    """One gemeente in one periode; None is not published or cannot be computed, never 0.

    Parameters
    ----------
    code, gemeente, periode
        Who, when.
    taakstelling, achterstand_begin, realisatie, gekoppeld : int or None
        Persons, as published; negative achterstand is voorsprong.
    trede_vastgesteld, trede_vastgesteld_vorig : int or None
        As decided for this periode and for the one before.
    trede_berekend, trede_vorig : int or None
        What the kader gives, and the trede from which it started.
    grondslag_vastgesteld, grondslag_berekend : str or None
        On what the gemeente was judged, as published and as computed.
    kader : Kader or None
        Policy of the periode.
    regel : Regel or None
        The rule of it that decides.
    trede_zonder_verschoning : int or None
        What the rules give when a koppelingstekort is no excuse.
    motivering : str
        Why the computed trede is what it is, or which facts are missing.
    herkomst : tuple of (bron, vindplaats)
        Of the figures and of the published trede.
    """

    code: str
    gemeente: str
    periode: Periode
    taakstelling: int | None
    achterstand_begin: int | None
    realisatie: int | None
    gekoppeld: int | None
    trede_vastgesteld: int | None
    trede_vastgesteld_vorig: int | None
    trede_berekend: int | None
    trede_vorig: int | None
    grondslag_vastgesteld: str | None
    grondslag_berekend: str | None
    kader: Kader | None
    regel: Regel | None
    trede_zonder_verschoning: int | None
    motivering: str
    herkomst: tuple[Herkomst, ...]

    def voorstelling(self) -> Voorstelling:
        """Its trede and its figures."""
        trede = f"{self.trede} ({self.trede_soort})" if self.trede else "niet in de gelezen bronnen, niet te berekenen"
        cijfers = [f"{n.replace('_', ' ')} {toon(w)}" for n in FEITEN if (w := getattr(self, n)) is not None]
        feiten = (("trede", trede), ("cijfers", ", ".join(cijfers) or "niet in de gelezen bronnen"))
        return Voorstelling(f"{self.gemeente} ({self.code}), {self.periode}", feiten, (".motivering", ".herkomst"))

    @property
    def trede(self) -> int | None:
        """The trede on which the gemeente stands: as decided, else as computed (`trede_soort` says which)."""
        return self.trede_vastgesteld if self.trede_vastgesteld is not None else self.trede_berekend

    @property
    def trede_soort(self) -> str | None:
        """`vastgesteld`, `berekend`, or None without a trede."""
        if self.trede is None:
            return None
        return VASTGESTELD if self.trede_vastgesteld is not None else BEREKEND

    @property
    def trede_hiervoor(self) -> int | None:
        """The trede of the periode before: as decided, else the one from which the computation started."""
        return self.trede_vastgesteld_vorig if self.trede_vastgesteld_vorig is not None else self.trede_vorig

    @property
    def gewijzigd(self) -> bool | None:
        """Whether the trede differs from that of the periode before; None where one of them is unknown."""
        if self.trede is None or self.trede_hiervoor is None:
            return None
        return self.trede != self.trede_hiervoor

    @property
    def ontbreekt(self) -> tuple[str, ...]:
        """Which of `FEITEN` are not published."""
        return tuple(naam for naam in FEITEN if getattr(self, naam) is None)


def posities(g: Gegevens, periode: Periode | str) -> dict[str, Positie]:
    """Every gemeente of the province in one periode, by code, in order of name.

    Examples
    --------
    >>> from ibtlib.gegevens.gegevens import laad
    >>> p = posities(laad("voorbeeld"), "2024-1")["GM9002"]
    >>> p.gemeente, p.totaalopgave, p.achterstand_eind, p.trede, p.trede_soort
    ('Broekdonk', 77, 29, 3, 'vastgesteld')
    """
    gekozen = g.periode(str(periode))
    kader = g.kaders.zoek(gekozen)
    vorig = vastgestelde_treden(g, gekozen.vorige)
    cijfers, besluiten = (per_gemeente(frame, gekozen) for frame in (g.gemeentecijfers, g.tabel("beoordelingen")))
    uit = {}
    for r in rijen(beoordeel(g, gekozen, exact=True)):
        code = r["gemeentecode"]
        overgenomen: dict[str, Any] = {naam: r[naam] for naam in _OORDEEL}
        overgenomen |= {naam: cijfers.get(code, {}).get(naam) for naam in FEITEN}
        uit[code] = Positie(
            code=code,
            gemeente=r["gemeente"],
            periode=gekozen,
            **overgenomen,
            trede_vastgesteld_vorig=vorig.get(code),
            kader=kader,
            regel=next((regel for regel in kader.regels if regel.naam == r["regel"]), None) if kader else None,
            herkomst=herkomst(cijfers.get(code), besluiten.get(code)),
        )
    return uit


POSITIE: Kolomsoorten = {
    "periode": "periode",
    "gemeentecode": "tekst",
    "gemeente": "tekst",
    "taakstelling": "aantal",
    "achterstand_begin": "aantal",
    "totaalopgave": "aantal",
    "realisatie": "aantal",
    "gekoppeld": "aantal",
    "koppelingstekort": "aantal",
    "achterstand_eind": "aantal",
    "pct_taakstelling": "getal",
    "pct_totaalopgave": "getal",
    "trede_vastgesteld": "trede",
    "trede_berekend": "trede",
    "grondslag_vastgesteld": "tekst",
    "grondslag_berekend": "tekst",
    "motivering": "tekst",
    **WAAR,
}
"""The columns of `Dossier.tabel`."""
POSITIEFORMULES: Formules = {
    "totaalopgave": "taakstelling + achterstand bij het begin",
    "koppelingstekort": "totaalopgave − gekoppeld, ten minste 0",
    "achterstand_eind": "totaalopgave − realisatie",
    "pct_taakstelling": "realisatie ÷ taakstelling",
    "pct_totaalopgave": "realisatie ÷ totaalopgave",
    "trede_berekend": TREDEFORMULE,
}


@dataclass(frozen=True, repr=False)
class Dossier(Voorgesteld):
    """One gemeente in one periode with what a page about it is made of, worked out once.

    Parameters
    ----------
    g : Gegevens
        Its province.
    verloop : tuple of Positie
        Its last perioden, this one last; those in which it did not exist are left out.
    alle : mapping of gemeentecode to Positie
        All gemeenten of the province in this periode.
    """

    g: Gegevens
    verloop: tuple[Positie, ...]
    alle: Mapping[str, Positie]

    def voorstelling(self) -> Voorstelling:
        """Where the gemeente stands, and of which perioden more is told."""
        nu = self.positie.voorstelling()
        titel = f"Dossier van {nu.titel}{', FICTIEF' if self.g.fictief else ''}"
        verloop = ("verloop", reikwijdte(p.periode for p in self.verloop))
        return Voorstelling(titel, (*nu.feiten, verloop), (".tabel()", ".positie.motivering", ".treden"))

    def tabel(self, exact: bool = False) -> pd.DataFrame:
        """The perioden of the gemeente, one row each: to plot, or to lay beside those of another.

        Returns
        -------
        DataFrame, with `exact=True` of exact figures (see `basis.frames`)
            The columns of `POSITIE`: persons; `pct_*` ×100 and berekend, as `totaalopgave`, `koppelingstekort`,
            `achterstand_eind` and `trede_berekend`; `bron` and `vindplaats` of the figures and the published trede.

        Examples
        --------
        >>> from ibtlib.gegevens.gegevens import laad
        >>> dossier(laad("utrecht"), "2023-2", "De Bilt").tabel()["trede_vastgesteld"].tolist()
        [1, 2, 2]
        """
        regels = (
            {n: getattr(p, n, None) for n in POSITIE}
            | {"periode": str(p.periode), "gemeentecode": p.code, **als_kolommen(p.herkomst)}
            for p in self.verloop
        )
        return frame_van(regels, POSITIE, exact, POSITIEFORMULES)

    @property
    def positie(self) -> Positie:
        """The gemeente in this periode."""
        return self.verloop[-1]

    @property
    def trede_soort(self) -> str:
        """Which treden the gemeenten are counted by: those of its own kind; without a trede, as decided where any is."""
        soorten = [self.positie.trede_soort, *(p.trede_soort for p in self.alle.values())]
        return soorten[0] or (VASTGESTELD if VASTGESTELD in soorten else BEREKEND)

    @property
    def treden(self) -> dict[str, int | None]:
        """Trede of that kind by name of the gemeente; None where it has none."""
        return {p.gemeente: p.trede if p.trede_soort == self.trede_soort else None for p in self.alle.values()}


def dossier(g: Gegevens, periode: Periode | str, gemeente: str) -> Dossier:
    """Take one gemeente: where it stands in a periode, why, and how it came there; asked for by name or code.

    Raises
    ------
    AanvraagFout
        When the province has no such gemeente, or it did not exist in the periode.

    Examples
    --------
    >>> import ibtlib as ibt
    >>> d = ibt.dossier(ibt.laad("utrecht"), "2023-2", "De Bilt")
    >>> [(str(p.periode), p.trede) for p in d.verloop]
    [('2022-2', 1), ('2023-1', 2), ('2023-2', 2)]
    """
    code, _ = zoek_gemeente(g, gemeente)
    gekozen = g.periode(str(periode))
    alle = posities(g, gekozen)
    if code not in alle:
        g.gemeentelijst.controleer_code(code, gekozen.begin)
    eerder = [posities(g, p).get(code) for p in [p for p in g.perioden if p < gekozen][1 - MEESTE_PERIODEN :]]
    return Dossier(g, (*(p for p in eerder if p is not None), alle[code]), MappingProxyType(alle))
