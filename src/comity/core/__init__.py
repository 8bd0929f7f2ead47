"""The pure core: standard library only; no clock, no disk, no network, no randomness."""
