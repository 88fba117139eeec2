package dev.cordon.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The native program that sets a boundary up and watches over the command in it.
 *
 * <p>Two ways to it: {@link ServedStage} when it stands in front of this JVM, {@link SpawnedStage}
 * when this JVM starts it. Both block until the command has ended.
 */
public sealed interface Stage extends Searcher permits ServedStage, SpawnedStage {

  /**
   * Carries out one request.
   *
   * @param doorway where connections go that the request lets arrive; null when there are none
   * @throws IOException when the stage cannot be reached or ends without an answer; the command has
   *     ended too
   */
  Outcome carryOut(byte[] request, @Nullable Doorway doorway) throws IOException;

  /**
   * Looks through a place after a session, and disarms new repositories that only the stage can
   * name.
   *
   * @param before what was there before it
   */
  Judgement judge(Search before) throws IOException;

  /**
   * Reads the baselines in {@code folder}. Waits for a session that has just been killed to be
   * gone.
   */
  List<Unjudged> unjudged(Path folder) throws IOException;
}
