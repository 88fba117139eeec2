package dev.cordon.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each name, program and token of the lists, so that none is lost unseen. */
class KnownNamesTest {
  private static final String LONG = "aB3dE5gH7jK9aB3dE5gH7jK9aB3dE5gH7jK9";

  @ParameterizedTest
  @CsvSource({
    "gitlab, glptt- gldt- glrt- glcbt- glsoat-",
    "slack, xoxa- xoxs- xoxr- xoxe- xoxe. xoxc- xoxd-",
    "aws, AKIA ASIA ABIA ACCA",
    "openai, sk-svcacct- sk-admin- sk-or-v1-",
    "google, GOCSPX-",
    "stripe, rk_test_",
    "docker, dckr_oat_",
    "digitalocean, doo_v1_ dor_v1_",
    "shopify, shpca_ shppa_ shpss_",
    "linear, lin_api_",
    "vault, hvb.",
    "age, AGE-SECRET-KEY-1",
    "postman, PMAK-",
    "figma, figd_",
    "pulumi, pul-",
    "databricks, dapi",
    "rubygems, rubygems_",
    "grafana, glc_",
    "newrelic, NRAK-",
    "planetscale, pscale_tkn_ pscale_pw_",
    "doppler, dp.pt. dp.st.",
    "cratesio, cio",
    "xai, xai-"
  })
  void aTokenIsKnownByItsPrefix(String kind, String prefixes) {
    for (String prefix : prefixes.split(" ", -1)) {
      assertThat(Redaction.redact("a " + prefix + LONG + " b"))
          .isEqualTo("a [redacted:" + kind + "] b");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "passwd",
        "passphrase",
        "passcode",
        "secret",
        "userpass",
        "mypassword",
        "DB_PASS",
        "db.pwd",
        "user-pw",
        "MY_PASSWORDS",
        "pass",
        "pw"
      })
  void aSureNameTellsWhateverTheValueIs(String name) {
    assertThat(Redaction.redact("a " + name + "=x b"))
        .isEqualTo("a " + name + "=[redacted:value] b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token",
        "apikey",
        "api-key",
        "accesskey",
        "access-key",
        "secretkey",
        "secret-key",
        "privatekey",
        "private-key",
        "authkey",
        "auth-key",
        "encryption-key",
        "signing-key",
        "account-key",
        "master-key",
        "credential",
        "credentials",
        "secret-key-base",
        "storepass",
        "keypass",
        "connectionstring",
        "sessionid",
        "oauth2-bearer",
        "gh_pat",
        "user.jwt",
        "bearer",
        "SENTRY_DSN",
        "some_key"
      })
  void aLikelyNameTellsWhenTheValueIsLongEnough(String name) {
    assertThat(Redaction.redact("a " + name + "=abcdef b"))
        .isEqualTo("a " + name + "=[redacted:value] b");
    assertThat(Redaction.redact("a " + name + "=abcde b")).isEqualTo("a " + name + "=abcde b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "public_key",
        "primary_key",
        "foreign_key",
        "sort_key",
        "cache_key",
        "partition_key",
        "host_key",
        "unique_key",
        "some-key",
        "_key",
        "compat",
        "pwd",
        "OLDPWD",
        "bypass",
        "mypw"
      })
  void aNameThatOnlyLooksTellingTellsNothing(String name) {
    assertThat(Redaction.redact("a " + name + "=abcdef b")).isEqualTo("a " + name + "=abcdef b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "true",
        "false",
        "null",
        "none",
        "None",
        "nil",
        "yes",
        "no",
        "undefined",
        "{",
        "[",
        "("
      })
  void aPlaceholderIsNoSecret(String value) {
    assertThat(Redaction.redact("password: " + value)).isEqualTo("password: " + value);
    assertThat(Redaction.redact("password: x" + value)).isEqualTo("password: [redacted:value]");
  }

  @ParameterizedTest
  @CsvSource({
    "-p, mysql mysqldump mysqladmin mysqlimport mysqlshow mysqlcheck mariadb mariadb-dump"
        + " mariadb-admin mycli 7z 7za 7zr rar unrar",
    "-p, sshpass mongo mongosh mongodump mongorestore cqlsh",
    "-a, redis-cli valkey-cli",
    "-w, ldapsearch ldapadd ldapmodify ldapdelete ldapwhoami ldappasswd",
    "-P, sqlcmd bcp zip unzip"
  })
  void aProgramHasAFlagWithASecretAttached(String flag, String programs) {
    for (String program : programs.split(" ", -1)) {
      assertThat(Redaction.redactArguments(List.of(program, flag + "abc", "def")))
          .containsExactly(program, flag + "[redacted:argument]", "def");
      assertThat(Redaction.redact("sudo /x/" + program + " " + flag + "abc def"))
          .isEqualTo("sudo /x/" + program + " " + flag + "[redacted:argument] def");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-p, sshpass mongo mongosh mongodump mongorestore cqlsh, true",
    "-p, mysql mysqldump mysqladmin mariadb mycli 7z rar unrar, false",
    "-a, redis-cli valkey-cli, true",
    "-w, ldapsearch ldapadd ldapmodify ldapdelete ldapwhoami ldappasswd, true",
    "-P, sqlcmd bcp zip unzip, true"
  })
  void theNextWordIsTheSecretOnlyWhereTheProgramTakesIt(
      String flag, String programs, boolean taken) {
    for (String program : programs.split(" ", -1)) {
      assertThat(Redaction.redactArguments(List.of(program, flag, "abc", "def")))
          .containsExactly(program, flag, taken ? "[redacted:argument]" : "abc", "def");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "curl, -u",
    "curl, -U",
    "curl, --user",
    "curl, --proxy-user",
    "http, -a",
    "https, -a",
    "xh, -a",
    "http, --auth",
    "xh, --auth"
  })
  void aUserComesWithItsPassword(String program, String flag) {
    assertThat(Redaction.redactArguments(List.of(program, flag, "ana:x", "url")))
        .containsExactly(program, flag, "ana:[redacted:argument]", "url");
    assertThat(Redaction.redactArguments(List.of(program, flag, "ana:", "url")))
        .containsExactly(program, flag, "ana:", "url");
    assertThat(Redaction.redactArguments(List.of("other", flag, "ana:x", "url")))
        .containsExactly("other", flag, "ana:x", "url");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"docker", "podman", "buildah", "nerdctl", "helm", "oras", "crane", "skopeo", "az"})
  void aLoginTakesAPassword(String program) {
    assertThat(Redaction.redactArguments(List.of(program, "login", "-p", "abc", "host")))
        .containsExactly(program, "login", "-p", "[redacted:argument]", "host");
    assertThat(Redaction.redactArguments(List.of(program, "run", "-p", "abc", "host")))
        .containsExactly(program, "run", "-p", "abc", "host");
  }
}
