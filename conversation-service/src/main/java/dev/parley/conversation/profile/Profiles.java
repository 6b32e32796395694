package dev.parley.conversation.profile;

import dev.parley.common.event.ProfileUpdated;
import dev.parley.common.id.UserId;
import dev.parley.conversation.sql.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The names and pictures by which users see each other. What a token says is kept as it is seen;
/// what a user chose here stays.
@Repository
public class Profiles {

  public static final int MAX_NAME = 200;

  private static final String SEE =
      """
      INSERT INTO profile AS p (user_id, name, avatar_url, chosen, updated_at)
      VALUES (:user, :name, :avatar, false, :now)
      ON CONFLICT (user_id) DO UPDATE
      SET name = coalesce(excluded.name, p.name),
          avatar_url = coalesce(excluded.avatar_url, p.avatar_url),
          updated_at = excluded.updated_at, version = p.version + 1
      WHERE NOT p.chosen
        AND (coalesce(excluded.name, p.name), coalesce(excluded.avatar_url, p.avatar_url))
            IS DISTINCT FROM (p.name, p.avatar_url)
      RETURNING user_id, name, avatar_url, deleted_at, version\
      """;

  /// What was chosen later than this holds, unless the user chooses now.
  private static final String CHOOSE =
      """
      INSERT INTO profile AS p (user_id, name, avatar_url, chosen, chosen_at, updated_at)
      VALUES (:user, :name, :avatar, true, :at, :now)
      ON CONFLICT (user_id) DO UPDATE
      SET name = excluded.name, avatar_url = excluded.avatar_url, chosen = true,
          chosen_at = greatest(excluded.chosen_at, p.chosen_at),
          updated_at = excluded.updated_at, version = p.version + 1
      WHERE p.deleted_at IS NULL
        AND (NOT p.chosen
             OR (excluded.name, excluded.avatar_url) IS DISTINCT FROM (p.name, p.avatar_url))
        AND (:own OR p.chosen_at IS NULL OR p.chosen_at <= excluded.chosen_at)
      RETURNING user_id, name, avatar_url, deleted_at, version\
      """;

  private final JdbcClient jdbc;

  Profiles(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Keeps what a token says of its user, if it says anything new. What is null is not touched.
  ///
  /// @return what others see now, if that is something else
  Optional<ProfileUpdated> see(
      UserId user, @Nullable String name, @Nullable String avatarUrl, Instant now) {
    return statement(SEE, user, name, avatarUrl, now).query((row, _) -> updated(row)).optional();
  }

  /// What the user chooses here and now: from then on no token changes it, and nothing that the
  /// platform said before.
  ///
  /// @return what others see now, if that is something else
  Optional<ProfileUpdated> choose(
      UserId user, @Nullable String name, @Nullable String avatarUrl, Instant now) {
    return choose(user, name, avatarUrl, now, now, true);
  }

  /// What the platform said: as if the user had chosen it then, and nothing where the user, or the
  /// platform, has said something since.
  ///
  /// @return what others see now, if that is something else
  Optional<ProfileUpdated> take(
      UserId user, @Nullable String name, @Nullable String avatarUrl, Instant said, Instant now) {
    // A clock that is ahead must not win over all that comes.
    return choose(user, name, avatarUrl, said.isBefore(now) ? said : now, now, false);
  }

  private Optional<ProfileUpdated> choose(
      UserId user,
      @Nullable String name,
      @Nullable String avatarUrl,
      Instant at,
      Instant now,
      boolean own) {
    // Kafka's own timestamps are no finer: of two in the same millisecond the one that comes last
    // holds.
    Instant chosenAt = at.truncatedTo(ChronoUnit.MILLIS);
    Optional<ProfileUpdated> updated =
        statement(CHOOSE, user, name, avatarUrl, now)
            .param("at", Columns.time(chosenAt))
            .param("own", own)
            .query((row, _) -> updated(row))
            .optional();
    if (updated.isEmpty()) {
      noteChosen(user, chosenAt);
    }
    return updated;
  }

  /// What was said again is as new as that.
  private void noteChosen(UserId user, Instant at) {
    jdbc.sql(
            """
            UPDATE profile SET chosen_at = :at
            WHERE user_id = :user AND (chosen_at IS NULL OR chosen_at < :at)
            """)
        .param("user", user.value())
        .param("at", Columns.time(at))
        .update();
  }

  /// Empties it for good.
  ///
  /// @return what others see now; nothing the second time
  Optional<ProfileUpdated> erase(UserId user, Instant now) {
    return jdbc.sql(
            """
            INSERT INTO profile AS p (user_id, name, chosen, updated_at, deleted_at)
            VALUES (:user, '', true, :now, :now)
            ON CONFLICT (user_id) DO UPDATE
            SET name = '', avatar_url = NULL, chosen = true, updated_at = excluded.updated_at,
                deleted_at = excluded.deleted_at, version = p.version + 1
            WHERE p.deleted_at IS NULL
            RETURNING user_id, name, avatar_url, deleted_at, version
            """)
        .param("user", user.value())
        .param("now", Columns.time(now))
        .query((row, _) -> updated(row))
        .optional();
  }

  private JdbcClient.StatementSpec statement(
      String sql, UserId user, @Nullable String name, @Nullable String avatarUrl, Instant now) {
    return jdbc.sql(sql)
        .param("user", user.value())
        .param("name", name)
        .param("avatar", avatarUrl)
        .param("now", Columns.time(now));
  }

  Optional<Profile> find(UserId user) {
    return jdbc.sql(
            "SELECT user_id, name, avatar_url, deleted_at FROM profile WHERE user_id = :user")
        .param("user", user.value())
        .query((row, _) ->
            new Profile(
                row.getString("user_id"),
                row.getString("name"),
                row.getString("avatar_url"),
                deleted(row)))
        .optional();
  }

  /// Those of them whose accounts are gone.
  public Set<UserId> deletedOf(Collection<UserId> users) {
    return jdbc.sql(
            """
            SELECT user_id FROM profile
            WHERE user_id = ANY (CAST(:users AS text[]) COLLATE "C") AND deleted_at IS NOT NULL
            """)
        .param("users", Columns.texts(users))
        .query((row, _) -> new UserId(row.getString("user_id")))
        .set();
  }

  /// Of those who have one.
  public Map<UserId, String> namesOf(Collection<UserId> users) {
    Map<UserId, String> names = new HashMap<>();
    jdbc.sql(
            """
            SELECT user_id, name FROM profile
            WHERE user_id = ANY (CAST(:users AS text[]) COLLATE "C") AND name <> ''
            """)
        .param("users", Columns.texts(users))
        .query(row -> {
          names.put(new UserId(row.getString("user_id")), row.getString("name"));
        });
    return names;
  }

  private static ProfileUpdated updated(ResultSet row) throws SQLException {
    return new ProfileUpdated(
        row.getString("user_id"),
        row.getString("name"),
        row.getString("avatar_url"),
        deleted(row),
        row.getLong("version"));
  }

  private static @Nullable Boolean deleted(ResultSet row) throws SQLException {
    return row.getObject("deleted_at") == null ? null : true;
  }
}
