package dev.parley.media.upload;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What is taken. The largest file is `spring.servlet.multipart.max-file-size`.
///
/// @param maxEdge pixels of an image's longer side
/// @param maxPixels of an image in all: what a viewer has to hold in memory is four bytes for each
@ConfigurationProperties("parley.media.upload")
public record UploadProperties(
    @DefaultValue("16384") int maxEdge, @DefaultValue("100000000") long maxPixels) {}
