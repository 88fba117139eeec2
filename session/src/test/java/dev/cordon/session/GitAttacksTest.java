package dev.cordon.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.testing.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A session leaves something in a place of git's that has to stay writable, ends, and a person uses
 * git on the host. The trap leaves a file named {@code sprung} outside of the workspace.
 */
class GitAttacksTest {
  private static final String WORDS =
      """
      export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b
      export GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b GIT_EDITOR=true OUTSIDE=$0 PYTHONDONTWRITEBYTECODE=1
      trap_at() { mkdir -p "$(dirname "$1")"; printf '#!/bin/sh\\ntouch %s/sprung\\nexit 1\\n' "$OUTSIDE" > "$1"; chmod +x "$1"; }
      lure() { trap_at $PWD/t; printf '[core]\\nrepositoryformatversion = 0\\nfsmonitor = %s/t\\n' "$PWD" > "$1"; }
      blob() { trap_at t; git hash-object -w t; }
      index() { python3 "$OUTSIDE/index.py" "$@"; }
      change() { echo $2 > $1; git add $1; git commit -qm "$1 $2"; }
      made() { git -c init.defaultBranch=main init -q $1; (cd $1; change a 1); }
      """;

  private static final String USE =
      "(git status; git checkout .; git checkout -b other; git commit --allow-empty -m x; git gc;"
          + " git worktree list; git log -p) > $OUTSIDE/log 2>&1;";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '→',
      value = {
        "a hook in the index → made . → index .git/index 2 .git/hooks/post-checkout=$(blob) → :",
        "half a name in the index → made . → h=$(blob); index .git/index 4 .gi=$h .git/hooks/post-checkout=$h → :",
        "a file outside in the index → made . → index .git/index 2 ../outside/sprung=$(blob) → :",
        "an absolute path in the index → made . → index .git/index 2 $OUTSIDE/sprung=$(blob) → :",
        "a hook in a shared index → made . → index .git/index link .git/hooks/post-checkout=$(blob) → :",
        "an index changed in place → made .; h=$(blob); cp .git/index was; index .git/index 2 .git/hooks/post-checkout=$h; mv .git/index new; cp was .git/index; git commit -qm x --allow-empty → exec perl -e 'open(N, \"<\", \"new\"); open(I, \"+<\", \".git/index\"); binmode I; print I join(\"\", <N>); truncate(I, tell(I));' → :",
        "the index of a submodule → made ../lib; made .; git -c protocol.file.allow=always submodule --quiet add ../lib sub; git commit -qm s → cd sub; index ../.git/modules/sub/index 2 ../.git/hooks/post-checkout=$(blob) → (cd sub; git checkout .; cd ..; git checkout -b more) > /dev/null 2>&1",
        "a step that a prompt shows → made . → mkdir .git/rebase-merge; echo \"\\$(touch $OUTSIDE/sprung)\" > .git/rebase-merge/msgnum; echo 2 > .git/rebase-merge/end → bash -c '. /usr/lib/git-core/git-sh-prompt; __git_ps1 x y; echo \"${PS1@P}\"' > /dev/null",
        "a step of am that a prompt shows → made . → mkdir .git/rebase-apply; echo 1 > .git/rebase-apply/next; echo \"\\`touch $OUTSIDE/sprung\\`\" > .git/rebase-apply/last → bash -c '. /usr/lib/git-core/git-sh-prompt; __git_ps1 x y; echo \"${PS1@P}\"' > /dev/null",
        "the strategy of a cherry-pick → made .; git checkout -qb o; change a 2; change b 1; change b 2; git checkout -q main; change a 3; git cherry-pick o~2 o~1 o > /dev/null 2>&1 || true → trap_at git-merge-x/e; printf '[options]\\n strategy = x/e\\n' > .git/sequencer/opts → git checkout -q --theirs a; git add a; git commit -qm c; git cherry-pick --continue > /dev/null 2>&1",
        "the strategy of a rebase → made .; git checkout -qb o; change a 2; change b 1; change b 2; git checkout -q main; change a 3; git checkout -q o; git rebase main > /dev/null 2>&1 || true → trap_at git-merge-x/e; echo x/e > .git/rebase-merge/strategy → git checkout -q --theirs a; git add a; git rebase --continue > /dev/null 2>&1",
        "a repository behind a broken one → made . → rm .git/HEAD; cp -r .git/objects .git/refs .; echo ref: refs/heads/main > HEAD; lure config; printf 'bare = false\\nworktree = %s\\n' $PWD >> config → :",
        "a submodule that is ready → made ../lib; made ../n; (cd ../n; git -c protocol.file.allow=always submodule --quiet add ../lib sub; git commit -qm s); git clone -q ../n . → mkdir -p .git/modules; cp -r ../lib/.git .git/modules/sub; trap_at .git/modules/sub/hooks/post-checkout → git -c protocol.file.allow=always submodule --quiet update --init",
        "a worktree of another repository → made . → git worktree add -q wt; d=.git/worktrees/wt; mkdir z; cp -r .git z/e; mv z/e $d/e; lure $d/e/config; echo e > $d/commondir → (cd wt; git status) > /dev/null 2>&1",
        "a repository behind a link → made . → git init -q y; mkdir x; mv y/.git y/g; lure y/g/config; ln -s ../y/g x/.git → (cd x; git status) > /dev/null 2>&1",
        "a working tree among another's hooks → made . → git init -q n; cd n; trap_at post-checkout; git add .; git commit -qm x; rm post-checkout; git config core.worktree ../../.git/hooks → (cd n; git checkout -q .) > /dev/null 2>&1; git checkout -q -b again > /dev/null 2>&1",
        "a working tree that is another's git directory → made . → git init -q n; cd n; lure config; git add config; git commit -qm x; git config core.worktree ../../.git → (cd n; git checkout -q .) > /dev/null 2>&1; git status > /dev/null 2>&1",
        "a hook of the repository around that is a link → mkdir t; printf '#!/bin/sh\\n' > t/h; chmod +x t/h; (cd ..; git init -q .; ln -s \"$OLDPWD/t/h\" .git/hooks/post-checkout) → trap_at t/h → git checkout -q -b again > /dev/null 2>&1",
        "hooks of the repository around that are a link → mkdir hk; (cd ..; git init -q .; rm -r .git/hooks; ln -s \"$OLDPWD/hk\" .git/hooks) → trap_at hk/post-checkout → git checkout -q -b again > /dev/null 2>&1",
        "configuration of the repository around that is a link → (cd ..; git init -q .; mv .git/config \"$OLDPWD/gc\"; ln -s \"$OLDPWD/gc\" .git/config) → lure gc → git status > /dev/null 2>&1",
        "a hook of a new repository → made . → git init -q y; trap_at y/.git/hooks/post-checkout; (cd y; git commit -q --allow-empty -m x) → (cd y; git checkout -q -b z)",
      })
  void aTrapGoesOffOnlyWithoutTheBoundary(String story, String prepare, String attack, String use)
      throws Exception {
    assertThat(sprung(false, prepare, attack, use)).as(story).isTrue();
    assertThat(sprung(true, prepare, attack, use)).as(story).isFalse();
  }

  private static boolean sprung(boolean confined, String prepare, String attack, String use)
      throws Exception {
    try (SessionRoom room = new SessionRoom()) {
      Files.copy(Path.of("src/test/python/index.py"), room.outside.resolve("index.py"));
      host(room, "set -e; " + prepare);
      if (confined) {
        room.run(WORDS + attack);
      } else {
        host(room, "(" + attack + ") 2>/dev/null; true");
      }
      host(room, USE + use + "; true");
      return Files.exists(room.outside.resolve("sprung"));
    }
  }

  /** What people make inside goes on working outside, and is not spoken of. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "git init -q sub",
        "git init -q --bare sub.git",
        "git init -q --separate-git-dir=apart sub",
        "git clone -q . sub",
        "git clone -q --bare . sub",
        "git clone -q --sparse . sub",
        "git clone -q --no-local --depth 1 file://$PWD sub",
        "git clone -q . sub; git -C sub worktree add -q ../tree",
        "git clone -q . sub; git -C sub config remote.origin.gh-resolved base",
        "git clone -q . sub; cd sub; git config user.name b; git config commit.gpgSign false; git switch -qc o",
        "git init -q sub; cd sub; git config filter.lfs.clean 'git-lfs clean -- %f'; git config filter.lfs.smudge"
            + " 'git-lfs smudge -- %f'; git config filter.lfs.process git-lfs\\ filter-process; git config"
            + " filter.lfs.required true",
        "git init -q sub; cd sub; git config alias.st status; git config pull.rebase true",
        "git worktree add -q tree; cd tree; echo 2 > a; git commit -qam 2",
        "git checkout -qb o; echo 2 > a; git commit -qam 2; git checkout -q main; echo 3 > a; git commit -qam 3;"
            + " git rebase o || git status",
        "git clone -q . sub; cd sub; echo 1 > b; git add b; git stash -q; git stash pop -q; git gc -q"
      })
  void whatIsOrdinaryIsLeftAlone(String script) throws Exception {
    try (SessionRoom room = new SessionRoom()) {
      host(room, "made .");
      room.otherwise(SessionRoom.yes(Scope.ONCE)); // to rewrite history
      Result result = room.run(WORDS + script);

      assertThat(result.report().findings()).isEmpty();
      assertThat(result.report().exitCode()).isZero();
    }
  }

  @Test
  void whatIsTakenOutCanBePutBackWithOneLine() throws Exception {
    try (SessionRoom room = new SessionRoom()) {
      Result result =
          room.run(
              WORDS
                  + "git init -q sub; git -C sub config core.editor ./x; cat sub/.git/config > was");
      Finding finding = result.report().findings().getFirst();
      String config = Files.readString(room.work.resolve("sub/.git/config"));
      assertThat(config).contains("repositoryformatversion").doesNotContain("editor");
      host(room, "git -C sub status");
      host(room, finding.what().replaceFirst(".*undo with: ", ""));

      assertThat(room.work.resolve("sub/.git/config"))
          .hasSameTextualContentAs(room.work.resolve("was"));
    }
  }

  @Test
  void aForgedIndexIsMovedAsideAndAResetMakesANewOne() throws Exception {
    try (SessionRoom room = new SessionRoom()) {
      Files.copy(Path.of("src/test/python/index.py"), room.outside.resolve("index.py"));
      host(room, "made .");
      Result result = room.run(WORDS + "index .git/index 2 .git/hooks/post-checkout=$(blob); rm t");

      Path index = room.work.resolve(".git/index");
      assertThat(result.report().findings())
          .containsExactly(
              new Finding(
                  index,
                  "a git index that makes files outside of the working tree; moved aside, undo with:"
                      + " mv "
                      + index
                      + ".cordon-disarmed "
                      + index,
                  true));
      host(room, "git reset -q; git diff --exit-code HEAD");
    }
  }

  private static void host(SessionRoom room, String script) throws IOException {
    Programs.command(
            List.of(
                Programs.require("bash").toString(), "-c", WORDS + script, room.outside.toString()))
        .in(room.work)
        .with("HOME", room.outside.toString())
        .run()
        .succeeded();
  }
}
