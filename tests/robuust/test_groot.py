"""Large files: work grows with the rows, counted and not clocked; what is printed stays readable."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ibtlib.cli import main
from ibtlib.controle.meldingen import MEESTE_OP_SCHERM


def bekend(data: Path, n: int) -> None:
    rijen = "".join(f"b{i}-x;t;d;2024-01-01;;\n" for i in range(n))
    kop = "bevinding;toelichting;door;datum;bron;vindplaats\n"
    (data / "utrecht/bekend.csv").write_text(kop + rijen, encoding="utf-8")


def standen(data: Path, n: int) -> None:
    pad = data / "utrecht/standen.csv"
    dag = dt.date(1950, 1, 1)
    rijen = "".join(f"{dag + dt.timedelta(i // 2)};{i % 2};rapportage-2023-2;v{i}\n" for i in range(n))
    pad.write_text(pad.read_text(encoding="utf-8") + rijen, encoding="utf-8")


def correcties(data: Path, n: int) -> None:
    standen(data, n)
    kop = "tabel;sleutel;kolom;verwacht_in_bron;waarde;reden;door;datum;bron;vindplaats\n"
    dag = dt.date(1950, 1, 1)
    sleutels = (f"{dag + dt.timedelta(i // 2)} | rapportage-2023-2 | v{i}" for i in range(n))
    rijen = "".join(f"standen;{s};achterstand;{i % 2};7;r;d;2024-01-01;;\n" for i, s in enumerate(sleutels))
    (data / "utrecht/correcties.csv").write_text(kop + rijen, encoding="utf-8")


def stappen(doe: Callable[[], object]) -> int:
    """Calls and returns of python functions while it runs: the same number every time."""
    n = 0

    def tel(*_: object) -> None:
        nonlocal n
        n += 1

    sys.setprofile(tel)
    try:
        doe()
    finally:
        sys.setprofile(None)
    return n


@pytest.mark.parametrize("vul", [bekend, standen, correcties])
def test_twice_the_rows_are_at_most_twice_the_work(vul: Callable[[Path, int], None], kopie_data: Path, capsys) -> None:
    """The growth from n to 2n beside that from 2n to 4n: linear gives 2, a square 4."""
    controleer = ["controleer", "--provincie", "utrecht", "--data", str(kopie_data)]
    vast = {p: p.read_bytes() for p in (kopie_data / "utrecht").glob("*.csv")}
    werk = []
    main(controleer)  # imports, once
    for n in (150, 300, 600):
        for pad, ruw in vast.items():
            pad.write_bytes(ruw)
        vul(kopie_data, n)
        werk.append(stappen(lambda: main(controleer)))
    assert (werk[2] - werk[1]) < 2.4 * (werk[1] - werk[0]), werk


def test_two_thousand_times_the_same_is_said_at_most_so_often(kopie_data: Path, capsys) -> None:
    bekend(kopie_data, 2_000)
    assert main(["controleer", "--provincie", "utrecht", "--data", str(kopie_data)]) == 0
    uit = capsys.readouterr().out
    assert uit.count("Wat te doen:") <= MEESTE_OP_SCHERM and "alles staat in --json en --html" in uit
    assert "2001 vragen om na te gaan." in uit.replace(".001", "001")  # one stands there without these


def test_many_broken_files_are_named_in_a_message_that_can_be_read(kopie_data: Path, capsys) -> None:
    map_ = kopie_data / "utrecht/tussenstanden"
    map_.mkdir(exist_ok=True)
    for i in range(600):
        dag = dt.date(2015, 1, 2) + dt.timedelta(i)
        (map_ / f"{dag}.csv").write_text("gemeentecode;realisatie;gekoppeld\nGM9999;1;1\n")
    for doe in (["controleer"], ["rapport", "2023-2"]):
        assert main([*doe, "--provincie", "utrecht", "--data", str(kopie_data)]) == 1
        gezegd = capsys.readouterr()
        assert len(gezegd.err) < 30_000 and len(gezegd.out) < 200_000
        assert "bestanden" in gezegd.err
