"""The figures of a what-if: of every gebied in every periode, known and to come."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ibtlib.basis.fouten import AanvraagFout, opsomming
from ibtlib.basis.frames import Kolomsoorten, frame_van
from ibtlib.basis.getallen import Getal
from ibtlib.basis.periode import Periode
from ibtlib.basis.voorstelling import Voorgesteld, Voorstelling
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.gemeenten import zoek_gemeente
from ibtlib.kader import opgave
from ibtlib.kader.kader import Kader, Kaderreeks

if TYPE_CHECKING:
    import pandas as pd

_CIJFERS = ("gemeente", *opgave.INVOER, "achterstand_eind")
GEBIEDEN = ("provincie", "gemeenten")


@dataclass(frozen=True)
class Cijfers:
    """The figures of one gebied in one periode, persons; None is unknown."""

    gemeente: str
    taakstelling: Getal | None
    achterstand_begin: int | None
    realisatie: Getal | None
    gekoppeld: Getal | None = None
    trede_vorig: int | None = None

    @property
    def achterstand_eind(self) -> int | None:
        """Closing position, persons; None when a fact that it needs is unknown."""
        if self.taakstelling is None or self.achterstand_begin is None or self.realisatie is None:
            return None
        totaal = opgave.totaalopgave(int(self.taakstelling), self.achterstand_begin)
        return int(opgave.achterstand_eind(totaal, int(self.realisatie)))


Plek = tuple[Periode, str]  # periode and code


@dataclass(frozen=True, repr=False)
class Stand(Voorgesteld):
    """Figures from which a what-if is computed.

    Parameters
    ----------
    g : Gegevens
        The province.
    gebied : str
        `provincie` (one row per periode: the province as a whole) or `gemeenten`.
    cijfers : mapping of (Periode, code) to Cijfers
        History and the perioden of the what-if.
    perioden : tuple of Periode
        Those that a step may change, in order of time.
    kaders : Kaderreeks
        Policy, as far as changed.
    aannames : tuple of str
        What had to be assumed to fill the perioden, in Dutch.
    """

    g: Gegevens
    gebied: str
    cijfers: Mapping[Plek, Cijfers]
    perioden: tuple[Periode, ...]
    kaders: Kaderreeks
    aannames: tuple[str, ...] = ()

    def voorstelling(self) -> Voorstelling:
        """Where it starts, over which perioden it goes, and what was assumed."""
        gebieden = {code for p, code in self.cijfers if p in self.perioden}
        over = f"{len(gebieden)} gemeenten" if self.gebied == "gemeenten" else "de provincie als geheel"
        aannames = tuple(("aanname", a) for a in self.aannames)
        feiten = (("over", over), ("te veranderen", self._venster), *aannames)
        titel = f"Vertrekpunt van {self.g.naam}, {self.perioden[0]}{', FICTIEF' if self.g.fictief else ''}"
        verder = (
            ".tabel()",
            "ibt.doorrekenen(stand, stap)",
            'stap = ibt.scenario.RealisatieMaal("1,1")',
            "dir(ibt.scenario)",
        )
        return Voorstelling(titel, feiten, verder)

    def tabel(self, exact: bool = False) -> pd.DataFrame:
        """The figures with which a what-if counts, known and to come.

        Returns
        -------
        DataFrame, with `exact=True` of exact figures (see `basis.frames`)
            One row per gebied and periode: `periode`, `gemeentecode` (of a province its own code), `gemeente`, persons
            `taakstelling`, `achterstand_begin`, `realisatie`, `gekoppeld`, `achterstand_eind` (berekend), and `aanname`:
            what had to be assumed about a periode of the what-if.

        Examples
        --------
        >>> from ibtlib.gegevens.gegevens import laad
        >>> from ibtlib.scenario.vertrekpunt import vertrekpunt
        >>> vertrekpunt(laad("utrecht"), "2023-1").tabel()["achterstand_eind"].tolist()[-1]  # published as "circa 1400"
        1394
        """
        regels: list[dict[str, Any]] = []
        for (p, code), c in sorted(self.cijfers.items(), key=lambda paar: paar[0]):
            regel = {"periode": str(p), "gemeentecode": code} | {k: getattr(c, k) for k in _CIJFERS}
            regels.append(regel | {"aanname": " ".join(self.aannames) or None if p in self.perioden else None})
        heel = all(getattr(w, "denominator", 1) == 1 for r in regels for w in r.values())
        soorten: Kolomsoorten = {
            "periode": "periode",
            "gemeentecode": "tekst",
            "gemeente": "tekst",
            **dict.fromkeys(_CIJFERS[1:], "aantal" if heel else "getal"),
            "aanname": "tekst",
        }
        return frame_van(regels, soorten, exact)

    def code(self, gemeente: str | None) -> str | None:
        """Code of a gemeente in these figures; None stays None (everyone).

        Raises
        ------
        AanvraagFout
            An unknown gemeente, or one of which there are no figures.
        """
        if gemeente is None:
            return None
        if self.gebied == "provincie":
            raise AanvraagFout(
                f"gemeente='{gemeente}' kan niet: er wordt gerekend met de provincie als geheel. "
                "Laat gemeente weg, of kies gebied='gemeenten'."
            )
        code, naam = zoek_gemeente(self.g, gemeente)
        aanwezig = {plek[1]: c.gemeente for plek, c in self.cijfers.items() if plek[0] in self.perioden}
        if code not in aanwezig:
            raise AanvraagFout(
                f"gemeente='{gemeente}' ({naam}) heeft geen cijfers in {self._venster}. "
                f"Kies uit {opsomming(sorted(aanwezig.values()))}."
            )
        return code

    def periode(self, periode: Periode | str | None) -> Periode | None:
        """A periode of the what-if; None stays None (all of them).

        Raises
        ------
        AanvraagFout
            When it is no periode, or lies outside.
        """
        if periode is None:
            return None
        p = Periode.lees(periode)
        if p not in self.perioden:
            raise AanvraagFout(f"periode={p} valt buiten het scenario: dat loopt over {self._venster}.")
        return p

    @property
    def _venster(self) -> str:
        return opsomming(map(str, self.perioden))

    def plekken(self, gemeente: str | None, periode: Periode | str | None) -> list[Plek]:
        """Where a step may change figures: of one gemeente or of all, in one periode of the what-if or in each.

        Raises
        ------
        AanvraagFout
            An unknown gemeente or periode.
        """
        code, wanneer = self.code(gemeente), self.periode(periode)
        return [(p, c) for p, c in self.cijfers if p in self.perioden and wanneer in (None, p) and code in (None, c)]

    def met(self, anders: Mapping[Plek, Cijfers]) -> Stand:
        """A new Stand with other figures in some places."""
        return replace(self, cijfers={**self.cijfers, **anders})

    def wijzig(
        self, feit: str, nieuw: Callable[[Any, Periode], Any], gemeente: str | None, periode: Periode | str | None
    ) -> Stand:
        """A new Stand in which every known figure of one kind in the chosen places is replaced.

        Raises
        ------
        AanvraagFout
            An unknown gemeente or periode, or not one known figure in the chosen places.
        """
        plekken = self.plekken(gemeente, periode)
        oud = {plek: w for plek in plekken if (w := getattr(self.cijfers[plek], feit)) is not None}
        if not oud:
            wanneer = self.periode(periode) or self._venster
            raise AanvraagFout(f"Van {feit} is in {wanneer} niets bekend; er valt niets te veranderen.")
        return self.met({plek: replace(self.cijfers[plek], **{feit: nieuw(w, plek[0])}) for plek, w in oud.items()})

    def met_kader(self, verander: Callable[[Kader], Kader]) -> Stand:
        """A new Stand in which the kaders are changed from the first periode of the what-if on, not before."""
        eerste = self.perioden[0]
        delen: list[Kader] = []
        for k in self.kaders:
            if k.geldig_vanaf < eerste:
                einde = eerste.vorige if k.geldig_tot_en_met is None else min(k.geldig_tot_en_met, eerste.vorige)
                delen.append(replace(k, geldig_tot_en_met=einde))
            if k.geldig_tot_en_met is None or k.geldig_tot_en_met >= eerste:
                delen.append(verander(replace(k, geldig_vanaf=max(k.geldig_vanaf, eerste))))
        return replace(self, kaders=Kaderreeks(tuple(delen)))

    def geldend(self) -> list[Kader]:
        """The kaders by which the perioden of the what-if are judged, each once."""
        gevonden = [k for p in self.perioden if (k := self.kaders.zoek(p))]
        return list(dict.fromkeys(gevonden))


def cijferframe(stand: Stand) -> pd.DataFrame:
    """History and what-if as the engine reads them."""
    import pandas as pd

    plekken = sorted(stand.cijfers)
    kolommen: dict[str, Any] = {
        "periode": pd.Series([str(p) for p, _ in plekken], dtype=object),
        "gemeentecode": pd.Series([code for _, code in plekken], dtype=object),
        "gemeente": pd.Series([stand.cijfers[plek].gemeente for plek in plekken], dtype=object),
    }
    for feit in (*opgave.INVOER, "trede_vorig"):
        kolommen[feit] = pd.array([getattr(stand.cijfers[plek], feit) for plek in plekken], dtype="Int64")
    return pd.DataFrame(kolommen)
