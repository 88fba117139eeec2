package dev.cordon.sandbox.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.sandbox.Additions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Repositories in several parts: worktrees, submodules, configuration of a worktree's own, a
 * repository around the workspace. A command arms what one part lets git execute in another, and
 * git is used there on the host.
 */
final class GitPointersTest {
  @ParameterizedTest(name = "{0} | {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        // A relative hook directory is another one in each working tree, and for a push.
        "with_worktree m w; g -C m config core.hooksPath .h | w | arm .h | w",
        "with_worktree m w; mkdir w/.h; g -C m config core.hooksPath .h | w | arm .h | w",
        "mkdir both; with_worktree both/m both/w; g -C both/m config core.hooksPath .h | both | arm w/.h | both/w",
        "with_submodule m; g -C m/sub config core.hooksPath .h | m | arm sub/.h | m/sub",
        "with_submodule m; g -C m/sub config core.hooksPath .h | m/sub | arm .h | m/sub",
        "g init -q --separate-git-dir apart m; g -C m config core.hooksPath .h | m | arm .h | m",
        "made m; mv m/.git apart; ln -s ../apart m/.git; g -C m config core.hooksPath .h | m | arm .h | m",
        "with_worktree m w; g -C m config include.path $PWD/w/c | w | lure c | w",
        "made m; g -C m config core.hooksPath .h | m | arm .git/.h | m",
        "with_worktree m w; g -C m config core.hooksPath .h | w | arm ../m/.git/.h | m",
        "with_worktree m w; g -C m config core.hooksPath .h | w | arm ../m/.git/worktrees/w/.h | w",
        // The configuration of one working tree.
        "made m; cd m; g config extensions.worktreeConfig true; g config --worktree core.hooksPath .h | m | arm .h | m",
        "made m; cd m; g config extensions.worktreeConfig true; g config --worktree include.path ../c | m | lure c | m",
        "with_worktree m w; cd w; g config extensions.worktreeConfig true; g config --worktree core.hooksPath .h | w | arm .h | w",
        "with_worktree m w; cd w; g config extensions.worktreeConfig true; g config --worktree include.path $PWD/c | w | lure c | w",
        "mkdir both; with_worktree both/m both/w; cd both/w; g config extensions.worktreeConfig true; g config --worktree core.hooksPath .h | both | arm w/.h | both/w",
        "with_submodule m; cd m/sub; g config extensions.worktreeConfig true; g config --worktree core.hooksPath .h | m | arm sub/.h | m/sub",
        // The workspace is a folder of a repository.
        "made m; mkdir m/s; g -C m config core.hooksPath s/h | m/s | arm h | m",
        "made m; mkdir -p m/a/s/h; g -C m config core.hooksPath a/s/h | m/a/s | arm h | m",
        "made m; mkdir m/s; ln -s s m/l; g -C m config core.hooksPath l/h | m/s | arm h | m",
        "made m; mkdir m/s; g -C m config include.path ../s/c | m/s | lure c | m",
        "made m; mkdir m/s; made m/s/n; g -C m config include.path ../s/n/c | m/s/n | lure c | m",
        "with_worktree m w; mkdir w/s; g -C m config core.hooksPath s/h | w/s | arm h | w",
        "with_submodule m; mkdir m/sub/s; g -C m/sub config core.hooksPath s/h | m/sub/s | arm h | m/sub",
        // A submodule that is ready in the opened main repository before git is asked for it.
        "with_submodule n; g clone -q n m; g -C m worktree add -q ../w | w | mkdir ../m/.git/modules; cp -r ../library/.git ../m/.git/modules/sub; arm ../m/.git/modules/sub/hooks | m",
        "with_submodule n; g clone -q n m; mkdir m/.git/modules; g -C m worktree add -q ../w | w | cp -r ../library/.git ../m/.git/modules/sub; arm ../m/.git/modules/sub/hooks | m",
        "with_submodule n; g clone -q n m; g -C m worktree add -q ../w | w | d=../m/.git/worktrees/w/modules; mkdir -p $d; cp -r ../library/.git $d/sub; arm $d/sub/hooks | w",
        "with_worktree m w; g -C m worktree add -q ../v; g -C m config extensions.worktreeConfig true | w | lure ../m/.git/worktrees/v/config.worktree | v",
        // A member that was not there: git would repair its working tree, or find it ready.
        "with_worktree m w; mkdir v | w | d=../m/.git/worktrees; mkdir $d/x; cp $d/w/HEAD $d/x; echo $PWD/../v/.git > $d/x/gitdir; cp -r ../m/.git e; mv e $d/x; lure $d/x/e/config; echo e > $d/x/commondir | m; g worktree repair; cd ../v",
        "with_submodule n; g clone -q n m; g -C m worktree add -q ../w; made second; g -C w submodule --quiet update --init; g -C w submodule --quiet add ../second two; g -C w commit -qm two; rm -rf m/.git/worktrees/w/modules/two w/two; mkdir w/two; g -C w config --remove-section submodule.two | w | d=../m/.git/worktrees/w/modules; cp -r ../second/.git $d/two; arm $d/two/hooks | w",
        "with_submodule n; g clone -q n m; g -C m worktree add -q ../w; g -C w submodule --quiet update --init; g -C w submodule --quiet deinit --all -f | w | arm ../m/.git/worktrees/w/modules/sub/hooks | w",
        "made inner; made library; g -C library submodule --quiet add $PWD/inner in; g -C library commit -qm in; made m; g -C m submodule --quiet add $PWD/library sub; g -C m commit -qm s; rm -rf m/.git/modules/sub/modules; mkdir -p m/.git/modules/sub/modules/else; touch m/.git/modules/sub/modules/else/HEAD | m/sub | d=../.git/modules/sub/modules; cp -r ../../inner/.git $d/in; arm $d/in/hooks | m/sub",
      })
  void aTrapGoesOffOnlyWithoutTheBoundary(
      String prepare, String root, String attack, String victim) {
    assertThat(GitStory.outcome(false, prepare, root, attack, victim)).contains("sprung");
    assertThat(GitStory.outcome(true, prepare, root, attack, victim)).doesNotContain("sprung");
  }

  @Test
  void aHookDirectoryOfAProtectedRepositoryIsProtectedToo() {
    try (Room room = Room.of(Caller.ROOT).at("m").protectingAllOfGit()) {
      room.host(GitStory.WORDS + "made m; g -C m config core.hooksPath .h");
      assertThat(room.run(GitStory.WORDS + "arm .h").err()).contains("Read-only file system");
    }
  }

  @Test
  void aHookDirectoryOfTheCallersOwnIsProtectedWithoutARepository() {
    try (Room room = Room.of(Caller.ROOT)) {
      room.host("printf '[core]\\nhooksPath = %s/workspace/h\\n' $PWD > home/.gitconfig");
      assertThat(room.run(GitStory.WORDS + "arm h").err()).contains("Read-only file system");
    }
  }

  @ParameterizedTest
  @EnumSource
  void besideOtherWorktreesAndSubmodulesWorkGoesOn(Caller caller) {
    try (Room room = Room.of(caller).at("w")) {
      room.host(
          GitStory.WORDS
              + "with_submodule m; g -C m worktree add -q ../v; g -C m worktree add -q ../w; g -C w"
              + " submodule --quiet update --init");
      Ran ran =
          room.run(
              """
              set -e
              export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b
              (cd sub; echo 2 > file; git commit -qam two)
              git commit -qam 'two of sub'
              echo 2 > new; git add new; git stash -q; git stash pop -q; git commit -qm new
              git switch -qc topic HEAD~1; echo 3 > file; git commit -qam three; git rebase -q w
              git switch -q w; git merge -q topic; git branch -d topic 2> warning; git pack-refs --all
              git log --format=%s
              """);
      assertThat(ran.succeeded().err()).isEmpty();
      assertThat(ran.out()).contains("three\nnew\ntwo of sub\nsub\none\n");
      assertThat(room.host("git -C w status --porcelain; git -C w worktree list | wc -l").stdout())
          .isEqualTo("?? warning\n3\n");
      assertThat(room.run("echo x > ../m/.git/worktrees/v/HEAD").err()).contains("Read-only");
    }
  }

  /** Opening covers what was mounted before. */
  @Test
  void aYesForTheMainRepositoryOpensNoMoreOfItsGitDirectory() {
    try (Room room = Room.of(Caller.ROOT).at("w")) {
      room.host(GitStory.WORDS + "with_worktree m w");
      room.with(new Additions(List.of(room.folder().resolve("m")), List.of(), false));
      Ran ran =
          room.run(
              "set -e; echo 2 > new; git add new; echo 2 > ../m/new; set +e; mkdir"
                  + " ../m/.git/worktrees/x; echo x > ../m/.git/config; echo x >"
                  + " ../m/.git/worktrees/w/commondir");
      assertThat(ran.err().lines().filter(line -> line.contains("Read-only")).toList()).hasSize(3);
      assertThat(room.host("git -C w diff --cached --name-only; cat m/new").stdout())
          .isEqualTo("new\n2\n");
    }
  }

  @Test
  void aMountPointForAbsentMembersIsGoneAfterwards() {
    try (Room room = Room.of(Caller.ROOT).at("w")) {
      room.host(GitStory.WORDS + "with_worktree m w");
      room.run("ls -d ../m/.git/modules ../m/.git/worktrees/w/modules").succeeded();
      assertThat(room.host("find m -name modules").stdout()).isEmpty();
    }
  }
}
