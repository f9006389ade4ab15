"""`ibt nieuw`: empty sheets for a new periode, to fill in; never a figure that nobody gave."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import TYPE_CHECKING

from ibtlib.basis.bestanden import beheer
from ibtlib.basis.fouten import AanvraagFout, vanaf_hier
from ibtlib.basis.periode import Periode, datum_voluit
from ibtlib.basis.woorden import hoofdletter
from ibtlib.gegevens.bronnen import Bronnen
from ibtlib.gegevens.gemeenten import Gemeente
from ibtlib.gegevens.provincietabellen import GEMEENTECIJFERS
from ibtlib.gegevens.schema import Veld
from ibtlib.gegevens.tabelbestand import nieuwe_tabel
from ibtlib.gegevens.teksten import lege_teksten

if TYPE_CHECKING:
    from ibtlib.gegevens.innameregister import Register

MAP = "invulbladen"  # beside `gemeenten`, not in it: an empty sheet is no figure, and makes no periode known
_BREEDTE = {"gemeentecode": 14, "gemeente": 26, "bron": 26, "vindplaats": 40}


def maak_invulbladen(register: Register, periode: Periode) -> list[Path]:
    """Write `<provincie>/invulbladen/<periode>.xlsx` and `.csv`, a row per gemeente, figures empty; and empty texts.

    `trede_vorig` stays empty too: a published trede has its own source and is found in `beoordelingen.csv`.

    Returns
    -------
    list of Path
        The Excel file, the CSV, and the texts that were not there yet.

    Raises
    ------
    AanvraagFout
        When one of the sheets is there already, or the province has no gemeenten in the periode.
    """
    data, provincie = register.data, register.provincie
    gemeenten = register.gemeentelijst.op(periode.begin)
    if not gemeenten:
        raise AanvraagFout(
            f"In gemeentelijst.csv van {provincie} staat geen gemeente die op {datum_voluit(periode.begin)} bestaat."
        )
    paden = [data / provincie / MAP / f"{periode}{soort}" for soort in (".xlsx", ".csv")]
    leeg = nieuwe_tabel(GEMEENTECIJFERS, ({"gemeentecode": g.code, "gemeente": g.naam} for g in gemeenten))
    bladen = dict(zip(paden, (_xlsx(periode, gemeenten, register.bronnen), leeg), strict=True))
    with beheer(data) as ruimte:
        if er := [p for p in paden if p.exists()]:
            raise AanvraagFout(
                f"{vanaf_hier(er[0])} is er al en wordt nooit overschreven. Vul dat bestand in, of haal het weg als u opnieuw "
                "wilt beginnen. Er is niets geschreven."
            )
        inhoud = bladen | lege_teksten(data, provincie, periode)
        ruimte.schrijf(inhoud)
    return list(inhoud)


def wat_in_te_vullen(periode: Periode) -> str:
    """What to do with the sheets, for on the screen."""
    return (
        "Vul een van de twee in; in Excel staat bij elke kolom een uitleg. Per gemeente:\n"
        f"  taakstelling, realisatie   van {periode.voluit}\n"
        f"  achterstand_begin          op {datum_voluit(periode.begin)}; een voorsprong met een min ervoor\n"
        f"  gekoppeld                  op {datum_voluit(periode.koppelpeildatum)}\n"
        f"  trede_vorig                mag leeg blijven als de trede van {periode.vorige} in beoordelingen.csv staat\n"
        "Leeg is onbekend, nooit 0."
    )


def uitleg(veld: Veld, periode: Periode) -> str:
    """What belongs in a column, as the note in Excel says it.

    >>> uitleg(GEMEENTECIJFERS["gekoppeld"], Periode(2024, 2))
    'Tijdig gekoppelde personen op de koppelpeildatum (1 oktober 2024). Leeg is onbekend, nooit 0.'
    """
    erbij = {
        "taakstelling": f" ({periode.voluit})",
        "achterstand_begin": f", op {datum_voluit(periode.begin)}",
        "realisatie": f" van {datum_voluit(periode.begin)} tot {datum_voluit(periode.peildatum)}",
        "gekoppeld": f" ({datum_voluit(periode.koppelpeildatum)})",
        "trede_vorig": f" ({periode.vorige}); mag leeg blijven als die al in beoordelingen.csv staat",
        "bron": "; mag leeg blijven, ibt inlezen vult hem in",
        "vindplaats": "; mag leeg blijven, ibt inlezen schrijft erbij in welke cellen het cijfer staat",
    }
    zin = f"{hoofdletter(veld.uitleg)}{erbij.get(veld.naam, '')}."
    return zin if veld.soort != "geheel" else f"{zin} Leeg is onbekend, nooit 0."


def _xlsx(periode: Periode, gemeenten: list[Gemeente], bronnen: Bronnen) -> bytes:
    """One sheet to fill in, with notes and drop-downs; one that explains; the sources, hidden, for their drop-down."""
    import xlsxwriter

    uit = io.BytesIO()
    boek = xlsxwriter.Workbook(uit, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    boek.set_properties(
        {"title": f"Cijfers per gemeente, {periode.voluit}", "created": dt.datetime.combine(periode.begin, dt.time())}
    )
    kop = boek.add_format({"bold": True, "bottom": 2, "bg_color": "#E7ECF3"})
    vast = boek.add_format({"font_color": "#4A5464"})
    getal = boek.add_format({"num_format": "#,##0"})
    dik = boek.add_format({"bold": True, "font_size": 14})
    breed = boek.add_format({"text_wrap": True, "valign": "top"})
    cijfers, toelichting, lijst = (boek.add_worksheet(n) for n in ("Cijfers", "Toelichting", "Bronnen"))
    laatste = len(gemeenten)
    for j, veld in enumerate(GEMEENTECIJFERS.velden):
        tekst = uitleg(veld, periode)
        cijfers.write_string(0, j, veld.naam, kop)
        cijfers.write_comment(0, j, tekst, {"author": "ibtlib", "x_scale": 2})
        cijfers.set_column(j, j, _BREEDTE.get(veld.naam, 18), getal if veld.soort == "geheel" else None)
        if keuze := _keuze(veld, len(bronnen)):
            bericht = {"input_title": veld.naam[:32], "input_message": tekst[:255], "error_title": "Dit kan hier niet"}
            cijfers.data_validation(1, j, laatste, j, {**bericht, "ignore_blank": True, **keuze})
    for i, g in enumerate(gemeenten, 1):
        cijfers.write_string(i, 0, g.code, vast)
        cijfers.write_string(i, 1, g.naam, vast)
    cijfers.freeze_panes(1, 2)
    cijfers.set_landscape()
    cijfers.fit_to_pages(1, 0)
    for i, id_ in enumerate(bronnen):
        lijst.write_string(i, 0, id_)
    lijst.hide()
    toelichting.write_string(0, 0, f"Cijfers per gemeente, {periode.voluit}", dik)
    toelichting.write_string(
        1, 0, "Vul het blad Cijfers in. Laat leeg wat u niet weet. Verander de kop en de gemeenten niet."
    )
    for i, veld in enumerate(GEMEENTECIJFERS.velden, 3):
        toelichting.write_string(i, 0, veld.naam, kop)
        toelichting.write_string(i, 1, uitleg(veld, periode), breed)
    toelichting.set_column(0, 0, 20)
    toelichting.set_column(1, 1, 90)
    boek.close()
    return uit.getvalue()


def _keuze(veld: Veld, bronnen: int) -> dict[str, object] | None:
    """The drop-down or limit of a column; Excel then refuses anything else, with our words."""
    if veld.naam == "trede_vorig":
        wat = "Kies een trede van 1 tot en met 6, of laat leeg."
        return {"validate": "list", "source": [str(n) for n in range(1, 7)], "error_message": wat}
    if veld.soort == "geheel":
        laagst = -1_000_000 if veld.minimaal is None else veld.minimaal
        wat = "Een heel getal van 0 of meer, of laat leeg."
        if laagst < 0:
            wat = "Een heel getal; een voorsprong met een min ervoor."
        grens = {"criteria": "between", "minimum": laagst, "maximum": 1_000_000}
        return {"validate": "integer", **grens, "error_message": wat}
    if veld.naam == "bron" and bronnen:
        wat = "Kies een bron uit de lijst, of laat leeg."
        bereik = f"=Bronnen!$A$1:$A${bronnen}"
        return {"validate": "list", "source": bereik, "error_type": "warning", "error_message": wat}
    return None
