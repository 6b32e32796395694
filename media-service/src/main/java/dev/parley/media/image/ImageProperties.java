package dev.parley.media.image;

import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How large a picture may be once it is unpacked, which a small file does not show: every client
/// that opens it needs four bytes a pixel.
///
/// @param maxPixels width × height, 1 or more
/// @param maxSide width or height, 1 or more
/// @param maxFrames of an animation
@Validated
@ConfigurationProperties("parley.media.image")
public record ImageProperties(
    @Positive @DefaultValue("64000000") long maxPixels,
    @Positive @DefaultValue("32767") int maxSide,
    @Positive @DefaultValue("2000") int maxFrames) {}
