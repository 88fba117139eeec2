package dev.cordon.session;

import dev.cordon.audit.JournalException;
import dev.cordon.egress.Approach;
import dev.cordon.policy.Rules;
import dev.cordon.policy.SandboxMode;
import dev.cordon.policy.Verdict;
import dev.cordon.sandbox.Denial;
import dev.cordon.sandbox.Outcome;
import dev.cordon.secrets.Redaction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The words of questions and notices, in one place. */
final class Questions {
  /** Characters of a program's name in the first line of a question. */
  private static final int MAX_PROGRAM = 40;

  /** How long a connection is held for an answer. */
  static final Duration HELD = Duration.ofSeconds(60);

  /** What stands for a last argument that may be any. */
  private static final String ANY = " ANY";

  private Questions() {}

  /**
   * That a command may run. What it is about is a command line without secrets: only there are they
   * known by the argument they stand in.
   */
  static Widening runWidening(Permit permit, boolean anyLast) {
    List<String> shown = Redaction.redactArguments(permit.argv());
    return new Widening(
        Widening.Kind.RUN,
        anyLast ? permit.beginning() : permit.argument(),
        List.of(
            anyLast ? ShellWords.exact(Permit.beginning(shown)) + ANY : ShellWords.exact(shown)),
        null,
        Widening.Made.NOTHING,
        null);
  }

  static Question run(Verdict verdict, RunRequest request, Permit permit, Path home) {
    List<Question.Line> lines = new ArrayList<>();
    lines.add(new Question.Line("command", ShellWords.of(request.argv())));
    lines.add(new Question.Line("in", ShellWords.path(request.directory(), home)));
    lines.add(new Question.Line(Question.WHY, verdict.reason()));
    lines.add(new Question.Line("a yes", afterYes(request.settings().sandboxMode())));
    String onlyOnce = permit.onlyOnce();
    if (onlyOnce != null) {
      lines.add(new Question.Line("once", "only, since " + onlyOnce));
    } else if (permit.general()) {
      String beginning = ShellWords.of(Permit.beginning(request.argv()));
      lines.add(new Question.Line("[a]", "is a yes as [p], to " + beginning + ANY));
    }
    Question.Offer offer =
        onlyOnce != null
            ? Question.Offer.ONCE
            : permit.general() ? Question.Offer.ANY_LAST : Question.Offer.SCOPES;
    return new Question(program(request.argv()) + " needs your approval", lines, offer);
  }

  private static String afterYes(SandboxMode mode) {
    return switch (mode) {
      case READ_ONLY -> "runs it inside the sandbox, without writing and without network";
      case WORKSPACE_WRITE -> "runs it inside the sandbox; it can write in the workspace only";
      case DANGER_FULL_ACCESS -> "runs it with no sandbox at all";
    };
  }

  /** Whether paths may be opened for writing: all that are shown, with one answer. */
  static Question writing(Shown shown, List<String> argv, Path home) {
    List<Widening> listed = shown.listed();
    boolean several = listed.size() + shown.beyond() > 1;
    List<Question.Line> lines = new ArrayList<>();
    for (Widening widening : listed) {
      lines.add(new Question.Line(lines.isEmpty() ? "target" : "", entry(widening, home, several)));
    }
    if (shown.beyond() > 0) {
      lines.add(
          new Question.Line(
              "more", shown.beyond() + " more not shown here, which a yes leaves shut"));
    }
    lines.add(new Question.Line("command", ShellWords.of(argv)));
    lines.add(new Question.Line("a yes", "runs it again with " + opens(shown, home)));
    return new Question(program(argv) + wants(listed), lines);
  }

  private static String wants(List<Widening> listed) {
    int guarded = 0;
    for (Widening widening : listed) {
      guarded += widening.guarded() == null ? 0 : 1;
    }
    if (listed.size() == 1) {
      return guarded == 1 ? " wants to write a protected path" : " wants to write where it may not";
    }
    String places = " wants to write in " + listed.size() + " places where it may not";
    return guarded == 0 ? places : places + ", " + guarded + " protected";
  }

