package dev.cordon.sandbox.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Repositories hidden from the search for what needs protection. */
final class SearchTest {

  @ParameterizedTest
  @ValueSource(strings = {"000", "100", "200", "400", "300", "600"})
  void aFolderThatCannotBeLookedIntoStaysAsItIs(String mode) {
    try (Room room = Room.of(Caller.ORDINARY)) {
      room.host("git init -q workspace/lib/hidden; chmod " + mode + " workspace/lib");
      Ran ran =
          room.run(
              "chmod 755 lib; printf '#!/bin/sh' > lib/hidden/.git/hooks/pre-commit; mv lib other;"
                  + " mkdir lib; true");
      assertThat(ran.err()).contains("Read-only file system").contains("busy");
      assertThat(
              room.host(
                      "stat -c %a workspace/lib; chmod 755 workspace/lib; ls workspace; find workspace/lib -name pre-commit")
                  .stdout())
          .isEqualTo(mode.replaceFirst("^0+(?=.)", "") + "\nlib\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRepositoryDeeperThanTheSearchGoesCannotBeArmed(Caller caller) {
    try (Room room = Room.of(caller)) {
      String deep = "d/".repeat(140);
      room.host("mkdir -p workspace/" + deep + " && git init -q workspace/" + deep + "repo");
      Ran ran =
          room.run("mkdir -p " + deep + "repo; echo x > " + deep + "repo/.git/hooks/pre-commit");
      assertThat(ran.err()).contains("No such file or directory", "nonexistent");
      assertThat(room.host("find workspace -name pre-commit").stdout()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRepositoryBehindAPathTooLongCannotBeArmed(Caller caller) {
    try (Room room = Room.of(caller)) {
      String dive =
          "n=$(printf 'n%.0s' $(seq 200)); for i in $(seq 25); do mkdir -p $n && cd -P $n; done 2>/dev/null;";
      room.host("cd workspace;" + dive + "git init -q . 2>/dev/null; mkdir -p .git/hooks");
      Ran ran =
          room.run(
              "n=$(printf 'n%.0s' $(seq 200)); for i in $(seq 25); do cd -P $n; done; mkdir -p .git/hooks; echo x > .git/hooks/pre-commit");
      assertThat(ran.err()).contains("No such file or directory", "nonexistent");
      assertThat(room.host("find workspace -name pre-commit").stdout()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void namesWithNewlinesAndSpacesAreProtectedLikeOthers(Caller caller) {
    try (Room room = Room.of(caller)) {
      room.host("git init -q 'workspace/a\nb c/\"d'");
      Ran ran = room.run("echo x > 'a\nb c/\"d/.git/hooks/pre-commit'; mv 'a\nb c' z");
      assertThat(ran.err()).contains("Read-only file system").contains("busy");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRepositoryWhoseNameIsNotUtf8RefusesTheRun(Caller caller) {
    try (Room room = Room.of(caller)) {
      room.host("git init -q \"workspace/$(printf '\\377')\"");
      assertThatThrownBy(room::survey)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("has a name that is not UTF-8");
    }
  }

  @ParameterizedTest
  @EnumSource
  void namesThatAreNotUtf8AreNoHindranceElsewhere(Caller caller) {
    try (Room room = Room.of(caller)) {
      room.host("mkdir \"workspace/$(printf '\\377')\"");
      room.run("echo x > \"$(printf '\\377')/$(printf '\\376')\"").succeeded();
      assertThat(room.host("cat workspace/*/*").stdout()).isEqualTo("x\n");
    }
  }

  @Test
  void halvesOfARepositoryAreFoundToo() {
    try (Room room = Room.of(Caller.ROOT)) {
      room.host(
          "cd workspace; git init -q --bare bare; mkdir -p shared/objects shared/refs half; touch"
              + " half/HEAD half/commondir; mkdir -p .git/modules/m/objects .git/modules/m/refs"
              + " .git/worktrees/w; touch .git/modules/m/HEAD .git/worktrees/w/HEAD"
              + " .git/worktrees/w/commondir");
      Path workspace = room.workspace();
      assertThat(room.search(workspace).bare())
          .containsExactlyInAnyOrder(
              workspace.resolve("bare"),
              workspace.resolve("shared"),
              workspace.resolve("half"),
              workspace.resolve(".git/modules/m"),
              workspace.resolve(".git/worktrees/w"));
    }
  }
}
