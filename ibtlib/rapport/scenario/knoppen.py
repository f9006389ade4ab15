"""Lists and sliders of the notebook, alike in width, and how one chooses from them."""

from __future__ import annotations

from typing import Any

from ibtlib.basis.fouten import AanvraagFout, opsomming


def lijf() -> dict[str, Any]:
    """How wide a control is, and the name before it."""
    import ipywidgets as w

    return {"layout": w.Layout(width="22rem", max_width="100%"), "style": {"description_width": "7.5rem"}}


def maak_lijst(naam: str, opties: list[str] | None = None, gekozen: str | None = None) -> Any:
    """A list to choose from."""
    import ipywidgets as w

    return w.Dropdown(options=opties or [], value=gekozen, description=naam, **lijf())


def maak_schuif(naam: str, procenten: range) -> Any:
    """A slider over whole percentages, which moves what it changes while it is dragged."""
    import ipywidgets as w

    return w.SelectionSlider(
        options=[(f"{n}%", n) for n in procenten], value=100, description=naam, readout=False, **lijf()
    )


def kies_uit(lijst: Any, opties: list[tuple[str, Any]]) -> None:
    """Other options; what was chosen stays chosen where it is still there."""
    oud = lijst.value
    if tuple(opties) != tuple(lijst.options):
        lijst.options = opties
    lijst.value = oud if oud in [waarde for _, waarde in opties] else opties[0][1]


def kies(lijst: Any, label: str, naam: str) -> None:
    """Choose by what the list shows."""
    labels = [tekst for tekst, _ in lijst.options]
    if label not in labels:
        raise AanvraagFout(f"{naam} is {label!r}; hier kan het {opsomming(labels, 'of')} zijn.")
    lijst.index = labels.index(label)
