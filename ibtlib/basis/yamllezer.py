"""One YAML file, read node by node: every problem has its line, and the reading goes on after it.

Not through `yaml.load`: that hides lines and duplicate keys, and turns `2024-1`, `no` or `99.5` into something
else than was typed. What belongs in a kader is in `kaderlezer`, what in a house style in `huisstijllezer`.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ibtlib.basis.bestanden import lees_gewoon
from ibtlib.basis.fouten import AanvraagFout, Probleem, bedoelde_u, opsomming, schijffout
from ibtlib.basis.tekens import LANGSTE_TEKST, onbekend_in_woorden

if TYPE_CHECKING:
    import yaml

_GROOTSTE_BESTAND = 1_000_000  # bytes; the largest kader we ship is below 5 kB

T = TypeVar("T")
Delen = dict[str, tuple["yaml.Node", "yaml.Node"]]  # key and value nodes by key


class Gemeld(Exception):
    """One value is wrong and has been reported; the reading goes on with the next one."""


class YamlLezer:
    """Reads one file and collects in `problemen` all that is wrong with it.

    A method gives what it read, or reports what is wrong and raises `Gemeld`; `proef` catches that. `waar` names
    the place in messages, `soort` what the file is.
    """

    def __init__(self, pad: Path, soort: str = "kader"):
        self.pad, self.soort = pad, soort
        self.problemen: list[Probleem] = []

    def meld(self, regel: int, wat: str) -> Gemeld:
        """Report a problem at a line (0: of the whole file); raise the result where there is no going on."""
        self.problemen.append(Probleem(regel, "", wat))
        return Gemeld()

    def fout(self, knoop: yaml.Node, wat: str) -> Gemeld:
        """Report a problem at the line of a node."""
        return self.meld(knoop.start_mark.line + 1, wat)

    def wortel(self) -> yaml.Node | None:
        """The node that holds the whole file; None when the file is empty."""
        import yaml

        try:
            tekst = lees_gewoon(self.pad, _GROOTSTE_BESTAND).decode("utf-8-sig")
        except FileNotFoundError:
            raise self.meld(0, "het bestand bestaat niet") from None
        except UnicodeDecodeError:
            raise self.meld(0, "niet te lezen als UTF-8; sla het bestand op als UTF-8") from None
        except OSError as fout:
            if fout.errno == errno.EFBIG:
                raise self.meld(0, f"het bestand is groter dan 1 MB; dit is geen {self.soort}") from None
            raise self.meld(0, schijffout(fout).replace("Kan", "kan", 1)) from None
        try:
            return yaml.compose(tekst, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as fout:
            plek = fout.problem_mark or fout.context_mark
            raise self.meld(
                plek.line + 1 if plek else 0,
                "geen geldige YAML; kijk hier of vlak erboven naar inspringing (spaties, geen tabs), "
                "dubbele punten, haken en aanhalingstekens",
            ) from None
        except (yaml.YAMLError, RecursionError):
            raise self.meld(0, "geen geldige YAML; er staan vreemde tekens in, of het is te diep genest") from None

    def proef(self, lees: Callable[..., T], *wat: Any) -> T | None:
        """The value, or None when it was wrong: so that one problem does not hide the next."""
        try:
            return lees(*wat)
        except Gemeld:
            return None

    def deel(self, delen: Delen, naam: str, lees: Callable[..., T], *meer: Any, waar: str = "") -> T | None:
        """What stands behind a key of a mapping; None when it is not there, or wrong."""
        return self.proef(lees, delen[naam][1], waar or naam, *meer) if naam in delen else None

    def mapping(
        self,
        knoop: yaml.Node,
        waar: str,
        mag: Sequence[str],
        verplicht: Sequence[str] = (),
        onbekend: str = "onbekende sleutel",
    ) -> Delen:
        """Key and value nodes by key; unknown, duplicate and missing keys are reported."""
        import yaml

        if not isinstance(knoop, yaml.MappingNode):
            raise self.fout(knoop, f"{waar}: hier horen sleutels met waarden; toegestaan: {', '.join(mag)}")
        uit: Delen = {}
        for sleutel, waarde in knoop.value:
            naam = sleutel.value if isinstance(sleutel, yaml.ScalarNode) else "(geen tekst)"
            if naam not in mag:
                toegestaan = f"toegestaan: {', '.join(mag)}{_wenk(naam, mag)}"
                self.fout(sleutel, f"{waar}: {onbekend} '{naam}'; {toegestaan}")
            elif naam in uit:
                eerder = uit[naam][0].start_mark.line + 1
                self.fout(sleutel, f"{waar}: sleutel '{naam}' staat er twee keer, ook op regel {eerder}")
            else:
                uit[naam] = sleutel, waarde
        weg = [naam for naam in verplicht if naam not in uit]
        if weg:
            self.fout(knoop, f"{waar}: {opsomming(weg)} {'ontbreekt' if len(weg) == 1 else 'ontbreken'}")
        return uit

    def lijst(self, knoop: yaml.Node, waar: str) -> list[yaml.Node]:
        """The nodes of a list."""
        import yaml

        if not isinstance(knoop, yaml.SequenceNode):
            raise self.fout(knoop, f"{waar}: hier hoort een lijst (elke regel begint met een streepje)")
        return knoop.value

    def ruw(self, knoop: yaml.Node, waar: str) -> str | None:
        """The text of a scalar as typed, on one line; None for null."""
        import yaml

        if not isinstance(knoop, yaml.ScalarNode):
            raise self.fout(knoop, f"{waar}: hier hoort één waarde, geen lijst of groep")
        soort = knoop.tag.removeprefix("tag:yaml.org,2002:")
        if soort not in ("str", "int", "float", "bool", "timestamp", "null"):
            raise self.fout(knoop, f"{waar}: het label '{knoop.tag}' mag niet in een {self.soort}")
        return None if soort == "null" else " ".join(knoop.value.split()) or None

    def tekst(self, knoop: yaml.Node, waar: str) -> str:
        """The text of a scalar; it may not be empty."""
        tekst = self.ruw(knoop, waar)
        if tekst is None:
            raise self.fout(knoop, f"{waar} is leeg")
        if vreemd := onbekend_in_woorden(tekst):
            raise self.fout(knoop, f"{waar}: {vreemd} zit niet in het lettertype van de rapporten; schrijf het anders")
        if len(tekst) > LANGSTE_TEKST:
            raise self.fout(knoop, f"{waar} telt {len(tekst)} tekens; hier passen er hoogstens {LANGSTE_TEKST}")
        return tekst

    def keuze(self, knoop: yaml.Node, waar: str, keuzes: Sequence[str]) -> str:
        """One of a few words."""
        tekst = self.tekst(knoop, waar)
        if tekst not in keuzes:
            kies = f"kies {opsomming(keuzes, 'of')}{_wenk(tekst, keuzes)}"
            raise self.fout(knoop, f"{waar}: '{tekst}' kan niet; {kies}")
        return tekst

    def met(self, knoop: yaml.Node, waar: str, lees: Callable[[str], T]) -> T:
        """What a function makes of the text; its error is reported as the problem."""
        tekst = self.tekst(knoop, waar)
        try:
            return lees(tekst)
        except (ValueError, AanvraagFout) as fout:
            raise self.fout(knoop, f"{waar}: {str(fout).rstrip('.')}") from None

    def of_niets(self, knoop: yaml.Node, waar: str, lees: Callable[[str], T]) -> T | None:
        """The same, where null is allowed."""
        return None if self.ruw(knoop, waar) is None else self.met(knoop, waar, lees)


def _wenk(woord: str, bekend: Sequence[str]) -> str:
    """A second sentence with what was probably meant, or nothing."""
    bedoeld = bedoelde_u(woord, bekend)
    return f".{bedoeld}" if bedoeld else ""
