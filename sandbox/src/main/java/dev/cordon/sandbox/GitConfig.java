package dev.cordon.sandbox;

import dev.cordon.sandbox.Guard.Absent;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What of a git configuration leads to other files: hook directories, included configuration and
 * programs. A value it takes for one too many only protects one path more.
 *
 * <p>Source: git-config(1), git 2.39. Immutable.
 *
 * @param hooks values of {@code core.hooksPath} and {@code init.templateDir}, {@code ~/} expanded
 * @param includes files named by {@code include.path} and {@code includeIf.….path}, absolute
 * @param commands what git starts, as {@link GitCommand} reads it
 * @param worktreeConfig whether {@code extensions.worktreeConfig} appears
 */
record GitConfig(
    List<String> hooks, List<Path> includes, List<String> commands, boolean worktreeConfig) {
  static final GitConfig EMPTY = new GitConfig(List.of(), List.of(), List.of(), false);

  /** An alias of a git command, as one of a shell's. */
  private static final String GIT = "!git ";

  /** A configuration larger than this is read up to here. */
  private static final int MAX_BYTES = 1 << 20;

  /** Files that one configuration includes, directly or not, at most; git itself goes ten deep. */
  private static final int MAX_INCLUDES = 100;

  GitConfig {
    hooks = List.copyOf(hooks);
    includes = List.copyOf(includes);
    commands = List.copyOf(commands);
  }

  /** Reads a file, if it is there, and what it includes. */
  static GitConfig read(Path file, Path home) throws IOException {
    GitConfig config = parse(text(file), file.resolveSibling(""), home);
    List<String> hooks = new ArrayList<>(config.hooks);
    Set<Path> includes = new LinkedHashSet<>(config.includes);
    List<String> commands = new ArrayList<>(config.commands);
    boolean worktreeConfig = config.worktreeConfig;
    List<Path> waiting = new ArrayList<>(includes);
    for (int i = 0; i < waiting.size() && i < MAX_INCLUDES; i++) {
      Path included = waiting.get(i);
      GitConfig more = parse(text(included), included.resolveSibling(""), home);
      hooks.addAll(more.hooks);
      commands.addAll(more.commands);
      worktreeConfig |= more.worktreeConfig;
      for (Path path : more.includes) {
        if (includes.add(path)) {
          waiting.add(path);
        }
      }
    }
    return new GitConfig(hooks, List.copyOf(includes), commands, worktreeConfig);
  }

  private static String text(Path file) throws IOException {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      return "";
    }
    try (InputStream in = new FileInputStream(file.toFile())) {
      return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
    }
  }

  /** Reads one text, that of a file in {@code directory}. */
  static GitConfig parse(String text, Path directory, Path home) {
    List<String> hooks = new ArrayList<>();
    List<Path> includes = new ArrayList<>();
    List<String> commands = new ArrayList<>();
    boolean worktreeConfig = false;
    for (GitSetting setting : GitSetting.of(text)) {
      if (setting.key().equals("worktreeconfig")) {
        worktreeConfig = true;
      } else if (setting.executes()) {
        String value = value(setting.value());
        String path = path(value, home);
        if (setting.key().equals("hookspath") || setting.key().equals("templatedir")) {
          add(hooks, path);
        } else if (!setting.includes()) {
          add(commands, setting.isAlias() && !value.startsWith("!") ? GIT + value : value);
        } else if (!path.isEmpty()) {
          includes.add(directory.resolve(path).normalize());
        }
      }
    }
    return new GitConfig(hooks, includes, commands, worktreeConfig);
  }

  private static void add(List<String> values, String value) {
    if (!value.isEmpty()) {
      values.add(value);
    }
  }

  /** A value without its quotes, escapes and comment; empty when it can name no file. */
  private static String value(String text) {
    StringBuilder value = new StringBuilder();
    boolean quoted = false;
    int kept = 0;
    String stripped = text.strip();
    for (int i = 0; i < stripped.length(); i++) {
      char c = stripped.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == '#' || c == ';')) {
        break;
      } else {
        if (c == '\\' && i + 1 < stripped.length()) {
          c = unescaped(stripped.charAt(++i));
        }
        value.append(c);
      }
      if (quoted || !Character.isWhitespace(c)) {
        kept = value.length();
      }
    }
    value.setLength(kept);
    return value.indexOf("\0") >= 0 ? "" : value.toString();
  }

  private static char unescaped(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      default -> c;
    };
  }

  private static String path(String value, Path home) {
    if (value.startsWith("~/")) {
      return home.resolve(value.substring(2)).toString();
    }
    return value.startsWith("~") ? "" : value;
  }

  /** What this one and another name together. */
  GitConfig and(GitConfig other) {
    List<String> allHooks = new ArrayList<>(hooks);
    allHooks.addAll(other.hooks);
    Set<Path> allIncludes = new LinkedHashSet<>(includes);
    allIncludes.addAll(other.includes);
    List<String> allCommands = new ArrayList<>(commands);
    allCommands.addAll(other.commands);
    return new GitConfig(
        allHooks, List.copyOf(allIncludes), allCommands, worktreeConfig || other.worktreeConfig);
  }

  /** The hook directories it names for a working tree. */
  List<Path> hookDirectories(Path workTree) {
    List<Path> directories = new ArrayList<>();
    for (String value : hooks) {
      directories.add(workTree.resolve(value).normalize());
    }
    return directories;
  }

  /** The guards for what it starts in a working tree. */
  List<Guard> programs(Path workTree, GitScope scope) {
    List<Guard> guards = new ArrayList<>();
    for (String command : commands) {
      guards.addAll(GitCommand.guards(command, workTree, scope));
    }
    return guards;
  }

  /** What holds the place of a worktree's own configuration, which git reads only when told to. */
  Absent absentWorktreeFile() {
    return worktreeConfig ? Absent.FILE : Absent.OPEN;
  }
}
