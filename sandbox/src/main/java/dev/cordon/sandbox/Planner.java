package dev.cordon.sandbox;

import dev.cordon.policy.NetworkAccess;
import dev.cordon.policy.PermissionProfile;
import dev.cordon.policy.ProtectedPaths;
import dev.cordon.policy.SandboxMode;
import dev.cordon.sandbox.Operation.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns a permission profile into a plan. Pure: the same profile, host and additions give the same
 * plan.
 *
 * <p>The order matters: first the host as it is shown, then the session's own places, then what is
 * opened, then what stays protected inside of that, then what approvals have opened, and last the
 * seals.
 */
public final class Planner {
  private static final Path ROOT = Path.of("/");
  private static final Path TMP = Path.of("/tmp");
  private static final Path RUN = Path.of("/run");
  private static final Path SYS = Path.of("/sys");

  /** Memory for {@code /tmp}: the kernel's default, half of what the machine has. */
  private static final String TMP_SIZE = "-";

  private static final String SMALL = "1m";

  private final PermissionProfile profile;
  private final Host host;
  private final Additions additions;
  private final List<Operation> operations = new ArrayList<>();
  private final List<Operation> guarding = new ArrayList<>();
  private final List<Path> writable = new ArrayList<>();
  private final List<Path> readOnly = new ArrayList<>();
  private final List<Path> hidden = new ArrayList<>();
  private final List<Path> sealed = new ArrayList<>();

  private Planner(PermissionProfile profile, Host host, Additions additions) {
    this.profile = profile;
    this.host = host;
    this.additions = additions;
  }

  /** Plans the boundary for {@code profile}; not for danger-full-access, which has none. */
  public static Plan plan(PermissionProfile profile, Host host, Additions additions) {
    return new Planner(profile, host, additions).plan();
  }

  private Plan plan() {
    showHost();
    makeOwnPlaces();
    if (writes()) {
      openRoots();
      protectInside();
    } else {
      keepVisible(profile.workspace());
      if (!additions.writable().isEmpty()) {
        protectInside(); // nothing is open yet: what counts is that it is laid again below
      }
    }
    openAdditions();
    for (Path path : sealed) {
      add(Kind.SEAL, path);
    }
    return new Plan(writable, readOnly, hidden, sharesNetwork(), additions.made(), operations);
  }

  private boolean writes() {
    return profile.mode() == SandboxMode.WORKSPACE_WRITE;
  }

  /** INVARIANT: where there is a gate, nothing leads around it. */
  private boolean sharesNetwork() {
    return profile.network() == NetworkAccess.FULL
        || (additions.network() && !profile.network().isGated());
  }

  private void showHost() {
    for (String name : host.rootEntries()) {
      switch (name) {
        case "proc", "dev", "sys", "run", "tmp" -> {}
        default -> add(Kind.SHOW, ROOT.resolve(name));
      }
    }
    add(Kind.PROC, ROOT.resolve("proc"));
    for (String file : host.processFiles()) {
      operations.add(new Operation(Kind.MASK, file));
    }
    add(Kind.DEVICES, ROOT.resolve("dev"));
  }

  private void makeOwnPlaces() {
    ownPlace(SYS, "0755", SMALL, false);
    ownPlace(RUN, "0755", SMALL, false);
    ownPlace(TMP, "1777", TMP_SIZE, writes() && profile.slashTmp());
    Path temporary = host.temporary();
    if (temporary != null && !temporary.equals(TMP)) {
      makeTemporary(temporary);
    }
    for (Path file : host.systemFiles()) {
      add(file.startsWith(RUN) ? Kind.SHOW : Kind.KEEP, file);
    }
  }

  /**
   * {@code $TMPDIR} becomes the session's own, unless it lies inside a writable root or holds one.
   */
  private void makeTemporary(Path temporary) {
    if (temporary.startsWith(TMP)) {
      add(Kind.DIR, temporary);
      return;
    }
    for (Path root : profile.writableRoots()) {
      if (temporary.startsWith(root) || root.startsWith(temporary)) {
        return;
      }
    }
    if (!host.home().startsWith(temporary) && temporary.getNameCount() > 1) {
      ownPlace(temporary, "0700", TMP_SIZE, writes() && profile.tmpdirEnvVar());
    }
  }

