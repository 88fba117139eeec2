package dev.cordon.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The judgement on one plain command of an action. Immutable.
 *
 * @param argv program and arguments; the whole argument vector when a script was not understood
 * @param decision what is done about it
 * @param reason why, lower case, no full stop
 * @param rule id of the judgement that decided; null when only mode and approval policy did
 */
public record Segment(List<String> argv, Decision decision, String reason, @Nullable String rule) {
  public Segment {
    argv = List.copyOf(argv);
  }
}
