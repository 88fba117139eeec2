package dev.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.testing.Programs;
import dev.cordon.testing.Pty;
import dev.cordon.testing.Result;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Machines on which Cordon cannot do its work, made with mounts that only the caller sees: one
 * clear line with a hint, exit code 125, nothing runs.
 */
class BrokenMachineTest {
  /** A copy of {@code /etc} to be changed. */
  private static final String OWN_ETC =
      "cp -a /etc \"$HOME/etc\"; mkdir -p -m 755 \"$HOME/etc/cordon\";"
          + " mount --bind \"$HOME/etc\" /etc; floor=/etc/cordon/requirements.toml; ";

  private final CliRoom room = CliRoom.create();

  @AfterEach
  void tidy() {
    room.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          writable by all        | chmod 646 $floor                                 | /etc/cordon/requirements.toml could be written by others than root
          writable by a group    | chmod 664 $floor                                 | /etc/cordon/requirements.toml could be written by others than root
          of somebody else       | chown 1 $floor                                   | /etc/cordon/requirements.toml could be written by others than root
          a link                 | mv $floor /etc/x; ln -s /etc/x $floor            | /etc/cordon/requirements.toml could be written by others than root
          a dangling link        | rm $floor; ln -s /etc/none $floor                | /etc/cordon/requirements.toml could be written by others than root
          in an open folder      | chmod 777 /etc/cordon                            | /etc/cordon could be written by others than root
          no TOML                | echo allowed >> $floor                           | /etc/cordon/requirements.toml:2:
          with an unknown key    | echo allow = true >> $floor                      | unknown key "allow"
          with an unknown value  | echo 'git.protect = "none"' >> $floor            | "none"
          """)
  void requirementsThatCannotBeTrustedRefuseEverything(String name, String change, String said) {
    String floor = OWN_ETC + "echo 'allowed_sandbox_modes = [\"read-only\"]' > $floor; " + change;
    for (String command : List.of("run", "check")) {
      Result result = onA(floor + "; rm -rf \"$HOME/nothing\"", command, "--", "touch", "ran");

      assertThat(result.exitCode()).describedAs("%s, %s: %s", name, command, result).isEqualTo(125);
      assertThat(result.stderr()).startsWith("cordon: ").contains(said).contains("\nhint: ");
      Programs.run("rm", "-rf", room.home + "/etc");
    }
    assertThat(room.work.resolve("ran")).doesNotExist();
  }

  @Test
  void requirementsAreAFloor() {
    String floor =
        OWN_ETC
            + "printf 'allowed_sandbox_modes = [\"read-only\"]\\n"
            + "allowed_approval_policies = [\"untrusted\", \"on-request\"]\\n' > $floor; ";

    Result held = onA(floor, "check", "--json", "--", "true");
    assertThat(JsonText.object(JsonText.object(held.succeeded().stdout()), "requested"))
        .containsEntry("sandbox_mode", "read-only")
        .containsEntry("approval_policy", "on-request");
    Programs.run("rm", "-rf", room.home + "/etc");

    Result refused = onA(floor, "run", "--yolo", "--", "touch", "ran");
    assertThat(refused.exitCode()).isEqualTo(125);
    assertThat(refused.stderr())
        .contains(
            "sandbox_mode \"danger-full-access\" is not allowed by /etc/cordon/requirements.toml")
        .contains("hint: allowed: read-only");
    assertThat(room.work.resolve("ran")).doesNotExist();
  }

  /** A yes to the run itself is one thing; what it may open is another. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          git.protect = "all"                   | ``  | .git/description; the requirements keep git's own files as they are
          allowed_sandbox_modes = ["read-only"] | y   | .git/description; the requirements allow no writing
          """,
      quoteCharacter = '`')
  void nobodyIsAskedForWhatTheRequirementsForbid(String floor, String key, String said) {
    room.program(List.of("git", "init", "-q", ".")).run().succeeded();
    String write = "echo x >> .git/description";
    List<String> command =
        machine(
            List.of("unshare", "--mount"),
            OWN_ETC + "echo '" + floor + "' > $floor",
            "run",
            "--",
            "sh",
            "-c",
            write);
    try (Pty terminal = room.terminal(command)) {
      if (!key.isEmpty()) {
        terminal.awaitText("needs your approval", CliRoom.LIMIT);
        terminal.send(key);
      }
      terminal.awaitText(said, CliRoom.LIMIT);

      assertThat(terminal.waitFor(CliRoom.LIMIT)).isNotZero();
      assertThat(terminal.text()).contains("refused: write ").doesNotContain("wants to write");
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          read-only | mount --bind "$HOME" "$HOME"; mount -o remount,bind,ro "$HOME"                          | Read-only file system   | set CORDON_HOME
          full      | mkdir -p "$CORDON_HOME"; mount -t tmpfs -o size=16k,mode=700 none "$CORDON_HOME"; if head -c 99999 /dev/zero > "$CORDON_HOME/fill"; then :; fi 2>/dev/null | No space left on device | free some space
          """)
  void aHomeThatCannotBeWrittenToIsSaidAndNothingRuns(
      String name, String change, String said, String hint) {
    Result result = onA(change, "run", "--", "touch", "ran");

    assertThat(result.exitCode()).describedAs("%s: %s", name, result).isEqualTo(125);
    assertThat(cordonLines(result)).hasSize(2).first().asString().startsWith("cordon: ");
    assertThat(result.stderr()).contains(said).contains("hint: ").contains(hint);
    assertThat(room.work.resolve("ran")).doesNotExist();
  }

  @Test
  void whatWasRecordedBeforeTheHomeBecameReadOnlyCanStillBeReadAndVerified() {
    room.cordon("run", "--", "echo", "before").succeeded();
    String change = "mount --bind \"$HOME\" \"$HOME\"; mount -o remount,bind,ro \"$HOME\"";

    assertThat(onA(change, "run", "--", "touch", "ran").exitCode()).isEqualTo(125);
    assertThat(onA(change, "log").succeeded().stdout()).contains("run echo before");
    assertThat(onA(change, "log", "verify").succeeded().stdout()).startsWith("verified: 2 lines");
    assertThat(room.work.resolve("ran")).doesNotExist();
  }

  @Test
  void aReportOnAFullDiskIsSaidAndTheExitCodeStaysTheCommands() {
    String change =
        "mkdir \"$HOME/small\"; mount -t tmpfs -o size=4k none \"$HOME/small\"; echo >\"$HOME/small/x\"";
    Result result =
        onA(change, "run", "--report", room.home + "/small/r.json", "--", "sh", "-c", "exit 7");

    assertThat(result.exitCode()).isEqualTo(7);
    assertThat(result.stderr()).contains("the report could not be written").contains("hint: ");
  }

  @Test
  void aJournalThatVanishesDuringTheRunIsSaidAndTheExitCodeStaysTheCommands() {
    String started = room.work.resolve("started").toString();
    String change =
        "(until [ -e '"
            + started
            + "' ]; do sleep 0.1; done; rm -rf \"$CORDON_HOME/journal\"; : > \"$CORDON_HOME/journal\";"
            + " touch '"
            + room.work
            + "/gone') &";
    Result result =
        onA(
            change,
            "run",
            "--",
            "sh",
            "-c",
            "touch started; until [ -e gone ]; do sleep 0.1; done; exit 7");

    assertThat(result.exitCode()).isEqualTo(7);
    assertThat(result.stderr()).contains("the end of this run is not on record").contains("hint: ");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          missing       | echo > "$HOME/bwrap"; mount --bind "$HOME/bwrap" "$bwrap"                                                              | bubblewrap not found | apt-get install bubblewrap
          too old       | printf '#!/bin/sh\\necho "bwrap: Unknown option $1" >&2; exit 1\\n' > "$HOME/bwrap"; chmod +x "$HOME/bwrap"; mount --bind "$HOME/bwrap" "$bwrap" | Unknown option       | too old
          another thing | printf '#!/bin/sh\\nexit 0\\n' > "$HOME/bwrap"; chmod +x "$HOME/bwrap"; mount --bind "$HOME/bwrap" "$bwrap"              | the boundary ended before the command ran | cordon doctor
          forbidden     | echo 0 > /proc/sys/user/max_user_namespaces                                                                            | namespaces | cordon doctor
          """)
  void aBubblewrapThatDoesNotWorkIsSaidAndNothingRuns(
      String name, String change, String said, String hint) {
    String setUp = "bwrap=$(command -v bwrap); " + change;
    boolean nested = name.equals("forbidden");
    Result result = nested ? nested(setUp) : onA(setUp, "run", "--", "touch", "ran");

    assertThat(result.exitCode()).describedAs("%s: %s", name, result).isEqualTo(125);
    assertThat(result.stderr()).startsWith("cordon: ").contains(said);
    assertThat(cordonLines(result)).hasSize(2).last().asString().contains("hint:").contains(hint);
    assertThat(room.work.resolve("ran")).doesNotExist();
    if (!name.equals("missing")) {
      assertThat(room.journal("--kind", "refusal")).hasSize(1);
    }
  }

  @Test
  void doctorNamesWhatFailsAndTheFix() {
    String hidden = "echo > \"$HOME/bwrap\"; mount --bind \"$HOME/bwrap\" \"$(command -v bwrap)\"";
    Result result = onA(hidden, "doctor");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stdout()).containsPattern("(?m)^FAILS +bubblewrap").contains("fix: ");
  }

  /** Cordon on a machine changed by a script of {@code sh}. */
  private Result onA(String change, String... arguments) {
    return behind(List.of("unshare", "--mount"), change, arguments);
  }

  /** The limit on user namespaces is one of each user namespace. */
  private Result nested(String change) {
    return behind(
        List.of("unshare", "--user", "--map-root-user"), change, "run", "--", "touch", "ran");
  }

  private Result behind(List<String> prefix, String change, String... arguments) {
    return room.program(machine(prefix, change, arguments)).run();
  }

  private List<String> machine(List<String> prefix, String change, String... arguments) {
    room.set("CORDON_HOME", room.state().toString());
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of("sh", "-ec", change + "\nexec \"$@\"", "sh"));
    command.add(BuiltProgram.cordon().toString());
    command.addAll(List.of(arguments));
    return command;
  }

  private static List<String> cordonLines(Result result) {
    return result.stderr().lines().toList();
  }
}
