package dev.cordon.sandbox;

import dev.cordon.sandbox.Guard.Absent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What of a git configuration file leads to other files: hook directories and included
 * configuration. Reads lines, not the whole grammar; a value it takes for one too many only
 * protects one path more.
 *
 * @param hooks values of {@code core.hooksPath}
 * @param includes values of {@code include.path} and {@code includeIf.….path}
 * @param worktreeConfig whether {@code extensions.worktreeConfig} appears
 */
record GitConfig(List<String> hooks, List<String> includes, boolean worktreeConfig) {
  /** A configuration larger than this is read up to here. */
  private static final int MAX_BYTES = 1 << 20;

  static GitConfig read(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return new GitConfig(List.of(), List.of(), false);
    }
    try (InputStream in = Files.newInputStream(file)) {
      return parse(new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8));
    }
  }

  /** What holds the place of a worktree's own configuration, which git reads only when told to. */
  Absent absentWorktreeFile() {
    return worktreeConfig ? Absent.FILE : Absent.OPEN;
  }

  static GitConfig parse(String text) {
    List<String> hooks = new ArrayList<>();
    List<String> includes = new ArrayList<>();
    boolean worktreeConfig = false;
    String section = "";
    int at = 0;
    while (at < text.length()) {
      int end = text.indexOf('\n', at);
      end = end < 0 ? text.length() : end;
      String line = text.substring(at, end).strip();
      at = end + 1;
      if (line.startsWith("[")) {
        int close = line.lastIndexOf(']');
        section = line.substring(1, close < 0 ? line.length() : close).toLowerCase(Locale.ROOT);
        line = close < 0 ? "" : line.substring(close + 1).strip();
      }
      int equals = line.indexOf('=');
      String key = (equals < 0 ? line : line.substring(0, equals)).strip().toLowerCase(Locale.ROOT);
      String value = equals < 0 ? "" : unquoted(line.substring(equals + 1).strip());
      if (key.equals("hookspath")) {
        hooks.add(value);
      } else if (key.equals("path") && section.startsWith("include")) {
        includes.add(value);
      } else if (key.equals("worktreeconfig")) {
        worktreeConfig = true;
      }
    }
    return new GitConfig(hooks, includes, worktreeConfig);
  }

  /**
   * The files named, absolute: hooks relative to the working tree, includes relative to the
   * configuration.
   */
  List<Path> references(Path directory, Path workTree) {
    List<Path> paths = new ArrayList<>();
    for (String value : hooks) {
      add(paths, workTree, value);
    }
    for (String value : includes) {
      add(paths, directory, value);
    }
    return paths;
  }

  private static void add(List<Path> paths, Path base, String value) {
    if (!value.isEmpty() && !value.startsWith("~") && value.indexOf('\0') < 0) {
      paths.add(base.resolve(value).normalize());
    }
  }

  private static String unquoted(String value) {
    return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
        ? value.substring(1, value.length() - 1)
        : value;
  }
}
