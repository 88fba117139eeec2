package dev.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nothing runs before it is on record that it was to run. */
class RecordFirstTest {
  private static final long LONGER_THAN_A_START_MILLIS = 2_000;

  private final CliRoom room = CliRoom.create();

  @AfterEach
  void leave() {
    room.close();
  }

  @Test
  void whileTheJournalCannotBeWrittenNothingRuns() throws IOException, InterruptedException {
    room.cordon("run", "--", "true").succeeded();
    Path ran = room.work.resolve("ran");
    for (String mode : new String[] {"workspace-write", "danger-full-access"}) {
      Process run;
      try (RandomAccessFile file =
              new RandomAccessFile(room.home.resolve(".cordon/journal/lock").toFile(), "rw");
          FileLock held = file.getChannel().lock()) {
        run = start("run", "-s", mode, "--", "touch", "ran");
        assertThat(run.waitFor(LONGER_THAN_A_START_MILLIS, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(held.isValid()).isTrue();
        assertThat(ran).doesNotExist();
      }
      assertThat(run.waitFor()).isZero();
      assertThat(ran.toFile().delete()).isTrue();
    }
  }

  private Process start(String... arguments) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(BuiltProgram.cordon().toString());
    builder.command().addAll(List.of(arguments));
    builder.directory(room.work.toFile());
    builder.environment().clear();
    builder.environment().putAll(room.environment());
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }
}
