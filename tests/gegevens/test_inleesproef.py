"""Five hundred files in notations drawn by chance: read exactly, or asked about, or refused; never silently otherwise.

`bench/inlezen.py` does the same with five thousand, and says how many of each.
"""

from __future__ import annotations

import pytest
from inleesproef import maak
from inleesuitslag import WIJZEN, lees

PER_TEST, AANTAL = 50, 500


@pytest.mark.parametrize("eerste", range(0, AANTAL, PER_TEST))
def test_what_is_read_is_what_the_file_means(eerste: int) -> None:
    for zaad in range(eerste, eerste + PER_TEST):
        proef = maak(zaad)
        for wijze in WIJZEN:
            uitslag = lees(proef, wijze)
            assert uitslag.hoe != "anders", f"zaad {zaad}, {wijze}: {proef.notaties}\n{uitslag.tekst}"


def test_the_notations_are_all_there_and_most_files_are_understood() -> None:
    """Every kind of outcome occurs, accepting proposals reads more, and who knows the answers reads most."""
    precies = [sum(lees(maak(z), wijze).hoe == "precies" for z in range(60)) for wijze in WIJZEN]
    assert 0 < precies[0] < precies[1] < precies[2]
