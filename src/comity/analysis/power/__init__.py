"""Voting power, exactly: who decides how often, under any rule that a charter can say."""
