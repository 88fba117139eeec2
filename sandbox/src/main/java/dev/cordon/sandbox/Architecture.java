package dev.cordon.sandbox;

import java.util.Optional;

/** A processor architecture for which Cordon can assemble filters. */
public enum Architecture {
  X86_64(0xC000_003E),
  AARCH64(0xC000_00B7);

  private final int audit;

  Architecture(int audit) {
    this.audit = audit;
  }

  /** The value of {@code seccomp_data.arch}: {@code AUDIT_ARCH_*} in {@code linux/audit.h}. */
  int audit() {
    return audit;
  }

  /** The architecture a JVM names in {@code os.arch}; empty when there is no filter for it. */
  public static Optional<Architecture> of(String name) {
    return switch (name) {
      case "amd64", "x86_64" -> Optional.of(X86_64);
      case "aarch64", "arm64" -> Optional.of(AARCH64);
      default -> Optional.empty();
    };
  }
}
