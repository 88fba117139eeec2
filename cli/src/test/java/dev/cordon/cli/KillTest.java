package dev.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.testing.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * kill -9 at random moments, at any process of many runs at once: what was acknowledged is in the
 * journal, nothing is left running, nothing is left behind.
 *
 * <p>{@code -Dcordon.kill.runs=1000} runs as many as one likes.
 */
class KillTest {
  /** Runs unless the property says otherwise; a thousand take some minutes on two processors. */
  private static final int DEFAULT_RUNS = 160;

  private static final int AT_ONCE = 8;

  /** Of three runs one is killed. */
  private static final int KILLED_ONE_IN = 3;

  /** A run takes about as long as this when nobody disturbs it. */
  private static final int MAX_DELAY_MILLIS = 400;

  private final CliRoom room = CliRoom.create();
  private final AtomicInteger next = new AtomicInteger();
  private final Queue<String> finished = new ConcurrentLinkedQueue<>();
  private final Queue<String> trouble = new ConcurrentLinkedQueue<>();
  private final AtomicInteger killed = new AtomicInteger();

  @AfterEach
  void tidy() {
    room.close();
  }

  @Test
  void whatFinishedIsOnRecordWhateverIsKilledBesideIt() throws Exception {
    int runs = Integer.getInteger("cordon.kill.runs", DEFAULT_RUNS);
    room.program(List.of("git", "init", "-q")).run().succeeded();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      Random random = new Random(i);
      threads.add(Thread.ofPlatform().start(() -> work(runs, random)));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(trouble).isEmpty();
    assertThat(killed.get()).isPositive();
    assertThat(finished).hasSizeGreaterThan(runs / 3);
    assertThat(room.cordon("log", "verify").toString())
        .contains("exit code 0")
        .contains("verified: ");
    assertThat(recorded()).containsAll(finished);
    assertThat(processes()).isEmpty();
    // The next run clears what a killed one could not.
    room.cordon("run", "--", "true").succeeded();
    assertThat(room.program(List.of("git", "status", "--porcelain", "--ignored")).run().stdout())
        .isEmpty();
    assertThat(entries(room.work)).containsExactly(".git");
  }

  private void work(int runs, Random random) {
    for (int number = next.getAndIncrement(); number < runs; number = next.getAndIncrement()) {
      try {
        run("run-" + number + "-", random);
      } catch (IOException | InterruptedException | RuntimeException e) {
        trouble.add(number + ": " + e);
      }
    }
  }

  private void run(String name, Random random) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            BuiltProgram.cordon().toString(), "run", "--", "sh", "-c", "sleep 0.1; exit 3", name);
    builder.directory(room.work.toFile());
    builder.environment().clear();
    builder.environment().putAll(room.environment());
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    process.getOutputStream().close();
    if (random.nextInt(KILLED_ONE_IN) == 0) {
      Thread.sleep(random.nextInt(MAX_DELAY_MILLIS));
      List<ProcessHandle> tree = new ArrayList<>(process.descendants().toList());
      tree.add(process.toHandle());
      if (tree.get(random.nextInt(tree.size())).destroyForcibly()) {
        killed.incrementAndGet();
      }
    }
    // What ends with the command's own code has been acknowledged.
    if (process.waitFor() == 3) {
      finished.add(name);
    }
  }

  private Set<String> recorded() {
    Set<String> names = new HashSet<>();
    for (Map<String, Object> event : room.journal("--kind", "run_finished")) {
      assertThat(JsonText.object(event, "outcome").get("exit_code")).isIn(3L, 137L);
      names.add(JsonText.texts(JsonText.object(event, "action"), "arguments").getLast());
    }
    return names;
  }

  /** Processes that still have to do with the room. */
  private List<String> processes() {
    return ProcessHandle.allProcesses()
        .map(handle -> handle.pid() + " " + commandLine(handle.pid()))
        .filter(line -> line.contains(BuiltProgram.folder().toString()) || line.contains(" run-"))
        .toList();
  }

  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/cmdline")).replace('\0', ' ');
    } catch (IOException gone) {
      return "";
    }
  }

  private static List<String> entries(Path folder) {
    return Programs.run("ls", "-A", folder.toString()).succeeded().stdout().lines().toList();
  }
}
