package dev.cordon.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JournalDirectoryTest {
  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwx---", "rwx----w-", "rwxrwxrwx", "r-x-w----"})
  void aDirectoryThatOthersCanWriteIsRefused(String mode) throws Exception {
    Path journal = Files.createDirectory(dir.resolve("journal"));
    Files.setPosixFilePermissions(journal, PosixFilePermissions.fromString(mode));

    refused(
        journal,
        "the journal's directory " + journal + " can be written by others",
        "run chmod 700 " + journal + ", then cordon log verify");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwx------", "rwxr-xr-x"})
  void aDirectoryThatOthersCanOnlyReadIsTaken(String mode) throws Exception {
    Path journal = Files.createDirectory(dir.resolve("journal"));
    Files.setPosixFilePermissions(journal, PosixFilePermissions.fromString(mode));

    Journal.open(journal).append(Events.full());
    assertThat(JournalVerifier.verify(journal).lines()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"there", "not-there"})
  void aSymbolicLinkIsRefused(String target) throws Exception {
    Files.createDirectory(dir.resolve("there"));
    Path journal = Files.createSymbolicLink(dir.resolve("journal"), dir.resolve(target));

    refused(
        journal,
        "the journal's directory " + journal + " is a symbolic link",
        "replace the link by a directory, or set CORDON_HOME to where it points");
    assertThat(dir.resolve("not-there")).doesNotExist();
  }

  @Test
  void aFileIsRefused() throws Exception {
    Path journal = Files.createFile(dir.resolve("journal"));

    refused(
        journal,
        "the journal's path " + journal + " is not a directory",
        "move the file out of the way");
  }

  @Test
  void aDirectoryOfAnotherUserIsRefused() throws Exception {
    int me = JournalDirectory.currentUser();
    Path journal = Files.createDirectory(dir.resolve("journal"));

    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> JournalDirectory.open(journal, me + 1))
        .withMessage(
            "the journal's directory "
                + journal
                + " belongs to user id "
                + me
                + ", not to "
                + (me + 1))
        .satisfies(e ->
            assertThat(e.hint())
                .isEqualTo("run as its owner, or set CORDON_HOME to a directory of your own"));
  }

  @Test
  void aDirectoryThatCannotBeMadeIsRefused() {
    Path journal = Path.of("/proc/self/journal");

    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> Journal.open(journal))
        .withMessageStartingWith("cannot open the journal in /proc/self/journal: ")
        .satisfies(e ->
            assertThat(e.hint())
                .isEqualTo(
                    "make /proc/self/journal a directory only you can write, or set"
                        + " CORDON_HOME to one"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void whatTheSystemRefusedIsSaidInWords(String words, IOException refusal) {
    assertThat(JournalException.of("open", dir, refusal))
        .hasMessage("cannot open the journal in " + dir + ": " + words)
        .satisfies(e ->
            assertThat(e.hint())
                .isEqualTo(
                    "make " + dir + " a directory only you can write, or set CORDON_HOME to one"));
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        arguments("permission denied: /a", new AccessDeniedException("/a")),
        arguments("no such file: /a", new NoSuchFileException("/a")),
        arguments("not a directory: /a", new FileAlreadyExistsException("/a")),
        arguments("not a directory: /a", new NotDirectoryException("/a")),
        arguments(
            "/a: Read-only file system",
            new FileSystemException("/a", null, "Read-only file system")));
  }

  @Test
  void aLinkedParentIsFollowedOnce() throws Exception {
    Files.createDirectories(dir.resolve("disk/home"));
    Files.createSymbolicLink(dir.resolve("home"), dir.resolve("disk/home"));

    Journal journal = Journal.open(dir.resolve("home/journal"));

    assertThat(journal.directory()).isEqualTo(dir.toRealPath().resolve("disk/home/journal"));
  }

  private static void refused(Path journal, String message, String hint) {
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> Journal.open(journal))
        .withMessage(message)
        .satisfies(e -> assertThat(e.hint()).isEqualTo(hint));
  }
}
