package dev.cordon.audit;

import java.io.FileInputStream;
import java.io.IOException;
import java.security.SecureRandom;

/** A source of random bytes. */
@FunctionalInterface
public interface Randomness {
  /** Fills the array with random bytes. */
  void fill(byte[] bytes);

  /**
   * The operating system's source. It reads {@code /dev/urandom}, which costs a cold JVM far less
   * than {@link SecureRandom}, and falls back to that where there is no such device. Thread-safe.
   */
  static Randomness system() {
    return new OfSystem();
  }

  /** See {@link #system()}. A class with a name, since a lambda is spun at each cold start. */
  final class OfSystem implements Randomness {
    private OfSystem() {}

    @Override
    public void fill(byte[] bytes) {
      try (FileInputStream device = new FileInputStream("/dev/urandom")) {
        if (device.readNBytes(bytes, 0, bytes.length) == bytes.length) {
          return;
        }
      } catch (IOException e) {
        // no such device here: the platform's own generator below is as good, only slower to start
      }
      new SecureRandom().nextBytes(bytes);
    }
  }
}
