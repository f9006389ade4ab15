"""Where things stand: the package, the raw data, the provinces in it. Imports nothing heavy: asked before all else."""

from __future__ import annotations

import csv
import os
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from ibtlib.basis.fouten import AanvraagFout, bedoelde_u, leesbaar, opsomming, optie, vanaf_hier
from ibtlib.basis.tijdnotatie import eenvormig

DATAMAP = "IBT_DATA"  # environment variable: where the raw data stands; set by `ibt --data`
KADERBESTAND = "IBT_KADER"  # environment variable: a kader that replaces the shipped ones; set by `ibt --kader`
KADERMAP = "kaders"  # within the folder of a province: kaders of its own
HUISSTIJLMAP = "huisstijl"  # within the folder of a province: its house style
PAKKET = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Provincie:
    """One of the twelve, as CBS codes and names it, and what else people write.

    Source: CBS, Gemeentelijke indeling op 1 januari (the table `landelijk/gemeenten`).
    """

    code: str
    naam: str
    ook: tuple[str, ...] = ()

    @property
    def woorden(self) -> set[str]:
        """All that names it, as compared."""
        return {_kern(w) for w in (self.code, self.naam, *self.ook)}

    @property
    def map(self) -> str:
        """Name of its folder: as one types it.

        >>> [p.map for p in PROVINCIES if p.code in ("PV21", "PV27")]
        ['fryslan', 'noord-holland']
        """
        return unicodedata.normalize("NFD", self.naam).encode("ascii", "ignore").decode().lower()


PROVINCIES = (
    Provincie("PV20", "Groningen"),
    Provincie("PV21", "Fryslân", ("Friesland",)),
    Provincie("PV22", "Drenthe"),
    Provincie("PV23", "Overijssel"),
    Provincie("PV24", "Flevoland"),
    Provincie("PV25", "Gelderland"),
    Provincie("PV26", "Utrecht"),
    Provincie("PV27", "Noord-Holland"),
    Provincie("PV28", "Zuid-Holland"),
    Provincie("PV29", "Zeeland"),
    Provincie("PV30", "Noord-Brabant", ("Brabant",)),
    Provincie("PV31", "Limburg"),
)

_MAPNAAM = re.compile(r"\w[\w-]*")


def datamap() -> Path:
    """The folder with raw data.

    The environment variable `IBT_DATA`, else `data/raw` in the current folder or one above it, else the one
    beside the package (of a checkout). So a notebook finds it from any working directory.
    """
    if gezet := os.environ.get(DATAMAP):
        return Path(gezet)
    for map_ in (Path.cwd(), *Path.cwd().parents):
        if (map_ / "data" / "raw" / "bronnen.csv").is_file():
            return map_ / "data" / "raw"
    naast = PAKKET.parent / "data" / "raw"
    return naast if naast.is_dir() else Path("data", "raw")  # an installed package has none beside it


def provinciemappen(data: Path) -> list[str]:
    """The folders in the data folder that are a province: those with `provincie.csv`, whether it can be read or not."""
    if not data.is_dir():
        return []
    return sorted(p.name for p in data.iterdir() if os.path.lexists(p / "provincie.csv"))


def provincies(data: Path | None = None) -> list[str]:
    """See of which provinces there are figures: the names that `laad` takes.

    Raises
    ------
    AanvraagFout
        When the folder does not exist or holds no province.

    Examples
    --------
    >>> import ibtlib as ibt
    >>> "utrecht" in ibt.provincies()
    True
    """
    map_ = data or datamap()
    gevonden = provinciemappen(map_)
    if not gevonden:
        raise AanvraagFout(
            f"In {vanaf_hier(map_)} staat geen enkele provincie (een map met provincie.csv). "
            "Het pakket brengt geen gegevens mee: ga naar een map waarin data/raw staat, of geef met --data een map met ruwe gegevens."
        )
    if vreemd := [f"'{leesbaar(naam)}'" for naam in gevonden if not _MAPNAAM.fullmatch(naam)]:
        raise AanvraagFout(
            f"In {map_.as_posix()} staat provincie.csv in {opsomming(vreemd)}. De naam van een provincie wordt "
            "een webadres: gebruik alleen letters, cijfers, - en _ (noord-holland). Hernoem die map, of zet haar "
            "elders als zij geen provincie is."
        )
    return gevonden


def echte_provincies(data: Path | None = None) -> list[str]:
    """Names of the provinces in the data folder that are not fictional, as `provincie.csv` says; what cannot be read is left out.

    >>> echte_provincies()
    ['utrecht']
    """
    from ibtlib.basis.bestanden import lees_gewoon

    uit = []
    for naam in provincies(data):
        try:
            tekst = lees_gewoon(Path(data or datamap()) / naam / "provincie.csv").decode("utf-8-sig", "replace")
        except OSError:
            continue
        rijen = list(csv.DictReader(tekst.splitlines(), delimiter=";"))
        uit += [naam] if any(rij.get("fictief") == "nee" for rij in rijen) else []
    return uit


def provincie_van(tekst: str) -> Provincie | None:
    """The province that a text names, by name, code or older spelling; None when it names none.

    >>> [p.code for p in map(provincie_van, ("Utrecht", "pv26", "Friesland", "noord_holland", "Provincie Zeeland")) if p]
    ['PV26', 'PV26', 'PV21', 'PV27', 'PV29']
    """
    return next((p for p in PROVINCIES if _kern(tekst) in p.woorden), None)


def zoek_provincie(tekst: str, data: Path | None = None) -> str:
    """The folder of the province that is asked for: by its own name, or by any name or code of the province.

    Raises
    ------
    AanvraagFout
        When there is no such folder; it names those that are there, and the command that makes one of the twelve.

    Examples
    --------
    >>> zoek_provincie("PV26"), zoek_provincie("Utrecht")
    ('utrecht', 'utrecht')
    """
    bekend = provincies(data)
    gevraagd = provincie_van(tekst)
    woorden = gevraagd.woorden if gevraagd else {_kern(tekst)}
    for map_ in (tekst, *bekend):
        if map_ in bekend and (map_ == tekst or _kern(map_) in woorden):
            return map_
    raad = bedoelde_u(tekst, bekend)
    if gevraagd:
        elders = f" {optie('data', vanaf_hier(data))}" if data and data.resolve() != datamap().resolve() else ""
        raad = f" Wilt u {gevraagd.naam} toevoegen? Begin met: ibt nieuw-provincie {gevraagd.map}{elders}"
    raise AanvraagFout(f"Provincie '{tekst}' is er niet. Bekend: {opsomming(bekend)}.{raad}")


def _kern(tekst: str) -> str:
    """Capitals, accents, hyphens and the word provincie make no difference."""
    return re.sub("[ _-]", "", eenvormig(tekst).removeprefix("provincie "))
