package dev.cordon.sandbox.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ways out of the writable roots by name. {@code $OUTSIDE} is a folder of the caller's own. */
final class WritingOutsideTest {
  private static final Map<Caller, Room> ROOMS = new EnumMap<>(Caller.class);

  @BeforeAll
  static void open() {
    for (Caller caller : Caller.values()) {
      Room room = Room.of(caller);
      room.host("ln -s ../outside workspace/way; ln -s ../outside/file workspace/link");
      ROOMS.put(caller, room);
    }
  }

  @AfterAll
  static void close() {
    ROOMS.values().forEach(Room::close);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "echo x > $OUTSIDE/file                                  | Read-only file system",
        "echo x > $OUTSIDE/new                                   | Read-only file system",
        "echo x >> ../outside/file                               | Read-only file system",
        "echo x > way/file                                       | Read-only file system",
        "echo x > link                                           | Read-only file system",
        "ln -s $OUTSIDE own && echo x > own/file                 | Read-only file system",
        "mkdir d && ln -s ../.. d/up && echo x > d/up/outside/file | Read-only file system",
        "ln $OUTSIDE/file hard                                   | cross-device link",
        "ln -L link hard                                         | cross-device link",
        "mv $OUTSIDE/file mine                                   | Read-only file system",
        "echo x > y && mv y $OUTSIDE/file                        | Read-only file system",
        "rm $OUTSIDE/file                                        | Read-only file system",
        "rmdir $OUTSIDE/folder                                   | Read-only file system",
        "mkdir $OUTSIDE/new                                      | Read-only file system",
        "ln -s x $OUTSIDE/new                                    | Read-only file system",
        "mkfifo $OUTSIDE/new                                     | Read-only file system",
        "chmod 777 $OUTSIDE/file                                 | Read-only file system",
        "touch $OUTSIDE/file                                     | Read-only file system",
        "truncate -s 0 $OUTSIDE/file                             | Read-only file system",
        "chown $(id -u) $OUTSIDE/file                            | Read-only file system",
        "python3 -c 'import os; os.setxattr(\"../outside/file\", \"user.x\", b\"1\")' | Read-only file system",
        "echo x > /proc/self/root$OUTSIDE/file                   | Read-only file system",
        "echo x > /proc/1/root$OUTSIDE/file                      | nonexistent",
        "cd $OUTSIDE && echo x > /proc/self/cwd/file             | Read-only file system",
        "exec 3< $OUTSIDE/file; echo x > /proc/self/fd/3         | Read-only file system",
        "exec 3< $OUTSIDE; echo x > /proc/self/fd/3/file         | Read-only file system",
        "mv ../workspace ../elsewhere                            | EBUSY",
        "rmdir ../workspace                                      | EBUSY",
        "dd if=/dev/zero of=$OUTSIDE/file count=1                | Read-only file system",
        "cp /etc/passwd /etc/shadow                              | Read-only file system",
        "echo x > /etc/cron.d/x                                  | Read-only file system",
        "echo x > $HOME/.bashrc                                  | Read-only file system",
        "echo x > /usr/bin/x                                     | Read-only file system",
        "echo x > /x                                             | Read-only file system",
        "mkdir /x                                                | Read-only file system",
        "echo x > /run/x                                         | Read-only file system",
        "echo x > /sys/x                                         | Read-only file system",
      })
  void isRefused(String script, String reason) {
    for (Caller caller : Caller.values()) {
      Room room = ROOMS.get(caller);
      room.host("rm -rf workspace/own workspace/d workspace/y workspace/mine");
      String before = state(room);
      Ran ran = room.run(script);
      assertThat(ran.exitCode()).as("as %s: %s", caller, ran).isNotZero();
      assertThat(ran.err()).as("as %s", caller).containsAnyOf(spellings(reason));
      assertThat(state(room)).as("the host, as %s", caller).isEqualTo(before);
    }
  }

  /** Everything outside of the workspace, with its content. */
  private static String state(Room room) {
    return room.host(
            "find outside home -printf '%p %y %m %U %s %T@\\n' | sort; cat" + " outside/file")
        .stdout();
  }

  private static String[] spellings(String reason) {
    return switch (reason) {
      case "EBUSY" -> new String[] {"Device or resource busy", "Read-only file system"};
      case "nonexistent" ->
          new String[] {
            "nonexistent", "No such file", "Permission denied", "Read-only file system"
          };
      case "Read-only file system" ->
          new String[] {"Read-only file system", "Directory nonexistent"};
      default -> new String[] {reason};
    };
  }
}
