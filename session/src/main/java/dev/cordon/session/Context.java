package dev.cordon.session;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a session takes place.
 *
 * @param home the caller's home directory
 * @param state Cordon's own directory, {@code $CORDON_HOME}
 * @param own Cordon's state and program: never writable from inside
 * @param environment the caller's variables
 * @param restored those of them that were kept from this JVM, and have to be set again for a
 *     command
 * @param unset names that were set for this JVM only
 * @param temporary {@code $TMPDIR} when it is an existing directory
 * @param user the caller's name
 * @param endpoint the machine's name
 * @param clock the time
 */
public record Context(
    Path home,
    Path state,
    List<Path> own,
    Map<String, String> environment,
    Map<String, String> restored,
    List<String> unset,
    @Nullable Path temporary,
    String user,
    String endpoint,
    InstantSource clock) {
  public Context {
    own = List.copyOf(own);
    environment = Map.copyOf(environment);
    restored = Map.copyOf(restored);
    unset = List.copyOf(unset);
  }
}
