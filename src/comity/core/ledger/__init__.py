"""The ledger as mathematics: entries, the Merkle tree over them, proofs, receipts. Over bytes that it is given."""
