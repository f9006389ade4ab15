"""Make what comes from the code: the pages of the tables, the rooms and the public names, the hashes of the notebooks.

Run from the repository: `make docs`. A test compares what stands there with what this would make.
"""

from __future__ import annotations

import ast
import inspect
import json
from collections.abc import Iterator
from pathlib import Path

import grimp

import ibtlib
from ibtlib.gegevens.bronnen import BRONNEN
from ibtlib.gegevens.landelijke_tabellen import LANDELIJKE_TABELLEN
from ibtlib.gegevens.provincietabellen import GEMEENTECIJFERS, PROVINCIETABELLEN, TUSSENSTANDCIJFERS
from ibtlib.gegevens.schema import INNAME, Schema, Veld
from ibtlib.uitvoering.sleutel import notebook

REPO = Path(__file__).parent.parent
PAKKET = Path(ibtlib.__file__).parent
_SOORT = {
    "tekst": "tekst",
    "naam": "tekst",
    "geheel": "geheel getal",
    "breuk": "getal",
    "procent": "procent",
    "datum": "datum",
    "periode": "periode",
    "gebiedscode": "code",
}
_GEMAAKT = "<!-- made by docs/maak.py; change the code, not this page -->\n"


def tabellen() -> str:
    """Every raw table, column for column, from the schemas that check them."""
    delen = [
        "# De tabellen, kolom voor kolom\n\n",
        _GEMAAKT,
        "\nUTF-8, puntkomma's, met een kop. Een lege cel is onbekend, nooit 0. *Leeg mag* staat bij kolommen die leeg mogen zijn. De "
        "sleutel is wat samen één keer voorkomt.\n",
        _groep(
            "Voor alle provincies",
            "data/raw/",
            [(BRONNEN, "bronnen.csv"), *((s, f"landelijk/{s.naam}.csv") for s in LANDELIJKE_TABELLEN)],
        ),
        _groep(
            "Van een provincie",
            "data/raw/<provincie>/",
            [
                (GEMEENTECIJFERS, "gemeenten/<periode>.csv"),
                (TUSSENSTANDCIJFERS, "tussenstanden/<datum>.csv"),
                *((s, f"{s.naam}.csv") for s in PROVINCIETABELLEN),
                (INNAME, "inname/…csv, geschreven door ibt inlezen"),
            ],
        ),
    ]
    return "".join(delen)


def _groep(titel: str, map_: str, schemas: list[tuple[Schema, str]]) -> str:
    return f"\n## {titel}: `{map_}`\n" + "".join(_tabel(schema, bestand) for schema, bestand in schemas)


def _tabel(schema: Schema, bestand: str) -> str:
    regels = "\n".join(_kolom(veld, schema) for veld in schema.velden)
    sleutel = ", ".join(f"`{s}`" for s in schema.sleutel)
    return f"\n### `{bestand}`\n\n{schema.uitleg}. Sleutel: {sleutel}.\n\n| kolom | soort | betekenis |\n|---|---|---|\n{regels}\n"


def _kolom(veld: Veld, schema: Schema) -> str:
    uitleg = veld.uitleg + (f" ({', '.join(veld.keuzes)})" if veld.keuzes else "")
    mag = []
    if not veld.verplicht:
        mag.append("leeg mag")
    if veld.naam in schema.facultatief:
        mag.append("de kolom mag ontbreken")
    erbij = f" *{', '.join(mag)}*" if mag else ""
    return f"| `{veld.naam}` | {_SOORT[veld.soort]} | {uitleg.replace('|', '/')}{erbij} |"


