package dev.cordon.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.Patch;
import dev.cordon.policy.PatchPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a path of a patch leads, in a workspace {@code w} beside a folder {@code out}. */
class EditedPathTest {
  @TempDir Path temporary;
  private Path root = Path.of("");
  private Roots roots = new Roots(Path.of("/"), List.of());

  @BeforeEach
  void furnish() throws IOException {
    root = temporary.toRealPath();
    Path work = root.resolve("w");
    Files.createDirectories(work.resolve("src/deep"));
    Path out = Files.createDirectories(root.resolve("out/in")).resolveSibling("");
    Files.writeString(work.resolve("src/a"), "a");
    Files.writeString(out.resolve("f"), "f");
    Files.createSymbolicLink(work.resolve("file"), out.resolve("f"));
    Files.createSymbolicLink(work.resolve("folder"), Path.of("../out/in"));
    Files.createSymbolicLink(work.resolve("dangling"), Path.of("../out/new"));
    Files.createSymbolicLink(work.resolve("chain"), Path.of("file"));
    Files.createSymbolicLink(work.resolve("inner"), Path.of("src/deep"));
    Files.createSymbolicLink(work.resolve(".envrc"), Path.of("src/a"));
    Files.createSymbolicLink(work.resolve("loop"), Path.of("loop"));
    Files.createSymbolicLink(root.resolve("alias"), work);
    Files.createLink(work.resolve("second"), Files.writeString(out.resolve("g"), "g"));
    roots = new Roots(work, List.of(work));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          UPDATE    | src/a          | w/src/a
          ADD       | new/b          | w/new/b
          ADD       | ../out/b       | out/b
          ADD       | src/../../out  | out
          UPDATE    | file           | w/file out/f
          UPDATE    | chain          | w/chain out/f
          MOVE_TO   | dangling       | w/dangling out/new
          ADD       | folder/b       | w/folder/b out/in/b
          ADD       | folder/../f2   | w/f2 out/f2
          ADD       | inner/../b     | w/b w/src/b
          UPDATE    | .envrc         | w/.envrc w/src/a
          DELETE    | file           | w/file
          MOVE_FROM | file           | w/file
          DELETE    | folder/b       | w/folder/b out/in/b
          """)
  void isFoundThroughEveryLink(Patch.Kind kind, String path, String places) {
    PatchPolicy.Touched touched = EditedPath.find(new Patch.Change(kind, path), roots);

    assertThat(touched.trouble()).isNull();
    assertThat(touched.places())
        .containsExactlyInAnyOrderElementsOf(
            List.of(places.split(" ", -1)).stream().map(root::resolve).toList());
  }

  @Test
  void aWayThroughALinkFromOutsideLeadsIn() {
    Patch.Change change = new Patch.Change(Patch.Kind.UPDATE, root + "/alias/src/a");

    assertThat(EditedPath.find(change, roots).places()).containsExactly(root.resolve("w/src/a"));
  }

  @ParameterizedTest
  @CsvSource({"UPDATE, loop", "DELETE, loop/x", "ADD, loop/../x"})
  void aCircleLeadsNowhere(Patch.Kind kind, String path) {
    assertThat(EditedPath.find(new Patch.Change(kind, path), roots).trouble())
        .isEqualTo("where it leads cannot be told");
  }

  @Test
  void aFileWithAnotherNameIsSaidToHaveOne() {
    assertThat(EditedPath.find(new Patch.Change(Patch.Kind.UPDATE, "second"), roots).trouble())
        .isEqualTo("it has another name (a hard link), which may lie anywhere");
    assertThat(EditedPath.find(new Patch.Change(Patch.Kind.DELETE, "second"), roots).trouble())
        .isNull();
  }
}
