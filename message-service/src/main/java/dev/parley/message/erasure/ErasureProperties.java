package dev.parley.message.erasure;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param againAfter when what a deleted user has left is looked for once more: longer than any
///   send that was taken before the deletion is under way
@ConfigurationProperties("parley.erasure")
record ErasureProperties(@DefaultValue("5m") Duration againAfter) {}
