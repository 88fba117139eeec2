package dev.cordon.sandbox;

import java.util.List;
import java.util.Map;

/**
 * The variables a command gets.
 *
 * @param inherited whether it starts from everything the caller has (only the stage knows it byte
 *     by byte)
 * @param dropped names taken out of that
 * @param kept names taken over when nothing is inherited as a whole
 * @param set variables set on top
 */
public record Environment(
    boolean inherited, List<String> dropped, List<String> kept, Map<String, String> set) {
  public Environment {
    dropped = List.copyOf(dropped);
    kept = List.copyOf(kept);
    set = Map.copyOf(set);
  }
}
