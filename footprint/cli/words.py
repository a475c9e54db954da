"""Words that commands take as choices; the same as the model's, which is not imported for them.

A test holds these lists to the model's own.
"""

KINDS = (
    "service",
    "shop",
    "instrument",
    "payment_method",
    "subscription",
    "mailing_list",
    "balance",
    "contact",
)
RELATIONS = (
    "part_of",
    "sold_on",
    "provided_by",
    "charged_to",
    "stored_at",
    "draws_on",
    "sent_by",
    "held_at",
    "signs_in_with",
    "registered_with",
    "recovers_with",
    "needs",
)
STRENGTHS = ("must", "should")
CERTAINTIES = ("known", "suspected")
DECISIONS = ("end", "move", "keep")
REQUEST_KINDS = (
    "cancellation",
    "closure",
    "erasure",
    "access",
    "portability",
    "rectification",
    "objection",
    "unsubscribe",
    "card_removal",
    "refund",
    "dispute",
    "complaint",
    "other",
)
CHANNELS = ("email", "web", "in_app", "phone", "post", "sms")
DIRECTIONS = ("out", "in")
ENTRY_TYPES = (
    "request",
    "reminder",
    "escalation",
    "acknowledgement",
    "info_requested",
    "info_sent",
    "extension",
    "answer",
    "verification",
    "bounce",
    "incident",
    "closed",
    "note",
)
OUTCOMES = ("complete", "partial", "refused", "done", "abandoned")
INCIDENTS = ("charge", "parcel", "mail")
FORMATS = ("md", "html", "csv", "json", "ics", "mermaid")
HANDOVERS = ("md", "html")
SHELLS = ("bash", "zsh", "fish")
LANGUAGES = ("en", "ja")
DUE_KINDS = (
    "reply",
    "acknowledgement",
    "follow_up",
    "own_date",
    "charge",
    "cut_off",
    "trial_end",
    "card_expiry",
    "balance_expiry",
    "step",
    "watch",
    "check",
)
LETTER_LANGUAGES = ("en", "ja", "de")
LETTER_FORMS = ("text", "mailto", "eml", "html")
PURPOSES = (
    *("erasure", "access", "portability", "rectification", "objection", "unsubscribe"),
    *("cancellation", "closure", "card_removal", "refund", "other"),
    *("second_notice", "information", "reply", "complaint_to_them"),
    *("platform", "complaint", "inquiry", "dispute", "stop_order"),
)
