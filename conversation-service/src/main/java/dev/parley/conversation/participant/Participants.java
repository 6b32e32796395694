package dev.parley.conversation.participant;

import dev.parley.common.event.ConversationBody;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.NotFoundException;
import dev.parley.conversation.sql.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Those who are or were in conversations. Who changes them holds the conversation's row lock.
@Repository
public class Participants {

  public static final int MAX = 10_000;

  private static final String VIEW_COLUMNS =
      """
      p.conversation_id, p.user_id, f.name, f.avatar_url, f.version AS profile_version, p.role,
      p.joined_at, p.joined_seq, p.read_seq, p.delivered_seq
      """;

  private record Viewed(ConversationId conversation, ConversationBody.Participant participant) {}

  private final JdbcClient jdbc;

  Participants(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  public Optional<Participant> find(ConversationId conversation, UserId user) {
    return jdbc.sql(
            """
            SELECT p.role, p.left_at IS NOT NULL AS former
            FROM participant p JOIN conversation c ON c.id = p.conversation_id
            WHERE p.conversation_id = :conversation AND p.user_id = :user
              AND c.deleted_at IS NULL
            """)
        .param("conversation", conversation.value())
        .param("user", user.value())
        .query((row, _) ->
            new Participant(
                conversation, user, Role.of(row.getString("role")), row.getBoolean("former")))
        .optional();
  }

  /// Who the caller is in the conversation.
  ///
  /// @throws NotFoundException `not_found` to a stranger: to them it does not exist
  /// @throws NotParticipantException `not_participant` to a former participant
  public Participant require(ConversationId conversation, UserId user) {
    Participant participant =
        find(conversation, user).orElseThrow(() -> new NotFoundException("conversation"));
    if (participant.former()) {
      throw new NotParticipantException();
    }
    return participant;
  }

  /// Takes the users in, whoever of them is not in already, with everything so far counted as read.
  ///
  /// @param head the newest seq, where more is known of it than the messages' events have told
  /// @return those who were not in before, in byte order
  public List<UserId> add(
      ConversationId conversation, Collection<UserId> users, Role role, long head, Instant now) {
    List<UserId> added = insert(conversation, users, role, head, now);
    jdbc.sql(
            """
            DELETE FROM left_conversation
            WHERE conversation_id = :conversation
              AND user_id = ANY (CAST(:users AS text[]) COLLATE "C")
            """)
        .param("conversation", conversation.value())
        .param("users", Columns.texts(added))
        .update();
    return added;
  }

  private List<UserId> insert(
      ConversationId conversation, Collection<UserId> users, Role role, long head, Instant now) {
    return jdbc.sql(
            """
            INSERT INTO participant AS p
              (conversation_id, user_id, role, joined_at, joined_seq, read_seq, delivered_seq)
            SELECT a.conversation_id, u.user_id, :role, :now, h.seq, h.seq, h.seq
            FROM activity a
            CROSS JOIN LATERAL (SELECT greatest(a.last_seq, :head) AS seq) h
            CROSS JOIN unnest(CAST(:users AS text[]) COLLATE "C") AS u (user_id)
            WHERE a.conversation_id = :conversation
            ORDER BY u.user_id
            ON CONFLICT (conversation_id, user_id) DO UPDATE
            SET role = excluded.role, joined_at = excluded.joined_at,
                joined_seq = excluded.joined_seq, left_at = NULL,
                read_seq = greatest(p.read_seq, excluded.read_seq),
                delivered_seq = greatest(p.delivered_seq, excluded.delivered_seq),
                muted_until = NULL, pinned = false, archived_seq = NULL
            WHERE p.left_at IS NOT NULL
            RETURNING user_id
            """)
        .param("conversation", conversation.value())
        .param("role", role.wireName())
        .param("now", Columns.time(now))
        .param("head", head)
        .param("users", Columns.texts(users))
        .query((row, _) -> new UserId(row.getString("user_id")))
        .list();
  }

  /// Lets the user go, who may still read what was sent so far, and keeps what the conversation was
  /// like.
  ///
  /// @param head the newest seq, where more is known of it than the messages' events have told
  public void remove(ConversationId conversation, UserId user, long head, Instant now) {
    jdbc.sql(
            """
            WITH gone AS (
              UPDATE participant SET left_at = :now
              WHERE conversation_id = :conversation AND user_id = :user AND left_at IS NULL
              RETURNING user_id, conversation_id, left_at, joined_seq)
            INSERT INTO left_conversation
              (user_id, conversation_id, left_at, from_seq, left_seq, name, avatar_url,
               context_type, context_id, state, metadata, updated_at, version, rev)
            SELECT g.user_id, g.conversation_id, g.left_at,
                   CASE c.history WHEN 'since_joining' THEN g.joined_seq ELSE 0 END,
                   greatest(a.last_seq, :head), c.name, c.avatar_url,
                   c.context_type, c.context_id, c.state, c.metadata, c.updated_at, c.version, a.rev
            FROM gone g
            JOIN conversation c ON c.id = g.conversation_id
            JOIN activity a ON a.conversation_id = g.conversation_id
            """)
        .param("conversation", conversation.value())
        .param("user", user.value())
        .param("head", head)
        .param("now", Columns.time(now))
        .update();
  }

  /// Lets all of them go at once, and takes from those who went before what they may still read.
  /// The rows stay, for devices that were away.
  ///
  /// @return all who ever were in it
  public List<UserId> dissolve(ConversationId conversation, Instant now) {
    jdbc.sql("DELETE FROM left_conversation WHERE conversation_id = :conversation")
        .param("conversation", conversation.value())
        .update();
    // All of them first, in order, by a statement of its own: joined with the update, by a planner
    // that expects few, each row would be compared with all others.
    jdbc.sql(
            """
            SELECT user_id FROM participant WHERE conversation_id = :conversation
            ORDER BY user_id FOR NO KEY UPDATE
            """)
        .param("conversation", conversation.value())
        .query(_ -> {});
    return jdbc.sql(
            """
            UPDATE participant
            SET left_at = coalesce(left_at, :now), muted_until = NULL, pinned = false,
                archived_seq = NULL
            WHERE conversation_id = :conversation
            RETURNING user_id
            """)
        .param("conversation", conversation.value())
        .param("now", Columns.time(now))
        .query((row, _) -> new UserId(row.getString("user_id")))
        .list();
  }

  /// Holds the users' rows until the transaction ends, in the order in which markers hold theirs:
  /// who changes more than one takes them here first, or the two would wait for each other.
  public void hold(ConversationId conversation, Collection<UserId> users) {
    jdbc.sql(
            """
            SELECT user_id FROM participant
            WHERE conversation_id = :conversation
              AND user_id = ANY (CAST(:users AS text[]) COLLATE "C")
            ORDER BY user_id FOR NO KEY UPDATE
            """)
        .param("conversation", conversation.value())
        .param("users", Columns.texts(users))
        .query(String.class)
        .list();
  }

  public void changeRole(ConversationId conversation, UserId user, Role role) {
    jdbc.sql(
            """
            UPDATE participant SET role = :role
            WHERE conversation_id = :conversation AND user_id = :user AND left_at IS NULL
            """)
        .param("conversation", conversation.value())
        .param("user", user.value())
        .param("role", role.wireName())
        .update();
  }

  /// Whether somebody other than the user is an admin.
  public boolean hasOtherAdmin(ConversationId conversation, UserId user) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT FROM participant
              WHERE conversation_id = :conversation AND user_id <> :user
                AND role = 'admin' AND left_at IS NULL)
            """)
        .param("conversation", conversation.value())
        .param("user", user.value())
        .query(Boolean.class)
        .single();
  }

  /// Who of the others has been in for the longest.
  public Optional<UserId> eldestBeside(ConversationId conversation, UserId user) {
    return jdbc.sql(
            """
            SELECT user_id FROM participant
            WHERE conversation_id = :conversation AND user_id <> :user AND left_at IS NULL
            ORDER BY joined_at, user_id LIMIT 1
            """)
        .param("conversation", conversation.value())
        .param("user", user.value())
        .query((row, _) -> new UserId(row.getString("user_id")))
        .optional();
  }

  /// In byte order of their ids, from the one after `after` on.
  public List<ConversationBody.Participant> page(
      ConversationId conversation, @Nullable String after, int limit) {
    return jdbc.sql(
            """
            SELECT %s FROM participant p LEFT JOIN profile f ON f.user_id = p.user_id
            WHERE p.conversation_id = :conversation AND p.user_id > :after AND p.left_at IS NULL
            ORDER BY p.user_id LIMIT :limit
            """
                .formatted(VIEW_COLUMNS))
        .param("conversation", conversation.value())
        .param("after", after == null ? "" : after)
        .param("limit", limit)
        .query((row, _) -> view(row))
        .list();
  }

  public List<ConversationBody.Participant> those(
      ConversationId conversation, Collection<UserId> users) {
    return jdbc.sql(
            """
            SELECT %s FROM participant p LEFT JOIN profile f ON f.user_id = p.user_id
            WHERE p.conversation_id = :conversation AND p.left_at IS NULL
              AND p.user_id = ANY (CAST(:users AS text[]) COLLATE "C")
            ORDER BY p.user_id
            """
                .formatted(VIEW_COLUMNS))
        .param("conversation", conversation.value())
        .param("users", Columns.texts(users))
        .query((row, _) -> view(row))
        .list();
  }

  /// The first of each conversation, in byte order of their ids.
  public Map<ConversationId, List<ConversationBody.Participant>> firstOfEach(
      Collection<ConversationId> conversations, int limit) {
    return jdbc
        .sql(
            """
            SELECT %s
            FROM unnest(CAST(:conversations AS uuid[])) AS c (id)
            CROSS JOIN LATERAL (
              SELECT * FROM participant
              WHERE conversation_id = c.id AND left_at IS NULL
              ORDER BY user_id LIMIT :limit) p
            LEFT JOIN profile f ON f.user_id = p.user_id
            ORDER BY p.conversation_id, p.user_id
            """
                .formatted(VIEW_COLUMNS))
        .param("conversations", Columns.texts(conversations))
        .param("limit", limit)
        .query((row, _) -> new Viewed(Columns.conversationId(row, "conversation_id"), view(row)))
        .list()
        .stream()
        .collect(
            Collectors.groupingBy(
                Viewed::conversation,
                Collectors.mapping(Viewed::participant, Collectors.toList())));
  }

  private static ConversationBody.Participant view(ResultSet row) throws SQLException {
    return new ConversationBody.Participant(
        row.getString("user_id"),
        row.getString("name"),
        row.getString("avatar_url"),
        row.getObject("profile_version", Long.class),
        row.getString("role"),
        Columns.instant(row, "joined_at"),
        row.getLong("joined_seq"),
        row.getLong("read_seq"),
        row.getLong("delivered_seq"));
  }
}
