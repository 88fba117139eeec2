package dev.cordon.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.SandboxMode;
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
  void allOfAGrantIsThereInTheNextSession() throws IOException {
    Grant grant =
        new Grant(
            "k3f9abcd",
            "run",
            "'./x' 'secret'",
            Grant.Reach.ANY_LAST,
            "'./x' [redacted]",
            List.of("0123  /w/x", "4567  /w/\\u{a}"),
            SandboxMode.READ_ONLY,
            "/w",
            "ana",
            "terminal",
            "not a known-safe read",
            NOW,
            NOW.plusSeconds(1));
    GrantBook.open(state, "w").add(grant);

    assertThat(GrantBook.open(state, "w").grants()).containsExactly(grant);
    assertThat(GrantLine.shown(grant)).doesNotContain("secret").contains("[redacted]");
  }

  @Test
  void aLineFromBeforeGrantsHadIdsIsAGrantThatBindsNoContent() throws IOException {
    Path file = Files.createDirectories(state.resolve("grants")).resolve("w.jsonl");
    Files.writeString(
        file,
        """
        {"kind":"run","argument":"'make'","who":"ana","channel":"terminal","when":"2026-01-01T00:00:00Z","expires":"2026-02-01T00:00:00Z"}
        {"kind":"write","argument":"/a","who":"ana","channel":"terminal","when":"2026-01-01T00:00:00Z","expires":"2026-02-01T00:00:00Z"}
        """);
    GrantBook book = GrantBook.open(state, "w");

    assertThat(book.covers("write", "/a", NOW)).isTrue();
    assertThat(book.covers(permit("make", SandboxMode.WORKSPACE_WRITE), NOW)).isTrue();
    assertThat(book.covers(permit("make", SandboxMode.DANGER_FULL_ACCESS), NOW)).isFalse();
    assertThat(book.covers(permit("make", SandboxMode.READ_ONLY, "0123  /w/make"), NOW)).isFalse();
    assertThat(book.grants().getFirst().id()).matches("[0-9a-f]{8}");
    assertThat(book.grants()).extracting(Grant::id).doesNotHaveDuplicates();
    assertThat(GrantBook.open(state, "w").grants()).isEqualTo(book.grants());
  }

  @Test
  void whatIsTakenOutIsGoneAndNothingElse() throws IOException {
    GrantBook book = GrantBook.open(state, "w");
    book.add(grant("/a", NOW.plusSeconds(1)));
    GrantBook other = GrantBook.open(state, "w");
    other.add(grant("/b", NOW.plusSeconds(1)));
    Path file = state.resolve("grants/w.jsonl");
    Files.writeString(file, "not JSON\n", StandardOpenOption.APPEND);

    assertThat(book.remove(grant -> grant.argument().equals("/a")))
        .containsExactly(grant("/a", NOW.plusSeconds(1)));
    assertThat(book.covers("write", "/b", NOW)).isTrue();
    assertThat(book.unreadable()).isEqualTo(1);
    other.refresh();
    assertThat(other.covers("write", "/a", NOW)).isFalse();
    assertThat(GrantBook.open(state, "w").arguments("write", NOW)).containsExactly("/b");
    assertThat(Files.readString(file)).endsWith("not JSON\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
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

  private static Permit permit(String program, SandboxMode mode, String... files) {
    Content content = new Content(List.of(files), null);
    return new Permit(List.of(program), mode, content, content, false);
  }

  private static Grant grant(String path, Instant expires) {
    return new Grant(
        "k3f9abcd",
        "write",
        path,
        Grant.Reach.EXACT,
        path,
        List.of(),
        SandboxMode.WORKSPACE_WRITE,
        "/w",
        "ana",
        "terminal",
        "sh wants to write where it may not",
        NOW,
        expires);
  }
}
