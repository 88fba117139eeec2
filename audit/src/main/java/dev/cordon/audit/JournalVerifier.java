package dev.cordon.audit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;

/**
 * The check of a whole journal against its chain and its head file.
 *
 * <p>It finds every edit, deletion, reordering, duplication and truncation that did not rewrite all
 * that comes after it and the head file as well. Whoever can write the directory and does rewrite
 * all of it leaves no trace inside it; such a rewrite shows only against a {@link JournalHead} that
 * was noted elsewhere. What a writer leaves behind when it is killed is never taken for damage.
 *
 * <p>Writers may go on meanwhile: what is checked is the journal at the moment the check began.
 */
public final class JournalVerifier {
  /** The most findings a verification lists; beyond that they are counted. */
  public static final int MAX_FINDINGS = 200;

  private JournalVerifier() {}

  /**
   * Checks the journal in a directory. No directory is a journal without lines.
   *
   * @throws JournalException when it cannot be read
   */
  public static Verification verify(Path directory) throws JournalException {
    return verify(directory, List.of());
  }

  /**
   * Checks the journal in a directory, also against heads that were noted earlier.
   *
   * @throws JournalException when it cannot be read
   */
  public static Verification verify(Path directory, List<JournalHead> noted)
      throws JournalException {
    try {
      JournalDirectory journal = JournalDirectory.existing(directory);
      Snapshot snapshot = Snapshot.of(journal);
      Findings findings = new Findings();
      ChainCheck chain = new ChainCheck(findings, snapshot.head(), noted);
      for (int i = 0; i < snapshot.segments().length; i++) {
        check(journal, snapshot, i, chain);
      }
      chain.finish();
      sideFiles(journal, findings);
      return new Verification(
          chain.lines(), chain.firstSeq(), chain.newest(), findings.list(), findings.total());
    } catch (IOException e) {
      throw JournalException.of("read", directory, e);
    }
  }

  private static void check(JournalDirectory journal, Snapshot snapshot, int i, ChainCheck chain)
      throws IOException {
    Path path = journal.segment(snapshot.segments()[i]);
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      LineScanner lines = new LineScanner(file, 0, snapshot.lengths()[i]);
      chain.begin(path.getFileName().toString(), snapshot.segments()[i]);
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        chain.line(line);
      }
      boolean newest = i == snapshot.segments().length - 1;
      chain.end(snapshot.lengths()[i] - lines.position(), newest);
    }
  }

  private static void sideFiles(JournalDirectory journal, Findings findings) throws IOException {
    for (String name : journal.tornFiles()) {
      findings.add(
          new Finding(
              Finding.Kind.SIDE_FILE,
              name,
              0,
              0,
              "no side file",
              "bytes that a repair moved out of a segment, where they were no whole line"));
    }
  }
}
