"""Where the header of a table is: one row or more, merged or not; and its columns after the choices of the command."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.basis.periode import Periode
from ibtlib.gegevens.inlezen.kaal import kaal
from ibtlib.gegevens.inlezen.keuzes import Keuzes
from ibtlib.gegevens.inlezen.kolommen import Kolom, Vraagstelling, herken
from ibtlib.gegevens.inlezen.waarden import is_getal, is_procent
from ibtlib.gegevens.werkmap import Blad, Cel

MEESTE_KOPRIJEN = 60  # how far down a header is looked for
MEESTE_VAGE = 60  # columns of which the header may be mistyped
_DIEPTE = 100  # rows below a merged header that are looked at
_HOOGSTE_KOP = 3  # rows of one header


@dataclass(frozen=True)
class Kop:
    """The header of a table: on which sheet, its last row, its columns, and how many rows it has."""

    blad: Blad
    rij: int
    kolommen: tuple[Kolom, ...]
    vraag: Vraagstelling
    hoogte: int = 1

    def van(self, veld: str) -> list[Kolom]:
        return [k for k in self.kolommen if k.veld == veld]

    def onder(self, kolom: Kolom) -> list[Cel]:
        """What stands below it in a column."""
        cellen = (self.blad.cel(r, kolom.nummer) for r in range(self.rij + 1, len(self.blad.rijen) + 1))
        return [c for c in cellen if c.tekst]

    def heeft_getallen(self, kolom: Kolom) -> bool:
        """Whether a column holds figures: at least half of what stands in it are numbers."""
        cellen = self.onder(kolom)
        return bool(cellen) and 2 * sum(map(is_getal, cellen)) >= len(cellen)

    @property
    def sterkte(self) -> int:
        """How many figures it names, when it names the gemeente as well (of a table per gemeente)."""
        doel = self.vraag.doel
        velden = {k.veld for k in self.kolommen if k.veld}
        genoemd = len(velden & set(doel.velden))
        if doel.per_gemeente:
            return genoemd if velden & {"gemeente", "gemeentecode"} else 0
        return genoemd if genoemd > 1 or len(doel.velden) == 1 else 0


def zoek_kop(blad: Blad, vraag: Vraagstelling, kopregel: int | None = None) -> Kop | None:
    """The header of the table on a sheet: the first rows that together name the gemeente and a figure.

    Parameters
    ----------
    kopregel : int, optional
        The row in which the header ends, when somebody says so.
    """
    if kopregel is not None:
        enkel, *hoger = (
            _kop(blad, list(range(kopregel - n, kopregel + 1)), vraag) for n in range(min(_HOOGSTE_KOP, kopregel))
        )
        return max([enkel, *hoger], key=lambda k: k.sterkte)  # the first of equals
    for rij in range(1, min(len(blad.rijen), MEESTE_KOPRIJEN) + 1):
        enkel = _kop(blad, [rij], vraag)
        eronder = list(_met_onderkoppen(enkel))
        if enkel.sterkte:
            erboven = [_kop(blad, list(range(rij - n, rij + 1)), vraag) for n in range(1, min(_HOOGSTE_KOP, rij))]
            # of two that name as many figures the one that names more columns: the lower row tells perioden apart
            return max([enkel, *eronder, *erboven], key=lambda k: (_duidelijk(k), len(k.kolommen)))
        for kop in eronder:
            if kop.sterkte and not _kop(blad, [kop.rij], vraag).sterkte:
                return kop
    return None


def perioden_van_koppen(blad: Blad, vraag: Vraagstelling) -> set[Periode]:
    """The perioden of headers that would be ours, were they not about another periode."""
    rijen = (_kop(blad, [r], vraag, vaag=False) for r in range(1, min(len(blad.rijen), MEESTE_KOPRIJEN) + 1))
    return {k.over for rij in rijen for k in rij.kolommen if k.over is not None and k.zou in vraag.doel.gebruikt}


def andere_koppen(kop: Kop) -> tuple[list[int], list[int]]:
    """Rows below the header that look like a header too: of a second table, and the same header once more."""
    anders, herhaald = [], []
    blad, eerste = kop.blad, _teksten(kop.blad, kop.rij)
    for r in range(kop.rij + 1, min(len(blad.rijen), 2_000) + 1):
        if not any(c.tekst for c in blad.rijen[r - 1]):
            continue
        if _teksten(blad, r) == eerste:
            herhaald.append(r)
        elif _kop(blad, [r], kop.vraag, vaag=False).sterkte:
            anders.append(r)
    return anders, herhaald


def _teksten(blad: Blad, rij: int) -> list[str]:
    teksten = [kaal(c.als_woord) for c in blad.rijen[rij - 1]]
    while teksten and not teksten[-1]:
        teksten.pop()
    return teksten


def _met_onderkoppen(boven: Kop) -> Iterator[Kop]:
    """A header of one row with one row more, and with two."""
    for n in range(1, _HOOGSTE_KOP):
        if not _is_onderkop(boven, boven.rij + n):
            return
        yield _kop(boven.blad, list(range(boven.rij, boven.rij + n + 1)), boven.vraag)


def _duidelijk(kop: Kop) -> int:
    """Figures named by exactly one column."""
    return sum(len(kop.van(veld)) == 1 for veld in kop.vraag.doel.velden) if kop.sterkte else 0


def _is_onderkop(boven: Kop, rij: int) -> bool:
    """Whether a row can be a further row of a header: no figures in it, nor a gemeente under its own header."""
    blad, naam = boven.blad, boven.van("gemeente") or boven.van("gemeentecode")
    cellen = blad.rijen[rij - 1] if rij <= len(blad.rijen) else []
    eigen = [n for n, c in enumerate(cellen, 1) if c.tekst and (rij, n) not in blad.samengevoegd]
    if any(cellen[n - 1].soort not in ("tekst", "datum") or is_getal(cellen[n - 1]) for n in eigen):
        return False
    return bool(eigen) and not any(k.nummer in eigen for k in naam)


def _kop(blad: Blad, rijen: list[int], vraag: Vraagstelling, vaag: bool = True) -> Kop:
    breedte = max((len(blad.rijen[r - 1]) for r in rijen if 0 < r <= len(blad.rijen)), default=0)
    kolommen = []
    for n in range(1, breedte + 1):
        delen, geleend = _delen(blad, rijen, n)
        if delen and not _vervolg(blad, rijen, n):
            kolom = herken(n, " ".join(delen), vraag, vaag and n <= MEESTE_VAGE)
            if geleend and kolom.veld:
                kolom = replace(
                    kolom, zeker=False, uitleg=f"hoort '{geleend}', dat links ervan staat, ook bij deze kolom?"
                )
            kolommen.append(kolom)
    return Kop(blad, rijen[-1], tuple(kolommen), vraag, len(rijen))


def _delen(blad: Blad, rijen: list[int], kolom: int) -> tuple[list[str], str]:
    """The texts of one header from top to bottom; and the one that stands to the left of it, above a group."""
    delen: list[str] = []
    geleend = ""
    for r in rijen:
        tekst = blad.cel(*blad.samengevoegd.get((r, kolom), (r, kolom))).als_woord.strip()
        if not tekst and r != rijen[-1] and blad.cel(rijen[-1], kolom).tekst:
            tekst = geleend = _links(blad, r, rijen[-1], kolom) or geleend
        if tekst and tekst not in delen:
            delen.append(tekst)
    return delen, geleend


def _links(blad: Blad, rij: int, onderste: int, kolom: int) -> str:
    """The text to the left in a row, as long as something stands below it and it was not merged elsewhere."""
    for n in range(kolom - 1, 0, -1):
        if not blad.cel(onderste, n).tekst or (rij, n) in blad.samengevoegd:
            return ""
        if tekst := blad.cel(rij, n).als_woord.strip():
            return tekst
    return ""


def _vervolg(blad: Blad, rijen: list[int], kolom: int) -> bool:
    """Whether a column only continues a header that was merged to the right of it, with nothing just below."""
    if not all(blad.samengevoegd.get((r, kolom), (r, kolom))[1] < kolom for r in rijen):
        return False
    return not any(
        blad.cel(r, kolom).tekst
        for r in range(rijen[-1] + 1, min(len(blad.rijen), rijen[-1] + _DIEPTE) + 1)
        if blad.samengevoegd.get((r, kolom), (r, kolom))[1] == kolom
    )


def met_inhoud_erbij(kop: Kop) -> Kop:
    """The header after a look at the cells: percentages left out whatever their header says, columns without header told."""
    doel = kop.vraag.doel

    def oordeel(kolom: Kolom) -> Kolom:
        if kolom.veld not in doel.velden or doel.schema[kolom.veld].soort != "geheel":
            return kolom
        cellen = kop.onder(kolom)
        if cellen and 2 * sum(map(is_procent, cellen)) > len(cellen):
            return Kolom(kolom.nummer, kolom.kop, None, "percentage")
        return kolom

    bekend = {k.nummer for k in kop.kolommen}
    gevuld = {
        n
        for r, cellen in enumerate(kop.blad.rijen[kop.rij :], kop.rij + 1)
        for n, c in enumerate(cellen, 1)
        if n not in bekend and c.tekst and (r, n) not in kop.blad.samengevoegd
    }
    zonder = [Kolom(n, "", None, "zonder kop", herkend=False) for n in gevuld]
    return replace(kop, kolommen=tuple(sorted([*map(oordeel, kop.kolommen), *zonder], key=lambda k: k.nummer)))


def kies(kop: Kop, keuzes: Keuzes) -> Kop:
    """The header after the choices of the command: `--kolom realisatie="Gerealiseerd"`, `=geen`, and `--weglaten F`.

    Raises
    ------
    AanvraagFout
        When a header does not exist, or stands there more than once.
    """
    kolommen = list(kop.kolommen)
    for wens in keuzes.weglaten:
        gekozen = zoek_kolom(kop, wens, f"--weglaten {wens}")
        uitleg = "weggelaten in de opdracht"
        kolommen = [replace(k, veld=None, uitleg=uitleg, zeker=True, herkend=True, gekozen=True, zou=None) if k.nummer == gekozen.nummer else k for k in kolommen]  # fmt: skip
    for veld, wens in keuzes.kolommen.items():
        gekozen_ = None if wens.strip().casefold() == "geen" else zoek_kolom(kop, wens, f"--kolom {veld}")
        for i, k in enumerate(kolommen):
            if gekozen_ is not None and k.nummer == gekozen_.nummer:
                kolommen[i] = replace(
                    k, veld=veld, uitleg="gekozen in de opdracht", zeker=True, herkend=True, gekozen=True
                )
            elif k.veld == veld:
                kolommen[i] = replace(k, veld=None, uitleg="niet gekozen in de opdracht", zeker=True)
    return replace(kop, kolommen=tuple(kolommen))


def zoek_kolom(kop: Kop, wens: str, bij: str) -> Kolom:
    """The column with a header or letter.

    Raises
    ------
    AanvraagFout
        Naming the columns that there are.
    """
    kandidaten = [k for k in kop.kolommen if kaal(k.kop) == kaal(wens)] or [
        k for k in kop.kolommen if k.letter == wens.strip().upper()
    ]
    if len(kandidaten) == 1:
        return kandidaten[0]
    namen = "; ".join(f"{k.letter} '{k.kop}'" for k in kop.kolommen)
    wat = "staat er meer dan een keer; noem de letter van de kolom" if kandidaten else "is er niet"
    raise AanvraagFout(f"Bij {bij}: de kolom '{wens}' {wat}. De kolommen zijn: {namen}.")
