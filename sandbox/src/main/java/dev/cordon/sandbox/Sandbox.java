package dev.cordon.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands inside a planned boundary, or outside of any. As thread-safe as its stage.
 *
 * <p>The Linux boundary is what the stage builds from a {@link Plan}; bubblewrap and the kernel
 * enforce it.
 */
public final class Sandbox {
  private static final String SUFFIX = ".stubs";

  private final Stage stage;
  private final Seccomp seccomp;
  private final Path bubblewrap;
  private final Path registries;
  private final Path baselines;

  /**
   * A sandbox on this machine.
   *
   * @param registries directory in Cordon's own state where mount points made on the host are
   *     listed; what was there before each session is kept beside it
   */
  public Sandbox(Stage stage, Architecture architecture, Path bubblewrap, Path registries) {
    this.stage = stage;
    this.seccomp = new Seccomp(architecture);
    this.bubblewrap = bubblewrap;
    this.registries = registries;
    this.baselines = registries.resolveSibling("baselines");
  }

  /**
   * Runs {@code command} inside the boundary of {@code plan} and waits for its end.
   *
   * @param place a name for the workspace the plan is about, usable as a file name; sessions in one
   *     workspace share its mount points
   * @throws IOException when the stage cannot be reached
   */
  public Outcome confine(
      Plan plan, String place, Command command, Environment environment, Path directory)
      throws IOException {
    return confine(plan, place, null, null, command, environment, directory);
  }

  /**
   * As above.
   *
   * @param session whose baseline is kept from before the command makes its first name until {@link
   *     #judged}
   * @param doorway where connections go that the plan gives no network for; null when they are
   *     refused
   */
  public Outcome confine(
      Plan plan,
      String place,
      @Nullable Unjudged session,
      @Nullable Doorway doorway,
      Command command,
      Environment environment,
      Path directory)
      throws IOException {
    if (!registries.toFile().isDirectory()) {
      Files.createDirectories(
          registries,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    Path registry = registries.resolve(place + SUFFIX);
    Path gate = doorway == null || plan.sharedNetwork() ? null : doorway.socket();
    BoundaryFiles files = new BoundaryFiles(bubblewrap, registry, baselines, session, gate);
    return stage.carryOut(
        Request.confined(plan, command, environment, directory, files, seccomp), doorway);
  }

  /** Sessions, alive or killed, whose works nobody has judged yet. */
  public List<Unjudged> unjudged() throws IOException {
    String[] names = baselines.toFile().list();
    return names == null || names.length == 0 ? List.of() : stage.unjudged(baselines);
  }

  /** Forgets a session's baseline: all that it made has been judged. */
  public void judged(String session) {
    try {
      Files.deleteIfExists(baselines.resolve(session));
    } catch (IOException stays) {
      // Then it is judged once more.
    }
  }

  /**
   * Runs {@code command} with no boundary at all and waits for its end. Mount points of sessions
   * that were killed are gone before it starts.
   */
  public Outcome release(Command command, Environment environment, Path directory)
      throws IOException {
    Path registry = registries.toFile().isDirectory() ? registries.resolve(SUFFIX) : null;
    return stage.carryOut(Request.unconfined(command, environment, directory, registry), null);
  }
}
