package dev.cordon.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.audit.Event;
import dev.cordon.testing.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A command that wants a person to open more than they see. */
class CraftedRefusalsTest {
  private SessionRoom room;

  @BeforeEach
  void open() throws IOException {
    room = new SessionRoom();
    room.otherwise(SessionRoom.yes(Scope.PROJECT));
  }

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void aFileThatBecameALinkWhileTheQuestionStoodIsNotOpened() throws Exception {
    Path precious = Files.writeString(room.root.resolve("precious"), "safe");
    Path file = Files.createFile(room.outside.resolve("f"));
    room.meanwhile(() -> {
      Files.delete(file);
      Files.createSymbolicLink(file, precious);
    });
    assertNothingOpened(room.run("echo bad > $0/f"), file);
    assertThat(precious).hasContent("safe");
  }

  @Test
  void aFileThatAnotherTookThePlaceOfIsNotOpened() throws Exception {
    Path precious = Files.writeString(room.root.resolve("precious"), "safe");
    Path file = Files.createFile(room.outside.resolve("f"));
    room.meanwhile(() -> {
      Files.delete(file);
      Files.createLink(file, precious);
    });
    assertNothingOpened(room.run("echo bad > $0/f"), file);
    assertThat(precious).hasContent("safe");
  }

  @Test
  void aNewFileWhoseFolderWasSwappedIsNotMade() throws Exception {
    Path precious = Files.createDirectory(room.root.resolve("precious"));
    Path folder = Files.createDirectory(room.outside.resolve("d"));
    room.meanwhile(() -> {
      Files.delete(folder);
      Files.createSymbolicLink(folder, precious);
    });
    assertNothingOpened(room.run("echo bad > $0/d/f"), folder.resolve("f"));
    assertThat(precious).isEmptyDirectory();
  }

  @Test
  void aNameThatCameIntoBeingMeanwhileIsNotOpened() throws Exception {
    Path file = room.outside.resolve("f");
    room.meanwhile(() -> Files.writeString(file, "somebody else's"));
    assertNothingOpened(room.run("echo bad > $0/f"), file);
    assertThat(file).hasContent("somebody else's");
  }

  @Test
  void whatIsOpenedBesideSomethingThatChangedIsOpenAllTheSame() throws Exception {
    Path file = Files.createFile(room.outside.resolve("f"));
    room.meanwhile(() -> Files.move(file, room.outside.resolve("moved")));
    Result result = room.run("echo > $0/f; echo good > $0/g; [ -s $0/g ]");

    assertThat(room.outside.resolve("g")).hasContent("good");
    assertThat(result.report().escalations())
        .extracting(Report.Escalation::answer)
        .containsExactly("no", "yes, project");
  }

  @Test
  void aProtectedPathIsNotHiddenAmongMany() throws Exception {
    room.otherwise(SessionRoom.no());
    room.run("for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo > $0/$i; done; echo > .envrc; false");

    assertThat(room.asked.getFirst().headline())
        .isEqualTo("sh wants to write in 8 places where it may not, 1 protected");
    assertThat(room.listed().getFirst())
        .isEqualTo(room.work + "/.envrc  (protected: a shell starts with it)");
    assertThat(room.detail("more")).startsWith("5 more not shown");
  }

  @Test
  void whatIsProtectedInAFolderIsNotOpenedWithIt() throws Exception {
    Path folder = Files.createDirectory(room.outside.resolve("d"));
    Programs.command("git", "init", "-q", ".").in(folder).run().succeeded();
    Files.createDirectories(folder.resolve(".claude"));
    Files.createFile(folder.resolve("old"));
    room.answer(SessionRoom.yes(Scope.ONCE));
    room.answer(SessionRoom.no());
    room.run(
        "cd $0/d && rm old || exit 1; echo new > new;"
            + " echo bad > .git/hooks/pre-commit; echo bad >> .git/config;"
            + " echo bad > .claude/settings.json; false");

    assertThat(folder.resolve("new")).hasContent("new");
    assertThat(room.asked).hasSize(2);
    assertThat(room.asked.getLast().headline())
        .isEqualTo("sh wants to write in 3 places where it may not, 3 protected");
    assertThat(room.asked.getFirst().lines().getLast().text())
        .contains(folder + " and everything in it but protected paths open for writing");
    assertThat(folder.resolve(".git/hooks/pre-commit")).doesNotExist();
    assertThat(folder.resolve(".git/config")).content().doesNotContain("bad");
    assertThat(folder.resolve(".claude")).isEmptyDirectory();
  }

