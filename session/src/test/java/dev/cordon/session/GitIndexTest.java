package dev.cordon.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.testing.Programs;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which indexes make git write where it must not. */
class GitIndexTest {
  private static final int SHA1 = 20;
  private static final int SHA256 = 32;

  @TempDir Path folder;

  /** Every form of index that git itself writes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "git init -q .; git add .",
        "git init -q .; git add .; git add -N later",
        "git init -q .; git -c index.version=4 add .",
        "git init -q .; git update-index --index-version 4 --add a .gitignore d/.gitattributes",
        "git init -q .; git -c index.threads=2 add . && git -c core.untrackedCache=true status",
        "git init -q .; git config feature.manyFiles true; git add .; git commit -qm x; git status",
        "git init -q .; git add .; git commit -qm x; git sparse-checkout set --cone --sparse-index d",
        "git init -q .; git add .; git commit -qm x; git checkout -q -b o; echo 2 > a; git commit -qam 2;"
            + " git checkout -q -; echo 3 > a; git commit -qam 3; git merge o; git status",
        "git init -q .; seq 30000 | sed 's/.*/100644 e69de29bb2d1d6434b8b29ae775ad8c2e48c5391 0\\tn&/' |"
            + " git -c index.threads=4 -c index.version=4 update-index --index-info",
        "git init -q ."
      })
  void whatGitWritesStaysInside(String script) throws IOException {
    Path index = made(script);

    assertThat(!Files.exists(index) || !GitIndex.escapes(Files.readAllBytes(index), SHA1)).isTrue();
  }

  @Test
  void aSplitIndexStaysInside() throws IOException {
    Path index =
        made("git init -q .; git add .; git update-index --split-index; echo 2 > a; git add a");

    assertThat(GitIndex.escapes(Files.readAllBytes(index), SHA1)).isFalse();
    Path shared = Path.of(git("ls .git/sharedindex.*").strip());
    assertThat(GitIndex.escapes(Files.readAllBytes(folder.resolve(shared)), SHA1)).isFalse();
  }

  @Test
  void anIndexWithLongerNamesOfObjectsStaysInside() throws IOException {
    Path index = made("git init -q --object-format=sha256 .; git add .");

    assertThat(GitIndex.escapes(Files.readAllBytes(index), SHA256)).isFalse();
    assertThat(GitIndex.escapes(Files.readAllBytes(index), SHA1)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "a,false",
    ".gitignore,false",
    "a/.git2,false",
    "..a/b,false",
    ".git,true",
    ".git/hooks/x,true",
    "a/.GIT/config,true",
    "../a,true",
    "a/..,true",
    "./a,true",
    "/a,true",
    "a//b,true",
    "a/,true"
  })
  void namesThatLeadOutAreSeen(String name, boolean escapes) {
    assertThat(GitIndex.escapes(index(2, "README", name), SHA1)).isEqualTo(escapes);
    assertThat(GitIndex.escapes(index(4, "README", name), SHA1)).isEqualTo(escapes);
  }

  @Test
  void aNameInTwoHalvesIsPutTogether() {
    byte[] index = index(4, "sub/.gi", "sub/.git/config");

    assertThat(new String(index, StandardCharsets.ISO_8859_1)).doesNotContain(".git");
    assertThat(GitIndex.escapes(index, SHA1)).isTrue();
  }

  @Test
  void anIndexThatIsCutOffIsNotTrusted() {
    byte[] index = index(4, "a", "b/c");
    for (int length = 0; length < index.length; length++) {
      assertThat(GitIndex.escapes(Arrays.copyOf(index, length), SHA1)).as("%d", length).isTrue();
    }
  }

  /** Two extensions tell git where entries begin; elsewhere it would find others. */
  @ParameterizedTest
  @ValueSource(strings = {"IEOT", "EOIE"})
  void anExtensionThatSendsGitElsewhereIsNotTrusted(String kind) {
    byte[] plain = index(2, "a");
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    changed.write(plain, 0, plain.length - SHA1);
    changed.writeBytes(kind.getBytes(StandardCharsets.ISO_8859_1));
    changed.writeBytes(new byte[] {0, 0, 0, 12, 0, 0, 0, 1, 0, 0, 0, 99, 0, 0, 0, 1});
    changed.write(plain, plain.length - SHA1, SHA1);

    assertThat(GitIndex.escapes(plain, SHA1)).isFalse();
    assertThat(GitIndex.escapes(changed.toByteArray(), SHA1)).isTrue();
  }

  private Path made(String script) throws IOException {
    Files.createDirectories(folder.resolve("d/e"));
    for (String name : new String[] {"a", ".gitignore", "d/.gitattributes", "d/e/f", "later"}) {
      Files.writeString(folder.resolve(name), name.equals("a") ? "1" : "");
    }
    git(script);
    return folder.resolve(".git/index");
  }

  private String git(String script) {
    return Programs.command(Programs.require("sh").toString(), "-c", script + "; true")
        .in(folder)
        .with("GIT_CONFIG_GLOBAL", "/dev/null")
        .with("GIT_AUTHOR_NAME", "a")
        .with("GIT_AUTHOR_EMAIL", "a@example.com")
        .with("GIT_COMMITTER_NAME", "a")
        .with("GIT_COMMITTER_EMAIL", "a@example.com")
        .run()
        .succeeded()
        .stdout();
  }

  /** An index as gitformat-index(5) describes it; in version 4 each name continues the last. */
  static byte[] index(int version, String... names) {
    return index(version, new byte[SHA1], names);
  }

  static byte[] index(int version, byte[] object, String... names) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeBytes("DIRC");
      out.writeInt(version);
      out.writeInt(names.length);
      String last = "";
      for (String name : names) {
        for (int field = 0; field < 10; field++) {
          out.writeInt(field == 6 ? 0100755 : 0);
        }
        out.write(object);
        out.writeShort(name.length());
        if (version == 4) {
          int common = name.startsWith(last) ? last.length() : 0;
          out.writeByte(last.length() - common);
          out.writeBytes(name.substring(common) + "\0");
          last = name;
        } else {
          out.writeBytes(name);
          out.write(new byte[8 - (62 + name.length()) % 8]);
        }
      }
      out.write(sha1(bytes.toByteArray()));
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] sha1(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
