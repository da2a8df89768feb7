"""One check, one file: each takes the context of a rulebook and yields what is wrong with it.

Whatever passes here can become a program. A fault that no check looks for would show only in
somebody's answer.
"""

from engine.diagnostics import Diagnostic, by_place
from engine.rulebook.checks import (
    aggregation,
    blank_cell,
    broken_sentence,
    cut_sentence,
    cycle,
    duplicate_id,
    evidence_table,
    freshness,
    gap_in_values,
    idle_input,
    known_decides,
    listed_twice,
    measure_name,
    missing_words,
    orphan_words,
    other_language,
    output_kind,
    overlapping_passages,
    overlapping_values,
    preference_circle,
    presumption,
    priority,
    reversed_dates,
    row_cells,
    row_count,
    row_source,
    unknown_advice,
    unknown_alert,
    unknown_document,
    unknown_figure,
    unknown_finding,
    unknown_option,
    unknown_placeholder,
    unknown_requirement,
    unknown_source,
    unknown_table,
    unused,
    unused_source,
    used_waiver,
    value_of_unit,
)
from engine.rulebook.checks.context import Context

__all__ = ["CHECKS", "Context", "run"]

CHECKS = (
    duplicate_id.check,  # R201
    cycle.check,  # R202
    unknown_finding.check,  # R207
    unknown_alert.check,  # R236
    unknown_option.check,  # R208
    unknown_requirement.check,  # R209
    unknown_advice.check,  # R210
    missing_words.check,  # R211
    unknown_placeholder.check,  # R212
    unknown_source.check,  # R214
    overlapping_values.check,  # R215
    gap_in_values.check,  # R216
    unused.check,  # R217
    preference_circle.check,  # R218
    known_decides.check,  # R219
    orphan_words.check,  # R220
    presumption.check,  # R237
    unknown_figure.check,  # R221
    freshness.check,  # R224
    broken_sentence.check,  # R227, R228
    cut_sentence.check,  # R238
    measure_name.check,  # R229
    unused_source.check,  # R230
    reversed_dates.check,  # R231
    unknown_document.check,  # R232
    other_language.check,  # R233
    used_waiver.check,  # R234
    value_of_unit.check,  # R235
    row_cells.check,  # R250
    output_kind.check,  # R251
    aggregation.check,  # R252
    priority.check,  # R253
    idle_input.check,  # R254
    row_source.check,  # R256
    blank_cell.check,  # R257
    unknown_table.check,  # R258
    evidence_table.check,  # R259
    row_count.check,  # R267
    listed_twice.check,  # R268
    overlapping_passages.check,  # R281
)


def run(context: Context) -> tuple[Diagnostic, ...]:
    """Every fault that a check finds in a pack, sorted by place."""
    return tuple(by_place(fault for check in CHECKS for fault in check(context)))
