package dev.cordon.cli;

import dev.cordon.policy.ApprovalPolicy;
import dev.cordon.policy.SandboxMode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The flags of {@code run} and {@code check}. Parsed by hand: this is the path people wait for, and
 * a library for it costs more than the rest of the start.
 */
final class RunOptions {
  private final String command;
  private final List<String> arguments;
  private int at;

  @Nullable SandboxMode sandbox;
  @Nullable ApprovalPolicy approval;
  @Nullable Path directory;
  @Nullable Path report;
  @Nullable String patch;
  @Nullable String profile;
  boolean json;
  boolean help;
  final List<Path> added = new ArrayList<>();
  final List<String> overrides = new ArrayList<>();
  List<String> argv = List.of();

  private RunOptions(String command, List<String> arguments) {
    this.command = command;
    this.arguments = arguments;
  }

  /** Reads the arguments after {@code run} or {@code check}. */
  static RunOptions parse(String command, List<String> arguments) throws UsageException {
    RunOptions options = new RunOptions(command, arguments);
    options.parse();
    return options;
  }

  private void parse() throws UsageException {
    while (at < arguments.size()) {
      String argument = arguments.get(at++);
      if (argument.equals("--")) {
        argv = arguments.subList(at, arguments.size());
        break;
      }
      if (!argument.startsWith("-") || argument.equals("-")) {
        argv = arguments.subList(at - 1, arguments.size());
        break;
      }
      take(argument);
    }
    if (patch != null && !argv.isEmpty()) {
      throw usage("a patch and a command given", "cordon check --patch FILE judges the patch");
    }
    if (argv.isEmpty() && patch == null && !help) {
      throw usage("no command given", "cordon " + command + " -- COMMAND [ARGUMENT…]");
    }
    if (!argv.isEmpty() && argv.getFirst().isEmpty()) {
      throw usage("the command's name is empty", "cordon " + command + " -- COMMAND [ARGUMENT…]");
    }
  }

  private void take(String argument) throws UsageException {
    int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
    String name = equals < 0 ? argument : argument.substring(0, equals);
    @Nullable String value = equals < 0 ? null : argument.substring(equals + 1);
    switch (name) {
      case "-s", "--sandbox" -> sandbox = mode(value(name, value));
      case "-a", "--ask-for-approval" -> approval = policy(value(name, value));
      case "-C", "--cd" -> directory = path(value(name, value));
      case "-p", "--profile" -> profile = value(name, value);
      case "-c", "--config" -> overrides.add(value(name, value));
      case "--add-dir" -> added.add(path(value(name, value)));
      case "--yolo", "--dangerously-bypass-approvals-and-sandbox" -> yolo();
      case "-h", "--help" -> help = true;
      case "--report" -> report = only("run", name, path(value(name, value)));
      case "--patch" -> patch = only("check", name, value(name, value));
      case "--json" -> json = only("check", name, true);
      default ->
          throw usage("unknown flag " + name, "cordon " + command + " --help lists the flags");
    }
  }

  private void yolo() {
    sandbox = SandboxMode.DANGER_FULL_ACCESS;
    approval = ApprovalPolicy.NEVER;
  }

  private <T> T only(String where, String name, T value) throws UsageException {
    if (!command.equals(where)) {
      throw usage(name + " is a flag of " + where, "cordon " + command + " --help lists the flags");
    }
    return value;
  }

  private String value(String name, @Nullable String attached) throws UsageException {
    if (attached != null) {
      return attached;
    }
    if (at >= arguments.size()) {
      throw usage(name + " needs a value", "cordon " + command + " --help shows it");
    }
    return arguments.get(at++);
  }

  private SandboxMode mode(String text) throws UsageException {
    Optional<SandboxMode> mode = SandboxMode.of(text);
    if (mode.isEmpty()) {
      throw usage(
          "unknown sandbox mode '" + text + "'",
          "one of read-only, workspace-write, danger-full-access");
    }
    return mode.get();
  }

  private ApprovalPolicy policy(String text) throws UsageException {
    Optional<ApprovalPolicy> policy = ApprovalPolicy.of(text);
    if (policy.isEmpty()) {
      throw usage("unknown approval policy '" + text + "'", "one of untrusted, on-request, never");
    }
    return policy.get();
  }

  private Path path(String text) throws UsageException {
    try {
      return Path.of(text);
    } catch (InvalidPathException invalid) {
      throw usage("not a path: " + text, "paths cannot hold a NUL byte and have to be UTF-8");
    }
  }

  private UsageException usage(String problem, String hint) {
    return new UsageException(problem, hint);
  }
}