  private void ownPlace(Path path, String mode, String size, boolean open) {
    operations.add(new Operation(Kind.TMPFS, mode + " " + size + " " + path));
    hidden.add(path);
    if (open) {
      writable.add(path);
    } else {
      sealed.add(path);
    }
  }

  private void openRoots() {
    for (Path root : profile.writableRoots()) {
      if (!insideOther(root, profile.writableRoots())) {
        open(root);
      }
    }
    for (Path directory : host.opened()) {
      if (!insideOther(directory, host.opened())) {
        open(directory);
      }
    }
  }

  private static boolean insideOther(Path root, List<Path> others) {
    for (Path other : others) {
      if (!root.equals(other) && root.startsWith(other)) {
        return true;
      }
    }
    return false;
  }

  private void protectInside() {
    for (Path root : profile.writableRoots()) {
      for (ProtectedPaths.Entry entry : ProtectedPaths.builtIn().entries()) {
        guard(new Guard(root.resolve(entry.path()), absent(entry)));
      }
    }
    for (Guard guard : host.guards()) {
      guard(guard);
    }
    openInsideGuarded();
    protectOwn();
    for (Path socket : host.sockets()) {
      if (!readOnly.contains(socket)) {
        mask(socket);
      }
    }
    for (Path closed : host.closed()) {
      mask(closed);
      hidden.add(closed);
      readOnly.add(closed);
    }
  }

  private void mask(Path path) {
    Operation mask = new Operation(Kind.MASK, path.toString());
    operations.add(mask);
    guarding.add(mask);
  }

  private static Guard.Absent absent(ProtectedPaths.Entry entry) {
    if (entry.absent() == ProtectedPaths.Absent.WATCH) {
      return Guard.Absent.OPEN;
    }
    return entry.kind() == ProtectedPaths.Kind.DIR ? Guard.Absent.DIRECTORY : Guard.Absent.NAME;
  }

  private void protectOwn() {
    for (Path path : host.own()) {
      if (insideOpened(path)) {
        guard(new Guard(path, Guard.Absent.DIRECTORY));
      }
    }
  }

  /** Whether the host's own file would be written; in the session's own places it is not there. */
  private boolean insideOpened(Path path) {
    return inside(path, profile.writableRoots())
        || inside(path, host.opened())
        || inside(path, additions.writable());
  }

  private static boolean inside(Path path, List<Path> directories) {
    for (Path directory : directories) {
      if (path.startsWith(directory)) {
        return true;
      }
    }
    return false;
  }

  /**
   * A git directory may lie in a folder that is guarded so that no other comes into being there.
   */
  private void openInsideGuarded() {
    for (Path directory : host.opened()) {
      if (inside(directory, readOnly)) {
        int from = operations.size();
        open(directory);
        guardAgain(List.of(directory));
        guarding.addAll(operations.subList(from, operations.size()));
      }
    }
  }

  /** INVARIANT: a yes opens what was asked, and what is protected below that stays protected. */
  private void openAdditions() {
    List<Path> opened = new ArrayList<>();
    for (Path path : additions.writable()) {
      if (isOpen(path)) {
        writable.add(path);
      } else {
        open(path);
        opened.add(path);
      }
    }
    guardAgain(opened);
    if (!writes()) {
      protectOwn();
    }
  }

  /** Opening covers the mounts made before, so their guards are laid again. */
  private void guardAgain(List<Path> opened) {
    if (opened.isEmpty()) {
      return;
    }
    for (Operation operation : List.copyOf(guarding)) {
      Path path = Path.of(operation.argument());
      if (inside(path, opened)) {
        operations.add(operation);
      }
    }
  }

  /**
   * Whether a path is as writable as its folder once its own guard is left out. A mount of its own
   * would only keep programs from replacing it.
   */
  private boolean isOpen(Path path) {
    return writes()
        && (inside(path, profile.writableRoots()) || inside(path, host.opened()))
        && !inside(path, readOnly);
  }

  private void guard(Guard guard) {
    if (!additions.writable().contains(guard.path())) {
      operations.add(guard.operation());
      guarding.add(guard.operation());
      readOnly.add(guard.path());
    }
  }

  private void keepVisible(Path path) {
    for (Path place : hidden) {
      if (path.startsWith(place)) {
        add(Kind.SHOW, path);
        return;
      }
    }
  }

  private void open(Path path) {
    add(Kind.OPEN, path);
    writable.add(path);
  }

  private void add(Kind kind, Path path) {
    operations.add(new Operation(kind, path.toString()));
  }
}
