package dev.cordon.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;

/**
 * A test of the command line written as text, one file a topic ({@code src/test/cli/*.txt}). It
 * runs in a fresh temporary directory: {@code $WORK} is the working directory, {@code $HOME},
 * {@code $CORDON_HOME} and {@code $TMPDIR} lie beside it, and of the outer environment only {@code
 * PATH} is kept. A script stops at the first line that does not hold.
 *
 * <pre>
 * # read-only refuses a write, and says so
 * file a.txt &lt;&lt;END
 * hello
 * END
 * cordon run -s read-only -- cat a.txt
 * stdout '^hello$'
 * ! stderr .
 * ? 126 cordon run -a never -s read-only -- touch b.txt
 * ! exists b.txt
 * </pre>
 *
 * <table>
 * <caption>Lines. Words are split as in a shell ({@link Words}); nothing is globbed.</caption>
 * <tr><td>{@code cordon ARG…}</td><td>runs Cordon; it must end with 0</td></tr>
 * <tr><td>{@code exec PROGRAM ARG…}</td><td>runs any program; it must end with 0</td></tr>
 * <tr><td>{@code ? CODE cordon|exec …}</td><td>the same, ending with exactly this code</td></tr>
 * <tr><td>{@code stdin <<END}</td><td>standard input of the next program (else empty)</td></tr>
 * <tr><td>{@code stdout PATTERN}, {@code stderr PATTERN}</td><td>a regular expression is found in
 * what the last program wrote; {@code ^} and {@code $} match at lines</td></tr>
 * <tr><td>{@code stdout <<END}, {@code stderr <<END}</td><td>it wrote exactly this</td></tr>
 * <tr><td>{@code file NAME <<END}</td><td>writes a file, and its parents</td></tr>
 * <tr><td>{@code contains NAME PATTERN}</td><td>the expression is found in a file</td></tr>
 * <tr><td>{@code exists NAME…}</td><td>each exists; a dangling link does</td></tr>
 * <tr><td>{@code ! stdout|stderr|contains|exists …}</td><td>the opposite (of each name)</td></tr>
 * <tr><td>{@code env NAME=VALUE…}, {@code unset NAME…}</td><td>for the programs after it</td></tr>
 * <tr><td>{@code cd DIR}, {@code mkdir DIR…}, {@code remove NAME…}, {@code symlink LINK TARGET},
 * {@code chmod MODE NAME…}</td><td>as one expects; MODE is octal</td></tr>
 * </table>
 *
 * <p>A block {@code <<END} ends at a line that is the same word; {@code ${NAME}} in it is replaced,
 * unless the word is quoted ({@code <<'END'}). Immutable and thread-safe.
 */
public final class CliScript {

  /** System property that names the command behind {@code cordon}, split into words. */
  public static final String COMMAND_PROPERTY = "cordon.command";

  private final String name;
  private final List<ScriptLine> lines;

  private CliScript(String name, List<ScriptLine> lines) {
    this.name = name;
    this.lines = lines;
  }

  /**
   * Reads a script.
   *
   * @throws IllegalArgumentException when a block is not closed
   */
  public static CliScript parse(String name, String text) {
    return new CliScript(name, ScriptLine.read(text));
  }

  /**
   * Runs the script in a fresh directory, removed afterwards.
   *
   * @param cordon what {@code cordon} stands for: a program and its first arguments
   * @throws AssertionError naming script and line, with what the last program wrote
   */
  public void run(List<String> cordon) {
    try (ScriptRoom room = ScriptRoom.create()) {
      new ScriptRun(name, room, cordon).run(lines);
    }
  }

  /**
   * One test for each {@code *.txt} in a directory, for a method with {@code @TestFactory}.
   *
   * @throws AssertionError when there is no script: a suite without tests has shown nothing
   */
  public static Stream<DynamicTest> tests(Path directory, List<String> cordon) {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> scripts = files.filter(f -> f.toString().endsWith(".txt")).sorted().toList();
      if (scripts.isEmpty()) {
        throw new AssertionError("no script (*.txt) in " + directory.toAbsolutePath());
      }
      return scripts.stream().map(script -> test(script, cordon));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + directory.toAbsolutePath(), e);
    }
  }

  private static DynamicTest test(Path script, List<String> cordon) {
    String name = script.getFileName().toString();
    return DynamicTest.dynamicTest(
        name, script.toUri(), () -> parse(name, Files.readString(script)).run(cordon));
  }

  /**
   * The command given by the system property {@value #COMMAND_PROPERTY}.
   *
   * @throws AssertionError when the property is not set
   */
  public static List<String> commandFromProperty() {
    @Nullable String command = System.getProperty(COMMAND_PROPERTY);
    if (command == null || command.isBlank()) {
      throw new AssertionError("system property " + COMMAND_PROPERTY + " is not set");
    }
    return Words.split(command, variable -> "$" + variable);
  }
}
