"""Settings and wiring: the one place that knows all doors."""
