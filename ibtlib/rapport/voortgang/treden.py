"""The chapters Beoordeling and Motivering: on which trede every gemeente stands, and what the kader makes of it."""

from __future__ import annotations

from collections import Counter
from operator import itemgetter

from ibtlib.basis.fouten import aantal, opsomming
from ibtlib.basis.periode import Periode
from ibtlib.beoordeling.beoordeel import beoordeel
from ibtlib.cijfers.reeksen import trend
from ibtlib.cijfers.uitkomsten import vastgestelde_treden
from ibtlib.gegevens.bronnen import herkomst
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import per_gemeente, rijen, rijen_van
from ibtlib.kader.kader import HOOGSTE_TREDE, regelwoorden
from ibtlib.rapport.basis import herkomst_gemeenten, trede_tekst, tredekolom, treden_in_woorden
from ibtlib.rapport.elders import zin_elders
from ibtlib.weergave import Tabel, Tekst
from ibtlib.weergave.herkomst import Herkomst, correctienoten, herkomst_van, herkomst_van_alle
from ibtlib.weergave.kolom import Kolom, tabel


def over_treden(g: Gegevens, periode: str) -> Tekst:
    """How many gemeenten stand on each trede."""
    gekozen = g.periode(periode)
    treden = vastgestelde_treden(g, gekozen).values()
    if not treden:
        zin = f"Over {gekozen} staat geen vastgestelde trede in de gelezen bronnen."
        kader = g.kaders.zoek(gekozen)
        return Tekst((zin, f"De beoordeling volgt het kader ‘{kader.titel}’.") if kader else (zin,))
    zinnen = [zin_treden(g, gekozen)]
    if (hoogste := max(treden)) < HOOGSTE_TREDE:
        zinnen.append(f"Op trede {hoogste + 1} of hoger staat geen van hen.")
    return Tekst((" ".join(zinnen),))


def zin_treden(g: Gegevens, periode: Periode) -> str:
    """How many gemeenten stand on each trede; nothing when that is not known."""
    if staan := treden_in_woorden(trend(g, periode).treden(exact=True).loc[str(periode)]):
        return f"Op de interventieladder staan {staan} (vastgesteld)."
    berekend = Counter(r["trede_berekend"] for r in rijen(beoordeel(g, periode, exact=True)))
    alle, bekend = berekend.total(), berekend.total() - berekend[None]
    if not bekend:
        return ""
    return f"Volgens het kader komen {treden_in_woorden(berekend)} (berekend, van {bekend} van de {alle} gemeenten)."


def tabel_tellingen(g: Gegevens, periode: str) -> Tabel:
    """Gemeenten per trede in this and the previous periode, as the source counts them, and as counted where that differs."""
    gekozen = g.periode(periode)
    tellingen, evenveel = [], []
    for p in (gekozen.vorige, gekozen):
        geteld, volgens = _geteld(g, p), _volgens_bron(g, p)
        if geteld and volgens and all(geteld[0].van(t) == (volgens[0].van(t) or 0) for t in range(1, 7)):
            geteld = []
            evenveel.append(str(p))
        tellingen += [*geteld, *volgens] or _berekend(g, p)
    hoogste = max((t for t in range(1, 7) if any(k.van(t) for k in tellingen)), default=0)
    return tabel(
        g,
        "tellingen",
        f"Aantal gemeenten per trede, {gekozen.vorige} en {gekozen}",
        (Kolom("Trede", trede_tekst, klasse=lambda trede: g.kaders.tredeklasse(gekozen, trede)), *tellingen),
        range(1, hoogste + 1),
        leeg="niet genoemd",
        opmerkingen=[f"Geteld in de tabel met treden van {opsomming(evenveel)}: evenveel."] if evenveel else (),
    )


def _geteld(g: Gegevens, periode: Periode) -> list[Kolom]:
    treden = list(vastgestelde_treden(g, periode).values())
    if not treden:
        return []
    formule, bron = "het aantal gemeenten met deze vastgestelde trede, geteld", herkomst_besluiten(g, periode)
    return [Kolom(f"{periode}, geteld in de tabel", treden.count, "geheel", formule=formule, bron=bron)]


def _berekend(g: Gegevens, periode: Periode) -> list[Kolom]:
    """The computed treden counted, where nothing was decided or counted in a source."""
    alle = [r["trede_berekend"] for r in rijen(beoordeel(g, periode, exact=True))] if periode in g.perioden else []
    treden = [t for t in alle if t is not None]
    if not treden:
        return []
    formule = f"het aantal gemeenten met deze berekende trede, geteld voor {len(treden)} van de {len(alle)} gemeenten"
    bron = herkomst_gemeenten(g, [periode])
    return [Kolom(f"{periode}, berekend", treden.count, "geheel", formule=formule, bron=bron)]


def _volgens_bron(g: Gegevens, periode: Periode) -> list[Kolom]:
    tellingen = rijen_van(g.tabel("tellingen"), periode)
    per_trede = {int(r["waarde"]): r for r in tellingen if r["kenmerk"] == "trede"}
    if not per_trede:
        return []
    return [
        Kolom(
            f"{periode}, volgens de bron",
            lambda trede: per_trede[trede]["gemeenten"] if trede in per_trede else None,
            "geheel",
            bron=lambda trede: herkomst_van(per_trede[trede]) if trede in per_trede else (),
        )
    ]


