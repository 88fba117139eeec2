package dev.cordon.session;

import java.io.IOException;

/** The right to put questions, which one session has at a time. Closing gives it up. */
public interface Turn extends AutoCloseable {
  /** For an approver that nobody shares. */
  Turn UNSHARED = () -> {};

  @Override
  void close() throws IOException;
}
