package dev.cordon.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Walks the ways people wait for once, so that the launcher can keep what the JVM learnt. Not for
 * people.
 */
public final class Training {
  private Training() {}

  /**
   * Expects to stand behind the stage, in a scratch folder.
   *
   * @param arguments which way ({@code run}, or all others together), and a command that is there;
   *     apart, because each class that a cache holds costs every start some time
   */
  public static void main(String[] arguments) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Console console = new Console(nowhere, nowhere);
    for (List<String> line : arguments[0].equals("run") ? run(arguments[1]) : OTHERS) {
      Main.dispatch(line, console);
    }
  }

  private static List<List<String>> run(String command) {
    return List.of(List.of("run", "--", command), List.of("run", "-a", "never", "--", command));
  }

  private static final List<List<String>> OTHERS =
      List.of(
          List.of("check", "--json", "--", "true"),
          List.of("check", "--", "true"),
          List.of("log"),
          List.of("log", "verify"),
          List.of("--help"));
}
