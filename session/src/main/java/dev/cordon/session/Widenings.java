package dev.cordon.session;

import dev.cordon.sandbox.Denial;
import dev.cordon.sandbox.Plan;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds, for a refusal, the smallest widening that would do; none when there is none to offer. */
final class Widenings {
  /** Places that are the system's own: nothing of them is opened by a question. */
  private static final List<Path> NEVER =
      List.of(Path.of("/proc"), Path.of("/sys"), Path.of("/dev"), Path.of("/run"));

  private final Plan plan;
  private final Path state;
  private final Path home;
  private final List<String> argv;

  Widenings(Plan plan, Context context, List<String> argv) {
    this.plan = plan;
    this.state = context.state();
    this.home = context.home();
    this.argv = argv;
  }

  Optional<Widening> of(Denial denial) {
    return switch (denial.kind()) {
      case WRITE -> write(denial, Path.of(denial.target()));
      case CONNECT -> Optional.of(network(denial.target()));
      case LOOKUP -> Optional.of(network(hostInCommand(denial.target())));
    };
  }

  private Optional<Widening> write(Denial denial, Path target) {
    if (isForbidden(target) || isCachedByteCode(target)) {
      return Optional.empty();
    }
    Path held = protectedAround(target);
    if (held != null && !exists(held)) {
      return widening(target, held, Widening.Made.NOTHING);
    }
    if (exists(target)) {
      return removes(denial) && !target.equals(held)
          ? folder(target)
          : widening(target, target, Widening.Made.NOTHING);
    }
    if (denial.evidence().startsWith("mkdir")) {
      return widening(target, target, Widening.Made.FOLDER);
    }
    return canBeMadeBefore(denial) ? widening(target, target, Widening.Made.FILE) : folder(target);
  }

  /** The protected path that {@code target} is, or lies in; null when there is none. */
  private @Nullable Path protectedAround(Path target) {
    for (Path path : plan.readOnly()) {
      if (target.startsWith(path)) {
        return path;
      }
    }
    return null;
  }

  /** A program that insists on making the file itself fails when it is there. */
  private static boolean canBeMadeBefore(Denial denial) {
    return denial.evidence().startsWith("open: new, ") || denial.evidence().startsWith("creat:");
  }

  /**
   * Removing, replacing and making by any other way than opening needs the folder. None that holds
   * much of the system or of a person is offered.
   */
  private Optional<Widening> folder(Path target) {
    Path folder = target.getParent();
    if (folder == null
        || folder.getNameCount() < 2
        || home.startsWith(folder)
        || state.startsWith(folder)
        || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    return widening(target, folder, Widening.Made.NOTHING);
  }

  private static Optional<Widening> widening(Path target, Path path, Widening.Made made) {
    return Optional.of(
        new Widening(Widening.Kind.WRITE, path.toString(), target.toString(), path, made));
  }

  private static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean removes(Denial denial) {
    String evidence = denial.evidence();
    return evidence.startsWith("rename")
        || evidence.startsWith("unlink")
        || evidence.startsWith("rmdir");
  }

  private boolean isForbidden(Path target) {
    for (Path place : NEVER) {
      if (target.startsWith(place)) {
        return true;
      }
    }
    return target.startsWith(state);
  }

  /** A refusal that programs live with each time they run. */
  static boolean isRoutine(Denial denial) {
    return denial.kind() == Denial.Kind.WRITE && isCachedByteCode(Path.of(denial.target()));
  }

  /** Interpreters try to keep compiled code beside sources and do not mind when they cannot. */
  private static boolean isCachedByteCode(Path target) {
    Path folder = target.getParent();
    Path name = target.getFileName();
    return (folder != null && folder.endsWith("__pycache__"))
        || (name != null && name.toString().equals("__pycache__"));
  }

  private static Widening network(String target) {
    return new Widening(Widening.Kind.NETWORK, "*", target, null, Widening.Made.NOTHING);
  }

  /** A name look-up is refused before the name is known; most often the command line tells it. */
  private String hostInCommand(String nameServer) {
    for (String word : argv) {
      int scheme = word.indexOf("://");
      if (scheme > 0) {
        int start = scheme + 3;
        int end = start;
        while (end < word.length() && "/?#".indexOf(word.charAt(end)) < 0) {
          end++;
        }
        String authority = word.substring(start, end);
        return authority.substring(authority.lastIndexOf('@') + 1) + " (name look-up)";
      }
    }
    return "a name look-up at " + nameServer;
  }
}
