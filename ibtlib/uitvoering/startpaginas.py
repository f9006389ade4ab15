"""The start pages on disk: made again when the documents, their sizes or the figures on them are no longer what they were."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ibtlib.basis.bestanden import Ruimte
from ibtlib.uitvoering import sleutel
from ibtlib.uitvoering.verouderd import Stand

if TYPE_CHECKING:
    from ibtlib.uitvoering.proces import Werkplek

_NAAM = "index"  # of their key


def kloppen(stand: Stand) -> bool:
    """Whether they show what stands there now; without any document there need not be any."""
    return _klopt(stand, _sleutel(stand, stand.omvang()))


def werk_bij(werkplek: Werkplek, stand: Stand, ruimte: Callable[[], Ruimte]) -> None:
    """Make them again when they are stale, and put them there in one switch; and let the documents lead to each other."""
    from ibtlib.uitvoering.proces import Taak, resultaat_van

    mappen = stand.omvang()
    if _klopt(stand, _sleutel(stand, mappen)):
        return
    _verbind_perioden(stand, mappen, ruimte)
    mappen = stand.omvang()
    nu = _sleutel(stand, mappen)
    kader = str(stand.kader) if stand.kader else None
    werkplek.geef(Taak(maak_startpaginas, (str(stand.data), kader, mappen)))
    gemaakt: dict[str, str]
    gemaakt, gelezen = resultaat_van(werkplek.wacht())
    stand.bewaak(gelezen)
    ruimte().schrijf({stand.uitvoer / naam: html.encode() for naam, html in gemaakt.items()})
    paginas, sommen = sleutel.uitvoer(stand.uitvoer, gemaakt)
    sleutel.schrijf(stand.uitvoer, _NAAM, {**nu, "paginas": paginas}, {"sommen": sommen})


def _verbind_perioden(stand: Stand, mappen: Mapping[str, Mapping[str, int]], ruimte: Callable[[], Ruimte]) -> None:
    """Let every page lead to the same page over other perioden or on other days: after a run, because only then is known which there are."""
    from ibtlib.publicatie.pagina import met_perioden
    from ibtlib.rapport.wegwijzer import door_de_tijd

    for provincie in sorted({naam.partition("/")[0] for naam in mappen}):
        for naam, paginas in door_de_tijd(mappen, provincie).items():
            som = sleutel.hash_van(repr(paginas).encode())
            map_ = stand.uitvoer / provincie / naam
            nieuw: dict[str, bytes] = {}
            for pagina in sorted(paginas.keys() & stand.ongemoeid(provincie, naam, anders_dan=som)):
                oud = (map_ / pagina).read_text("utf-8")
                if (tekst := met_perioden(oud, paginas[pagina])) != oud:
                    nieuw[pagina] = tekst.encode()
            if nieuw:
                ruimte().schrijf({map_ / pagina: tekst for pagina, tekst in nieuw.items()})
                stand.herzie(provincie, naam, nieuw, som)


def _sleutel(stand: Stand, mappen: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
    """What they are made from: which documents there are, their sizes, and the figures of their provinces."""
    invoer = stand.invoer(sorted({naam.partition("/")[0] for naam in mappen}))
    return {
        "basis": stand.basis,
        "documenten": sleutel.hash_van(json.dumps(mappen, sort_keys=True).encode()) if mappen else "",
        "invoer": sleutel.hash_van(repr(invoer).encode()),
    }


def _klopt(stand: Stand, nu: dict[str, Any]) -> bool:
    if not nu["documenten"]:
        return True
    oud = sleutel.lees(stand.uitvoer, _NAAM)
    if {k: oud.get(k) for k in nu} != nu:
        return False

    def sommen() -> dict[str, str]:
        return sleutel.lees_rest(stand.uitvoer, _NAAM).get("sommen", {})

    return not sleutel.veranderde_uitvoer(stand.uitvoer, oud["paginas"], sommen)


def maak_startpaginas(
    data: str, kader: str | None, mappen: Mapping[str, Mapping[str, int]]
) -> tuple[dict[str, str], dict[str, str]]:
    """The start pages for everything that stands in the output folder.

    Parameters
    ----------
    data : str
        Folder with raw data, for names and maps.
    mappen : mapping
        What stands in the output folder: see `sleutel.omvang`.

    Returns
    -------
    dict of str to str
        Place within the output folder, and the page.
    dict of str to str
        Hashes of the files from which they were made.
    """
    from ibtlib.basis.plaatsen import provincies
    from ibtlib.gegevens.gegevens import laad
    from ibtlib.gegevens.huisstijl import GEWOON, lees_huisstijl
    from ibtlib.gegevens.lezing import opname
    from ibtlib.kader.kaderlezer import laad_kader
    from ibtlib.publicatie import naar_html
    from ibtlib.rapport.startpagina import startpaginas

    er_is = {naam.partition("/")[0] for naam in mappen}
    with opname() as lezing:
        van = laad_kader(Path(kader)).provincie if kader else ""  # the others that stand there keep their own
        alle = [laad(naam, data, kader if naam == van else None) for naam in provincies(Path(data)) if naam in er_is]
    klaar = {}
    for pagina in startpaginas(alle, mappen):
        stijl = lees_huisstijl(Path(data) / pagina.gastheer).stijl if pagina.gastheer else GEWOON
        klaar[pagina.pad] = naar_html(pagina.inhoud, stijl, nummering=False)
    return klaar, lezing.sommen
