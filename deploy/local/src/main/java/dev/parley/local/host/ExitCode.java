package dev.parley.local.host;

/// How the launcher ended. `help.txt` lists them for the user; `./run` itself ends with 3 and 4.
public enum ExitCode {
  UNEXPECTED(1),
  BAD_SETTING(2),
  NO_JDK(3),
  BUILD_FAILED(4),
  PORT_TAKEN(5),
  ALREADY_RUNNING(6),
  DISK_FULL(7),
  DATA_DIRECTORY(8),
  POSTGRES_FAILED(9),
  KAFKA_FAILED(10),
  OBJECT_STORE_FAILED(11),
  SERVICE_CRASHED(12),
  SERVICE_KEEPS_DYING(13),
  NOT_READY(14);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
