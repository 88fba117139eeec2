package dev.cordon.sandbox.attack;

/**
 * A repository is prepared on the host, a command attacks it, and git is used on the host. The trap
 * leaves a file named {@code sprung} outside of the workspace.
 */
final class GitStory {
  static final String WORDS =
      """
      export OUTSIDE=${OUTSIDE:-$PWD/outside}
      trap_at() { printf '#!/bin/sh\\ntouch %s/sprung\\n' "$OUTSIDE" > "$1"; chmod +x "$1"; }
      arm() { mkdir -p "$1"; trap_at "$1/pre-commit"; trap_at "$1/post-checkout"; trap_at "$1/post-receive"; }
      lure() { trap_at t; printf '[core]\\nfsmonitor = %s/t\\n' "$PWD" > "$1"; }
      g() { git -c init.defaultBranch=main -c protocol.file.allow=always "$@"; }
      made() { g init -q "$1"; echo 1 > "$1/file"; g -C "$1" add file; g -C "$1" commit -qm one; }
      with_worktree() { made "$1"; g -C "$1" worktree add -q "$PWD/$2"; }
      with_submodule() { made library; made "$1"; g -C "$1" submodule --quiet add "$PWD/library" sub; g -C "$1" commit -qm sub; }
      """;

  private static final String USE =
      """
      (g status; echo note >> note; g add note; g commit -m note; g submodule update --init; g checkout -q -b other; g push $PWD HEAD:refs/heads/pushed; g log -p -1) < /dev/null > log 2>&1
      """;

  private GitStory() {}

  /**
   * What lies outside of the workspace in the end.
   *
   * @param victim where git is used, and with {@code ;} what else is done there
   */
  static String outcome(
      boolean confined, String prepare, String root, String attack, String victim) {
    try (Room room = Room.of(Caller.ROOT).at(root)) {
      room.host(WORDS + "set -e; " + prepare);
      if (confined) {
        room.run(WORDS + attack).exitCode();
      } else {
        room.host(WORDS + "cd " + root + "; (" + attack + ") 2>/dev/null; true");
      }
      return room.host(WORDS + "cd " + victim + ";" + USE + "ls $OUTSIDE").stdout();
    }
  }
}
