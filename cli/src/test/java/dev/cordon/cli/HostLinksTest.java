package dev.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where links of a real folder lead. */
class HostLinksTest {

  @TempDir private Path temporary;
  private Path folder;
  private final HostLinks links = new HostLinks();

  @BeforeEach
  void makesLinks() throws IOException {
    folder = temporary.toRealPath();
    Files.writeString(folder.resolve("secret"), "x");
    Files.createDirectory(folder.resolve("real"));
    Files.createSymbolicLink(folder.resolve("link"), Path.of("secret"));
    Files.createSymbolicLink(folder.resolve("open"), Path.of("real"));
    Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
  }

  @Test
  void aLinkLeadsToItsFile() {
    assertThat(links.target(folder.resolve("link"))).isEqualTo(folder.resolve("secret"));
    assertThat(links.target(folder.resolve("a/../link"))).isEqualTo(folder.resolve("secret"));
  }

  @Test
  void aFileThatIsNotThereYetLiesWhereItsFolderLeads() {
    assertThat(links.target(folder.resolve("open/new/a"))).isEqualTo(folder.resolve("real/new/a"));
  }

  @Test
  void whatIsNoLinkOrLeadsNowhereIsItself() {
    assertThat(links.target(folder.resolve("secret"))).isNull();
    assertThat(links.target(folder.resolve("new"))).isNull();
    assertThat(links.target(folder.resolve("loop"))).isNull();
  }
}
