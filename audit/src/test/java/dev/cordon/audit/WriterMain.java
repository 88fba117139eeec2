package dev.cordon.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A process that writes to a journal from several threads and prints the id of each event, one a
 * line, once it is appended and forced to disk. Arguments: directory, name, threads, events of each
 * thread, seed, most denials of an event (they make it long).
 */
final class WriterMain {
  /** Small, so that segments change often. */
  static final int SEGMENT_BYTES = 256 * 1024;

  private final Journal journal;
  private final String name;
  private final int events;
  private final long seed;
  private final int mostDenials;

  private WriterMain(Journal journal, String name, int events, long seed, int mostDenials) {
    this.journal = journal;
    this.name = name;
    this.events = events;
    this.seed = seed;
    this.mostDenials = mostDenials;
  }

  public static void main(String[] args) throws Exception {
    Journal journal =
        new Journal(
            JournalDirectory.open(Path.of(args[0]), JournalDirectory.currentUser()), SEGMENT_BYTES);
    WriterMain writer =
        new WriterMain(
            journal,
            args[1],
            Integer.parseInt(args[3]),
            Long.parseLong(args[4]),
            Integer.parseInt(args[5]));
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(args[2]); i++) {
      int number = i;
      threads.add(Thread.ofPlatform().start(() -> writer.write(number)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /** The command line that starts it in a JVM of its own. */
  static List<String> command(
      Path dir, String name, int threads, int events, long seed, int mostDenials) {
    return OwnJvm.command(
        WriterMain.class,
        dir.toString(),
        name,
        Integer.toString(threads),
        Integer.toString(events),
        Long.toString(seed),
        Integer.toString(mostDenials));
  }

  static String id(String name, int thread, int number) {
    return name + "-" + thread + "-" + number;
  }

  private void write(int thread) {
    Random random = new Random(seed * 31 + thread);
    try {
      for (int i = 0; i < events; i++) {
        String id = id(name, thread, i);
        journal.append(event(id, random.nextInt(mostDenials + 1)));
        journal.sync();
        synchronized (this) {
          System.out.write((id + "\n").getBytes(StandardCharsets.US_ASCII));
          System.out.flush();
        }
      }
    } catch (IOException e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }

  private static Event event(String id, int denials) {
    String text = id + " ".repeat(Event.MAX_TEXT_CHARS - 100);
    Event.Denial denial = new Event.Denial(text, text, text);
    return Event.builder(Event.Kind.RUN_FINISHED, id, Events.NOON, "box", "ana")
        .outcome(new Event.Outcome(0, 1, Collections.nCopies(denials, denial)))
        .build();
  }
}
