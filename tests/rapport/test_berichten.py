"""Titles of charts say the message: typed from the reports, or worked out in the comment."""

from __future__ import annotations

import pytest
from notebookhulp import toon

from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport import trend, voortgang
from ibtlib.weergave import Figuur


def figuur_opgave(g: Gegevens, periode: str) -> Figuur:
    return toon("02_trend.ipynb", "02-09", g, periode=periode)


TITELS = {
    # 2023-2, §3.2
    (voortgang.figuur_kaart, "2023-2"): "13 gemeenten op trede 1 en 13 gemeenten op trede 2",
    # 2023-2, tabel 1
    (figuur_opgave, "2023-2"): "In 2023-2 zijn 1.208 vergunninghouders gehuisvest, de opgave was 1.778",
    # 2023-2, §3.1: 88% was 69%, 68% was 76%
    (trend.figuur_percentages, "2023-2"): "Gehaald: van de taakstelling meer (69% werd 88%), van de totaalopgave minder (76% werd 68%)",
