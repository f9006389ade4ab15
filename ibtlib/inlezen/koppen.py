"""Which column is what: headers in their variants, over one row or two, with the periode that they name."""

from __future__ import annotations

import datetime as dt
import difflib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ibtlib.fouten import AanvraagFout
from ibtlib.inlezen.waarden import is_procent
from ibtlib.periode import Periode
from ibtlib.werkmap import Blad

CIJFERS = ("taakstelling", "achterstand_begin", "realisatie", "gekoppeld", "trede_vorig")
VELDEN = ("gemeentecode", "gemeente", *CIJFERS)
KERN = ("taakstelling", "achterstand_begin", "realisatie")  # what a half-year is about
MEESTE_KOPRIJEN = 60  # how far down a header is looked for

_WOORDEN: dict[str, tuple[str, ...]] = {
    "gemeentecode": (
        "gemeentecode", "code", "cbs code", "cbscode", "gm code", "gmcode", "code gemeente", "gemeentenummer", "cbs nummer",
    ),
    "gemeente": ("gemeente", "gemeenten", "gemeentenaam", "naam gemeente", "naam", "naam van de gemeente"),
    "taakstelling": (
        "taakstelling", "taakstelling personen", "taakstelling vergunninghouders", "halfjaartaakstelling", "te huisvesten",
        "aantal te huisvesten", "te huisvesten vergunninghouders",
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
    "totaalopgave": ("totaalopgave", "totale opgave", "totale taakstelling", "opgave", "totaal opgave"),
    "achterstand_eind": ("achterstand eind", "eindachterstand", "eindstand", "achterstand einde", "achterstand einde periode", "nieuwe achterstand"),
    "trede": ("trede",),
    "toelichting": ("toelichting", "opmerking", "opmerkingen", "bijzonderheden", "noot", "noten"),
    "anders": ("provincie", "regio", "nr", "volgnummer", "jaar", "inwoners", "aantal inwoners", "coa regio", "koppelingstekort"),
}  # fmt: skip
_VELD = {woord: veld for veld, woorden in _WOORDEN.items() for woord in woorden}
_GEBRUIKT = (*VELDEN, "periode", "vindplaats", "bron")
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


@dataclass(frozen=True)
class Kop:
    """The header of a table: its last row, and its columns."""

    rij: int
    kolommen: tuple[Kolom, ...]

    def van(self, veld: str) -> list[Kolom]:
        return [k for k in self.kolommen if k.veld == veld]

    @property
    def sterkte(self) -> int:
        """How many figures it names, when it names the gemeente as well."""
        velden = {k.veld for k in self.kolommen if k.veld}
        return len(velden & set(CIJFERS)) if velden & {"gemeente", "gemeentecode"} else 0


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


def herken(nummer: int, tekst: str, periode: Periode) -> Kolom:
    """What a header means in a periode.

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
    kolom = _op_naam(nummer, kop, rest)
    if dag and kolom.veld == "achterstand_begin":
        if dag == periode.begin:
            return kolom
        if dag == periode.peildatum:
            return Kolom(nummer, kop, "achterstand_eind", "alleen ter controle")
        return Kolom(nummer, kop, None, "gaat over een andere datum")
    if genoemd is None or genoemd == periode:
        return kolom
    if genoemd == periode.vorige:
        if rest == "trede":
            return Kolom(nummer, kop, "trede_vorig")
        if kolom.veld in ("achterstand_begin", "achterstand_eind"):
            uitleg = f"de stand na {genoemd}; dat is waarmee {periode} begint"
            return Kolom(nummer, kop, "achterstand_begin", uitleg, zeker=False)
    return Kolom(nummer, kop, None, f"gaat over {genoemd}")


def _op_naam(nummer: int, kop: str, rest: str) -> Kolom:
    veld = _VELD.get(rest)
    if veld in _GEBRUIKT:
        return Kolom(nummer, kop, veld)
    if veld in CONTROLE:
        return Kolom(nummer, kop, veld, "alleen ter controle")
    if veld is not None:
        return Kolom(nummer, kop, None, WEG[veld])
    dichtbij = difflib.get_close_matches(rest, _VELD, n=1, cutoff=0.85) if 3 < len(rest) < 60 else []
    if dichtbij and _VELD[dichtbij[0]] in _GEBRUIKT:
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


def zoek_kop(blad: Blad, periode: Periode, kopregel: int | None = None) -> Kop | None:
    """The header of the table on a sheet: the first row, or pair of rows, that names the gemeente and a figure.

    Parameters
    ----------
    kopregel : int, optional
        The row in which the header ends, when somebody says so.
    """
    if kopregel is not None:
        enkel, dubbel = _kop(blad, [kopregel], periode), _kop(blad, [kopregel - 1, kopregel], periode)
        return dubbel if kopregel > 1 and dubbel.sterkte > enkel.sterkte else enkel
    for rij in range(1, min(len(blad.rijen), MEESTE_KOPRIJEN) + 1):
        enkel = _kop(blad, [rij], periode)
        onder = _kop(blad, [rij, rij + 1], periode) if _is_onderkop(blad, rij + 1, enkel) else None
        if enkel.sterkte:
            boven = [_kop(blad, [rij - 1, rij], periode)] if rij > 1 else []
            return max([enkel, *([onder] if onder else []), *boven], key=_duidelijk)  # the first of equals
        if onder and onder.sterkte and not _kop(blad, [rij + 1], periode).sterkte:
            return onder
    return None


def andere_koppen(blad: Blad, kop: Kop, periode: Periode) -> list[int]:
    """Rows below the header that look like a header too: a second table."""
    later = range(kop.rij + 1, min(len(blad.rijen), 2_000) + 1)
    return [r for r in later if any(c.tekst for c in blad.rijen[r - 1]) and _kop(blad, [r], periode).sterkte]


def _duidelijk(kop: Kop) -> int:
    """Figures named by exactly one column."""
    return sum(len(kop.van(veld)) == 1 for veld in CIJFERS) if kop.sterkte else 0


def _is_onderkop(blad: Blad, rij: int, boven: Kop) -> bool:
    """Whether a row can be the second row of a header: no figures in it, nor a gemeente under its own header."""
    naam = boven.van("gemeente") or boven.van("gemeentecode")
    cellen = blad.rijen[rij - 1] if rij <= len(blad.rijen) else []
    eigen = [n for n, c in enumerate(cellen, 1) if c.tekst and (rij, n) not in blad.samengevoegd]
    if any(cellen[n - 1].soort not in ("tekst", "leeg") for n in eigen):
        return False
    return bool(eigen) and not any(k.nummer in eigen for k in naam)


def _kop(blad: Blad, rijen: list[int], periode: Periode) -> Kop:
    breedte = max((len(blad.rijen[r - 1]) for r in rijen if 0 < r <= len(blad.rijen)), default=0)
    kolommen = []
    for n in range(1, breedte + 1):
        delen = []
        for r in rijen:
            cel = blad.cel(*blad.samengevoegd.get((r, n), (r, n)))
            if cel.tekst and cel.tekst not in delen:
                delen.append(cel.tekst)
        if delen and not _vervolg(blad, rijen, n):
            kolommen.append(herken(n, " ".join(delen), periode))
    return Kop(rijen[-1], tuple(kolommen))


def _vervolg(blad: Blad, rijen: list[int], kolom: int) -> bool:
    """Whether a column only continues a header that was merged to the right of it, with nothing below."""
    if not all(blad.samengevoegd.get((r, kolom), (r, kolom))[1] < kolom for r in rijen):
        return False
    return not any(
        blad.cel(r, kolom).tekst
        for r in range(rijen[-1] + 1, len(blad.rijen) + 1)
        if blad.samengevoegd.get((r, kolom), (r, kolom))[1] == kolom
    )


def met_inhoud_erbij(blad: Blad, kop: Kop) -> Kop:
    """The header after a look at the cells: percentages left out whatever their header says, columns without header told."""

    def oordeel(kolom: Kolom) -> Kolom:
        if kolom.veld not in CIJFERS:
            return kolom
        cellen = [c for r in range(kop.rij + 1, len(blad.rijen) + 1) if (c := blad.cel(r, kolom.nummer)).tekst]
        if cellen and 2 * sum(map(is_procent, cellen)) > len(cellen):
            return Kolom(kolom.nummer, kolom.kop, None, "percentage")
        return kolom

    bekend = {k.nummer for k in kop.kolommen}
    gevuld = {
        n
        for r, cellen in enumerate(blad.rijen[kop.rij :], kop.rij + 1)
        for n, c in enumerate(cellen, 1)
        if n not in bekend and c.tekst and (r, n) not in blad.samengevoegd
    }
    zonder = [Kolom(n, "", None, "zonder kop", herkend=False) for n in gevuld]
    return Kop(kop.rij, tuple(sorted([*map(oordeel, kop.kolommen), *zonder], key=lambda k: k.nummer)))


def kies(kop: Kop, keuzes: dict[str, str]) -> Kop:
    """The header after the choices of the command: `--kolom realisatie="Gerealiseerd"`, or `=geen`.

    Raises
    ------
    AanvraagFout
        When a field or header does not exist, or a header stands there more than once.
    """
    kolommen = list(kop.kolommen)
    for veld, wens in keuzes.items():
        kandidaten = [k for k in kolommen if kaal(k.kop) == kaal(wens)] or [
            k for k in kolommen if k.letter == wens.strip().upper()
        ]
        if wens.strip().casefold() != "geen" and len(kandidaten) != 1:
            namen = "; ".join(f"{k.letter} '{k.kop}'" for k in kolommen)
            wat = "staat er meer dan een keer; noem de letter van de kolom" if kandidaten else "is er niet"
            raise AanvraagFout(f"Bij --kolom {veld}: de kolom '{wens}' {wat}. De kolommen zijn: {namen}.")
        gekozen = kandidaten[0] if wens.strip().casefold() != "geen" else None
        for i, k in enumerate(kolommen):
            if k is gekozen:
                kolommen[i] = replace(k, veld=veld, uitleg="gekozen in de opdracht", zeker=True, herkend=True)
            elif k.veld == veld:
                kolommen[i] = replace(k, veld=None, uitleg="niet gekozen in de opdracht", zeker=True)
    return Kop(kop.rij, tuple(kolommen))


def dubbele(kop: Kop) -> Iterator[tuple[str, list[Kolom]]]:
    """Fields that more than one column claims."""
    for veld in _GEBRUIKT:
        if len(kolommen := kop.van(veld)) > 1:
            yield veld, kolommen
