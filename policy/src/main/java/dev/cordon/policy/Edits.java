package dev.cordon.policy;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The decision table's rows for file edits. Pure. */
final class Edits {

  private static final String PROTECTED_RULE = "protected-path";
  private static final String OUTSIDE_RULE = "outside-workspace";
  private static final String READ_ONLY_RULE = "read-only-edit";

  private static final String PROTECTED = "protected path ";
  private static final String OUTSIDE = "outside the workspace ";
  private static final String READ_ONLY = "read-only permits no edits";

  private Edits() {}

  static Verdict decide(
      Settings settings, PermissionProfile profile, List<Path> paths, Rules rules) {
    Verdict judged = decide(settings, profile, paths);
    Rules.Answer written = paths.isEmpty() ? null : rules.onEdit(paths);
    if (written == null) {
      return judged;
    }
    Rules.Answer answer = written.under(settings.approvalPolicy());
    // An allow stands in place of the approval policy's question, never of the boundary.
    boolean holds =
        answer.decision() == Decision.ALLOW
            ? judged.rule() == null && isInside(settings, profile, paths)
            : answer.decision().compareTo(judged.decision()) >= 0;
    return holds ? verdict(settings, answer.decision(), answer.reason(), answer.rule()) : judged;
  }

  private static boolean isInside(Settings settings, PermissionProfile profile, List<Path> paths) {
    if (settings.sandboxMode() == SandboxMode.DANGER_FULL_ACCESS) {
      return true;
    }
    for (int i = 0; i < paths.size(); i++) {
      if (profile.access(paths.get(i)) != WriteAccess.WRITABLE) {
        return false;
      }
    }
    return true;
  }

  private static Verdict decide(Settings settings, PermissionProfile profile, List<Path> paths) {
    if (paths.isEmpty()) {
      return verdict(settings, Decision.DENY, "no path to edit given", Commands.EMPTY_RULE);
    }
    ApprovalPolicy policy = settings.approvalPolicy();
    Verdict forbidden = forbidden(settings, profile, paths);
    if (forbidden != null) {
      return forbidden;
    }
    return switch (settings.sandboxMode()) {
      case READ_ONLY -> beyond(settings, READ_ONLY, READ_ONLY_RULE);
      case WORKSPACE_WRITE ->
          policy == ApprovalPolicy.UNTRUSTED
              ? untrusted(settings)
              : workspace(settings, profile, paths);
      case DANGER_FULL_ACCESS ->
          policy == ApprovalPolicy.UNTRUSTED
              ? untrusted(settings)
              : verdict(settings, Decision.ALLOW, Commands.UNCONFINED, null);
    };
  }

  /** INVARIANT: nobody is asked for what the requirements forbid. */
  private static @Nullable Verdict forbidden(
      Settings settings, PermissionProfile profile, List<Path> paths) {
    SandboxMode mode = settings.sandboxMode();
    if (settings.approvalPolicy() == ApprovalPolicy.NEVER
        || mode == SandboxMode.DANGER_FULL_ACCESS) {
      return null;
    }
    if (mode == SandboxMode.READ_ONLY && !settings.limits().writing()) {
      return verdict(settings, Decision.DENY, READ_ONLY + "; " + Limits.NO_WRITING, READ_ONLY_RULE);
    }
    for (Path path : paths) {
      WriteAccess access = profile.access(path);
      if (access != WriteAccess.WRITABLE && settings.limits().keepsGit(path, false)) {
        boolean inside = access == WriteAccess.PROTECTED;
        String what = (inside ? PROTECTED : OUTSIDE).concat(path.toString());
        String reason = what.concat("; ").concat(Limits.GIT_KEPT);
        return verdict(settings, Decision.DENY, reason, inside ? PROTECTED_RULE : OUTSIDE_RULE);
      }
    }
    return null;
  }

  private static Verdict workspace(Settings settings, PermissionProfile profile, List<Path> paths) {
    for (int i = 0; i < paths.size(); i++) {
      Path path = paths.get(i);
      switch (profile.access(path)) {
        case WRITABLE -> {}
        case PROTECTED -> {
          return beyond(settings, PROTECTED.concat(path.toString()), PROTECTED_RULE);
        }
        case OUTSIDE -> {
          return beyond(settings, OUTSIDE.concat(path.toString()), OUTSIDE_RULE);
        }
      }
    }
    return verdict(settings, Decision.ALLOW, Commands.INSIDE_WORKSPACE_WRITE, null);
  }

  private static Verdict untrusted(Settings settings) {
    return verdict(
        settings, Decision.ASK, "not a known-safe read; approval policy untrusted asks", null);
  }

  static Verdict beyond(Settings settings, String what, String rule) {
    return switch (settings.approvalPolicy()) {
      case UNTRUSTED ->
          verdict(settings, Decision.ASK, what.concat("; approval policy untrusted asks"), rule);
      case ON_REQUEST ->
          verdict(settings, Decision.ASK, what.concat("; approval policy on-request asks"), rule);
      case NEVER ->
          verdict(settings, Decision.DENY, what.concat("; approval policy never refuses"), rule);
    };
  }

  private static Verdict verdict(
      Settings settings, Decision decision, String reason, @Nullable String rule) {
    boolean sandboxed = settings.sandboxMode() != SandboxMode.DANGER_FULL_ACCESS;
    return new Verdict(decision, reason, rule, sandboxed, List.of());
  }
}
