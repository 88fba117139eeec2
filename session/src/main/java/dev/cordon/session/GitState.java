package dev.cordon.session;

import dev.cordon.sandbox.GitSetting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What git keeps of its own doings in a git directory, which has to stay writable: the index, and
 * the steps of a rebase or a cherry-pick that is not finished. Git and shell prompts trust it more
 * than they should. Not thread-safe.
 */
final class GitState {
  /** An index larger than this is not looked into: about two million files. */
  private static final long MAX_INDEX_BYTES = 256 << 20;

  private static final int SHA1_BYTES = 20;
  private static final int SHA256_BYTES = 32;

  /** Files with one number each. A prompt of git's own (git-sh-prompt) expands what they hold. */
  private static final List<String> NUMBERS =
      List.of("rebase-merge/msgnum", "rebase-merge/end", "rebase-apply/next", "rebase-apply/last");

  private final List<Finding> findings = new ArrayList<>();
  private final Path directory;

  private GitState(Path directory) {
    this.directory = directory;
  }

  /** Looks at one git directory and disarms what git on the host would execute. */
  static List<Finding> inspect(Path directory) {
    GitState state = new GitState(directory);
    if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      state.indexes();
      state.numbers();
      state.strategies();
      state.steps();
    }
    return state.findings;
  }

  private void indexes() {
    String[] names = directory.toFile().list();
    for (int i = 0; names != null && i < names.length; i++) {
      if (names[i].equals("index") || names[i].startsWith("sharedindex.")) {
        index(directory.resolve(names[i]));
      }
    }
  }

  private void index(Path file) {
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || escapes(file)) {
        findings.add(Aside.moved(file, "a git index that makes files outside of the working tree"));
      }
    } catch (IOException unreadable) {
      findings.add(new Finding(file, "a git index that cannot be read", false));
    }
  }

  private boolean escapes(Path file) throws IOException {
    return Files.size(file) > MAX_INDEX_BYTES
        || GitIndex.escapes(Files.readAllBytes(file), hashBytes());
  }

  private int hashBytes() throws IOException {
    Path common = directory.resolve("commondir");
    Path config =
        Files.isRegularFile(common)
            ? directory.resolve(text(common).strip()).resolve("config")
            : directory.resolve("config");
    if (Files.isRegularFile(config)) {
      for (GitSetting setting : GitSetting.of(text(config))) {
        if (setting.key().equals("objectformat") && setting.value().contains("256")) {
          return SHA256_BYTES;
        }
      }
    }
    return SHA1_BYTES;
  }

  private void numbers() {
    for (String name : NUMBERS) {
      Path file = directory.resolve(name);
      if (exists(file) && !isNumber(file)) {
        findings.add(Aside.moved(file, "a step of git's that a shell prompt would execute"));
      }
    }
  }

  private static boolean isNumber(Path file) {
    try {
      return text(file).strip().chars().allMatch(c -> c >= '0' && c <= '9');
    } catch (IOException unreadable) {
      return false;
    }
  }

  /** Git starts {@code git-merge-NAME}; a name with a slash is a path in the working tree. */
  private void strategies() {
    Path rebase = directory.resolve("rebase-merge/strategy");
    Path options = directory.resolve("sequencer/opts");
    for (Path file : List.of(rebase, options)) {
      if (exists(file) && startsProgram(file, file.equals(options))) {
        findings.add(Aside.moved(file, "an unfinished step of git's that executes a program"));
      }
    }
  }

  private static boolean startsProgram(Path file, boolean settings) {
    try {
      String text = text(file);
      if (!settings) {
        return text.indexOf('/') >= 0;
      }
      for (GitSetting setting : GitSetting.of(text)) {
        if (setting.key().equals("strategy") && setting.value().indexOf('/') >= 0) {
          return true;
        }
      }
      return false;
    } catch (IOException unreadable) {
      return true;
    }
  }

  private void steps() {
    Path todo = directory.resolve("rebase-merge/git-rebase-todo");
    try {
      if (Files.isRegularFile(todo, LinkOption.NOFOLLOW_LINKS)
          && ExecutingKeys.inTodo(text(todo))) {
        findings.add(
            new Finding(
                todo, "an unfinished rebase that executes commands when it is continued", false));
      }
    } catch (IOException unreadable) {
      findings.add(new Finding(todo, "an unfinished rebase that cannot be read", false));
    }
  }

  private static boolean exists(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }
}
