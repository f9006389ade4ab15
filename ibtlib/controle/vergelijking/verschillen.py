"""Two sides beside each other: every row and every cell that is not what it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from ibtlib.basis.fouten import AanvraagFout, opsomming
from ibtlib.controle.vergelijking.momentopname import BEVINDINGEN, TREDEN, ZINNEN, Blad, Momentopname, Plaats

TREDE, BEVINDING, CIJFER, ZIN, BRON = "trede", "bevinding", "cijfer", "zin", "bron"
SOORTEN = (TREDE, BEVINDING, CIJFER, ZIN, BRON)
_BRONKOLOMMEN = ("bron", "vindplaats", "formule", "Bron", "Vindplaats of formule", "Herkomst")
_BRONTABELLEN = ("-bronnen", "-vastlegging")
_ZINKOLOMMEN = ("motivering", "Motivering", "omschrijving", "toelichting", "reden")


@dataclass(frozen=True)
class Verandering:
    """One thing that is not what it was; None on a side where the row, or the table, is not there."""

    soort: str  # one of `SOORTEN`
    # provincie, periode, tabel, rij, kolom: where: `rij` is the key of the row in words; `kolom` is empty where a
    # whole row came or went
    provincie: str
    periode: str
    tabel: str
    rij: str
    kolom: str
    # oud, nieuw: empty text is an empty cell: not published
    oud: str | None
    nieuw: str | None


@dataclass(frozen=True)
class Vergelijking:
    """All that changed, in a fixed order: by soort, then by place."""

    oud: Momentopname
    nieuw: Momentopname
    veranderingen: tuple[Verandering, ...]

    def van(self, soort: str) -> list[Verandering]:
        """The changes of one kind."""
        return [v for v in self.veranderingen if v.soort == soort]

    @property
    def van_trede(self) -> list[Verandering]:
        """Gemeenten that had a trede and have another now."""
        return [v for v in self.van(TREDE) if v.oud and v.nieuw]

    @property
    def gemeenten_van_trede(self) -> int:
        """How many gemeenten those are: one with two changed treden counts once."""
        return len({(v.provincie, v.rij) for v in self.van_trede})


def vergelijk(oud: Momentopname, nieuw: Momentopname) -> Vergelijking:
    """Compare two sides.

    Raises
    ------
    AanvraagFout
        When they are one and the same, of different kinds, or have nothing in common.
    """
    if oud.herkomst == nieuw.herkomst:
        raise AanvraagFout(f"{oud.naam} en {nieuw.naam} zijn hetzelfde; er is niets te vergelijken.")
    if oud.soort != nieuw.soort:
        raise AanvraagFout(
            f"{oud.naam} is een map met {oud.soort} en {nieuw.naam} met {nieuw.soort}; alleen gelijke soorten zijn te "
            "vergelijken. Een git-revisie telt als ruwe gegevens."
        )
    samen = {plaats[:2] for plaats in oud.bladen} & {plaats[:2] for plaats in nieuw.bladen}
    if not samen:
        over = [opsomming(sorted({" ".join(filter(None, p[:2])) for p in m.bladen})) for m in (oud, nieuw)]
        raise AanvraagFout(f"{oud.naam} gaat over {over[0]} en {nieuw.naam} over {over[1]}; zij hebben niets gemeen.")
    gevonden: list[Verandering] = []
    for plaats in sorted({*oud.bladen, *nieuw.bladen}):
        gevonden += _van_blad(plaats, oud.bladen.get(plaats), nieuw.bladen.get(plaats))
    return Vergelijking(oud, nieuw, tuple(sorted(gevonden, key=lambda v: SOORTEN.index(v.soort))))


def _van_blad(plaats: Plaats, oud: Blad | None, nieuw: Blad | None) -> Iterator[Verandering]:
    if oud == nieuw:
        return
    if plaats[2] == ZINNEN:
        yield from _van_zinnen(plaats, oud, nieuw)
        return
    links, rechts = _op_sleutel(oud), _op_sleutel(nieuw)
    for sleutel in dict.fromkeys([*links, *rechts]):
        voor, na = links.get(sleutel), rechts.get(sleutel)
        rij = _rijnaam(sleutel[0], na or voor or {})
        periode = plaats[1] or (na or voor or {}).get("periode", "")
        if plaats[2] == BEVINDINGEN:
            if voor != na:
                wat = [r["wat"] if r else None for r in (voor, na)]
                yield Verandering(BEVINDING, plaats[0], periode, plaats[2], rij, "", *wat)
        elif plaats[2] == TREDEN:
            yield from _van_cellen(plaats, periode, rij, voor or {}, na or {})
        elif voor is None or na is None:
            soort = _soort(plaats[2], "")
            yield Verandering(soort, plaats[0], periode, plaats[2], rij, "", *map(_in_een_regel, (voor, na)))
        else:
            yield from _van_cellen(plaats, periode, rij, voor, na)


def _van_cellen(
    plaats: Plaats, periode: str, rij: str, voor: dict[str, str], na: dict[str, str]
) -> Iterator[Verandering]:
    for kolom in dict.fromkeys([*voor, *na]):
        oud, nieuw = voor.get(kolom), na.get(kolom)
        if oud != nieuw and (oud or nieuw):
            yield Verandering(_soort(plaats[2], kolom), plaats[0], periode, plaats[2], rij, kolom, oud, nieuw)


def _van_zinnen(plaats: Plaats, oud: Blad | None, nieuw: Blad | None) -> Iterator[Verandering]:
    """Per place the sentences that are only on one side, paired in order."""
    per_kant = [_per_plaats(blad) for blad in (oud, nieuw)]
    for waar in dict.fromkeys([*per_kant[0], *per_kant[1]]):
        links, rechts = (kant.get(waar, []) for kant in per_kant)
        weg = [z for z in links if z not in rechts]
        erbij = [z for z in rechts if z not in links]
        for voor, na in zip_longest(weg, erbij):
            yield Verandering(ZIN, plaats[0], plaats[1], ZINNEN, waar, "", voor, na)


def _per_plaats(blad: Blad | None) -> dict[str, list[str]]:
    uit: dict[str, list[str]] = {}
    for waar, zin in blad.rijen if blad else ():
        uit.setdefault(waar, []).append(zin)
    return uit


def _op_sleutel(blad: Blad | None) -> dict[tuple[tuple[str, ...], int], dict[str, str]]:
    """Rows by their key; where several have one key, by their order among them."""
    uit: dict[tuple[tuple[str, ...], int], dict[str, str]] = {}
    teller: dict[tuple[str, ...], int] = {}
    for cellen in blad.rijen if blad else ():
        rij = dict(zip(blad.kolommen, cellen, strict=True)) if blad else {}
        waarden = tuple(rij[k] for k in blad.sleutel) if blad else ()
        teller[waarden] = teller.get(waarden, 0) + 1
        uit[waarden, teller[waarden]] = rij
    return uit


def _soort(tabel: str, kolom: str) -> str:
    if tabel == TREDEN and kolom in ("trede_vastgesteld", "trede_berekend"):
        return TREDE
    if kolom in _BRONKOLOMMEN or tabel.endswith(_BRONTABELLEN):
        return BRON
    return ZIN if kolom in _ZINKOLOMMEN else CIJFER


def _rijnaam(sleutel: tuple[str, ...], rij: dict[str, str]) -> str:
    """The key without the periode, which has a column of its own, and a gemeente by its name."""
    delen = [d for d in sleutel if d and d not in (rij.get("periode"), rij.get("gemeentecode"))]
    naam = rij.get("gemeente")
    return ", ".join([*([naam] if naam and naam not in delen else []), *delen]) or ", ".join(sleutel)


def _in_een_regel(rij: dict[str, str] | None) -> str | None:
    return None if rij is None else "; ".join(f"{k}: {w}" for k, w in rij.items() if w)
