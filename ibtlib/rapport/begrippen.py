"""What the terms of the reports mean, for who meets them for the first time."""

BEGRIPPEN = {
    "vergunninghouder": "iemand die asiel heeft gevraagd en in Nederland mag blijven.",
    "taakstelling": "het aantal vergunninghouders dat een gemeente in een half jaar moet huisvesten.",
    "achterstand": "hoeveel vergunninghouders in eerdere perioden te weinig zijn gehuisvest.",
    "voorsprong": "hoeveel vergunninghouders meer zijn gehuisvest dan gevraagd was: een negatieve achterstand.",
    "totaalopgave": "de taakstelling en de achterstand bij het begin van de periode samen.",
    "realisatie": "het aantal vergunninghouders dat in de periode is gehuisvest.",
    "koppelingstekort": "het aantal vergunninghouders dat op tijd aan de gemeente gekoppeld had moeten zijn om de "
    "totaalopgave te halen, maar dat niet was.",
    "peildatum": "de eerste dag na de periode; de provincie beoordeelt hoe de gemeente er op die dag voor staat.",
    "peilmoment": "een dag waarop volgens de Spreidingswet telt welke opvangplekken er zijn.",
    "trede": "een stap op de interventieladder; hoe hoger, hoe verder het toezicht van de provincie gaat.",
    "interventieladder": "de zes treden van het toezicht van de provincie op een gemeente.",
    "dekking": "het deel van de opgave waarvoor er plekken zijn.",
    "harde opvangcapaciteit": "opvangplekken die op de peilmomenten zeker in gebruik zijn.",
    "harde plancapaciteit": "opvangplekken die zeker komen, maar pas na de peilmomenten.",
    "planvoorraad": "opvangplekken in plannen die nog niet zeker zijn.",
    "amv": "alleenstaande minderjarige vreemdeling: een kind dat zonder ouders naar Nederland kwam.",
    "Nidos": "de organisatie die de voogdij over amv heeft.",
    "COA": "Centraal Orgaan opvang asielzoekers.",
    "HAR": "Hotel- en accommodatieregeling: wie een woning krijgt, wacht daarop in een hotel in de gemeente.",
    "PRT": "Provinciale Regietafel Migratie en Integratie.",
}
"""In an order in which a longer term comes before one that it holds."""
