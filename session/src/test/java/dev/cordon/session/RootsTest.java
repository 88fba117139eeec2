package dev.cordon.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootsTest {
  @TempDir Path folder;
  private Path work;
  private Path home;
  private Path state;

  @BeforeEach
  void furnish() throws IOException {
    folder = folder.toRealPath();
    work = Files.createDirectory(folder.resolve("work"));
    home = Files.createDirectories(folder.resolve("people/ana"));
    state = Files.createDirectory(home.resolve(".cordon"));
  }

  @Test
  void theWorkspaceComesFirstAndNothingTwice() throws Exception {
    Path extra = Files.createDirectory(folder.resolve("extra"));

    Roots roots = resolve(work, List.of(work, extra, folder.resolve("missing")), List.of(extra));
    assertThat(roots).isEqualTo(new Roots(work, List.of(work, extra)));
  }

  @Test
  void aWorkspaceBehindALinkIsTheFolderItself() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), work);

    assertThat(resolve(link, List.of(), List.of()).workspace()).isEqualTo(work);
  }

  @Test
  void everythingIsNoWorkspace() {
    assertThat(refused(Path.of("/"), List.of()))
        .isEqualTo("workspace is the root of the file system");
    assertThat(refused(home, List.of())).isEqualTo("workspace is your home directory " + home);
    assertThat(refused(folder.resolve("people"), List.of()))
        .isEqualTo("workspace " + folder.resolve("people") + " holds your home directory");
    assertThat(refused(state, List.of()))
        .isEqualTo("workspace " + state + " lies in Cordon's own directory");
  }

  @Test
  void everythingIsNoAddedDirectoryEither() {
    assertThat(refused(work, List.of(Path.of("/"))))
        .isEqualTo("added directory is the root of the file system");
    assertThat(refused(work, List.of(home)))
        .isEqualTo("added directory is your home directory " + home);
  }

  @Test
  void homeBehindALinkIsHome() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("h"), home);

    assertThat(refused(link, List.of())).isEqualTo("workspace is your home directory " + home);
  }

  @Test
  void aLinkThatTheWorkspaceHoldsOpensNothing() throws IOException {
    Path secret = Files.createDirectories(folder.resolve("secret/deep"));
    Path link = Files.createSymbolicLink(work.resolve("link"), secret.getParent());

    assertThat(refused(work, List.of(link)))
        .isEqualTo("added directory " + link + " is a symbolic link to " + secret.getParent());
    assertThat(refused(work, List.of(link.resolve("deep"))))
        .isEqualTo("added directory " + link.resolve("deep") + " is a symbolic link to " + secret);
  }

  @Test
  void aNameThatIsNotUtf8IsNotGuessedAt() throws IOException {
    Path odd = Files.createDirectory(folder.resolve("b\uFFFDd"));

    assertThat(refused(odd, List.of()))
        .isEqualTo("workspace " + odd + " has a name that is not UTF-8");
  }

  @Test
  void tooManyRootsAreRefused() throws IOException {
    List<Path> many = new java.util.ArrayList<>();
    for (int i : IntStream.range(0, Roots.MAX_ROOTS).toArray()) {
      many.add(Files.createDirectory(folder.resolve("r" + i)));
    }

    assertThat(refused(work, many)).isEqualTo("more than 64 writable roots");
  }

  private Roots resolve(Path directory, List<Path> configured, List<Path> added)
      throws SetupException {
    return Roots.resolve(directory, configured, added, home, state);
  }

  private String refused(Path directory, List<Path> added) {
    SetupException refused =
        catchThrowableOfType(SetupException.class, () -> resolve(directory, List.of(), added));
    assertThat(refused).isNotNull();
    return refused.problem();
  }
}
