"""Property tests have no deadline: a busy machine is not a failure. The suite's own length is what is watched."""

from hypothesis import settings

settings.register_profile("onrecord", deadline=None)
settings.load_profile("onrecord")
