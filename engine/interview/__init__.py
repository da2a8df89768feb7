"""From one answer to the next question: what to ask somebody who can't be expected to fill in a form."""
