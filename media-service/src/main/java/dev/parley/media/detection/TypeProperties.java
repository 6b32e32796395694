package dev.parley.media.detection;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Positive;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// @param accepted content types that are taken; nothing else is. A browser runs none of these
/// @param archiveEntries at most in one archive, those of archives within it included
/// @param archiveSize of what an archive unpacks to, all of it
/// @param archiveRatio how many times its own size an archive may unpack to, once that is more than
///   a megabyte
/// @param archiveDepth archives within archives; 1 is none
@Validated
@ConfigurationProperties("parley.media.types")
public record TypeProperties(
    @NotEmpty
        @DefaultValue({
          "image/jpeg",
          "image/png",
          "image/gif",
          "image/webp",
          "video/mp4",
          "video/quicktime",
          "video/webm",
          "audio/mpeg",
          "audio/mp4",
          "audio/ogg",
          "audio/webm",
          "audio/wav",
          "audio/flac",
          "audio/aac",
          "application/pdf",
          "application/zip",
          "text/plain",
          "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
          "application/vnd.openxmlformats-officedocument.presentationml.presentation",
          "application/vnd.oasis.opendocument.text",
          "application/vnd.oasis.opendocument.spreadsheet",
          "application/vnd.oasis.opendocument.presentation"
        })
        Set<String> accepted,
    @Positive @DefaultValue("10000") int archiveEntries,
    @DefaultValue("1GB") DataSize archiveSize,
    @Positive @DefaultValue("200") int archiveRatio,
    @Positive @DefaultValue("3") int archiveDepth) {}
