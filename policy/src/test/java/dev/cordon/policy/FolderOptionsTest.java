package dev.cordon.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.shell.Command;
import dev.cordon.shell.Programs;
import dev.cordon.shell.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row about folders leads there in its example, for each of its programs. */
class FolderOptionsTest {

  private static final Path ETC = Path.of("/etc");

  private static Stream<String> examples() {
    List<String> examples = new ArrayList<>();
    for (String[] row : FolderOptions.rows()) {
      for (String program : Table.words(row[0])) {
        examples.add(row[row.length - 1].replace("NAME", program));
      }
    }
    assertThat(examples).hasSizeGreaterThan(30);
    return examples.stream();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void theLastCommandOfTheExampleMayRunThere(String example) {
    List<@Nullable Path> asked = asked(example);

    assertThat(asked.contains(ETC) || asked.contains(null)).as(example).isTrue();
  }

  @Test
  void whatFollowsRunsWhereItDidBefore() {
    assertThat(asked("env -C /etc ls; pwd")).containsExactly(Path.of("/home/ana/project"));
    assertThat(asked("tar -C /etc -c a; pwd")).containsExactly(Path.of("/home/ana/project"));
  }

  /** Where the last command of {@code script} may run; null for a directory not known. */
  private static List<@Nullable Path> asked(String script) {
    Last last = new Last();
    Settings settings = Scene.settings("workspace-write", "on-request");
    Action action = new Action.Run(List.of("bash", "-c", script));
    Surroundings around = new Surroundings(Scene.HOME, Programs.BY_NAME, last);
    Policy.decide(settings, Scene.profile(settings), action, around);
    return last.directories;
  }

  /** Remembers where the last command runs that it is asked about. */
  private static final class Last implements Rules {
    private final List<@Nullable Path> directories = new ArrayList<>();
    private @Nullable Command command;

    @Override
    public @Nullable Answer onCommand(Command asked, @Nullable Path directory) {
      if (!asked.equals(command)) {
        directories.clear();
      }
      command = asked;
      directories.add(directory);
      return null;
    }

    @Override
    public @Nullable Answer onEdit(List<Path> paths) {
      return null;
    }

    @Override
    public boolean restrictCommands() {
      return false;
    }
  }
}
