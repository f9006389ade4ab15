"""Cells to values: what is not literally a figure is told or asked, together by the way in which, each with its answer."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from ibtlib.basis.fouten import AanvraagFout, optie
from ibtlib.basis.getallen import lees_procent
from ibtlib.basis.periode import Periode, lees_datum
from ibtlib.basis.tijdnotatie import ontleed
from ibtlib.gegevens.bladxml import DEELS_DOORGEHAALD, SUPERSCRIPT
from ibtlib.gegevens.inlezen.doeltabel import GETALLEN
from ibtlib.gegevens.inlezen.getalstijl import GEWOON, Getalstijl, Twijfel
from ibtlib.gegevens.inlezen.kaal import kaal
from ibtlib.gegevens.inlezen.keuzes import LEEG, Keuzes, Vraag
from ibtlib.gegevens.inlezen.kolommen import Kolom, kolomletter
from ibtlib.gegevens.inlezen.tabel import Tabel
from ibtlib.gegevens.inlezen.waarden import Gelezen, is_getal, lees_waarde
from ibtlib.gegevens.invoer import controleer_tekens, controleer_waarde, lees_cel
from ibtlib.gegevens.schema import Veld
from ibtlib.gegevens.werkmap import DOORGEHAALD, Cel

MEESTE_CELLEN = 40  # named in one question
_STANDEN = ("achterstand_begin", "achterstand_eind", "achterstand")


@dataclass
class Groep:
    """Cells that are all read in the same way, or raise the same question."""

    plekken: list[str] = field(default_factory=list)
    opties: list[str] = field(default_factory=list)

    def tekst(self) -> str:
        over = len(self.plekken) - MEESTE_CELLEN
        return ", ".join(self.plekken[:MEESTE_CELLEN]) + (f" en nog {over}" if over > 0 else "")


@dataclass(frozen=True)
class Voorlopig:
    """A figure of which the file itself says that it is not final, or that was only a proposal."""

    rij: int
    veld: str
    tekst: str
    hoe: str


class Cellezer:
    """Reads the cells of one table."""

    def __init__(self, tabel: Tabel, keuzes: Keuzes):
        self._tabel, self._keuzes, self._doel = tabel, keuzes, tabel.kop.vraag.doel
        self._lezingen = {kaal_cel(t): w for t, w in keuzes.lezingen.items()}
        self._stijlen: dict[int, Getalstijl] = {}
        self.vragen: dict[str, Groep] = {}  # to choose
        self.voorstellen: dict[str, Groep] = {}  # to accept
        self.gelezen_als: dict[str, Groep] = {}  # sure, and told
        self.streepjes: list[str] = []
        self.doorgehaald: list[str] = []
        self.voorlopig: list[Voorlopig] = []
        self.formules = 0
        self._losse: list[str] = []

    def cel(self, rij: int, veld: str) -> Cel:
        kolom = self._tabel.kolom(veld)
        return self._tabel.blad.cel(rij, kolom.nummer) if kolom else Cel()

    def tekst(self, rij: int, veld: str) -> str:
        """As a name or another word, in one line."""
        return " ".join(self.cel(rij, veld).als_woord.split())

    def lees(self, rij: int, veld: str) -> Any:
        """The value of a field; None is unknown. What is not clear is noted, with its place."""
        kolom = self._tabel.kolom(veld)
        if kolom is None:
            return self._gevuld(veld)
        cel, adres = self._tabel.blad.cel(rij, kolom.nummer), f"{kolom.letter}{rij}"
        try:
            waarde = self._met_antwoord(cel, adres, veld, rij, kolom)
            if waarde is not None:
                controleer_waarde(waarde, self._doel.schema[veld], cel.tekst.strip())
            elif self._doel.schema[veld].verplicht and not cel.tekst.strip():
                raise ValueError(f"is leeg; hier hoort {self._doel.schema[veld].uitleg}")
            return waarde
        except Twijfel as twijfel:
            opties = [*twijfel.opties, *(optie("lees", f"{cel.tekst.strip()}={w}") for w in twijfel.lezingen)]
            self._vraag(veld, str(twijfel), cel, adres, opties)
        except ValueError as fout:
            self._vraag(veld, str(fout), cel, adres, _antwoorden(adres, rij, cel, self._doel.schema[veld]))
        return None

    def getal(self, rij: int, veld: str) -> int | None:
        """The figure of any row, a total for example; nothing is noted about it.

        Raises
        ------
        ValueError
            When it is no figure.
        """
        kolom = self._tabel.kolom(veld)
        return self._getal(self.cel(rij, veld), veld, kolom).waarde if kolom else None

    def zegt_iets(self, rij: int, velden: tuple[str, ...]) -> bool:
        """Whether a row holds a figure: a number, or what looks like one; not a note in its place."""
        for veld in velden:
            cel = self.cel(rij, veld)
            if not cel.tekst.strip() and cel.soort != "formule":
                continue
            if self._doel.schema[veld].soort not in GETALLEN or is_getal(cel):
                return True
            try:
                if self._getal(cel, veld, self._tabel.kolom(veld)).waarde is not None:
                    return True
            except ValueError:
                if any(t.isdigit() for t in cel.tekst) and len(cel.tekst) < 20 and ontleed(cel.tekst).rest:
                    return True  # mistyped perhaps, but no day or periode
        return False

    # --- one cell ---------------------------------------------------------------------------------------------

    def _gevuld(self, veld: str) -> Any:
        if veld in self._keuzes.vul:
            try:
                return lees_cel(self._keuzes.vul[veld], self._doel.schema[veld])
            except ValueError as fout:
                raise AanvraagFout(f"Bij --vul {veld}: {fout}.") from None
        return str(self._tabel.kop.vraag.periode) if veld == "periode" else None

    def _met_antwoord(self, cel: Cel, adres: str, veld: str, rij: int, kolom: Kolom) -> Any:
        for bron, sleutel in ((self._keuzes.cellen, adres), (self._lezingen, kaal_cel(cel.tekst))):
            if sleutel in bron:
                gezegd = f"{adres} {_als_citaat(cel)} is {bron[sleutel]}"
                self._noteer(self.gelezen_als, "zoals gezegd in de opdracht", gezegd)
                waarde = self._antwoord(bron[sleutel], veld, adres)
                if waarde is not None and self._is_voorlopig(cel, veld):
                    self.voorlopig.append(Voorlopig(rij, veld, _in_een_regel(cel), "met een noot"))
                return waarde
        if eerste := self._tabel.blad.samengevoegd.get((rij, kolom.nummer)):
            bij = f"{kolomletter(eerste[1])}{eerste[0]}"
            raise ValueError(f"de cel is samengevoegd met {bij}: van wie is dit cijfer?")
        if cel.merk:
            return self._gemerkt(cel, adres, veld)
        if self._doel.schema[veld].soort == "geheel":
            return self._geheel(cel, adres, veld, rij, kolom)
        return _anders(cel, self._doel.schema[veld], self._tabel.kop.vraag.periode) if cel.tekst.strip() else None

    def _is_voorlopig(self, cel: Cel, veld: str) -> bool:
        """Whether the cell itself says that its figure is not final, whatever number the command makes of it."""
        try:
            return cel.merk == SUPERSCRIPT or lees_waarde(cel, veld in _STANDEN).voorlopig
        except ValueError:
            return False

    def _antwoord(self, tekst: str, veld: str, adres: str) -> Any:
        if tekst.casefold() == LEEG:
            return None
        try:
            return lees_cel(tekst, self._doel.schema[veld])
        except ValueError as fout:
            raise AanvraagFout(f"Het antwoord voor {adres} ({veld}) kan niet: {fout}.") from None

    def _gemerkt(self, cel: Cel, adres: str, veld: str) -> Any:
        """A reader of the sheet sees something else than the value: both readings are shown, and one is chosen."""
        if cel.merk == DOORGEHAALD and self._keuzes.doorgehaald == "weglaten":
            self._noteer(self.gelezen_als, "doorgehaald, dus leeg (onbekend)", f"{adres} {_als_citaat(cel)}")
            return None
        if cel.merk == DOORGEHAALD and self._keuzes.doorgehaald == "meetellen":
            return self._geheel(cel, adres, veld, 0, None)
        if cel.merk == DOORGEHAALD:
            self.doorgehaald.append(f"{adres} {_als_citaat(cel)}")
            return None
        deel = cel.merk in (SUPERSCRIPT, DEELS_DOORGEHAALD)
        plek = f"{adres} {_als_citaat(cel)}, {'zonder dat deel' if deel else 'te zien is'} '{cel.anders}'"
        groep = self.vragen.setdefault(f"Niet zoals het er staat: {cel.merk}: {{}}", Groep())
        groep.plekken.append(plek)
        for lezing in dict.fromkeys((cel.tekst, cel.anders)):
            try:
                waarde = lees_waarde(Cel(lezing, "tekst"), True).waarde if lezing.strip() else None
            except ValueError:
                continue
            groep.opties.append(optie("cel", f"{adres}={LEEG if waarde is None else waarde}"))
        return None

    def _geheel(self, cel: Cel, adres: str, veld: str, rij: int, kolom: Kolom | None) -> int | None:
        gelezen = self._getal(cel, veld, kolom)
        if gelezen.waarde is None and cel.tekst.strip() and self._doel.schema[veld].verplicht and not gelezen.streepje:
            raise ValueError(f"{_als_citaat(cel)} is geen cijfer, en in deze tabel mag het niet leeg blijven")
        self.formules += cel.berekend
        if gelezen.streepje:
            if self._keuzes.streepje is None:
                self.streepjes.append(adres)
            return 0 if self._keuzes.streepje == "nul" else None
        if gelezen.hoe:
            is_ = f" is {gelezen.waarde}" if gelezen.waarde is not None else ""
            bak = self.gelezen_als if gelezen.zeker else self.voorstellen
            self._noteer(bak, gelezen.hoe, f"{adres}{f' {_als_citaat(cel)}' if cel.tekst.strip() else ''}{is_}")
            if not gelezen.zeker:
                groep = bak[gelezen.hoe]
                waarde = LEEG if gelezen.waarde is None else str(gelezen.waarde)
                groep.opties.append(
                    optie("lees", f"{cel.tekst.strip()}={waarde}") if cel.tekst.strip() else f"--cel {adres}={waarde}"
                )
        onbekend = gelezen.waarde is None and (not gelezen.zeker or cel.tekst.strip())
        if gelezen.voorlopig or onbekend:
            self.voorlopig.append(Voorlopig(rij, veld, _in_een_regel(cel), gelezen.hoe))
        return gelezen.waarde

    def _getal(self, cel: Cel, veld: str, kolom: Kolom | None) -> Gelezen:
        stand = veld in _STANDEN
        stijl = self._stijl(kolom) if kolom else GEWOON
        if cel.soort == "getal" and cel.procent:
            raise ValueError(f"'{cel.tekst}' wordt getoond als percentage")
        return lees_waarde(cel, stand, stand and self._keuzes.voorsprong == "plus", stijl)

    def _stijl(self, kolom: Kolom) -> Getalstijl:
        """How the numbers of a column are written, beside those of the other columns with figures."""
        if kolom.nummer not in self._stijlen:
            eigen = self._teksten(kolom)
            velden = (*self._doel.velden, *self._doel.controle)
            rest = [
                t
                for k in self._tabel.kop.kolommen
                if k.veld in velden or k.uitleg == "percentage"
                for t in self._teksten(k)
            ]
            self._stijlen[kolom.nummer] = Getalstijl.van(eigen, rest, self._keuzes.tekens)
        return self._stijlen[kolom.nummer]

    def _teksten(self, kolom: Kolom) -> list[str]:
        tabel = self._tabel
        cellen = (tabel.blad.cel(r, kolom.nummer) for r in range(tabel.kop.rij + 1, tabel.laatste + 1))
        return [c.tekst for c in cellen if c.soort == "tekst" and kaal_cel(c.tekst) not in self._lezingen]

    # --- what is said about them ------------------------------------------------------------------------------

    def _vraag(self, veld: str, wat: str, cel: Cel, adres: str, opties: list[str]) -> None:
        """The same question is asked once, with all its cells; what the cell says stands with the cell."""
        citaat = _als_citaat(cel)
        begint = wat.startswith((f"{citaat} ", f"{citaat}:"))
        zin = wat.removeprefix(citaat) if begint else f" {wat}"
        groep = self.vragen.setdefault(f"{veld}: {{}}{zin}", Groep())
        groep.plekken.append(f"{adres} {citaat}" if cel.tekst.strip() else adres)
        groep.opties += [o for o in opties if o not in groep.opties]

    def stel_voor(self, hoe: str, plek: str) -> None:
        """Something that is taken over unless somebody says otherwise."""
        self._noteer(self.voorstellen, hoe, plek)

    @staticmethod
    def _noteer(bak: dict[str, Groep], hoe: str, plek: str) -> None:
        bak.setdefault(hoe, Groep()).plekken.append(plek)

    def alle_vragen(self) -> Iterator[Vraag]:
        """The questions about cells: those to choose first, then what is proposed."""
        for wat, groep in self.vragen.items():
            voor, _, na = wat.partition("{}")
            yield Vraag(f"{voor}{groep.tekst()}{na}", opties=tuple(groep.opties))
        if self.doorgehaald:
            wat = f"Doorgehaald: {', '.join(self.doorgehaald[:MEESTE_CELLEN])}. Telt dat mee?"
            yield Vraag(wat, opties=("--doorgehaald weglaten", "--doorgehaald meetellen"))
        for hoe, groep in self.voorstellen.items():
            yield Vraag(
                f"{hoe[0].upper()}{hoe[1:]}: {groep.tekst()}", "zo overnemen", tuple(dict.fromkeys(groep.opties))
            )
        if self.streepjes:
            wat = f"Alleen een streepje (of 'geen') in {', '.join(self.streepjes)}: onbekend, of nul?"
            yield Vraag(wat, "leeg (onbekend)", ("--streepje nul", "--streepje leeg"))

    def noem(self, wat: str) -> None:
        """Something that is only told."""
        self._losse.append(wat)

    def opmerkingen(self) -> Iterator[str]:
        yield from self._losse
        for hoe, groep in self.gelezen_als.items():
            yield f"{hoe}: {groep.tekst()}"
        if self.formules:
            yield f"{self.formules} cijfers zijn de uitkomst van een formule, zoals Excel die bij het opslaan bewaarde"


def kaal_cel(tekst: str) -> str:
    """The text of a cell as an answer names it: spaces and capitals do not matter."""
    return " ".join(tekst.split()).casefold()


def _in_een_regel(cel: Cel) -> str:
    return " ".join(cel.tekst.split())[:40]


def _als_citaat(cel: Cel) -> str:
    return f"'{_in_een_regel(cel)}'"


def _antwoorden(adres: str, rij: int, cel: Cel, veld: Veld) -> list[str]:
    """The options with which a cell that cannot be read is answered."""
    tekst = " ".join(cel.tekst.split())
    voorbeeld = "GETAL" if veld.soort in GETALLEN else "WAARDE"
    opties = [f"--cel {adres}={voorbeeld}"]
    if cel.soort == "datum" and cel.anders.isdecimal():
        opties.insert(0, f"--cel {adres}={cel.anders}")
    opties.append(f"--overslaan {rij}" if veld.verplicht else f"--cel {adres}={LEEG}")
    if tekst and tekst.isprintable() and len(tekst) <= 30 and not veld.verplicht:
        opties.append(optie("lees", f"{tekst}={LEEG}"))
    return opties


# --- fields that are no whole number -------------------------------------------------------------------------------


def _anders(cel: Cel, veld: Veld, periode: Periode) -> Any:
    """The value of a field that is no whole number, as people write it in a sheet."""
    tekst = cel.tekst.strip()
    if veld.soort == "breuk":
        return lees_cel(tekst.replace("\u2212", "-"), veld)
    if veld.soort == "procent":
        return _procent(cel)
    if veld.soort == "datum":
        return _datum(tekst, periode)
    if veld.soort in ("tekst", "naam"):
        return _woorden(cel, veld)
    return lees_cel(tekst.upper() if veld.soort == "gebiedscode" else tekst, veld)


def _procent(cel: Cel) -> int | Fraction:
    """A percentage, with the decimals that the file has; Excel stores 88% as 0,88."""
    if cel.soort == "getal" and cel.procent:
        waarde = (Fraction(cel.tekst.replace(",", ".")) * 100).limit_denominator(1_000)
        return waarde.numerator if waarde.denominator == 1 else waarde
    return lees_procent(re.sub(r" ?(%|procent|pct)$", "", cel.tekst.strip().replace("\u2212", "-")))


def _datum(tekst: str, periode: Periode) -> dt.date:
    gevonden = ontleed(tekst)
    if not gevonden.rest and len(gevonden.dagen) == 1 and not gevonden.perioden and gevonden.dagen[0].jaar is None:
        dag = gevonden.dagen[0].binnen(periode.begin, periode.peildatum)
        if dag is None:
            raise ValueError(f"'{tekst}' heeft geen jaar en ligt niet in {periode}")
        return dag
    return lees_datum(tekst)


def _woorden(cel: Cel, veld: Veld) -> str:
    """A text; of a closed list however it is written."""
    tekst = " ".join(cel.als_woord.split())
    controleer_tekens(tekst)
    passend = next((k for k in veld.keuzes if kaal(k) == kaal(tekst)), tekst)
    controleer_waarde(passend, veld, tekst)
    return passend
