package dev.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What people wait for is in the cache: a class that comes from anywhere else, and a first lambda
 * or record hash code above all, costs milliseconds at each start.
 */
class StartUpTest {
  private final CliRoom room = CliRoom.create();

  @AfterEach
  void tidy() {
    room.close();
  }

  @ParameterizedTest
  @CsvSource({
    "false, false, true",
    "true, false, true",
    "false, true, touch x",
    "true, true, git status"
  })
  void aRunLoadsNoClassThatIsNotInTheCache(boolean configured, boolean repository, String command)
      throws IOException {
    if (configured) {
      room.write(
          room.state().resolve("config.toml"),
          """
          # as a person writes it
          approval_policy = "on-request"

          [sandbox_workspace_write]
          network_access = false
          writable_roots = ["~/.cache"]
          """);
      room.write(
          room.state().resolve("rules/own.toml"),
          """
          [[rules]]
          id = "own"
          match.command = ["git", "tag"]
          action = "log"
          reason = "said for the record"
          """);
    }
    if (repository) {
      room.program(List.of("git", "init", "-q")).run().succeeded();
    }
    room.cordon("run", "--", "true").succeeded(); // the first makes what is absent
    Path log = room.root.resolve("classes.log");
    String launcher =
        Files.readString(BuiltProgram.cordon())
            .replace("-Xlog:disable", "-Xlog:disable -Xlog:class+load:file=" + log);
    Path logging = room.write(room.root.resolve("logging"), launcher);
    List<String> line = new ArrayList<>(List.of("sh", logging.toString(), "run", "--"));
    line.addAll(List.of(command.split(" ")));
    room.program(line).run().succeeded();

    assertThat(loadedFromElsewhere(log)).isEmpty();
  }

  private static List<String> loadedFromElsewhere(Path log) throws IOException {
    List<String> elsewhere = new ArrayList<>();
    int all = 0;
    for (String line : Files.readAllLines(log)) {
      if (line.contains(" source: ")) {
        all++;
        if (!line.contains("shared objects file")) {
          elsewhere.add(line);
        }
      }
    }
    assertThat(all).isGreaterThan(500);
    return elsewhere;
  }
}
