package dev.cordon.audit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;

/**
 * The check of a whole journal against its chain and its head file.
 *
 * <p>It finds every edit, deletion, reordering, duplication and truncation, of lines and of whole
 * segments, and every damage to the head file, unless whoever did it made the chain and the head
 * file consistent again. What a writer leaves behind when it is killed is never taken for damage.
 *
 * <p>What it cannot find, having nothing but the directory: the chain has no secret in it, so
 * whoever can write the directory as its owner can
 *
 * <ul>
 *   <li>rewrite every line from some line on, and the head file with them;
 *   <li>cut lines off the end and put the head file back to match;
 *   <li>append lines that look like any other;
 *   <li>remove the journal as a whole, which looks like a machine that has never used one.
 * </ul>
 *
 * <p>All but the third show against a {@link JournalHead} that was noted elsewhere, up to the line
 * it names.
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
