"""Use cases: the policy, commands that change something, queries that return read models."""
