package dev.parley.message.sending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.message.testing.MessageServiceTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/// While others have every connection of the pool.
class ReservedConnectionsIT extends MessageServiceTest {

  @Autowired private DataSource dataSource;

  @Value("${spring.datasource.hikari.maximum-pool-size}")
  private int pool;

  @Test
  void messagesAreStored() throws SQLException {
    UUID conversation = conversationService.group("anna", "ben");
    UUID id = UUID.randomUUID();
    assertThat(client.sendText("anna", conversation, UUID.randomUUID(), "before").status())
        .isEqualTo(201);

    List<Connection> taken = new ArrayList<>();
    try {
      while (taken.size() < pool) {
        taken.add(dataSource.getConnection());
      }
      assertThat(client.sendText("anna", conversation, id, "meanwhile").status()).isEqualTo(201);
    } finally {
      for (Connection connection : taken) {
        connection.close();
      }
    }
    assertThat(seqsOf(conversation)).containsExactly(1L, 2L);
  }
}
