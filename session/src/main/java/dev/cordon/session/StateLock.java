package dev.cordon.session;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Mutual exclusion of sessions by a file in Cordon's state, over threads and processes. The kernel
 * releases it when its holder dies. Closed by the thread that took it.
 */
final class StateLock implements AutoCloseable {
  /**
   * Record locks belong to a process, and closing any descriptor of the file gives them up: two
   * threads must never have it open at once.
   */
  private static final ConcurrentMap<Path, ReentrantLock> OF_PROCESS = new ConcurrentHashMap<>();

  private final ReentrantLock ofProcess;
  private final FileChannel file;

  private StateLock(ReentrantLock ofProcess, FileChannel file) {
    this.ofProcess = ofProcess;
    this.file = file;
  }

  /**
   * Waits for it as long as another session holds it.
   *
   * @param path the file, which is made with its folder when it is not there
   */
  static StateLock hold(Path path) throws IOException {
    ReentrantLock fresh = new ReentrantLock();
    ReentrantLock known = OF_PROCESS.putIfAbsent(path, fresh);
    ReentrantLock ofProcess = known == null ? fresh : known;
    ofProcess.lock();
    FileChannel file = null;
    boolean done = false;
    try {
      Files.createDirectories(
          path.resolveSibling(""),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      file = open(path);
      file.lock();
      done = true;
      return new StateLock(ofProcess, file);
    } finally {
      if (!done) {
        if (file != null) {
          file.close();
        }
        ofProcess.unlock();
      }
    }
  }

  private static FileChannel open(Path path) throws IOException {
    Set<OpenOption> options =
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    return FileChannel.open(
        path,
        options,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  // INVARIANT: the file is closed first, or its closing would take the lock from the next holder
  @Override
  public void close() throws IOException {
    try {
      file.close();
    } finally {
      ofProcess.unlock();
    }
  }
}
