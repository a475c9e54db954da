"""Requests: the state machine, deadlines and next actions. Pure functions over the model."""
