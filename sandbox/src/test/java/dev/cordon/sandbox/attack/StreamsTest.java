package dev.cordon.sandbox.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A file of the host that a stream was redirected from or to is no door to it. */
final class StreamsTest {

  @ParameterizedTest
  @EnumSource
  void whatIsReadCannotBeWritten(Caller caller) throws IOException {
    try (Room room = Room.of(caller)) {
      Path file = Files.writeString(room.folder().resolve("outside/input"), "as it was");
      Ran ran =
          room.input(file)
              .run(
                  "cat; echo x > /proc/self/fd/0; echo y > /dev/stdin;"
                      + " python3 -c 'import os; os.fchmod(0, 0o777)'");
      assertThat(ran.out()).isEqualTo("as it was");
      assertThat(ran.err())
          .contains("cannot create /proc/self/fd/0: Read-only file system")
          .contains("cannot create /dev/stdin: Read-only file system")
          .contains("OSError: [Errno 30] Read-only file system");
      assertThat(file).hasContent("as it was");
      assertThat(room.host("stat -c %a outside/input").stdout()).isEqualTo("644\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenGoesThroughAPipe(Caller caller) {
    try (Room room = Room.of(caller)) {
      Ran ran =
          room.run(
              "echo kept; : > /proc/self/fd/1; echo also > /dev/stdout; echo said > /dev/stderr;"
                  + " readlink /proc/self/fd/1 | cut -c1-5; head -c 300000 /dev/zero | tr '\\0' x");
      assertThat(ran.out()).startsWith("kept\nalso\npipe:\nxxx").hasSize(300_016);
      assertThat(ran.err()).isEqualTo("said\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aProtectedFileCannotBeWrittenThroughAStream(Caller caller) {
    try (Room room = Room.of(caller)) {
      room.host("git init -q workspace");
      Path config = room.workspace().resolve(".git/config");
      Ran ran = room.input(config).run("echo '[core] fsmonitor = x' >> /proc/self/fd/0");
      assertThat(ran.err()).contains("Read-only file system");
      assertThat(room.host("git -C workspace config core.fsmonitor; true").stdout()).isEmpty();
    }
  }
}
