package dev.cordon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.testing.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search that remembers finds what one without memory finds. */
final class SearchMemoryTest {
  private static final Path STAGE = Path.of("target/native/cordon-stage").toAbsolutePath();

  /** Seconds after which no further change can bear the same time, and more (memory.c). */
  private static final int SETTLED_SECONDS = 3;

  private static final String WORKSPACE =
      """
      git init -q . && git init -q --bare bare && git init -q lib/deep/seen
      mkdir -p lib/deep/er node_modules/x/.hidden && touch .env lib/.envrc
      python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("lib/door")'
      """;

  private static final List<String> CHANGES =
      List.of(
          "git init -q lib/deep/er/new",
          "rm -rf lib/deep/seen",
          "mv lib other",
          "mv lib/deep/seen lib/deep/er",
          "mv lib/deep lib/shallow && ln -s shallow lib/deep",
          "mv lib a && mkdir lib && mv a lib/lib",
          "rm -rf bare && mkdir bare",
          "rm lib/door && touch lib/door",
          "rm lib/.envrc",
          "touch lib/deep/opencode.json lib/deep/CRUSH.JSON lib/A.CODE-WORKSPACE",
          "touch lib/deep/er/HEAD lib/deep/er/commondir",
          "cp -a lib copy",
          "true");

  @TempDir private Path folder;

  @Test
  void whatHasNotChangedIsNotReadAgain() throws IOException {
    Path root = workspace("root");
    settle();
    String before = search(root, "memory");
    assertThat(before).contains("lib/deep/seen/.git", "lib/door", "bare", "lib/.envrc");
    forge("memory", ".envrc", ".ENVRC");
    assertThat(search(root, "memory")).isEqualTo(before.replace(".envrc", ".ENVRC"));
  }

  @Test
  void everyChangeIsSeen() throws IOException {
    for (int i = 0; i < CHANGES.size(); i++) {
      workspace("root" + i);
    }
    settle();
    for (int i = 0; i < CHANGES.size(); i++) {
      Path root = folder.toRealPath().resolve("root" + i);
      search(root, "memory" + i);
      Programs.command("sh", "-c", CHANGES.get(i)).in(root).run().succeeded();
      assertThat(search(root, "memory" + i)).as(CHANGES.get(i)).isEqualTo(search(root, "none" + i));
    }
  }

  @Test
  void aTornMemoryIsForgotten() throws IOException {
    Path root = workspace("root");
    settle();
    String before = search(root, "memory");
    byte[] whole = Files.readAllBytes(memoryFile("memory"));
    for (int length = 0; length < whole.length; length += 7) {
      Files.write(memoryFile("memory"), Arrays.copyOf(whole, length));
      assertThat(search(root, "memory")).as("%d bytes", length).isEqualTo(before);
    }
  }

  @Test
  void whatAnEarlierVersionHasSeenIsForgotten() throws IOException {
    Path root = workspace("root");
    settle();
    String before = search(root, "memory");
    forge("memory", "cordon.search/2", "cordon.search/1");
    forge("memory", ".envrc", ".ENVRC");
    assertThat(search(root, "memory")).isEqualTo(before);
  }

  @Test
  void aFolderThatChangedJustNowIsReadAgain() throws IOException {
    Path root = workspace("root");
    String before = search(root, "memory");
    forge("memory", ".envrc", ".ENVRC");
    assertThat(search(root, "memory")).isEqualTo(before);
  }

  private Path workspace(String name) throws IOException {
    Path root = Files.createDirectory(folder.toRealPath().resolve(name));
    Programs.command("sh", "-c", WORKSPACE).in(root).run().succeeded();
    return root;
  }

  /** Waits until everything made so far lies so far back that it is remembered. */
  private static void settle() {
    long made = Instant.now().getEpochSecond();
    while (Instant.now().getEpochSecond() < made + SETTLED_SECONDS) {
      Programs.run("sleep", "0.1");
    }
  }

  private void forge(String memory, String from, String to) throws IOException {
    Path file = memoryFile(memory);
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to), StandardCharsets.ISO_8859_1);
  }

  private Path memoryFile(String memory) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(memory))) {
      return files.findFirst().orElseThrow();
    }
  }

  private String search(Path root, String memory) {
    List<String> words =
        List.of(STAGE.toString(), "search", root.toString(), folder.resolve(memory).toString());
    return Programs.command(words).run().succeeded().stdout().replace('\0', '\n');
  }
}
