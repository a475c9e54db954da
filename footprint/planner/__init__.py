"""The planner: scope, rules, order, dates and hazards of an exit. Pure functions over the model."""
