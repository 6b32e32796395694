package dev.parley.bench.corpus;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// Rows on their way into one table, some thousands at a time.
///
/// Source: PostgreSQL, “COPY”, text format.
final class CopyTable {

  private static final int ROWS_AT_ONCE = 5_000;

  private final Connection connection;
  private final String statement;
  private final StringBuilder rows = new StringBuilder();
  private int waiting;
  private boolean atStart = true;

  /// @param columns in the order in which their values come
  CopyTable(Connection connection, String table, String columns) {
    this.connection = connection;
    this.statement = "COPY " + table + " (" + columns + ") FROM STDIN";
  }

  CopyTable put(@Nullable Object value) {
    if (!atStart) {
      rows.append('\t');
    }
    atStart = false;
    if (value == null) {
      rows.append("\\N");
    } else {
      escape(value.toString(), rows);
    }
    return this;
  }

  void endRow() throws IOException, SQLException {
    rows.append('\n');
    atStart = true;
    if (++waiting == ROWS_AT_ONCE) {
      flush();
    }
  }

  void flush() throws IOException, SQLException {
    if (waiting > 0) {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(statement, new StringReader(rows.toString()));
      rows.setLength(0);
      waiting = 0;
    }
  }

  static void escape(String text, StringBuilder into) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> into.append("\\\\");
        case '\t' -> into.append("\\t");
        case '\n' -> into.append("\\n");
        case '\r' -> into.append("\\r");
        default -> into.append(c);
      }
    }
  }
}
