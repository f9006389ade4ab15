"""Document 05, gemeente: one gemeente in one periode on one page, chapter by chapter."""

from ibtlib.rapport.gemeente.figuren import figuur_achterstand, figuur_plaats
from ibtlib.rapport.gemeente.opvang import over_opvang
from ibtlib.rapport.gemeente.positie import over_cijfers, over_plaats, tabel_positie
from ibtlib.rapport.gemeente.trede import over_trede, titel, zin_besluit, zin_motivering, zin_verschoonbaar
from ibtlib.rapport.gemeente.volgende import over_tempo, over_volgende_stap, tabel_volgende_stap, zin_benodigd
