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

  /** Expects to stand behind the stage, in a scratch folder. */
  public static void main(String[] arguments) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Console console = new Console(nowhere, nowhere);
    String[] last = {"dev.cordon.cli.Training"};
    for (List<String> line :
        List.of(
            List.of("run", "--", last[0]),
            List.of("run", "-a", "never", "--", last[0]),
            List.of("check", "--json", "--", "true"),
            List.of("log"),
            List.of("log", "verify"),
            List.of("--help"))) {
      Main.dispatch(line, console);
    }
  }
}
