package dev.cordon.policy;

import java.util.Optional;

/** What a confined command may reach, strictest first. */
public enum NetworkAccess implements Spelled {
  /** Nothing but its own loopback. */
  OFF("off"),
  /** The host's network as it is. */
  FULL("full");

  private final String text;

  NetworkAccess(String text) {
    this.text = text;
  }

  /** The spelling in configuration, flags and records. */
  @Override
  public String text() {
    return text;
  }

  /** The value spelled {@code text}, exactly; empty when there is none. */
  public static Optional<NetworkAccess> of(String text) {
    return Spelled.find(values(), text);
  }
}
