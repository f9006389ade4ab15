"""What one column is: its header in all its variants, and the periode or the day that it names."""

from __future__ import annotations

import datetime as dt
import difflib
import re
import unicodedata
from dataclasses import dataclass, replace

from ibtlib.basis.periode import Periode

CIJFERS = ("taakstelling", "achterstand_begin", "realisatie", "gekoppeld", "trede_vorig")
VELDEN = ("gemeentecode", "gemeente", *CIJFERS)
KERN = ("taakstelling", "achterstand_begin", "realisatie")  # what a half-year is about

_WOORDEN: dict[str, tuple[str, ...]] = {
    "gemeentecode": (
        "gemeentecode", "code", "cbs code", "cbscode", "gm code", "gmcode", "code gemeente", "gemeentenummer", "cbs nummer",
    ),
    "gemeente": ("gemeente", "gemeenten", "gemeentenaam", "naam gemeente", "naam", "naam van de gemeente"),
    "taakstelling": (
        "taakstelling", "taakstelling personen", "taakstelling vergunninghouders", "halfjaartaakstelling",
    ),
    "achterstand_begin": (
        "achterstand begin", "achterstand", "beginachterstand", "achterstand voorsprong", "voorsprong achterstand",
        "achterstand of voorsprong", "voorsprong of achterstand", "achterstand vorige periode", "achterstand vorige perioden",
        "achterstand uit vorige periode", "achterstand uit vorige perioden", "achterstand voorsprong vorige periode",
        "achterstand begin periode", "beginstand", "achterstand aan het begin", "voorsprong",
    ),
    "realisatie": (
        "realisatie", "gerealiseerd", "gehuisvest", "aantal gehuisvest", "aantal gerealiseerd", "gehuisveste vergunninghouders",
        "gerealiseerde huisvesting", "huisvesting", "gehuisveste personen", "totaal gehuisvest", "totaal gerealiseerd",
    ),
    "gekoppeld": (
        "gekoppeld", "aantal gekoppeld", "koppelingen", "aantal koppelingen", "tijdig gekoppeld",
        "gekoppelde vergunninghouders", "gekoppeld op koppelpeildatum",
    ),
    "trede_vorig": ("trede vorig", "vorige trede", "trede vorige periode"),
    "periode": ("periode", "half jaar", "halfjaar"),
    "vindplaats": ("vindplaats",),
    "bron": ("bron",),
    "totaalopgave": ("totaalopgave", "totale opgave", "totaal opgave"),
    "achterstand_eind": ("achterstand eind", "eindachterstand", "eindstand", "achterstand einde", "achterstand einde periode", "nieuwe achterstand"),
    "trede": ("trede",),
    "toelichting": ("toelichting", "opmerking", "opmerkingen", "bijzonderheden", "noot", "noten"),
    "anders": ("provincie", "regio", "nr", "volgnummer", "jaar", "inwoners", "aantal inwoners", "coa regio", "koppelingstekort"),
}  # fmt: skip
_BEGIN_OF_EIND = frozenset(
    w for w in _WOORDEN["achterstand_begin"] if set(w.split()) <= {"achterstand", "voorsprong", "of"}
)
_VELD = {woord: veld for veld, woorden in _WOORDEN.items() for woord in woorden}
GEBRUIKT = (*VELDEN, "periode", "vindplaats", "bron")
CONTROLE = ("totaalopgave", "achterstand_eind")  # follow from the other figures: checked, not taken over
WEG = {
    "trede": "de trede van deze periode hoort in beoordelingen.csv",
    "toelichting": "tekst",
    "anders": "hoort niet in deze tabel",
}
_PERIODE = re.compile(
    r"\b(?P<jaar>20\d\d) ?[-/ ] ?(?:h?(?P<helft>[12])e?|(?P<romeins>i{1,2}))\b"
    r"|\b(?:h(?P<helft2>[12])|(?P<woord>1e|2e|eerste|tweede) (?:helft|halfjaar|half jaar)(?: van)?) ?(?P<jaar2>20\d\d)\b"
)
_DATUM = re.compile(r"\b(?:per |op )?0?1(?:-0?(?P<m>[17])-| (?P<w>januari|juli|jan|jul) )(?P<jaar>20\d\d)\b")


@dataclass(frozen=True)
class Kolom:
    """One column of the file, and what it was read as.

    Parameters
    ----------
    nummer : int
        From 1.
    kop : str
        Header as it stands.
    veld : str or None
        A field of contract 4.2, or `periode`, `vindplaats`, `bron`; None is left out.
    uitleg : str
        Dutch: why it is left out, or how it was recognised.
    zeker : bool
        False: a proposal, which somebody has to accept.
    herkend : bool
        False: nobody knows what it is.
    """

    nummer: int
    kop: str
    veld: str | None
    uitleg: str = ""
    zeker: bool = True
    herkend: bool = True

    @property
    def letter(self) -> str:
        """As spreadsheets name a column.

        >>> Kolom(28, "x", None).letter
        'AB'
        """
        n, letters = self.nummer, ""
        while n:
            n, rest = divmod(n - 1, 26)
            letters = chr(65 + rest) + letters
        return letters


