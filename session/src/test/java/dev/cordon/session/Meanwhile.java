package dev.cordon.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** A session that goes on while the test does something else. */
final class Meanwhile implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Path stop;
  private final String marker;
  private final CompletableFuture<Result> end = new CompletableFuture<>();

  /**
   * Starts a script, and returns when it has come to its end.
   *
   * @param name tells sessions of one workspace apart
   * @param last what is done once the session may go on
   */
  Meanwhile(SessionRoom room, String name, String script, String last) {
    Path started = room.work.resolve("started-" + name);
    stop = room.work.resolve("stop-" + name);
    marker = "touch " + started;
    String whole =
        "(" + script + "); " + marker + "; until [ -e " + stop + " ]; do sleep 0.05; done; " + last;
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            end.complete(room.run(whole));
          } catch (Exception | AssertionError e) {
            end.completeExceptionally(e);
          }
        });
    await(() -> end.isDone() || Files.exists(started));
    if (end.isDone()) {
      throw new AssertionError("the session ended early: " + end.join());
    }
  }

  /** Kills the stage, and with it the command; waits for nothing but its own end. */
  void kill() {
    ProcessHandle.current()
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains("once"))
        .filter(this::runsThis)
        .findFirst()
        .orElseThrow()
        .destroyForcibly();
    try {
      end.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      throw new AssertionError("the session was not killed");
    } catch (ExecutionException expected) {
      // The stage ended without an answer.
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private boolean runsThis(ProcessHandle stage) {
    return stage
        .descendants()
        .anyMatch(below -> below.info().commandLine().orElse("").contains(marker));
  }

  /** Lets it go on to its end. */
  Result finish() throws Exception {
    Files.createFile(stop);
    return end.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  private static void await(BooleanSupplier condition) {
    Instant limit = Instant.now().plus(LIMIT);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(limit)) {
        throw new AssertionError("it has not happened within " + LIMIT);
      }
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() throws IOException {
    if (!end.isDone()) {
      Files.createFile(stop);
      try {
        end.join();
      } catch (CompletionException failed) {
        // Somebody else has seen it.
      }
    }
  }
}
