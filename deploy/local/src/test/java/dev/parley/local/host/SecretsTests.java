package dev.parley.local.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTests {

  @TempDir Path folder;

  @Test
  void makesASecretOnceAndKeepsIt() throws IOException {
    String first = new Secrets(folder.resolve("secrets")).get("jwt-secret");
    String again = new Secrets(folder.resolve("secrets")).get("jwt-secret");

    assertThat(first).matches("[A-Za-z0-9_-]{43}").isEqualTo(again);
    assertThat(new Secrets(folder.resolve("secrets")).get("other")).isNotEqualTo(first);
  }

  @Test
  void letsNobodyElseRead() throws IOException {
    new Secrets(folder.resolve("secrets")).get("jwt-secret");

    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("secrets"))))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("secrets/jwt-secret"))))
        .isEqualTo("rw-------");
  }
}
