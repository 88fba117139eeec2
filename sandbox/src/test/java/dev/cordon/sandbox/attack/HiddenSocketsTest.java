package dev.cordon.sandbox.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.testing.Programs;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sockets of the host in the corners of what is opened. */
final class HiddenSocketsTest {
  /** Deeper than the search goes. */
  private static final String DEEP = "d/".repeat(140);

  private static final String WORKTREE =
      "git init -q outside/main; cd outside/main; git commit -q --allow-empty -m a;"
          + " git worktree add -q ../../linked";

  @BeforeAll
  static void everythingIsThere() {
    Programs.require("python3");
    Programs.require("git");
  }

  /** Without it every other case here would pass for nothing. */
  @ParameterizedTest
  @EnumSource
  void whatOneReachesAndWhatNotIsToldApart(Caller caller) throws IOException {
    try (Room room = Room.of(caller)) {
      room.python("knock", DEEP + "s", "bind").succeeded();
      assertThat(room.python("knock", "no/s").err()).contains("No such file");
      try (Door door = Door.at(room, "workspace/early")) {
        assertThat(room.python("knock", "early").err()).contains("Connection refused");
        door.nobodyCame();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    ".git/s, ROOT",
    ".git/s, ORDINARY",
    ".git/objects/info/s, ROOT",
    ".git/objects/info/s, ORDINARY",
    "node_modules/.x/s, ROOT",
    ".claude/s, ROOT",
    "sub/.git/hooks/s, ORDINARY",
  })
  void aSocketBesideWhatIsProtectedIsNotReached(String socket, Caller caller) throws IOException {
    try (Room room = Room.of(caller)) {
      room.host("git init -q workspace; git init -q workspace/sub");
      try (Door door = Door.at(room, "workspace/" + socket)) {
        assertThat(room.python("knock", socket).err()).contains("Connection refused");
        door.nobodyCame();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"lib, 300", "lib, 100", ".claude, 300", "lib/.git, 300"})
  void aSocketInAFolderThatCannotBeListedIsNotReached(String folder, String mode)
      throws IOException {
    try (Room room = Room.of(Caller.ORDINARY);
        Door door = Door.at(room, "workspace/" + folder + "/s")) {
      room.user().own(room.folder());
      room.host("chmod " + mode + " workspace/" + folder);
      assertThat(room.run("chmod 755 " + folder).err()).contains("Read-only file system");
      assertThat(room.python("knock", folder + "/s").err()).contains("No such file");
      door.nobodyCame();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSocketDeeperThanTheSearchGoesIsNotReached(Caller caller) throws IOException {
    try (Room room = Room.of(caller);
        Door door = Door.at(room, "workspace/" + DEEP + "s")) {
      assertThat(room.python("knock", DEEP + "s").err()).contains("No such file");
      door.nobodyCame();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"s", "worktrees/linked/s", "objects/info/s"})
  void aSocketInTheMainRepositoryOfAWorktreeIsNotReached(String place) throws IOException {
    for (Caller caller : Caller.values()) {
      try (Room room = Room.of(caller)) {
        room.host(WORKTREE);
        try (Door door = Door.at(room, "outside/main/.git/" + place)) {
          Room linked = room.in("linked");
          String socket = room.outside() + "/main/.git/" + place;
          assertThat(linked.python("knock", socket).err()).contains("Connection refused");
          door.nobodyCame();
          linked.run("git add -A; git write-tree").succeeded();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"300", "100"})
  void aSocketInAHiddenFolderOfTheMainRepositoryIsNotReached(String mode) throws IOException {
    try (Room room = Room.of(Caller.ORDINARY)) {
      room.host(WORKTREE);
      try (Door door = Door.at(room, "outside/main/.git/x/s")) {
        room.user().own(room.folder());
        room.host("chmod " + mode + " outside/main/.git/x");
        String socket = room.outside() + "/main/.git/x/s";
        assertThat(room.in("linked").python("knock", socket).err()).contains("No such file");
        door.nobodyCame();
      }
    }
  }
}
