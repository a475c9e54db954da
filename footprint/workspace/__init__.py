"""An open vault and everything one can do with it: the only door for cli and tui."""
