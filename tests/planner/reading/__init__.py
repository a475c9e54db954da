"""A second, plain reading of PLANNER: slow, from the text, sharing no code with the planner."""
