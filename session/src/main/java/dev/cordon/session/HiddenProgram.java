package dev.cordon.session;

import dev.cordon.policy.SandboxMode;
import dev.cordon.sandbox.Plan;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A program that is there for the caller and not for the command: which folder hides it. */
final class HiddenProgram {
  private HiddenProgram() {}

  /** The next step when the boundary hides the command's program; null when it does not. */
  static @Nullable String hint(Plan plan, RunRequest request, @Nullable String search) {
    Path program = HostPrograms.find(request.directory(), request.argv().getFirst(), search);
    if (program == null || isShown(program, request)) {
      return null;
    }
    for (Path hidden : plan.hidden()) {
      if (program.startsWith(hidden)) {
        return "it is in the host's "
            + hidden
            + ", which a confined command does not see: copy it into the workspace"
            + orOpen(program, request);
      }
    }
    return null;
  }

  private static String orOpen(Path program, RunRequest request) {
    Path folder = program.resolveSibling("");
    return request.settings().sandboxMode() == SandboxMode.WORKSPACE_WRITE
        ? ", or open its folder with --add-dir " + ShellWords.of(List.of(folder.toString()))
        : "";
  }

  private static boolean isShown(Path program, RunRequest request) {
    Roots roots = request.roots();
    boolean all = request.settings().sandboxMode() == SandboxMode.WORKSPACE_WRITE;
    for (Path root : all ? roots.writable() : List.of(roots.workspace())) {
      if (program.startsWith(root)) {
        return true;
      }
    }
    return false;
  }
}
