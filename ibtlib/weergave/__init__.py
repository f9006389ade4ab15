"""What a notebook can show: `Titel`, `Kerncijfers`, `Tekst`, `Opgemaakt`, `Tabel`, `Figuur`, `Keuzetabel`, `Verwijzingen`,
`Alfabet`, `Linktabel`, and a `Hoofdstuk` of those with a `Tussenkop` above them.

Each is immutable and becomes blocks of the one tree (`als_blokken`) from which page and PDF are written. In a notebook it
shows itself as HTML, and beside it stores all that it is made of (`application/vnd.ibtlib+json`): that, and not the
HTML, is what is published.
"""

from ibtlib.weergave.basis import MIMETYPE, Bundel, bronregel, controleer_naam
from ibtlib.weergave.figuur import Figuur
from ibtlib.weergave.hoofdstuk import Hoofdstuk, Tussenkop, uit_gegevens
from ibtlib.weergave.kerncijfers import Kerncijfer, Kerncijfers, Kernregel
from ibtlib.weergave.keuzetabel import Keuzetabel, Knop, Verloop, Vraag
from ibtlib.weergave.links import Alfabet, Link, Linktabel, Verwijzingen
from ibtlib.weergave.opgemaakt import Opgemaakt
from ibtlib.weergave.opslag import Onleesbaar
from ibtlib.weergave.tabel import HERKOMSTKLASSEN, LEEG, Cel, Kop, Rij, Tabel, Waarde
from ibtlib.weergave.tekst import Tekst, Titel

__all__ = [
    "HERKOMSTKLASSEN",
    "LEEG",
    "MIMETYPE",
    "Alfabet",
    "Bundel",
    "Cel",
    "Figuur",
    "Hoofdstuk",
    "Kerncijfer",
    "Kerncijfers",
    "Kernregel",
    "Keuzetabel",
    "Knop",
    "Kop",
    "Link",
    "Linktabel",
    "Onleesbaar",
    "Opgemaakt",
    "Rij",
    "Tabel",
    "Tekst",
    "Titel",
    "Tussenkop",
    "Verloop",
    "Verwijzingen",
    "Vraag",
    "Waarde",
    "bronregel",
    "controleer_naam",
    "uit_gegevens",
]
