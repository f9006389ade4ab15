"""Corrections as data: one figure that a source has wrong, what it says, what it should be, who says so, and why.

The raw file is never changed. A correction is applied when the raw data is put together, and leaves a mark in the
`vindplaats` of its row, so that everything that is made from the row can say so.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ibtlib.basis.fouten import AanvraagFout, Probleem, bedoelde_u, opsomming
from ibtlib.basis.getallen import toon
from ibtlib.basis.periode import Periode, datum_voluit
from ibtlib.gegevens.invoer import lees_cel, rijen
from ibtlib.gegevens.schema import Schema, Veld
from ibtlib.kader.kader import FEIT_IN_WOORDEN

if TYPE_CHECKING:
    import pandas as pd

TUSSEN = " | "  # between the parts of a key: no source uses it in a vindplaats
_MERK = re.compile(r" \[correctie (\d+)\]")
_VAST = ("bron", "vindplaats")  # where a figure stands cannot be corrected: then it is another row


@dataclass(frozen=True)
class Correctie:
    """One cell that reads differently here than in its source."""

    nummer: int  # place in `correcties.csv`, from 1; how footnotes refer to it
    tabel: str  # file within the folder of the province, without extension: `resultaten`, `gemeenten/2024-1`
    sleutel: tuple[Any, ...]  # values of the key columns of the row
    gemeente: str | None  # name of the gemeente, of a row about one
    kolom: str  # the column
    # in_bron, waarde: what the source says and what is used instead; None is nothing
    in_bron: Any
    waarde: Any
    # reden, door: why, and who decided
    reden: str
    door: str
    datum: dt.date  # when
    # bron, vindplaats: where the right value stands, when a source gives it
    bron: str | None
    vindplaats: str | None

    @property
    def periode(self) -> str | None:
        """Of a file per periode (or day) which one: `2024-1` of `gemeenten/2024-1`."""
        return self.tabel.partition("/")[2] or None

    @property
    def rij(self) -> str:
        """The row in words: `Cranenhoek, 2024-1` or `2023-2, verlaagd`."""
        delen = [self.gemeente, self.periode] if self.periode else [self.gemeente, *self.sleutel]
        return ", ".join(datum_voluit(d) if isinstance(d, dt.date) else str(d) for d in delen if d is not None)

    @property
    def cijfer(self) -> str:
        """The column as people call it: `de realisatie`."""
        return FEIT_IN_WOORDEN.get(self.kolom, f"de {self.kolom.replace('_', ' ')}")

    @property
    def tekst(self) -> str:
        """One Dutch sentence for under a table."""
        return (
            f"Correctie {self.nummer}: {self.cijfer} van {self.rij} is in de bron {in_woorden(self.in_bron)}; hier is "
            f"{in_woorden(self.waarde)} gebruikt. Reden: {self.reden} ({self.door}, {datum_voluit(self.datum)})."
        )


class Correctielijst:
    """The corrections of one load: applied table by table, with every problem collected.

    Parameters
    ----------
    frame : DataFrame
        `correcties.csv` as read; its index is the line in the file.
    """

    def __init__(self, frame: pd.DataFrame):
        self._rijen = list(zip(frame.index, frame.to_dict("records"), strict=True))
        self._gezien: set[str] = set()
        self.toegepast: list[Correctie] = []
        self.problemen: list[Probleem] = []

    def pas_toe(self, naam: str, frame: pd.DataFrame, schema: Schema) -> None:
        """Correct a table that was just read, and mark the rows.

        Parameters
        ----------
        naam : str
            Path within the folder of the province, without extension.
        frame : DataFrame
            Of this load only; it is changed.
        """
        naam = _genormaliseerd(naam)
        self._gezien.add(naam)
        hier = [(n, *paar) for n, paar in enumerate(self._rijen, 1) if _genormaliseerd(paar[1]["tabel"]) == naam]
        if not hier:
            return
        gevonden: dict[tuple[int, str], Correctie] = {}
        plekken = regels_van(frame, schema.sleutel)
        for nummer, regel, rij in hier:
            try:
                plek, correctie = _lees(nummer, rij, naam, frame, schema, plekken)
                if (plek, correctie.kolom) in gevonden:
                    raise _Geweigerd("sleutel", f"de {correctie.kolom} van deze rij is hierboven al gecorrigeerd")
            except _Geweigerd as fout:
                self.problemen.append(Probleem(regel, fout.kolom, str(fout)))
                continue
            gevonden[plek, correctie.kolom] = correctie
        for (plek, _), correctie in gevonden.items():  # when all rows are found: a vindplaats can be part of their key
            frame.at[plek, correctie.kolom] = correctie.waarde
            vindplaats = frame.at[plek, "vindplaats"] or "het bestand zelf"  # a file of tussenstanden need not say
            frame.at[plek, "vindplaats"] = f"{vindplaats} [correctie {correctie.nummer}]"
            self.toegepast.append(correctie)

    def rest(self, ongelezen: Iterable[str]) -> None:
        """Every correction of a table that is not there; a table that could not be read has its own problems."""
        gezien = {*self._gezien, *map(_genormaliseerd, ongelezen)}
        for regel, rij in self._rijen:
            if _genormaliseerd(rij["tabel"]) not in gezien:
                bekend = sorted(self._gezien)
                wat = f"'{rij['tabel']}' is geen tabel van deze provincie; kies {opsomming(bekend, 'of')}"
                self.problemen.append(Probleem(regel, "tabel", f"{wat}.{bedoelde_u(rij['tabel'], bekend)}"))


class _Geweigerd(ValueError):
    def __init__(self, kolom: str, wat: str):
        self.kolom = kolom
        super().__init__(wat)


def _lees(
    nummer: int,
    rij: dict[str, Any],
    naam: str,
    frame: pd.DataFrame,
    schema: Schema,
    plekken: Mapping[tuple[Any, ...], int],
) -> tuple[int, Correctie]:
    """The line of the row in its own file, and the correction, when everything about it is right."""
    kolom = rij["kolom"]
    kan = [v.naam for v in schema.velden if v.naam not in (*schema.sleutel, *_VAST)]
    if kolom not in kan:
        raise _Geweigerd(
            "kolom", f"'{kolom}' is in {naam} niet te corrigeren; kies {opsomming(kan, 'of')}.{bedoelde_u(kolom, kan)}"
        )
    sleutel = _sleutel(rij["sleutel"], schema)
    plek = plekken.get(sleutel)
    if plek is None:
        bestaand = [sleuteltekst(s) for s in plekken]
        wat = f"in {naam} staat geen rij met {TUSSEN.join(schema.sleutel)} = {sleuteltekst(sleutel)}."
        raise _Geweigerd("sleutel", wat + bedoelde_u(sleuteltekst(sleutel), bestaand))
    verwacht, waarde = (_waarde(rij, k, schema[kolom]) for k in ("verwacht_in_bron", "waarde"))
    if waarde is None and schema[kolom].verplicht:
        raise _Geweigerd("waarde", f"is leeg; {kolom} mag niet leeg zijn ({schema[kolom].uitleg})")
    staat_er = _of_niets(frame.at[plek, kolom])
    if staat_er != verwacht:
        raise _Geweigerd(
            "verwacht_in_bron",
            f"in {naam} staat nu {in_woorden(staat_er)}, deze correctie verwacht {in_woorden(verwacht)}. Kijk of zij nog "
            "nodig is: haal haar dan weg, of pas haar aan",
        )
    if waarde == verwacht:
        raise _Geweigerd("waarde", f"is gelijk aan wat er al staat ({in_woorden(waarde)}); er valt niets te corrigeren")
    rest = {k: rij[k] for k in ("reden", "door", "datum", "bron", "vindplaats")}
    gemeente = frame.at[plek, "gemeente"] if "gemeente" in frame else None
    return plek, Correctie(nummer, naam, sleutel, gemeente, kolom, verwacht, waarde, **rest)


def _sleutel(tekst: str, schema: Schema) -> tuple[Any, ...]:
    delen = [d.strip() for d in tekst.split(TUSSEN.strip())]
    if len(delen) != len(schema.sleutel):
        vorm = TUSSEN.join(schema.sleutel)
        raise _Geweigerd("sleutel", f"'{tekst}' wijst geen rij aan; schrijf hier {vorm}, gescheiden door '|'")
    waarden = []
    for deel, naam in zip(delen, schema.sleutel, strict=True):
        try:
            waarden.append(lees_cel(deel, schema[naam]))
        except ValueError as fout:
            raise _Geweigerd("sleutel", f"{naam}: {fout}") from None
    return tuple(waarden)


def _waarde(rij: dict[str, Any], naam: str, veld: Veld) -> Any:
    if rij[naam] is None:
        return None
    try:
        return lees_cel(rij[naam], veld)
    except ValueError as fout:
        raise _Geweigerd(naam, str(fout)) from None


def regels_van(frame: pd.DataFrame, kolommen: Iterable[str]) -> dict[tuple[Any, ...], int]:
    """Index of each row, by its key."""
    sleutels = rijen(frame[list(kolommen)])
    return {tuple(s.values()): int(regel) for regel, s in zip(frame.index, sleutels, strict=True)}


def zoals_gepubliceerd(frame: pd.DataFrame, kolommen: Iterable[str], correcties: Collection[Correctie]) -> pd.DataFrame:
    """A copy of a table with the figures of the sources put back, and without marks.

    Parameters
    ----------
    kolommen : iterable of str
        The key columns; the periode in front of the figures per gemeente, of which each periode is a file.
    correcties : collection of Correctie
        Those of this table; of a row that is not there (its source came later) nothing is put back.
    """
    terug = frame.copy()
    if not correcties:
        return terug
    terug["vindplaats"] = terug["vindplaats"].map(lambda v: _MERK.sub("", v)).astype(object)
    plekken = regels_van(terug, kolommen)
    for c in correcties:
        sleutel = (c.periode, *c.sleutel) if c.periode else c.sleutel
        if sleutel in plekken:
            terug.at[plekken[sleutel], c.kolom] = c.in_bron
    return terug


def nummers(vindplaatsen: Iterable[str]) -> list[int]:
    """Numbers of the corrections whose mark stands in these places, in order.

    >>> nummers(["tabel 1 [correctie 2] [correctie 1]", "§3", "bijlage [correctie 2]"])
    [1, 2]
    """
    return sorted({int(n) for v in vindplaatsen for n in _MERK.findall(v)})


def sleuteltekst(sleutel: Iterable[Any]) -> str:
    """A key as it is written in a file.

    >>> sleuteltekst(("2023-2", None, dt.date(2024, 1, 1)))
    '2023-2 |  | 2024-01-01'
    """
    return TUSSEN.join("" if _of_niets(s) is None else str(s) for s in sleutel)


def in_woorden(waarde: Any) -> str:
    """A value for a reader.

    >>> in_woorden(1372), in_woorden(None), in_woorden(dt.date(2023, 5, 16))
    ('1.372', 'niets', '16 mei 2023')
    """
    if waarde is None:
        return "niets"
    if isinstance(waarde, dt.date):
        return datum_voluit(waarde)
    if isinstance(waarde, Fraction):
        return toon(waarde, 6).rstrip("0").rstrip(",")
    return f"‘{waarde}’" if isinstance(waarde, str) else toon(int(waarde))


def _of_niets(waarde: Any) -> Any:
    import pandas as pd

    return None if waarde is None or waarde is pd.NA else waarde


def _genormaliseerd(naam: str) -> str:
    """`gemeenten/2024-I` is `gemeenten/2024-1`."""
    map_, streep, periode = naam.strip().partition("/")
    if map_ != "gemeenten" or not streep:
        return naam.strip()
    try:
        return f"gemeenten/{Periode.lees(periode)}"
    except AanvraagFout:
        return naam.strip()
