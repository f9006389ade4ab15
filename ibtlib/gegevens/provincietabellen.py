"""The tables of one province: every file in `data/raw/<provincie>`, with the figures per gemeente first."""

from __future__ import annotations

from ibtlib.gegevens.schema import (
    ELDERS,
    FASEN,
    GEMEENTE,
    GEMEENTECODE,
    GESPREKSOORTEN,
    GRONDSLAGEN,
    IN_GEBRUIK,
    OPGAVESOORTEN,
    PERIODE,
    PRECISIES,
    TREDE,
    VERSIES,
    Schema,
    Veld,
    geheel,
    procent,
    tabel,
)

GEMEENTECIJFERS = tabel(
    "gemeentecijfers",
    "Cijfers per gemeente in één periode",
    (
        GEMEENTECODE,
        Veld("gemeente", "tekst", "naam van de gemeente"),
        geheel("taakstelling", "personen te huisvesten in de periode", verplicht=False),
        geheel(
            "achterstand_begin", "personen uit vorige perioden; negatief is voorsprong", verplicht=False, minimaal=None
        ),
        geheel("realisatie", "gehuisveste personen", verplicht=False),
        geheel("gekoppeld", "tijdig gekoppelde personen op de koppelpeildatum", verplicht=False),
        Veld("trede_vorig", "geheel", "vastgestelde trede van de vorige periode", False, minimaal=1, maximaal=6),
    ),
    ("gemeentecode",),
)

