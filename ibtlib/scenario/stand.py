"""The figures of a what-if: of every gebied in every periode, known and to come."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ibtlib.basis.fouten import AanvraagFout, opsomming
from ibtlib.basis.getallen import Getal
from ibtlib.basis.periode import Periode
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.gemeenten import zoek_gemeente
from ibtlib.kader import opgave
from ibtlib.kader.kader import Kader, Kaderreeks

if TYPE_CHECKING:
    import pandas as pd

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


@dataclass(frozen=True)
class Stand:
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

    def wijzig(
        self, feit: str, nieuw: Callable[[Any, Periode], Any], gemeente: str | None, periode: Periode | str | None
    ) -> Stand:
        """A new Stand in which every known figure of one kind in the chosen places is replaced.

        Raises
        ------
        AanvraagFout
            An unknown gemeente or periode, or not one known figure in the chosen places.
        """
        code, wanneer = self.code(gemeente), self.periode(periode)
        uit = dict(self.cijfers)
        geraakt = 0
        for plek, c in self.cijfers.items():
            oud = getattr(c, feit)
            if plek[0] in self.perioden and wanneer in (None, plek[0]) and code in (None, plek[1]) and oud is not None:
                uit[plek] = replace(c, **{feit: nieuw(oud, plek[0])})
                geraakt += 1
        if not geraakt:
            raise AanvraagFout(
                f"Van {feit} is in {wanneer or self._venster} niets bekend; er valt niets te veranderen."
            )
        return replace(self, cijfers=uit)

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

    feiten = ("taakstelling", "achterstand_begin", "realisatie", "gekoppeld", "trede_vorig")
    plekken = sorted(stand.cijfers)
    kolommen: dict[str, Any] = {
        "periode": pd.Series([str(p) for p, _ in plekken], dtype=object),
        "gemeentecode": pd.Series([code for _, code in plekken], dtype=object),
        "gemeente": pd.Series([stand.cijfers[plek].gemeente for plek in plekken], dtype=object),
    }
    for feit in feiten:
        kolommen[feit] = pd.array([getattr(stand.cijfers[plek], feit) for plek in plekken], dtype="Int64")
    return pd.DataFrame(kolommen)