def kamers() -> str:
    """The rooms in their order, what each is for, and which of the others it imports."""
    volgorde = [naam.removeprefix("ibtlib.") for naam in reversed(_lagen())]
    graaf = grimp.build_graph("ibtlib", include_external_packages=False)
    pijlen = {
        (een, ander) for een in volgorde for ander in volgorde if een != ander and _rechtstreeks(graaf, een, ander)
    }
    kort = {
        (een, ander)
        for een, ander in pijlen
        if not any((een, via) in pijlen and (via, ander) in pijlen for via in volgorde)
    }
    tekening = "\n".join(
        f"    {een} --> {ander}" for een, ander in sorted(kort, key=lambda p: [*map(volgorde.index, p)])
    )
    uitleg = "\n".join(_kamer(naam) for naam in volgorde if naam != "cli")
    return (
        f"# The rooms\n\n{_GEMAAKT}\nA figure goes from the bottom to the top: from a raw file, through a trede with its reason, to a page. "
        "A room imports only from rooms below it; `make check` holds that (import-linter, `pyproject.toml`).\n\n"
        f"{uitleg}\n\nWhat imports what, read from the imports; an arrow that follows from two others is left out:\n\n```mermaid\nflowchart BT\n{tekening}\n```\n"
    )


def _lagen() -> list[str]:
    import tomllib

    project = tomllib.loads((PAKKET.parent / "pyproject.toml").read_text("utf-8"))
    lagen: list[str] = project["tool"]["importlinter"]["contracts"][0]["layers"]
    return lagen


def _rechtstreeks(graaf: grimp.ImportGraph, een: str, ander: str) -> bool:
    van = {f"ibtlib.{een}"} | graaf.find_descendants(f"ibtlib.{een}")
    naar = {f"ibtlib.{ander}"} | graaf.find_descendants(f"ibtlib.{ander}")
    return any(graaf.find_modules_directly_imported_by(module) & naar for module in van)


def _kamer(naam: str) -> str:
    pad = PAKKET / naam
    uitleg = (ast.get_docstring(ast.parse((pad / "__init__.py").read_text("utf-8"))) or "").partition("\n\n")[0]
    return f"- **[`{naam}`](../../ibtlib/{naam})** {' '.join(uitleg.split())}"


def api() -> str:
    """The public names, each with its docstring."""
    namen = [n for n in ibtlib.__all__ if n != "__version__"]
    delen = [_naam(naam, getattr(ibtlib, naam)) for naam in namen]
    return (
        f"# The public names\n\n{_GEMAAKT}\n`import ibtlib as ibt`; every example below is run by the tests.\n\n"
        + "\n".join(delen)
    )


def _naam(naam: str, wat: object) -> str:
    if inspect.ismodule(wat):
        eerste = (inspect.getdoc(wat) or "").partition("\n\n")[0]
        return f"## `ibt.{naam}`\n\n{' '.join(eerste.split())}\n"
    uitleg = (inspect.getdoc(wat) or "").partition("\n\n")
    return (
        f"## `ibt.{naam}{_aanroep(wat)}`\n\n{uitleg[0]}\n\n```text\n{uitleg[2].strip()}\n```\n{''.join(_methoden(wat))}"
    )


def _aanroep(wat: object) -> str:
    """How it is called: the parameters and what they are when left out; their types are in the text below."""
    if not callable(wat):
        return ""
    kaal = [p.replace(annotation=inspect.Parameter.empty) for p in inspect.signature(wat).parameters.values()]
    return str(inspect.Signature(kaal))


def _methoden(wat: object) -> Iterator[str]:
    if not inspect.isclass(wat):
        return
    yield "\n"
    for naam, lid in inspect.getmembers(wat):
        if (
            naam.startswith("_")
            or not (uitleg := inspect.getdoc(lid))
            or not (callable(lid) or isinstance(lid, property))
        ):
            continue
        eerste = uitleg.partition("\n\n")[0]
        yield f"- `.{naam}`: {' '.join(eerste.split())}\n"


def uitgave() -> str:
    """The hash of every notebook, for receipts to name those that were changed since."""
    sommen = {pad.name: notebook(pad) for pad in sorted((REPO / "notebooks").glob("*.ipynb"))}
    return json.dumps(sommen, indent=2) + "\n"


PAGINAS = {
    "docs/handleiding/tabellen.md": tabellen,
    "docs/maintainer/kamers.md": kamers,
    "docs/maintainer/api.md": api,
    "notebooks/uitgave.json": uitgave,
}


def main() -> None:
    for pad, maak in PAGINAS.items():
        (REPO / pad).write_text(maak(), encoding="utf-8", newline="\n")
        print(f"gemaakt: {pad}")


if __name__ == "__main__":
    main()
