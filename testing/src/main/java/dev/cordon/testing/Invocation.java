package dev.cordon.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * One program about to be run: arguments, directory, environment, standard input, time-out.
 * Immutable; each refinement is a new value. Arguments and variables are encoded as the JVM encodes
 * file names.
 */
public final class Invocation {

  /** How long a program may take unless the test says otherwise. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

  /** How long the output of a killed program is awaited. */
  private static final Duration DRAIN = Duration.ofSeconds(2);

  private final List<String> command;
  private final Path directory;
  private final Map<String, String> environment;
  private final byte[] stdin;
  private final Duration timeout;

  private Invocation(
      List<String> command,
      Path directory,
      Map<String, String> environment,
      byte[] stdin,
      Duration timeout) {
    this.command = List.copyOf(command);
    this.directory = directory;
    this.environment = Map.copyOf(environment);
    this.stdin = stdin;
    this.timeout = timeout;
  }

  static Invocation of(List<String> command) {
    return new Invocation(command, Path.of(""), System.getenv(), new byte[0], DEFAULT_TIMEOUT);
  }

  /** The same, in another working directory. */
  public Invocation in(Path newDirectory) {
    return new Invocation(command, newDirectory, environment, stdin, timeout);
  }

  /** The same, with one variable set. */
  public Invocation with(String name, String value) {
    Map<String, String> changed = new TreeMap<>(environment);
    changed.put(name, value);
    return new Invocation(command, directory, changed, stdin, timeout);
  }

  /** The same, with one variable removed. */
  public Invocation without(String name) {
    Map<String, String> changed = new TreeMap<>(environment);
    changed.remove(name);
    return new Invocation(command, directory, changed, stdin, timeout);
  }

  /** The same, with exactly these variables and none inherited. */
  public Invocation withOnly(Map<String, String> newEnvironment) {
    return new Invocation(command, directory, newEnvironment, stdin, timeout);
  }

  /** The same, with this text (UTF-8) on standard input. */
  public Invocation stdin(String text) {
    return stdin(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The same, with these bytes on standard input. */
  public Invocation stdin(byte[] bytes) {
    return new Invocation(command, directory, environment, bytes.clone(), timeout);
  }

  /** The same, with another time-out. */
  public Invocation within(Duration newTimeout) {
    return new Invocation(command, directory, environment, stdin, newTimeout);
  }

  /**
   * Runs it to its end. A program still running at the time-out is killed with its descendants.
   *
   * @throws AssertionError at the time-out, with the output so far
   * @throws UncheckedIOException when the program cannot be started
   */
  public Result run() {
    long start = System.nanoTime();
    try {
      Process process = builder().start();
      Stream stdout = Stream.of(process.getInputStream());
      Stream stderr = Stream.of(process.getErrorStream());
      Thread feeder = Thread.ofVirtual().start(() -> feed(process.getOutputStream()));
      boolean ended = process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS);
      if (!ended) {
        killTree(process.toHandle());
      }
      Duration left = ended ? timeout : DRAIN;
      byte[] out = stdout.await(left);
      byte[] err = stderr.await(left);
      feeder.interrupt();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      Result result = new Result(ended ? process.exitValue() : -1, out, err, took);
      if (!ended) {
        throw new AssertionError(
            String.join(" ", command) + " still ran after " + timeout + "\n" + result);
      }
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + String.join(" ", command), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while running " + String.join(" ", command), e);
    }
  }

  private ProcessBuilder builder() {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(directory.toAbsolutePath().toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder;
  }

  private void feed(OutputStream sink) {
    try (sink) {
      sink.write(stdin);
    } catch (IOException e) {
      // The program closed its standard input early, which is its right.
    }
  }

  static void killTree(ProcessHandle root) {
    List<ProcessHandle> descendants = root.descendants().toList();
    root.destroyForcibly();
    for (ProcessHandle descendant : descendants) {
      descendant.destroyForcibly();
    }
  }

  /** One output stream being collected; what has arrived is kept when the end never comes. */
  private record Stream(Thread reader, ByteArrayOutputStream collected) {

    static Stream of(InputStream source) {
      ByteArrayOutputStream collected = new ByteArrayOutputStream();
      Thread reader =
          Thread.ofVirtual()
              .start(() -> {
                try (source) {
                  source.transferTo(collected);
                } catch (IOException e) {
                  // Closed under the reader when the program was killed.
                }
              });
      return new Stream(reader, collected);
    }

    byte[] await(Duration limit) throws InterruptedException {
      reader.join(limit);
      return collected.toByteArray();
    }
  }
}
