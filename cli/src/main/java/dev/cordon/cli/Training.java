package dev.cordon.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
   * @param arguments which way ({@code run}, or all others together), and a command that makes a
   *     file, as most do; apart, because each class that a cache holds costs every start some time
   */
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(new StandardOutput(), false, StandardCharsets.UTF_8);
    Console console = new Console(out, out);
    List<String> words = List.of(arguments);
    for (List<String> line :
        words.getFirst().equals("run") ? run(words.subList(1, words.size())) : OTHERS) {
      Main.dispatch(line, console);
    }
    out.flush();
  }

  private static List<List<String>> run(List<String> command) {
    List<String> asked = new ArrayList<>(List.of("run", "--"));
    asked.addAll(command);
    List<String> never = new ArrayList<>(List.of("run", "-a", "never", "--"));
    never.addAll(command);
    return List.of(asked, never);
  }

  private static final List<List<String>> OTHERS =
      List.of(
          List.of("check", "--json", "--", "true"),
          List.of("check", "--", "true"),
          List.of("log"),
          List.of("log", "verify"),
          List.of("--help"));
}
