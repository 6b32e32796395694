package dev.parley.bench.scale;

import java.net.http.HttpRequest;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/// One question at one size. An answer that is not what it has to be is not worth its time.
///
/// @param title the same at each size
/// @param request the n-th
/// @param isRight whether that answers it
record Question(
    String title,
    Axis axis,
    int size,
    IntFunction<HttpRequest> request,
    Predicate<JsonNode> isRight) {}
