"""Where the header of a table is: one row or two, merged or not; and its columns after the choices of the command."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.basis.periode import Periode
from ibtlib.gegevens.inlezen.kolommen import CIJFERS, GEBRUIKT, Kolom, herken, kaal
from ibtlib.gegevens.inlezen.waarden import is_procent
from ibtlib.gegevens.werkmap import Blad

MEESTE_KOPRIJEN = 60  # how far down a header is looked for
MEESTE_VAGE = 60  # columns of which the header may be mistyped
_DIEPTE = 100  # rows below a merged header that are looked at


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
    return [
        r for r in later if any(c.tekst for c in blad.rijen[r - 1]) and _kop(blad, [r], periode, vaag=False).sterkte
    ]


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


def _kop(blad: Blad, rijen: list[int], periode: Periode, vaag: bool = True) -> Kop:
    breedte = max((len(blad.rijen[r - 1]) for r in rijen if 0 < r <= len(blad.rijen)), default=0)
    kolommen = []
    for n in range(1, breedte + 1):
        delen = []
        for r in rijen:
            cel = blad.cel(*blad.samengevoegd.get((r, n), (r, n)))
            if cel.tekst and cel.tekst not in delen:
                delen.append(cel.tekst)
        if delen and not _vervolg(blad, rijen, n):
            kolommen.append(herken(n, " ".join(delen), periode, vaag and n <= MEESTE_VAGE))
    return Kop(rijen[-1], tuple(kolommen))


def _vervolg(blad: Blad, rijen: list[int], kolom: int) -> bool:
    """Whether a column only continues a header that was merged to the right of it, with nothing just below."""
    if not all(blad.samengevoegd.get((r, kolom), (r, kolom))[1] < kolom for r in rijen):
        return False
    return not any(
        blad.cel(r, kolom).tekst
        for r in range(rijen[-1] + 1, min(len(blad.rijen), rijen[-1] + _DIEPTE) + 1)
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
    for veld in GEBRUIKT:
        if len(kolommen := kop.van(veld)) > 1:
            yield veld, kolommen
