"""A drawing that somebody made in words: what is in it is read from the frame that was drawn, its kind from the axes."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from ibtlib.basis.fouten import AanvraagFout, opsomming
from ibtlib.weergave.beschrijving import GEEN, vergelijking, verloop
from ibtlib.weergave.frame import soort_categorie
from ibtlib.weergave.ontleding import kop_van, naar_soort, ontleed, waarde_van

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_VEEL = 8  # series: of more each has no sentence of its own


def zinnen(ax: Axes, frame: pd.DataFrame | pd.Series, al_gezegd: Collection[str] = (), eerste: str = "") -> list[str]:
    """A drawing in words, from the frame that was drawn: its kind and unit, each series, and what was written in it.

    Parameters
    ----------
    al_gezegd : collection of str
        Columns of which a function of `weergave` has said already what they show.
    eerste : str
        What that function said; then the texts in the drawing are its own.
    """
    reeksen = _reeksen(frame)
    nog = {naam: reeks for naam, reeks in reeksen.items() if naam not in al_gezegd}
    if not reeksen or all(w is None for reeks in reeksen.values() for w in reeks.values()):
        raise AanvraagFout("Grafiek: in cijfers= staat geen enkel getal; geef het frame dat is getekend.")
    uit = [eerste] if eerste else [f"{', '.join([_soort(ax), *_eenheden(ax)])}."]
    if len(nog) > _VEEL:
        uit.append(_samen(nog))
    else:
        uit += [zin for naam, reeks in nog.items() for zin in _verloop(naam, reeks)]
    if not eerste and (geschreven := _geschreven(ax)):
        uit.append(f"In de grafiek staat: {opsomming(geschreven)}.")
    return uit


def _reeksen(frame: pd.DataFrame | pd.Series) -> dict[str, dict[str, Any]]:
    """The series of a frame, by the names of its rows; a long frame (one number, two names) by the second name."""
    kaal, *_ = ontleed(frame)
    cellen = {kop: [waarde_van(w, kop, i) for i, w in enumerate(kaal[kop])] for kop in kaal}
    getal = [
        k for k, ws in cellen.items() if any(w is not None for w in ws) and not any(isinstance(w, str) for w in ws)
    ]
    namen = [k for k in cellen if k not in getal and any(isinstance(w, str) for w in cellen[k])]
    rij = [[str(cellen[n][i]) for n in namen] for i in range(len(kaal))]
    if len(namen) == 2 and len(getal) == 1 and len({tuple(r) for r in rij}) == len(rij):
        lang: dict[str, dict[str, Any]] = {}
        for (plaats, reeks), waarde in zip(rij, cellen[getal[0]], strict=True):
            lang.setdefault(f"{getal[0]}, {reeks}", {})[plaats] = waarde
        return lang
    labels = [", ".join(r) if r else f"rij {i}" for i, r in enumerate(rij, 1)]
    if len(set(labels)) < len(labels):
        labels = [f"{label} ({i})" for i, label in enumerate(labels, 1)]
    return {k.replace("_", " "): dict(zip(labels, cellen[k], strict=True)) for k in getal}


def _verloop(naam: str, reeks: Mapping[str, Any]) -> list[str]:
    import pandas as pd

    kop = kop_van(naam.replace(" ", "_"), list(reeks.values()), 1, False)
    waarden: dict[str, Any] = dict(zip(reeks, naar_soort(list(reeks.values()), kop), strict=True))
    if len(waarden) > 12 and soort_categorie(list(waarden)) == "periode":
        return [verloop(naam, waarden, kop)]
    frame = pd.DataFrame({naam: pd.Series(waarden, dtype=object)})
    return vergelijking(frame, kop, {(naam, plaats) for plaats, w in waarden.items() if w is None})


def _samen(reeksen: Mapping[str, Mapping[str, Any]]) -> str:
    """Many series in one sentence."""
    alle = [
        (w, f"{naam} ({plaats})") for naam, reeks in reeksen.items() for plaats, w in reeks.items() if w is not None
    ]
    kop = kop_van(next(iter(reeksen)).replace(" ", "_"), [w for w, _ in alle], 1, False)
    uiterste = [f"{woord} {kop.toon(u)} bij {opsomming([p for w, p in alle if w == u][:3])}"
                for woord, u in (("hoogste", max(w for w, _ in alle)), ("laagste", min(w for w, _ in alle)))]  # fmt: skip
    leeg = sum(w is None for reeks in reeksen.values() for w in reeks.values())
    gaten = f"; {GEEN} op {leeg} plaatsen" if leeg else ""
    return f"{len(reeksen)} reeksen: {'; '.join(uiterste)}{gaten}."


def _soort(ax: Axes) -> str:
    from matplotlib.collections import PathCollection, QuadMesh

    if ax.containers:
        return "Staafdiagram"
    if any(isinstance(c, QuadMesh) for c in ax.collections):
        return "Kleurtabel"
    if any(isinstance(c, PathCollection) for c in ax.collections):
        return "Puntenwolk"
    return "Lijndiagram" if ax.lines else "Grafiek"


def _eenheden(ax: Axes) -> list[str]:
    """Title and axis labels, as far as somebody wrote them."""
    return list(dict.fromkeys(t for t in (ax.get_title(), ax.get_title("left"), ax.get_ylabel(), ax.get_xlabel()) if t))


def _geschreven(ax: Axes) -> list[str]:
    """What somebody wrote in the drawing; bare figures stand in its words and table already."""
    teksten = (" ".join(t.get_text().split()) for t in ax.texts if t.get_visible())
    return [t for t in dict.fromkeys(teksten) if re.search(r"[^\W\d_]", t)]
