"""Codes and names of gemeenten, each with the dates between which it holds: herindelingen are data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ibtlib.basis.fouten import AanvraagFout, Probleem, bedoelde_u, opsomming
from ibtlib.basis.periode import datum_voluit

if TYPE_CHECKING:
    import pandas as pd

    from ibtlib.gegevens.gegevens import Gegevens


@dataclass(frozen=True)
class Gemeente:
    """A gemeente under one code and name, as CBS gives them.

    Examples
    --------
    >>> leerdam = Gemeente("GM0545", "Leerdam", geldig_tot=dt.date(2019, 1, 1), opvolger="GM1961")
    >>> leerdam.geldt_op(dt.date(2018, 12, 31)), leerdam.geldt_op(dt.date(2019, 1, 1))
    (True, False)
    """

    code: str
    naam: str
    geldig_van: dt.date | None = None  # first day; None is before all figures
    geldig_tot: dt.date | None = None  # first day on which it is no more; None is still there
    opvolger: str | None = None  # code into which it went

    def geldt_op(self, datum: dt.date) -> bool:
        """Whether it exists on a day; the first day is in, the day of `geldig_tot` is out."""
        return (self.geldig_van or dt.date.min) <= datum < (self.geldig_tot or dt.date.max)


class Gemeentelijst:
    """The gemeenten of a province through time.

    A gemeente that changed its name has one row per name under the same code.

    Parameters
    ----------
    tabel : DataFrame
        Columns `gemeentecode`, `gemeente`, `geldig_van`, `geldig_tot` (date or None), `opvolger` (str or
        None); the index is the line in the file.

    Examples
    --------
    >>> import pandas as pd
    >>> grens = dt.date(2019, 1, 1)
    >>> lijst = Gemeentelijst(pd.DataFrame(
    ...     [("GM0545", "Leerdam", None, grens, "GM1961"), ("GM1961", "Vijfheerenlanden", grens, None, None)],
    ...     columns=["gemeentecode", "gemeente", "geldig_van", "geldig_tot", "opvolger"], dtype=object))
    >>> [g.naam for g in lijst.op(dt.date(2022, 1, 1))]
    ['Vijfheerenlanden']
    >>> lijst.probleem("GM0545", "Leerdam", dt.date(2022, 1, 1))
    "'GM0545' (Leerdam) bestond niet meer op 1 januari 2022; opvolger: Vijfheerenlanden, GM1961"
    """

    def __init__(self, tabel: pd.DataFrame):
        kolommen = ("gemeentecode", "gemeente", "geldig_van", "geldig_tot", "opvolger")
        self._regels = [int(regel) for regel in tabel.index]
        self._alle = [
            Gemeente(code, naam, van or None, tot or None, opvolger or None)
            for code, naam, van, tot, opvolger in zip(*(tabel[k] for k in kolommen), strict=True)
        ]
        self._per_code: dict[str, list[Gemeente]] = {}
        for gemeente in self._alle:
            self._per_code.setdefault(gemeente.code, []).append(gemeente)

    def __iter__(self) -> Iterator[Gemeente]:
        return iter(self._alle)

    def __len__(self) -> int:
        return len(self._alle)

    def op(self, datum: dt.date) -> list[Gemeente]:
        """The gemeenten that exist on a day, by name."""
        return sorted((g for g in self._alle if g.geldt_op(datum)), key=lambda g: g.naam)

    def zoek(self, code: str, datum: dt.date | None = None) -> Gemeente | None:
        """The gemeente with a code on a day; without a day the last one that had it."""
        onder_code = self._per_code.get(code, [])
        if datum is None:
            return max(onder_code, key=lambda g: g.geldig_tot or dt.date.max, default=None)
        return next((g for g in onder_code if g.geldt_op(datum)), None)

    def naam(self, code: str, datum: dt.date | None = None) -> str:
        """Name that belongs to a code (on a day).

        Raises
        ------
        AanvraagFout
            When the code did not exist (on that day).
        """
        self.controleer_code(code, datum)
        gemeente = self.zoek(code, datum)
        assert gemeente is not None
        return gemeente.naam

    def opvolger(self, code: str, datum: dt.date | None = None) -> Gemeente | None:
        """The gemeente into which a code went, followed until one that exists on the day; None if unknown."""
        gezien = {code}
        gemeente = self.zoek(code)
        while gemeente is not None and gemeente.opvolger and gemeente.opvolger not in gezien:
            gezien.add(gemeente.opvolger)
            gemeente = self.zoek(gemeente.opvolger)
            if gemeente is not None and (datum is None or gemeente.geldt_op(datum)):
                return self.zoek(gemeente.code, datum)
        return None

    def controleer_code(self, code: str, datum: dt.date | None = None) -> None:
        """Refuse a code that did not exist on a day.

        Raises
        ------
        AanvraagFout
            Naming the successor, or the predecessors when it did not exist yet.
        """
        wat = self.probleem(code, None, datum)
        if wat:
            raise AanvraagFout(f"{wat}.")

    def probleem(self, code: str, naam: str | None, datum: dt.date | None) -> str | None:
        """What is wrong with a code and the name beside it on a day, in Dutch; None when nothing is.

        Parameters
        ----------
        code : str
            CBS code.
        naam : str or None
            Name beside it; None leaves the name unchecked.
        datum : date or None
            Day on which it must exist; None leaves the date unchecked.
        """
        laatste = self.zoek(code)
        if laatste is None:
            return f"'{code}' staat niet in gemeentelijst.csv{self._wel(naam, datum)}"
        gemeente = self.zoek(code, datum)
        if gemeente is None and datum is not None:
            return f"'{code}' ({laatste.naam}) {self._niet_op(laatste, datum)}"
        if naam is not None and naam not in {g.naam for g in self._per_code[code]}:
            return f"'{code}' is {laatste.naam}, niet {naam}{self._wel(naam, datum)}"
        return None

    def problemen(self) -> list[Probleem]:
        """What is wrong with the list itself: reversed dates, overlap under one code, an unknown opvolger."""
        uit = []
        for regel, g in zip(self._regels, self._alle, strict=True):
            if g.geldig_van and g.geldig_tot and g.geldig_tot <= g.geldig_van:
                wat = f"{datum_voluit(g.geldig_tot)} ligt niet na geldig_van ({datum_voluit(g.geldig_van)})"
                uit.append(Probleem(regel, "geldig_tot", wat))
            if g.opvolger and g.opvolger not in self._per_code:
                uit.append(Probleem(regel, "opvolger", f"'{g.opvolger}' staat zelf niet in deze lijst"))
            begin = g.geldig_van or dt.date.min
            if any(ander is not g and ander.geldt_op(begin) for ander in self._per_code[g.code]):
                wat = f"'{g.code}' geldt dan ook op een andere rij; laat de ene eindigen waar de andere begint"
                uit.append(Probleem(regel, "geldig_van", wat))
        return uit

    def _wel(self, naam: str | None, datum: dt.date | None) -> str:
        """Which gemeente does have that name (on the day)."""
        met_naam = (g for g in self._alle if g.naam == naam and (datum is None or g.geldt_op(datum)))
        return next((f"; {g.naam} is {g.code}" for g in met_naam), "")

    def _niet_op(self, laatste: Gemeente, datum: dt.date) -> str:
        if laatste.geldig_tot and laatste.geldig_tot <= datum:
            opvolger = self.opvolger(laatste.code, datum)
            wie = f"{opvolger.naam}, {opvolger.code}" if opvolger else "niet bekend in gemeentelijst.csv"
            return f"bestond niet meer op {datum_voluit(datum)}; opvolger: {wie}"
        eerder = [g for g in self.op(datum) if (o := self.opvolger(g.code)) and o.code == laatste.code]
        toen = f"; toen nog {opsomming(f'{g.naam}, {g.code}' for g in eerder)}" if eerder else ""
        return f"bestond nog niet op {datum_voluit(datum)}{toen}"


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
