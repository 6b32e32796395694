package dev.parley.media.record;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

public interface MediaRecords extends Repository<Media, UUID> {

  Media save(Media media);

  /// Not those that are deleted.
  @Query("select m from Media m where m.id = :id and m.deletedAt is null")
  Optional<Media> find(UUID id);

  /// Deleted ones too.
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select m from Media m where m.id = :id")
  Optional<Media> lock(UUID id);

  /// Deleted ones too.
  @Query("select m from Media m where m.id in :ids and m.ownerId = :ownerId")
  List<Media> findOwned(String ownerId, Collection<UUID> ids);

  /// Bytes that a user's media takes, or will take when it has arrived: also where it is deleted or
  /// rejected and may still be put into the store as a whole, by an address that was signed. Parts
  /// may not: their upload ends with the media.
  @NativeQuery(
      """
      SELECT coalesce(sum(size), 0)
        FROM (SELECT size FROM media
               WHERE owner_id = :ownerId AND deleted_at IS NULL AND status <> 'rejected'
              UNION ALL
              SELECT size FROM media
               WHERE owner_id = :ownerId AND (deleted_at IS NOT NULL OR status = 'rejected')
                 AND expires_at > :now AND multipart_id IS NULL) AS kept
      """)
  long bytesOf(String ownerId, Instant now);

  /// One transaction of a user at a time, until it ends.
  @NativeQuery("SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(:ownerId, 4))")
  int lockOwner(String ownerId);

  @NativeQuery(
      """
      SELECT id FROM media
       WHERE status = 'pending' AND deleted_at IS NULL
         AND created_at < :before AND (expires_at IS NULL OR expires_at < :before)
       ORDER BY created_at LIMIT :limit
      """)
  List<UUID> findAbandoned(Instant before, int limit);

  /// What has been in processing since before then.
  @NativeQuery(
      """
      SELECT id FROM media
       WHERE status = 'processing' AND deleted_at IS NULL
         AND coalesce(driven_at, created_at) < :before
       ORDER BY coalesce(driven_at, created_at) LIMIT :limit
      """)
  List<UUID> findStuck(Instant before, int limit);

  /// What no message carries, or has ever carried.
  @NativeQuery(
      """
      SELECT id FROM media m
       WHERE status = 'ready' AND tracked AND deleted_at IS NULL AND created_at < :before
         AND NOT EXISTS (SELECT FROM media_use u WHERE u.media_id = m.id)
       ORDER BY created_at LIMIT :limit
      """)
  List<UUID> findUnused(Instant before, int limit);

  @NativeQuery(
      """
      SELECT id FROM media
       WHERE (deleted_at IS NOT NULL OR status = 'rejected') AND NOT purged
       ORDER BY created_at LIMIT :limit
      """)
  List<UUID> findUnpurged(int limit);

  @NativeQuery(
      """
      SELECT id FROM media
       WHERE deleted_at < :before AND purged ORDER BY deleted_at LIMIT :limit
      """)
  List<UUID> findForgettable(Instant before, int limit);

  /// The multipart upload that its bytes come by, of a deleted one too.
  @Query("select m.multipartId from Media m where m.id = :id and m.multipartId is not null")
  Optional<String> multipartOf(UUID id);

  /// Those of the ids that have a record.
  @NativeQuery("SELECT id FROM media WHERE id IN (:ids)")
  List<UUID> known(Collection<UUID> ids);

  /// Those of the ids whose upload has been worked on, or is not to be, and is of no more use.
  @NativeQuery(
      """
      SELECT id FROM media
       WHERE id IN (:ids) AND (status IN ('ready', 'rejected') OR deleted_at IS NOT NULL)
      """)
  List<UUID> finished(Collection<UUID> ids);

  @Modifying
  @NativeQuery(
      """
      UPDATE media SET purged = true
       WHERE id = :id AND (deleted_at IS NOT NULL OR status = 'rejected')
      """)
  void markPurged(UUID id);

  @Modifying
  @NativeQuery("DELETE FROM media WHERE id = :id AND deleted_at IS NOT NULL")
  void forget(UUID id);
}
