package dev.parley.gateway.socket;

import dev.parley.gateway.request.PassedOnHeaders;
import dev.parley.gateway.route.RealtimeNodes;
import java.time.Duration;

/// What each connection's handlers share.
///
/// @param connectTimeout for the TCP connection to a node
/// @param answerTimeout for the node's answer to the upgrade
/// @param stalledAfter how long an end may take nothing of what waits for it
record SocketSettings(
    RealtimeNodes nodes,
    Admission admission,
    PassedOnHeaders headers,
    Tunnels tunnels,
    Duration connectTimeout,
    Duration answerTimeout,
    Duration stalledAfter) {}
