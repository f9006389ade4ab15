"""Kerncijfers: the three or four figures that a reader sees first, each with what it is compared with."""

from __future__ import annotations

from dataclasses import dataclass

from ibtlib.basis.fouten import opsomming
from ibtlib.basis.getallen import Getal
from ibtlib.weergave import blokken
from ibtlib.weergave.basis import Weergave, bronregel
from ibtlib.weergave.blokken import Blok

PIJLEN = {"": "", "omhoog": "↑", "omlaag": "↓", "gelijk": "="}
KLASSEN = ("", "berekend", "aanname")
_MEESTE = 4  # more than that nobody sees at a glance


def richting(nu: Getal, toen: Getal) -> str:
    """Whether a figure went up or down.

    >>> richting(574, 406), richting(1372, 2126), richting(0, 0)
    ('omhoog', 'omlaag', 'gelijk')
    """
    return "omhoog" if nu > toen else "omlaag" if nu < toen else "gelijk"


@dataclass(frozen=True)
class Kernregel:
    """A line under a key figure: what it is compared with, or what else is to be known of it.

    Parameters
    ----------
    tekst : str
        Says in words whether it is more or less; the arrow only shows it.
    richting : str
        `omhoog`, `omlaag`, `gelijk`, or empty for a line that compares nothing.
    """

    tekst: str
    richting: str = ""

    def __post_init__(self) -> None:
        if self.richting not in PIJLEN:
            raise ValueError(
                f"Kernregel '{self.tekst}': de richting is {opsomming(PIJLEN, 'of')}, niet {self.richting!r}"
            )


@dataclass(frozen=True)
class Kerncijfer:
    """One key figure.

    Parameters
    ----------
    naam : str
        What it counts, with its day or periode.
    waarde : str
        The figure as it is read, with its unit when that is not in the name.
    regels : sequence of Kernregel
        What stands under it.
    klasse : str
        `berekend` or `aanname` when no source has the figure as it stands.
    """

    naam: str
    waarde: str
    regels: tuple[Kernregel, ...] = ()
    klasse: str = ""

    def __post_init__(self) -> None:
        if self.klasse not in KLASSEN:
            raise ValueError(f"Kerncijfer '{self.naam}': de klasse is {opsomming(KLASSEN, 'of')}, niet {self.klasse!r}")


@dataclass(frozen=True)
class Kerncijfers(Weergave):
    """The figures at the top of a document: large, beside each other, each with its direction in words.

    Parameters
    ----------
    cijfers : sequence of Kerncijfer
        One to four.
    bron : sequence of str
        Their sources.

    Examples
    --------
    >>> print(Kerncijfers((Kerncijfer("Achterstand", "574", (Kernregel("gegroeid: was 406", "omhoog"),)),)))
    Achterstand: 574 (gegroeid: was 406)
    """

    cijfers: tuple[Kerncijfer, ...]
    bron: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= len(self.cijfers) <= _MEESTE:
            raise ValueError(f"Kerncijfers: geef er een tot en met {_MEESTE}, niet {len(self.cijfers)}")

    def als_blokken(self) -> list[Blok]:
        items = [
            {
                "d": blokken.net([cijfer.naam]),
                "waarde": {"d": blokken.net([_waarde(cijfer)])},
                "regels": [{"d": blokken.net([r.tekst]), "pijl": PIJLEN[r.richting]} for r in cijfer.regels],
            }
            for cijfer in self.cijfers
        ]
        voet = [blokken.alinea(bronregel(self.bron), klasse="bron")] if self.bron else []
        return [{"t": "kerncijfers", "items": items, "voet": voet}]

    def _plat(self) -> str:
        return "\n".join(_regel(cijfer) for cijfer in self.cijfers)


def _waarde(cijfer: Kerncijfer) -> str | Blok:
    return {"t": "merk", "klasse": cijfer.klasse, "d": [cijfer.waarde]} if cijfer.klasse else cijfer.waarde


def _regel(cijfer: Kerncijfer) -> str:
    rest = "; ".join(r.tekst for r in cijfer.regels)
    return f"{cijfer.naam}: {cijfer.waarde}{f' ({rest})' if rest else ''}"
