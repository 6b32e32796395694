package dev.parley.local.service;

import java.util.Map;

/// One process of the suite that is to run.
///
/// @param name in `pids`, in log names and on the screen
/// @param module the folder whose jar it runs
/// @param port of its HTTP, actuator included
/// @param heap as `-Xmx` has it
/// @param environment its settings
public record ServicePlan(
    String name, String module, int port, String heap, Map<String, String> environment) {

  public String url() {
    return "http://127.0.0.1:" + port;
  }
}
