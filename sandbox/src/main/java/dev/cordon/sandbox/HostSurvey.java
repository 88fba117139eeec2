package dev.cordon.sandbox;

import dev.cordon.policy.GitProtection;
import dev.cordon.policy.PermissionProfile;
import dev.cordon.policy.ProtectedPaths;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers what a plan needs to know of this machine. Reads, never writes. */
public final class HostSurvey {
  private static final List<String> PROCESS_FILES =
      List.of(
          "/proc/kcore",
          "/proc/keys",
          "/proc/key-users",
          "/proc/kmsg",
          "/proc/kallsyms",
          "/proc/kpagecgroup",
          "/proc/kpagecount",
          "/proc/kpageflags",
          "/proc/latency_stats",
          "/proc/sched_debug",
          "/proc/sysrq-trigger",
          "/proc/timer_list",
          "/proc/timer_stats");

  private static final List<String> SYSTEM_FILES =
      List.of("/sys/devices/system/cpu", "/sys/devices/system/node", "/run/current-system");

  /** What Java puts in place of bytes that are no character. */
  private static final char REPLACED = '\uFFFD';

  private final PermissionProfile profile;
  private final Set<Guard> guards = new LinkedHashSet<>();
  private final List<Path> opened = new ArrayList<>();
  private final List<Path> sockets = new ArrayList<>();
  private final List<Path> closed = new ArrayList<>();
  private final List<Search> outside = new ArrayList<>();

  private final GitScope scope;

  private HostSurvey(PermissionProfile profile, GitScope scope) {
    this.profile = profile;
    this.scope = scope;
  }

  /**
   * Surveys this machine.
   *
   * @param searches a look through each writable root; none when nothing in them is opened
   * @param searcher looks through what is opened outside of them
   * @param own Cordon's state and program, never writable
   * @throws IOException when something that must be protected cannot be read
   */
  public static Host survey(
      PermissionProfile profile,
      List<Search> searches,
      Searcher searcher,
      Path home,
      @Nullable Path temporary,
      List<Path> own)
      throws IOException {
    HostSurvey survey = new HostSurvey(profile, GitScope.of(home, profile.writableRoots()));
    if (!searches.isEmpty()) {
      for (Search search : searches) {
        survey.take(search);
      }
      for (Path root : profile.writableRoots()) {
        survey.guards.addAll(GitWorkspace.enclosing(root, survey.scope));
      }
      survey.takeIncluded();
      for (Path directory : List.copyOf(survey.opened)) {
        survey.takeOutside(searcher.search(directory));
      }
    }
    return new Host(
        rootEntries(),
        home,
        temporary,
        List.copyOf(survey.guards),
        survey.opened,
        own,
        survey.sockets,
        survey.closed,
        survey.outside,
        systemFiles(),
        processFiles());
  }

  /**
   * The same machine, with what a folder outside the writable roots holds that has to stay as it is
   * when an approval opens the folder. What does not exist there may come into being.
   *
   * @param search a look through the folder
   * @throws IOException when something that must be protected cannot be read
   */
  public static Host withOpened(Host host, PermissionProfile profile, Search search)
      throws IOException {
    HostSurvey survey = new HostSurvey(profile, GitScope.of(host.home(), List.of(search.root())));
    survey.take(search);
    Set<Guard> guards = new LinkedHashSet<>(host.guards());
    for (ProtectedPaths.Entry entry : ProtectedPaths.builtIn().entries()) {
      guards.add(new Guard(search.root().resolve(entry.path()), Guard.Absent.OPEN));
    }
    for (Guard guard : survey.guards) {
      guards.add(new Guard(guard.path(), Guard.Absent.OPEN));
    }
    List<Path> sockets = new ArrayList<>(host.sockets());
    sockets.addAll(survey.sockets);
    List<Path> closed = new ArrayList<>(host.closed());
    closed.addAll(survey.closed);
    return new Host(
        host.rootEntries(),
        host.home(),
        host.temporary(),
        List.copyOf(guards),
        host.opened(),
        host.own(),
        sockets,
        closed,
        host.outside(),
        host.systemFiles(),
        host.processFiles());
  }

