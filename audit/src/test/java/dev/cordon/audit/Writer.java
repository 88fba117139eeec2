package dev.cordon.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** A {@link WriterMain} at work and what it has acknowledged. */
final class Writer {
  private final Process process;
  private final Thread reader;
  private final List<String> acknowledged = new ArrayList<>();
  private final AtomicReference<IOException> failure = new AtomicReference<>();

  private Writer(Process process, int killAfter) {
    this.process = process;
    this.reader = Thread.ofPlatform().start(() -> read(killAfter));
  }

  /**
   * Starts one. It is killed with SIGKILL as soon as it has acknowledged {@code killAfter} events.
   */
  static Writer start(
      Path dir, String name, int threads, int events, long seed, int mostDenials, int killAfter)
      throws IOException {
    return new Writer(
        new ProcessBuilder(WriterMain.command(dir, name, threads, events, seed, mostDenials))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start(),
        killAfter);
  }

  /** Through the handle, since the process object closes its output when it kills. */
  void kill() {
    process.toHandle().destroyForcibly();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for its end and gives its exit code, 137 when it was killed. */
  int await() throws InterruptedException, IOException {
    reader.join();
    IOException failed = failure.get();
    if (failed != null) {
      throw failed;
    }
    return process.waitFor();
  }

  /** The ids it acknowledged, to be asked for after {@link #await}. */
  List<String> acknowledged() {
    return acknowledged;
  }

  private void read(int killAfter) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
      // Every id is written by one write, which a pipe takes whole: no line is cut short.
      for (String id = lines.readLine(); id != null; id = lines.readLine()) {
        acknowledged.add(id);
        if (acknowledged.size() == killAfter) {
          kill();
        }
      }
    } catch (IOException e) {
      failure.set(e);
      kill();
    }
  }
}
