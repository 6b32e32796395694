package dev.parley.common.problem;

import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells the failures of what the suite stands on from those of what it was asked to do: the same
/// request or record can succeed when the database or the other service is back.
public final class Outages {

  private static final int MAX_CAUSES = 20;
  private static final int CLASS_LENGTH = 2;

  /// Connection exception, transaction rollback (deadlock, serialization), insufficient resources,
  /// operator intervention (shutdown), system error.
  ///
  /// Source: PostgreSQL, appendix A, "Error Codes".
  private static final Set<String> SQL_CLASSES = Set.of("08", "40", "53", "57", "58");

  /// A lock that was not given in time; a session that was ended because it kept others waiting.
  private static final Set<String> SQL_STATES = Set.of("55P03", "25P03");

  private Outages() {}

  public static boolean isOutage(@Nullable Throwable failure) {
    Throwable cause = failure;
    for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
      if (isOne(cause)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  /// What a failure comes down to, for a line of the log: where it is to be expected, its trace
  /// tells nothing more. Of its message only the first line: those that follow may quote a row.
  public static String causeOf(Throwable failure) {
    Throwable cause = failure;
    for (int i = 0; i < MAX_CAUSES && cause.getCause() != null; i++) {
      cause = cause.getCause();
    }
    return cause.toString().lines().findFirst().orElse("");
  }

  private static boolean isOne(Throwable cause) {
    return switch (cause) {
      case UnavailableException _,
          ConnectException _,
          SQLTransientException _,
          SQLRecoverableException _,
          SQLNonTransientConnectionException _ ->
          true;
      case SQLException sql -> sql.getSQLState() != null && isOne(sql.getSQLState());
      default -> false;
    };
  }

  private static boolean isOne(String state) {
    return SQL_STATES.contains(state)
        || (state.length() >= CLASS_LENGTH
            && SQL_CLASSES.contains(state.substring(0, CLASS_LENGTH)));
  }
}
