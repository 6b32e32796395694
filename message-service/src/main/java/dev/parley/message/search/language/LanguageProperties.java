package dev.parley.message.search.language;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param languages whose word forms are brought together, 1–30, by the names of PostgreSQL's
///   Snowball dictionaries; another list has the documents made anew
@Validated
@ConfigurationProperties("parley.search")
record LanguageProperties(
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
        List<@Pattern(regexp = "[a-z]{2,40}") String> languages) {}
