package dev.cordon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What doctor says of AppArmor's restriction, by the switch and by what was tried. */
class AppArmorTest {

  @ParameterizedTest(name = "switch {0}, mounted {1}")
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          none | true  | true  | not restricted: this kernel has no kernel.apparmor_restrict_unprivileged_userns
          none | false | true  | not restricted: this kernel has no kernel.apparmor_restrict_unprivileged_userns
          0    | true  | true  | not restricted: kernel.apparmor_restrict_unprivileged_userns is 0
          0    | false | true  | not restricted: kernel.apparmor_restrict_unprivileged_userns is 0
          1    | true  | true  | user namespaces are restricted, not for this caller: what was tried
          1    | false | false | user namespaces are restricted: what was tried
          2    | false | false | user namespaces are restricted: what was tried
          """)
  void theSwitchAloneIsNoProof(
      @Nullable String state, boolean mounted, boolean works, String seen) {
    Probe probe = AppArmor.probe(state, mounted, "what was tried");

    assertThat(probe.name()).isEqualTo("apparmor");
    assertThat(probe.needed()).isTrue();
    assertThat(probe.works()).isEqualTo(works);
    assertThat(probe.seen()).isEqualTo(seen);
    if (works) {
      assertThat(probe.fix()).isNull();
    } else {
      assertThat(probe.fix())
          .startsWith("sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0, or ");
    }
  }
}
