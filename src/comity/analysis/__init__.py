"""Numeric analysis over records: frames of roll calls in, frames of outcomes out. Needs the extra `analysis`."""
