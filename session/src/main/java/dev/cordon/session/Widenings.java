package dev.cordon.session;

import dev.cordon.policy.ProtectedPaths;
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

  /** What Java puts in place of bytes that are no character: the path it then has leads nowhere. */
  private static final char REPLACED = '\uFFFD';

  private static final String PROTECTED = "the host or an agent executes it";

  private final Plan plan;
  private final Path home;
  private final Path state;
  private final List<Path> own;
  private final List<String> argv;

  Widenings(Plan plan, Context context, List<String> argv) {
    this.plan = plan;
    this.home = Place.real(context.home());
    this.state = Place.real(context.state());
    this.own = context.own();
    this.argv = argv;
  }

  /** All that a yes could lift of these refusals, each thing once. */
  List<Widening> all(List<Denial> denials) {
    Gathering gathering = new Gathering();
    for (Denial denial : denials) {
      Optional<Widening> possible = of(denial);
      if (possible.isPresent()) {
        gathering.add(possible.get());
      }
    }
    return gathering.merged();
  }

  Optional<Widening> of(Denial denial) {
    return switch (denial.kind()) {
      case WRITE -> write(denial, Path.of(denial.target()));
      case CONNECT -> Optional.of(network(denial.target()));
      case LOOKUP -> Optional.of(network(NamedHost.lookup(argv)));
    };
  }

  private Optional<Widening> write(Denial denial, Path target) {
    if (isForbidden(target) || isCovered(target) || isCachedByteCode(target)) {
      return Optional.empty();
    }
    Path held = protectedAround(target);
    if (held != null && !exists(held)) {
      return exact(target, held, Widening.Made.NOTHING);
    }
    if (exists(target)) {
      return removes(denial) && !target.equals(held)
          ? folder(target)
          : exact(target, target, Widening.Made.NOTHING);
    }
    if (denial.evidence().startsWith("mkdir")) {
      return exact(target, target, Widening.Made.FOLDER);
    }
    if (!canBeMadeBefore(denial)) {
      return folder(target);
    }
    Optional<Widening> around =
        ReplacementNames.isOne(target) ? folder(target) : Optional.<Widening>empty();
    return around.isPresent() ? around : exact(target, target, Widening.Made.FILE);
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
    return folder == null
            || folder.getNameCount() < 2
            || home.startsWith(folder)
            || state.startsWith(folder)
            || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        ? Optional.empty()
        : widening(target, folder, Widening.Made.NOTHING);
  }

  /** Nothing is opened through a link, and nothing is made whose name Java cannot say. */
  private Optional<Widening> exact(Path target, Path path, Widening.Made made) {
    return Files.isSymbolicLink(path) || (path.toString().indexOf(REPLACED) >= 0 && !exists(path))
        ? Optional.empty()
        : widening(target, path, made);
  }

  private Optional<Widening> widening(Path target, Path path, Widening.Made made) {
    return Optional.of(
        new Widening(
            Widening.Kind.WRITE,
            path.toString(),
            List.of(target.toString()),
            Place.of(path),
            made,
            guarded(path)));
  }

  private @Nullable String guarded(Path path) {
    String reason = ProtectedPaths.reason(path);
    return reason == null && protectedAround(path) != null ? PROTECTED : reason;
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
    return isIn(target, NEVER) || isIn(target, own) || target.startsWith(state);
  }

  private static boolean isIn(Path target, List<Path> places) {
    for (Path place : places) {
      if (target.startsWith(place)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it lies in a folder that nobody could look into; no yes opens that. */
  private boolean isCovered(Path target) {
    for (Path place : plan.hidden()) {
      if (target.startsWith(place) && plan.readOnly().contains(place)) {
        return true;
      }
    }
    return false;
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
    return new Widening(
        Widening.Kind.NETWORK, "*", List.of(target), null, Widening.Made.NOTHING, null);
  }
}
