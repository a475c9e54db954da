"""The command line; one module a command group, thin over `workspace`."""
