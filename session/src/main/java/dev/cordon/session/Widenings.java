package dev.cordon.session;

import dev.cordon.sandbox.Denial;
import dev.cordon.sandbox.Plan;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds, for a refusal, the smallest widening that would do; none when there is none to offer. */
final class Widenings {
  /** Places that are the system's own: nothing of them is opened by a question. */
  private static final List<Path> NEVER =
      List.of(Path.of("/proc"), Path.of("/sys"), Path.of("/dev"), Path.of("/run"));

  private final Plan plan;
  private final Path state;
  private final List<String> argv;

  Widenings(Plan plan, Path state, List<String> argv) {
    this.plan = plan;
    this.state = state;
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
    boolean exists = Files.exists(target, LinkOption.NOFOLLOW_LINKS);
    if (exists && removes(denial) && !plan.readOnly().contains(target)) {
      return Optional.empty(); // only its folder, with all else in it, would allow that
    }
    Widening.Made made = Widening.Made.NOTHING;
    if (!exists && !plan.readOnly().contains(target)) {
      made = denial.evidence().startsWith("mkdir") ? Widening.Made.FOLDER : Widening.Made.FILE;
    }
    return Optional.of(
        new Widening(Widening.Kind.WRITE, target.toString(), target.toString(), target, made));
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
