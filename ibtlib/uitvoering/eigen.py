"""A notebook of one's own as a kind of document: judged before anything is run, made beside ours in `eigen/`."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

from ibtlib.basis.bestanden import lees_gewoon
from ibtlib.basis.fouten import AanvraagFout, bedoelde_u, opsomming
from ibtlib.basis.woorden import als_naam
from ibtlib.rapport.documenten import EIGENMAP, Soort

PARAMETERS = ("provincie", "periode")


def eigen_soort(pad: Path) -> Soort:
    """The kind of document that a notebook makes.

    Parameters
    ----------
    pad : Path
        The notebook; its one cell with the tag `parameters` gives `provincie` and `periode` a text.

    Raises
    ------
    AanvraagFout
        With all that is wrong: no notebook, no such cell, a parameter that is missing, misspelt or of another type.
    """
    if fouten := _fouten(pad):
        raise AanvraagFout("\n".join(f"{pad.as_posix()}: {fout}" for fout in fouten) + "\nEr is niets gemaakt.")
    return soort_van(als_naam(pad.stem), pad.resolve())


def soort_van(naam: str, pad: Path) -> Soort:
    return Soort(naam, str(pad), f"{{periode}}/{EIGENMAP}/{naam}")


def _fouten(pad: Path) -> list[str]:
    try:
        cellen = json.loads(lees_gewoon(pad))["cells"]
        bronnen = ["".join(c["source"]) for c in cellen if "parameters" in c["metadata"].get("tags", [])]
    except OSError:
        return ["dit bestand is er niet, of het is niet te lezen."]
    except (ValueError, KeyError, TypeError, AttributeError):
        return ["dit is geen notebook; geef een bestand dat JupyterLab heeft bewaard (.ipynb)."]
    if not als_naam(pad.stem):
        return ["geef het bestand een naam met letters of cijfers: zo gaat het document heten."]
    if len(bronnen) != 1:
        return [
            f"er hoort precies één cel met het label 'parameters' te zijn, hier zijn het er {len(bronnen)}. Zet in de eerste cel "
            'provincie = "utrecht" en periode = "2023-2", en geef die cel in JupyterLab (tandwiel rechtsboven, Cell '
            "Tags) het label parameters."
        ]
    try:
        waarden = _toekenningen(bronnen[0])
    except SyntaxError as fout:
        return [f"de cel met parameters is geen geldig Python (regel {fout.lineno}: {(fout.text or '').strip()})."]
    return [tekst for naam in PARAMETERS if (tekst := _fout(naam, waarden))]


def _toekenningen(bron: str) -> dict[str, ast.expr]:
    """What the cell gives a value, by name."""
    uit: dict[str, ast.expr] = {}
    for regel in ast.parse(bron).body:
        doelen = (
            regel.targets
            if isinstance(regel, ast.Assign)
            else [regel.target]
            if isinstance(regel, ast.AnnAssign)
            else []
        )
        if isinstance(regel, ast.Assign | ast.AnnAssign) and regel.value is not None:
            uit |= {doel.id: regel.value for doel in doelen if isinstance(doel, ast.Name)}
    return uit


def _fout(naam: str, waarden: dict[str, ast.expr]) -> str:
    if naam not in waarden:
        anders = [n for n in waarden if n not in PARAMETERS]
        dichtbij = next((n for n in anders if bedoelde_u(n, [naam])), "")
        staat = f"; er staat wel {opsomming(anders)}" if anders else ""
        hoe = f"Hernoem '{dichtbij}' tot '{naam}'" if dichtbij else f"Zet daar {naam} = {_VOORBEELD[naam]}"
        return f"de parameter '{naam}' ontbreekt in de cel met parameters{staat}. {hoe}."
    waarde: Any = waarden[naam]
    if isinstance(waarde, ast.Constant) and isinstance(waarde.value, str):
        return ""
    return (
        f"de parameter '{naam}' is {ast.unparse(waarde)[:60]}; hier hoort een tekst, want die vult ibt in. "
        f"Bijvoorbeeld {naam} = {_VOORBEELD[naam]}."
    )


_VOORBEELD = {"provincie": '"utrecht"', "periode": '"2023-2"'}
