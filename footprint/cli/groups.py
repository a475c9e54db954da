"""The purposes by which the commands are grouped, in the order that help shows them."""

from footprint.i18n import N_

BEGIN = N_("Begin")
RECORD = N_("Record what you have")
LOOK = N_("See what hangs on what")
LEAVE = N_("Leave safely")
ASK = N_("Ask, and keep track of the answers")
KEEP = N_("Look after the vault")

GROUPS = (BEGIN, RECORD, LOOK, LEAVE, ASK, KEEP)
