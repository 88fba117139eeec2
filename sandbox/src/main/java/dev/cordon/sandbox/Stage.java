package dev.cordon.sandbox;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The native program that sets a boundary up and watches over the command in it.
 *
 * <p>Two ways to it: {@link ServedStage} when it stands in front of this JVM, {@link SpawnedStage}
 * when this JVM starts it. Both block until the command has ended.
 */
public sealed interface Stage permits ServedStage, SpawnedStage {

  /**
   * Carries out one request.
   *
   * @throws IOException when the stage cannot be reached or ends without an answer; the command has
   *     ended too
   */
  Outcome carryOut(byte[] request) throws IOException;

  /**
   * Looks through a workspace for what needs protection.
   *
   * @param root absolute, without symbolic links
   */
  Search search(Path root) throws IOException;
}
