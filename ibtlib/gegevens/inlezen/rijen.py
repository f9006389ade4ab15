"""Down the rows of a table: each a gemeente, a total, a note, or a question; each figure read and told how."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ibtlib.basis.fouten import AanvraagFout, Probleem, aantal, leesbaar
from ibtlib.basis.periode import Periode
from ibtlib.gegevens.inlezen.keuzes import Keuzes, Vraag, optie
from ibtlib.gegevens.inlezen.kolommen import CIJFERS, Kolom
from ibtlib.gegevens.inlezen.namen import Namen, is_totaal
from ibtlib.gegevens.inlezen.tabel import Tabel
from ibtlib.gegevens.inlezen.waarden import Gelezen, lees_waarde
from ibtlib.gegevens.invoer import controleer_tekens, controleer_waarde, lees_cel
from ibtlib.gegevens.provincietabellen import GEMEENTECIJFERS
from ibtlib.gegevens.werkmap import Cel


@dataclass(frozen=True)
class Rij:
    """One gemeente: where it stands, its figures (None is unknown), and what the file says of its own source."""

    nummer: int
    code: str
    gemeente: str
    waarden: dict[str, int | None]
    vindplaats: str


@dataclass
class Rijlezer:
    """Goes down the rows of one table and sorts what it meets.

    Parameters
    ----------
    tabel : Tabel
    periode : Periode
    namen : Namen
    keuzes : Keuzes
    bron : str
        Id of the source that the command names.
    """

    tabel: Tabel
    periode: Periode
    namen: Namen
    keuzes: Keuzes
    bron: str
    rijen: list[Rij] = field(default_factory=list)
    totaalrijen: list[int] = field(default_factory=list)
    opmerkingen: list[str] = field(default_factory=list)
    vragen: list[Vraag] = field(default_factory=list)
    problemen: list[Probleem] = field(default_factory=list)
    gelezen_als: dict[tuple[bool, str], list[str]] = field(default_factory=dict)  # (sure, how) to cells
    streepjes: list[str] = field(default_factory=list)
    formules: int = 0

    def lees(self) -> None:
        """Read all rows."""
        if not (self.tabel.kolom("gemeente") or self.tabel.kolom("gemeentecode")):
            if not self.tabel.vragen:
                raise AanvraagFout("Zeg met --kolom gemeente=LETTER in welke kolom de gemeenten staan.")
            return
        for nummer in range(self.tabel.kop.rij + 1, self.tabel.laatste + 1):
            if len(self.problemen) + len(self.vragen) > 200:
                self.problemen.append(
                    Probleem(nummer, "", "er is al te veel niet te lezen; vanaf hier is niet verder gekeken")
                )
                return
            if nummer in self.keuzes.overslaan:
                self.opmerkingen.append(f"rij {nummer} is overgeslagen, zoals gevraagd: {self._begin(nummer)}")
            elif any(c.tekst or c.soort == "formule" for c in self.tabel.blad.rijen[nummer - 1]):
                self._rij(nummer)

    def _rij(self, nummer: int) -> None:
        naam, code = self._tekst(nummer, "gemeente"), self._tekst(nummer, "gemeentecode")
        met_cijfers = any(self._cel(nummer, v).tekst or self._cel(nummer, v).soort == "formule" for v in CIJFERS)
        if not self._van_deze_periode(nummer):
            return
        if not naam and not code:
            if met_cijfers:
                wat = f"Rij {nummer} heeft cijfers maar geen gemeente: {self._begin(nummer)}"
                self.vragen.append(Vraag(wat, opties=(f"--overslaan {nummer}",)))
            else:
                self.opmerkingen.append(f"rij {nummer} is geen gemeente en is overgeslagen: {self._begin(nummer)}")
            return
        if is_totaal(naam or code):
            self.totaalrijen.append(nummer)
            return
        try:
            for veld in ("gemeente", "gemeentecode"):
                controleer_tekens(re.sub(r"[\t\r\n]", " ", self._cel(nummer, veld).tekst))
            gevonden = self.namen.zoek(naam, code)
        except ValueError as fout:
            self.problemen.append(Probleem(nummer, "gemeente", str(fout)))
            return
        if gevonden.gemeente is None:
            if not met_cijfers:
                self.opmerkingen.append(f"rij {nummer} is geen gemeente en is overgeslagen: {self._begin(nummer)}")
                return
            lijkt = f"; het {gevonden.hoe}" if gevonden.hoe else ""
            wat = f"Rij {nummer}: '{naam}' is geen gemeente van deze provincie{lijkt}"
            self.vragen.append(Vraag(wat, opties=_opties(nummer, naam, "GMcode")))
            return
        g = gevonden.gemeente
        if wat := self._andere_breedte(nummer):
            self.problemen.append(Probleem(nummer, "", wat))
            return
        if not gevonden.zeker:
            self.vragen.append(
                Vraag(f"Rij {nummer}: {gevonden.hoe}", f"{g.naam}, {g.code}", _opties(nummer, naam, g.code))
            )
        elif gevonden.hoe:
            self.opmerkingen.append(f"rij {nummer} is {g.naam}, {gevonden.hoe}")
        if eerder := next((r.nummer for r in self.rijen if r.code == g.code), None):
            wat = f"{g.naam} staat ook in rij {eerder}; haal een van de twee weg, of sla haar over met --overslaan"
            self.problemen.append(Probleem(nummer, "gemeente", wat))
            return
        waarden = {v: self._waarde(nummer, v) for v in CIJFERS}
        self.rijen.append(Rij(nummer, g.code, g.naam, waarden, self._vindplaats(nummer)))

    def _andere_breedte(self, nummer: int) -> str:
        """In a text file every row has as many cells as the header; otherwise figures stand under the wrong header."""
        if self.tabel.blad.naam:
            return ""
        kop, rij = (len(self.tabel.blad.rijen[n - 1]) for n in (self.tabel.kop.rij, nummer))
        leeg_erachter = not any(c.tekst for c in self.tabel.blad.rijen[nummer - 1][kop:])
        if rij == kop or (rij > kop and leeg_erachter):
            return ""
        return f"{aantal(rij, 'cel', 'cellen')}, de kop heeft er {kop}; staat er een scheidingsteken of regeleinde te veel of te weinig?"

    def _van_deze_periode(self, nummer: int) -> bool:
        tekst = self._tekst(nummer, "periode")
        if not tekst:
            return True
        try:
            gevonden = Periode.lees(tekst)
        except AanvraagFout as fout:
            self.problemen.append(Probleem(nummer, "periode", str(fout)))
            return False
        if gevonden != self.periode:
            self._noteer(True, f"overgeslagen, want over {gevonden}", f"rij {nummer}")
        return gevonden == self.periode

    # --- cells ------------------------------------------------------------------------------------------------

    def _cel(self, nummer: int, veld: str) -> Cel:
        kolom = self.tabel.kolom(veld)
        return self.tabel.blad.cel(nummer, kolom.nummer) if kolom else Cel()

    def _tekst(self, nummer: int, veld: str) -> str:
        return " ".join(self._cel(nummer, veld).tekst.split())

    def _waarde(self, nummer: int, veld: str) -> int | None:
        kolom = self.tabel.kolom(veld)
        if kolom is None:
            return None
        cel, adres = self.tabel.blad.cel(nummer, kolom.nummer), f"{kolom.letter}{nummer}"
        if eerste := self.tabel.blad.samengevoegd.get((nummer, kolom.nummer)):
            bij = f"{Kolom(eerste[1], '', None).letter}{eerste[0]}"
            wat = f"cel {adres} is samengevoegd met {bij}; splits de cellen en schrijf elk cijfer in zijn eigen cel"
            self.problemen.append(Probleem(nummer, veld, wat))
            return None
        try:
            gelezen = self._lees(cel, veld)
            if gelezen.waarde is not None:
                controleer_waarde(gelezen.waarde, GEMEENTECIJFERS[veld], cel.tekst.strip())
        except ValueError as fout:
            self.problemen.append(Probleem(nummer, f"{kolom.letter} ({veld})", str(fout)))
            return None
        self.formules += cel.berekend
        if gelezen.streepje:
            self.streepjes.append(adres)
            return 0 if self.keuzes.streepje == "nul" else None
        if gelezen.hoe:
            is_ = f" is {gelezen.waarde}" if gelezen.waarde is not None else ""
            self._noteer(gelezen.zeker, gelezen.hoe, f"{adres} '{' '.join(cel.tekst.split())[:40]}'{is_}")
        return gelezen.waarde

    def getal(self, nummer: int, veld: str) -> int | None:
        """The figure of any row, a total for example; nothing is noted about it.

        Raises
        ------
        ValueError
            When it is no figure.
        """
        return self._lees(self._cel(nummer, veld), veld).waarde

    def _lees(self, cel: Cel, veld: str) -> Gelezen:
        stand = veld in ("achterstand_begin", "achterstand_eind")
        return lees_waarde(cel, stand, stand and self.keuzes.voorsprong == "plus")

    def _noteer(self, zeker: bool, hoe: str, adres: str) -> None:
        self.gelezen_als.setdefault((zeker, hoe), []).append(adres)

    def _vindplaats(self, nummer: int) -> str:
        """Sheet and cells, or the line of a text file; and what the file itself says."""
        if self.tabel.blad.naam:
            kolommen = [k for k in self.tabel.kop.kolommen if k.veld in (*CIJFERS, "gemeente", "gemeentecode")]
            waar = f"blad {self.tabel.blad.naam}, {kolommen[0].letter}{nummer}:{kolommen[-1].letter}{nummer}"
        else:
            waar = f"regel {nummer}"
        eigen = self._tekst(nummer, "vindplaats")
        genoemd = self._tekst(nummer, "bron")
        if genoemd and genoemd != self.bron:
            self._noteer(False, f"de bron is hier '{genoemd}', niet {self.bron}", f"rij {nummer}")
        try:
            lees_cel(eigen, GEMEENTECIJFERS["vindplaats"]) if eigen else None
        except ValueError as fout:
            self.problemen.append(Probleem(nummer, "vindplaats", str(fout)))
        return f"{waar}; {eigen}" if eigen else waar

    def _begin(self, nummer: int) -> str:
        return leesbaar(" | ".join(c.tekst.strip()[:60] for c in self.tabel.blad.rijen[nummer - 1] if c.tekst), 120)


def _opties(nummer: int, naam: str, code: str) -> tuple[str, ...]:
    overslaan = f"--overslaan {nummer}"
    return (optie("naam", f"{naam}={code}"), overslaan) if naam.isprintable() and len(naam) < 80 else (overslaan,)
