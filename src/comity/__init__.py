"""Comity: a system of record and decision for intergovernmental organisations."""

__version__ = "0.1.0"
