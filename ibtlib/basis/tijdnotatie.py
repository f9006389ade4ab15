"""The one grammar of perioden and dates: how people write a half-year or a day, alone or within a text."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")

MAANDEN = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
           "november", "december")  # fmt: skip
_AFGEKORT = ("jan", "feb", "mrt|maa|mar", "apr", "may", "jun", "jul", "aug", "sept?", "okt|oct", "nov", "dec")
_MAAND = "|".join(f"{voluit}|(?:{kort})\\b\\.?" for voluit, kort in zip(MAANDEN, _AFGEKORT, strict=True))
_MAANDNUMMER = {
    vorm[:3]: nummer
    for nummer, vormen in enumerate(zip(MAANDEN, _AFGEKORT, strict=True), 1)
    for vorm in "|".join(vormen).split("|")
}
_JAAR = r"[12]\d{3}"
_VOOR, _NA = r"(?<![^\W_])(?<!\d[-.,/_])", r"(?![^\W_])(?![-.,/_]\d)"  # not within a longer word, number or date
_KORT = rf"(?:{_JAAR}|(?<=')[1-3]\d)"
_TUSSEN = r"[ ,(]{0,3}(?:van |in )?'?"
_TOT = r" ?(?:t/m|tot en met|tot|-) ?"
_HELFT = r"(?:(?P<woord>1e|1ste|eerste|2e|2de|tweede)[ -]?(?:helft|halfjaar|half[ -]jaar|halve[ -]jaar|hj)|(?:halfjaar|half jaar|hj|periode) ?0?(?P<cijfer>[12]|ii?)|h0?(?P<h>[12]))"
_PERIODE = tuple(
    re.compile(f"{_VOOR}{vorm}{_NA}")
    for vorm in (
        rf"(?P<jaar>{_JAAR}){_TUSSEN}{_HELFT}\)?",
        rf"{_HELFT}{_TUSSEN}(?P<jaar>{_KORT})\)?",
        rf"(?P<jaar>{_JAAR})(?: ?[-_/ ] ?(?P<cijfer>[12]e?|ii?)| ?[-_/ ]? ?(?:hj?0?|s)(?P<h>[12]))",
        rf"(?P<cijfer>ii?) ?[-/ ] ?(?P<jaar>{_JAAR})",
        rf"(?P<van>jan|jul)[a-z]*\.?{_TOT}(?P<tot>jun|dec)[a-z]*\.? ?'?(?P<jaar>{_KORT})",
        rf"(?P<jaar>{_JAAR}) ?(?P<van>jan|jul)[a-z]*\.?{_TOT}(?P<tot>jun|dec)[a-z]*\.?",
    )
)
_DATUM_MET_JAAR = tuple(
    re.compile(f"{_VOOR}{vorm}{_NA}")
    for vorm in (
        r"(?P<jaar>\d{4})(?P<teken>[-/.])(?P<maand>\d\d?)(?P=teken)(?P<dag>\d\d?)",
        r"(?P<jaar>20[0-3]\d)(?P<maand>[01]\d)(?P<dag>[0-3]\d)",
        rf"(?P<dag>\d\d?)(?P<teken>[-/. ])(?P<maand>\d\d?)(?P=teken)'?(?P<jaar>{_JAAR}|[1-3]\d)",
        rf"(?P<dag>\d\d?)(?:e|ste)?[ -]?(?P<naam>{_MAAND})[ -]?'?(?P<jaar>{_JAAR}|[1-3]\d)",
    )
)
_DATUM_ZONDER_JAAR = tuple(
    re.compile(f"{_VOOR}{vorm}{_NA}")
    for vorm in (
        rf"(?P<dag>\d\d?)(?:e|ste)?[ -]?(?P<naam>{_MAAND})",
        r"(?P<dag>\d\d?)(?P<teken>[-/])(?P<maand>\d\d?)",
    )
)
_KORTE_JAREN = range(10, 31)
_EERSTE = {"1", "1e", "1ste", "eerste", "i"}


@dataclass(frozen=True)
class Dag:
    """A day as it was written."""

    dag: int
    maand: int
    jaar: int | None  # None: the text does not say of which year
    # with strokes ("7/1/2024") day and month may stand the other way round, and both would exist
    verwisselbaar: bool = False

    @property
    def datum(self) -> dt.date | None:
        """The day, when it says its year."""
        return dt.date(self.jaar, self.maand, self.dag) if self.jaar else None

    def binnen(self, eerste: dt.date, laatste: dt.date) -> dt.date | None:
        """The day that is meant between two days at most a year apart; None when it is not between them.

        >>> Dag(1, 10, None).binnen(dt.date(2024, 7, 1), dt.date(2025, 1, 1))
        datetime.date(2024, 10, 1)
        """
        vormen = [(self.dag, self.maand), *([(self.maand, self.dag)] if self.verwisselbaar else [])]
        jaren = [self.jaar] if self.jaar else [eerste.year, laatste.year]
        past = {d for dag, maand in vormen for jaar in jaren if (d := _bestaat(jaar, maand, dag))}
        binnen = [d for d in past if eerste <= d <= laatste]
        return binnen[0] if len(binnen) == 1 else None


@dataclass(frozen=True)
class Ontleed:
    """A text taken apart: the perioden (year and half) and days in it, and what is left of the text."""

    rest: str
    perioden: tuple[tuple[int, int], ...] = ()
    dagen: tuple[Dag, ...] = ()


def ontleed(tekst: str) -> Ontleed:
    """Find the perioden and dates in a text.

    Examples
    --------
    >>> [ontleed(t).perioden for t in ("2024-II", "2e halfjaar 2024", "2024 tweede helft", "2024H2", "juli t/m december 2024")]
    [((2024, 2),), ((2024, 2),), ((2024, 2),), ((2024, 2),), ((2024, 2),)]
    >>> ontleed("Achterstand per 1 juli 2024")
    Ontleed(rest='achterstand per', perioden=(), dagen=(Dag(dag=1, maand=7, jaar=2024, verwisselbaar=False),))
    """
    over = eenvormig(tekst)
    dagen: list[Dag] = []
    perioden: list[tuple[int, int]] = []
    over = _neem(over, _DATUM_MET_JAAR, _als_dag, dagen)
    over = _neem(over, _PERIODE, _als_periode, perioden)
    over = _neem(over, _DATUM_ZONDER_JAAR, _als_dag, dagen)
    if not perioden and len(dagen) == 2 and (samen := _van_tot(dagen)):
        perioden, dagen = [samen], []
        over = re.sub(r"(?<!\w)(?:van |t/m|tot en met|tot|-)(?!\w)", " ", over)
    return Ontleed(" ".join(over.split()), tuple(perioden), tuple(dagen))


def _neem(
    tekst: str, vormen: tuple[re.Pattern[str], ...], lees: Callable[[re.Match[str]], T | None], uit: list[T]
) -> str:
    """Take out of a text all that has one of the forms; what is left of the text."""
    for vorm in vormen:
        plek = 0
        while gevonden := vorm.search(tekst, plek):
            waarde = lees(gevonden)
            if waarde is None:
                plek = gevonden.end()
                continue
            uit.append(waarde)
            tekst = f"{tekst[: gevonden.start()]} {tekst[gevonden.end() :]}"
    return tekst


def eenvormig(tekst: str) -> str:
    """Lower case, without accents, one kind of dash and quote, single spaces."""
    tekst = unicodedata.normalize("NFKD", tekst[:300].casefold())
    tekst = "".join(t for t in tekst if not unicodedata.combining(t))
    tekst = re.sub("[\u2010-\u2015\u2212]", "-", tekst).replace("\u2019", "'").replace("\u2018", "'")
    return " ".join(tekst.split())


def _als_periode(m: re.Match[str]) -> tuple[int, int] | None:
    delen = m.groupdict()
    jaar = int(delen["jaar"]) if len(delen["jaar"]) == 4 else 2000 + int(delen["jaar"])
    if delen.get("van"):
        helft = {("jan", "jun"): 1, ("jul", "dec"): 2}.get((delen["van"], delen["tot"]))
        return (jaar, helft) if helft else None
    teken = delen.get("woord") or delen.get("cijfer") or delen.get("h") or ""
    return jaar, 1 if teken in _EERSTE else 2


def _als_dag(m: re.Match[str]) -> Dag | None:
    delen = m.groupdict()
    dag = int(delen["dag"])
    maand = _MAANDNUMMER[delen["naam"][:3]] if delen.get("naam") else int(delen["maand"])
    jaar = int(delen["jaar"]) if delen.get("jaar") else None
    if jaar is not None and jaar < 100:
        if jaar not in _KORTE_JAREN or (not delen.get("naam") and dag in _KORTE_JAREN):
            return None  # 24-07-25 can be the year first, or the day
        jaar += 2000
    if not _bestaat(jaar or 2024, maand, dag):  # 2024 has a 29 February
        return None
    dag_voorop = m.start("dag") < m.start("maand") if not delen.get("naam") else False
    return Dag(dag, maand, jaar, dag_voorop and delen.get("teken") == "/" and dag <= 12 and dag != maand)


def _bestaat(jaar: int, maand: int, dag: int) -> dt.date | None:
    try:
        return dt.date(jaar, maand, dag)
    except ValueError:
        return None


def _van_tot(dagen: list[Dag]) -> tuple[int, int] | None:
    """`1-7-2024 t/m 31-12-2024`: the half-year from its first day up to its last day."""
    een, ander = sorted(dagen, key=lambda d: (d.maand, d.dag))
    eind = ander.datum
    begin = een.datum or (eind and _bestaat(eind.year, een.maand, een.dag))
    if begin and eind and begin.year == eind.year:
        grenzen = (begin.month, begin.day), (eind.month, eind.day)
        if grenzen in (((1, 1), (6, 30)), ((7, 1), (12, 31))):
            return begin.year, 1 if begin.month == 1 else 2
    return None
