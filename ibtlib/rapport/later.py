"""What became known after a report was published: marked, and apart from what it was based on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ibtlib.basis.fouten import opsomming
from ibtlib.basis.getallen import toon
from ibtlib.basis.periode import Periode, datum_voluit
from ibtlib.basis.woorden import stand_in_woorden
from ibtlib.cijfers.reeksen import trend
from ibtlib.cijfers.uitkomsten import resultaat, standen, vastgestelde_treden
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen_van
from ibtlib.rapport import spreidingswet
from ibtlib.rapport.basis import treden_in_woorden
from ibtlib.rapport.spreidingswet.dekking import herkomst_dekking
from ibtlib.weergave import Hoofdstuk, Tabel, Tekst, Tussenkop
from ibtlib.weergave.herkomst import Herkomst, bronvermelding, herkomst_van, herkomst_van_alle
from ibtlib.weergave.kolom import Kolom, tabel

_CIJFERS = ("taakstelling", "totaalopgave", "realisatie")


@dataclass(frozen=True)
class _Later:
    """One thing that reads otherwise now than on the day of the report; `toen` None: nothing was known."""

    wat: str
    toen: str | None
    nu: str
    herkomst: tuple[Herkomst, ...]
    herkomst_toen: tuple[Herkomst, ...] = ()


def wat_later_bekend_werd(g: Gegevens, periode: str, onderwerp: str = "") -> Hoofdstuk:
    """A marked chapter with what the sources of later say; nothing at all where a report uses all that is known.

    Parameters
    ----------
    g : Gegevens
        As `Gegevens.voor` gives it.
    periode : str
    onderwerp : str
        `spreidingswet` for what became known of opvang; else of taakstelling, realisatie and treden.

    Examples
    --------
    >>> from ibtlib.gegevens.gegevens import laad
    >>> g = laad("utrecht")
    >>> [len(wat_later_bekend_werd(g.voor(p), p).stukken) for p in ("2023-1", "2023-2")]
    [3, 0]
    """
    if g.bekend_op is None:
        return Hoofdstuk(())
    dag = datum_voluit(g.bekend_op)
    begin = f"Dit rapport gebruikt wat op {dag} bekend was. Wat hieronder staat, werd later bekend en telt in de rest niet mee."
    if onderwerp == "spreidingswet":
        bron = bronvermelding(g.alles, herkomst_dekking(g.alles))
        inhoud: Tabel | Tekst = Tekst(
            (*spreidingswet.over_dekking(g.alles).alineas, *([f"Bronnen: {opsomming(bron)}."] if bron else ()))
        )
    else:
        inhoud = tabel_later(g, periode)
    return Hoofdstuk((Tussenkop("Wat later bekend werd", 2), Tekst((begin,), soort="let-op"), inhoud))


def tabel_later(g: Gegevens, periode: str) -> Tabel:
    """Each figure about a periode and the next that was not known, or otherwise, when was reported on it."""
    gekozen = g.periode(periode)
    return tabel(
        g,
        "later",
        f"Wat over {gekozen} en {gekozen.volgende} later bekend werd",
        (
            Kolom("Onderwerp", "wat"),
            Kolom("Toen bekend", "toen", bron=lambda r: r.herkomst_toen),
            Kolom("Later bekend", "nu", bron=lambda r: r.herkomst),
        ),
        list(_later(g, gekozen)),
        leeg="niets",
        zonder_rijen="niets dat van de cijfers in dit rapport verschilt",
    )


def _later(g: Gegevens, periode: Periode) -> Iterator[_Later]:
    for p in (periode, periode.volgende):
        toen, nu = resultaat(g, p), resultaat(g.alles, p)
        for naam in _CIJFERS if nu else ():
            oud, nieuw = getattr(toen, naam, None), getattr(nu, naam)
            if nieuw is not None and nieuw != oud:
                was = None if oud is None else toon(oud)
                van_toen = herkomst_van(toen) if was else ()
                yield _Later(f"{naam} {p}, personen", was, toon(nieuw), herkomst_van(nu), van_toen)
        yield from _standen(g, p)
        yield from _treden(g, p)


def _standen(g: Gegevens, periode: Periode) -> Iterator[_Later]:
    bekend = standen(g, periode.peildatum)
    toen = {s.achterstand for s in bekend}
    erbij = [s for s in standen(g.alles, periode.peildatum) if s.achterstand not in toen]
    if erbij:
        yield _Later(
            f"stand op {datum_voluit(periode.peildatum)}, personen",
            opsomming(map(stand_in_woorden, sorted(toen))) if toen else None,
            opsomming(dict.fromkeys(stand_in_woorden(s.achterstand) for s in erbij)),
            tuple(herkomst_van_alle(erbij)),
            tuple(herkomst_van_alle(bekend)),
        )


def _treden(g: Gegevens, periode: Periode) -> Iterator[_Later]:
    if vastgestelde_treden(g, periode) or not vastgestelde_treden(g.alles, periode):
        return
    geteld = trend(g.alles, periode).treden(exact=True).loc[str(periode)]
    bron = rijen_van(g.alles.tabel("beoordelingen"), periode)
    yield _Later(f"beoordeling {periode}", None, treden_in_woorden(geteld), tuple(herkomst_van_alle(bron)))
