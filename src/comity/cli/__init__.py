"""The commands: `comity NOUN VERB`, a door to the workbench."""
