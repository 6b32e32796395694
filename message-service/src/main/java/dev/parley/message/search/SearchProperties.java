package dev.parley.message.search;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param timeout for one statement of a search, and for a search in all
/// @param maxConcurrent searches at a time, 1 or more; beyond it they are refused as `unavailable`
/// @param maxExamined messages that one request looks at more closely, 1 or more; a page that ends
///   there is shorter, and has a cursor
@Validated
@ConfigurationProperties("parley.search")
record SearchProperties(
    @DefaultValue("2s") Duration timeout,
    @DefaultValue("4") @Min(1) int maxConcurrent,
    @DefaultValue("2000") @Min(1) int maxExamined) {}
