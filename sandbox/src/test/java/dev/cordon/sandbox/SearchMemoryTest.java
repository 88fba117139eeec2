package dev.cordon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.testing.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A search that remembers finds what one without memory finds. */
final class SearchMemoryTest {
  private static final String STAGE = Path.of("target/native/cordon-stage").toAbsolutePath() + "";

  @TempDir private Path folder;
  private Path root;
  private Path memory;

  @BeforeEach
  void makeWorkspace() throws IOException {
    root = Files.createDirectory(folder.toRealPath().resolve("root"));
    memory = Files.createDirectory(folder.resolve("memory"));
    shell(
        "git init -q . && git init -q --bare bare && mkdir -p lib/deep/er node_modules/x/.hidden");
    shell("git init -q lib/deep/seen && touch .env lib/.envrc && python3 -c '" + SOCKET + "'");
  }

  private static final String SOCKET =
      "import socket; socket.socket(socket.AF_UNIX).bind(\"lib/door\")";

  @Test
  void whatHasNotChangedIsNotReadAgain() throws IOException {
    String before = settledSearch();
    assertThat(before).contains("lib/deep/seen/.git", "lib/door", "bare", "lib/.envrc");
    forge("seen", "fake");
    assertThat(search(memory)).isEqualTo(before.replace("seen", "fake"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git init -q lib/deep/er/new",
        "rm -rf lib/deep/seen",
        "mv lib other",
        "mv lib/deep/seen lib/deep/er",
        "mv lib/deep lib/shallow && ln -s shallow lib/deep",
        "mv lib a && mkdir lib && mv a lib/lib",
        "rm -rf bare && mkdir bare",
        "rm lib/door && touch lib/door",
        "rm lib/.envrc",
        "touch lib/deep/er/HEAD lib/deep/er/commondir",
        "cp -a lib copy",
        "true"
      })
  void aChangeIsSeen(String change) throws IOException {
    settledSearch();
    shell(change);
    assertThat(search(memory)).isEqualTo(search(Files.createDirectory(folder.resolve("none"))));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16, 40, 60, 100, 200, 300})
  void aDamagedMemoryIsForgottenOrCaught(int length) throws IOException {
    String before = settledSearch();
    byte[] whole = Files.readAllBytes(memoryFile());
    Files.write(memoryFile(), java.util.Arrays.copyOf(whole, length));
    assertThat(search(memory)).isEqualTo(before);
  }

  @Test
  void aFolderThatChangedJustNowIsReadAgain() throws IOException {
    search(memory);
    String changed = search(memory);
    forgeAnywhere("seen", "fake");
    assertThat(search(memory)).isEqualTo(changed);
  }

  /** Searches until every folder's change lies so far back that it is remembered. */
  private String settledSearch() throws IOException {
    Instant newest = Instant.EPOCH;
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.filter(Files::isDirectory).toList()) {
        Instant changed = ((FileTime) Files.getAttribute(path, "unix:ctime")).toInstant();
        newest = changed.isAfter(newest) ? changed : newest;
      }
    }
    while (Instant.now().getEpochSecond() <= newest.getEpochSecond() + 3) {
      Programs.run("sleep", "0.2");
    }
    return search(memory);
  }

  private void forge(String from, String to) throws IOException {
    assertThat(forgeAnywhere(from, to)).isTrue();
  }

  private boolean forgeAnywhere(String from, String to) throws IOException {
    String text = Files.readString(memoryFile(), StandardCharsets.ISO_8859_1);
    Files.writeString(memoryFile(), text.replace(from, to), StandardCharsets.ISO_8859_1);
    return text.contains(from);
  }

  private Path memoryFile() throws IOException {
    try (Stream<Path> files = Files.list(memory)) {
      return files.findFirst().orElseThrow();
    }
  }

  private String search(Path remembered) {
    List<String> words = List.of(STAGE, "search", root.toString(), remembered.toString());
    return Programs.command(words).run().succeeded().stdout().replace('\0', '\n');
  }

  private void shell(String script) {
    Programs.command("sh", "-c", script).in(root).run().succeeded();
  }
}
