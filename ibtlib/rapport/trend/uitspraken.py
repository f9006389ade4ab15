"""The chapters Uitspraken in woorden and Gebeurtenissen: what sources say in words, and what happened when."""

from __future__ import annotations

from ibtlib.basis.periode import Periode, datum_tekst, datum_voluit
from ibtlib.cijfers.reeksen import trend
from ibtlib.cijfers.uitspraken import nagerekende_uitspraken
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport.basis import gebeurtenissen
from ibtlib.weergave import Tabel
from ibtlib.weergave.herkomst import herkomst_van
from ibtlib.weergave.kolom import Kolom, tabel


def tabel_uitspraken(g: Gegevens, periode: str | None = None) -> Tabel:
    """What sources said in words, beside the exact figure: up to a periode, or what belongs to no periode."""
    grens = g.periode(periode) if periode else None
    lijst = [
        u for u in nagerekende_uitspraken(g)
        if (grens is None and not u.perioden) or (grens and u.perioden and Periode.lees(u.perioden[0]) <= grens)
    ]  # fmt: skip
    return tabel(
        g,
        "uitspraken",
        "Uitspraken in woorden naast het exacte cijfer",
        (
            Kolom("Onderwerp", "onderwerp"),
            Kolom("Gepubliceerd als", lambda u: f"‘{u.gepubliceerd_als}’"),
            Kolom(
                "Exact, berekend",
                lambda u: "–" if u.exact is None else u.exact_tekst,
                formule=lambda u: "" if u.exact is None else u.formule,
            ),
            Kolom("Oordeel", "oordeel"),
        ),
        lijst,
        bron=herkomst_van,
        opmerkingen=(
            "Een rond getal komt overeen als het exacte cijfer erop afrondt. Niet na te rekenen: de bron geeft het "
            "vergelijkingscijfer niet.",
        ),
    )


def tabel_gebeurtenissen(g: Gegevens, periode: str) -> Tabel:
    """What happened to taakstelling, kader and toezicht between the first figure and the peildatum."""
    perioden = trend(g, g.periode(periode)).perioden
    van, tot = perioden[0].begin, perioden[-1].peildatum
    return tabel(
        g,
        "gebeurtenissen",
        f"Gebeurtenissen rond taakstelling en toezicht, {datum_voluit(van)} tot en met {datum_voluit(tot)}",
        (
            Kolom("Datum", lambda r: datum_tekst(r["datum"], r["precisie"])),
            Kolom("Gebeurtenis", "omschrijving"),
            Kolom("Onderwerp", "soort"),
        ),
        [
            r
            for r in gebeurtenissen(g)
            if van <= r["datum"] <= tot and r["soort"] in ("taakstelling", "kader", "toezicht")
        ],
        bron=herkomst_van,
    )
