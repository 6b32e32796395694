package dev.parley.message.search;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param languages whose word forms are brought together, 1–30, by the names of PostgreSQL's
///   Snowball dictionaries; another list has the documents made anew
/// @param timeout for one statement of a search, and for a search in all
/// @param maxConcurrent searches at a time, 1 or more; beyond it they are refused as `unavailable`
/// @param maxExamined messages that one request looks at more closely, 1 or more; a page that ends
///   there is shorter, and has a cursor
/// @param rebuildBatch messages whose documents are made anew in one transaction, 1–10 000
/// @param rebuildPause between those, so that it stays in the background
/// @param indexShare of its time that the indexer may work, 0.01–1: what is sent faster than that
///   allows is found later, and does not take the processors from what is being sent
@Validated
@ConfigurationProperties("parley.search")
record SearchProperties(
    @DefaultValue({
          "english",
          "german",
          "french",
          "spanish",
          "italian",
          "portuguese",
          "dutch",
          "russian"
        })
        @NotEmpty
        List<@Pattern(regexp = "[a-z]{2,40}") String> languages,
    @DefaultValue("2s") Duration timeout,
    @DefaultValue("4") @Min(1) int maxConcurrent,
    @DefaultValue("2000") @Min(1) int maxExamined,
    @DefaultValue("500") @Min(1) @Max(10_000) int rebuildBatch,
    @DefaultValue("50ms") Duration rebuildPause,
    @DefaultValue("0.25") @DecimalMin("0.01") @DecimalMax("1") double indexShare) {}
