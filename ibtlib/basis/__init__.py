"""Words, numbers, dates, colours, errors and files: what every other room speaks. Imports no other room."""
