"""What is said about a day to come is said anew when that day has passed."""

from datetime import date

from footprint.i18n import N_
from footprint.requests.position import NextAction

# What the ladder says while an answer may still come in time, and what is said afterwards.
PAST = {
    "If there is no answer by {day}, complain to them first: the law gives them 30 days to "
    "acknowledge it.": N_(
        "No answer came by {day}: complain to them first, the law gives them 30 days to "
        "acknowledge it."
    ),
    "If there is no answer by {day}, try their other address: {address}": N_(
        "No answer came by {day}. Try their other address: {address}"
    ),
    "If mails still come after {day}, object formally and name the address; if none came, "
    "record that you checked it.": N_(
        "If mails came after {day}, object formally and name the address; if none came, record "
        "that you checked it."
    ),
    "If there is no answer by {day}, call them again and set a final date.": N_(
        "No answer came by {day}: call them again and set a final date."
    ),
    "If there is no answer by {day}, send a second notice with a final date.": N_(
        "No answer came by {day}: send a second notice with a final date."
    ),
}


def as_of(today: date, step: NextAction) -> NextAction:
    """Return the step with its reason as it is said on `today`."""
    day, past = step.values.get("day"), PAST.get(step.because)
    if past is None or not isinstance(day, date) or day >= today:
        return step
    return step._replace(because=past)
