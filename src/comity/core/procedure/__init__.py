"""How a body comes to a decision over time: votes, consensus, silence, ladders and elections as tables of states."""
