package dev.parley.media.film;

import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// @param ffmpeg the program, by name or path; where it does not run films are kept unprocessed
/// @param ffprobe the program, by name or path
/// @param timeout for one run
/// @param cpuTime of one run, whole seconds
/// @param memory of one run, its address space
/// @param posterSide the longer side of a film's poster, pixels
/// @param waveformPoints how many numbers tell the loudness of a sound
@Validated
@ConfigurationProperties("parley.media.film")
public record FilmProperties(
    @DefaultValue("ffmpeg") String ffmpeg,
    @DefaultValue("ffprobe") String ffprobe,
    @DefaultValue("60s") Duration timeout,
    @DefaultValue("60s") Duration cpuTime,
    @DefaultValue("2GB") DataSize memory,
    @Positive @DefaultValue("1280") int posterSide,
    @Positive @DefaultValue("64") int waveformPoints) {}
