package dev.cordon.policy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The judgement on a patch, path by path; the strictest wins. Pure. */
public final class PatchPolicy {
  private static final String OPAQUE_PATCH_RULE = "opaque-patch";
  private static final String OPAQUE_PATH_RULE = "opaque-path";

  private PatchPolicy() {}

  /**
   * One path of a patch and where it leads on this machine.
   *
   * @param change what is done to it
   * @param places every path it may be or lead to, absolute and normalized; at least one
   * @param trouble why that is not all there is to tell, lower case; null when it is
   */
  public record Touched(Patch.Change change, List<Path> places, @Nullable String trouble) {
    public Touched {
      places = List.copyOf(places);
    }
  }

  /**
   * Judges a patch that was understood. The segments are its paths.
   *
   * @param rules what people have written about edits
   */
  public static Verdict decide(
      Settings settings, PermissionProfile profile, List<Touched> touched, Rules rules) {
    if (touched.isEmpty()) {
      return Edits.decide(settings, profile, List.of(), rules);
    }
    List<Segment> segments = new ArrayList<>();
    Verdict strictest = one(settings, profile, touched.getFirst(), rules);
    for (Touched each : touched) {
      Verdict verdict = one(settings, profile, each, rules);
      segments.add(
          new Segment(
              List.of(each.change().kind().text(), each.change().path()),
              verdict.decision(),
              verdict.reason(),
              verdict.rule()));
      strictest = stricter(strictest, verdict);
    }
    return with(strictest, segments);
  }

  /** Judges a patch that was not. */
  public static Verdict decide(Settings settings, Patch.NotUnderstood trouble) {
    String why = "patch not understood (line " + trouble.line() + ": " + trouble.reason() + ")";
    Verdict verdict = Edits.beyond(settings, why, OPAQUE_PATCH_RULE);
    Segment segment =
        new Segment(List.of("patch"), verdict.decision(), verdict.reason(), verdict.rule());
    return with(verdict, List.of(segment));
  }

  private static Verdict one(
      Settings settings, PermissionProfile profile, Touched touched, Rules rules) {
    Verdict strictest = Edits.decide(settings, profile, touched.places(), rules);
    for (Path place : touched.places()) {
      strictest = stricter(strictest, Edits.decide(settings, profile, List.of(place), rules));
    }
    String trouble = touched.trouble();
    boolean matters = settings.sandboxMode() != SandboxMode.DANGER_FULL_ACCESS;
    return trouble == null || !matters
        ? strictest
        : stricter(strictest, Edits.beyond(settings, trouble, OPAQUE_PATH_RULE));
  }

  private static Verdict stricter(Verdict one, Verdict other) {
    return other.decision().compareTo(one.decision()) > 0 ? other : one;
  }

  private static Verdict with(Verdict verdict, List<Segment> segments) {
    return new Verdict(
        verdict.decision(), verdict.reason(), verdict.rule(), verdict.sandboxed(), segments);
  }
}
