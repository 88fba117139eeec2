package dev.cordon.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stage that this JVM starts for each command ({@code cordon-stage once}). The command inherits
 * this JVM's streams unless told otherwise, and ends when this JVM ends. Thread-safe: each call has
 * its own files.
 */
public final class SpawnedStage implements Stage {
  private final Path program;
  private final Path scratch;
  private final Path memory;
  private final Streams streams;

  /** Sets up the streams of the process to be started. */
  @FunctionalInterface
  public interface Streams {
    void apply(ProcessBuilder builder);
  }

  /**
   * A way to the stage.
   *
   * @param program the stage
   * @param scratch a directory of the caller's own for requests and answers
   * @param memory folder in Cordon's own state where searches remember what they have seen
   */
  public SpawnedStage(Path program, Path scratch, Path memory, Streams streams) {
    this.program = program;
    this.scratch = scratch;
    this.memory = memory;
    this.streams = streams;
  }

  @Override
  public Search search(Path root) throws IOException {
    Process process =
        new ProcessBuilder(program.toString(), "search", root.toString(), memory.toString())
            .start();
    try (InputStream in = process.getInputStream()) {
      return Search.read(in);
    }
  }

  @Override
  public Judgement judge(Search before) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(program.toString(), "judge", before.root().toString(), memory.toString()));
    for (Path closed : before.closed()) {
      words.add(closed.toString());
    }
    Process process = new ProcessBuilder(words).start();
    try (InputStream in = process.getInputStream()) {
      return Judgement.read(in);
    }
  }

  @Override
  public List<Unjudged> unjudged(Path folder) throws IOException {
    Process process =
        new ProcessBuilder(program.toString(), "baselines", folder.toString()).start();
    try (InputStream in = process.getInputStream()) {
      return Unjudged.read(in);
    }
  }

  @Override
  public Outcome carryOut(byte[] request, @Nullable Doorway doorway) throws IOException {
    if (doorway != null) {
      doorway.open();
    }
    Path requestFile = Files.createTempFile(scratch, "request", null);
    Path answerFile = Files.createTempFile(scratch, "answer", null);
    try {
      Files.write(requestFile, request);
      ProcessBuilder builder =
          new ProcessBuilder(
              program.toString(), "once", requestFile.toString(), answerFile.toString());
      streams.apply(builder);
      Process process = builder.start();
      process.waitFor();
      try (InputStream in = Files.newInputStream(answerFile)) {
        return OutcomeReader.read(in, null);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a command was running", interrupted);
    } finally {
      Files.deleteIfExists(requestFile);
      Files.deleteIfExists(answerFile);
    }
  }
}
