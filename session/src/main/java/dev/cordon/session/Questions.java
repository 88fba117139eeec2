package dev.cordon.session;

import dev.cordon.policy.SandboxMode;
import dev.cordon.policy.Verdict;
import dev.cordon.sandbox.Denial;
import dev.cordon.sandbox.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words of questions and notices, in one place. */
final class Questions {
  private Questions() {}

  static Widening runWidening(String commandLine) {
    return new Widening(Widening.Kind.RUN, commandLine, commandLine, null, Widening.Made.NOTHING);
  }

  static Question run(Verdict verdict, RunRequest request, Path home) {
    List<Question.Line> lines = new ArrayList<>();
    lines.add(new Question.Line("command", ShellWords.of(request.argv())));
    lines.add(new Question.Line("in", shortened(request.directory(), home)));
    lines.add(new Question.Line("why", verdict.reason()));
    lines.add(new Question.Line("a yes", afterYes(request.settings().sandboxMode())));
    return new Question(program(request.argv()) + " needs your approval", lines);
  }

  private static String afterYes(SandboxMode mode) {
    return switch (mode) {
      case READ_ONLY -> "runs it inside the sandbox, without writing and without network";
      case WORKSPACE_WRITE -> "runs it inside the sandbox; it can write in the workspace only";
      case DANGER_FULL_ACCESS -> "runs it with no sandbox at all";
    };
  }

  static Question widening(Widening widening, boolean guarded, List<String> argv, Path home) {
    List<Question.Line> lines = new ArrayList<>();
    boolean network = widening.kind() == Widening.Kind.NETWORK;
    lines.add(new Question.Line("target", target(widening, home)));
    lines.add(new Question.Line("command", ShellWords.of(argv)));
    lines.add(new Question.Line("a yes", opens(widening, home)));
    String wants =
        network
            ? " wants to reach the network"
            : guarded ? " wants to write a protected path" : " wants to write where it may not";
    return new Question(program(argv) + wants, lines);
  }

  private static String target(Widening widening, Path home) {
    if (widening.path() == null) {
      return widening.target();
    }
    String kind =
        switch (widening.made()) {
          case NOTHING -> "";
          case FILE -> "  (new file)";
          case FOLDER -> "  (new folder)";
        };
    return shortened(Path.of(widening.target()), home) + kind;
  }

  private static String opens(Widening widening, Path home) {
    return widening.path() == null
        ? "runs it again with the host's whole network, still inside the sandbox"
        : "runs it again with "
            + shortened(widening.path(), home)
            + (widening.whole() ? " and everything in it" : "")
            + " open for writing, nothing else, still inside the sandbox";
  }

  static Notice unasked(Widening widening, String reason) {
    return widening.path() == null
        ? new Notice(
            "refused: network, " + widening.target() + "; " + reason,
            "allow it with -c sandbox_workspace_write.network_access=true")
        : new Notice(
            "refused: write " + ShellWords.visible(widening.target()) + "; " + reason,
            "allow a folder with --add-dir DIR");
  }

  /** What the boundary refused and nobody was asked about. */
  static Notice refused(List<Denial> denials, String session) {
    Denial first = denials.getFirst();
    String more = denials.size() > 1 ? ", and " + (denials.size() - 1) + " more" : "";
    return new Notice(
        "refused: "
            + first.kind().text()
            + " "
            + ShellWords.visible(first.target())
            + " ("
            + first.evidence()
            + ")"
            + more,
        "--add-dir DIR opens a folder; cordon log --json --session " + session + " has all");
  }

  static Notice finding(Finding finding) {
    return new Notice(
        "left behind: " + ShellWords.visible(finding.path().toString()) + ": " + finding.what(),
        null);
  }

  static Notice kept(String path) {
    return new Notice(
        "left behind: " + ShellWords.visible(path) + ": a mount point that could not be removed",
        "remove it by hand when no command runs in this workspace");
  }

  static String notExecutable(String program, Outcome.NotExecutable outcome) {
    return outcome.exitCode() == 127
        ? "command not found: " + ShellWords.visible(program)
        : "cannot execute " + ShellWords.visible(program) + ": " + outcome.reason();
  }

  static @Nullable String hint(String by) {
    return by.equals("policy") ? "see what decides with `cordon check`" : null;
  }

  static String firstLine(String text) {
    int end = text.indexOf('\n');
    return ShellWords.visible(end < 0 ? text : text.substring(0, end));
  }

  private static String program(List<String> argv) {
    String name = argv.getFirst();
    return name.substring(name.lastIndexOf('/') + 1);
  }

  private static String shortened(Path path, Path home) {
    return path.startsWith(home) && home.getNameCount() > 0
        ? "~/" + home.relativize(path)
        : path.toString();
  }
}
