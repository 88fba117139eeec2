package dev.cordon.cli;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * How Cordon speaks: on standard error, {@code cordon: …}, with a {@code hint:} line when there is
 * a next step.
 */
final class Console {
  private final PrintStream out;
  private final PrintStream err;

  Console(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  void say(String text, @Nullable String hint) {
    err.println("cordon: " + text);
    if (hint != null) {
      err.println("hint: " + hint);
    }
  }

  PrintStream out() {
    return out;
  }

  PrintStream err() {
    return err;
  }
}