  /** One thing that a yes opens, as it is listed. */
  static String entry(Widening widening, Path home, boolean several) {
    Place place = Objects.requireNonNull(widening.place(), "a path");
    int others = widening.targets().size() - 1;
    StringBuilder text = new StringBuilder(ShellWords.path(Path.of(widening.target()), home));
    text.append(others > 0 ? " and " + others + " more" : "");
    text.append(
        switch (widening.made()) {
          case NOTHING -> "";
          case FILE -> "  (new file)";
          case FOLDER -> "  (new folder)";
        });
    if (several && widening.whole()) {
      text.append("  (opens ").append(ShellWords.path(place.path(), home));
      text.append(inIt(widening)).append(')');
    } else if (several && place.folder()) {
      text.append("  (a folder").append(inIt(widening)).append(')');
    }
    if (place.names() > 1) {
      text.append("  (also under ")
          .append(place.names() - 1)
          .append(place.names() == 2 ? " other name)" : " other names)");
    }
    if (widening.guarded() != null) {
      text.append("  (protected: ").append(widening.guarded()).append(')');
    }
    return text.toString();
  }

  private static String opens(Shown shown, Path home) {
    String what =
        shown.listed().size() == 1
            ? opens(shown.listed().getFirst(), home)
            : "these " + shown.listed().size();
    return what + " open for writing, nothing else, still inside the sandbox";
  }

  private static String opens(Widening widening, Path home) {
    Place place = Objects.requireNonNull(widening.place(), "a path");
    boolean whole = widening.whole() || place.folder();
    return ShellWords.path(place.path(), home) + (whole ? inIt(widening) : "");
  }

  /** Of a git directory, too, what makes git execute something stays shut. */
  private static String inIt(Widening widening) {
    Place place = Objects.requireNonNull(widening.place(), "a path");
    return widening.guarded() == null || place.path().endsWith(".git")
        ? " and everything in it but protected paths"
        : " and everything in it";
  }

  /** Whether the network may be used. */
  static Question network(Widening widening, List<String> argv) {
    List<Question.Line> lines = new ArrayList<>();
    List<String> targets = widening.targets();
    int listed = Math.min(targets.size(), Shown.MAX_TARGETS);
    for (String target : targets.subList(0, listed)) {
      lines.add(new Question.Line(lines.isEmpty() ? "target" : "", target));
    }
    if (targets.size() > listed) {
      lines.add(new Question.Line("more", targets.size() - listed + " more"));
    }
    lines.add(new Question.Line("command", ShellWords.of(argv)));
    lines.add(
        new Question.Line(
            "a yes", "runs it again with the host's whole network, still inside the sandbox"));
    return new Question(program(argv) + " wants to reach the network", lines);
  }

  /** A connection to one port of one host. */
  static Widening connecting(Approach approach) {
    String place = NetworkGate.place(approach);
    return new Widening(
        Widening.Kind.NETWORK, place, List.of(place), null, Widening.Made.NOTHING, null);
  }

  /** Whether a running command may connect, which waits for the answer. */
  static Question connect(
      Widening widening, Approach approach, List<String> argv, @Nullable String why) {
    List<Question.Line> lines = new ArrayList<>();
    String method = approach.method();
    lines.add(
        new Question.Line(
            "target",
            widening.target()
                + "  ("
                + approach.protocol().text()
                + (method == null ? "" : ", " + method)
                + ")"));
    lines.add(new Question.Line("command", ShellWords.of(argv)));
    lines.add(new Question.Line(Question.WHY, why == null ? "the host is not listed" : why));
    lines.add(
        new Question.Line("a yes", "lets it connect there, to nothing else; it waits meanwhile"));
    String program = approach.program().isEmpty() ? program(argv) : approach.program();
    return new Question(
        ShellWords.visible(program) + " wants to reach " + approach.host(),
        lines,
        Question.Offer.SCOPES,
        HELD);
  }

  /** What nobody could be asked about. */
  static Notice unasked(List<Widening> widenings, int beyond, String reason, SandboxMode mode) {
    Widening first = widenings.getFirst();
    int more = widenings.size() - 1 + beyond;
    return first.place() == null
        ? new Notice(
            "refused: network, " + first.target() + "; " + reason,
            opensBy(mode, "allow it with -c sandbox_workspace_write.network_access=true"))
        : new Notice(
            "refused: write " + ShellWords.visible(first.target()) + andMore(more) + "; " + reason,
            opensBy(mode, "allow a folder with --add-dir DIR"));
  }

