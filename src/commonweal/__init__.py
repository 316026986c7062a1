"""Open software that runs a collective impact initiative end to end."""

__version__ = "0.1.0"
