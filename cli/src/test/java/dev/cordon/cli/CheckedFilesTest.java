package dev.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.testing.Result;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is kept of configuration and rules counts only as long as the files are the same. */
class CheckedFilesTest {
  private static final String RULE =
      """
      [[rules]]
      id = "own"
      match.command = ["true"]
      action = "ACTION"
      reason = "own reason"
      """;

  private final CliRoom room = CliRoom.create();

  @AfterEach
  void tidy() {
    room.close();
  }

  private Path rules(String action) {
    return room.write(room.state().resolve("rules/own.toml"), RULE.replace("ACTION", action));
  }

  private String verdict() {
    return room.cordon("check", "--", "true").stdout();
  }

  private List<Path> kept() throws IOException {
    Path folder = room.state().resolve("run/checked");
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }

  @Test
  void whatAFileSaysIsKeptAndANewOneCountsAtOnce() throws Exception {
    rules("deny");
    assertThat(verdict()).startsWith("deny: own reason");
    assertThat(kept()).hasSize(1);
    assertThat(verdict()).startsWith("deny: own reason");

    rules("ask ");
    assertThat(room.cordon("check", "--", "true").stderr()).contains("unknown value \"ask \"");
    rules("ask");
    assertThat(verdict()).startsWith("ask: own reason");
  }

  @Test
  void anotherFileOfTheSameSizeAndTimeIsAnotherFile() throws Exception {
    Path file = rules("deny");
    assertThat(verdict()).startsWith("deny: own reason");
    assertThat(kept()).hasSize(1);
    Path other = file.resolveSibling("other");
    Files.writeString(other, Files.readString(file).replace("deny", "log "));
    Files.writeString(other, Files.readString(other).replace("\"log \"", "\"log\" "));
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
    Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);

    assertThat(verdict()).startsWith("log: own reason");
  }

  @Test
  void whatIsKeptIsReallyUsed() throws Exception {
    rules("deny");
    assertThat(verdict()).startsWith("deny: own reason");
    changeKept("own reason", "OWN REASON", true);

    assertThat(verdict()).startsWith("deny: OWN REASON");
  }

  @Test
  void whatIsKeptAndBrokenIsReadAnew() throws Exception {
    rules("deny");
    assertThat(verdict()).startsWith("deny: own reason");
    changeKept("own reason", "OWN REASON", false);
    assertThat(verdict()).startsWith("deny: own reason");

    for (byte[] broken : List.of(new byte[0], new byte[4096], new byte[] {1, 2, 3})) {
      Files.write(kept().getFirst(), broken);
      assertThat(verdict()).startsWith("deny: own reason");
    }
  }

  @Test
  void settingsAreKeptToo() throws Exception {
    room.write(room.state().resolve("config.toml"), "sandbox_mode = \"read-only\"\n");
    assertThat(room.cordon("check", "--", "touch", "x").stdout()).contains("asks in read-only");
    assertThat(kept()).hasSize(1);
    assertThat(room.cordon("check", "--", "touch", "x").stdout()).contains("asks in read-only");
    room.write(room.state().resolve("config.toml"), "sandbox_mode = \"read-onl\"\n");
    assertThat(room.cordon("check", "--", "true").stderr()).contains("config.toml:1:");
  }

  @Test
  void aRunKeepsAndAConfinedCommandCannotChangeIt() throws Exception {
    rules("log");
    room.cordon("run", "--", "true").succeeded();
    Path kept = kept().getFirst();
    byte[] before = Files.readAllBytes(kept);
    Result tried =
        room.cordon("run", "--ask-for-approval", "never", "--", "sh", "-c", ": >" + kept);

    assertThat(tried.exitCode()).isNotZero();
    assertThat(Files.readAllBytes(kept)).isEqualTo(before);
  }

  /** The form is not for people: texts are found in it as they are. */
  private void changeKept(String from, String to, boolean withSum) throws IOException {
    Path kept = kept().getFirst();
    String text = Files.readString(kept, StandardCharsets.ISO_8859_1);
    int last = text.lastIndexOf(from);
    text = text.substring(0, last) + to + text.substring(last + from.length());
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    if (withSum) {
      int heading = ByteBuffer.wrap(bytes).getInt();
      int content = ByteBuffer.wrap(bytes).getInt(Integer.BYTES + heading);
      int summed = 2 * Integer.BYTES + heading + content;
      int packed = summed + 2 * Integer.BYTES;
      CRC32 sum = new CRC32();
      sum.update(bytes, packed, bytes.length - packed);
      ByteBuffer.wrap(bytes).putInt(summed, (int) sum.getValue());
    }
    Files.write(kept, bytes);
  }
}
