package dev.cordon.sandbox.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/** A server of the host that waits at a unix socket. */
final class Door implements AutoCloseable {
  private final Process server;

  private Door(Process server) {
    this.server = server;
  }

  /** Opens a door at {@code path} below the folder of a room; its folders are made when missing. */
  static Door at(Room room, String path) throws IOException {
    Process server =
        new ProcessBuilder("python3", Workshop.script("door").toString(), path)
            .directory(room.folder().toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(server.inputReader().readLine()).isEqualTo("ready");
    return new Door(server);
  }

  void nobodyCame() throws IOException {
    assertThat(server.isAlive()).isTrue();
    assertThat(server.inputReader().ready()).isFalse();
  }

  @Override
  public void close() {
    server.destroyForcibly();
  }
}
