package dev.cordon.sandbox.attack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A command tries to make git on the host execute something. Whatever it did, git is used on the
 * host afterwards in every repository, and the trap must not have gone off.
 */
final class GitTest {

  /** A repository with a submodule, a linked worktree, a nested repository and a bare one. */
  private static final String REPOSITORIES =
      """
      set -e
      g() { git -c init.defaultBranch=main -c protocol.file.allow=always "$@"; }
      g init -q library && cd library && echo l > l && g add l && g commit -qm l && cd ..
      cd workspace
      g init -q . && echo a > a && g add a && g commit -qm a
      g submodule --quiet add ../library sub && g commit -qm sub
      g worktree add -q tree -b tree
      mkdir -p deep/down && g init -q deep/down/nested && cd deep/down/nested && echo n > n && g add n && g commit -qm n && cd ../../..
      g init -q --bare bare.git
      g config extensions.worktreeConfig true
      g config include.path ../team.gitconfig && touch team.gitconfig
      """;

  private static final String TRAP =
      "printf '#!/bin/sh\\ntouch %s/sprung\\n' $OUTSIDE > t; chmod +x t;";

  private static final String HOST =
      """
      use() {
        (cd "$1" 2>/dev/null || exit 0
        git status; echo "$1" >> note; git add note; git commit -m note; git checkout -q -b other) >/dev/null 2>&1
      }
      for r in workspace workspace/sub workspace/tree workspace/deep/down/nested; do use $r; done
      (git clone -q workspace/bare.git copy; cd copy && echo x > x && git add x && git commit -qm x && git push -q origin HEAD:main) 2>/dev/null
      rm -rf copy; ls outside
      """;

  private static Room room;

  @BeforeAll
  static void prepare() {
    room = Room.of(Caller.ROOT);
    room.host(REPOSITORIES);
    room.host("cp -a workspace template");
  }

