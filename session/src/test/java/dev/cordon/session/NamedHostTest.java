package dev.cordon.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedHostTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "curl -sS https://example.com/a?b=c       | example.com",
        "curl https://ana:secret@example.com/     | example.com",
        "curl -o x example.com/a                  | example.com",
        "wget example.com                         | example.com",
        "git clone https://example.com:8443/x.git | example.com",
        "git clone git@example.com:ana/x.git      | example.com",
        "git clone ssh://git@example.com/x.git    | example.com",
        "ssh example.com                          | example.com",
        "ssh -p 2222 -i key ana@example.com id    | example.com",
        "/usr/bin/ssh -v example.com              | example.com",
        "scp -r ana@example.com:/a b              | example.com",
        "scp a example.com:b                      | example.com",
        "rsync -a ./x: y example.com:b            | example.com",
        "sftp example.com                         | example.com",
        "env X=1 ssh example.com                  | example.com",
      })
  void theHostInTheCommandLineIsFound(String line, String host) {
    assertThat(NamedHost.in(List.of(line.split(" ")))).isEqualTo(host);
    assertThat(NamedHost.in(List.of("sh", "-c", "cd x && " + line + "; echo done")))
        .isEqualTo(host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "npm install",
        "git push origin main",
        "git fetch",
        "echo a:b",
        "make x@y",
        "ssh",
        "ssh -p",
        "scp a b",
        "curl",
        "://"
      })
  void otherwiseItIsANameLookUp(String line) {
    assertThat(NamedHost.lookup(List.of(line.split(" ")))).isEqualTo("network (name look-up)");
  }

  @Test
  void whatTheCommandLineSaysIsCalledThat() {
    assertThat(NamedHost.lookup(List.of("curl", "https://example.com\u001b[2J/")))
        .isEqualTo("example.com (name look-up; the command line names this host)");
  }
}
