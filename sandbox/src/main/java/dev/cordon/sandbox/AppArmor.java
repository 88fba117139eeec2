package dev.cordon.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * AppArmor's restriction of user namespaces (Ubuntu since 23.10): who has no profile that allows
 * them gets one without capabilities, in which nothing can be mounted. Pure but for {@link #state}.
 */
final class AppArmor {
  static final String NAME = "apparmor";

  private static final String SWITCH = "kernel.apparmor_restrict_unprivileged_userns";
  private static final Path FILE =
      Path.of("/proc/sys/kernel/apparmor_restrict_unprivileged_userns");
  private static final String FIX =
      "sudo sysctl -w "
          + SWITCH
          + "=0, or an AppArmor profile with `userns,` for cordon-stage; bubblewrap has one in"
          + " apparmor-profiles, bwrap-userns-restrict";

  private AppArmor() {}

  /** What the switch says; null on a kernel without it. */
  static @Nullable String state() {
    try {
      return Files.readString(FILE).strip();
    } catch (IOException none) {
      return null;
    }
  }

  /**
   * What is to be said of it.
   *
   * @param state what the switch says, or null
   * @param mounted whether something could be mounted in a user namespace
   * @param said what was seen when that was tried
   */
  static Probe probe(@Nullable String state, boolean mounted, String said) {
    if (state == null) {
      return new Probe(NAME, true, true, "not restricted: this kernel has no " + SWITCH, null);
    }
    if (state.equals("0")) {
      return new Probe(NAME, true, true, "not restricted: " + SWITCH + " is 0", null);
    }
    String seen =
        mounted
            ? "user namespaces are restricted, not for this caller: " + said
            : "user namespaces are restricted: " + said;
    return new Probe(NAME, true, mounted, seen, mounted ? null : FIX);
  }
}
