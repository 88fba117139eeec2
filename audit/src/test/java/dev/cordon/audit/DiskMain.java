package dev.cordon.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A process that uses a journal on a disk of its own and prints what happened. */
final class DiskMain {
  private final Path disk;
  private final Journal journal;
  private int last;

  private DiskMain(Path disk, Journal journal) {
    this.disk = disk;
    this.journal = journal;
  }

  public static void main(String[] args) throws Exception {
    Path disk = Path.of(args[0]);
    Path ballast = disk.resolve("ballast");
    switch (args[1]) {
      case "fill" -> {
        Files.write(ballast, new byte[64 * 1024]);
        DiskMain main = open(disk);
        main.fill();
        main.verify();
        Files.delete(ballast);
        main.append();
        main.verify();
      }
      case "full-from-the-start" -> {
        fillUp(ballast);
        DiskMain main = open(disk);
        main.append();
        main.verify();
        Files.delete(ballast);
        main.append();
        main.verify();
      }
      case "full-with-a-torn-tail" -> {
        DiskMain main = open(disk);
        main.append();
        Path segment = main.journal.directory().resolve("0000000001.jsonl");
        Files.write(segment, new byte[100_000], StandardOpenOption.APPEND);
        fillUp(ballast);
        for (int i = 0; i < 3; i++) {
          main.append();
        }
        main.verify();
        Files.delete(ballast);
        main.append();
        main.verify();
      }
      case "append" -> {
        DiskMain main = open(disk);
        main.append();
        main.verify();
      }
      case "open" -> open(disk);
      default -> throw new IllegalArgumentException(args[1]);
    }
  }

  private static DiskMain open(Path disk) {
    try {
      return new DiskMain(disk, Journal.open(disk.resolve("journal")));
    } catch (JournalException e) {
      print(disk, e);
      throw new IllegalStateException(e);
    }
  }

  private static void fillUp(Path ballast) {
    byte[] block = new byte[4096];
    try (var file = Files.newOutputStream(ballast)) {
      while (true) {
        file.write(block);
      }
    } catch (IOException e) {
      System.out.println("ballast: " + e.getMessage());
    }
  }

  private void fill() {
    while (append()) {
      if (last > 10_000) {
        throw new IllegalStateException("the disk does not fill");
      }
    }
    append();
  }

  private boolean append() {
    try {
      long seq = journal.append(Events.numbered(last + 1));
      journal.sync();
      last = (int) seq;
      return true;
    } catch (JournalException e) {
      print(disk, e);
      return false;
    }
  }

  private static void print(Path disk, JournalException e) {
    System.out.println("error: " + String.valueOf(e.getMessage()).replace(disk.toString(), "DISK"));
    System.out.println("hint: " + e.hint().replace(disk.toString(), "DISK"));
  }

  private void verify() throws JournalException {
    Verification verification = JournalVerifier.verify(disk.resolve("journal"));
    boolean all = verification.lines() == last;
    System.out.println(
        "verify: "
            + (verification.ok() ? "ok, " : "damaged, ")
            + (all ? "every" : "not every")
            + " event "
            + verification.findings().stream().map(f -> f.kind().text()).toList());
  }
}
