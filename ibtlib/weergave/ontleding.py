"""What any DataFrame says: its row headers, its cells as they are shown, how a column is written, where its figures come from."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from numbers import Real
from typing import TYPE_CHECKING, Any

from ibtlib.basis.fouten import AanvraagFout, opsomming
from ibtlib.basis.periode import datum_voluit
from ibtlib.gegevens.bronnen import SAMEN, Herkomst, uit_kolommen
from ibtlib.weergave.frame import HERKOMSTKOLOMMEN, exact, herkomstkolommen, ontbreekt
from ibtlib.weergave.kolom import AANNAME
from ibtlib.weergave.tabel import Kop, Waarde

if TYPE_CHECKING:
    import pandas as pd

TREDE = re.compile(r"trede(?:_\w+)?")  # the name of a column of treden
_PROCENT = re.compile(r"(?:^|_)(?:pct|procent|percentage)(?:_|$)|%")


class Rijherkomst:
    """Where the figures of each row come from, or those of one column of it, from the columns that say so."""

    def __init__(self, frame: pd.DataFrame, kolom: str = ""):
        voor = f"{kolom}_" if kolom else ""
        self._delen = {n: [_tekst(w) for w in frame[voor + n]] for n in HERKOMSTKOLOMMEN if voor + n in frame}

    @property
    def vermeld(self) -> bool:
        return any(tekst for n in ("bron", "formule", "aanname") for tekst in self._delen.get(n, ()))

    def _van(self, naam: str, i: int) -> str:
        return self._delen[naam][i] if naam in self._delen else ""

    def bron(self, i: int) -> tuple[Herkomst, ...]:
        bron, vindplaats = self._van("bron", i), self._van("vindplaats", i)
        in_paren = bron.count(SAMEN) == vindplaats.count(SAMEN)  # else it is text of somebody's own
        return uit_kolommen(bron, vindplaats) if in_paren else ((bron, vindplaats),)

    @property
    def alle(self) -> list[Herkomst]:
        return [h for i in range(len(self._delen.get("bron", ()))) for h in self.bron(i) if h[0]]

    def noot(self, i: int) -> str:
        return self._van("noot", i)

    def formules(self) -> str | Callable[[int], str]:
        """How the figures of a row are computed or on what they are assumed: one text where it is the same for all."""
        teksten = [
            f"{AANNAME}{aanname.removeprefix(AANNAME)}" if aanname else formule
            for i in range(max(map(len, self._delen.values()), default=0))
            for aanname, formule in [(self._van("aanname", i), self._van("formule", i))]
        ]
        return teksten.__getitem__ if len(set(teksten)) > 1 else next(iter(teksten), "")


def ontleed(frame: pd.DataFrame | pd.Series) -> tuple[pd.DataFrame, Rijherkomst, dict[str, Rijherkomst]]:
    """What a frame shows, its row headers as first columns and every name a text; and where rows and columns come from."""
    import pandas as pd

    if isinstance(frame, pd.Series):
        frame = frame.to_frame(frame.name if frame.name is not None else "waarde")
    if not isinstance(frame, pd.DataFrame):
        raise AanvraagFout(f"Een tabel wordt gemaakt van een DataFrame; dit is {type(frame).__name__}.")
    namen = [_kolomnaam(n) for n in frame.columns]
    plat = frame.set_axis(namen, axis=1)
    if not (isinstance(frame.index, pd.RangeIndex) and frame.index.name is None) and not (
        frame.index.nlevels == 1 and frame.index.name is None and pd.api.types.is_integer_dtype(frame.index)
    ):
        koppen = [_kolomnaam(n) if n is not None else f"rij {i}" for i, n in enumerate(frame.index.names, 1)]
        koppen = ["naam"] if koppen == ["rij 1"] else koppen
        delen = [pd.Series(frame.index.get_level_values(i), dtype=object) for i in range(frame.index.nlevels)]
        voor = pd.DataFrame(dict(enumerate(delen))).set_axis(koppen, axis=1)
        plat = pd.concat([voor, plat.reset_index(drop=True)], axis=1)
    dubbel = sorted({n for n in plat.columns if list(plat.columns).count(n) > 1})
    if dubbel:
        raise AanvraagFout(f"Tabel: {opsomming(dubbel)} is de naam van meer dan één kolom; hernoem ze.")
    kaal = plat[[n for n in plat if n not in herkomstkolommen(plat)]].reset_index(drop=True)
    return kaal, Rijherkomst(plat), {n: Rijherkomst(plat, n) for n in kaal}


def _kolomnaam(naam: Any) -> str:
    delen = naam if isinstance(naam, tuple) else (naam,)
    return " – ".join(str(deel) for deel in delen if str(deel)) or "kolom"


def _tekst(waarde: Any) -> str:
    return "" if ontbreekt(waarde) else str(waarde)


def waarde_van(waarde: Any, kop: str, plek: int, trede: bool = True) -> Waarde:
    """A cell as it is shown: an exact number, or text."""
    if ontbreekt(waarde):
        return None
    if type(waarde).__name__ in ("bool", "bool_"):
        return "ja" if waarde else "nee"
    if isinstance(waarde, dt.datetime):
        return datum_voluit(waarde.date()) + (f", {waarde:%H:%M}" if waarde.time() != dt.time() else "")
    if isinstance(waarde, dt.date):
        return datum_voluit(waarde)
    if isinstance(waarde, Real):
        if kop.startswith("jaar"):
            return f"{waarde:g}" if not isinstance(waarde, Fraction) else str(waarde)
        try:
            getal = exact(waarde)
        except ValueError as fout:
            raise AanvraagFout(f"Tabel: '{kop}' in rij {plek + 1}: {fout}; onbekend is leeg.") from None
        return f"trede {getal}" if trede and TREDE.fullmatch(kop) and getal in range(1, 7) else getal
    return str(waarde)


def kop_van(kop: str, waarden: Sequence[Waarde], decimalen: int, procent: bool, telt: bool = False) -> Kop:
    """How a column is written: as text as soon as one cell is text; of one that is all empty its type decides."""
    getallen = [w for w in waarden if w is not None]
    if not getallen and telt:
        return Kop(kop, "geheel")
    if not getallen or any(isinstance(w, str) for w in getallen):
        return Kop(kop)
    if procent or _PROCENT.search(kop):
        return Kop(kop, "procent", decimalen)
    return Kop(kop, "geheel") if all(w.denominator == 1 for w in getallen) else Kop(kop, "breuk", decimalen)  # type: ignore[union-attr]


def naar_soort(waarden: Sequence[Waarde], kop: Kop) -> list[Waarde]:
    """Counts as whole numbers, and fractions of which some happen to be whole with as many decimals as the others."""
    if kop.soort == "geheel":
        return [int(w) if isinstance(w, Fraction) and w.denominator == 1 else w for w in waarden]
    if kop.soort == "breuk":
        return [Fraction(w) if isinstance(w, int) else w for w in waarden]
    return list(waarden)
