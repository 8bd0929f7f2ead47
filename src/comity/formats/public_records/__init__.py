"""Published tables of recorded votes, read into records of roll calls."""
