package dev.cordon.session;

import dev.cordon.policy.LastArgument;
import dev.cordon.policy.SandboxMode;
import dev.cordon.policy.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command line that runs only with a yes, and what such a yes is bound to. Immutable.
 *
 * @param argv program and arguments
 * @param mode the sandbox mode it would run in
 * @param content the files it executes, as they are when this is made
 * @param contentOfBeginning the same without the last argument
 * @param general whether a yes may be for any last argument
 */
record Permit(
    List<String> argv,
    SandboxMode mode,
    Content content,
    Content contentOfBeginning,
    boolean general) {

  Permit {
    argv = List.copyOf(argv);
  }

  /**
   * What a yes to this run would be bound to now.
   *
   * <p>INVARIANT: what asks for a reason of its own, such as danger or a secret path, is approved
   * to the letter only, and so is what runs without a boundary.
   */
  static Permit of(RunRequest request, Verdict verdict, Context context) {
    List<String> argv = request.argv();
    boolean general = verdict.rule() == null && verdict.sandboxed() && LastArgument.isFree(argv);
    Content content = Content.of(argv, request, context);
    return new Permit(
        argv,
        request.settings().sandboxMode(),
        content,
        general ? Content.of(beginning(argv), request, context) : content,
        general && content.unbound() == null);
  }

  /** The command line as it is stored. */
  String argument() {
    return ShellWords.exact(argv);
  }

  /** Without the last argument, as it is stored. */
  String beginning() {
    return ShellWords.exact(beginning(argv));
  }

  /** What is not UTF-8 reads the same as something else: it is asked about each time. */
  boolean isSayable() {
    return argument().indexOf('\uFFFD') < 0;
  }

  /** Why a yes can be for this one time only; null when it may be remembered. */
  @Nullable String onlyOnce() {
    return isSayable() ? content.unbound() : "not all of the command line is UTF-8";
  }

  static List<String> beginning(List<String> argv) {
    return argv.subList(0, argv.size() - 1);
  }
}
