package dev.parley.media.rendition;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// @param originalSide the longer side of what is served as `original`, pixels; a larger picture is
///   scaled down to it
/// @param largeSide the longer side of the variant `large`, pixels
/// @param thumbnailSide the longer side of the variant `thumbnail`, pixels
/// @param quality of the JPEGs that are made, 0–1
/// @param decodeLimit bytes that one picture takes when it is unpacked: one that would take more is
///   unpacked strip by strip, of a third as many bytes, and scaled down to no more than that
///   meanwhile
/// @param maxUnpacked bytes that are unpacked for one picture in all, over and over again where it
///   comes in strips or in passes: what would take more is not taken
/// @param memory bytes that all pictures in work take together; the next one waits
@Validated
@ConfigurationProperties("parley.media.rendition")
public record RenditionProperties(
    @Positive @DefaultValue("4096") int originalSide,
    @Positive @DefaultValue("2048") int largeSide,
    @Positive @DefaultValue("320") int thumbnailSide,
    @DecimalMin("0.1") @DecimalMax("1.0") @DefaultValue("0.82") float quality,
    @DefaultValue("48MB") DataSize decodeLimit,
    @DefaultValue("8GB") DataSize maxUnpacked,
    @DefaultValue("128MB") DataSize memory) {}
