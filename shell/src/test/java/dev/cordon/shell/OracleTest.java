package dev.cordon.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the reader claims to understand of the scripts on this machine, it understood. */
class OracleTest {
  private static final List<Path> PLACES =
      List.of(
          Path.of("/usr/bin"),
          Path.of("/usr/sbin"),
          Path.of("/usr/lib/git-core"),
          Path.of("/var/lib/dpkg/info"),
          Path.of("/etc/init.d"));

  private static final int ENOUGH = 200;
  private static final int LONGEST = 200_000;

  @Test
  void itFindsTheCommandsThatTreeSitterFinds() throws IOException {
    Oracle oracle = new Oracle();
    int compared = 0;
    int same = 0;
    int scripts = 0;
    List<String> missed = new ArrayList<>();
    for (Path path : scripts()) {
      String script = Files.readString(path);
      scripts++;
      List<String> ours = names(script);
      List<String> theirs = oracle.names(script);
      if (ours == null || theirs == null) {
        continue;
      }
      compared++;
      if (ours.equals(theirs)) {
        same++;
      }
      for (String name : without(theirs, ours)) {
        if (!isMistake(name)) {
          missed.add(path + ": " + name);
        }
      }
    }
    assertThat(missed).isEmpty();
    assertThat(compared).isGreaterThan(ENOUGH).isGreaterThan(scripts * 8 / 10);
    assertThat(same).isGreaterThan(compared * 9 / 10);
  }

  /**
   * What the oracle takes for a program by mistake, as looking at the scripts showed: numbers and
   * reserved words after a case that it lost, an assigned substitution, arithmetic, the end of a
   * path after a variable, and names whose backslash it doubles.
   */
  private static boolean isMistake(String name) {
    return name.matches("[0-9]+|do|done|for|fi|[\\w.-]+\\.jinfo|\\$\\?")
        || name.startsWith("((")
        || name.startsWith("\\\\")
        || name.startsWith("`")
        || name.indexOf('\n') >= 0;
  }

  private static List<String> without(List<String> names, List<String> others) {
    List<String> rest = new ArrayList<>(names);
    for (String other : others) {
      rest.remove(other);
    }
    return rest;
  }

  private static @Nullable List<String> names(String script) {
    Gathered found = new Gathered(Dialect.BASH);
    try {
      new ScriptReader(new Cursor(Shell.checked(script), 0), found).whole();
    } catch (Stop stop) {
      return null;
    }
    List<String> names = new ArrayList<>();
    for (Command command : found.commands) {
      if (!command.words().isEmpty()) {
        names.add(command.words().getFirst().source());
      }
    }
    names.sort(null);
    return names;
  }

  private static List<Path> scripts() throws IOException {
    List<Path> scripts = new ArrayList<>();
    for (Path place : PLACES) {
      if (!Files.isDirectory(place)) {
        continue;
      }
      try (Stream<Path> files = Files.list(place)) {
        for (Path file : files.sorted().toList()) {
          if (Files.isRegularFile(file) && Files.size(file) < LONGEST && isScript(file)) {
            scripts.add(file);
          }
        }
      }
    }
    return scripts;
  }

  private static boolean isScript(Path file) throws IOException {
    try {
      String text = Files.readString(file);
      int end = text.indexOf('\n');
      String first = end < 0 ? text : text.substring(0, end);
      return first.matches("#! ?(/usr)?/bin/(env )?(sh|bash|dash)( .*)?");
    } catch (CharacterCodingException binary) {
      return false;
    }
  }
}
