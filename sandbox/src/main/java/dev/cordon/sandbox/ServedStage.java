package dev.cordon.sandbox;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stage in front of this JVM ({@code cordon-stage serve}): requests go out on descriptor 50,
 * answers come in on descriptor 51. The command shares the terminal and the three streams with
 * whoever called. Not thread-safe.
 */
public final class ServedStage implements Stage {
  private static final String REQUESTS = "/proc/self/fd/50";
  private static final String ANSWERS = "/proc/self/fd/51";
  private static final String FOUND = "/proc/self/fd/52";

  private final Path memory;
  private boolean foundTaken;

  /**
   * The stage in front.
   *
   * @param memory folder in Cordon's own state where searches remember what they have seen
   */
  public ServedStage(Path memory) {
    this.memory = memory;
  }

  @Override
  public Outcome carryOut(byte[] request, @Nullable Doorway doorway) throws IOException {
    send(request);
    try (InputStream in = new FileInputStream(ANSWERS)) {
      return OutcomeReader.read(in, doorway);
    }
  }

  /** The stage has been looking through the current directory since before this JVM started. */
  @Override
  public Search search(Path root) throws IOException {
    if (!foundTaken) {
      foundTaken = true;
      try (InputStream in = new FileInputStream(FOUND)) {
        Search search = Search.read(in);
        if (search.root().equals(root)) {
          return search;
        }
      }
    }
    send(Request.search(root, memory));
    try (InputStream in = new FileInputStream(ANSWERS)) {
      return Search.read(in);
    }
  }

  @Override
  public Judgement judge(Search before) throws IOException {
    send(Request.judge(before, memory));
    try (InputStream in = new FileInputStream(ANSWERS)) {
      return Judgement.read(in);
    }
  }

  @Override
  public List<Unjudged> unjudged(Path folder) throws IOException {
    send(Request.baselines(folder));
    try (InputStream in = new FileInputStream(ANSWERS)) {
      return Unjudged.read(in);
    }
  }

  /**
   * Lets the stage end with {@code exitCode} now, while this JVM is still on its way out. Nothing
   * of this process is heard after that.
   *
   * @throws IOException when no stage is there
   */
  public static void leave(int exitCode) throws IOException {
    send(Request.leave(exitCode));
  }

  private static void send(byte[] request) throws IOException {
    try (FileOutputStream out = new FileOutputStream(REQUESTS)) {
      out.write(request);
    }
  }
}
