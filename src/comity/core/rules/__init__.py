"""A decision rule, written once: what the charter says, and what follows from it."""
