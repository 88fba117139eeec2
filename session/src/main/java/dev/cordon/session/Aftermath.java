package dev.cordon.session;

import dev.cordon.policy.ProtectedPaths;
import dev.cordon.sandbox.Before;
import dev.cordon.sandbox.Judgement;
import dev.cordon.sandbox.Search;
import dev.cordon.sandbox.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks at what a session leaves behind: new git repositories may carry hooks and configuration
 * that git on the host would execute. Those are disarmed; what runs only when a person starts a
 * tool is named.
 */
final class Aftermath {
  /** Files of one hooks directory looked at. */
  private static final int MAX_HOOKS = 200;

  /** What stands in a path for bytes that are not UTF-8. */
  private static final char UNREADABLE = '\uFFFD';

  private static final String UNNAMED =
      "new git repository whose path is not UTF-8 or has more than 4096 bytes";

  private static final String GONE = "gone from there; what is new in it was not judged";

  private final List<Finding> findings = new ArrayList<>();

  /** A pointer file longer than this is not one of git's. */
  private static final int MAX_POINTER_BYTES = 8192;

  private final Path root;
  private final List<Path> writable;
  private final Set<Path> known;

  private Aftermath(Path root, List<Path> writable, Collection<Path> known) {
    this.root = root;
    this.writable = List.copyOf(writable);
    this.known = new HashSet<>(known);
  }

  /** Looks at every place that a session could write to. */
  static List<Finding> inspect(Before baseline, Stage stage) throws IOException {
    List<Finding> findings = new ArrayList<>();
    for (Search before : baseline.searches()) {
      List<Path> absent = new ArrayList<>();
      for (Path path : baseline.absent()) {
        if (path.startsWith(before.root())) {
          absent.add(path);
        }
      }
      if (!Files.isDirectory(before.root(), LinkOption.NOFOLLOW_LINKS)) {
        findings.add(new Finding(before.root(), GONE, false));
        continue;
      }
      Judgement judgement = stage.judge(before);
      List<Finding> here = new ArrayList<>(byStage(judgement));
      here.addAll(inspect(before, judgement.after(), absent, baseline.opened()));
      for (Finding finding : here) {
        // One root may lie in another.
        if (!findings.contains(finding)) {
          findings.add(finding);
        }
      }
    }
    return findings;
  }

  /** What only the stage can name. */
  private static List<Finding> byStage(Judgement judgement) {
    List<Finding> findings = new ArrayList<>();
    for (Path path : judgement.disarmed()) {
      findings.add(
          new Finding(path, UNNAMED + "; its hooks and configuration were moved aside", true));
    }
    for (Path path : judgement.armed()) {
      findings.add(new Finding(path, UNNAMED + "; it could not be disarmed", false));
    }
    for (Path path : judgement.shut()) {
      findings.add(
          new Finding(path, "new and could not be looked into; nobody can enter it now", true));
    }
    return findings;
  }

