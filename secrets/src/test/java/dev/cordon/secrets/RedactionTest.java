package dev.cordon.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken out of a text, and what stays. Samples are put together so that none is whole. */
class RedactionTest {

  private static final String A = "aB3dE5gH7jK9";
  private static final String LONG = A + A + A;

  /** A {@code @} stands for 36 letters and digits. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "ghp_@,github",
    "gho_@,github",
    "ghu_@,github",
    "ghs_@,github",
    "ghr_@,github",
    "github_pat_@_@,github",
    "glpat-@,gitlab",
    "xoxb-123456789012-@,slack",
    "xoxp-1234-@,slack",
    "xapp-1-A1-@,slack",
    "sk-@,openai",
    "sk-proj-@_-@,openai",
    "sk-ant-api03-@-@,anthropic",
    "AIza@,google",
    "ya29.@,google",
    "sk_live_@,stripe",
    "sk_test_@,stripe",
    "rk_live_@,stripe",
    "whsec_@,stripe",
    "npm_@,npm",
    "pypi-@,pypi",
    "dckr_pat_@,docker",
    "hf_@,huggingface",
    "dop_v1_@,digitalocean",
    "SG.@.@,sendgrid",
    "shpat_@,shopify",
    "hvs.@,vault",
    "tskey-auth-@,tailscale",
    "ATATT3@,atlassian",
    "glsa_@,grafana",
    "gsk_@,groq"
  })
  void knownTokensAreTakenOutWhereverTheyStand(String shape, String kind) {
    String token = shape.replace("@", LONG);
    String mark = "[redacted:" + kind + "]";

    assertThat(Redaction.redact(token)).isEqualTo(mark);
    assertThat(Redaction.redact("a " + token + " b")).isEqualTo("a " + mark + " b");
    assertThat(Redaction.redact("x('" + token + "')")).isEqualTo("x('" + mark + "')");
    assertThat(Redaction.redact("," + token + ",")).isEqualTo("," + mark + ",");
    assertThat(Redaction.redact(token + "\n" + token)).isEqualTo(mark + "\n" + mark);
    assertThat(Redaction.redactArguments(List.of("run", token))).containsExactly("run", mark);
  }

  @Test
  void awsKeyIdsAreTakenOut() {
    for (String prefix : List.of("AKIA", "ASIA")) {
      String id = prefix + "ABCDEFGHIJKLMNOP";
      assertThat(Redaction.redact("id " + id + ".")).isEqualTo("id [redacted:aws].");
    }
  }

  @Test
  void signedTokensAreTakenOut() {
    String token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0." + LONG;

    assertThat(Redaction.redact("a " + token + " b")).isEqualTo("a [redacted:jwt] b");
    assertThat(Redaction.redact("eyJab_d-fg.")).isEqualTo("eyJab_d-fg.");
    assertThat(Redaction.redact("eyJab_d-fg." + LONG.substring(0, 18))).startsWith("eyJ");
    assertThat(Redaction.redact("eyJab_d-fg." + LONG.substring(0, 19))).isEqualTo("[redacted:jwt]");
    assertThat(Redaction.redact("eyJab_d-f." + LONG)).startsWith("eyJ");
    assertThat(Redaction.redact("eyJ" + LONG)).isEqualTo("eyJ" + LONG);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RSA PRIVATE KEY",
        "PRIVATE KEY",
        "EC PRIVATE KEY",
        "OPENSSH PRIVATE KEY",
        "ENCRYPTED PRIVATE KEY",
        "PGP PRIVATE KEY BLOCK"
      })
  void privateKeysAreTakenOutFromHeaderToFooter(String label) {
    String key = "-----BEGIN " + label + "-----\nabc\ndef\n-----END " + label + "-----";

    assertThat(Redaction.redact("a\n" + key + "\nb\n" + key + "\nc"))
        .isEqualTo("a\n[redacted:private-key]\nb\n[redacted:private-key]\nc");
    assertThat(Redaction.redact(key)).isEqualTo("[redacted:private-key]");
    assertThat(Redaction.redact("a " + key.substring(0, 40))).isEqualTo("a [redacted:private-key]");
  }

  /** Left as it is: {@code =}. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          Authorization: Bearer abc            ~ Authorization: Bearer [redacted:authorization]
          authorization: basic dXNlcjpw        ~ authorization: basic [redacted:authorization]
          Authorization: token abc def         ~ Authorization: token [redacted:authorization]
          Authorization: abcdef                ~ Authorization: [redacted:authorization]
          Proxy-Authorization: Basic dXNlcjpw  ~ Proxy-Authorization: Basic [redacted:authorization]
          {"Authorization": "Bearer abc", "a": 1} ~ {"Authorization": "Bearer [redacted:authorization]", "a": 1}
          Cookie: a=b; c=d                     ~ Cookie: [redacted:authorization]
          Cookie: a b                          ~ Cookie: [redacted:authorization]
          Set-Cookie: abc def; Path=/          ~ Set-Cookie: [redacted:authorization]
          curl -H "Cookie: a b" -H 'x: y'      ~ curl -H "Cookie: [redacted:authorization]" -H 'x: y'
          curl -H 'set-cookie: a b c' u        ~ curl -H 'set-cookie: [redacted:authorization]' u
          {"Cookie": "a b", "c": 1}            ~ {"Cookie": "[redacted:authorization]", "c": 1}
          Cookie: $A; sid=abc def              ~ Cookie: [redacted:authorization]
          X-Api-Key: abcdef                    ~ X-Api-Key: [redacted:value]
          Private-Token: abcdef                ~ Private-Token: [redacted:value]
          fetch with Bearer abcdef123456       ~ fetch with Bearer [redacted:authorization]
          fetch with Bearer abcd1234.efgh56 x  ~ fetch with Bearer [redacted:authorization] x
          curl -d "token=abcdef" -H 'Cookie: a=b c' u ~ curl -d "token=[redacted:value]" -H 'Cookie: [redacted:authorization]' u
          -u Basic dXNlcjpwYXNz                ~ -u Basic [redacted:authorization]

          https://ana:hunter2@host/a           ~ https://ana:[redacted:password]@host/a
          postgres://u:p@h/d redis://:q@i      ~ postgres://u:[redacted:password]@h/d redis://:[redacted:password]@i
          https://u:a@b:c@host/                ~ https://u:[redacted:password]@host/
          https://u:a/b?c@host/                ~ https://u:[redacted:password]@host/
          https://x-access-token:abcdef@github.com/a/b ~ https://x-access-token:[redacted:password]@github.com/a/b
          https://0123456789abcdef0123@host    ~ https://[redacted:password]@host

          PASSWORD=hunter2                     ~ PASSWORD=[redacted:value]
          DB_PASSWORD=x                        ~ DB_PASSWORD=[redacted:value]
          MYSQL_PWD=x                          ~ MYSQL_PWD=[redacted:value]
          DB_PASS=x                            ~ DB_PASS=[redacted:value]
          PASSWORD2=hunter2                    ~ PASSWORD2=[redacted:value]
          API_TOKEN=abcdef                     ~ API_TOKEN=[redacted:value]
          AWS_SECRET_ACCESS_KEY=ab/cd+ef=      ~ AWS_SECRET_ACCESS_KEY=[redacted:value]
          SECRET_KEY_BASE=abcdef               ~ SECRET_KEY_BASE=[redacted:value]
          ENCRYPTION_KEY=abcdef                ~ ENCRYPTION_KEY=[redacted:value]
          clientSecret: abcdef                 ~ clientSecret: [redacted:value]
          accessToken = "abcdef"               ~ accessToken = "[redacted:value]"
          password => 'abc'                    ~ password => '[redacted:value]'
          {"password": "a b", "user": "c"}     ~ {"password": "[redacted:value]", "user": "c"}
          "{\\"password\\": \\"a b\\"}"        ~ "{\\"password\\": \\"[redacted:value]\\"}"
          PASSWORD="a b" run                   ~ PASSWORD="[redacted:value]" run
          PASSWORD='a b' run                   ~ PASSWORD='[redacted:value]' run
          PASSWORD=a"b c"d run                 ~ PASSWORD=[redacted:value] run
          curl -d "token=abcdef" url           ~ curl -d "token=[redacted:value]" url
          /x?access_token=abcdef&a=1           ~ /x?access_token=[redacted:value]&a=1
          run --password=x --user=y            ~ run --password=[redacted:value] --user=y
          java -Djavax.password=x              ~ java -Djavax.password=[redacted:value]
          A=1 PASSWORD=x; run                  ~ A=1 PASSWORD=[redacted:value]; run

          run --password x --user y            ~ run --password [redacted:argument] --user y
          run --token 'x y' z                  ~ run --token [redacted:argument] z
          mysql -psecret db                    ~ mysql -p[redacted:argument] db
          sudo /usr/bin/mysqldump -psecret db  ~ sudo /usr/bin/mysqldump -p[redacted:argument] db
          sshpass -p x ssh -p 22 host          ~ sshpass -p [redacted:argument] ssh -p 22 host
          curl -u ana:x url                    ~ curl -u ana:[redacted:argument] url
          curl -uana:x url                     ~ curl -uana:[redacted:argument] url
          curl --user ana:x url                ~ curl --user ana:[redacted:argument] url
          curl --proxy-user=ana:x url          ~ curl --proxy-user=ana:[redacted:argument] url
          curl -H "Authorization: Bearer x" u  ~ curl -H "Authorization: Bearer [redacted:authorization]" u
          docker login -u ana -p x host        ~ docker login -u ana -p [redacted:argument] host
          redis-cli -a x ping                  ~ redis-cli -a [redacted:argument] ping
          ldapsearch -w x -b y                 ~ ldapsearch -w [redacted:argument] -b y
          openssl rsa -passin pass:x -in a     ~ openssl rsa -passin pass:[redacted:argument] -in a
          aws configure set aws_secret_access_key x ~ aws configure set aws_secret_access_key [redacted:argument]
          sh -c 'mysql -psecret' && ls         ~ sh -c 'mysql -p[redacted:argument]' && ls
          bash -c "sh -c 'curl -u a:b c'"      ~ bash -c "sh -c 'curl -u a:[redacted:argument] c'"
          """)
  void secretsAreTakenOutOfTextAndScripts(String text, String redacted) {
    assertThat(Redaction.redact(text)).isEqualTo(redacted);
    assertThat(Redaction.redact(redacted)).as("once more").isEqualTo(redacted);
    assertThat(Redaction.redactArguments(List.of("sh", "-c", text)).get(2)).isEqualTo(redacted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "=",
        ":",
        "://",
        "ls -la",
        "cat /etc/hosts",
        "git commit -m 'Add tokens'",
        "b4eb3bc0f6a7a1d93a2d4ad0e0b1a8e2a1f0c3d4",
        "git show dead1bb",
        "123e4567-e89b-12d3-a456-426614174000",
        "sha256:9f86d081884c7d659a2feaa0c55ad015",
        "/usr/lib/jvm/temurin-25-jdk-amd64/bin/java",
        "aGVsbG8gd29ybGQ=",
        "eyJhIjoxfQ==",
        "npm_config_registry_of_the_whole_company_here",
        "hf_hub_download_of_a_very_long_name_here",
        "sk-learn-contrib-extension-package",
        "task-runner-for-everything-in-here",
        "disk-usage",
        "https://github.com/a/b.git",
        "git@github.com:a/b.git",
        "ssh://git@host/a",
        "http://h:8080/@a/b",
        "https://registry.example/@scope/name",
        "docker run -p 80:80 -u 1000:1000 a",
        "ssh -p 22 host",
        "cp -p a b",
        "mkdir -p a/b",
        "mysql -p",
        "mysql -p -u root db",
        "curl -u ana url",
        "PASSWORD=$PASSWORD run",
        "PASSWORD=${PASSWORD} run",
        "PASSWORD=${PASSWORD:?} run",
        "TOKEN=${TOKEN:-none}",
        "TOKEN=\"$TOKEN\" run",
        "TOKEN=$(cat a) run",
        "https://u:$PASS@host/",
        "curl -u a:$PASS url",
        "run --password $PASS",
        "password=",
        "token: no",
        "PWD=/home/ana",
        "OLDPWD=/home/ana",
        "max_tokens=100",
        "primary_key=identifier",
        "public_key=identifier",
        "TOKEN_FILE=/run/token",
        "run --password-stdin",
        "psql --no-password db",
        "Basic programming in C",
        "the bearer certificates",
        "-----BEGIN CERTIFICATE-----\nabc\n",
        "const a = b ? c : d",
        "A=1 B=two C=three",
        "keyboard: colemak",
        "monkey=business",
        "bypass=everything",
        "tokenizer=bert-base",
        "http -p 80",
        "7z a out.7z"
      })
  void ordinaryTextStaysAsItIs(String text) {
    assertThat(Redaction.redact(text)).isEqualTo(text);
    assertThat(Redaction.redactArguments(List.of(text))).containsExactly(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {";", "|", "&", "(", ")", "`", "\n"})
  void aFlagMeansWhatItMeansToItsOwnCommand(String separator) {
    String text = "redis-cli ping " + separator + " cp -a b c";
    assertThat(Redaction.redact(text)).isEqualTo(text);
  }

  @Test
  void argumentsAreReadTogether() {
    assertThat(args("run", "--password", "hunter2", "--user", "ana"))
        .containsExactly("run", "--password", "[redacted:argument]", "--user", "ana");
    assertThat(args("run", "--password", "-x9!secret", "a"))
        .containsExactly("run", "--password", "[redacted:argument]", "a");
    assertThat(args("docker", "run", "-e", "DB_PASSWORD=a b;c&d"))
        .containsExactly("docker", "run", "-e", "DB_PASSWORD=[redacted:value]");
    assertThat(args("run", "--token", "-v", "a")).containsExactly("run", "--token", "-v", "a");
    assertThat(args("run", "--token", "--verbose", "a"))
        .containsExactly("run", "--token", "--verbose", "a");
    assertThat(args("run", "--password=a b;c"))
        .containsExactly("run", "--password=[redacted:value]");
    assertThat(args("env", "DB_PASSWORD=a b;c&d", "run"))
        .containsExactly("env", "DB_PASSWORD=[redacted:value]", "run");
    assertThat(args("mysql", "-u", "root", "-ps3cret", "db"))
        .containsExactly("mysql", "-u", "root", "-p[redacted:argument]", "db");
    assertThat(args("/usr/bin/curl", "-u", "ana:a b", "url"))
        .containsExactly("/usr/bin/curl", "-u", "ana:[redacted:argument]", "url");
    assertThat(args("curl", "-H", "Authorization: Bearer abc", "url"))
        .containsExactly("curl", "-H", "Authorization: Bearer [redacted:authorization]", "url");
    assertThat(args("curl", "-HX-Api-Key: abcdef", "url"))
        .containsExactly("curl", "-HX-Api-Key: [redacted:value]", "url");
    assertThat(args("ssh", "host", "mysql -ps3cret db; ls"))
        .containsExactly("ssh", "host", "mysql -p[redacted:argument] db; ls");
    assertThat(args("sh", "-c", "PASSWORD=x ls -la"))
        .containsExactly("sh", "-c", "PASSWORD=[redacted:value] ls -la");
    assertThat(args("run", "--password", "")).containsExactly("run", "--password", "");
    assertThat(args()).isEmpty();
  }

  private static List<String> args(String... arguments) {
    return Redaction.redactArguments(List.of(arguments));
  }
}
