package dev.parley.media.download;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How files are given out.
///
/// @param urlLifetime how long a signed URL is good, 1 s to 7 days
@ConfigurationProperties("parley.media.download")
public record DownloadProperties(@DefaultValue("5m") Duration urlLifetime) {}