  @Test
  void noFolderOnTheWayToWhatIsProtectedIsMovedAway() throws Exception {
    Path deep = Files.createDirectories(room.outside.resolve("q/a/b/r"));
    Programs.command("git", "init", "-q", ".").in(deep).run().succeeded();
    room.otherwise(SessionRoom.yes(Scope.ONCE));
    room.run(
        "cd $0/q && touch new; rm -f a2; mv a a2 && { cp -r a2 a; echo bad >> a/b/r/.git/config; };"
            + " false");

    assertThat(deep.resolve(".git/config")).content().doesNotContain("bad");
    assertThat(room.outside.resolve("q/a2")).doesNotExist();
  }

  @Test
  void aFolderDoesNotTakeInWhatIsProtectedInIt() throws Exception {
    room.otherwise(SessionRoom.no());
    Files.createFile(room.outside.resolve("old"));
    room.run("rm -- $0/old; echo > $0/plain; echo > $0/.bashrc; false");

    assertThat(room.listed())
        .containsExactly(
            ".bashrc  (new file)  (protected: a shell starts with it)",
            "old and 1 more  (opens "
                + room.outside
                + " and everything in it but protected paths)");
  }

  @Test
  void aNameTooLongToReadIsNotOffered() throws Exception {
    String deep = ("d".repeat(250) + "/").repeat(4);
    Files.createDirectories(room.outside.resolve(deep));
    Result result = room.run("echo > $0/" + deep + "x; echo > $0/short; false");

    assertThat(room.listed()).containsExactly("short  (new file)");
    assertThat(room.detail("more")).startsWith("1 more not shown");
    assertThat(room.outside.resolve(deep)).isEmptyDirectory();
    assertThat(result.notices())
        .extracting(Notice::text)
        .singleElement()
        .asString()
        .contains("ddd");
  }

  @Test
  void aNameThatIsNoUtf8MakesNothing() throws Exception {
    Result result = room.run("echo > $0/$(printf 'x\\377'); false");

    assertThat(room.asked).isEmpty();
    assertThat(room.outside).isEmptyDirectory();
    assertThat(result.report().denied()).hasSize(1);
  }

  @Test
  void aHomeThatIsReachedThroughALinkIsNotOffered() throws Exception {
    Path home = room.root.resolve("home");
    Path real = room.root.resolve("real-home");
    Files.move(home, real);
    Files.createSymbolicLink(home, real);
    Path state = room.root.resolve("state");
    Files.move(real.resolve(".cordon"), state);
    Files.createSymbolicLink(real.resolve(".cordon"), state);
    Files.createFile(real.resolve("f"));
    Result result = room.run("rm -- $0/../home/f; false");

    assertThat(room.asked).isEmpty();
    assertThat(result.notices())
        .extracting(Notice::text)
        .containsExactly(
            "refused: write ~/f; making, replacing or removing a file right in the home directory"
                + " would need all of it open, which no question offers");
    assertThat(real.resolve("f")).exists();
  }

  @Test
  void aLinkIsNeverOpened() throws Exception {
    Path precious = Files.createDirectory(room.root.resolve("precious"));
    Files.createSymbolicLink(room.outside.resolve("dangling"), precious.resolve("new"));
    Result result = room.run("echo bad > $0/dangling; chown -h 0 \"$0/dangling\"; false");

    assertThat(result.report().exitCode()).isEqualTo(1);
    assertThat(room.asked).isEmpty();
    assertThat(precious).isEmptyDirectory();
  }

  private void assertNothingOpened(Result result, Path path) throws IOException {
    assertThat(room.asked).hasSize(1);
    assertThat(result.report().exitCode()).isNotZero();
    assertThat(result.report().escalations())
        .containsExactly(
            new Report.Escalation("write", path.toString(), path.toString(), "no", "policy"));
    assertThat(result.notices())
        .contains(
            new Notice(
                "not opened: " + path + ": what lies there changed after the question was put",
                null));
    assertThat(room.events(Event.Kind.APPROVAL)).isEmpty();
    assertThat(room.events(Event.Kind.REFUSAL)).extracting("verdict.by").containsExactly("policy");
    assertThat(room.state.resolve("grants")).doesNotExist();
  }
}
