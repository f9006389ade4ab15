"""The documentation tells the truth: its links lead somewhere, its commands exist, and what is made from the code is as it is now."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ibtlib.cli import OPDRACHTEN
from ibtlib.uitvoering.ontleder import maak_ontleder

REPO = Path(__file__).parents[2]
PAGINAS = sorted([*REPO.glob("*.md"), *(REPO / "docs").rglob("*.md"), REPO / "bench" / "README.md"])
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_KOP = re.compile(r"^#+ (.+)$", re.MULTILINE)


def anker(kop: str) -> str:
    """As GitHub makes it of a heading."""
    return re.sub(r"[^\w\- ]", "", kop.strip().lower()).replace(" ", "-")


def zonder_code(tekst: str) -> str:
    return re.sub(r"`[^`\n]*`", "", re.sub(r"```.*?```", "", tekst, flags=re.DOTALL))


def opdrachten() -> Iterator[tuple[str, str]]:
    """Every line with a command of ours in a code block, and every one between backticks, with its page."""
    for pagina in (p for p in PAGINAS if p.name != "CHANGELOG.md"):  # which names options without the rest
        tekst = pagina.read_text("utf-8")
        blokken = re.findall(r"```(?:\w*)\n(.*?)```", tekst, flags=re.DOTALL)
        regels = [r.strip().removeprefix("$ ") for blok in blokken for r in blok.splitlines()]
        regels += re.findall(r"`(ibt [^`\n]+)`", re.sub(r"```.*?```", "", tekst, flags=re.DOTALL))
        for regel in regels:
            if regel.startswith("ibt ") and "…" not in regel:
                yield pagina.relative_to(REPO).as_posix(), regel


@pytest.mark.parametrize("pagina", PAGINAS, ids=lambda p: p.relative_to(REPO).as_posix())
def test_every_link_leads_somewhere(pagina: Path) -> None:
    dood = []
    for doel in _LINK.findall(zonder_code(pagina.read_text("utf-8"))):
        if doel.startswith(("http://", "https://", "mailto:")):
            continue
        pad, _, plek = doel.partition("#")
        bestand = (pagina.parent / pad).resolve() if pad else pagina
        er_is = bestand.exists() and REPO in [bestand, *bestand.parents]
        if not er_is or (plek and plek not in {anker(k) for k in _KOP.findall(bestand.read_text("utf-8"))}):
            dood.append(doel)
    assert dood == []


def test_the_command_line_understands_every_command_that_is_shown() -> None:
    ontleder = maak_ontleder(OPDRACHTEN)
    gezien, fout = 0, []
    for pagina, regel in opdrachten():
        woorden = shlex.split(regel, comments=True)[1:]
        if not woorden or woorden[0].isupper() or re.search(r"\b[A-Z]{2,}\.\.\.", regel):
            continue  # `ibt OPDRACHT --help`
        gezien += 1
        if len(woorden) == 1:
            woorden.append("--help")  # a command that is only named
        try:
            ontleder.parse_args(woorden)
        except SystemExit as klaar:
            if klaar.code:
                fout.append(f"{pagina}: {regel}")
    assert fout == [] and gezien > 30


def test_what_is_made_from_the_code_is_as_the_code_is(tmp_path: Path) -> None:
    pytest.importorskip("grimp", reason="grimp ontbreekt")
    sys.path.insert(0, str(REPO / "docs"))
    try:
        import maak
    finally:
        sys.path.pop(0)
    oud = [pad for pad, inhoud in maak.PAGINAS.items() if (REPO / pad).read_text("utf-8") != inhoud()]
    assert oud == [], "make docs"


def test_nothing_refers_to_what_users_do_not_have() -> None:
    for pad in (*PAGINAS, *(REPO / "ibtlib").rglob("*.py"), *(REPO / "notebooks").glob("*.ipynb")):
        assert not re.search(
            r"\bcontracts? \d|\.\./shared|ontwerp\.md|huis\.md", pad.read_text("utf-8"), re.IGNORECASE
        ), pad


def test_every_page_can_be_reached_from_the_readme() -> None:
    bereikt, nog = set(), [REPO / "README.md"]
    while nog:
        pagina = nog.pop()
        if pagina in bereikt or pagina.suffix != ".md" or not pagina.exists():
            continue
        bereikt.add(pagina)
        nog += [(pagina.parent / d.partition("#")[0]).resolve() for d in _LINK.findall(pagina.read_text("utf-8"))]
    assert [p.relative_to(REPO).as_posix() for p in PAGINAS if p not in bereikt] == []


def test_make_help_names_every_target() -> None:
    maak = (REPO / "Makefile").read_text("utf-8")
    doelen = set(re.findall(r"^([a-z]+):", maak, re.MULTILINE))
    uitleg = subprocess.run(["make", "-s", "help"], cwd=REPO, capture_output=True, text=True, check=True).stdout
    assert doelen and {r.split()[0] for r in uitleg.splitlines() if r.startswith("  ")} == doelen


def test_one_version() -> None:
    import ibtlib

    citatie = (REPO / "CITATION.cff").read_text("utf-8")
    assert f"\nversion: {ibtlib.__version__}\n" in citatie
    assert 'dynamic = ["version"]' in (REPO / "pyproject.toml").read_text("utf-8")


@pytest.mark.parametrize(
    "pagina", [REPO / "README.md", *(REPO / "docs/handleiding").glob("*.md")], ids=lambda p: p.name
)
def test_the_examples_in_python_run_and_give_what_is_shown(pagina: Path, monkeypatch) -> None:
    import matplotlib

    monkeypatch.syspath_prepend(str(REPO / "docs"))
    import proef

    with matplotlib.rc_context():
        proef.voorbeelden(pagina.read_text("utf-8"))


def test_what_is_shown_of_a_line_or_a_command_has_to_be_what_it_gives(monkeypatch) -> None:
    monkeypatch.syspath_prepend(str(REPO / "docs"))
    import proef

    proef.voorbeelden("```python\nn = 2\nn + 1  # → 3 personen\n```")
    with pytest.raises(SystemExit, match="n \\+ 1 geeft 3; er staat 4"):
        proef.voorbeelden("```python\nn = 2\nn + 1  # → 4\n```")
    (opdracht, getoond), _ = proef.opdrachten("console", "$ ibt bron x\nerin\n…\nklaar\n$ ibt\n")
    assert (opdracht, getoond) == ("ibt bron x", ["erin", "…", "klaar"])
    assert proef.als_getoond("erin\nvan alles\nklaar\nen meer\n", getoond)
    assert not proef.als_getoond("erin\nvan alles\n", getoond) and not proef.als_getoond("eruit\nklaar\n", getoond)
