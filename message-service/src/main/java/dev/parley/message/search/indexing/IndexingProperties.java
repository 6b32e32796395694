package dev.parley.message.search.indexing;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param rebuildBatch messages whose documents are made anew in one transaction, 1–10 000
/// @param rebuildPause between those, so that it stays in the background
/// @param indexShare of its time that the indexer may work, 0.01–1: what is sent faster than that
///   allows is found later, and does not take the processors from what is being sent
@Validated
@ConfigurationProperties("parley.search")
record IndexingProperties(
    @DefaultValue("500") @Min(1) @Max(10_000) int rebuildBatch,
    @DefaultValue("50ms") Duration rebuildPause,
    @DefaultValue("0.25") @DecimalMin("0.01") @DecimalMax("1") double indexShare) {}
