"""Computed backwards: what it takes to have no achterstand on a date, or to stand on trede 1."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.basis.frames import Formules, Kolomsoorten, frame_van
from ibtlib.basis.getallen import toon
from ibtlib.basis.periode import MAANDEN_PER_PERIODE, Periode, datum_voluit, lees_datum
from ibtlib.basis.voorstelling import Voorgesteld, Voorstelling
from ibtlib.beoordeling.beoordeel import beoordeel_panel
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.kader.kader import regelwoorden
from ibtlib.scenario.doorrekenen import Uitkomst, doorrekenen
from ibtlib.scenario.stand import cijferframe
from ibtlib.scenario.vertrekpunt import MEESTE_PERIODEN, vertrekpunt
from ibtlib.scenario.wijzigingen import Stap

if TYPE_CHECKING:
    import pandas as pd

INHAALPAD: Kolomsoorten = {
    "gebied": "tekst",
    "begin": "datum",
    "datum": "datum",
    "maanden": "aantal",
    "te_huisvesten": "aantal",
    "per_maand": "getal",
    "per_maand_heel": "aantal",
    "nu_per_maand": "getal",
    "aanname": "tekst",
}
"""The columns of `Inhaalpad.tabel`."""
INHAALFORMULES: Formules = {
    "te_huisvesten": "achterstand bij het begin + alle taakstellingen tot de datum, ten minste 0",
    "per_maand": "te huisvesten ÷ maanden",
    "per_maand_heel": "te huisvesten ÷ maanden, naar boven afgerond",
    "nu_per_maand": f"realisatie van de laatste bekende periode ÷ {MAANDEN_PER_PERIODE}",
}

OMSLAGPUNT: Kolomsoorten = {
    "gebied": "tekst",
    "periode": "periode",
    "realisatie": "aantal",
    "nu": "aantal",
    "nog": "aantal",
    "gezocht_tot": "aantal",
    "regel": "tekst",
    "zekerheid": "tekst",
}
"""The columns of `Omslagpunt.tabel`."""


@dataclass(frozen=True, repr=False)
class Inhaalpad(Voorgesteld):
    """The pace that takes an achterstand away by a peildatum.

    Parameters
    ----------
    gebied : str
        Of whom.
    begin, datum : date
        From which day to which peildatum.
    maanden : int
        In between.
    opgave : int
        Persons: the achterstand at the beginning and all taakstellingen until the date; negative when a voorsprong is
        more than all of them.
    nu : int or None
        Realisatie of the last known periode, for comparison.
    aannames : tuple of str
        What had to be assumed.
    """

    gebied: str
    begin: dt.date
    datum: dt.date
    maanden: int
    opgave: int
    nu: int | None
    aannames: tuple[str, ...]

    def voorstelling(self) -> Voorstelling:
        """The pace that is asked, beside the one of now."""
        nu = self.nu_per_maand
        feiten = [
            ("te huisvesten", f"{toon(self.te_huisvesten)} personen in {self.maanden} maanden"),
            ("nodig per maand", f"{toon(self.per_maand_heel)} personen, naar boven afgerond"),
            ("nu per maand", "onbekend" if nu is None else f"{toon(nu, 1)} personen"),
            *(("aanname", a) for a in self.aannames),
        ]
        titel = f"Inhaalpad van {self.gebied}: geen achterstand op {datum_voluit(self.datum)}"
        return Voorstelling(titel, tuple(feiten), (".tabel()", ".per_maand"))

    def tabel(self, exact: bool = False) -> pd.DataFrame:
        """The same as a frame of one row, to lay beside others.

        Returns
        -------
        DataFrame, with `exact=True` of exact figures (see `basis.frames`)
            The columns of `INHAALPAD`: persons, and persons per month.

        Examples
        --------
        >>> import pandas as pd
        >>> import ibtlib as ibt
        >>> g = ibt.laad("utrecht")
        >>> paden = pd.concat(ibt.inhaalpad(g, "2023-1", dag).tabel() for dag in ("2024-01-01", "2024-07-01"))
        >>> paden[["maanden", "te_huisvesten"]].values.tolist()    # 406 + 2126, and 2126 more
        [[6, 2532], [12, 4658]]
        """
        regel = {naam: getattr(self, naam, None) for naam in INHAALPAD}
        return frame_van([regel | {"aanname": " ".join(self.aannames) or None}], INHAALPAD, exact, INHAALFORMULES)

    @property
    def te_huisvesten(self) -> int:
        """Persons to house until the date; 0 when a voorsprong covers all that is asked."""
        return max(0, self.opgave)

    @property
    def per_maand(self) -> Fraction:
        """Persons per month, exactly."""
        return Fraction(self.te_huisvesten, self.maanden)

    @property
    def per_maand_heel(self) -> int:
        """Whole persons per month, rounded up: one fewer would not be enough."""
        return math.ceil(self.per_maand)

    @property
    def nu_per_maand(self) -> Fraction | None:
        """The pace of the last known periode."""
        return None if self.nu is None else Fraction(self.nu, MAANDEN_PER_PERIODE)


def inhaalpad(
    g: Gegevens,
    vanaf: Periode | str,
    datum: dt.date | str,
    gemeente: str | None = None,
    stappen: Sequence[Stap] = (),
    versie: str = "",
) -> Inhaalpad:
    """Find the pace: how many persons per month it takes to have no achterstand on a peildatum.

    Parameters
    ----------
    g, vanaf, versie
        See `scenario.vertrekpunt`.
    datum : date or str
        A peildatum (1 January or 1 July) after that of `vanaf`, at most six years.
    gemeente : str, optional
        Name or code; without it the province.
    stappen : sequence of Stap
        Changes of the taakstelling to count with; the realisatie is what is asked.

    Raises
    ------
    AanvraagFout
        A date that is no peildatum or out of range, an unknown gemeente, or an unknown opening position.

    Examples
    --------
    Utrecht on 1 July 2023: an achterstand of 406 and a taakstelling of 2126 in six months is 2532 ÷ 6.

    >>> import ibtlib as ibt
    >>> pad = ibt.inhaalpad(ibt.laad("utrecht"), "2023-1", "2024-01-01")
    >>> pad.te_huisvesten, pad.per_maand_heel
    (2532, 422)
    """
    laatste = Periode.lees(vanaf)
    perioden = _peildatum(datum, laatste)
    stand = vertrekpunt(g, laatste, perioden, "gemeenten" if gemeente else "provincie", versie)
    code = stand.code(gemeente) or g.code
    paden = inhaalpaden(doorrekenen(stand, *stappen), code)
    if len(paden) < perioden:
        naam = next((c.gemeente for (_, k), c in stand.cijfers.items() if k == code), gemeente)
        raise AanvraagFout(
            f"Van {naam} is de stand aan het begin van {stand.perioden[0]} of een taakstelling daarna niet bekend; "
            "zonder die is er geen inhaalpad."
        )
    return paden[-1]


def inhaalpaden(uitkomst: Uitkomst, code: str) -> list[Inhaalpad]:
    """The pace that it takes by every peildatum of a what-if, up to the first for which something is not known.

    Parameters
    ----------
    uitkomst : Uitkomst
        Its taakstellingen count; its realisatie does not.
    code : str
        Of the province or a gemeente.

    Examples
    --------
    >>> from ibtlib.gegevens.gegevens import laad
    >>> u = doorrekenen(vertrekpunt(laad("utrecht"), "2023-2", 2))
    >>> [pad.per_maand_heel for pad in inhaalpaden(u, "PV26")]
    [339, 291]
    """
    stand = uitkomst.stand
    begin, laatste = stand.perioden[0], stand.perioden[0].vorige
    vorig = stand.cijfers.get((laatste, code))
    totaal = stand.cijfers[begin, code].achterstand_begin if (begin, code) in stand.cijfers else None
    uit: list[Inhaalpad] = []
    for n, p in enumerate(stand.perioden, 1):
        c = stand.cijfers.get((p, code))
        if totaal is None or c is None or c.taakstelling is None:
            break
        totaal += int(c.taakstelling)
        uit.append(
            Inhaalpad(
                gebied=c.gemeente,
                begin=laatste.peildatum,
                datum=p.peildatum,
                maanden=MAANDEN_PER_PERIODE * n,
                opgave=totaal,
                nu=int(vorig.realisatie) if vorig and vorig.realisatie is not None else None,
                aannames=tuple(a for a in stand.aannames if "taakstelling" in a),
            )
        )
    return uit


def _peildatum(datum: dt.date | str, laatste: Periode) -> int:
    """How many half-years after the last known periode a peildatum is."""
    keuzes = [laatste.plus(n).peildatum for n in range(1, MEESTE_PERIODEN + 1)]
    try:
        dag = lees_datum(datum) if isinstance(datum, str) else datum
    except ValueError as fout:
        raise AanvraagFout(f"datum={datum!r} kan niet: {fout}.") from None
    if dag not in keuzes:
        raise AanvraagFout(
            f"datum={dag.isoformat()} kan niet: kies een peildatum (1 januari of 1 juli) van "
            f"{datum_voluit(keuzes[0])} tot en met {datum_voluit(keuzes[-1])}."
        )
    return keuzes.index(dag) + 1


@dataclass(frozen=True, repr=False)
class Omslagpunt(Voorgesteld):
    """The smallest realisatie that gives trede 1.

    Parameters
    ----------
    gebied, periode : str, Periode
        Of whom, when.
    realisatie : int or None
        Persons; None when no realisatie up to `gezocht_tot` gives trede 1.
    nu : int or None
        Realisatie in the scenario itself.
    gezocht_tot : int
        Largest realisatie that was tried.
    regel : str or None
        The rule that gives trede 1 there.
    zekerheid : str or None
        `bron` or `aanname`: whether a source gives that rule.
    """

    gebied: str
    periode: Periode
    realisatie: int | None
    nu: int | None
    gezocht_tot: int
    regel: str | None
    zekerheid: str | None

    def voorstelling(self) -> Voorstelling:
        """The realisatie that is asked, beside the one of the scenario, and the rule that gives trede 1."""
        geen = f"geen, tot {toon(self.gezocht_tot)} personen gezocht"
        feiten = [
            ("realisatie voor trede 1", geen if self.realisatie is None else f"{toon(self.realisatie)} personen"),
            ("realisatie in het scenario", "onbekend" if self.nu is None else f"{toon(self.nu)} personen"),
            *([("regel", f"{regelwoorden(self.regel)} ({self.zekerheid})")] if self.regel else []),
        ]
        return Voorstelling(f"Omslagpunt van {self.gebied}, {self.periode}", tuple(feiten), (".tabel()", ".nog"))

    def tabel(self, exact: bool = False) -> pd.DataFrame:
        """The same as a frame of one row, to lay beside others.

        Returns
        -------
        DataFrame, with `exact=True` of exact figures (see `basis.frames`)
            The columns of `OMSLAGPUNT`, persons.

        Examples
        --------
        >>> import ibtlib as ibt
        >>> uitkomst = ibt.doorrekenen(ibt.vertrekpunt(ibt.laad("utrecht"), "2023-2"))
        >>> ibt.omslagpunt(uitkomst).tabel()[["realisatie", "nu", "nog"]].values.tolist()    # 2033 − 1208
        [[2033, 1208, 825]]
        """
        regel = {naam: getattr(self, naam) for naam in OMSLAGPUNT} | {"periode": str(self.periode)}
        formules = {
            "realisatie": "het kleinste aantal waarmee de regels van het kader trede 1 geven",
            "nog": "realisatie − die in het scenario",
        }
        return frame_van([regel], OMSLAGPUNT, exact, formules)

    @property
    def nog(self) -> int | None:
        """Persons more than in the scenario; negative when there are some to spare."""
        return None if self.realisatie is None or self.nu is None else self.realisatie - self.nu


def omslagpunt(uitkomst: Uitkomst, periode: Periode | str | None = None, gemeente: str | None = None) -> Omslagpunt:
    """Find what is just enough: the smallest realisatie at which a gebied stands on trede 1.

    Every whole number is put before the engine itself, so nothing is assumed about the rules. A province is
    judged as if it were one gemeente; without a figure for `gekoppeld` a koppelingstekort cannot help it.

    Parameters
    ----------
    uitkomst : Uitkomst
        A scenario (or base) of the province, or of the gemeenten.
    periode : Periode or str, optional
        One of its perioden; without it the first.
    gemeente : str, optional
        Needed when the scenario is about gemeenten.

    Raises
    ------
    AanvraagFout
        Another periode or gemeente, or an unknown opgave.

    Examples
    --------
    Utrecht in 2024-1: under a kader that asks for no achterstand it is the whole totaalopgave, 1459 + 574.

    >>> import ibtlib as ibt
    >>> ibt.omslagpunt(ibt.doorrekenen(ibt.vertrekpunt(ibt.laad("utrecht"), "2023-2"))).realisatie
    2033
    """
    import pandas as pd

    stand = uitkomst.stand
    p = stand.periode(periode) or stand.perioden[0]
    if stand.gebied == "gemeenten" and gemeente is None:
        raise AanvraagFout("Een omslagpunt hoort bij één gebied: noem een gemeente.")
    code = stand.code(gemeente) or stand.g.code
    plek = (p, code)
    if plek not in stand.cijfers:
        raise AanvraagFout(f"Van {gemeente} zijn in {p} geen cijfers.")
    c = stand.cijfers[plek]
    if c.taakstelling is None or c.achterstand_begin is None:
        raise AanvraagFout(f"De opgave van {c.gemeente} in {p} is niet bekend; zonder die is er geen omslagpunt.")
    # a rule may ask more than everything (a percentage above 100): look up to twice the opgave
    tot = 2 * max(int(c.taakstelling), int(c.taakstelling) + c.achterstand_begin, 1)
    geschiedenis = {q: x for q, x in stand.cijfers.items() if q[1] == code and q[0] <= p}
    basis = cijferframe(replace(stand, cijfers=geschiedenis))
    mogelijk = pd.concat([basis] * (tot + 1), ignore_index=True)
    nummer = pd.Series(range(tot + 1)).repeat(len(basis)).to_numpy()
    mogelijk["gemeentecode"] = [f"{code}/{n}" for n in nummer]
    hier = (mogelijk["periode"] == str(p)).to_numpy()
    mogelijk.loc[hier, "realisatie"] = nummer[hier]
    oordeel = beoordeel_panel(mogelijk, stand.kaders, _vastgesteld(uitkomst, code, tot), teksten=False)[hier]
    gevonden = next(((n, r) for n, r in enumerate(rijen(oordeel)) if r["trede_berekend"] == 1), None)
    return Omslagpunt(
        gebied=c.gemeente,
        periode=p,
        realisatie=gevonden[0] if gevonden else None,
        nu=None if c.realisatie is None else int(c.realisatie),
        gezocht_tot=tot,
        regel=gevonden[1]["regel"] if gevonden else None,
        zekerheid=gevonden[1]["zekerheid"] if gevonden else None,
    )


def _vastgesteld(uitkomst: Uitkomst, code: str, tot: int) -> Any:
    """The published treden before the scenario, for every number that is tried."""
    import pandas as pd

    frame = uitkomst.vastgesteld()
    frame = frame[frame["gemeentecode"] == code]
    if frame.empty:
        return None
    alle = pd.concat([frame] * (tot + 1), ignore_index=True)
    alle["gemeentecode"] = [f"{code}/{n}" for n in range(tot + 1) for _ in range(len(frame))]
    return alle
