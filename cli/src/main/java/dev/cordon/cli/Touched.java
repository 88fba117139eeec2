package dev.cordon.cli;

import dev.cordon.session.Roots;
import dev.cordon.session.SetupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Marks the checkout that this program is built from when a session may write to it, so that the
 * launcher does not build what a confined command wrote before a person has looked at it.
 */
final class Touched {
  private Touched() {}

  static void mark(Roots roots) throws SetupException {
    String checkout = System.getProperty("cordon.checkout");
    String mark = System.getProperty("cordon.touched");
    if (checkout == null || mark == null || !isWritable(Path.of(checkout), roots)) {
      return;
    }
    try {
      Path file = Path.of(mark);
      Files.createDirectories(file.resolveSibling(""));
      if (!Files.exists(file)) {
        Files.createFile(file);
      }
    } catch (IOException refused) {
      throw new SetupException(
          "cannot mark the checkout as touched: " + mark, "check its permissions");
    }
  }

  private static boolean isWritable(Path checkout, Roots roots) {
    for (Path root : roots.writable()) {
      if (checkout.startsWith(root) || root.startsWith(checkout)) {
        return true;
      }
    }
    return false;
  }
}
