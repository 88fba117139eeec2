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
 * What of a git configuration leads to other files: hook directories and included configuration. A
 * value it takes for one too many only protects one path more.
 *
 * <p>Source: git-config(1), git 2.39. Immutable.
 *
 * @param hooks values of {@code core.hooksPath}, {@code ~/} expanded
 * @param includes files named by {@code include.path} and {@code includeIf.….path}, absolute
 * @param worktreeConfig whether {@code extensions.worktreeConfig} appears
 */
record GitConfig(List<String> hooks, List<Path> includes, boolean worktreeConfig) {
  /** A configuration larger than this is read up to here. */
  private static final int MAX_BYTES = 1 << 20;

  /** Files that one configuration includes, directly or not, at most; git itself goes ten deep. */
  private static final int MAX_INCLUDES = 100;

  GitConfig {
    hooks = List.copyOf(hooks);
    includes = List.copyOf(includes);
  }

  /** Reads a file, if it is there, and what it includes. */
  static GitConfig read(Path file, Path home) throws IOException {
    GitConfig config = parse(text(file), file.resolveSibling(""), home);
    List<String> hooks = new ArrayList<>(config.hooks);
    Set<Path> includes = new LinkedHashSet<>(config.includes);
    boolean worktreeConfig = config.worktreeConfig;
    List<Path> waiting = new ArrayList<>(includes);
    for (int i = 0; i < waiting.size() && i < MAX_INCLUDES; i++) {
      Path included = waiting.get(i);
      GitConfig more = parse(text(included), included.resolveSibling(""), home);
      hooks.addAll(more.hooks);
      worktreeConfig |= more.worktreeConfig;
      for (Path path : more.includes) {
        if (includes.add(path)) {
          waiting.add(path);
        }
      }
    }
    return new GitConfig(hooks, List.copyOf(includes), worktreeConfig);
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
    boolean worktreeConfig = false;
    for (GitSetting setting : GitSetting.of(text)) {
      String value = value(setting.value(), home);
      if (setting.key().equals("hookspath") && !value.isEmpty()) {
        hooks.add(value);
      } else if (setting.key().equals("path")
          && setting.section().startsWith("include")
          && !value.isEmpty()) {
        includes.add(directory.resolve(value).normalize());
      } else if (setting.key().equals("worktreeconfig")) {
        worktreeConfig = true;
      }
    }
    return new GitConfig(hooks, includes, worktreeConfig);
  }

  /** A value without its quotes, escapes and comment; empty when it can be no path. */
  private static String value(String text, Path home) {
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
          c = stripped.charAt(++i);
        }
        value.append(c);
      }
      if (quoted || !Character.isWhitespace(c)) {
        kept = value.length();
      }
    }
    value.setLength(kept);
    String path = value.toString();
    if (path.startsWith("~/")) {
      return home.resolve(path.substring(2)).toString();
    }
    return path.startsWith("~") || path.indexOf('\0') >= 0 ? "" : path;
  }

  /** What this one and another name together. */
  GitConfig and(GitConfig other) {
    List<String> allHooks = new ArrayList<>(hooks);
    allHooks.addAll(other.hooks);
    Set<Path> allIncludes = new LinkedHashSet<>(includes);
    allIncludes.addAll(other.includes);
    return new GitConfig(
        allHooks, List.copyOf(allIncludes), worktreeConfig || other.worktreeConfig);
  }

  /** The hook directories it names for a working tree. */
  List<Path> hookDirectories(Path workTree) {
    List<Path> directories = new ArrayList<>();
    for (String value : hooks) {
      directories.add(workTree.resolve(value).normalize());
    }
    return directories;
  }

  /** What holds the place of a worktree's own configuration, which git reads only when told to. */
  Absent absentWorktreeFile() {
    return worktreeConfig ? Absent.FILE : Absent.OPEN;
  }
}
