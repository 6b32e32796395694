package dev.parley.media;

import java.util.List;
import java.util.UUID;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// What is in the database and in the store, behind the service's back.
@TestComponent
public class Stored {

  private final JdbcClient jdbc;
  private final S3Client s3;

  public Stored(JdbcClient jdbc, S3Client s3) {
    this.jdbc = jdbc;
    this.s3 = s3;
  }

  /// Deleted ones too.
  public int recordsOf(String owner) {
    return jdbc.sql("SELECT count(*) FROM media WHERE owner_id = ?")
        .param(owner)
        .query(Integer.class)
        .single();
  }

  public List<String> statusesOf(String owner) {
    return jdbc.sql("SELECT status FROM media WHERE owner_id = ? AND deleted_at IS NULL")
        .param(owner)
        .query((row, _) -> row.getString(1))
        .list();
  }

  public boolean hasRecord(String id) {
    return jdbc.sql("SELECT count(*) FROM media WHERE id = ?")
            .param(UUID.fromString(id))
            .query(Integer.class)
            .single()
        == 1;
  }

  public List<String> objects() {
    return s3.listObjectsV2(list -> list.bucket(S3Server.BUCKET)).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  public boolean hasObjects(String id) {
    return objects().stream().anyMatch(key -> key.startsWith(id + "/"));
  }
}
