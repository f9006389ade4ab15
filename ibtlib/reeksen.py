"""The series over perioden: gaps stay gaps, lowered figures stand beside the first ones."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from ibtlib.fouten import AanvraagFout, opsomming
from ibtlib.gegevens import Gegevens
from ibtlib.periode import Periode
from ibtlib.uitkomsten import resultaat, standen, versies

if TYPE_CHECKING:
    import pandas as pd

MAANDEN_PER_PERIODE = 6


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

    def reeks(self) -> pd.DataFrame:
        """All provincial figures per periode.

        Returns
        -------
        DataFrame
            Index `periode` (str, no gaps in it). Columns, persons unless said otherwise, None where nothing is
            published: `taakstelling` (in force), `taakstelling_oorspronkelijk`, `taakstelling_verlaagd`,
            `achterstand_begin`, `totaalopgave`, `realisatie`, `achterstand_eind_berekend`, `pct_taakstelling`
            and `pct_totaalopgave` (exact Fractions ×100, berekend).
        """
        import pandas as pd

        rijen = []
        for periode in self.perioden:
            per_versie = {r.versie: r for r in versies(self.g, periode)}
            geldend = resultaat(self.g, periode)
            eerste, verlaagd = per_versie.get("oorspronkelijk"), per_versie.get("verlaagd")
            rijen.append(
                {
                    "taakstelling": geldend and geldend.taakstelling,
                    "taakstelling_oorspronkelijk": eerste and eerste.taakstelling,
                    "taakstelling_verlaagd": verlaagd and verlaagd.taakstelling,
                    "achterstand_begin": geldend and geldend.achterstand_begin,
                    "totaalopgave": geldend and geldend.totaalopgave,
                    "realisatie": geldend and geldend.realisatie,
                    "achterstand_eind_berekend": geldend and geldend.achterstand_eind,
                    "pct_taakstelling": geldend and geldend.pct_taakstelling,
                    "pct_totaalopgave": geldend and geldend.pct_totaalopgave,
                }
            )
        index = pd.Index([str(p) for p in self.perioden], name="periode", dtype=object)
        return pd.DataFrame(rijen, index=index, dtype=object)

    def index(self, basis: str, kolom: str = "taakstelling") -> pd.Series:
        """A series divided by its value in a base periode.

        Parameters
        ----------
        basis : str
            Periode that counts as 1.
        kolom : str
            A column of `reeks`.

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
        >>> from ibtlib.gegevens import laad
        >>> trend(laad("utrecht")).index(basis="2020-1")["2023-1"]
        Fraction(127, 33)
        """
        waarden = self.reeks()[kolom]
        periode = str(Periode.lees(basis))
        noemer = waarden.get(periode)
        if not noemer:
            bekend = opsomming(p for p, w in waarden.items() if w)
            raise AanvraagFout(
                f"Periode {periode} kan geen basis zijn: daarvan is geen {kolom} (of 0) bekend. Kies uit {bekend}."
            )
        return waarden.map(lambda w: None if w is None else Fraction(w) / noemer).astype(object)

    def groei(self, kolom: str = "taakstelling") -> pd.Series:
        """Change since the previous half-year in percent; None beside a gap, never over it."""
        import pandas as pd

        waarden = self.reeks()[kolom]
        paren = zip([None, *waarden[:-1]], waarden, strict=True)
        groei = [None if not a or b is None else (Fraction(b) / a - 1) * 100 for a, b in paren]
        return pd.Series(groei, index=waarden.index, dtype=object)

    def tempo(self) -> pd.DataFrame:
        """Persons housed per month beside the pace that the totaalopgave asked (a sixth of it a month).

        Returns
        -------
        DataFrame
            Index `periode`; columns `per_maand` and `nodig` as exact Fractions, None where unknown.
        """
        reeks = self.reeks()

        def zesde(waarde: int | None) -> Fraction | None:
            return None if waarde is None else Fraction(waarde, MAANDEN_PER_PERIODE)

        return reeks.assign(per_maand=reeks["realisatie"].map(zesde), nodig=reeks["totaalopgave"].map(zesde))[
            ["per_maand", "nodig"]
        ].astype(object)

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
        index = pd.Index([str(p) for p in self.perioden], name="periode", dtype=object)
        return pd.DataFrame(rijen, index=index, dtype=object)


def trend(g: Gegevens, tot_en_met: Periode | str | None = None) -> Trend:
    """The series of a province, up to and including a periode (default: the last one published)."""
    laatste = Periode.lees(tot_en_met) if tot_en_met else None
    return Trend(g, tuple(g.reeks(laatste)))
