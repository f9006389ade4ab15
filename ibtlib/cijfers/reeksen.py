"""The series over perioden: gaps stay gaps, lowered figures stand beside the first ones."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ibtlib.basis.fouten import AanvraagFout, aantal, bedoelde_u, opsomming
from ibtlib.basis.frames import GEEN, WAAR, Formules, Kolomsoorten, als_cijfers, als_getallen, frame_van
from ibtlib.basis.getallen import toon
from ibtlib.basis.periode import MAANDEN_PER_PERIODE, Periode
from ibtlib.basis.voorstelling import Voorgesteld, Voorstelling, reikwijdte
from ibtlib.cijfers.reeksregels import (
    BRUTO_NETTO,
    BRUTO_NETTO_FORMULES,
    GEMEENTEFORMULES,
    LADDER,
    OP_RIJ,
    OP_RIJ_FORMULES,
    PER_GEMEENTE,
    REEKS,
    REEKSFORMULES,
    STANDEN,
    VERSIES,
    bruto_netto,
    gemeenteregel,
    op_rij_regels,
    provincieregel,
    standregels,
    trederegels,
    versieregels,
)
from ibtlib.cijfers.uitkomsten import resultaat
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.gemeenten import zoek_gemeente
from ibtlib.gegevens.invoer import rijen

if TYPE_CHECKING:
    import pandas as pd


_VOORAAN = {
    "taakstelling": "taakstelling",
    "realisatie": "realisatie",
    "achterstand_eind_berekend": "achterstand aan het eind, berekend",
}


@dataclass(frozen=True, repr=False)
class Trend(Voorgesteld):
    """Series of one province from the first published figure up to a periode.

    Every series has the types of `basis.frames`; with `exact=True` its figures are ints and Fractions, and None where
    nothing is known. Perioden without a figure are there, so that a gap stays a gap.

    Parameters
    ----------
    g : Gegevens
        The province.
    perioden : tuple of Periode
        Every half-year, those without a figure included.
    """

    g: Gegevens
    perioden: tuple[Periode, ...]

    def voorstelling(self) -> Voorstelling:
        """Of how many half-years each figure is known, and the last one."""
        reeks, n = self.reeks(exact=True), len(self.perioden)
        feiten = []
        for naam, wat in _VOORAAN.items():
            bekend = reeks[naam].dropna()
            laatste = f"; {bekend.index[-1]}: {toon(bekend.iloc[-1])} personen" if len(bekend) else ""
            feiten.append((wat, f"van {len(bekend)} van de {aantal(n, 'half jaar', 'halve jaren')}{laatste}"))
        titel = f"Trend van {self.g.naam}, {reikwijdte(self.perioden)}{', FICTIEF' if self.g.fictief else ''}"
        basis = next((str(p) for p, w in reeks["taakstelling"].items() if w), "periode")
        methoden = ("groei", "tempo", "op_rij", "per_gemeente", "bruto_netto", "versies", "standen", "treden")
        verder = (".reeks()", f'.index(basis="{basis}").plot()', *(f".{m}()" for m in methoden))
        return Voorstelling(titel, tuple(feiten), verder)

    def reeks(self, gemeente: str | None = None, exact: bool = False) -> pd.DataFrame:
        """Lay all figures per periode beside each other, of the province or of one gemeente.

        Parameters
        ----------
        gemeente : str, optional
            Name or code; without it the province.

        Returns
        -------
        DataFrame
            Index `periode`. Columns, persons unless said otherwise: `taakstelling` (in force),
            `taakstelling_oorspronkelijk`, `taakstelling_verlaagd` (of a gemeente only the one in force is known),
            `achterstand_begin`, `totaalopgave`, `realisatie`, `achterstand_eind_berekend`, `pct_taakstelling` and
            `pct_totaalopgave` (×100, berekend), and where the figures stand: `bron`, `vindplaats`.
            Of a periode of which nothing provincial is published: the sums over all its gemeenten (berekend).

        Raises
        ------
        AanvraagFout
            When the province has no such gemeente.

        Examples
        --------
        >>> import ibtlib as ibt
        >>> ibt.trend(ibt.laad("utrecht")).reeks()["taakstelling"].describe()[["min", "max"]].tolist()
        [429.0, 1651.0]
        """
        if gemeente is None:
            regels = [provincieregel(self.g, p) for p in self.perioden]
        else:
            code, _ = zoek_gemeente(self.g, gemeente)
            alle = self.g.gemeentecijfers
            cijfers = {r["periode"]: r for r in rijen(alle[alle["gemeentecode"] == code])}
            regels = [gemeenteregel(cijfers.get(str(p), {})) for p in self.perioden]
        return self._frame(regels, REEKS, exact, GEMEENTEFORMULES if gemeente else REEKSFORMULES)

    def _frame(self, regels: Any, soorten: Kolomsoorten, exact: bool, formules: Formules = GEEN) -> pd.DataFrame:
        """A row per periode."""
        import pandas as pd

        index = pd.Index([str(p) for p in self.perioden], name="periode", dtype=object)
        return frame_van(regels, soorten, exact, formules, index)

    def _cijfer(self, kolom: str, gemeente: str | None) -> pd.Series:
        """One figure per periode, exactly."""
        cijfers = [naam for naam in REEKS if naam not in WAAR]
        if kolom not in cijfers:
            raise AanvraagFout(
                f"kolom='{kolom}' is er niet.{bedoelde_u(kolom, cijfers)} Kies uit {opsomming(cijfers)}."
            )
        return self.reeks(gemeente, exact=True)[kolom]

    def index(
        self, basis: str, kolom: str = "taakstelling", gemeente: str | None = None, exact: bool = False
    ) -> pd.Series:
        """See how many times as large a figure became: the series divided by its value in a base periode.

        Parameters
        ----------
        basis : str
            Periode that counts as 1.
        kolom : str
            A column of `reeks`.
        gemeente : str, optional
            Name or code; without it the province.

        Returns
        -------
        Series
            Per periode.

        Raises
        ------
        AanvraagFout
            When the base periode has no figure, or a figure of 0.

        Examples
        --------
        >>> import ibtlib as ibt
        >>> t = ibt.trend(ibt.laad("utrecht"))
        >>> t.index(basis="2020-1").round(2)["2023-1"].item()
        3.85
        >>> t.index(basis="2020-1", exact=True)["2023-1"]    # 1651 ÷ 429
        Fraction(127, 33)
        """
        waarden = self._cijfer(kolom, gemeente)
        periode = str(Periode.lees(basis))
        noemer = waarden.get(periode)
        if not noemer:
            bekend = opsomming(p for p, w in waarden.items() if w)
            raise AanvraagFout(
                f"Periode {periode} kan geen basis zijn: daarvan is geen {kolom} (of 0) bekend. Kies uit {bekend}."
            )
        index = waarden.map(lambda w: None if w is None else Fraction(w) / noemer).astype(object)
        index = index.rename("index")
        return index if exact else als_getallen(index, f"{kolom.replace('_', ' ')} ÷ die van {periode}")

    def groei(self, kolom: str = "taakstelling", gemeente: str | None = None, exact: bool = False) -> pd.Series:
        """See how fast a figure grows: the change since the previous half-year in percent; beside a gap it is missing.

        Examples
        --------
        >>> import ibtlib as ibt
        >>> ibt.trend(ibt.laad("utrecht")).groei().round(1)["2023-1"].item()    # from 1055 to 1651
        56.5
        """
        import pandas as pd

        waarden = self._cijfer(kolom, gemeente)
        paren = zip([None, *waarden[:-1]], waarden, strict=True)
        groei = [None if not a or b is None else (Fraction(b) / a - 1) * 100 for a, b in paren]
        uit = pd.Series(groei, index=waarden.index, name="groei", dtype=object)
        wat = kolom.replace("_", " ")
        return uit if exact else als_getallen(uit, f"({wat} ÷ die van het half jaar ervoor − 1) × 100")

    def tempo(self, gemeente: str | None = None, exact: bool = False) -> pd.DataFrame:
        """Lay the pace beside the one asked: persons housed per month, and a sixth of the totaalopgave.

        Returns
        -------
        DataFrame
            Index `periode`; columns `per_maand` and `nodig`, and where the figures stand: `bron`, `vindplaats`.

        Examples
        --------
        >>> import ibtlib as ibt
        >>> ibt.trend(ibt.laad("utrecht")).tempo().round(1).loc["2023-1", ["per_maand", "nodig"]].tolist()
        [189.7, 250.2]
        """

        def zesde(waarde: int | None) -> Fraction | None:
            return None if waarde is None else Fraction(waarde, MAANDEN_PER_PERIODE)

        regels = [
            {"per_maand": zesde(r["realisatie"]), "nodig": zesde(r["totaalopgave"])} | {naam: r[naam] for naam in WAAR}
            for r in rijen(self.reeks(gemeente, exact=True))
        ]
        formules = {
            k: f"{wat} ÷ {MAANDEN_PER_PERIODE}" for k, wat in (("per_maand", "realisatie"), ("nodig", "totaalopgave"))
        }
        return self._frame(regels, {"per_maand": "getal", "nodig": "getal", **WAAR}, exact, formules)

    def op_rij(self, gemeente: str | None = None, exact: bool = False) -> pd.DataFrame:
        """Count how many perioden in a row, up to and including each, ended with achterstand or missed the taakstelling.

        Missed means that fewer persons were housed than the taakstelling in force asked; a koppelingstekort is
        no excuse here (in a beoordeling it may be, see `beoordeling`).

        Returns
        -------
        DataFrame
            Index `periode`; `perioden_met_achterstand`, `perioden_taakstelling_gemist` and for both
            `<naam>_zeker`: False where the count meets a periode without figures, so that it is only known to be
            at least this many.

        Examples
        --------
        A voorsprong at the end of 2022-2, achterstand at the end of 2023-1 and 2023-2.

        >>> import ibtlib as ibt
        >>> ibt.trend(ibt.laad("utrecht")).op_rij().loc["2023-2", "perioden_met_achterstand"].item()
        2
        """
        return self._frame(op_rij_regels(self.reeks(gemeente, exact=True)), OP_RIJ, exact, OP_RIJ_FORMULES)

    def per_gemeente(self, exact: bool = False) -> pd.DataFrame:
        """Compare gemeenten: the series of every one that exists in the perioden, one below the other.

        Returns
        -------
        DataFrame
            One row per gemeente and periode in which it exists, by name and time: `periode`, `gemeentecode`,
            `gemeente` and the columns of `reeks` and `op_rij`. Empty when there are no figures per gemeente.

        Examples
        --------
        >>> import ibtlib as ibt
        >>> alle = ibt.trend(ibt.laad("voorbeeld")).per_gemeente()
        >>> alle[alle["periode"] == "2024-1"].nlargest(1, "realisatie")["gemeente"].item()
        'Grauwmonde'
        """
        import pandas as pd

        bestaat: dict[str, dict[str, str]] = {}
        for p in self.perioden if len(self.g.gemeentecijfers) else ():
            for gemeente in self.g.gemeentelijst.op(p.begin):
                bestaat.setdefault(gemeente.code, {})[str(p)] = gemeente.naam
        delen = []
        for code, namen in sorted(bestaat.items(), key=lambda paar: list(paar[1].values())[-1]):
            reeks = self.reeks(code, exact=True).join(self.op_rij(code, exact=True)).loc[list(namen)].reset_index()
            delen.append(reeks.assign(gemeentecode=code, gemeente=list(namen.values())))
        frame = pd.concat(delen, ignore_index=True) if delen else pd.DataFrame(columns=list(PER_GEMEENTE), dtype=object)
        frame = frame[list(PER_GEMEENTE)]
        return frame if exact else als_cijfers(frame, PER_GEMEENTE, {**GEMEENTEFORMULES, **OP_RIJ_FORMULES})

    def bruto_netto(self, exact: bool = False) -> pd.DataFrame:
        """See what a total hides: all backlogs added up, beside the sum in which voorsprongen take some away.

        A published total of a province is netto: one gemeente's voorsprong hides another's achterstand.

        Returns
        -------
        DataFrame
            Index `periode`; persons: `bruto`, `voorsprong` (as a positive number), `netto` (bruto minus
            voorsprong) over the gemeenten whose closing position is known, None when none is;
            `gepubliceerd` (the closing position that follows from the provincial figures); numbers of
            gemeenten `bekend` and `gemeenten`.

        Examples
        --------
        >>> import ibtlib as ibt
        >>> ibt.trend(ibt.laad("voorbeeld")).bruto_netto().loc["2022-1", ["bruto", "voorsprong", "netto"]].tolist()
        [33, 8, 25]
        """
        eind: dict[str, list[int | None]] = {str(p): [] for p in self.perioden}
        for rij in rijen(self.per_gemeente(exact=True)):
            eind[rij["periode"]].append(rij["achterstand_eind_berekend"])
        regels = []
        for p in self.perioden:
            alle, r = eind[str(p)], resultaat(self.g, p)
            regels.append(bruto_netto(alle) | {"gepubliceerd": r and r.achterstand_eind, "gemeenten": len(alle)})
        return self._frame(regels, BRUTO_NETTO, exact, BRUTO_NETTO_FORMULES)

    def versies(self, exact: bool = False) -> pd.DataFrame:
        """See what was revised: every published version of every periode, the revision beside the first figure.

        Returns
        -------
        DataFrame
            `periode`, `versie` (`oorspronkelijk` or `verlaagd`), `geldend` (the one in force), `taakstelling`,
            `achterstand_begin`, `totaalopgave`, `realisatie`, `bron`, `vindplaats`.

        Examples
        --------
        >>> import ibtlib as ibt
        >>> versies = ibt.trend(ibt.laad("utrecht")).versies()
        >>> versies.loc[versies["periode"] == "2023-2", ["versie", "taakstelling"]].values.tolist()
        [['oorspronkelijk', 2126], ['verlaagd', 1372]]
        """
        return frame_van((regel for p in self.perioden for regel in versieregels(self.g, p)), VERSIES, exact)

    def standen(self, exact: bool = False) -> pd.DataFrame:
        """Look up the published position on every peildatum, each distinct figure with its source.

        Returns
        -------
        DataFrame
            Columns `peildatum`, `achterstand` (persons, negative is voorsprong), `bron`, `vindplaats`.

        Examples
        --------
        >>> import ibtlib as ibt
        >>> standen = ibt.trend(ibt.laad("utrecht")).standen()
        >>> standen.loc[standen["peildatum"] == "2024-01-01", "achterstand"].tolist()
        [570, 574]
        """
        peildata = dict.fromkeys(d for p in self.perioden for d in (p.begin, p.peildatum))
        return frame_van((regel for dag in peildata for regel in standregels(self.g, dag)), STANDEN, exact)

    def treden(self, exact: bool = False) -> pd.DataFrame:
        """See how the ladder fills: the number of gemeenten per trede and periode.

        Counted from the published treden per gemeente; where only counts were published (2022-1), those.

        Returns
        -------
        DataFrame
            Index `periode`, columns 1..6, `herkomst` (`per gemeente`, `telling`, or missing where nothing is
            published), `bron` and `vindplaats`.

        Examples
        --------
        >>> import ibtlib as ibt
        >>> ibt.trend(ibt.laad("utrecht")).treden().loc["2023-2", [1, 2, 3]].tolist()
        [13, 13, 0]
        """
        return self._frame(trederegels(self.g, self.perioden), LADDER, exact)


def trend(g: Gegevens, tot_en_met: Periode | str | None = None) -> Trend:
    """Follow a province through time: its series, up to and including a periode (default: the last one published).

    Before the first figure it is that periode alone, with nothing in it.

    Examples
    --------
    >>> import ibtlib as ibt
    >>> ibt.trend(ibt.laad("utrecht")).reeks()["taakstelling"].dropna().tolist()
    [429, 854, 780, 1055, 1651, 1372, 1459]
    """
    laatste = Periode.lees(tot_en_met) if tot_en_met else None
    return Trend(g, tuple(g.reeks(laatste)) or ((laatste,) if laatste else ()))
