package dev.cordon.policy;

import java.util.Optional;

/** What is technically possible: the sandbox mode, strictest first. */
public enum SandboxMode implements Spelled {
  /** Everything may be read, nothing written, no network. */
  READ_ONLY("read-only"),
  /** Writes inside the writable roots, except protected paths. */
  WORKSPACE_WRITE("workspace-write"),
  /** No boundary at all. */
  DANGER_FULL_ACCESS("danger-full-access");

  private final String text;

  SandboxMode(String text) {
    this.text = text;
  }

  /** The spelling in configuration, flags and records. */
  @Override
  public String text() {
    return text;
  }

  /** The value spelled {@code text}, exactly; empty when there is none. */
  public static Optional<SandboxMode> of(String text) {
    return Spelled.find(values(), text);
  }
}