  /**
   * Compares a workspace before and after.
   *
   * @param absentBefore protected paths that only count when they appear, and were not there
   * @param opened git directories outside of the workspace that were open for writing
   */
  static List<Finding> inspect(
      Search before, Search after, List<Path> absentBefore, List<Path> opened) {
    List<Path> writable = new ArrayList<>(opened);
    writable.add(after.root());
    List<Path> known = new ArrayList<>(opened);
    known.addAll(before.git());
    known.addAll(before.bare());
    Aftermath aftermath = new Aftermath(after.root(), writable, known);
    for (Path git : added(before.git(), after.git())) {
      aftermath.gitDirectory(git);
    }
    for (Path bare : added(before.bare(), after.bare())) {
      aftermath.gitDirectory(bare);
    }
    for (Path git : directories(after, opened)) {
      aftermath.findings.addAll(GitState.inspect(git));
    }
    for (Path closed : added(before.closed(), after.closed())) {
      aftermath.found(closed, "new and cannot be looked into; git repositories in it may be armed");
    }
    if (!after.complete()) {
      aftermath.found(after.root(), "more than can be looked through; what is new may be armed");
    }
    for (Path entry : added(before.hidden(), after.hidden())) {
      aftermath.hidden(after.root(), entry);
    }
    for (Path path : absentBefore) {
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        aftermath.found(path, "new; a tool on the host may execute what it says");
      }
    }
    return List.copyOf(aftermath.findings);
  }

  private static Set<Path> directories(Search after, List<Path> opened) {
    Set<Path> directories = new LinkedHashSet<>(after.git());
    directories.addAll(after.bare());
    directories.addAll(opened);
    return directories;
  }

  private static List<Path> added(List<Path> before, List<Path> after) {
    Set<Path> known = new HashSet<>(before);
    List<Path> added = new ArrayList<>();
    for (Path path : after) {
      if (!known.contains(path)) {
        added.add(path);
      }
    }
    return added;
  }

  private void found(Path path, String what) {
    findings.add(new Finding(path, what, false));
  }

  private void hidden(Path root, Path entry) {
    for (Path path : ProtectedPaths.builtIn().foundAt(root, entry)) {
      if (path.equals(entry) || Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        found(path, "new; an agent or editor on the host may take orders from it");
      }
    }
  }

  private void gitDirectory(Path directory) {
    if (directory.toString().indexOf(UNREADABLE) >= 0) {
      found(directory, "new git repository whose name is not UTF-8; it may be armed");
      return;
    }
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      follow(directory, "gitdir:");
      return;
    }
    hooks(directory.resolve("hooks"));
    config(directory.resolve("config"));
    config(directory.resolve("config.worktree"));
    follow(directory.resolve("commondir"), "");
  }

  /** Goes where a new pointer or link leads, if the session could have written there. */
  private void follow(Path pointer, String prefix) {
    try {
      Path target =
          Files.isRegularFile(pointer, LinkOption.NOFOLLOW_LINKS)
              ? pointedTo(pointer, prefix)
              : pointer.toRealPath();
      boolean ours = false;
      for (Path place : writable) {
        ours |= target.startsWith(place);
      }
      if (ours && known.add(target)) {
        gitDirectory(target);
      }
    } catch (IOException | InvalidPathException nowhere) {
      // A pointer that leads nowhere is followed by nobody.
    }
  }

  static Path pointedTo(Path file, String prefix) throws IOException {
    String text;
    try (InputStream in = Files.newInputStream(file)) {
      text = new String(in.readNBytes(MAX_POINTER_BYTES), StandardCharsets.UTF_8).strip();
    }
    String path = text.startsWith(prefix) ? text.substring(prefix.length()).strip() : text;
    return file.resolveSibling(path).toRealPath();
  }

  private void hooks(Path directory) {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
        findings.add(Aside.moved(directory, "new git hooks behind a link"));
      }
      return;
    }
    int seen = 0;
    try (DirectoryStream<Path> hooks = Files.newDirectoryStream(directory)) {
      for (Path hook : hooks) {
        if (++seen > MAX_HOOKS) {
          found(directory, "more git hooks than can be looked at");
          return;
        }
        if (!hook.toString().endsWith(".sample") && Files.isExecutable(hook)) {
          findings.add(hook(hook));
        }
      }
    } catch (IOException unreadable) {
      found(directory, "new git hooks that cannot be read");
    }
  }

  private static Finding hook(Path hook) {
    String what = "a new git hook";
    if (!Files.isRegularFile(hook, LinkOption.NOFOLLOW_LINKS)) {
      return Aside.moved(hook, what);
    }
    try {
      Set<PosixFilePermission> permissions =
          EnumSet.copyOf(Files.getPosixFilePermissions(hook, LinkOption.NOFOLLOW_LINKS));
      permissions.remove(PosixFilePermission.OWNER_EXECUTE);
      permissions.remove(PosixFilePermission.GROUP_EXECUTE);
      permissions.remove(PosixFilePermission.OTHERS_EXECUTE);
      Files.setPosixFilePermissions(hook, permissions);
      String undo = ShellWords.whole(List.of("chmod", "+x", hook.toString()));
      return new Finding(hook, what + "; no longer executable, undo with: " + undo, true);
    } catch (IOException refused) {
      return new Finding(hook, what + "; it could not be disarmed", false);
    }
  }

  private void config(Path file) {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      Finding finding = ArmedConfig.disarm(file, root);
      if (finding != null) {
        findings.add(finding);
      }
    }
  }
}