def kaal(tekst: str) -> str:
    """Letters, digits and single spaces; what a header or name is compared by.

    >>> kaal("Taakstelling\\n2024-I (personen)"), kaal("Súdwest-Fryslân")
    ('taakstelling 2024-i', 'sudwest fryslan')
    """
    tekst = unicodedata.normalize("NFKD", tekst[:300].casefold())
    tekst = "".join(t for t in tekst if not unicodedata.combining(t))
    tekst = re.sub(r"\((?:personen|aantal|aantallen|in personen|\+|-|\+/-|-/\+)\)", " ", tekst)
    tekst = re.sub(r"(?<!\d)[-–](?!\w)|(?<=[a-z])-(?=[a-z])|[_/.,:;()*'’\"\[\]]", " ", tekst)
    return " ".join(tekst.split())


def herken(nummer: int, tekst: str, periode: Periode, vaag: bool = True) -> Kolom:
    """What a header means in a periode.

    Parameters
    ----------
    vaag : bool
        Whether a header that only resembles a known one is proposed as that one; this takes time.

    Examples
    --------
    >>> p = Periode(2024, 1)
    >>> [herken(1, t, p).veld for t in ("Naam gemeente", "Taakstelling 2024-I", "Taakstelling 2023-II", "% realisatie")]
    ['gemeente', 'taakstelling', None, None]
    """
    kop = " ".join(tekst.split())
    kort = re.sub(r"(?<=.) (personen|aantallen)$", "", kaal(kop))
    if "%" in kop or re.search(r"\b(percentage|procent|pct)\b", kort):
        return Kolom(nummer, kop, None, "percentage")
    rest, genoemd, dag = _periode_uit(kort)
    kolom = _op_naam(nummer, kop, rest, vaag)
    if dag and kolom.veld == "achterstand_begin":
        if dag == periode.begin:
            return kolom
        if dag == periode.peildatum:
            return Kolom(nummer, kop, "achterstand_eind", "alleen ter controle")
        return Kolom(nummer, kop, None, "gaat over een andere datum")
    if genoemd is None or genoemd == periode:
        if rest in _BEGIN_OF_EIND:
            return replace(kolom, uitleg="aan het begin of aan het eind van de periode?", zeker=False)
        return kolom
    if genoemd == periode.vorige:
        if rest == "trede":
            return Kolom(nummer, kop, "trede_vorig")
        if kolom.veld in ("achterstand_begin", "achterstand_eind"):
            uitleg = f"de stand na {genoemd}; dat is waarmee {periode} begint"
            return Kolom(nummer, kop, "achterstand_begin", uitleg, zeker=False)
    return Kolom(nummer, kop, None, f"gaat over {genoemd}")


def _op_naam(nummer: int, kop: str, rest: str, vaag: bool) -> Kolom:
    veld = _VELD.get(rest)
    if veld in GEBRUIKT:
        return Kolom(nummer, kop, veld)
    if veld in CONTROLE:
        return Kolom(nummer, kop, veld, "alleen ter controle")
    if veld is not None:
        return Kolom(nummer, kop, None, WEG[veld])
    dichtbij = difflib.get_close_matches(rest, _VELD, n=1, cutoff=0.85) if vaag and 3 < len(rest) < 60 else []
    if dichtbij and _VELD[dichtbij[0]] in GEBRUIKT:
        uitleg = f"lijkt op '{dichtbij[0]}'"
        return Kolom(nummer, kop, _VELD[dichtbij[0]], uitleg, zeker=False)
    return Kolom(nummer, kop, None, "niet herkend", herkend=False)


def _periode_uit(tekst: str) -> tuple[str, Periode | None, dt.date | None]:
    """The text without the periode or date in it, and that periode or date."""
    if datum := _DATUM.search(tekst):
        maand = int(datum["m"] or (1 if datum["w"].startswith("jan") else 7))
        rest = f"{tekst[: datum.start()]} {tekst[datum.end() :]}"
        return " ".join(rest.split()), None, dt.date(int(datum["jaar"]), maand, 1)
    gevonden = _PERIODE.search(tekst)
    if not gevonden:
        return tekst, None, None
    if gevonden["jaar"]:
        helft = int(gevonden["helft"]) if gevonden["helft"] else len(gevonden["romeins"])
    else:
        helft = int(gevonden["helft2"] or (1 if gevonden["woord"] in ("1e", "eerste") else 2))
    rest = f"{tekst[: gevonden.start()]} {tekst[gevonden.end() :]}"
    return " ".join(rest.split()), Periode(int(gevonden["jaar"] or gevonden["jaar2"]), helft), None
