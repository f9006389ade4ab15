"""What one column is: its header in all its variants, and the periode or the day that it names."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from dataclasses import dataclass, replace

from ibtlib.basis.fouten import opsomming
from ibtlib.basis.periode import Periode, datum_voluit
from ibtlib.basis.tijdnotatie import Dag, ontleed
from ibtlib.gegevens.inlezen.doeltabel import CONTROLE, GEMEENTEN, WEG, Doeltabel
from ibtlib.gegevens.inlezen.kaal import kaal

_VULWOORDEN = re.compile(
    r"(?:\b(?:per|op|van|in|over|stand|peildatum|t m|tot en met|aantal|personen|aantallen|de|het)\b ?)+"
)
_BEGIN, _EIND = re.compile(r"\bbegin|\bvorige|\bstart|\bi b\b"), re.compile(r"\beind|\bnieuwe|\bultimo")


@dataclass(frozen=True)
class Kolom:
    """One column of the file, and what it was read as."""

    nummer: int  # from 1
    kop: str  # header as it stands
    veld: str | None  # a field of the table, or `periode`, `provincie`, `datum`, `vindplaats`, `bron`; None is left out
    uitleg: str = ""  # Dutch: why it is left out, or how it was recognised
    zeker: bool = True  # False: a proposal, which somebody has to accept
    herkend: bool = True  # False: nobody knows what it is
    gekozen: bool = False  # the command says what it is
    zou: str | None = None  # the field that it would be, had it been about the periode that was asked
    over: Periode | None = None  # the other periode that its header names

    @property
    def letter(self) -> str:
        return kolomletter(self.nummer)


def kolomletter(nummer: int) -> str:
    """As spreadsheets name a column.

    >>> kolomletter(28)
    'AB'
    """
    letters = ""
    while nummer:
        nummer, rest = divmod(nummer - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(frozen=True)
class Vraagstelling:
    """What headers are read for."""

    periode: Periode
    doel: Doeltabel = GEMEENTEN
    genoemd: frozenset[Periode] = frozenset()  # perioden that the file names where it means this one
    alle: bool = False  # the rows of every periode are wanted, each with its own


def herken(nummer: int, tekst: str, vraag: Vraagstelling, vaag: bool = True) -> Kolom:
    """What a header means in a periode.

    Parameters
    ----------
    vaag : bool
        Whether a header that only resembles a known one is proposed as that one; this takes time.

    Examples
    --------
    >>> v = Vraagstelling(Periode(2024, 1))
    >>> [herken(1, t, v).veld for t in ("Naam gemeente", "Taakstelling 2024-I", "Taakstelling 2023-II", "% realisatie")]
    ['gemeente', 'taakstelling', None, None]
    """
    kop = " ".join(tekst.split())
    tijd = ontleed(kop)
    rest = kaal(tijd.rest)
    if "%" in kop or re.search(r"\b(percentage|procent|pct)\b", rest):
        met_pct = kaal(re.sub(r"%|\b(?:percentage|procent)\b", " pct ", tijd.rest))
        veld = vraag.doel.woorden.get(met_pct)
        return Kolom(nummer, kop, veld) if veld else Kolom(nummer, kop, None, "percentage")
    kolom = _op_naam(nummer, kop, rest, vraag.doel, vaag)
    perioden = {vraag.periode if p in vraag.genoemd else p for p in (Periode(*p) for p in tijd.perioden)}
    if len(perioden) > 1:
        return _ander(kolom, f"noemt {opsomming(str(p) for p in sorted(perioden))}")
    if tijd.dagen and kolom.veld not in ("gemeente", "gemeentecode", "provincie"):
        return _op_dag(kolom, tijd.dagen, vraag) if len(tijd.dagen) == 1 else _ander(kolom, "noemt meer dan één datum")
    if jaar := re.search(r"\b(20\d\d)\b", rest):
        return _heel_jaar(nummer, kop, rest, int(jaar[1]), vraag)
    if not perioden or perioden == {vraag.periode}:
        return _zonder_tijd(kolom, rest) if not perioden or kolom.veld == "achterstand_begin" else kolom
    return _andere_periode(kolom, rest, perioden.pop(), vraag)


def _op_naam(nummer: int, kop: str, rest: str, doel: Doeltabel, vaag: bool) -> Kolom:
    woorden = doel.woorden
    zonder = " ".join(_VULWOORDEN.sub(" ", rest).split())
    veld = woorden.get(rest) or woorden.get(zonder)
    genoemd = "achterstand" in rest or _BEGIN.search(rest) or _EIND.search(rest)
    if veld is None and "voorsprong" in rest and genoemd and "achterstand" in woorden:
        return _saldo(nummer, kop, rest, doel)
    if veld in doel.gebruikt:
        return Kolom(nummer, kop, veld)
    if veld in CONTROLE:
        return Kolom(nummer, kop, veld, "alleen ter controle")
    if veld is not None:
        return Kolom(nummer, kop, None, WEG[veld])
    dichtbij = difflib.get_close_matches(rest, woorden, n=1, cutoff=0.85) if vaag and 3 < len(rest) < 60 else []
    if dichtbij and woorden[dichtbij[0]] in doel.gebruikt:
        return Kolom(nummer, kop, woorden[dichtbij[0]], f"lijkt op '{dichtbij[0]}'", zeker=False)
    return Kolom(nummer, kop, None, "niet herkend", herkend=False)


def _saldo(nummer: int, kop: str, rest: str, doel: Doeltabel) -> Kolom:
    """A header that names a voorsprong beside an achterstand or a moment, whatever the words in between."""
    veld = doel.woorden["achterstand"]
    if veld != "achterstand_begin":
        return Kolom(nummer, kop, veld)
    if _EIND.search(rest) and not _BEGIN.search(rest):
        return Kolom(nummer, kop, "achterstand_eind", "alleen ter controle")
    return Kolom(nummer, kop, veld)


def _zonder_tijd(kolom: Kolom, rest: str) -> Kolom:
    """Without a day an achterstand may be that of the begin or of the end, unless its words say which."""
    if kolom.veld == "achterstand_begin" and kolom.zeker and not _BEGIN.search(rest):
        return replace(kolom, uitleg="aan het begin of aan het eind van de periode?", zeker=False)
    return kolom


def _op_dag(kolom: Kolom, dagen: tuple[Dag, ...], vraag: Vraagstelling) -> Kolom:
    """A header with a day: what the column is at the begin, at the end, or in the middle of the periode."""
    p = vraag.periode
    eerste, laatste = p.begin - dt.timedelta(days=1), p.peildatum
    dag = dagen[0].binnen(eerste, laatste) or dagen[0].datum
    if dag is None or not eerste <= dag <= laatste:
        wanneer = datum_voluit(dag) if dag else f"{dagen[0].dag}-{dagen[0].maand}"
        return _ander(kolom, f"gaat over een andere datum ({wanneer})", over=Periode.van(dag) if dag else None)
    begint, eindigt = dag <= p.begin, dag >= p.peildatum - dt.timedelta(days=1)
    if kolom.veld in ("achterstand_begin", "achterstand_eind"):
        if begint:
            return replace(kolom, veld="achterstand_begin", uitleg="")
        if eindigt:
            return replace(kolom, veld="achterstand_eind", uitleg="alleen ter controle")
        return _ander(kolom, "de stand op een andere datum dan het begin of het eind")
    if kolom.veld == "realisatie" and vraag.doel is GEMEENTEN and not eindigt:
        return _ander(kolom, f"de stand op {datum_voluit(dag)}, niet over de hele periode")
    if kolom.veld == "taakstelling" and dag in (eerste, p.peildatum):
        return _ander(kolom, f"de taakstelling op {datum_voluit(dag)}")
    if "trede" in kaal(kolom.kop) and vraag.doel is GEMEENTEN and begint:
        return replace(kolom, veld="trede_vorig", uitleg="", herkend=True)
    return kolom


def _andere_periode(kolom: Kolom, rest: str, genoemd: Periode, vraag: Vraagstelling) -> Kolom:
    if genoemd == vraag.periode.vorige and vraag.doel is GEMEENTEN:
        if rest == "trede":
            return replace(kolom, veld="trede_vorig", uitleg="")
        if kolom.veld in ("achterstand_begin", "achterstand_eind"):
            uitleg = f"de stand na {genoemd}; dat is waarmee {vraag.periode} begint"
            return replace(kolom, veld="achterstand_begin", uitleg=uitleg, zeker=False)
    return _ander(kolom, f"gaat over {genoemd}", True, genoemd)


def _heel_jaar(nummer: int, kop: str, rest: str, jaar: int, vraag: Vraagstelling) -> Kolom:
    """A header with only a year: of this year it may be the half or the whole; of another year it is something else."""
    kolom = _op_naam(nummer, kop, " ".join(rest.replace(str(jaar), " ").split()), vraag.doel, vaag=False)
    if jaar != vraag.periode.jaar:
        return _ander(kolom, f"gaat over {jaar}", kolom.herkend, Periode(jaar, 1))
    return _ander(kolom, f"heel {jaar}, of alleen {vraag.periode}?")


def _ander(kolom: Kolom, uitleg: str, herkend: bool = False, over: Periode | None = None) -> Kolom:
    """Known by its name, but not what was asked: nobody can say without being told, unless it names another periode."""
    return replace(kolom, veld=None, uitleg=uitleg, zou=kolom.veld, over=over, herkend=herkend, zeker=True)
