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
   * Expects to stand behind the stage, in a scratch folder. The stage serves one run.
   *
   * @param arguments which way ({@code run}, or all others together), and a command that makes a
   *     file, as most do; apart, because each class that a cache holds costs every start some time
   */
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(new StandardOutput(), false, StandardCharsets.UTF_8);
    Console console = new Console(out, out);
    List<String> words = List.of(arguments);
    List<String> run = new ArrayList<>(List.of("run", "--"));
    run.addAll(words.subList(1, words.size()));
    for (List<String> line : words.getFirst().equals("run") ? List.of(run) : OTHERS) {
      Main.dispatch(line, console);
    }
    out.flush();
  }

  private static final List<List<String>> OTHERS =
      List.of(
          List.of("check", "--json", "--", "true"),
          List.of("check", "--", "true"),
          List.of("log"),
          List.of("log", "verify"),
          List.of("--help"));
}