def tabel_beoordelingen(g: Gegevens, periode: str) -> Tabel:
    """Tabel 2: the published trede of every gemeente beside the computed one."""
    gekozen = g.periode(periode)
    vorig = vastgestelde_treden(g, gekozen.vorige)
    nu, toen = (herkomst_beoordelingen(g, p) for p in (gekozen, gekozen.vorige))
    kader = g.kaders.zoek(gekozen)
    regels = f"het kader ‘{kader.titel}’" if kader else "een kader"
    frame, elders = beoordeel(g, gekozen, exact=True), _treden_elders(g, gekozen)
    niets = not (nu or toen or elders) and frame["trede_berekend"].isna().all()
    return tabel(
        g,
        "beoordelingen",
        f"Trede van de interventieladder per gemeente, {gekozen.voluit}",
        (
            Kolom("Gemeente", "gemeente"),
            tredekolom(
                g.kaders,
                gekozen,
                f"Vastgesteld {gekozen}",
                itemgetter("trede_vastgesteld"),
                bron=lambda r: nu.get(r["gemeentecode"], ()),
            ),
            tredekolom(
                g.kaders,
                gekozen.vorige,
                f"Vastgesteld {gekozen.vorige}",
                lambda r: vorig.get(r["gemeentecode"]),
                bron=lambda r: toen.get(r["gemeentecode"], ()),
            ),
            Kolom(
                "Beoordeeld op",
                lambda r: r["grondslag_vastgesteld"] or "niet vermeld",
                bron=lambda r: nu.get(r["gemeentecode"], ()),
            ),
            tredekolom(
                g.kaders,
                gekozen,
                f"Berekend {gekozen}",
                itemgetter("trede_berekend"),
                "niet te berekenen",
                formule=f"met de regels van {regels} op de cijfers per gemeente",
            ),
        ),
        () if niets else rijen(frame),
        opmerkingen=(
            *elders,
            "Vastgesteld is de trede die Gedeputeerde Staten bepaalden. Berekend is wat het kader geeft op de cijfers per "
            "gemeente; waar die ontbreken is er niets te berekenen. De twee worden nooit gemengd.",
            *correctienoten(g, herkomst_gemeenten(g, [gekozen])),
        ),
    )


def _treden_elders(g: Gegevens, periode: Periode) -> tuple[str, ...]:
    """Where the treden stand of those of the two perioden in this table that the sources here do not give."""
    zonder = [p for p in (periode.vorige, periode) if not vastgestelde_treden(g, p)]
    zinnen = ((p, zin_elders(g, "trede per gemeente", periode=p)) for p in zonder)
    return tuple(f"{p}: {zin[0].lower()}{zin[1:]}" for p, zin in zinnen if zin)


def herkomst_beoordelingen(g: Gegevens, periode: Periode) -> dict[str, tuple[Herkomst, ...]]:
    """Source of the published trede of every gemeente, by code."""
    return {code: herkomst_van(r) for code, r in per_gemeente(g.tabel("beoordelingen"), periode).items()}


def herkomst_besluiten(g: Gegevens, *perioden: Periode) -> list[Herkomst]:
    """Sources of all published treden of these perioden."""
    return [h for p in perioden for h in herkomst_van_alle(rijen_van(g.tabel("beoordelingen"), p))]


def over_berekenbaar(g: Gegevens, periode: str) -> Tekst:
    """For how many gemeenten the trede can be computed, and why not for the others."""
    gekozen = g.periode(periode)
    kader = g.kaders.zoek(gekozen)
    if kader is None:
        return Tekst((f"Voor {gekozen} is geen kader bekend; er is geen trede berekend.",), soort="let-op")
    frame = beoordeel(g, gekozen, exact=True)
    wel = int(frame["trede_berekend"].notna().sum())
    alinea = f"Kader: ‘{kader.titel}’. Van {wel} van de {aantal(len(frame), 'gemeente', 'gemeenten')} is de trede te berekenen."
    if wel == 0:
        alinea += " De cijfers per gemeente (taakstelling, achterstand, realisatie, gekoppeld) staan niet in de gelezen bronnen."
        elders = zin_elders(g, "taakstelling per gemeente", "resultaten per gemeente", periode=gekozen)
        alinea += f" {elders}" if elders else ""
    aannames = list(kader.aannames)
    regels = (alinea, f"Aannames in dit kader: {'; '.join(aannames)}.") if aannames and wel else (alinea,)
    return Tekst(regels, soort="gewoon" if wel == len(frame) else "let-op")


def tabel_motiveringen(g: Gegevens, periode: str) -> Tabel:
    """The reason of every computed trede, and per gemeente without one the facts that are missing.

    Without rows when nothing at all can be computed: `over_berekenbaar` then says why, once.
    """
    gekozen = g.periode(periode)
    frame = beoordeel(g, gekozen, exact=True)
    if frame["trede_berekend"].isna().all():
        frame = frame.iloc[:0]
    cijfers = per_gemeente(g.gemeentecijfers, gekozen)
    return tabel(
        g,
        "motivering",
        f"Motivering per gemeente, {gekozen.voluit}",
        (
            Kolom("Gemeente", "gemeente"),
            tredekolom(
                g.kaders,
                gekozen,
                "Berekende trede",
                itemgetter("trede_berekend"),
                "–",
                formule="met de regel in de volgende kolom, op de cijfers die de motivering noemt",
            ),
            Kolom("Regel", lambda r: regelwoorden(r["regel"]) if r["regel"] else "–"),
            Kolom("Motivering", "motivering"),
        ),
        rijen(frame),
        bron=lambda r: herkomst(cijfers.get(r["gemeentecode"])),
        zonder_rijen="niet te geven, want geen enkele trede is te berekenen",
    )
