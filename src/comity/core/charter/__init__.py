"""The charter as data, and what it says on a given date."""
