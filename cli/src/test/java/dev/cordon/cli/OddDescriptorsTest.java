package dev.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.testing.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the caller has closed or left open, no descriptor of Cordon's own is the command's. */
class OddDescriptorsTest {
  private final CliRoom room = CliRoom.create();

  @AfterEach
  void tidy() {
    room.close();
  }

  private Result bash(String script) {
    String all = "cordon() { " + BuiltProgram.cordon() + " \"$@\"; }\n" + script;
    return room.program(List.of("bash", "-c", all)).run();
  }

  @ParameterizedTest
  @ValueSource(strings = {"<&-", ">&-", "2>&-", "<&- >&-", "<&- 2>&-", ">&- 2>&-", "<&- >&- 2>&-"})
  void aStreamThatIsClosedLeadsNowhere(String closed) {
    String inside = "for i in 0 1 2; do readlink /proc/self/fd/$i; done >seen; echo x >&2; exit 7";
    for (int start = 0; start < 2; start++) { // without and with a boundary begun ahead
      Result result = bash("cordon run -- sh -c '" + inside + "' " + closed);

      assertThat(result.exitCode()).isEqualTo(7);
      String seen = read(room.work.resolve("seen"));
      assertThat(seen).doesNotContain("socket:", "anon_inode", "memfd");
      if (closed.contains("<")) {
        assertThat(seen).startsWith("/dev/null\n");
      }
      if (closed.contains("2>")) {
        assertThat(seen).endsWith("/dev/null\n");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"<&- 2>&-", ">&- 2>&-", "<&- >&- 2>&-", "2>&-"})
  void noRequestReachesTheStageThroughThem(String closed) {
    Path proof = room.root.resolve("proof");
    room.file(
        "x.sh",
        """
        printf 'unconfined\\0001\\0env-all\\0001\\0arg\\0/bin/mkdir\\0arg\\0PROOF\\0end\\0' > /proc/self/fd/$1
        sleep 0.5
        """
            .replace("PROOF", proof.toString()));
    for (int fd = 0; fd <= 2; fd++) {
      for (int attempt = 0; attempt < 3; attempt++) {
        bash("cordon run -- sh ./x.sh " + fd + " " + closed);
        assertThat(proof).doesNotExist();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"3,44", "3,48", "3,49", "3,50", "3,52", "3,53", "44,70", "50,52", "60,66"})
  void whatTheCallerHasOpenIsNotMixedUpWithOurs(int first, int last) {
    String open =
        "for ((i = "
            + first
            + "; i <= "
            + last
            + "; i++)); do eval \"exec $i</etc/passwd\"; done\n";
    for (int start = 0; start < 2; start++) {
      Result result =
          bash(open + "cordon run -- sh -c 'ls /proc/self/fd | wc -l; touch made; exit 7'");

      assertThat(result.exitCode()).as(result.stderr()).isEqualTo(7);
      assertThat(result.stdout().strip()).isEqualTo("4"); // its own three, and the folder it lists
      assertThat(room.work.toFile().list()).containsExactly("made");
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}
