package dev.cordon.policy;

import java.util.Optional;

/** How much of git's own directory is protected, weakest first. */
public enum GitProtection implements Spelled {
  /** What makes git execute things: hooks, config, attributes. */
  CONFIG("config"),
  /** The whole directory, as in Codex. */
  ALL("all");

  private final String text;

  GitProtection(String text) {
    this.text = text;
  }

  /** The spelling in configuration, flags and records. */
  @Override
  public String text() {
    return text;
  }

  /** The value spelled {@code text}, exactly; empty when there is none. */
  public static Optional<GitProtection> of(String text) {
    return Spelled.find(values(), text);
  }
}
