"""What-ifs: changed figures through the same engine as the published perioden.

- Steps change figures in order, exactly; after the last one persons are rounded half up, once.
- A changed closing position moves the next opening position by as much, so that a difference that was
  published between the two stays what it was.
- Treden are those of `beoordeling.beoordeel_panel`; published treden count up to the first changed periode.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ibtlib.basis.frames import Kolomsoorten, als_cijfers, frame_van
from ibtlib.basis.getallen import Getal, rond_heel, toon
from ibtlib.basis.periode import Periode
from ibtlib.basis.voorstelling import Voorgesteld, Voorstelling
from ibtlib.beoordeling.beoordeel import beoordeel_panel
from ibtlib.cijfers.reeksregels import bruto_netto
from ibtlib.gegevens.invoer import rijen
from ibtlib.kader import opgave
from ibtlib.scenario.stand import Cijfers, Plek, Stand, cijferframe
from ibtlib.scenario.wijzigingen import Stap

if TYPE_CHECKING:
    import pandas as pd

_FEITEN = {
    "taakstelling": "taakstelling",
    "achterstand_begin": "achterstand bij begin",
    "realisatie": "realisatie",
    "gekoppeld": "gekoppeld",
}


def doorrekenen(stand: Stand, *stappen: Stap) -> Uitkomst:
    """Ask what if: apply steps in order, and see which positions and treden come of it.

    Parameters
    ----------
    stand : Stand
        Of `vertrekpunt`.
    stappen : Stap
        None gives the base.

    Examples
    --------
    >>> import ibtlib as ibt
    >>> from ibtlib.scenario import EenmaligeActie, RealisatieMaal
    >>> stand = ibt.vertrekpunt(ibt.laad("voorbeeld"), "2024-1", gebied="gemeenten")
    >>> uit = ibt.doorrekenen(stand, RealisatieMaal("1,1"), EenmaligeActie(5, "2024-2", gemeente="Broekdonk"))
    >>> uit.omschrijving
    'realisatie × 1,1; eenmalige actie: +5 in Broekdonk, 2024-2'
    """
    na = stand
    for stap in stappen:
        na = stap(na)
    return Uitkomst(stand, replace(na, cijfers=_geketend(stand, na)), tuple(stappen))


def doorrekenen_alle(stand: Stand, alternatieven: Iterable[Sequence[Stap]]) -> list[Uitkomst]:
    """Many alternatives from one start, put before the engine together: the same outcomes, much faster.

    Parameters
    ----------
    stand : Stand
        Of `vertrekpunt`.
    alternatieven : iterable of sequences of Stap
        Steps that leave the kader alone.

    Raises
    ------
    ValueError
        When an alternative changes the kader: those are computed one by one.
    """
    import pandas as pd

    uit = [doorrekenen(stand, *stappen) for stappen in alternatieven]
    if any(u.stand.kaders is not stand.kaders for u in uit):
        raise ValueError("een alternatief verandert het kader; reken het apart door")
    if not uit:
        return uit
    frame = pd.concat([cijferframe(u.stand).assign(nummer=i) for i, u in enumerate(uit)], ignore_index=True)
    code = frame["gemeentecode"]
    frame["gemeentecode"] = code + "/" + frame["nummer"].astype(str)
    bekend = uit[0].vastgesteld()
    gekopieerd = [bekend.assign(gemeentecode=bekend["gemeentecode"] + f"/{i}") for i in range(len(uit))]
    samen = _beoordeeld(frame, stand, pd.concat(gekopieerd, ignore_index=True)).assign(gemeentecode=code)
    namen = {str(p) for p in stand.perioden}
    samen = samen[frame["periode"].isin(namen)]
    for i, deel in samen.groupby("nummer"):
        uit[int(i)].__dict__["_tabel"] = deel.drop(columns="nummer").reset_index(drop=True)
    return uit


def _beoordeeld(frame: pd.DataFrame, stand: Stand, vastgesteld: pd.DataFrame) -> pd.DataFrame:
    """The figures beside what follows from them and what the engine says of them."""
    oordeel = beoordeel_panel(frame, stand.kaders, vastgesteld)
    samen = frame.drop(columns=["trede_vorig"]).join(oordeel.drop(columns=["periode", "gemeentecode", "gemeente"]))
    totaal = opgave.totaalopgave(frame["taakstelling"], frame["achterstand_begin"])
    return samen.assign(totaalopgave=totaal, achterstand_eind=opgave.achterstand_eind(totaal, frame["realisatie"]))


UITKOMST: Kolomsoorten = {
    "periode": "periode",
    "gemeentecode": "tekst",
    "gemeente": "tekst",
    "taakstelling": "aantal",
    "achterstand_begin": "aantal",
    "totaalopgave": "aantal",
    "realisatie": "aantal",
    "gekoppeld": "aantal",
    "achterstand_eind": "aantal",
    "trede_berekend": "trede",
    "trede_vorig": "trede",
    "trede_vorig_herkomst": "tekst",
    "trede_vastgesteld": "trede",
    "trede_zonder_verschoning": "trede",
    "regel": "tekst",
    "grondslag": "tekst",
    "zekerheid": "tekst",
    "kader": "tekst",
    "reden": "tekst",
    "motivering": "tekst",
    "scenario": "tekst",
    "aanname": "tekst",
}
"""The columns of `Uitkomst.tabel`."""
_PAD: Kolomsoorten = dict.fromkeys(
    ("taakstelling", "achterstand_begin", "realisatie", "netto", "bruto", "voorsprong", "bekend", "gebieden"), "aantal"
)


@dataclass(frozen=True, repr=False)
class Uitkomst(Voorgesteld):
    """The result of a what-if.

    Parameters
    ----------
    begin : Stand
        Before the steps.
    stand : Stand
        After them: persons rounded, positions carried on.
    stappen : tuple of Stap
        What was changed, in order.
    """

    begin: Stand
    stand: Stand
    stappen: tuple[Stap, ...]

    @property
    def omschrijving(self) -> str:
        """What was changed, in Dutch."""
        return "; ".join(s.omschrijving for s in self.stappen) or "alles blijft gelijk"

    @cached_property
    def basis(self) -> Uitkomst:
        """The same start without steps."""
        return doorrekenen(self.begin)

    @cached_property
    def _tabel(self) -> pd.DataFrame:
        frame = cijferframe(self.stand)
        namen = {str(p) for p in self.stand.perioden}
        samen = _beoordeeld(frame, self.stand, self.vastgesteld())
        return samen[frame["periode"].isin(namen)].reset_index(drop=True)

    def voorstelling(self) -> Voorstelling:
        """What was changed, and where it ends beside the base."""
        naam, g, laatste = str(self.stand.perioden[-1]), self.stand.g, self._pad.iloc[-1]
        eind = {f"achterstand na {naam}": self.eindstand, "als alles gelijk blijft": self.basis.eindstand}
        feiten = [(wat, "onbekend" if n is None else f"{toon(n)} personen") for wat, n in eind.items()]
        if laatste["bekend"] < laatste["gebieden"]:
            feiten.append(
                (
                    "geteld",
                    f"{laatste['bekend']} van de {laatste['gebieden']} gebieden; van de rest is te weinig bekend",
                )
            )
        titel = f"Scenario voor {g.naam}{', FICTIEF' if g.fictief else ''}: {self.omschrijving}"
        anders = ("andere treden", str(len(self.verschillen())))
        een = f', gemeente="{next(iter(self._tabel["gemeente"]))}"' if self.stand.gebied == "gemeenten" else ""
        verder = (".tabel()", ".pad()", ".verschillen()", "ibt.kansen(uitkomst)", f"ibt.omslagpunt(uitkomst{een})")
        return Voorstelling(titel, (*feiten, anders), verder)

    def tabel(self, exact: bool = False) -> pd.DataFrame:
        """One row per gebied and periode of the what-if.

        Parameters
        ----------
        exact : bool
            Treden as Int64 and text as str or None, instead of the types of `basis.frames`.

        Returns
        -------
        DataFrame
            The columns of `UITKOMST`: persons, `trede_berekend` and `trede_vorig` with what decided (`regel`,
            `motivering`, `reden`, ...), `scenario` (what was changed) and `aanname` (what had to be assumed), so that
            several outcomes can stand below each other. Of a province the trede is what the kader would say of it as if
            it were one gemeente.

        Examples
        --------
        >>> from ibtlib.gegevens.gegevens import laad
        >>> from ibtlib.scenario.vertrekpunt import vertrekpunt
        >>> doorrekenen(vertrekpunt(laad("utrecht"), "2023-2", 2)).tabel()["achterstand_eind"].tolist()
        [825, 1076]
        """
        aanname = " ".join(self.stand.aannames) or None
        frame = self._tabel.assign(scenario=self.omschrijving, aanname=aanname)[list(UITKOMST)]
        return frame if exact else als_cijfers(frame, UITKOMST)

    def vastgesteld(self) -> pd.DataFrame:
        """The published treden that count: those of before the first periode of the what-if."""
        alle = self.stand.g.tabel("beoordelingen")
        return alle[alle["periode"].map(lambda p: Periode.lees(p) < self.stand.perioden[0]).astype(bool)]

    def pad(self, exact: bool = False) -> pd.DataFrame:
        """Plot where it leads: the achterstand of the whole, periode by periode.

        Returns
        -------
        DataFrame
            Index `periode`; persons: `taakstelling`, `achterstand_begin`, `realisatie`, `netto` (closing
            position), `bruto`, `voorsprong`, over the gebieden whose closing position is known; numbers
            `bekend` and `gebieden`; `aanname`, what had to be assumed.

        Examples
        --------
        >>> import ibtlib as ibt
        >>> stand = ibt.vertrekpunt(ibt.laad("utrecht"), "2023-2", perioden=2)
        >>> ibt.doorrekenen(stand).pad()["netto"].tolist()    # 574 + 1459 − 1208, and 825 + 1459 − 1208
        [825, 1076]
        """
        pad = self._pad.assign(aanname=" ".join(self.stand.aannames) or None)
        return pad if exact else als_cijfers(pad, {**_PAD, "aanname": "tekst"})

    @cached_property
    def _pad(self) -> pd.DataFrame:
        import pandas as pd

        per_periode: dict[str, list[dict[str, Any]]] = {str(p): [] for p in self.stand.perioden}
        for r in rijen(self._tabel):
            per_periode[r["periode"]].append(r)
        regels = []
        for alle in per_periode.values():
            weet = [r for r in alle if r["achterstand_eind"] is not None]
            feiten = ("taakstelling", "achterstand_begin", "realisatie") if weet else ()
            opgeteld = {k: sum(r[k] for r in weet) for k in feiten}
            regels.append(opgeteld | bruto_netto([r["achterstand_eind"] for r in alle]) | {"gebieden": len(alle)})
        return frame_van(regels, _PAD, True, index=pd.Index(list(per_periode), name="periode"))

    @property
    def eindstand(self) -> int | None:
        """Closing position of the last periode, persons (netto; negative is voorsprong); None when unknown."""
        waarde = self._pad["netto"].iloc[-1]
        return None if waarde is None else int(waarde)

    def verschillen(self, exact: bool = False) -> pd.DataFrame:
        """Who gets another trede than in the base, and why.

        Returns
        -------
        DataFrame
            One row per gebied and periode with another trede: `periode`, `gemeente`, `trede_basis`,
            `trede_scenario` (missing where niet te beoordelen), `waarom` (the figures that changed),
            `motivering` (of the scenario).

        Examples
        --------
        >>> import ibtlib as ibt
        >>> stand = ibt.vertrekpunt(ibt.laad("voorbeeld"), "2024-1", gebied="gemeenten")
        >>> anders = ibt.doorrekenen(stand, ibt.scenario.RealisatieMaal("1,1")).verschillen()
        >>> anders.loc[anders["gemeente"] == "Elzenmeer", "waarom"].item()
        'realisatie 30 → 33'
        """
        sleutel = ["periode", "gemeentecode"]
        basis = {tuple(r[k] for k in sleutel): r for r in rijen(self.basis.tabel(exact=True))}
        titels = {k.kader: f"‘{k.titel}’" for u in (self.basis, self) for k in u.stand.kaders}
        regels = []
        for r in rijen(self.tabel(exact=True)):
            voor = basis[tuple(r[k] for k in sleutel)]
            if voor["trede_berekend"] != r["trede_berekend"]:
                regels.append(
                    {
                        "periode": r["periode"],
                        "gemeente": r["gemeente"],
                        "trede_basis": voor["trede_berekend"],
                        "trede_scenario": r["trede_berekend"],
                        "waarom": _waarom(voor, r, titels),
                        "motivering": r["motivering"],
                    }
                )
        soorten: Kolomsoorten = {
            "periode": "periode",
            "gemeente": "tekst",
            "trede_basis": "trede",
            "trede_scenario": "trede",
            "waarom": "tekst",
            "motivering": "tekst",
        }
        return frame_van(regels, soorten, exact)


def _waarom(voor: Mapping[str, Any], na: Mapping[str, Any], titels: Mapping[str, str]) -> str:
    delen = [
        f"{naam} {_of_onbekend(voor[k])} → {_of_onbekend(na[k])}" for k, naam in _FEITEN.items() if voor[k] != na[k]
    ]
    if voor["kader"] != na["kader"]:
        delen.append(f"kader {titels.get(voor['kader'], 'geen')} → {titels.get(na['kader'], 'geen')}")
    if voor["trede_vorig"] != na["trede_vorig"]:
        delen.append(f"vorige trede {_of_onbekend(voor['trede_vorig'])} → {_of_onbekend(na['trede_vorig'])}")
    return "; ".join(delen) or "een andere drempel in het kader"


def _of_onbekend(waarde: int | None) -> str:
    return "onbekend" if waarde is None else toon(waarde)


def _geketend(begin: Stand, na: Stand) -> dict[Plek, Cijfers]:
    """Round the changed figures once, and move each opening position by what its predecessor moved."""
    uit = dict(na.cijfers)
    for p in na.perioden:
        for plek in [plek for plek in uit if plek[0] == p]:
            c = uit[plek]
            c = replace(
                c, taakstelling=_heel(c.taakstelling), realisatie=_heel(c.realisatie), gekoppeld=_heel(c.gekoppeld)
            )
            vorige = (p.vorige, plek[1])
            if p != na.perioden[0] and vorige in uit:
                voor, nu = begin.cijfers[vorige].achterstand_eind, uit[vorige].achterstand_eind
                opening = begin.cijfers[plek].achterstand_begin
                if opening is None:
                    opening = nu
                elif voor is not None and nu is not None:
                    opening += nu - voor
                c = replace(c, achterstand_begin=opening, trede_vorig=None)
            uit[plek] = c
    return uit


def _heel(waarde: Getal | None) -> int | None:
    return None if waarde is None else rond_heel(waarde)
