"""What every raw table looks like: its columns, their kind, and what they mean.

One declaration serves three readers: `invoer` checks files against it, `gegevens` writes it as Table Schema in
`datapackage.json`, and people look up here what a column means.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

SOORTEN = ("tekst", "geheel", "breuk", "procent", "datum", "periode", "gebiedscode")


@dataclass(frozen=True)
class Veld:
    """One column of a raw table.

    Parameters
    ----------
    naam : str
        Header in the file.
    soort : str
        One of `SOORTEN`.
    uitleg : str
        Dutch: meaning and unit.
    verplicht : bool
        False: the cell may be empty (unknown, never 0).
    keuzes : tuple of str
        When given, the only values allowed.
    minimaal, maximaal : int or None
        Range of a whole number; a taakstelling below 0 is a typing error.
    """

    naam: str
    soort: str
    uitleg: str
    verplicht: bool = True
    keuzes: tuple[str, ...] = ()
    minimaal: int | None = None
    maximaal: int | None = None


@dataclass(frozen=True)
class Schema:
    """One raw table.

    Parameters
    ----------
    naam : str
        File name without `.csv`.
    uitleg : str
        Dutch: what the table holds.
    velden : tuple of Veld
        Columns in order.
    sleutel : tuple of str
        Columns that together occur once.
    facultatief : tuple of str
        Columns that a file may leave out, all of them together; their cells are then empty.
    """

    naam: str
    uitleg: str
    velden: tuple[Veld, ...]
    sleutel: tuple[str, ...]
    facultatief: tuple[str, ...] = ()

    def __getitem__(self, naam: str) -> Veld:
        return next(v for v in self.velden if v.naam == naam)

    @property
    def kolommen(self) -> list[str]:
        return [v.naam for v in self.velden]

    @property
    def kort(self) -> Schema:
        """The same table without the columns that a file may leave out."""
        return replace(self, velden=tuple(v for v in self.velden if v.naam not in self.facultatief), facultatief=())


_BRON = (
    Veld("bron", "tekst", "id uit bronnen.csv"),
    Veld("vindplaats", "tekst", "paragraaf, tabel of bladzijde in de bron"),
)
_CODE = Veld("gemeentecode", "gebiedscode", "CBS-code van de gemeente, bijvoorbeeld GM0344")
_PERIODE = Veld("periode", "periode", "half jaar, bijvoorbeeld 2023-2")
TREDE = Veld("trede", "geheel", "trede van de interventieladder", minimaal=1, maximaal=6)
GRONDSLAGEN = ("totaalopgave", "taakstelling", "koppelingstekort")
VERSIES = ("oorspronkelijk", "verlaagd")
PRECISIES = ("dag", "maand", "seizoen", "jaar")
BRONSOORTEN = ("provincie", "rijk", "regietafel", "statistiek", "wet", "nieuws", "eigen")


def _personen(naam: str, uitleg: str, verplicht: bool = True, minimaal: int | None = 0) -> Veld:
    return Veld(naam, "geheel", uitleg, verplicht, minimaal=minimaal)


FASEN = ("harde opvangcapaciteit", "harde plancapaciteit", "planvoorraad")  # from most to least certain
IN_GEBRUIK = "in gebruik"  # what exists today; overlaps the phases and is never added to them
OPGAVESOORTEN = ("asielopvang", "opvang Oekraïense ontheemden")
_CAPACITEIT = (
    _personen("plekken_laag", "opvangplekken, ondergrens"),
    _personen("plekken_hoog", "opvangplekken, bovengrens; gelijk aan de ondergrens als er één cijfer is"),
    _personen("waarvan_amv", "plekken voor amv, in de plekken begrepen", False),
    Veld("beschikbaar_van", "datum", "eerste dag waarop de plekken er zijn; leeg is onbekend", False),
    Veld("beschikbaar_tot", "datum", "laatste dag; leeg is onbekend, 9999-12-31 is zonder einde", False),
    Veld(
        "op_peilmomenten",
        "tekst",
        "wat de bron zegt: ja (er op elk peilmoment), nee (er dan niet), onbekend (zegt niets; de datums beslissen)",
        keuzes=("ja", "nee", "onbekend"),
    ),
)
_FASE = Veld("fase", "tekst", f"hoe zeker de plekken zijn: {', '.join((IN_GEBRUIK, *FASEN))}, of een eigen fase")
_OPGAVE = (
    Veld("opgavesoort", "tekst", "welke opgave", keuzes=OPGAVESOORTEN),
    _personen("cyclus", "cyclus van de Spreidingswet; leeg bij andere opgaven", False, 1),
    Veld("peildatum", "datum", "waarvoor of waarop het cijfer geldt; leeg is niet vermeld", False),
    _personen("opgave", "opvangplekken", False),
    _personen("waarvan_amv", "plekken voor amv, in de opgave begrepen", False),
    _personen("gerealiseerd", "opvangplekken in gebruik", False),
)

BRONNEN = Schema(
    "bronnen",
    "Elke bron waaruit een cijfer komt",
    (
        Veld("id", "tekst", "korte naam waarmee andere tabellen verwijzen"),
        Veld("titel", "tekst", "titel van het document"),
        Veld("uitgever", "tekst", "wie het publiceerde"),
        Veld("datum", "datum", "datum van publicatie", verplicht=False),
        Veld("kenmerk", "tekst", "documentnummer of kenmerk", verplicht=False),
        Veld("url", "tekst", "adres", verplicht=False),
        Veld("soort", "tekst", "officieel of niet", keuzes=BRONSOORTEN),
        Veld("bestand", "tekst", "bewaard origineel, plaats in de map met ruwe gegevens", verplicht=False),
        Veld("sha256", "tekst", "vingerafdruk van dat origineel", verplicht=False),
    ),
    ("id",),
)

GEMEENTECIJFERS = Schema(
    "gemeentecijfers",
    "Cijfers per gemeente in één periode",
    (
        _CODE,
        Veld("gemeente", "tekst", "naam van de gemeente"),
        _personen("taakstelling", "personen te huisvesten in de periode", verplicht=False),
        _personen(
            "achterstand_begin", "personen uit vorige perioden; negatief is voorsprong", verplicht=False, minimaal=None
        ),
        _personen("realisatie", "gehuisveste personen", verplicht=False),
        _personen("gekoppeld", "tijdig gekoppelde personen op de koppelpeildatum", verplicht=False),
        Veld("trede_vorig", "geheel", "vastgestelde trede van de vorige periode", False, minimaal=1, maximaal=6),
        *_BRON,
    ),
    ("gemeentecode",),
)

TUSSENSTANDCIJFERS = Schema(
    "tussenstandcijfers",
    "Stand per gemeente op een dag binnen een periode",
    (
        _CODE,
        _personen("realisatie", "gehuisveste personen sinds het begin van de periode"),
        _personen("gekoppeld", "personen die tot en met deze dag aan de gemeente zijn gekoppeld", verplicht=False),
        Veld("bron", "tekst", "id uit bronnen.csv; leeg is het bestand zelf", verplicht=False),
        Veld("vindplaats", "tekst", "paragraaf, tabel of bladzijde in de bron", verplicht=False),
    ),
    ("gemeentecode",),
    facultatief=("bron", "vindplaats"),
)

INNAME = Schema(
    "inname",
    "Wat ibt inlezen opmerkte en niet veranderde",
    (
        Veld("tabel", "tekst", "waar de cijfers in staan"),
        Veld("periode", "periode", "waar het bestand over gaat; leeg bij een tabel zonder periode", False),
        Veld(
            "soort",
            "tekst",
            "wat is opgemerkt",
            keuzes=("totaal", "controle", "voorlopig", "onbekend", "ontbreekt"),
        ),
        Veld("gemeentecode", "gebiedscode", "CBS-code, als het over een gemeente gaat", False),
        Veld("gemeente", "tekst", "naam", False),
        Veld("cijfer", "tekst", "de kolom", False),
        Veld("in_bestand", "tekst", "wat er in het bestand staat", False),
        Veld("gelezen", "tekst", "wat ervan gemaakt is, of wat uit de andere cijfers volgt; leeg is onbekend", False),
        *_BRON,
    ),
    ("tabel", "periode", "soort", "gemeente", "cijfer", "vindplaats"),
)

_WIE = (
    Veld("door", "tekst", "wie het vaststelde: naam of functie"),
    Veld("datum", "datum", "wanneer"),
    Veld("bron", "tekst", "id uit bronnen.csv, als een bron het zegt", False),
    Veld("vindplaats", "tekst", "plaats in die bron", False),
)
CORRECTIES = Schema(
    "correcties",
    "Cijfers die in de bron verkeerd staan: wat er staat en wat hier gebruikt is",
    (
        Veld("tabel", "tekst", "bestand zonder .csv, bijvoorbeeld resultaten of gemeenten/2024-1"),
        Veld("sleutel", "tekst", "waarden van de sleutelkolommen van de rij, gescheiden door |"),
        Veld("kolom", "tekst", "de kolom waarin het cijfer staat"),
        Veld("verwacht_in_bron", "tekst", "wat de bron geeft; leeg is niets", False),
        Veld("waarde", "tekst", "wat hier gebruikt is; leeg is niets", False),
        Veld("reden", "tekst", "waarom"),
        *_WIE,
    ),
    ("tabel", "sleutel", "kolom"),
)

PROVINCIETABELLEN = (
    Schema(
        "provincie",
        "De provincie zelf: precies één rij",
        (
            Veld("provinciecode", "gebiedscode", "CBS-code, bijvoorbeeld PV26"),
            Veld("naam", "tekst", "naam van de provincie"),
            Veld("fictief", "tekst", "verzonnen provincie om mee te oefenen", keuzes=("ja", "nee")),
            *_BRON,
        ),
        ("provinciecode",),
    ),
    Schema(
        "gemeentelijst",
        "Gemeenten van de provincie met de datums tussen welke hun code geldt",
        (
            _CODE,
            Veld("gemeente", "tekst", "naam"),
            Veld("geldig_van", "datum", "eerste dag; leeg is onbekend en vroeger dan alle cijfers", False),
            Veld("geldig_tot", "datum", "eerste dag waarop zij niet meer bestaat; leeg is nog geldig", False),
            Veld("opvolger", "gebiedscode", "code waarin zij opging", False),
            *_BRON,
        ),
        ("gemeentecode", "geldig_van"),
    ),
    Schema(
        "resultaten",
        "Resultaten van de hele provincie per periode, zoals gepubliceerd",
        (
            _PERIODE,
            Veld("versie", "tekst", "oorspronkelijke of later verlaagde taakstelling", keuzes=VERSIES),
            _personen("taakstelling", "personen"),
            _personen("achterstand_begin", "personen; negatief is voorsprong", False, None),
            _personen("totaalopgave", "personen", False, None),
            _personen("realisatie", "personen", False),
            Veld(
                "realisatie_pct_taakstelling",
                "procent",
                "procenten, met de decimalen die de bron geeft",
                False,
                minimaal=0,
            ),
            Veld(
                "realisatie_pct_totaalopgave",
                "procent",
                "procenten, met de decimalen die de bron geeft",
                False,
                minimaal=0,
            ),
            *_BRON,
        ),
        ("periode", "versie"),
    ),
    Schema(
        "standen",
        "Achterstand van de hele provincie op een peildatum, elke vermelding apart",
        (
            Veld("peildatum", "datum", "eerste dag na de periode"),
            _personen("achterstand", "personen; negatief is voorsprong", minimaal=None),
            *_BRON,
        ),
        ("peildatum", "bron", "vindplaats"),
    ),
    Schema(
        "tussenstanden",
        "Realisatie van de hele provincie tijdens een periode",
        (
            _PERIODE,
            Veld("datum", "datum", "stand op deze dag"),
            _personen("realisatie", "personen"),
            Veld(
                "realisatie_pct_totaalopgave",
                "procent",
                "procenten, met de decimalen die de bron geeft",
                False,
                minimaal=0,
            ),
            *_BRON,
        ),
        ("periode", "datum"),
    ),
    Schema(
        "beoordelingen",
        "Vastgestelde trede per gemeente en periode",
        (
            _PERIODE,
            _CODE,
            Veld("gemeente", "tekst", "naam zoals in de bron"),
            TREDE,
            Veld("grondslag", "tekst", "waarop beoordeeld is", False, GRONDSLAGEN),
            *_BRON,
        ),
        ("periode", "gemeentecode"),
    ),
    Schema(
        "tellingen",
        "Aantallen gemeenten zoals de bron ze noemt",
        (
            _PERIODE,
            Veld(
                "kenmerk", "tekst", "wat geteld is", keuzes=("trede", "grondslag", "positiever_door_koppelingstekort")
            ),
            Veld("waarde", "tekst", "trede of grondslag waarvan geteld is", verplicht=False),
            _personen("gemeenten", "aantal gemeenten"),
            *_BRON,
        ),
        ("periode", "kenmerk", "waarde"),
    ),
    Schema(
        "opvangcapaciteit",
        "Opvangplekken van de hele provincie per fase (Spreidingswet)",
        (
            _FASE,
            *_CAPACITEIT,
            *_BRON,
        ),
        ("fase",),
    ),
    Schema(
        "opvanglocaties",
        "Opvangplekken per gemeente, locatie en fase (Spreidingswet)",
        (
            _CODE,
            Veld("gemeente", "tekst", "naam"),
            Veld("locatie", "tekst", "naam van de locatie; leeg is niet vermeld", False),
            _FASE,
            *_CAPACITEIT,
            *_BRON,
        ),
        ("gemeentecode", "locatie", "fase"),
    ),
    Schema(
        "opvangopgave",
        "Opgaven van de hele provincie; zonder dit bestand geldt de landelijke tabel spreidingswet",
        (*_OPGAVE, *_BRON),
        ("opgavesoort", "cyclus", "peildatum"),
    ),
    Schema(
        "opvang",
        "Opgaven per gemeente",
        (_CODE, Veld("gemeente", "tekst", "naam"), *_OPGAVE, *_BRON),
        ("gemeentecode", "opgavesoort", "cyclus", "peildatum"),
    ),
    Schema(
        "amv",
        "Plekken voor amv in de provincie (COA en Nidos)",
        (
            Veld("peildatum", "datum", "waarvoor of waarop geteld"),
            Veld("precisie", "tekst", "hoe precies de datum is", keuzes=PRECISIES),
            Veld(
                "kenmerk", "tekst", "wat geteld is", keuzes=("opgave nidos", "gehuisvest nidos", "gemeenten met nidos")
            ),
            _personen("aantal", "personen, plekken of gemeenten, naar het kenmerk"),
            *_BRON,
        ),
        ("peildatum", "kenmerk"),
    ),
    Schema(
        "amv_gemeenten",
        "Gemeenten die de bron noemt bij de Nidos-plekken",
        (
            Veld("peildatum", "datum", "waarop geteld"),
            _CODE,
            Veld("gemeente", "tekst", "naam zoals in de bron"),
            *_BRON,
        ),
        ("peildatum", "gemeentecode"),
    ),
    Schema(
        "acties",
        "Eenmalige acties en regelingen met een cijfer",
        (
            Veld("actie", "tekst", "korte naam"),
            Veld("kenmerk", "tekst", "wat geteld is"),
            Veld("begin", "datum", "eerste dag", False),
            Veld("eind", "datum", "laatste dag", False),
            _personen("aantal", "in de eenheid"),
            Veld("eenheid", "tekst", "van het aantal"),
            Veld("precisie", "tekst", "exact of bij benadering", keuzes=("exact", "circa")),
            *_BRON,
        ),
        ("actie", "kenmerk"),
    ),
    Schema(
        "gebeurtenissen",
        "Wat er wanneer gebeurde; elke bron die een datum noemt apart",
        (
            Veld("gebeurtenis", "tekst", "vaste korte naam; gelijk als twee bronnen hetzelfde bedoelen"),
            Veld("omschrijving", "tekst", "zoals de lezer hem ziet"),
            Veld("datum", "datum", "dag, of eerste dag van de maand, het seizoen of het jaar"),
            Veld("precisie", "tekst", "hoe precies de bron is", keuzes=PRECISIES),
            Veld(
                "soort",
                "tekst",
                "waar het bij hoort",
                keuzes=("taakstelling", "kader", "toezicht", "spreidingswet", "opvang", "publicatie"),
            ),
            Veld("in_grafiek", "tekst", "in de trendgrafiek tonen", keuzes=("ja", "nee")),
            *_BRON,
        ),
        ("gebeurtenis", "bron", "vindplaats"),
    ),
    Schema(
        "uitspraken",
        "Uitspraken bij benadering of in woorden, naast het exacte cijfer dat de code moet geven",
        (
            Veld("uitspraak", "tekst", "vaste korte naam, bekend bij de controle"),
            Veld("onderwerp", "tekst", "waarover de uitspraak gaat"),
            Veld("gepubliceerd_als", "tekst", "de woorden van de bron, hooguit enkele"),
            Veld("gepubliceerde_waarde", "breuk", "die woorden als getal; leeg als het een richting is", False),
            Veld("stap", "breuk", "waarop de bron afrondt (8.000: 1000; anderhalf: 0,5)", False),
            Veld(
                "exact", "breuk", "wat de code moet geven; leeg als de bron het vergelijkingscijfer niet geeft", False
            ),
            Veld("eenheid", "tekst", "van waarde en exact"),
            *_BRON,
        ),
        ("uitspraak",),
    ),
    Schema(
        "tegelkaart",
        "Eén tegel per gemeente; rij 0 is het noorden",
        (
            _CODE,
            Veld("gemeente", "tekst", "naam"),
            Veld("afkorting", "tekst", "op de tegel"),
            _personen("rij", "van noord naar zuid"),
            _personen("kolom", "van west naar oost"),
            *_BRON,
        ),
        ("gemeentecode",),
    ),
    CORRECTIES,
    Schema(
        "bekend",
        "Bevindingen van ibt controleer die verklaard zijn, met wie dat deed",
        (
            Veld("bevinding", "tekst", "id van de bevinding, zoals ibt controleer haar noemt"),
            Veld("toelichting", "tekst", "hoe het zit"),
            _WIE[0],
            Veld("datum", "datum", "wanneer; leeg als de bron die het verklaart geen datum heeft", False),
            *_WIE[2:],
        ),
        ("bevinding",),
    ),
)

LANDELIJKE_TABELLEN = (
    Schema(
        "gemeenten",
        "Alle gemeenten van Nederland, met hun provincie en de datums tussen welke hun code geldt",
        (
            _CODE,
            Veld("gemeente", "tekst", "naam, zonder de toevoeging die het CBS sinds 2024 bij sommige namen zet"),
            Veld("provinciecode", "gebiedscode", "CBS-code van de provincie, bijvoorbeeld PV26"),
            Veld("provincie", "tekst", "naam van de provincie"),
            Veld("geldig_van", "datum", "eerste dag; leeg is onbekend", False),
            Veld("geldig_tot", "datum", "eerste dag waarop zij niet meer bestaat; leeg is nog geldig", False),
            Veld("opvolger", "gebiedscode", "code waarin zij opging", False),
            *_BRON,
        ),
        ("gemeentecode",),
    ),
    Schema(
        "taakstelling",
        "Landelijke taakstelling per periode",
        (
            _PERIODE,
            Veld("versie", "tekst", "oorspronkelijk of later verlaagd", keuzes=VERSIES),
            _personen("taakstelling", "personen, heel Nederland"),
            *_BRON,
        ),
        ("periode", "versie"),
    ),
    Schema(
        "inwoners",
        "Inwoners op 1 januari",
        (
            Veld("datum", "datum", "1 januari"),
            Veld("gebiedscode", "gebiedscode", "GM, PV of NL"),
            Veld("gebied", "tekst", "naam"),
            _personen("inwoners", "personen"),
            *_BRON,
        ),
        ("datum", "gebiedscode", "bron"),
    ),
    Schema(
        "opvangplekken",
        "Opvangplekken en opgave per provincie in de Rijksbrief van mei 2023; met de totaalrij van de bron",
        (
            Veld("gebiedscode", "gebiedscode", "PV of NL01 voor het gepubliceerde totaal"),
            Veld("gebied", "tekst", "naam"),
            _personen("plekken_nu", "reguliere opvangplekken op 1 april 2023"),
            _personen("opgave_extra", "extra opvangplekken, gewogen"),
            _personen("verdeling_2022", "verdeling van november 2022"),
            _personen("opgave_2024", "opgave op 1 januari 2024"),
            _personen("nog_nodig", "verhoging ten opzichte van het huidige aantal", minimaal=None),
            *_BRON,
        ),
        ("gebiedscode",),
    ),
    Schema(
        "spreidingswet",
        "Opgave Spreidingswet per gebied en cyclus",
        (
            _personen("cyclus", "1 is de eerste cyclus", minimaal=1),
            Veld("gebiedscode", "gebiedscode", "GM, PV of NL01"),
            Veld("gebied", "tekst", "naam"),
            _personen("opgave", "opvangplekken"),
            _personen("waarvan_amv", "plekken voor amv, in de opgave begrepen", False),
            *_BRON,
        ),
        ("cyclus", "gebiedscode"),
    ),
    Schema(
        "cycli",
        "Data van een cyclus van de Spreidingswet",
        (
            _personen("cyclus", "1 is de eerste cyclus", minimaal=1),
            Veld("peilvenster_van", "datum", "eerste peilmoment"),
            Veld("peilvenster_tot", "datum", "laatste peilmoment"),
            *_BRON,
        ),
        ("cyclus",),
    ),
    Schema(
        "cyclusstappen",
        "Stappen van een cyclus van de Spreidingswet; elke bron die een datum noemt apart",
        (
            _personen("cyclus", "1 is de eerste cyclus", minimaal=1),
            _personen("volgorde", "van de stap in de cyclus", minimaal=1),
            Veld("stap", "tekst", "naam van de stap"),
            Veld("bezig_met", "tekst", "wat er gebeurt tot deze stap gezet is"),
            Veld("termijn", "tekst", "op de datum, of uiterlijk dan", keuzes=("op", "uiterlijk")),
            Veld("datum", "datum", "dag, of eerste dag van de maand of het jaar"),
            Veld("precisie", "tekst", "hoe precies de bron is", keuzes=PRECISIES),
            *_BRON,
        ),
        ("cyclus", "stap", "bron", "vindplaats"),
    ),
    Schema(
        "kerncijfers",
        "Losse landelijke cijfers uit de bronnen",
        (
            Veld("kenmerk", "tekst", "wat geteld is"),
            Veld("datum", "datum", "waarvoor of waarop geteld", False),
            Veld("aantal", "breuk", "in de eenheid"),
            Veld("eenheid", "tekst", "van het aantal"),
            Veld("precisie", "tekst", "exact of bij benadering", keuzes=("exact", "circa")),
            *_BRON,
        ),
        ("kenmerk", "datum", "bron"),
    ),
)
