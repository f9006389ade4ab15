"""Document 01, voortgang: the results of a periode and the trede of every gemeente, chapter by chapter."""

from ibtlib.rapport.voortgang.figuren import figuur_kaart, figuur_kaarten, figuur_overgang
from ibtlib.rapport.voortgang.koppelingen import over_koppelingen, tabel_grondslagen
from ibtlib.rapport.voortgang.opgaven import tabel_opgaven
from ibtlib.rapport.voortgang.resultaten import over_samenvatting, tabel_nagerekend, tabel_resultaten
from ibtlib.rapport.voortgang.teksten import ontwikkelingen, tekst
from ibtlib.rapport.voortgang.treden import (
    over_berekenbaar,
    over_treden,
    tabel_beoordelingen,
    tabel_motiveringen,
    tabel_tellingen,
)
from ibtlib.rapport.voortgang.verschuivingen import (
    over_steeds_hoger,
    over_verschuivingen,
    tabel_verschuivingen,
)
from ibtlib.rapport.voortgang.vooruitblik import (
    andere_standen,
    bijschrift_vooruitblik,
    over_vooruitblik,
    tabel_wettelijke_taakstelling,
    vooruitblik,
)
