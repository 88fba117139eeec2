package dev.cordon.session;

import dev.cordon.policy.Patch;
import dev.cordon.policy.PatchPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds where a path of a patch really leads on this machine. */
public final class EditedPath {
  /** Symbolic links followed on the way to one path, as Linux does. */
  static final int MAX_LINKS = 40;

  private static final String NOWHERE = "where it leads cannot be told";

  private EditedPath() {}

  /**
   * Looks where {@code change} leads: by what the links on the way make of it, by the link that it
   * may be itself, and by its name where that may be a protected one.
   *
   * @param roots where it may write; the patch is applied in the workspace
   */
  public static PatchPolicy.Touched find(Patch.Change change, Roots roots) {
    Set<Path> places = new LinkedHashSet<>();
    Path named;
    try {
      named = roots.workspace().resolve(change.path());
    } catch (InvalidPathException invalid) {
      return new PatchPolicy.Touched(change, List.of(roots.workspace()), NOWHERE);
    }
    Path itself = resolved(named, false);
    if (itself == null || isInside(named.normalize(), roots)) {
      places.add(named.normalize());
    }
    Path target = change.kind().removes() ? itself : resolved(named, true);
    if (itself != null) {
      places.add(itself);
    }
    if (target == null) {
      return new PatchPolicy.Touched(change, List.copyOf(places), NOWHERE);
    }
    places.add(target);
    String trouble = change.kind().removes() ? null : otherNames(target);
    return new PatchPolicy.Touched(change, List.copyOf(places), trouble);
  }

  private static boolean isInside(Path path, Roots roots) {
    for (Path root : roots.writable()) {
      if (path.startsWith(root)) {
        return true;
      }
    }
    return false;
  }

  /** One file under several names is written under all of them, wherever they lie. */
  private static @Nullable String otherNames(Path file) {
    try {
      boolean several =
          Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
              && (Integer) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS) > 1;
      return several ? "it has another name (a hard link), which may lie anywhere" : null;
    } catch (IOException gone) {
      return NOWHERE;
    }
  }

  /**
   * The path without links, as the system walks it; what does not exist is taken by its name.
   *
   * @param last whether the last name, too, is followed when it is a link
   * @return null when there are too many links
   */
  private static @Nullable Path resolved(Path path, boolean last) {
    Deque<Path> left = new ArrayDeque<>();
    push(left, path);
    Path reached = Path.of("/");
    int links = 0;
    while (!left.isEmpty()) {
      Path name = left.removeFirst();
      if (name.toString().equals("..")) {
        reached = reached.getParent() == null ? reached : reached.resolveSibling("");
        continue;
      }
      Path next = name.toString().equals(".") ? reached : reached.resolve(name);
      if (!Files.isSymbolicLink(next) || (left.isEmpty() && !last)) {
        reached = next;
        continue;
      }
      if (++links > MAX_LINKS) {
        return null;
      }
      Path target;
      try {
        target = Files.readSymbolicLink(next);
      } catch (IOException | InvalidPathException unreadable) {
        return null;
      }
      push(left, target);
      reached = target.isAbsolute() ? Path.of("/") : reached;
    }
    return reached;
  }

  private static void push(Deque<Path> left, Path path) {
    for (int i = path.getNameCount() - 1; i >= 0; i--) {
      left.addFirst(path.getName(i));
    }
  }
}
