package dev.cordon.session;

import java.nio.file.Path;

/**
 * Something that came into being during a session and that the host would execute later.
 *
 * @param path where
 * @param what why it matters, lower case
 * @param disarmed whether it was made harmless
 */
public record Finding(Path path, String what, boolean disarmed) {

  /** The same, found by another session than the one that was killed before its end. */
  Finding leftBy(String session) {
    return new Finding(
        path, what + " (left by session " + session + ", which was killed)", disarmed);
  }
}
