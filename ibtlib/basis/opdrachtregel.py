"""argparse in Dutch, and quick: how the command line reads what it is given and explains itself."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any, NoReturn

GEBRUIK = 2  # exit code: the command itself is wrong

_NEDERLANDS = {
    "usage: ": "gebruik: ",
    "positional arguments": "argumenten",
    "options": "opties",
    "optional arguments": "opties",
    "show this help message and exit": "toon deze uitleg",
    "show program's version number and exit": "toon de versie",
    "%(prog)s: error: %(message)s\n": "Fout in de opdracht: %(message)s\n",
    "unrecognized arguments: %s": "onbekend: %s",
    "the following arguments are required: %s": "er ontbreekt: %s",
    "expected one argument": "hier hoort één waarde achter",
    "expected at least one argument": "hier hoort minstens één waarde achter",
    "argument %(argument_name)s: %(message)s": "bij %(argument_name)s: %(message)s",
    "invalid %(type)s value: %(value)r": "%(value)r kan hier niet",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r kan hier niet; kies uit %(choices)s",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s kan van alles zijn: %(matches)s",
}


def pad(tekst: str) -> Path:
    """A path as the command line gives it; nothing is none, and would be the folder in which the command is given."""
    if not tekst.strip():
        raise argparse.ArgumentTypeError("er staat niets; geef een map of bestand")
    return Path(tekst)


class Ontleder(argparse.ArgumentParser):
    """A parser that speaks Dutch and takes no abbreviations."""

    def __init__(self, **opties: Any):
        argparse._ = lambda tekst: _NEDERLANDS.get(tekst, tekst)  # type: ignore[attr-defined]
        super().__init__(**{"allow_abbrev": False, "formatter_class": _Uitleg, **opties})

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(GEBRUIK, f"Fout in de opdracht: {message}\nUitleg: {self.prog} --help\n")


class _Uitleg(argparse.HelpFormatter):
    """As wide as the terminal, which it asks itself: argparse imports shutil for that, at the first argument it adds."""

    def __init__(self, prog: str):
        super().__init__(prog, width=_breedte() - 2)

    def _format_action(self, action: argparse.Action) -> str:
        """The commands without a line above them that says COMMAND, so that all of them fit a screen."""
        if isinstance(action, argparse._SubParsersAction):
            return self._join_parts(self._format_action(p) for p in action._get_subactions())
        return super()._format_action(action)


def _breedte() -> int:
    if (gezet := os.environ.get("COLUMNS", "")).isdigit() and int(gezet):
        return int(gezet)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns if sys.__stdout__ else 80
    except (OSError, ValueError):
        return 80