TUSSENSTANDCIJFERS = Schema(
    "tussenstandcijfers",
    "Stand per gemeente op een dag binnen een periode",
    (
        GEMEENTECODE,
        geheel("realisatie", "gehuisveste personen sinds het begin van de periode"),
        geheel("gekoppeld", "personen die tot en met deze dag aan de gemeente zijn gekoppeld", verplicht=False),
        Veld("bron", "tekst", "id uit bronnen.csv; leeg is het bestand zelf", verplicht=False),
        Veld("vindplaats", "tekst", "paragraaf, tabel of bladzijde in de bron", verplicht=False),
    ),
    ("gemeentecode",),
    facultatief=("bron", "vindplaats"),
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

_CAPACITEIT = (
    geheel("plekken_laag", "opvangplekken, ondergrens"),
    geheel("plekken_hoog", "opvangplekken, bovengrens; gelijk aan de ondergrens als er één cijfer is"),
    geheel("waarvan_amv", "plekken voor amv, in de plekken begrepen", False),
    Veld("beschikbaar_van", "datum", "eerste dag waarop de plekken er zijn; leeg is onbekend", False),
    Veld("beschikbaar_tot", "datum", "laatste dag; leeg is onbekend, 9999-12-31 is zonder einde", False),
    Veld(
        "op_peilmomenten",
        "tekst",
        "wat de bron zegt: ja (er op elk peilmoment), nee (er dan niet), erna (pas na de peilmomenten), onbekend (zegt niets; "
        "de datums beslissen)",
        keuzes=("ja", "nee", "erna", "onbekend"),
    ),
)
_FASE = Veld("fase", "tekst", f"hoe zeker de plekken zijn: {', '.join((IN_GEBRUIK, *FASEN))}, of een eigen fase")
_OPGAVE = (
    Veld("opgavesoort", "tekst", "welke opgave", keuzes=OPGAVESOORTEN),
    geheel("cyclus", "cyclus van de Spreidingswet; leeg bij andere opgaven", False, 1),
    Veld("peildatum", "datum", "waarvoor of waarop het cijfer geldt; leeg is niet vermeld", False),
    geheel("opgave", "opvangplekken", False),
    geheel("waarvan_amv", "plekken voor amv, in de opgave begrepen", False),
    geheel("gerealiseerd", "opvangplekken in gebruik", False),
)
PROVINCIETABELLEN = (
    tabel(
        "provincie",
        "De provincie zelf: precies één rij",
        (
            Veld("provinciecode", "gebiedscode", "CBS-code, bijvoorbeeld PV26"),
            Veld("naam", "naam", "naam van de provincie"),
            Veld("fictief", "tekst", "verzonnen provincie om mee te oefenen", keuzes=("ja", "nee")),
        ),
        ("provinciecode",),
    ),
    tabel(
        "gemeentelijst",
        "Gemeenten van de provincie met de datums tussen welke hun code geldt",
        (
            GEMEENTECODE,
            Veld("gemeente", "naam", "naam"),
            Veld("geldig_van", "datum", "eerste dag; leeg is onbekend en vroeger dan alle cijfers", False),
            Veld("geldig_tot", "datum", "eerste dag waarop zij niet meer bestaat; leeg is nog geldig", False),
            Veld("opvolger", "gebiedscode", "code waarin zij opging", False),
        ),
        ("gemeentecode", "geldig_van"),
    ),
    tabel(
        "resultaten",
        "Resultaten van de hele provincie per periode, zoals gepubliceerd",
        (
            PERIODE,
            Veld("versie", "tekst", "oorspronkelijke of later verlaagde taakstelling", keuzes=VERSIES),
            geheel("taakstelling", "personen"),
            geheel("achterstand_begin", "personen; negatief is voorsprong", False, None),
            geheel("totaalopgave", "personen", False, None),
            geheel("realisatie", "personen", False),
            procent("realisatie_pct_taakstelling"),
            procent("realisatie_pct_totaalopgave"),
        ),
        ("periode", "versie"),
    ),
    tabel(
        "standen",
        "Achterstand van de hele provincie op een peildatum, elke vermelding apart",
        (
            Veld("peildatum", "datum", "eerste dag na de periode"),
            geheel("achterstand", "personen; negatief is voorsprong", minimaal=None),
        ),
        ("peildatum", "bron", "vindplaats"),
    ),
    tabel(
        "tussenstanden",
        "Realisatie van de hele provincie tijdens een periode",
        (
            PERIODE,
            Veld("datum", "datum", "stand op deze dag"),
            geheel("realisatie", "personen"),
            procent("realisatie_pct_totaalopgave"),
        ),
        ("periode", "datum"),
    ),
    tabel(
        "beoordelingen",
        "Vastgestelde trede per gemeente en periode",
        (
            PERIODE,
            GEMEENTECODE,
            Veld("gemeente", "tekst", "naam zoals in de bron"),
            TREDE,
            Veld("grondslag", "tekst", "waarop beoordeeld is", False, GRONDSLAGEN),
        ),
        ("periode", "gemeentecode"),
    ),
    tabel(
        "tellingen",
        "Aantallen gemeenten zoals de bron ze noemt",
        (
            PERIODE,
            Veld(
                "kenmerk", "tekst", "wat geteld is", keuzes=("trede", "grondslag", "positiever_door_koppelingstekort")
            ),
            Veld("waarde", "tekst", "trede of grondslag waarvan geteld is", verplicht=False),
            geheel("gemeenten", "aantal gemeenten"),
        ),
        ("periode", "kenmerk", "waarde"),
    ),
    tabel(
        "opvangcapaciteit",
        "Opvangplekken van de hele provincie per fase (Spreidingswet)",
        (
            _FASE,
            *_CAPACITEIT,
        ),
        ("fase",),
    ),
    tabel(
        "opvanglocaties",
        "Opvangplekken per gemeente, locatie en fase (Spreidingswet)",
        (
            *GEMEENTE,
            Veld("locatie", "tekst", "naam van de locatie; leeg is niet vermeld", False),
            _FASE,
            *_CAPACITEIT,
        ),
        ("gemeentecode", "locatie", "fase"),
    ),
    tabel(
        "opvangopgave",
        "Opgaven van de hele provincie; zonder dit bestand geldt de landelijke tabel spreidingswet",
        _OPGAVE,
        ("opgavesoort", "cyclus", "peildatum"),
    ),
    tabel(
        "opvang",
        "Opgaven per gemeente",
        (*GEMEENTE, *_OPGAVE),
        ("gemeentecode", "opgavesoort", "cyclus", "peildatum"),
    ),
    tabel(
        "amv",
        "Plekken voor amv in de provincie (COA en Nidos)",
        (
            Veld("peildatum", "datum", "waarvoor of waarop geteld"),
            Veld("precisie", "tekst", "hoe precies de datum is", keuzes=PRECISIES),
            Veld(
                "kenmerk", "tekst", "wat geteld is", keuzes=("opgave nidos", "gehuisvest nidos", "gemeenten met nidos")
            ),
            geheel("aantal", "personen, plekken of gemeenten, naar het kenmerk"),
        ),
        ("peildatum", "kenmerk"),
    ),
    tabel(
        "amv_gemeenten",
        "Gemeenten die de bron noemt bij de Nidos-plekken",
        (
            Veld("peildatum", "datum", "waarop geteld"),
            GEMEENTECODE,
            Veld("gemeente", "tekst", "naam zoals in de bron"),
        ),
        ("peildatum", "gemeentecode"),
    ),
    tabel(
        "acties",
        "Eenmalige acties en regelingen met een cijfer",
        (
            Veld("actie", "tekst", "korte naam"),
            Veld("kenmerk", "tekst", "wat geteld is"),
            Veld("begin", "datum", "eerste dag", False),
            Veld("eind", "datum", "laatste dag", False),
            geheel("aantal", "in de eenheid"),
            Veld("eenheid", "tekst", "van het aantal"),
            Veld("precisie", "tekst", "exact of bij benadering", keuzes=("exact", "circa")),
            Veld("periode", "periode", "in het rapport waarvan de actie hoort; leeg is in elk", False),
        ),
        ("actie", "kenmerk"),
        facultatief=("periode",),
    ),
    tabel(
        "gesprekken",
        "Gesprekken van de toezichthouder met gemeenten",
        (
            Veld("datum", "datum", "dag van het gesprek"),
            *GEMEENTE,
            Veld("soort", "tekst", "wat voor gesprek", keuzes=GESPREKSOORTEN),
        ),
        ("datum", "gemeentecode", "soort"),
    ),
    tabel(
        "ruil",
        "Taakstelling die gemeenten onderling ruilen (Huisvestingswet 2014, artikel 29 lid 2); elke ruil telt op tot nul",
        (
            PERIODE,
            Veld("ruil", "tekst", "naam of nummer van de ruil"),
            *GEMEENTE,
            geheel("verandering", "personen; negatief is overgedragen, positief overgenomen", minimaal=None),
        ),
        ("periode", "ruil", "gemeentecode"),
    ),
    tabel(
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
        ),
        ("gebeurtenis", "bron", "vindplaats"),
    ),
    tabel(
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
        ),
        ("uitspraak",),
    ),
    tabel(
        "tegelkaart",
        "Eén tegel per gemeente; rij 0 is het noorden",
        (
            *GEMEENTE,
            Veld("afkorting", "tekst", "op de tegel, hoogstens vier letters", maximaal=4),
            geheel("rij", "van noord naar zuid", maximaal=99),
            geheel("kolom", "van west naar oost", maximaal=99),
        ),
        ("gemeentecode",),
    ),
    CORRECTIES,
    tabel(
        "elders_gepubliceerd",
        "Cijfers die niet in de gelezen bronnen staan en volgens een bron elders gepubliceerd zijn",
        (
            Veld("onderwerp", "tekst", "welke cijfers", keuzes=tuple(ELDERS)),
            Veld("periode", "periode", "waarover; leeg is van geen half jaar", False),
            Veld("waar", "tekst", "waar zij staan, met voorzetsel: ‘in de bijlage bij …’"),
        ),
        ("onderwerp", "periode", "waar"),
    ),
    tabel(
        "publicaties",
        "Wanneer over een periode gerapporteerd is: haar documenten gebruiken wat die dag bekend was; zonder rij alles",
        (
            PERIODE,
            Veld("publicatiedatum", "datum", "dag van het rapport"),
            Veld("zekerheid", "tekst", "of een bron die dag geeft", keuzes=("bron", "aanname")),
        ),
        ("periode",),
    ),
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
