package dev.parley.common.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// @param maxBody the largest request body that is read from a client; uploads (`multipart/*`) have
///   limits of their own
@ConfigurationProperties("parley.web")
public record WebProperties(@DefaultValue("1MB") DataSize maxBody) {}
