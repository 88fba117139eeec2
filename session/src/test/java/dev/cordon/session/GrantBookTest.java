package dev.cordon.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrantBookTest {
  private static final Instant NOW = Instant.parse("2026-01-31T08:00:00Z");

  @TempDir Path state;

  @Test
  void whatIsAddedIsThereInTheNextSession() throws IOException {
    GrantBook book = GrantBook.open(state, "w");
    book.add(grant("/a b\n\"c\"\u202e", NOW.plusSeconds(1)));

    assertThat(book.covers("write", "/a b\n\"c\"\u202e", NOW)).isTrue();
    assertThat(GrantBook.open(state, "w").arguments("write", NOW))
        .containsExactly("/a b\n\"c\"\u202e");
  }

  @Test
  void aGrantIsForItsWorkspaceItsKindAndItsArgumentAlone() throws IOException {
    GrantBook.open(state, "w").add(grant("/a", NOW.plusSeconds(1)));

    GrantBook book = GrantBook.open(state, "w");
    assertThat(book.covers("write", "/a", NOW)).isTrue();
    assertThat(book.covers("write", "/a/b", NOW)).isFalse();
    assertThat(book.covers("write", "/A", NOW)).isFalse();
    assertThat(book.covers("run", "/a", NOW)).isFalse();
    assertThat(GrantBook.open(state, "v").covers("write", "/a", NOW)).isFalse();
  }

  @Test
  void aGrantEndsWhenItSays() throws IOException {
    GrantBook book = GrantBook.open(state, "w");
    book.add(grant("/a", NOW.plusSeconds(1)));

    assertThat(book.covers("write", "/a", NOW.plusMillis(999))).isTrue();
    assertThat(book.covers("write", "/a", NOW.plusSeconds(1))).isFalse();
    assertThat(book.arguments("write", NOW.plusSeconds(2))).isEmpty();
    assertThat(GrantBook.PROJECT_EXPIRY).isEqualTo(Duration.ofDays(30));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kind\":\"write\",\"argument\":\"/b\",\"who\":\"ana\",\"channel\":\"terminal\",\"when\":\"2026",
        "",
        "null",
        "[]",
        "{}",
        "not JSON",
        "{\"kind\":\"write\",\"argument\":\"/b\",\"when\":\"soon\",\"expires\":\"never\"}",
        "{\"kind\":\"write\",\"argument\":\"/b\",\"expires\":\"2099-01-01T00:00:00Z\"}",
        "{\"kind\":\"write\",\"argument\":{\"x\":1}}"
      })
  void aLineThatCannotBeReadGrantsNothingAndHidesNothing(String line) throws IOException {
    GrantBook.open(state, "w").add(grant("/a", NOW.plusSeconds(1)));
    Path file = state.resolve("grants/w.jsonl");
    Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
    GrantBook.open(state, "w").add(grant("/c", NOW.plusSeconds(1)));

    assertThat(GrantBook.open(state, "w").arguments("write", NOW)).containsExactly("/a", "/c");
  }

  @Test
  void aTornLineDoesNotSwallowTheNext() throws IOException {
    Path file = Files.createDirectories(state.resolve("grants")).resolve("w.jsonl");
    Files.writeString(file, "{\"kind\":\"wri");
    GrantBook.open(state, "w").add(grant("/a", NOW.plusSeconds(1)));

    assertThat(GrantBook.open(state, "w").arguments("write", NOW)).containsExactly("/a");
  }

  @Test
  void aBookThatIsNotTextGrantsNothing() throws IOException {
    Path file = Files.createDirectories(state.resolve("grants")).resolve("w.jsonl");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, '\n'});
    GrantBook.open(state, "w").add(grant("/a", NOW.plusSeconds(1)));

    assertThat(GrantBook.open(state, "w").arguments("write", NOW)).containsExactly("/a");
  }

  @Test
  void manySessionsAddAtOnceAndNothingIsLost() throws Exception {
    List<Thread> writers = new ArrayList<>();
    for (int writer = 0; writer < 8; writer++) {
      String name = "/" + "x".repeat(500) + writer;
      writers.add(Thread.ofPlatform().start(() -> addMany(name)));
    }
    for (Thread writer : writers) {
      writer.join();
    }

    assertThat(GrantBook.open(state, "w").arguments("write", NOW)).hasSize(8 * 25);
  }

  @Test
  void theBookIsForItsOwnerAlone() throws IOException {
    GrantBook.open(state, "w").add(grant("/a", NOW.plusSeconds(1)));

    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(state.resolve("grants"))))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(state.resolve("grants/w.jsonl"))))
        .isEqualTo("rw-------");
  }

  private void addMany(String name) {
    try {
      for (int i = 0; i < 25; i++) {
        GrantBook.open(state, "w").add(grant(name + "/" + i, NOW.plusSeconds(1)));
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Grant grant(String path, Instant expires) {
    return new Grant("write", path, "ana", "terminal", NOW, expires);
  }
}
