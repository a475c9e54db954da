"""footprint: an encrypted record of what you are registered with, and the order to undo it in."""

__version__ = "0.1.0"
