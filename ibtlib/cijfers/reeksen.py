"""The series over perioden: gaps stay gaps, lowered figures stand beside the first ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ibtlib.basis.fouten import AanvraagFout, bedoelde_u, opsomming
from ibtlib.basis.getallen import procent_van
from ibtlib.basis.periode import MAANDEN_PER_PERIODE, Periode
from ibtlib.cijfers.uitkomsten import geldend, resultaat, standen, versies
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.kader import opgave

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Trend:
    """Series of one province from the first published figure up to a periode.

    Parameters
    ----------
    g : Gegevens
        The province.
    perioden : tuple of Periode
        Every half-year, those without a figure included.
    """

    g: Gegevens
    perioden: tuple[Periode, ...]

    def reeks(self, gemeente: str | None = None) -> pd.DataFrame:
        """All figures per periode, of the province or of one gemeente.

        Parameters
        ----------
        gemeente : str, optional
            Name or code; without it the province.

        Returns
        -------
        DataFrame
            Index `periode` (str, no gaps in it). Columns, persons unless said otherwise, None where nothing is
            published: `taakstelling` (in force), `taakstelling_oorspronkelijk`, `taakstelling_verlaagd` (of a
            gemeente only the one in force is known), `achterstand_begin`, `totaalopgave`, `realisatie`,
            `achterstand_eind_berekend`, `pct_taakstelling` and `pct_totaalopgave` (exact Fractions ×100,
            berekend). Of a periode of which nothing provincial is published: the sums over all its gemeenten
            (berekend; see `uitkomsten.geldend`).

        Raises
        ------
        AanvraagFout
            When the province has no such gemeente.
        """
        import pandas as pd

        if gemeente is None:
            regels = [self._provincie(p) for p in self.perioden]
        else:
            cijfers = self._cijfers(zoek_gemeente(self.g, gemeente)[0])
            regels = [_gemeenteregel(cijfers.get(str(p), {})) for p in self.perioden]
        return pd.DataFrame(regels, index=self._as(), columns=list(_gemeenteregel({})), dtype=object)

    def _as(self) -> pd.Index:
        import pandas as pd

        return pd.Index([str(p) for p in self.perioden], name="periode", dtype=object)

    def _provincie(self, periode: Periode) -> dict[str, Any]:
        per_versie = {r.versie: r for r in versies(self.g, periode)}
        nu = geldend(self.g, periode)
        eerste, verlaagd = per_versie.get("oorspronkelijk"), per_versie.get("verlaagd")
        return {
            "taakstelling": nu and nu.taakstelling,
            "taakstelling_oorspronkelijk": eerste and eerste.taakstelling,
            "taakstelling_verlaagd": verlaagd and verlaagd.taakstelling,
            "achterstand_begin": nu and nu.achterstand_begin,
            "totaalopgave": nu and nu.totaalopgave,
            "realisatie": nu and nu.realisatie,
            "achterstand_eind_berekend": nu and nu.achterstand_eind,
            "pct_taakstelling": nu and nu.pct_taakstelling,
            "pct_totaalopgave": nu and nu.pct_totaalopgave,
        }

    def _cijfers(self, code: str) -> dict[str, dict[str, Any]]:
        frame = self.g.gemeentecijfers
        return {r["periode"]: r for r in rijen(frame[frame["gemeentecode"] == code])}

    def index(self, basis: str, kolom: str = "taakstelling", gemeente: str | None = None) -> pd.Series:
        """A series divided by its value in a base periode.

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
            Exact Fractions per periode, None where nothing is published.

        Raises
        ------
        AanvraagFout
            When the base periode has no figure, or a figure of 0.

        Examples
        --------
        >>> from ibtlib.gegevens.gegevens import laad
        >>> trend(laad("utrecht")).index(basis="2020-1")["2023-1"]
        Fraction(127, 33)
        """
        waarden = self.reeks(gemeente)[kolom]
        periode = str(Periode.lees(basis))
        noemer = waarden.get(periode)
        if not noemer:
            bekend = opsomming(p for p, w in waarden.items() if w)
            raise AanvraagFout(
                f"Periode {periode} kan geen basis zijn: daarvan is geen {kolom} (of 0) bekend. Kies uit {bekend}."
            )
        return waarden.map(lambda w: None if w is None else Fraction(w) / noemer).astype(object)

    def groei(self, kolom: str = "taakstelling", gemeente: str | None = None) -> pd.Series:
        """Change since the previous half-year in percent; None beside a gap, never over it."""
        import pandas as pd

        waarden = self.reeks(gemeente)[kolom]
        paren = zip([None, *waarden[:-1]], waarden, strict=True)
        groei = [None if not a or b is None else (Fraction(b) / a - 1) * 100 for a, b in paren]
        return pd.Series(groei, index=waarden.index, dtype=object)

    def tempo(self, gemeente: str | None = None) -> pd.DataFrame:
        """Persons housed per month beside the pace that the totaalopgave asked (a sixth of it a month).

        Returns
        -------
        DataFrame
            Index `periode`; columns `per_maand` and `nodig` as exact Fractions, None where unknown.
        """
        reeks = self.reeks(gemeente)

        def zesde(waarde: int | None) -> Fraction | None:
            return None if waarde is None else Fraction(waarde, MAANDEN_PER_PERIODE)

        return reeks.assign(per_maand=reeks["realisatie"].map(zesde), nodig=reeks["totaalopgave"].map(zesde))[
            ["per_maand", "nodig"]
        ].astype(object)

    def op_rij(self, gemeente: str | None = None) -> pd.DataFrame:
        """How many perioden in a row, up to and including each one, ended with achterstand or missed the taakstelling.

        Missed means that fewer persons were housed than the taakstelling in force asked; a koppelingstekort is
        no excuse here (in a beoordeling it may be, see `beoordeling`).

        Returns
        -------
        DataFrame
            Index `periode`; `perioden_met_achterstand`, `perioden_taakstelling_gemist` (int, None where
            unknown) and for both `<naam>_zeker`: False where the count meets a periode without figures, so
            that it is only known to be at least this many.
        """
        import pandas as pd

        reeks = self.reeks(gemeente)
        feiten = {
            "perioden_met_achterstand": [None if e is None else e > 0 for e in reeks["achterstand_eind_berekend"]],
            "perioden_taakstelling_gemist": [
                None if t is None or r is None else opgave.tekort(t, r) > 0
                for t, r in zip(reeks["taakstelling"], reeks["realisatie"], strict=True)
            ],
        }
        kolommen: dict[str, list[Any]] = {}
        for naam, waar in feiten.items():
            geteld = tel_op_rij(waar)
            kolommen[naam], kolommen[f"{naam}_zeker"] = [n for n, _ in geteld], [z for _, z in geteld]
        return pd.DataFrame(kolommen, index=self._as(), dtype=object)

    def per_gemeente(self) -> pd.DataFrame:
        """The series of every gemeente that exists in the perioden, one below the other.

        Returns
        -------
        DataFrame
            One row per gemeente and periode in which it exists, by name and time: `periode`, `gemeentecode`,
            `gemeente` and the columns of `reeks` and `op_rij`. Empty when there are no figures per gemeente.
        """
        import pandas as pd

        bestaat: dict[str, dict[str, str]] = {}
        for p in self.perioden if len(self.g.gemeentecijfers) else ():
            for gemeente in self.g.gemeentelijst.op(p.begin):
                bestaat.setdefault(gemeente.code, {})[str(p)] = gemeente.naam
        delen = []
        for code, namen in sorted(bestaat.items(), key=lambda paar: list(paar[1].values())[-1]):
            frame = self.reeks(code).join(self.op_rij(code)).loc[list(namen)].reset_index()
            frame.insert(1, "gemeentecode", code)
            frame.insert(2, "gemeente", list(namen.values()))
            delen.append(frame)
        leeg = pd.DataFrame(columns=["periode", "gemeentecode", "gemeente", *self.reeks().columns])
        return pd.concat(delen, ignore_index=True) if delen else leeg

    def bruto_netto(self) -> pd.DataFrame:
        """The sum of all backlogs beside the sum of backlogs minus voorsprongen, on every peildatum.

        A published total of a province is netto: one gemeente's voorsprong hides another's achterstand.

        Returns
        -------
        DataFrame
            Index `periode`; persons: `bruto`, `voorsprong` (as a positive number), `netto` (bruto minus
            voorsprong) over the gemeenten whose closing position is known, None when none is;
            `gepubliceerd` (the closing position that follows from the provincial figures); numbers of
            gemeenten `bekend` and `gemeenten`.
        """
        import pandas as pd

        alle = self.per_gemeente()
        regels = []
        for periode in self.perioden:
            eind = list(alle.loc[alle["periode"] == str(periode), "achterstand_eind_berekend"]) if len(alle) else []
            bekend = [e for e in eind if e is not None]
            bruto, voorsprong = sum(e for e in bekend if e > 0), -sum(e for e in bekend if e < 0)
            gepubliceerd = resultaat(self.g, periode)
            regels.append(
                {
                    "bruto": bruto if bekend else None,
                    "voorsprong": voorsprong if bekend else None,
                    "netto": bruto - voorsprong if bekend else None,
                    "gepubliceerd": gepubliceerd and gepubliceerd.achterstand_eind,
                    "bekend": len(bekend),
                    "gemeenten": len(eind),
                }
            )
        kolommen = ["bruto", "voorsprong", "netto", "gepubliceerd", "bekend", "gemeenten"]
        return pd.DataFrame(regels, index=self._as(), columns=kolommen, dtype=object)

    def versies(self) -> pd.DataFrame:
        """Every published version of every periode: a revision stands beside the first figure, never over it.

        Returns
        -------
        DataFrame
            `periode`, `versie` (`oorspronkelijk` or `verlaagd`), `geldend` (bool: the one in force),
            `taakstelling`, `achterstand_begin`, `totaalopgave`, `realisatie` (int or None), `bron`,
            `vindplaats`.
        """
        import pandas as pd

        feiten = ("taakstelling", "achterstand_begin", "totaalopgave", "realisatie", "bron", "vindplaats")
        regels = [
            {"periode": str(p), "versie": r.versie, "geldend": r is alle[-1]} | {f: getattr(r, f) for f in feiten}
            for p in self.perioden
            for alle in [versies(self.g, p)]
            for r in alle
        ]
        return pd.DataFrame(regels, columns=["periode", "versie", "geldend", *feiten], dtype=object)

    def standen(self) -> pd.DataFrame:
        """Published position on every peildatum of the series, each distinct figure with its source.

        Returns
        -------
        DataFrame
            Columns `peildatum`, `achterstand` (persons, negative is voorsprong), `bron`, `vindplaats`.
        """
        import pandas as pd

        rijen = []
        for datum in dict.fromkeys(d for p in self.perioden for d in (p.begin, p.peildatum)):
            gezien = set()
            for stand in standen(self.g, datum):
                if stand.achterstand not in gezien:
                    gezien.add(stand.achterstand)
                    rijen.append((datum, stand.achterstand, stand.bron, stand.vindplaats))
        return pd.DataFrame(rijen, columns=["peildatum", "achterstand", "bron", "vindplaats"], dtype=object)

    def treden(self) -> pd.DataFrame:
        """Number of gemeenten per trede and periode.

        Counted from the published treden per gemeente; where only counts were published (2022-1), those.

        Returns
        -------
        DataFrame
            Index `periode`, columns 1..6 (int; None where nothing is published) and `herkomst`
            (`per gemeente`, `telling` or None).
        """
        import pandas as pd

        beoordelingen, tellingen = self.g.tabel("beoordelingen"), self.g.tabel("tellingen")
        rijen: list[dict[int | str, int | str | None]] = []
        for periode in map(str, self.perioden):
            treden = beoordelingen.loc[beoordelingen["periode"] == periode, "trede"]
            geteld = tellingen[(tellingen["periode"] == periode) & (tellingen["kenmerk"] == "trede")]
            aantallen = {int(w): int(n) for w, n in zip(geteld["waarde"], geteld["gemeenten"], strict=True)}
            if len(treden):
                rijen.append({t: int((treden == t).sum()) for t in range(1, 7)} | {"herkomst": "per gemeente"})
            elif aantallen:
                rijen.append({t: aantallen.get(t, 0) for t in range(1, 7)} | {"herkomst": "telling"})
            else:
                rijen.append(dict.fromkeys(range(1, 7)) | {"herkomst": None})
        return pd.DataFrame(rijen, index=self._as(), columns=[*range(1, 7), "herkomst"], dtype=object)


def trend(g: Gegevens, tot_en_met: Periode | str | None = None) -> Trend:
    """The series of a province, up to and including a periode (default: the last one published).

    Before the first figure it is that periode alone, with nothing in it.
    """
    laatste = Periode.lees(tot_en_met) if tot_en_met else None
    return Trend(g, tuple(g.reeks(laatste)) or ((laatste,) if laatste else ()))


def _gemeenteregel(rij: dict[str, Any]) -> dict[str, Any]:
    """What `reeks` shows of one row of contract 4.2; what follows from an unknown figure is unknown."""
    taak, begin, real = (rij.get(naam) for naam in ("taakstelling", "achterstand_begin", "realisatie"))
    totaal = None if taak is None or begin is None else opgave.totaalopgave(taak, begin)
    return {
        "taakstelling": taak,
        "taakstelling_oorspronkelijk": None,
        "taakstelling_verlaagd": None,
        "achterstand_begin": begin,
        "totaalopgave": totaal,
        "realisatie": real,
        "achterstand_eind_berekend": None if totaal is None or real is None else opgave.achterstand_eind(totaal, real),
        "pct_taakstelling": None if taak is None or real is None else procent_van(real, taak),
        "pct_totaalopgave": None if totaal is None or real is None else opgave.percentage(real, totaal),
    }


def tel_op_rij(waar: Sequence[bool | None]) -> list[tuple[int | None, bool]]:
    """Of each place: how many True in a row up to and including it, and whether that is all of them.

    Parameters
    ----------
    waar : sequence of bool or None
        In order of time; None is unknown. What was before the first is unknown too.

    Examples
    --------
    >>> tel_op_rij([True, False, True, True, None, True])
    [(1, False), (0, True), (1, True), (2, True), (None, False), (1, False)]
    """
    uit: list[tuple[int | None, bool]] = []
    n, zeker = 0, False
    for ja in waar:
        n, zeker = (n + 1, zeker) if ja else (0, ja is False)
        uit.append((None if ja is None else n, zeker))
    return uit


def zoek_gemeente(g: Gegevens, gemeente: str) -> tuple[str, str]:
    """Code and name of a gemeente, asked for by either.

    Raises
    ------
    AanvraagFout
        Names what was asked and what could be.

    Examples
    --------
    >>> from ibtlib.gegevens.gegevens import laad
    >>> zoek_gemeente(laad("utrecht"), "Soest")
    ('GM0342', 'Soest')
    """
    namen = {m.naam: m.code for m in g.gemeentelijst}
    codes = {m.code: m.naam for m in g.gemeentelijst}
    if gemeente in codes:
        return gemeente, codes[gemeente]
    if gemeente in namen:
        return namen[gemeente], gemeente
    bekend = opsomming(sorted(namen)) if len(namen) else "geen enkele: er is geen gemeentelijst"
    raise AanvraagFout(
        f"gemeente='{gemeente}' is er niet in {g.naam}.{bedoelde_u(str(gemeente), [*namen, *codes])} Kies uit {bekend}."
    )