  @AfterAll
  static void close() {
    room.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "cp t .git/hooks/pre-commit",
        "cp t .git/hooks/post-checkout; cp t .git/hooks/post-index-change",
        "mkdir h; cp t h/pre-commit; rm -rf .git/hooks; mv h .git/hooks",
        "mkdir h; cp t h/pre-commit; ln -sfn ../h .git/hooks",
        "git config core.fsmonitor $PWD/t",
        "git config --file .git/config core.hooksPath $PWD",
        "echo '[core] fsmonitor = '$PWD/t >> .git/config",
        "cp .git/config c; echo '[core] fsmonitor = '$PWD/t >> c; mv -f c .git/config",
        "cp .git/config .git/config.lock; echo '[core] fsmonitor = '$PWD/t >> .git/config.lock; mv .git/config.lock .git/config",
        "git config --worktree core.fsmonitor $PWD/t",
        "echo '[core] fsmonitor = '$PWD/t > .git/config.worktree",
        "echo '[core] fsmonitor = '$PWD/t > .git/worktrees/tree/config.worktree",
        "echo '[core] fsmonitor = '$PWD/t >> team.gitconfig",
        "rm team.gitconfig; echo '[core] fsmonitor = '$PWD/t > team.gitconfig",
        "mv .git g; cp -r g .git; echo '[core] fsmonitor = '$PWD/t >> .git/config",
        "cp -r .git g; rm -rf .git; mv g .git; echo '[core] fsmonitor = '$PWD/t >> .git/config; cp t .git/hooks/pre-commit",
        "cp -r .git e; echo '[core] fsmonitor = '$PWD/t >> e/config; echo ../e > .git/commondir",
        "cp -r .git e; echo '[core] fsmonitor = '$PWD/t >> e/config; echo $PWD/e > .git/worktrees/tree/commondir",
        "cp -r .git e; echo '[core] fsmonitor = '$PWD/t >> e/config; echo gitdir: $PWD/e > tree/.git",
        "cp -r .git e; echo '[core] fsmonitor = '$PWD/t >> e/config; rm -f sub/.git; echo gitdir: $PWD/e > sub/.git",
        "cp -r .git e; echo '[core] fsmonitor = '$PWD/t >> e/config; mv sub s; cp -r s sub; echo gitdir: $PWD/e > sub/.git",
        "cp t .git/modules/sub/hooks/pre-commit",
        "echo '[core] fsmonitor = '$PWD/t >> .git/modules/sub/config",
        "mv .git/modules m; cp -r m .git/modules; echo '[core] fsmonitor = '$PWD/t >> .git/modules/sub/config",
        "mv .git/modules/sub m; cp -r m .git/modules/sub; echo '[core] fsmonitor = '$PWD/t >> .git/modules/sub/config",
        "cp t deep/down/nested/.git/hooks/pre-commit",
        "mv deep d; mkdir -p deep/down; cp -r d/down/nested deep/down; cp t deep/down/nested/.git/hooks/pre-commit",
        "mv deep/down d; cp t d/nested/.git/hooks/pre-commit; mv d deep/down",
        "mv deep c; echo '[core] fsmonitor = '$PWD/t >> c/down/nested/.git/config; mv c deep",
        "cp t bare.git/hooks/post-update; cp t bare.git/hooks/pre-receive",
        "cp -r bare.git b; cp t b/hooks/pre-receive; rm -rf bare.git; mv b bare.git",
        "ln .git/config c; echo '[core] fsmonitor = '$PWD/t >> c",
        "mkdir -p .git/info; echo '* filter=x' > .git/info/attributes; git config filter.x.clean $PWD/t",
        "python3 -c 'import os; os.rename(\".git/hooks\", \"h\")'; mkdir .git/hooks; cp t .git/hooks/pre-commit",
        "chmod +x .git/hooks/*.sample; mv .git/hooks/pre-commit.sample .git/hooks/pre-commit; cat t > .git/hooks/pre-commit",
        "truncate -s 0 .git/config; rm .git/config; echo '[core] fsmonitor = '$PWD/t > .git/config",
        "git config --global core.fsmonitor $PWD/t; echo '[core] fsmonitor = '$PWD/t > $HOME/.gitconfig",
        "git remote set-url origin 'ext::sh -c t'; git remote add origin 'ext::sh -c t'",
        "git config alias.status '!'$PWD/t; git config core.pager $PWD/t; git config gpg.program $PWD/t",
      })
  void noTrapGoesOffOnTheHost(String script) {
    room.host("rm -rf workspace; cp -a template workspace");
    room.run(TRAP + script);
    assertThat(room.host(HOST).stdout()).isEqualTo("file\nfolder\n");
  }

  @ParameterizedTest
  @EnumSource
  void theTrapWouldGoOffWithoutTheBoundary(Caller caller) {
    try (Room own = Room.of(caller)) {
      own.host(REPOSITORIES);
      own.host("export OUTSIDE=$PWD/outside; cd workspace;" + TRAP + "cp t .git/hooks/pre-commit");
      assertThat(own.host(HOST).stdout()).contains("sprung");
    }
  }

  @ParameterizedTest(name = "in {0}")
  @CsvSource({"workspace", "workspace/tree", "workspace/sub", "workspace/deep/down/nested"})
  void ordinaryWorkGoesOn(String folder) {
    for (Caller caller : Caller.values()) {
      try (Room place = Room.of(caller).at(folder)) {
        place.host(REPOSITORIES);
        Ran ran =
            place.run(
                """
                set -e
                export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b
                git status --porcelain
                echo 1 > new; git add new; git commit -qm one
                git switch -qc topic; echo 2 >> new; git commit -qam two
                git switch -q -; echo other > o; git add o; git commit -qm three
                git merge -q --no-edit topic; git rebase -q topic; git tag v1
                echo 3 >> new; git stash -q; git stash pop -q; git commit -qam four
                git branch; git log --oneline | wc -l; git fsck
                git status --porcelain
                """);
        assertThat(ran.succeeded().err()).isEmpty();
        assertThat(ran.out()).contains("topic");
        assertThat(place.host("cd " + folder + "; git log -1 --format=%s; git diff HEAD").stdout())
            .isEqualTo("four\n");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void inAProtectedGitDirectoryReadingGoesOnAndCommittingDoesNot(Caller caller) {
    try (Room own = Room.of(caller).protectingAllOfGit()) {
      own.host(REPOSITORIES);
      own.run("git status && git log -p").succeeded();
      Ran ran = own.run("echo 1 > new; git add new");
      assertThat(ran.err()).contains("Unable to create").contains("Read-only file system");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPointerOpensNothingThatDoesNotPointBack(Caller caller) {
    try (Room own = Room.of(caller)) {
      own.host(
          """
          git init -q elsewhere; mkdir -p elsewhere/.git/logs outside/objects outside/refs outside/.git
          mkdir -p workspace/x workspace/y workspace/z workspace/evil workspace/worktrees/evil
          echo gitdir: $PWD/elsewhere/.git > workspace/x/.git
          echo gitdir: $PWD/outside > workspace/y/.git
          # A directory inside points back, and at a repository outside.
          echo gitdir: ../worktrees/evil > workspace/z/.git
          echo $PWD/workspace/z/.git > workspace/worktrees/evil/gitdir
          echo $PWD/elsewhere/.git > workspace/worktrees/evil/commondir
          echo gitdir: ../evil > workspace/evil/.git
          echo "[core] worktree = $PWD/workspace/evil" > workspace/evil/config
          """);
      Ran ran =
          own.run(
              "for f in elsewhere/.git/HEAD elsewhere/.git/refs/x elsewhere/.git/objects/x"
                  + " elsewhere/.git/logs/x outside/HEAD outside/refs/x x; do echo x > ../$f; done");
      assertThat(
              ran.err()
                  .lines()
                  .filter(line -> line.contains("Read-only") || line.contains("nonexistent"))
                  .count())
          .isEqualTo(7);
      assertThat(own.host("find elsewhere outside -name x").stdout()).isEmpty();
    }
  }
}
