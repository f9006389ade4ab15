"""What a notebook can show: `Titel`, `Tekst`, `Tabel`, `Figuur`, `Keuzetabel`, `Verwijzingen`, `Linktabel`, and a
`Hoofdstuk` of those with a `Tussenkop` above them.

Each is immutable and shows itself as accessible HTML. Beside the HTML it carries its content as data
(`application/vnd.ibtlib+json`), so that what is published as CSV and Excel is the very table on the page.
All text is escaped here, once: data is shown as text, never as markup.
"""

from ibtlib.weergave.basis import MIMETYPE, Bundel, bronregel, controleer_naam
from ibtlib.weergave.figuur import Figuur
from ibtlib.weergave.hoofdstuk import Hoofdstuk, Tussenkop
from ibtlib.weergave.keuzetabel import Keuzetabel, Knop
from ibtlib.weergave.links import Link, Linktabel, Verwijzingen
from ibtlib.weergave.tabel import HERKOMSTKLASSEN, LEEG, Cel, Kop, Rij, Tabel, Waarde
from ibtlib.weergave.tekst import Tekst, Titel

__all__ = [
    "HERKOMSTKLASSEN",
    "LEEG",
    "MIMETYPE",
    "Bundel",
    "Cel",
    "Figuur",
    "Hoofdstuk",
    "Keuzetabel",
    "Knop",
    "Kop",
    "Link",
    "Linktabel",
    "Rij",
    "Tabel",
    "Tekst",
    "Titel",
    "Tussenkop",
    "Verwijzingen",
    "Waarde",
    "bronregel",
    "controleer_naam",
]
