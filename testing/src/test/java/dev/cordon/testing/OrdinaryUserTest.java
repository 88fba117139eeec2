package dev.cordon.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OrdinaryUserTest {

  @Test
  void theUserIsNotRootAndHasNoCapabilities() {
    try (OrdinaryUser user = OrdinaryUser.create()) {
      Result result = user.invoke("sh", "-c", "id -u; grep CapEff /proc/self/status").run();
      assertThat(result.succeeded().stdout().lines().toList())
          .satisfies(lines -> assertThat(lines.getFirst()).isNotEqualTo("0"))
          .last()
          .isEqualTo("CapEff:\t0000000000000000");
    }
  }

  @Test
  void theHomeIsTheUsersOwn() {
    try (OrdinaryUser user = OrdinaryUser.create()) {
      Result result = user.invoke("sh", "-c", "echo x >file && cd && cat file && pwd").run();
      assertThat(result.succeeded().stdout()).isEqualTo("x\n" + user.home() + "\n");
    }
  }

  @Test
  void aDirectoryCanBeGivenToTheUser() throws IOException {
    try (OrdinaryUser user = OrdinaryUser.create()) {
      Path folder = Files.createDirectory(user.home().resolve("folder"));
      user.own(folder);
      user.invoke("touch", folder.resolve("made").toString()).run().succeeded();
      assertThat(folder.resolve("made")).exists();
    }
  }

  @Test
  void closingRemovesTheHome() throws IOException {
    Path home;
    try (OrdinaryUser user = OrdinaryUser.create()) {
      home = user.home();
      Files.createDirectories(home.resolve("a/b"));
    }
    assertThat(home).doesNotExist();
  }
}
