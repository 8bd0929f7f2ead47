"""Profiles of the properties: a short one for every run, and HYPOTHESIS_PROFILE=trials for many more examples."""

import os

from hypothesis import HealthCheck, settings

QUIET = (HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large)

settings.register_profile("default-run", max_examples=25, deadline=None, derandomize=True, suppress_health_check=QUIET)
settings.register_profile("trials", max_examples=2000, deadline=None, suppress_health_check=QUIET)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default-run"))
