"""Questions: each returns a read model, holds it to the policy, and asks the database a constant number of times."""
