package dev.cordon.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one action. Immutable.
 *
 * @param decision the strictest over all segments
 * @param reason why, from the first segment that is that strict and has a rule, else from the first
 *     that is that strict; lower case, no full stop
 * @param rule id of the judgement that decided; null when only mode and approval policy did
 * @param sandboxed whether the action, if it happens, happens inside the boundary
 * @param segments the judgement on each plain command, in order; empty for edits
 */
public record Verdict(
    Decision decision,
    String reason,
    @Nullable String rule,
    boolean sandboxed,
    List<Segment> segments) {
  public Verdict {
    segments = List.copyOf(segments);
  }
}
