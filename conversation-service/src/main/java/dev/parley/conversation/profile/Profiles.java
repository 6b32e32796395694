package dev.parley.conversation.profile;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.common.id.UserId;
import dev.parley.common.json.Text;
import dev.parley.conversation.sql.Columns;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
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
  private static final int REMEMBERED = 50_000;

  private record Seen(@Nullable String name, @Nullable String avatarUrl) {

    /// Whether what is given says nothing that this does not say.
    boolean says(Seen given) {
      return (given.name == null || given.name.equals(name))
          && (given.avatarUrl == null || given.avatarUrl.equals(avatarUrl));
    }

    Seen with(Seen given) {
      return new Seen(
          given.name == null ? name : given.name,
          given.avatarUrl == null ? avatarUrl : given.avatarUrl);
    }
  }

  private static final Seen NOTHING = new Seen(null, null);

  private final JdbcClient jdbc;
  private final Clock clock;
  private final Cache<UserId, Seen> lastSeen =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  Profiles(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// Keeps what a token says of its user, if it says anything new. What it leaves out, or what no
  /// profile may hold, is not touched.
  public void seen(UserId user, @Nullable String tokenName, @Nullable String tokenPicture) {
    Seen seen = new Seen(usableName(tokenName), usableUrl(tokenPicture));
    Seen before = Objects.requireNonNullElse(lastSeen.getIfPresent(user), NOTHING);
    if (before.says(seen)) {
      return;
    }
    jdbc.sql(
            """
            INSERT INTO profile AS p (user_id, name, avatar_url, chosen, updated_at)
            VALUES (:user, :name, :avatar, false, :now)
            ON CONFLICT (user_id) DO UPDATE
            SET name = coalesce(excluded.name, p.name),
                avatar_url = coalesce(excluded.avatar_url, p.avatar_url),
                updated_at = excluded.updated_at
            WHERE NOT p.chosen
              AND (coalesce(excluded.name, p.name), coalesce(excluded.avatar_url, p.avatar_url))
                  IS DISTINCT FROM (p.name, p.avatar_url)
            """)
        .param("user", user.value())
        .param("name", seen.name)
        .param("avatar", seen.avatarUrl)
        .param("now", Columns.time(clock.instant()))
        .update();
    lastSeen.put(user, before.with(seen));
  }

  /// What the user chose here, or the platform told: from then on no token changes it.
  public Profile choose(UserId user, @Nullable String name, @Nullable String avatarUrl) {
    jdbc.sql(
            """
            INSERT INTO profile AS p (user_id, name, avatar_url, chosen, updated_at)
            VALUES (:user, :name, :avatar, true, :now)
            ON CONFLICT (user_id) DO UPDATE
            SET name = excluded.name, avatar_url = excluded.avatar_url, chosen = true,
                updated_at = excluded.updated_at
            WHERE p.deleted_at IS NULL
            """)
        .param("user", user.value())
        .param("name", name)
        .param("avatar", avatarUrl)
        .param("now", Columns.time(clock.instant()))
        .update();
    return find(user).orElseThrow();
  }

  Optional<Profile> find(UserId user) {
    return jdbc.sql(
            """
            SELECT user_id, name, avatar_url, deleted_at IS NOT NULL AS deleted
            FROM profile WHERE user_id = :user
            """)
        .param("user", user.value())
        .query((row, _) ->
            new Profile(
                row.getString("user_id"),
                row.getString("name"),
                row.getString("avatar_url"),
                row.getBoolean("deleted") ? true : null))
        .optional();
  }

  /// Empties it for good.
  public void erase(UserId user) {
    jdbc.sql(
            """
            INSERT INTO profile AS p (user_id, name, chosen, updated_at, deleted_at)
            VALUES (:user, '', true, :now, :now)
            ON CONFLICT (user_id) DO UPDATE
            SET name = '', avatar_url = NULL, chosen = true, updated_at = excluded.updated_at,
                deleted_at = coalesce(p.deleted_at, excluded.deleted_at)
            """)
        .param("user", user.value())
        .param("now", Columns.time(clock.instant()))
        .update();
    lastSeen.invalidate(user);
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

  private static @Nullable String usableName(@Nullable String name) {
    return name == null || name.isBlank() || name.length() > MAX_NAME || !Text.isStorable(name)
        ? null
        : name;
  }

  private static @Nullable String usableUrl(@Nullable String url) {
    return url == null || AvatarUrls.problemOf(url) != null ? null : url;
  }
}
