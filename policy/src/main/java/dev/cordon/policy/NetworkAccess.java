package dev.cordon.policy;

import java.util.Optional;

/** What a confined command may reach, strictest first. */
public enum NetworkAccess implements Spelled {
  /** Nothing but its own loopback. */
  OFF("off"),
  /** Hosts that are listed, through the gate; others are asked about. */
  LIMITED("limited"),
  /** Every public host, through the gate; what would not be listed is recorded as such. */
  REPORT("report"),
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

  /** Whether connections pass the gate. */
  public boolean isGated() {
    return this == LIMITED || this == REPORT;
  }

  /** The value spelled {@code text}, exactly; empty when there is none. */
  public static Optional<NetworkAccess> of(String text) {
    return Spelled.find(values(), text);
  }
}
