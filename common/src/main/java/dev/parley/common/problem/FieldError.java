package dev.parley.common.problem;

/// One field that is not valid.
///
/// @param field the path in the request's own names, such as `attachments[0].media_id`
/// @param code why: `required`, `invalid`, `too_long`, `too_large`, `too_many`, `out_of_range`,
///   `invalid_character`; of attachments also `duplicate`, `rejected`, `erased`, `type_mismatch`
public record FieldError(String field, String code) {}
