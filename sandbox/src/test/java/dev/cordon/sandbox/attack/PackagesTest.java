package dev.cordon.sandbox.attack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A package of a larger repository has its own of what is protected in a root. */
final class PackagesTest {

  @ParameterizedTest
  @CsvSource({
    ".github/hooks/pre.json",
    ".github/copilot/settings.json",
    ".github/mcp.json",
    ".config/git/config",
    ".yarn/releases/yarn.cjs"
  })
  void whatTheListNamesBelowAFolderIsProtectedInAPackageToo(String file) {
    try (Room room = Room.of(Caller.ROOT)) {
      room.host(
          "cd workspace; mkdir -p a/b/$(dirname FILE); echo 1 > a/b/FILE".replace("FILE", file));
      Ran ran = room.run("cd a/b; echo 2 > FILE; mv .??* other".replace("FILE", file));
      assertThat(ran.err()).contains("Read-only file system").contains("busy");
      assertThat(room.host("cat workspace/a/b/" + file).stdout()).isEqualTo("1\n");
      room.run("echo 2 > a/b/" + file.substring(0, file.indexOf('/')) + "/ordinary").succeeded();
    }
  }
}
