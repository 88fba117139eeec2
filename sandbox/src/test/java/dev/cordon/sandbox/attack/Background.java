package dev.cordon.sandbox.attack;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** A command in a boundary that goes on while the test does something else. */
final class Background {
  /** After which something that was to happen has not. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Room room;
  private final CompletableFuture<Ran> end;

  private Background(Room room, CompletableFuture<Ran> end) {
    this.room = room;
    this.end = end;
  }

  /** Starts a script, and returns when it has made the file {@code started} in its workspace. */
  static Background start(Room room, String script) {
    CompletableFuture<Ran> end = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            end.complete(room.run(script));
          } catch (RuntimeException | AssertionError e) {
            end.completeExceptionally(e);
          }
        });
    await(() -> end.isDone() || room.root().resolve("started").toFile().exists());
    if (end.isDone()) {
      throw new AssertionError("the command ended early\n" + end.join());
    }
    return new Background(room, end);
  }

  /** The stage that supervises the command. */
  ProcessHandle stage() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains(room.folder().toString()))
        .findFirst()
        .orElseThrow();
  }

  /** Everything below the stage, on the host's side. */
  List<ProcessHandle> processes() {
    return stage().descendants().toList();
  }

  Ran end() {
    try {
      return end.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Waits for an end with an answer or without one. */
  void endSomehow() {
    try {
      end.join();
    } catch (CompletionException expected) {
      // The stage was killed: there is no answer.
    }
  }

  static void await(BooleanSupplier condition) {
    Instant limit = Instant.now().plus(LIMIT);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(limit)) {
        throw new AssertionError("it has not happened within " + LIMIT);
      }
      Thread.onSpinWait();
    }
  }
}
