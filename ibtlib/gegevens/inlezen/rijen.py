"""Down the rows of a table: first whether a row says anything, then of whom; each figure is read and told how."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from ibtlib.basis.fouten import AanvraagFout, aantal, leesbaar, opsomming, optie
from ibtlib.basis.periode import Periode
from ibtlib.basis.tijdnotatie import ontleed
from ibtlib.gegevens.inlezen.cellen import Cellezer
from ibtlib.gegevens.inlezen.doeltabel import GEMEENTEN
from ibtlib.gegevens.inlezen.kaal import kaal
from ibtlib.gegevens.inlezen.keuzes import Keuzes, Vraag
from ibtlib.gegevens.inlezen.kolommen import Kolom
from ibtlib.gegevens.inlezen.koppen import zoek_kolom
from ibtlib.gegevens.inlezen.namen import Namen, Wie
from ibtlib.gegevens.inlezen.tabel import Tabel
from ibtlib.gegevens.invoer import controleer_tekens, lees_cel
from ibtlib.gegevens.provincietabellen import GEMEENTECIJFERS
from ibtlib.gegevens.werkmap import DOORGEHAALD

MEESTE_VRAGEN = 200
_MEESTE_WAARDEN = 24  # of a column that can tell rows apart


@dataclass(frozen=True)
class Rij:
    """One row of the table: where it stands, of which gemeente, its values (None is unknown), its place and its own source."""

    nummer: int
    code: str
    gemeente: str
    waarden: dict[str, Any]
    vindplaats: str
    bron: str = ""

    def cellen(self, bron: str) -> dict[str, Any]:
        """Its cells by the names of the columns; of the source that is named where it names none itself."""
        eigen = {"gemeentecode": self.code, "gemeente": self.gemeente, "bron": self.bron or bron}
        return {**self.waarden, **eigen, "vindplaats": self.vindplaats}


@dataclass
class Rijlezer:
    """Goes down the rows of one table and sorts what it meets."""

    tabel: Tabel
    namen: Namen
    keuzes: Keuzes
    bron: str  # id of the source that the command names
    bronnen: Collection[str] = ()  # every id in the register
    rijen: list[Rij] = field(default_factory=list)
    totaalrijen: list[tuple[int, str]] = field(default_factory=list)  # row, and of what it is the total
    elders: dict[int, str] = field(default_factory=dict)  # row to the province that it is about
    vragen: list[Vraag] = field(default_factory=list)
    _losse: list[str] = field(default_factory=list)
    _samen: dict[str, list[str]] = field(default_factory=dict)  # what is told of rows, and which
    _onbekend: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    _verborgen: list[int] = field(default_factory=list)
    _dubbel: list[tuple[int, int]] = field(default_factory=list)  # row, and the earlier one of the same gemeente
    _op_sleutel: dict[tuple[Any, ...], int] = field(default_factory=dict)  # what a row is about, to its number
    _perioden: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.cellen = Cellezer(self.tabel, self.keuzes)
        self.doel = self.tabel.kop.vraag.doel
        self.periode = self.tabel.kop.vraag.periode
        self._alleen = [
            (zoek_kolom(self.tabel.kop, kop, f"--alleen {kop}"), waarde) for kop, waarde in self.keuzes.alleen.items()
        ]

    def lees(self) -> None:
        """Read all rows."""
        if self.doel.per_gemeente and not (self.tabel.kolom("gemeente") or self.tabel.kolom("gemeentecode")):
            if not self.tabel.vragen:
                raise AanvraagFout("Zeg met --kolom gemeente=LETTER in welke kolom de gemeenten staan.")
            return
        for nummer in range(self.tabel.kop.rij + 1, self.tabel.laatste + 1):
            if len(self.vragen) + len(self.cellen.vragen) + len(self._onbekend) > MEESTE_VRAGEN:
                self._losse.append(f"vanaf rij {nummer} is niet verder gekeken: er is al te veel niet te lezen")
                break
            if nummer in self.tabel.overslaan:
                continue
            if nummer in self.keuzes.overslaan:
                self._losse.append(f"rij {nummer} is overgeslagen, zoals gevraagd: {self._begin(nummer)}")
            elif any(c.tekst or c.soort == "formule" for c in self.tabel.blad.rijen[nummer - 1]):
                self._rij(nummer)
        self._rond_af()

    def opmerkingen(self) -> list[str]:
        per_provincie = Counter(self.elders.values())
        weg = [f"{aantal(len(self.elders), 'rij', 'rijen')} van andere provincies weggelaten: "
               + opsomming(f"{p} {n}" for p, n in sorted(per_provincie.items()))] if self.elders else []  # fmt: skip
        samen = [f"{hoe}: {', '.join(plekken)}" for hoe, plekken in self._samen.items()]
        return [*self._losse, *samen, *weg, *self.cellen.opmerkingen()]

    # --- one row ----------------------------------------------------------------------------------------------

    def _rij(self, nummer: int) -> None:
        if not self._van_deze_vraag(nummer) or not self._van_deze_periode(nummer):
            return
        if not self.doel.per_gemeente:
            self._zonder_gemeente(nummer)
            return
        naam, code = self.cellen.tekst(nummer, "gemeente"), self.cellen.tekst(nummer, "gemeentecode")
        gekozen = self.keuzes.rijen.get(nummer)
        letterlijk = gekozen is not None or ((naam or code) and self.namen.is_letterlijk(naam, code))
        if not letterlijk and not self.cellen.zegt_iets(nummer, self.doel.cijfers):
            self._losse.append(f"rij {nummer} is geen gemeente en is overgeslagen: {self._begin(nummer)}")
            return
        if gekozen is None and not naam and not code:
            wat = f"Rij {nummer} heeft cijfers maar geen gemeente: {self._begin(nummer)}"
            self.vragen.append(Vraag(wat, opties=(f"--overslaan {nummer}", f"--rij {nummer}=GMcode")))
            return
        if gekozen is None and (van := self.namen.totaal_van(naam, code)):
            self.totaalrijen.append((nummer, van))
            return
        wie = self._wie(nummer, naam, code, gekozen)
        if wie is None:
            return
        if wie.elders:
            self.elders[nummer] = wie.elders
        elif wie.gemeente is not None:
            self._van_gemeente(nummer, naam, wie)

    def _wie(self, nummer: int, naam: str, code: str, gekozen: str | None) -> Wie | None:
        try:
            for veld in ("gemeente", "gemeentecode"):
                controleer_tekens(re.sub(r"[\t\r\n]", " ", self.cellen.cel(nummer, veld).tekst))
            if gekozen is not None:
                return Wie(self.namen.op_code(gekozen), "gekozen in de opdracht")
            wie = self.namen.zoek(naam, code, self.cellen.tekst(nummer, "provincie"))
        except ValueError as fout:
            wat = f"Rij {nummer}: {fout}"
            self.vragen.append(Vraag(wat, opties=(f"--rij {nummer}=GMcode", f"--overslaan {nummer}")))
            return None
        if wie.gemeente is None and not wie.elders:
            self._onbekend.setdefault((naam or code, wie.hoe), []).append(nummer)
            return None
        return wie

    def _van_gemeente(self, nummer: int, naam: str, wie: Wie) -> None:
        g = wie.gemeente
        assert g is not None
        if wat := self._andere_breedte(nummer):
            self.vragen.append(
                Vraag(f"Rij {nummer} ({g.naam}): {wat}", opties=(f"--overslaan {nummer}", self._voluit(nummer)))
            )
            return
        if self._is_verborgen(nummer) or self._is_doorgehaald(nummer):
            return
        if not wie.zeker:
            opties = _opties([nummer], naam, g.code)
            self.vragen.append(Vraag(f"Rij {nummer}: {wie.hoe}", f"{g.naam}, {g.code}", opties))
        elif wie.hoe:
            self._losse.append(f"rij {nummer} is {g.naam}, {wie.hoe}")
        self._voeg_toe(nummer, g.code, g.naam)

    def _zonder_gemeente(self, nummer: int) -> None:
        if not self.cellen.zegt_iets(nummer, self.doel.cijfers):
            self._losse.append(f"rij {nummer} zegt niets en is overgeslagen: {self._begin(nummer)}")
        elif wat := self._andere_breedte(nummer):
            self.vragen.append(Vraag(f"Rij {nummer}: {wat}", opties=(f"--overslaan {nummer}",)))
        elif not self._is_verborgen(nummer) and not self._is_doorgehaald(nummer):
            self._voeg_toe(nummer, "", "")

    def _voeg_toe(self, nummer: int, code: str, gemeente: str) -> None:
        waarden = {v: self.cellen.lees(nummer, v) for v in self.doel.velden}
        nieuw = Rij(nummer, code, gemeente, waarden, self._vindplaats(nummer), self._eigen_bron(nummer))
        cellen = nieuw.cellen(self.bron)
        sleutel = tuple(cellen[k] for k in self.doel.schema.sleutel)
        if (eerder := self._op_sleutel.setdefault(sleutel, nummer)) != nummer:
            self._dubbel.append((nummer, eerder))
        else:
            self.rijen.append(nieuw)

    # --- what makes that a row does not count -----------------------------------------------------------------

    def _van_deze_vraag(self, nummer: int) -> bool:
        for kolom, waarde in self._alleen:
            if not _gelijk(self.tabel.blad.cel(nummer, kolom.nummer).als_woord, waarde):
                self._noteer(f"overgeslagen, want {kolom.kop or kolom.letter} is niet {waarde}", nummer)
                return False
        return True

    def _van_deze_periode(self, nummer: int) -> bool:
        jaar = self.cellen.tekst(nummer, "jaar")
        if jaar.isdecimal() and not self.tabel.kop.vraag.alle and int(jaar) != self.periode.jaar:
            self._perioden[jaar] += 1
            self._noteer(f"overgeslagen, want over {jaar}", nummer)
            return False
        tekst = self.cellen.tekst(nummer, "periode")
        if not tekst or self.tabel.kop.vraag.alle:
            return True
        try:
            gevonden = Periode.lees(tekst)
        except AanvraagFout as fout:
            if not self.cellen.zegt_iets(nummer, self.doel.cijfers):
                return True
            wat = f"Rij {nummer}: {str(fout).rstrip('.')}"
            self.vragen.append(Vraag(wat, opties=(f"--overslaan {nummer}", "--kolom periode=geen")))
            return False
        if gevonden == self.periode or gevonden in self.keuzes.genoemd:
            return True
        self._perioden[str(gevonden)] += 1
        self._noteer(f"overgeslagen, want over {gevonden}", nummer)
        return False

    def _is_verborgen(self, nummer: int) -> bool:
        """A hidden row with figures counts only when somebody says so."""
        if not (reden := self.tabel.blad.onzichtbaar(nummer, 0)) or self.keuzes.verborgen == "meetellen":
            return False
        if self.keuzes.verborgen == "weglaten":
            self._noteer(f"weggelaten, want {reden}", nummer)
        else:
            self._verborgen.append(nummer)
        return True

    def _is_doorgehaald(self, nummer: int) -> bool:
        """A row of which the name or every figure is struck through is left out when somebody says so."""
        cellen = [self.cellen.cel(nummer, v) for v in self.doel.velden]
        door, gevuld = [c for c in cellen if c.merk == DOORGEHAALD], [c for c in cellen if c.tekst.strip()]
        naam = any(self.cellen.cel(nummer, v).merk == DOORGEHAALD for v in ("gemeente", "gemeentecode"))
        if naam and gevuld and not door and self.keuzes.doorgehaald is None:
            self.cellen.doorgehaald.append(f"rij {nummer} ({self._begin(nummer)})")
        if self.keuzes.doorgehaald == "weglaten" and gevuld and (naam or len(door) == len(gevuld)):
            self._noteer("weggelaten, want doorgehaald", nummer)
            return True
        return False

    def _andere_breedte(self, nummer: int) -> str:
        """In a text file every row has as many cells as the header; otherwise figures stand under the wrong header."""
        if self.tabel.blad.naam:
            return ""
        kop, rij = (len(self.tabel.blad.rijen[n - 1]) for n in (self.tabel.kop.rij, nummer))
        leeg_erachter = not any(c.tekst for c in self.tabel.blad.rijen[nummer - 1][kop:])
        gezegd = [f"{k.letter}{nummer}" in self.keuzes.cellen for v in self.doel.velden if (k := self.tabel.kolom(v))]
        if rij == kop or (rij > kop and leeg_erachter) or all(gezegd):
            return ""
        return f"{aantal(rij, 'cel', 'cellen')}, de kop heeft er {kop}; staat er een scheidingsteken of regeleinde te veel of te weinig?"

    def _voluit(self, nummer: int) -> str:
        """The option that gives every figure of a row by hand."""
        return " ".join(f"--cel {k.letter}{nummer}=GETAL" for v in self.doel.velden if (k := self.tabel.kolom(v)))

    # --- all rows together --------------------------------------------------------------------------------------

    def _rond_af(self) -> None:
        for (naam, hoe), nummers in self._onbekend.items():
            lijkt = f"; het {hoe}" if hoe else ""
            rijen = f"Rij {nummers[0]}" if len(nummers) == 1 else f"Rijen {', '.join(map(str, nummers))}"
            wat = f"{rijen}: '{naam}' is geen gemeente van deze provincie{lijkt}"
            self.vragen.append(Vraag(wat, opties=_opties(nummers, naam, "GMcode")))
        if self._verborgen:
            reden = self.tabel.blad.onzichtbaar(self._verborgen[0], 0)
            rijen = "; ".join(f"rij {n} ({self._begin(n)})" for n in self._verborgen[:20])
            wat = f"{aantal(len(self._verborgen), reden, reden.replace('rij', 'rijen', 1) if reden.startswith('rij ') else 'verborgen rijen')} met cijfers: {rijen}. Tellen die mee?"
            self.vragen.append(Vraag(wat, opties=("--verborgen meetellen", "--verborgen weglaten")))
        self._dubbele()
        if not self.rijen and self._perioden and not self.vragen:
            wel = opsomming(f"{p} ({aantal(n, 'rij', 'rijen')})" for p, n in sorted(self._perioden.items()))
            opties = (*(f"--periode {p}" for p in sorted(self._perioden) if "-" in p), "--kolom jaar=geen")
            self.vragen.append(Vraag(f"Geen enkele rij gaat over {self.periode}; wel over {wel}", opties=opties))
        self._andere_dag()

    def _andere_dag(self) -> None:
        """A column with one day in every row, which is not a day on which the figures of a whole periode stand."""
        kolom = self.tabel.kolom("datum")
        if kolom is None or self.doel is not GEMEENTEN or self._alleen or self._dubbel:
            return
        teksten = {t for r in self.rijen if (t := self.cellen.tekst(r.nummer, "datum"))}
        dagen = {d for t in teksten for d in ontleed(t).dagen}
        p, een = self.periode, dt.timedelta(days=1)
        goed = {p.begin - een, p.begin, p.peildatum - een, p.peildatum}
        if dagen and not any(d.binnen(p.begin - een, p.peildatum) in goed for d in dagen):
            wat = f"Kolom {kolom.letter} '{kolom.kop}' zegt {opsomming(sorted(teksten)[:5])}. Zijn dit de cijfers over heel {p}?"
            self.vragen.append(Vraag(wat, opties=("--kolom datum=geen", "--tabel tussenstanden --stand DAG")))

    def _dubbele(self) -> None:
        """The same gemeente more than once: a column that tells the rows apart, or a row too many."""
        if not self._dubbel:
            return
        if (onderscheid := self._onderscheid()) is not None:
            kolom, waarden = onderscheid
            wat = f"{aantal(len(self._dubbel), 'rij is', 'rijen zijn')} van een gemeente die er al staat; kolom {kolom.letter} '{kolom.kop}' maakt het verschil. Welke rijen zijn het?"
            self.vragen.append(
                Vraag(wat, opties=tuple(optie("alleen", f"{kolom.kop or kolom.letter}={w}") for w in waarden))
            )
            return
        wie = {r.nummer: r.gemeente or "deze rij" for r in self.rijen}
        paren_ = "; ".join(f"{wie[eerder]} in rij {eerder} en rij {nummer}" for nummer, eerder in self._dubbel[:30])
        laatste, eerste = (",".join(str(paar[i]) for paar in self._dubbel) for i in (0, 1))
        self.vragen.append(
            Vraag(f"Dubbel: {paren_}. Welke telt?", opties=(f"--overslaan {laatste}", f"--overslaan {eerste}"))
        )

    def _onderscheid(self) -> tuple[Kolom, list[str]] | None:
        """A column with few values in which every double row differs from the earlier one."""
        for kolom in self.tabel.kop.kolommen:
            if kolom.veld in (*self.doel.velden, "gemeente", "gemeentecode", *self.doel.controle, "vindplaats"):
                continue

            def tekst(nummer: int, kolom: Kolom = kolom) -> str:
                return " ".join(self.tabel.blad.cel(nummer, kolom.nummer).als_woord.split())

            alle = list(
                dict.fromkeys(tekst(n) for n in (*(r.nummer for r in self.rijen), *(n for n, _ in self._dubbel)))
            )
            if 1 < len(alle) <= _MEESTE_WAARDEN and all(alle) and all(tekst(n) != tekst(e) for n, e in self._dubbel):
                return kolom, alle
        return None

    def _noteer(self, hoe: str, nummer: int) -> None:
        self._samen.setdefault(hoe, []).append(f"rij {nummer}")

    def _vindplaats(self, nummer: int) -> str:
        """Sheet and cells, or the line of a text file; and what the file itself says."""
        if self.tabel.blad.naam:
            velden = (*self.doel.velden, "gemeente", "gemeentecode")
            kolommen = [k for k in self.tabel.kop.kolommen if k.veld in velden]
            waar = f"blad {self.tabel.blad.naam}, {kolommen[0].letter}{nummer}:{kolommen[-1].letter}{nummer}"
        else:
            waar = f"regel {nummer}"
        eigen = self.cellen.tekst(nummer, "vindplaats")
        if eigen:
            try:
                lees_cel(eigen, GEMEENTECIJFERS["vindplaats"])
            except ValueError as fout:
                self.vragen.append(Vraag(f"Rij {nummer}, vindplaats: {fout}", opties=("--kolom vindplaats=geen",)))
        if eigen and self.doel is not GEMEENTEN:
            return eigen  # of a table that somebody made: the place in the source, not in his file
        return f"{waar}; {eigen}" if eigen else waar

    def _eigen_bron(self, nummer: int) -> str:
        """The source that a row names itself: for figures per gemeente that is a question, elsewhere each row may have its own."""
        genoemd = self.cellen.tekst(nummer, "bron")
        if not genoemd or genoemd == self.bron:
            return ""
        if self.doel is not GEMEENTEN and genoemd in self.bronnen:
            return genoemd
        self.cellen.stel_voor(f"de bron is hier '{genoemd}', niet {self.bron}", f"rij {nummer}")
        return ""

    def _begin(self, nummer: int) -> str:
        return leesbaar(" | ".join(c.tekst.strip()[:60] for c in self.tabel.blad.rijen[nummer - 1] if c.tekst), 120)


def _gelijk(cel: str, waarde: str) -> bool:
    """Whether a cell says what `--alleen` asks, a day or a periode however it is written."""
    if kaal(cel) == kaal(waarde):
        return True
    een, ander = ontleed(cel), ontleed(waarde)
    return (
        not (een.rest or ander.rest)
        and bool(een.dagen or een.perioden)
        and ((een.perioden, {d.datum for d in een.dagen}) == (ander.perioden, {d.datum for d in ander.dagen}))
    )


def _opties(nummers: list[int], naam: str, code: str) -> tuple[str, ...]:
    overslaan = f"--overslaan {','.join(map(str, nummers))}"
    return (optie("naam", f"{naam}={code}"), overslaan) if naam.isprintable() and len(naam) < 80 else (overslaan,)
