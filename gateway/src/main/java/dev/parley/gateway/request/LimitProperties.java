package dev.parley.gateway.request;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// The largest bodies that are taken, with `Content-Length` or without.
///
/// @param json a request's body
/// @param participants of a request that may name all participants of a group: 10 000 of them, with
///   the longest ids
/// @param upload a multipart upload's whole body: the file (25 MiB) and what multipart adds
/// @param polling a Socket.IO polling request's body: as much as realtime-service takes
///   (`parley.realtime.max-payload`)
/// @param gathered all bodies without `Content-Length` together that are taken whole at one moment
@ConfigurationProperties("parley.gateway.limits")
public record LimitProperties(
    @DefaultValue("256KB") DataSize json,
    @DefaultValue("8MB") DataSize participants,
    @DefaultValue("25664KB") DataSize upload,
    @DefaultValue("1MB") DataSize polling,
    @DefaultValue("32MB") DataSize gathered) {}
