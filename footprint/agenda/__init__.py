"""What is due when: replies, charges, cut-offs, expiries."""
