"""What is recorded: items, links, requests, exits, money and dates. Knows nothing else."""
