"""The documents on a Dask cluster on loopback: the same bytes, another worker when one is lost, and plain refusals."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path

import pytest

pytest.importorskip("distributed", reason="dask.distributed is niet geïnstalleerd")

from ibtlib import cli
from ibtlib.basis.fouten import AanvraagFout
from ibtlib.cluster import adres as clusteradres
from ibtlib.cluster import cluster, lading, werkerdeel
from ibtlib.rapport.documenten import SOORTEN
from ibtlib.uitvoering import batch
from ibtlib.uitvoering.uitgaven import per_periode
from ibtlib.uitvoering.verouderd import Stand
from tests.clusterhulp import Cluster
from tests.conftest import RAW, REPO
from tests.uitvoering.test_uitvoering_proces import GEEN, PLANT, ZOEK, leeft, wacht_op
from tests.uitvoering.test_verouderd import vingers
from tests.uitvoeringshulp import klein


@pytest.fixture(scope="module")
def twee(tmp_path_factory):
    """A scheduler, a worker without and one with a nanny (which may not start processes of its own)."""
    with Cluster(tmp_path_factory.mktemp("cluster")) as c:
        c.werker("--no-nanny", naam="kaal")
        c.werker("--nanny", naam="met-nanny")
        c.wacht_op(2)
        yield c


def maak(gevraagd, uitvoer, cluster=None, **anders):
    elders = partial(clusteradres.werkplek_op, cluster) if cluster else None
    vast = {"formaten": ("html", "pdf"), "werkers": 1}
    return batch.rapporteer(gevraagd, RAW, uitvoer, **{**vast, **anders}, elders=elders)


def ibt(*woorden, **omgeving):
    return subprocess.run(
        [sys.executable, "-m", "ibtlib.cli", "rapport", "2023-2", *map(str, woorden)],
        capture_output=True, text=True, cwd=REPO, timeout=120, env={**os.environ, **omgeving},
    )  # fmt: skip


# --- the same as on one machine ---------------------------------------------------------------------------


def test_a_cluster_gives_the_bytes_of_a_local_run_and_keeps_nothing(twee, tmp_path, monkeypatch):
    monkeypatch.setattr(batch, "SOORTEN", SOORTEN[::3])
    gevraagd = {"utrecht": ["2023-2"]}
    verslag = maak(gevraagd, tmp_path / "cluster", cluster=twee.adres)
    assert verslag.mislukt == () and len(verslag.mappen) == 1
    assert maak(gevraagd, tmp_path / "lokaal", werkers=2).mislukt == ()
    assert vingers(tmp_path / "cluster") == vingers(tmp_path / "lokaal")
    assert {reden for _, reden in maak(gevraagd, tmp_path / "cluster").redenen} == {None}  # a key is a key
    assert not list((twee.map / "werk").rglob("ibt-*"))


def test_a_notebook_and_a_kader_of_ones_own_travel_along(twee, tmp_path, monkeypatch):
    monkeypatch.setattr(batch, "SOORTEN", (klein(tmp_path, slot="voortgang.tabel_beoordelingen(g, periode)"),))
    kader = tmp_path / "eigen.yaml"
    bron = (REPO / "ibtlib/kaders/utrecht/2022-1.yaml").read_text(encoding="utf-8")
    kader.write_text(bron.replace("titel: ", "titel: Eigen ", 1), encoding="utf-8")
    gevraagd = {"utrecht": ["2023-2"]}
    for uitvoer, adres in (("cluster", twee.adres), ("lokaal", None)):
        assert maak(gevraagd, tmp_path / uitvoer, cluster=adres, kader=kader).mislukt == ()
    assert vingers(tmp_path / "cluster") == vingers(tmp_path / "lokaal")


def test_no_state_goes_from_one_document_to_the_next_on_a_worker(twee, tmp_path, monkeypatch):
    """The two kinds share a worker: both workers get both, in the order of their size."""
    plant = klein(tmp_path, f"{PLANT}\n#{'x' * 20000}", naam="plant")
    monkeypatch.setattr(batch, "SOORTEN", (plant, klein(tmp_path, ZOEK, GEEN, naam="zoek")))
    verslag = maak({"utrecht": None}, tmp_path / "reports", cluster=twee.adres, formaten=("html",))
    assert [u.fout for u in verslag.mislukt] == [] and len(verslag.redenen) == 8


def test_a_failing_document_is_saved_here_and_the_rest_is_made(twee, tmp_path, monkeypatch):
    fout = klein(tmp_path, "assert periode != '2023-1', 'alleen deze niet'", naam="soms")
    monkeypatch.setattr(batch, "SOORTEN", (fout,))
    verslag = maak({"utrecht": ["2023-1", "2023-2"]}, tmp_path / "reports", cluster=twee.adres, formaten=("html",))
    (mislukt,) = verslag.mislukt
    bewaard = tmp_path / "reports/mislukt/utrecht-2023-1-soms.ipynb"
    assert "soms.ipynb (provincie = utrecht, periode = 2023-1): cel 3 mislukte" in mislukt.fout
    assert bewaard.as_posix() in mislukt.fout and "alleen deze niet" in bewaard.read_text(encoding="utf-8")
    assert [m.name for m in verslag.mappen] == ["2023-2"]


def test_a_document_that_kills_its_process_is_told_and_the_worker_goes_on(twee, tmp_path, monkeypatch):
    monkeypatch.setattr(batch, "SOORTEN", (klein(tmp_path, "import os\nos._exit(9)", naam="dood"), klein(tmp_path)))
    verslag = maak({"utrecht": ["2023-2"]}, tmp_path / "reports", cluster=twee.adres, formaten=("html",))
    (mislukt,) = verslag.mislukt
    assert mislukt.naam == "utrecht/2023-2/dood" and (tmp_path / "reports/mislukt/utrecht-2023-2-dood.ipynb").is_file()


# --- a worker is lost --------------------------------------------------------------------------------------


def test_the_document_of_a_killed_worker_is_made_by_another_one(tmp_path, monkeypatch):
    wacht = "import os\nfrom pathlib import Path\nmerk = Path({!r})\n" + (
        "if not merk.exists():\n    merk.write_text(str(os.getpid()))\n    import time; time.sleep(300)"
    )
    soort = klein(tmp_path, wacht.format(str(tmp_path / "bezig")))
    monkeypatch.setattr(batch, "SOORTEN", (soort,))
    gevraagd = {"utrecht": ["2023-2"]}
    with Cluster(tmp_path / "cluster") as c:
        eerste = c.werker("--no-nanny", naam="eerste")
        c.wacht_op(1)
        uit: list = []
        draad = threading.Thread(
            target=lambda: uit.append(maak(gevraagd, tmp_path / "reports", cluster=c.adres, formaten=("html",)))
        )
        draad.start()
        kind = int(wacht_op(lambda: (tmp_path / "bezig").is_file() and (tmp_path / "bezig").read_text(), 120))
        eerste.kill()
        assert wacht_op(lambda: not leeft(kind)), "het document leeft nog na zijn werker"
        c.werker("--no-nanny", naam="tweede")  # joins in mid-run: it too gets what was shipped
        draad.join(150)
        assert uit and uit[0].mislukt == ()
    assert maak(gevraagd, tmp_path / "lokaal", formaten=("html",)).mislukt == ()
    assert vingers(tmp_path / "reports") == vingers(tmp_path / "lokaal")


@pytest.mark.parametrize(
    ("weg", "melding"),
    [("werker", "zijn al enige tijd geen werkers meer"), ("scheduler", "antwoordt de scheduler niet meer")],
)
def test_a_run_ends_when_the_cluster_stays_away(tmp_path, monkeypatch, weg, melding):
    begin = f"from pathlib import Path\nimport time\nPath({str(tmp_path / 'bezig')!r}).touch()\ntime.sleep(300)"
    monkeypatch.setattr(batch, "SOORTEN", (klein(tmp_path, begin),))
    monkeypatch.setattr(cluster, "HERSTEL", 1)
    monkeypatch.setattr(cluster, "VERBINDEN", 5)
    monkeypatch.setattr(cluster, "_TIK", 0.2)
    with Cluster(tmp_path / "cluster") as c:
        werker = c.werker("--no-nanny")
        c.wacht_op(1)
        doel = werker if weg == "werker" else c.processen[0]
        draad = threading.Thread(target=lambda: wacht_op((tmp_path / "bezig").is_file, 120) and doel.kill())
        draad.start()
        with pytest.raises(AanvraagFout, match=melding):
            maak({"utrecht": ["2023-2"]}, tmp_path / "reports", cluster=c.adres, formaten=("html",))
        draad.join()
    assert [p.name for p in (tmp_path / "reports").iterdir()] == []


# --- what is refused ---------------------------------------------------------------------------------------


def vrije_poort():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


@pytest.mark.parametrize(
    "adres", ["127.0.0.1:8786", "http://x:1", "tcp://", "tcp://a b:1", "inproc://1/2", "tcp://x:y"]
)
def test_an_address_that_is_none_is_refused(tmp_path, capsys, adres):
    opdracht = ["rapport", "2023-2", "--data", str(RAW), "--uitvoer", str(tmp_path / "reports"), "--cluster", adres]
    assert cli.main(opdracht) == 1
    assert "is geen adres van een Dask-cluster. Schrijf het als tcp://127.0.0.1:8786" in capsys.readouterr().err
    assert not (tmp_path / "reports").exists()


def test_a_scheduler_that_does_not_answer_is_told_once_in_bounded_time(tmp_path, capfd, monkeypatch):
    monkeypatch.setattr(cluster, "VERBINDEN", 1)
    uitvoer, adres = tmp_path / "reports", f"tcp://127.0.0.1:{vrije_poort()}"
    assert cli.main(["rapport", "2023-2", "--data", str(RAW), "--uitvoer", str(uitvoer), "--cluster", adres]) == 1
    (regel,) = capfd.readouterr().err.splitlines()
    assert f"Op {adres} antwoordt geen Dask-scheduler binnen 1 seconden" in regel
    assert not uitvoer.exists()


def test_a_cluster_without_workers_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "VERBINDEN", 5)
    with Cluster(tmp_path) as c, pytest.raises(AanvraagFout, match=r"heeft geen werkers. Start er minstens een met"):
        cluster.verbind(c.adres)


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl maakt de certificaten voor deze test")
def test_a_cluster_over_tls_uses_the_certificates_of_dasks_configuration(tmp_path):
    import dask

    sleutel, certificaat = tmp_path / "sleutel.pem", tmp_path / "certificaat.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=proef",
         "-keyout", sleutel, "-out", certificaat], check=True, capture_output=True,
    )  # fmt: skip
    opties = [
        f"--tls-{naam}={pad}" for naam, pad in (("ca-file", certificaat), ("cert", certificaat), ("key", sleutel))
    ]
    tls = {"ca-file": str(certificaat), "client.cert": str(certificaat), "client.key": str(sleutel)}
    with Cluster(tmp_path / "cluster", "tls", *opties) as c:
        c.werker("--no-nanny", *opties)
        assert c.adres.startswith("tls://")
        with dask.config.set({f"distributed.comm.tls.{naam}": pad for naam, pad in tls.items()}):
            cluster.verbind(c.adres).close()


def test_tls_without_certificates_is_told():
    import dask

    with pytest.raises(AanvraagFout, match=r"er zijn geen certificaten ingesteld. Zet ze in de configuratie van Dask"):
        cluster.verbind("tls://127.0.0.1:1")
    weg = {f"distributed.comm.tls.{naam}": "/bestaat/niet" for naam in ("ca-file", "client.cert", "client.key")}
    with dask.config.set(weg), pytest.raises(AanvraagFout, match="de certificaten kunnen niet worden gelezen"):
        cluster.verbind("tls://127.0.0.1:1")


def test_workers_that_would_make_other_bytes_are_refused(tmp_path):
    """One without ibtlib, one with a program that differs in one comment; both are named, with what differs."""
    (tmp_path / "leeg" / "ibtlib").mkdir(parents=True)
    (tmp_path / "leeg" / "ibtlib" / "__init__.py").touch()
    shutil.copytree(REPO / "ibtlib", tmp_path / "anders" / "ibtlib")
    with (tmp_path / "anders" / "ibtlib" / "fouten.py").open("a") as bestand:
        bestand.write("# anders\n")
    with Cluster(tmp_path / "cluster") as c:
        for map_ in ("leeg", "anders"):
            c.werker("--no-nanny", naam=map_, PYTHONPATH=str(tmp_path / map_))
        c.wacht_op(2)
        with pytest.raises(AanvraagFout) as gevangen:
            cluster.verbind(c.adres)
    _, *klachten, slot = str(gevangen.value).splitlines()
    assert len(klachten) == 2
    assert sum("ibtlib is er niet of is een andere versie" in k for k in klachten) == 1
    assert sum(k.endswith("het programma ibtlib is anders") for k in klachten) == 1
    assert slot.endswith("Er is niets geschreven.")


def test_another_python_or_package_is_named_with_both_versions():
    hier = {"python": "3.11", "de meegeleverde kaders": "a", "pakket pandas": "3.1", "pakket typst": "0.15"}
    daar = {"python": "3.12", "de meegeleverde kaders": "b", "pakket pandas": "3.0", "pakket rich": "1"}
    assert cluster._verschil(hier, daar).split("; ") == [
        "de meegeleverde kaders is anders",
        "pakket pandas is daar 3.0, hier 3.1",
        "pakket rich is daar 1, hier er niet",
        "pakket typst is daar er niet, hier 0.15",
        "python is daar 3.12, hier 3.11",
    ]
    assert cluster._verschil(hier, dict(hier)) == ""


def test_without_dask_the_option_says_what_to_install(tmp_path):
    (tmp_path / "distributed.py").write_text("raise ModuleNotFoundError('weg', name='distributed')")
    gedaan = ibt("--cluster", "tcp://127.0.0.1:1", "--uitvoer", tmp_path / "reports",
                 PYTHONPATH=os.pathsep.join([str(tmp_path), str(REPO)]))  # fmt: skip
    assert gedaan.returncode == 1 and "pip install 'ibtlib[cluster]'" in gedaan.stderr


def test_nothing_of_dask_is_imported_unless_asked():
    code = (
        "import sys, ibtlib.uitvoering.batch, ibtlib.cli; print('distributed' in sys.modules or 'dask' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=REPO).stdout == "False\n"


@pytest.mark.parametrize(
    ("adres", "open_"),
    [
        ("tcp://127.0.0.1:1", False),
        ("tcp://localhost:1", False),
        ("tcp://[::1]:1", False),
        ("tls://elders:1", False),
        ("tcp://elders:1", True),
        ("tcp://10.0.0.1:1", True),
    ],
)
def test_traffic_in_the_open_is_refused_unless_it_is_asked_for(adres, open_, tmp_path, monkeypatch, capsys):
    """The option lets it through to the cluster, which these addresses do not have."""
    gevraagd = []

    def plek(adres, *_):
        gevraagd.append(adres)
        raise AanvraagFout("geen cluster")

    monkeypatch.setattr(clusteradres, "werkplek_op", plek)
    doe = ["rapport", "2023-2", "--data", str(RAW), "--uitvoer", str(tmp_path / "uit"), "--cluster", adres]
    assert cli.main(doe) == 1
    assert ("--cluster-open" in capsys.readouterr().err) is open_ and gevraagd == ([] if open_ else [adres])
    assert cli.main([*doe, "--cluster-open"]) == 1 and gevraagd[-1] == adres
    assert "--cluster-open" not in capsys.readouterr().err and not list(tmp_path.rglob("*.html"))


# --- what travels ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("naam", ["../x", "a/../../x", "/x", "", "..", "C:/x", "a\\..\\x", "."])
def test_no_file_is_written_outside_its_folder(tmp_path, naam):
    with pytest.raises(AanvraagFout, match="buiten de map"):
        lading.pak_uit({"goed": b"1", naam: b"2"}, tmp_path / "doel")
    assert not (tmp_path / "doel").exists()


def test_what_is_packed_is_unpacked(tmp_path):
    bestanden = {"a.txt": b"1", "b/c.txt": b"", "b/d/e": bytes(range(256))}
    lading.pak_uit(bestanden, tmp_path)
    assert lading.pak_in(tmp_path) == bestanden
    assert lading.pak_in(tmp_path, ["b/c.txt", "weg"]) == {"b/c.txt": b""}


def test_the_sum_sees_names_and_contents_apart():
    varianten = [{"a": b"bc"}, {"ab": b"c"}, {"a": b"b", "c": b""}, {"a": b"bc", "": b""}, {}]
    assert len({lading.som(v) for v in varianten}) == len(varianten)
    assert lading.som({"a": b"1", "b": b"2"}) == lading.som({"b": b"2", "a": b"1"})


def test_everything_a_document_may_read_is_shipped(tmp_path):
    stand = Stand(RAW, tmp_path, None, per_periode(SOORTEN), ("html",), "ibt")
    ingepakt = werkerdeel.inpakken(RAW, stand.ruw(), stand.uitgave.soorten, None)
    bestanden = {p.relative_to(RAW).as_posix() for p in Path(RAW).rglob("*") if p.is_file()}
    assert {naam.removeprefix("data/") for naam in ingepakt if naam.startswith("data/")} == bestanden
