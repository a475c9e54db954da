"""Why a charge is disputed, and taken to a consumer centre: the sentences of `charges`."""

from footprint.i18n import N_

# What the dispute rests on, by whether the money was asked for and the issuer is known; where an
# account was charged, by whether the bank is known.
DISPUTE = {
    (True, True): N_(
        "The charge of {day} was not paid back: dispute it with {issuer}, by {until} at the latest."
    ),
    (True, False): N_(
        "The charge of {day} was not paid back: dispute it with whoever issued the card, "
        "by {until} at the latest."
    ),
    (False, True): N_(
        "The charge of {day} should not have been: dispute it with {issuer}, "
        "by {until} at the latest."
    ),
    (False, False): N_(
        "The charge of {day} should not have been: dispute it with whoever issued the card, "
        "by {until} at the latest."
    ),
}
DISPUTE_DEBIT = {
    (True, True): N_(
        "The charge of {day} was not paid back: dispute the direct debit with {issuer}, "
        "by {until} at the latest."
    ),
    (True, False): N_(
        "The charge of {day} was not paid back: dispute the direct debit with your bank, "
        "by {until} at the latest."
    ),
    (False, True): N_(
        "The charge of {day} should not have been: dispute the direct debit with {issuer}, "
        "by {until} at the latest."
    ),
    (False, False): N_(
        "The charge of {day} should not have been: dispute the direct debit with your bank, "
        "by {until} at the latest."
    ),
}
# Why one turns to a consumer centre without a dispute, by whether the money was asked for and the
# body is known.
TOO_LATE = {
    (True, True): N_(
        "The charge of {day} was not paid back, and the safe time for a dispute ended on "
        "{until}: ask the card’s issuer all the same, and turn to {body}."
    ),
    (True, False): N_(
        "The charge of {day} was not paid back, and the safe time for a dispute ended on "
        "{until}: ask the card’s issuer all the same, and turn to a consumer centre."
    ),
    (False, True): N_(
        "The charge of {day} should not have been, and the safe time for a dispute ended on "
        "{until}: ask the card’s issuer all the same, and turn to {body}."
    ),
    (False, False): N_(
        "The charge of {day} should not have been, and the safe time for a dispute ended on "
        "{until}: ask the card’s issuer all the same, and turn to a consumer centre."
    ),
}
TOO_LATE_DEBIT = {
    (True, True): N_(
        "The charge of {day} was not paid back, and the safe time for a dispute ended on "
        "{until}: ask your bank all the same, and turn to {body}."
    ),
    (True, False): N_(
        "The charge of {day} was not paid back, and the safe time for a dispute ended on "
        "{until}: ask your bank all the same, and turn to a consumer centre."
    ),
    (False, True): N_(
        "The charge of {day} should not have been, and the safe time for a dispute ended on "
        "{until}: ask your bank all the same, and turn to {body}."
    ),
    (False, False): N_(
        "The charge of {day} should not have been, and the safe time for a dispute ended on "
        "{until}: ask your bank all the same, and turn to a consumer centre."
    ),
}
# What is awaited before that, by whether the body is known.
WAITING = {
    True: N_(
        "The charge of {day} was disputed on {disputed}: wait for the answer until {wait}; if it "
        "is not settled then, turn to {body}."
    ),
    False: N_(
        "The charge of {day} was disputed on {disputed}: wait for the answer until {wait}; if it "
        "is not settled then, turn to a consumer centre."
    ),
}
# Where the dispute was left out, by the same as the first.
LEFT_OUT = {
    (True, True): N_("The charge of {day} was not paid back: turn to {body}."),
    (True, False): N_("The charge of {day} was not paid back: turn to a consumer centre."),
    (False, True): N_("The charge of {day} should not have been: turn to {body}."),
    (False, False): N_("The charge of {day} should not have been: turn to a consumer centre."),
}
