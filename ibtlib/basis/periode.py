"""The half-year (`periode`) and the only date arithmetic of the package."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.basis.tijdnotatie import MAANDEN, ontleed

if TYPE_CHECKING:
    from fractions import Fraction

MAANDEN_PER_PERIODE = 6


@dataclass(frozen=True, order=True)
class Periode:
    """A half-year to compute with: what comes before and after it, and the days that matter in it.

    In it a gemeente has to meet its taakstelling.

    Parameters
    ----------
    jaar : int
        Calendar year, 1900-2999.
    helft : int
        1 (from 1 January) or 2 (from 1 July).

    Examples
    --------
    >>> import ibtlib as ibt
    >>> p = ibt.Periode.lees("2023H2")
    >>> str(p), str(p.volgende), p.begin.isoformat(), p.peildatum.isoformat()
    ('2023-2', '2024-1', '2023-07-01', '2024-01-01')
    """

    jaar: int
    helft: int

    def __post_init__(self) -> None:
        if not 1900 <= self.jaar <= 2999 or self.helft not in (1, 2):
            raise AanvraagFout(
                f"Periode '{self.jaar}-{self.helft}' bestaat niet: het jaar ligt tussen 1900 en 2999, "
                "de helft is 1 of 2. Voorbeeld: 2023-2."
            )

    @classmethod
    def lees(cls, tekst: str | Periode) -> Periode:
        """Read a half-year as people write it: `2023-2`, `2023-II`, `2023H2`, `2e halfjaar 2023`, `tweede helft 2023`.

        Raises
        ------
        AanvraagFout
            When the text is none of these, or says something else besides.

        Examples
        --------
        >>> {str(Periode.lees(t)) for t in ("2023-2", "2023-II", "2023-H2", "2023-2e", "2e halfjaar 2023")}
        {'2023-2'}
        """
        if isinstance(tekst, Periode):
            return tekst
        gevonden = ontleed(tekst) if "\n" not in tekst.strip() else None
        if gevonden is None or gevonden.rest or len(gevonden.perioden) != 1 or gevonden.dagen:
            raise AanvraagFout(
                f"'{tekst}' is geen periode. Schrijf het jaar, een streepje en 1 of 2, bijvoorbeeld 2023-2 "
                "(2023-II, 2023-H2 en 2023-2e mogen ook)."
            )
        return cls(*gevonden.perioden[0])

    def __str__(self) -> str:
        return f"{self.jaar}-{self.helft}"

    @property
    def volgnummer(self) -> int:
        """Number of half-years since year 0: the distance between two perioden is a subtraction."""
        return self.jaar * 2 + self.helft - 1

    def plus(self, n: int) -> Periode:
        """The periode `n` half-years later (earlier when negative).

        >>> str(Periode(2023, 2).plus(1)), str(Periode(2023, 2).plus(-4))
        ('2024-1', '2021-2')
        """
        jaar, helft = divmod(self.volgnummer + n, 2)
        return Periode(jaar, helft + 1)

    @property
    def volgende(self) -> Periode:
        return self.plus(1)

    @property
    def vorige(self) -> Periode:
        return self.plus(-1)

    @property
    def begin(self) -> dt.date:
        """1 January or 1 July; the peildatum of the previous periode."""
        return dt.date(self.jaar, 1 if self.helft == 1 else 7, 1)

    @property
    def peildatum(self) -> dt.date:
        """First day after the periode: the day on which Gedeputeerde Staten judge it."""
        return self.volgende.begin

    @classmethod
    def van(cls, datum: dt.date) -> Periode:
        """The periode in which a day lies.

        >>> str(Periode.van(dt.date(2023, 10, 26)))
        '2023-2'
        """
        return cls(datum.year, 1 if datum.month < 7 else 2)

    def verstreken(self, datum: dt.date) -> Fraction:
        """Which part of the periode has passed when a day begins: a sixth per month, per day within a month.

        So the first day of the second month is a sixth, and the peildatum is 1.

        >>> Periode(2023, 2).verstreken(dt.date(2023, 8, 1)), Periode(2023, 2).verstreken(dt.date(2023, 10, 26))
        (Fraction(1, 6), Fraction(59, 93))
        """
        from calendar import monthrange
        from fractions import Fraction

        maanden = (datum.year - self.begin.year) * 12 + datum.month - self.begin.month
        dagen = Fraction(datum.day - 1, monthrange(datum.year, datum.month)[1])
        return Fraction(maanden + dagen, MAANDEN_PER_PERIODE)

    @property
    def koppelpeildatum(self) -> dt.date:
        """1 April or 1 October: who is linked by then can be housed within the periode (12 weeks)."""
        return dt.date(self.jaar, 4 if self.helft == 1 else 10, 1)

    @property
    def bevolkingsdatum(self) -> dt.date:
        """1 January of the year before: inhabitants by which the taakstelling is divided.

        Source: Huisvestingswet 2014, art. 29.
        """
        return dt.date(self.jaar - 1, 1, 1)

    @property
    def voluit(self) -> str:
        """In words, as the reports name it.

        >>> Periode(2023, 2).voluit
        'tweede helft 2023'
        """
        return f"{'eerste' if self.helft == 1 else 'tweede'} helft {self.jaar}"


def reeks(eerste: Periode, laatste: Periode) -> list[Periode]:
    """All perioden from the first up to and including the last; empty when reversed.

    >>> [str(p) for p in reeks(Periode(2022, 2), Periode(2023, 2))]
    ['2022-2', '2023-1', '2023-2']
    """
    return [eerste.plus(n) for n in range(laatste.volgnummer - eerste.volgnummer + 1)]


def van_tot(eerste: object, laatste: object) -> str:
    """A stretch of time in words; that of one half-year is itself.

    >>> van_tot("2020-1", "2023-2"), van_tot("2023-2", "2023-2")
    ('2020-1 tot en met 2023-2', '2023-2')
    """
    return f"{eerste} tot en met {laatste}" if str(eerste) != str(laatste) else str(eerste)


def datum_voluit(datum: dt.date) -> str:
    """A date as written in a Dutch sentence.

    >>> datum_voluit(dt.date(2024, 1, 1))
    '1 januari 2024'
    """
    return f"{datum.day} {MAANDEN[datum.month - 1]} {datum.year}"


def eind_van(datum: dt.date, precisie: str) -> dt.date:
    """First day after a date that is only known to the day, the month, the season or the year.

    >>> eind_van(dt.date(2024, 11, 1), "maand"), eind_van(dt.date(2024, 1, 1), "jaar")
    (datetime.date(2024, 12, 1), datetime.date(2025, 1, 1))
    """
    if precisie == "dag":
        return datum + dt.timedelta(days=1)
    maanden = datum.year * 12 + datum.month - 1 + {"maand": 1, "seizoen": 3, "jaar": 12}[precisie]
    return dt.date(maanden // 12, maanden % 12 + 1, 1)


def lees_datum(tekst: str) -> dt.date:
    """Read a day as people write it: `2024-01-31`, `31-1-2024`, `31 januari 2024`.

    Raises
    ------
    ValueError
        With a Dutch text, when it is no existing date, has no year, or can be two days.

    Examples
    --------
    >>> {lees_datum(t) for t in ("2024-01-31", "31-1-2024", "31 januari 2024")}
    {datetime.date(2024, 1, 31)}
    """
    gevonden = ontleed(tekst)
    if (
        "\n" in tekst
        or gevonden.rest
        or gevonden.perioden
        or len(gevonden.dagen) != 1
        or (dag := gevonden.dagen[0]).datum is None
    ):
        if re.fullmatch(r"\d{4}-\d\d?-\d\d?|\d\d?-\d\d?-\d{4}", tekst):
            raise ValueError(f"'{tekst}' is geen bestaande datum")
        raise ValueError(f"'{tekst}' is geen datum. Schrijf jaar-maand-dag, bijvoorbeeld 2024-01-31")
    if dag.verwisselbaar:
        raise ValueError(
            f"'{tekst}' kan {dag.dag} {MAANDEN[dag.maand - 1]} of {dag.maand} {MAANDEN[dag.dag - 1]} zijn. "
            "Schrijf jaar-maand-dag, bijvoorbeeld 2024-01-31"
        )
    return dag.datum


_SEIZOENEN = ("winter", "voorjaar", "zomer", "najaar")


def datum_tekst(datum: dt.date, precisie: str) -> str:
    """A date no more precise than its source.

    >>> datum_tekst(dt.date(2023, 11, 1), "maand"), datum_tekst(dt.date(2022, 6, 1), "seizoen")
    ('november 2023', 'zomer 2022')
    """
    voluit = datum_voluit(datum)
    seizoen = _SEIZOENEN[datum.month % 12 // 3]
    return {
        "dag": voluit,
        "maand": voluit.split(" ", 1)[1],
        "seizoen": f"{seizoen} {datum.year}",
        "jaar": str(datum.year),
    }[precisie]