  /** Nothing that opens something does so in {@code read-only}. */
  private static String opensBy(SandboxMode mode, String way) {
    return mode == SandboxMode.READ_ONLY ? "-s workspace-write opens the workspace" : way;
  }

  /** What no yes may open, all for one reason. */
  static Notice forbidden(Forbidden why, List<Widening> widenings) {
    Widening first = widenings.getFirst();
    String what =
        first.place() == null
            ? "network, " + first.target()
            : "write " + ShellWords.visible(first.target()) + andMore(widenings.size() - 1);
    return new Notice(
        "refused: " + what + "; " + why.reason(),
        why.key() + " in requirements.toml is for who answers for this machine");
  }

  /** What a rule denies, whoever would say yes. */
  static Notice ruledOut(Widening widening, Rules.Answer ruled) {
    return new Notice(
        "refused: write " + ShellWords.visible(widening.target()) + "; " + ruled.reason(),
        "rule " + ruled.rule() + " decides; `cordon rules check` reads the rules");
  }

  /** What a yes could not open. */
  static Notice hindered(Widening widening, String reason) {
    return new Notice(
        "not opened: " + ShellWords.visible(widening.argument()) + ": " + reason, null);
  }

  /**
   * What the boundary refused and nobody was asked about.
   *
   * @param openable whether the requirements leave a way to open a path
   */
  static Notice refused(
      List<Denial> denials, String session, Path home, SandboxMode mode, boolean openable) {
    Denial first = denials.getFirst();
    for (Denial denial : denials) {
      if (needsHome(denial, home)) {
        return inHome(Path.of(denial.target()), denials.size() - 1, home);
      }
    }
    return new Notice(
        "refused: "
            + first.kind().text()
            + " "
            + ShellWords.visible(first.target())
            + " ("
            + first.evidence()
            + ")"
            + andMore(denials.size() - 1),
        (openable ? opensBy(mode, "--add-dir DIR opens a folder") + "; " : "")
            + "cordon log --json --session "
            + session
            + " has all");
  }

  private static String andMore(int more) {
    return more > 0 ? ", and " + more + " more" : "";
  }

  private static boolean needsHome(Denial denial, Path home) {
    return denial.kind() == Denial.Kind.WRITE
        && home.equals(Path.of(denial.target()).getParent())
        && !denial.evidence().startsWith("open: read-only");
  }

  /** A file right in the home directory is replaced through a second one beside it. */
  private static Notice inHome(Path target, int more, Path home) {
    return new Notice(
        "refused: write "
            + ShellWords.path(target, home)
            + andMore(more)
            + "; making, replacing or removing a file right in the home directory would need all of"
            + " it open, which no question offers",
        target.endsWith(".gitconfig.lock")
            ? "run `git config --global` outside of cordon, or set GIT_CONFIG_GLOBAL to a file in"
                + " a writable folder"
            : "do this outside of cordon, or let the program keep its file in a folder of its own"
                + " and open that with --add-dir DIR");
  }

  static Notice finding(Finding finding) {
    return new Notice(
        "left behind: " + ShellWords.visible(finding.path().toString()) + ": " + finding.what(),
        null);
  }

  /** What the gate refused and the command may be unable to say. */
  static Notice unreached(List<Denial> denials, String session) {
    Denial first = denials.getFirst();
    return new Notice(
        "refused: connect "
            + ShellWords.visible(first.target())
            + " ("
            + ShellWords.visible(first.evidence())
            + ")"
            + andMore(denials.size() - 1),
        "network.domains lists hosts; cordon log --kind network --session " + session + " has all");
  }

  static Notice connectionLost(JournalException lost) {
    return new Notice("a connection is not on record: " + lost.getMessage(), lost.hint());
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
    String last = name.substring(name.lastIndexOf('/') + 1);
    return ShellWords.word(
        last.length() > MAX_PROGRAM ? last.substring(0, MAX_PROGRAM) + "…" : last);
  }
}
