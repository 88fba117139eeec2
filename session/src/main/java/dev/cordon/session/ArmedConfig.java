package dev.cordon.session;

import dev.cordon.sandbox.GitSetting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a new git repository that makes git on the host execute something. It is
 * moved aside, and another takes its place that holds what is plainly harmless: the repository goes
 * on working.
 */
final class ArmedConfig {
  private static final String WHAT = "new git configuration that executes programs";

  private ArmedConfig() {}

  /**
   * Disarms {@code file} when it needs to be; null when it does not.
   *
   * @param root the workspace, in which a submodule's working tree has to lie
   */
  static @Nullable Finding disarm(Path file, Path root) {
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        return Aside.moved(file, WHAT);
      }
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      if (!isArmed(text, file, root)) {
        return null;
      }
      Path aside = Aside.move(file);
      String harmless = harmless(text, file, root);
      if (aside != null && !harmless.isEmpty() && !isArmed(harmless, file, root)) {
        Files.writeString(file, harmless, StandardCharsets.ISO_8859_1);
        return Aside.finding(file, WHAT, aside, "those settings were taken out");
      }
      return Aside.finding(file, WHAT, aside, "moved aside");
    } catch (IOException unreadable) {
      return new Finding(file, "new git configuration that cannot be read", false);
    }
  }

  private static boolean isArmed(String text, Path file, Path root) {
    for (GitSetting setting : GitSetting.of(text)) {
      if (isArmed(setting, file, root)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isArmed(GitSetting setting, Path file, Path root) {
    return ExecutingKeys.execute(setting)
        || (setting.key().equals("worktree")
            && !isWorkTree(file.resolveSibling(setting.value().strip()).normalize(), file, root));
  }

  /**
   * Whether {@code tree} is the submodule's own, as its pointer says. Any other, one inside another
   * git directory above all, would be written by the next checkout.
   */
  private static boolean isWorkTree(Path tree, Path file, Path root) {
    if (!tree.startsWith(root)) {
      return false;
    }
    for (Path name : root.relativize(tree)) {
      if (name.toString().equalsIgnoreCase(".git")) {
        return false;
      }
    }
    try {
      Path pointer = tree.resolve(".git");
      return Files.isRegularFile(pointer, LinkOption.NOFOLLOW_LINKS)
          && Aftermath.pointedTo(pointer, "gitdir:").equals(file.resolveSibling("").toRealPath());
    } catch (IOException | InvalidPathException nowhere) {
      return false;
    }
  }

  /** What can be read in one way only: a section, or one setting, on a line without an escape. */
  private static String harmless(String text, Path file, Path root) {
    StringBuilder kept = new StringBuilder();
    String section = "";
    for (String line : text.split("\n", -1)) {
      String stripped = line.strip();
      if (stripped.startsWith("[")) {
        section = isPlain(stripped) && stripped.endsWith("]") ? stripped : "";
        kept.append(section).append(section.isEmpty() ? "" : "\n");
      } else if (!section.isEmpty() && isPlain(stripped)) {
        List<GitSetting> settings = GitSetting.of(section + "\n" + stripped);
        if (settings.size() == 1 && !isArmed(settings.getFirst(), file, root)) {
          kept.append('\t').append(stripped).append('\n');
        }
      }
    }
    return kept.toString();
  }

  private static boolean isPlain(String line) {
    return line.indexOf('\\') < 0
        && line.lastIndexOf('[') <= 0
        && line.chars().filter(c -> c == '"').count() % 2 == 0;
  }
}
