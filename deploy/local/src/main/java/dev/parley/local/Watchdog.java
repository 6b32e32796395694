package dev.parley.local;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/// Ends the suite's processes should the launcher die without stopping them, as it does by SIGKILL.
///
/// A shell that waits at a pipe whose other end only the launcher has: when that end closes unsaid,
/// it reads `pids` and ends who is there. It works wherever there is a shell; `prctl` would be
/// Linux's alone.
final class Watchdog {

  private static final String SCRIPT =
      """
      trap '' INT HUP QUIT TERM
      read -r word && exit 0
      pids=
      while read -r name pid; do
        case $name in
          launcher) continue ;;
          postgres) kill -INT "$pid" ;;
          *) kill -TERM "$pid" ;;
        esac
        pids="$pids $pid"
      done < "$1"
      for second in 1 2 3 4 5 6 7 8; do
        left=
        for pid in $pids; do kill -0 "$pid" && left="$left $pid"; done
        [ -z "$left" ] && exit 0
        sleep 1
      done
      for pid in $left; do kill -KILL "$pid"; done
      """;

  private final Process shell;

  private Watchdog(Process shell) {
    this.shell = shell;
  }

  static Watchdog over(Path pids) throws IOException {
    return new Watchdog(
        new ProcessBuilder("/bin/sh", "-c", SCRIPT, "parley-watchdog", pids.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /// All have been stopped: it can go.
  void dismiss() {
    try (OutputStream pipe = shell.getOutputStream()) {
      pipe.write('\n');
    } catch (IOException gone) {
      // then it is gone already
    }
  }

  /// What the launcher's death does to the pipe.
  void loseLauncher() throws IOException {
    shell.getOutputStream().close();
  }

  boolean isAlive() {
    return shell.isAlive();
  }
}
