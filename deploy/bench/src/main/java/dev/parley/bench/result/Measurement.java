package dev.parley.bench.result;

import tools.jackson.databind.JsonNode;

/// One run of the load generator on one server.
///
/// @param server `suite` or `peer`
/// @param work the label of the load
/// @param round 1, 2, …
/// @param report what the generator printed
/// @param othersCores CPU that the server not under load spent meanwhile
public record Measurement(
    String server, String work, int round, JsonNode report, double othersCores) {}
