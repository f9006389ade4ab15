"""What the gate says when a notebook cannot be published."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ibtlib.basis.fouten import IbtFout, aantal

_MEESTE = 50  # problems in one message; who has more has a loop
_KLEURCODE = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True, order=True)
class Bevinding:
    """One reason why a notebook cannot be published.

    Parameters
    ----------
    cel : int
        Cell, counted from 1 in the notebook as it is in version control; 0 means the document as a whole.
    wat : str
        Dutch: what is wrong and what to do, without full stop.

    Examples
    --------
    >>> print(Bevinding(4, "een tabel zonder bijschrift; geef `bijschrift` mee"))
    cel 4: een tabel zonder bijschrift; geef `bijschrift` mee
    """

    cel: int
    wat: str

    def __str__(self) -> str:
        return f"cel {self.cel}: {self.wat}" if self.cel else self.wat


class PublicatieFout(IbtFout):
    """A notebook that would give an inaccessible, unsafe or empty document.

    Parameters
    ----------
    bevindingen : iterable of Bevinding
        Every problem found in one pass.
    naam : str
        Name of the notebook, where known.

    Examples
    --------
    >>> print(PublicatieFout([Bevinding(2, "een figuur zonder alternatieve tekst")], "01_voortgang"))
    Notebook 01_voortgang kan niet worden gepubliceerd: 1 probleem
      cel 2: een figuur zonder alternatieve tekst
    Verbeter de genoemde cellen (geteld vanaf 1) en maak het rapport opnieuw. Er is niets geschreven.
    """

    def __init__(self, bevindingen: Iterable[Bevinding], naam: str = ""):
        self.bevindingen = tuple(sorted(set(bevindingen)))
        self.naam = naam
        wie = f"Notebook {naam}" if naam else "Dit notebook"
        regels = [f"{wie} kan niet worden gepubliceerd: {aantal(len(self.bevindingen), 'probleem', 'problemen')}"]
        regels += [f"  {b}" for b in self.bevindingen[:_MEESTE]]
        if (rest := len(self.bevindingen) - _MEESTE) > 0:
            regels.append(f"  en nog {rest}")
        regels.append(
            "Verbeter de genoemde cellen (geteld vanaf 1) en maak het rapport opnieuw. Er is niets geschreven."
        )
        super().__init__("\n".join(regels))

    def __reduce__(self) -> tuple[object, ...]:  # the error crosses process borders in a batch run
        return (type(self), (self.bevindingen, self.naam))


def kort(tekst: str, lengte: int = 200) -> str:
    """One line without colour codes, short enough for a terminal.

    >>> kort("een\\n  twee drie", 9)
    'een twee…'
    """
    plat = " ".join(_KLEURCODE.sub("", str(tekst)).split())
    return plat if len(plat) <= lengte else plat[: lengte - 1] + "…"
