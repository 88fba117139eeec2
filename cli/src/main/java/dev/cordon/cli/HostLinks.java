package dev.cordon.cli;

import dev.cordon.rules.Links;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Links as they are on this machine at each call. Thread-safe. */
final class HostLinks implements Links {

  @Override
  public @Nullable Path target(Path path) {
    Path normal = path.normalize();
    Path real = real(path);
    if (real == null || real.equals(normal)) {
      // A folder before the dots may still be made.
      real = real(normal);
    }
    return real == null || real.equals(normal) ? null : real;
  }

  /** Of a file that is not there, its nearest folder that is. */
  private static @Nullable Path real(Path path) {
    Path there = path;
    while (there != null) {
      try {
        Path real = there.toRealPath();
        return there.equals(path) ? real : real.resolve(there.relativize(path)).normalize();
      } catch (NoSuchFileException missing) {
        there = there.getParent();
      } catch (IOException unreadable) {
        return null;
      }
    }
    return null;
  }
}
