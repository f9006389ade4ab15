"""Document 07, landelijk: the provinces of which there are data beside each other; no province is ranked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from operator import methodcaller

import pandas as pd

from ibtlib.basis.fouten import aantal, opsomming
from ibtlib.basis.getallen import toon
from ibtlib.basis.kleuren import OPGAVE, REALISATIE
from ibtlib.basis.periode import Periode, datum_voluit
from ibtlib.basis.plaatsen import PROVINCIES, provincies
from ibtlib.cijfers.naast_elkaar import Naast, Opvangstand, echte, naast_elkaar, opvangstanden
from ibtlib.cijfers.opvang.landelijk import inwoners
from ibtlib.gegevens.gegevens import Gegevens, laad
from ibtlib.kader.kader import HOOGSTE_TREDE
from ibtlib.rapport.basis import SOM_VAN_ALLE
from ibtlib.rapport.figuur import met_herkomst
from ibtlib.weergave import Figuur, Tabel, Tekst, Titel
from ibtlib.weergave.herkomst import Herkomst, correctienoten
from ibtlib.weergave.kolom import Kolom, tabel
from ibtlib.weergave.staven import staven

ALLE = "alle"
_GROOTHEDEN = {
    "taakstelling": "Taakstelling",
    "achterstand_begin": "Achterstand bij begin",
    "totaalopgave": "Totaalopgave",
    "realisatie": "Realisatie",
    "achterstand_eind": "Achterstand bij eind",
}
_WEINIG = 3  # provincies of which each has a sentence
_SOM = f"Berekend: {SOM_VAN_ALLE}."


# --- which provinces ----------------------------------------------------------------------------------------


def lees_provincies(namen: str = ALLE) -> list[Gegevens]:
    """Read the provinces that are asked for: names with commas between them, or all that are real.

    Raises
    ------
    AanvraagFout
        An unknown province, or fewer than two real ones.
    """
    gevraagd = provincies() if namen == ALLE else [naam.strip() for naam in namen.split(",") if naam.strip()]
    return echte([laad(naam) for naam in gevraagd])


def titel(alle: Sequence[Gegevens], periode: str) -> Titel:
    """The heading of the page."""
    p = Periode.lees(periode)
    return Titel(
        "Provincies naast elkaar",
        f"{opsomming(g.naam for g in alle)}, {p.voluit} ({p})",
        (
            ("Peildatum", datum_voluit(p.peildatum)),
            ("Gegevens", "zoals elke provincie ze publiceerde; wat berekend of aangenomen is, staat erbij"),
        ),
        p.peildatum,
    )


def over_provincies(alle: Sequence[Gegevens], periode: str) -> Tekst:
    """What they were asked and did: a sentence each, by name, or of more than a few one for all."""
    lijst = naast_elkaar(alle, periode)
    zinnen = []
    if len(lijst) > _WEINIG:
        return Tekst((_samen(lijst),))
    for n in lijst:
        r = n.resultaat
        if r is None:
            zinnen.append(
                f"{n.g.naam}: over {n.periode} staan geen cijfers van de hele provincie in de gelezen bronnen."
            )
            continue
        zin = f"{n.g.naam}: een taakstelling van {toon(r.taakstelling)}"
        zin += (
            f" en een realisatie van {toon(r.realisatie)}"
            if r.realisatie is not None
            else "; de realisatie is niet bekend"
        )
        zinnen.append(f"{zin}{' (berekend, de som van alle gemeenten)' if n.is_som else ''}.")
    return Tekst(tuple(zinnen), lijst=True)


def _samen(lijst: Sequence[Naast]) -> str:
    """The taakstelling and realisatie of all together, of whom both are known; and of whom not."""
    bekend = [n.resultaat for n in lijst if n.resultaat and n.resultaat.realisatie is not None]
    zonder = [n.g.naam for n in lijst if not n.resultaat or n.resultaat.realisatie is None]
    zinnen = []
    if bekend:
        gevraagd, gedaan = (toon(sum(getattr(r, feit) for r in bekend)) for feit in ("taakstelling", "realisatie"))
        zinnen.append(
            f"Van {aantal(len(bekend), 'provincie', 'provincies')} samen was de taakstelling {gevraagd} en de realisatie {gedaan} "
            "(berekend, opgeteld)."
        )
    if zonder:
        zinnen.append(f"Van {opsomming(zonder)} staan die niet allebei in de gelezen bronnen.")
    return " ".join(zinnen)


def figuur_opgave(alle: Sequence[Gegevens], periode: str) -> Figuur | Tekst:
    """Totaalopgave beside realisatie of each province, by name."""
    lijst = [n for n in naast_elkaar(alle, periode) if n.resultaat and n.resultaat.totaalopgave is not None]
    if not lijst:
        return Tekst(
            (f"Geen grafiek: over {periode} staat van geen provincie een totaalopgave in de gelezen bronnen.",)
        )
    per = {n.g.naam: n for n in lijst}
    cijfers = {naam: (n.resultaat.totaalopgave, n.resultaat.realisatie) for naam, n in per.items() if n.resultaat}
    frame = pd.DataFrame(cijfers.values(), list(cijfers), ["totaalopgave", "realisatie"], dtype=object)
    return met_herkomst(
        alle[0],
        staven(frame, eenheid="personen", kleuren={"totaalopgave": OPGAVE, "realisatie": REALISATIE}),
        "opgave-per-provincie",
        f"Totaalopgave en realisatie per provincie, {Periode.lees(periode).voluit}",
        [h for n in lijst for h in n.herkomst],
        per_rij=lambda naam: per[naam].herkomst,
        rijnoot=lambda naam: _SOM if per[naam].is_som else "",
        klasse=lambda naam, _, w: "berekend" if per[naam].is_som and w is not None else "",
    )


def tabel_huisvesting(alle: Sequence[Gegevens], periode: str) -> Tabel:
    """Taakstelling, achterstand and realisatie of each province, persons."""

    def kolom(feit: str, kop: str) -> Kolom:
        eind = feit == "achterstand_eind"
        return Kolom(
            kop,
            methodcaller("cijfer", feit),
            "geheel",
            formule="totaalopgave − realisatie" if eind else "",
            klasse=lambda n: "berekend" if n.cijfer(feit) is not None and (eind or n.is_som) else "",
        )

    return _tabel(
        alle,
        "huisvesting",
        f"Huisvesting van vergunninghouders per provincie, {Periode.lees(periode).voluit}, in personen",
        [kolom(feit, kop) for feit, kop in _GROOTHEDEN.items()],
        naast_elkaar(alle, periode),
        "Een negatieve achterstand is een voorsprong.",
    )


def tabel_per_1000(alle: Sequence[Gegevens], periode: str) -> Tabel:
    """The same per 1.000 inhabitants, with the percentages."""
    datum, _, bron = inwoners(alle[0])
    return _tabel(
        alle,
        "huisvesting-per-1000",
        f"Hetzelfde per 1.000 inwoners, {Periode.lees(periode).voluit}",
        [
            Kolom("Inwoners", "inwoners", "geheel", bron=bron),
            *(
                Kolom(
                    f"{_GROOTHEDEN[feit]} per 1.000",
                    methodcaller("per_1000", feit),
                    "breuk",
                    2,
                    formule=f"{_GROOTHEDEN[feit].lower()} × 1.000 ÷ inwoners",
                )
                for feit in ("taakstelling", "realisatie", "achterstand_eind")
            ),
            Kolom(
                "Realisatie van de totaalopgave",
                methodcaller("cijfer", "pct_totaalopgave"),
                "procent",
                formule="realisatie ÷ totaalopgave",
            ),
        ],
        naast_elkaar(alle, periode),
        f"Met de inwoners op {datum_voluit(datum)}, de laatste dag waarvan zij van alle provincies in één bron staan."
        if datum
        else "De inwoners van alle provincies staan niet in de gelezen bronnen.",
    )


def tabel_treden(alle: Sequence[Gegevens], periode: str) -> Tabel:
    """How many gemeenten stand on each trede, by the own kader of each province."""
    lijst = naast_elkaar(alle, periode)
    hoogste = max((t for t in range(1, HOOGSTE_TREDE + 1) if any(n.op_trede(t) for n in lijst)), default=0)
    return _tabel(
        alle,
        "treden-per-provincie",
        f"Gemeenten per trede, naar het kader van elke provincie, {Periode.lees(periode).voluit}",
        [
            Kolom("Kader", lambda n: n.kader or "geen kader bekend"),
            Kolom("Treden", lambda n: n.soort if n.bekend else None),
            *(
                Kolom(
                    f"trede {t}", methodcaller("op_trede", t), "geheel", klasse=lambda n: "berekend" if n.bekend else ""
                )
                for t in range(1, hoogste + 1)
            ),
            Kolom(
                "Gemeenten met trede",
                lambda n: f"{n.bekend} van {aantal(len(n.treden), 'gemeente', 'gemeenten')}" if n.treden else None,
            ),
        ],
        lijst if hoogste else [],
        "Berekend: de gemeenten met deze trede zijn geteld. Elke provincie heeft een eigen kader: dezelfde trede betekent niet "
        "overal hetzelfde.",
        bron=lambda n: [(r.bron, r.vindplaats) for k in [n.g.kaders.zoek(n.periode)] if k for r in k.bronnen],
    )


def _tabel(
    alle: Sequence[Gegevens],
    naam: str,
    bijschrift: str,
    kolommen: Sequence[Kolom],
    lijst: Sequence[Naast],
    opmerking: str,
    bron: Callable[[Naast], Sequence[Herkomst]] | None = None,
) -> Tabel:
    """A row per province, by name, with the corrections of each; what holds of all of them is said once."""
    sommen = [n for n in lijst if n.is_som and not bron]
    overal = bool(sommen) and len(sommen) == len(lijst)
    return tabel(
        alle[0],
        naam,
        bijschrift,
        (Kolom("Provincie", lambda n: n.g.naam), *kolommen),
        lijst,
        bron=bron or (lambda n: n.herkomst),
        noot=lambda n: _SOM if n in sommen and not overal else "",
        leeg="–",
        opmerkingen=(
            f"Een streepje: niet in de gelezen bronnen of niet te berekenen. {opmerking}",
            *([_SOM] if overal else []),
            *(noot for n in lijst if n.g is not alle[0] for noot in correctienoten(n.g, n.herkomst)),
        ),
    )


# --- opvang -------------------------------------------------------------------------------------------------


def tabel_dekking(alle: Sequence[Gegevens]) -> Tabel:
    """Opgave and places that count of each province, and per 1.000 inhabitants."""
    lijst = opvangstanden(alle)

    def per_1000(s: Opvangstand) -> Fraction | None:
        return None if s.plekken is None or not s.inwoners else Fraction(1000 * s.plekken, s.inwoners)

    return tabel(
        alle[0],
        "dekking-per-provincie",
        "Opgave Spreidingswet, eerste cyclus, en de plekken die meetellen op de peilmomenten, per provincie",
        (
            Kolom("Provincie", lambda s: s.g.naam),
            Kolom("Opgave", "opgave", "geheel"),
            Kolom(
                "Plekken die meetellen",
                "plekken",
                "geheel",
                formule="de plekken opgeteld waarvan bekend is dat zij er op alle peilmomenten zijn",
            ),
            Kolom("Dekking", "pct", "procent", 1, formule="plekken die meetellen ÷ opgave"),
            Kolom(
                "Plekken per 1.000 inwoners", per_1000, "breuk", 2, formule="plekken die meetellen × 1.000 ÷ inwoners"
            ),
        ),
        lijst if any(s.opgave is not None or s.plekken is not None for s in lijst) else [],
        bron=lambda s: s.herkomst,
        leeg="–",
        opmerkingen=(
            "Een streepje: niet in de gelezen bronnen. Waar capaciteit niet bekend is, is er geen dekking te berekenen.",
        ),
    )


# --- what the page rests on ---------------------------------------------------------------------------------


def over_bronnen(alle: Sequence[Gegevens]) -> Tekst:
    """How the figures of different provinces compare, and of which there are none."""
    er = {g.code for g in alle}
    weg = [p.naam for p in PROVINCIES if p.code not in er]
    zinnen = [
        "Elke provincie staat hier met wat zij zelf publiceerde; waar over de provincie als geheel niets in de gelezen bronnen "
        "staat, met de som van al haar gemeenten (berekend). De treden volgen het kader van elke provincie: zij zijn niet met elkaar te vergelijken.",
    ]
    if weg:
        zinnen.append(f"Geen cijfers zijn er van {opsomming(weg)}.")
    return Tekst(tuple(zinnen))


def tabel_bestanden(alle: Sequence[Gegevens]) -> Tabel:
    """The files that the page was made from, each with its sha256."""
    bestanden = {naam: som for g in alle for naam, som in g.gelezen_bestanden().items()}
    return tabel(
        alle[0],
        "bestanden",
        "Bestanden waaruit deze pagina is gemaakt",
        (Kolom("Bestand", lambda r: r[0]), Kolom("sha256", lambda r: r[1][:16])),
        sorted(bestanden.items()),
    )
