package dev.cordon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFilterTest {

  @ParameterizedTest
  @CsvSource({
    // since, decision, kind, session, text, matches the full event
    ",,,,, true",
    "2026-11-24T12:00:00.123Z,,,,, true",
    "2026-11-24T12:00:00.124Z,,,,, false",
    ",allow,,,, true",
    ",deny,,,, false",
    ",,run_finished,,, true",
    ",,refusal,,, false",
    ",,,a2enypys,, true",
    ",,,a2e,, true",
    ",,,2en,, false",
    ",,,,SH -C, true",
    ",,,,/etc/hosts, true",
    ",,,,RULE-1, true",
    ",,,,openat, true",
    ",,,,codex, true",
    ",,,,0.169, true",
    ",,,,/home/ana/shop, true",
    ",,,,terminal, true",
    ",,,,inside workspace, true",
    ",,,,done, true",
    ",,,,exit_code, false",
    ",allow,refusal,,, false",
    "2026-11-24T12:00:00Z,allow,run_finished,a2,done, true",
  })
  void anEventMatchesWhenItMeetsEveryPart(
      Instant since, String decision, String kind, String session, String text, boolean matches) {
    EventFilter filter =
        new EventFilter(
            since, decision, kind == null ? null : Event.Kind.parse(kind), session, null, text);

    assertThat(filter.matches(Events.full())).isEqualTo(matches);
  }

  @Test
  void whatAnEventLacksMatchesNoPart() {
    Event bare = Event.builder(Event.Kind.ESCALATION, "i", Events.NOON, "box", "ana").build();

    assertThat(new EventFilter(null, "allow", null, null, null, null).matches(bare)).isFalse();
    assertThat(new EventFilter(null, null, null, "", null, null).matches(bare)).isFalse();
    assertThat(new EventFilter(null, null, null, null, null, "null").matches(bare)).isFalse();
    assertThat(new EventFilter(null, null, null, null, null, "").matches(bare)).isTrue();
    assertThat(EventFilter.ALL.matches(bare)).isTrue();
  }

  @ParameterizedTest(name = "{0} {1} for {2}")
  @CsvSource({
    "connect, a.example.com:443, a.example.com, true",
    "connect, a.example.com:443, EXAMPLE.com, true",
    "connect, a.example.com:443, b.example.com, false",
    "connect, a.example.com:443, ple.com, false",
    "connect, 192.0.2.1:80, 192.0.2.1, true",
    "connect, [2001:db8:0:0:0:0:0:1]:80, 2001:db8:0:0:0:0:0:1, true",
    "write, /a.example.com, a.example.com, false",
  })
  void aHostIsTheOneConnectedToOrADomainAboveIt(
      String kind, String target, String host, boolean matches) {
    Event event =
        Event.builder(Event.Kind.NETWORK, "i", Events.NOON, "box", "ana")
            .action(new Event.Action(kind, List.of(), target, "/"))
            .build();

    assertThat(new EventFilter(null, null, null, null, host, null).matches(event))
        .isEqualTo(matches);
  }
}