  /**
   * INVARIANT: what cannot be looked into is covered: a socket of the host may be there, and a
   * repository.
   */
  private void cover(Search search) throws IOException {
    if (!search.complete()) {
      throw new IOException(
          search.root() + " holds more than can be searched for repositories to protect");
    }
    checkNames(search);
    closed.addAll(search.closed());
    sockets.addAll(search.sockets());
  }

  /** A git directory outside of the writable roots; its own guards are laid already. */
  private void takeOutside(Search search) throws IOException {
    cover(search);
    outside.add(search);
    Path directory = search.root();
    for (Path dotGit : search.git()) {
      guards.addAll(GitWorkspace.around(dotGit, scope).guards());
    }
    for (Path bare : search.bare()) {
      boolean member =
          bare.startsWith(directory.resolve("worktrees"))
              || bare.startsWith(directory.resolve("modules"));
      if (!member && !bare.equals(directory)) {
        guards.addAll(GitDirectory.guards(bare, bare, scope));
      }
    }
  }

  private void take(Search search) throws IOException {
    cover(search);
    for (Path dotGit : search.git()) {
      GitWorkspace git = GitWorkspace.around(dotGit, scope);
      if (profile.git() == GitProtection.ALL) {
        guards.add(new Guard(dotGit, Guard.Absent.OPEN));
      } else {
        addOutside(git.opened());
      }
      guards.addAll(git.guards());
    }
    for (Path bare : search.bare()) {
      guards.addAll(GitDirectory.guards(bare, bare, scope));
    }
    for (Path entry : search.hidden()) {
      for (Path path : ProtectedPaths.builtIn().foundAt(search.root(), entry)) {
        guards.add(new Guard(path, Guard.Absent.OPEN));
      }
    }
  }

  /**
   * INVARIANT: what cannot be named cannot be protected, and is refused. Java replaces bytes that
   * are not UTF-8, and the path it then has leads nowhere.
   */
  private static void checkNames(Search search) throws IOException {
    List<List<Path>> all = List.of(search.git(), search.bare(), search.sockets(), search.closed());
    for (List<Path> paths : all) {
      for (Path path : paths) {
        checkName(path);
      }
    }
    for (Path entry : search.hidden()) {
      if (!ProtectedPaths.builtIn().foundAt(search.root(), entry).isEmpty()) {
        checkName(entry);
      }
    }
  }

  private static void checkName(Path path) throws IOException {
    if (path.toString().indexOf(REPLACED) >= 0 && !Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(path + " has a name that is not UTF-8");
    }
  }

  /** What of a writable root git reads or executes in every repository. */
  private void takeIncluded() {
    for (Path file : scope.everywhere().includes()) {
      if (scope.isInRoots(file)) {
        guards.add(new Guard(file, Guard.Absent.FILE));
      }
    }
    for (Path directory : scope.everywhere().hookDirectories(Path.of("/"))) {
      if (scope.isInRoots(directory)) {
        guards.add(new Guard(directory, Guard.Absent.DIRECTORY));
      }
    }
    guards.addAll(scope.everywhere().programs(Path.of("/"), scope));
  }

  private void addOutside(List<Path> directories) {
    for (Path directory : directories) {
      if (!scope.isInRoots(directory) && !opened.contains(directory)) {
        opened.add(directory);
      }
    }
  }

  private static List<String> rootEntries() throws IOException {
    String[] names = new File("/").list();
    if (names == null) {
      throw new IOException("cannot list /");
    }
    return List.of(names);
  }

  private static List<Path> systemFiles() {
    List<Path> found = new ArrayList<>();
    for (String file : SYSTEM_FILES) {
      if (new File(file).exists()) {
        found.add(Path.of(file));
      }
    }
    Path resolver = resolver();
    if (resolver != null) {
      found.add(resolver);
    }
    return found;
  }

  /** Where {@code /etc/resolv.conf} leads, when that lies below {@code /run}. */
  private static @Nullable Path resolver() {
    Path file = Path.of("/etc/resolv.conf");
    try {
      Path real = Files.isSymbolicLink(file) ? file.toRealPath() : null;
      return real != null && real.startsWith("/run") ? real : null;
    } catch (IOException dangling) {
      return null;
    }
  }

  private static List<String> processFiles() {
    List<String> found = new ArrayList<>();
    for (String file : PROCESS_FILES) {
      if (new File(file).isFile()) {
        found.add(file);
      }
    }
    return found;
  }
}
