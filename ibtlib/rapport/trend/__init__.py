"""Document 02, trend: the figures of the province and its gemeenten over the perioden, chapter by chapter."""

from ibtlib.rapport.trend.figuren import (
    bericht_opgave,
    figuur_achterstand,
    figuur_bruto_netto,
    figuur_percentages,
    figuur_treden_over_tijd,
    figuur_treden_per_periode,
    reeks_met_herkomst,
)
from ibtlib.rapport.trend.reeks import (
    over_lange_lijn,
    over_realisatie,
    over_verlaging,
    tabel_groei,
    tabel_reeks,
    tabel_wettelijke_taakstelling,
)
from ibtlib.rapport.trend.standen import (
    over_bruto_netto,
    over_op_rij,
    tabel_bruto_netto,
    tabel_op_rij,
    tabel_per_gemeente,
    tabel_standen,
)
from ibtlib.rapport.trend.treden import tabel_treden
from ibtlib.rapport.trend.uitspraken import tabel_gebeurtenissen, tabel_uitspraken
