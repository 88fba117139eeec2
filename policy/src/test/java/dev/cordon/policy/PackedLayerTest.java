package dev.cordon.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PackedLayerTest {
  private static final String EVERYTHING =
      """
      sandbox_mode = "read-only"
      approval_policy = "never"
      [sandbox_workspace_write]
      network_access = true
      writable_roots = ["~/é", "/b c", "rel\\native"]
      [shell_environment_policy]
      exclude = []
      include_only = ["PATH", "*"]
      set = { A = "1", B = "", "ü" = "x\\ty" }
      [git]
      protect = "all"
      """;

  @Test
  void everyShapeComesBackWithItsPlace() throws Exception {
    Layer layer = ConfigFile.parse(EVERYTHING, "c.toml");

    Layer back = PackedLayer.unpack(PackedLayer.pack(layer), "c.toml");

    assertThat(back.settings()).isEqualTo(layer.settings()).isNotEmpty();
    assertThat(back.settings().keySet()).extracting(Key::shape).contains(Key.Shape.values());
  }

  @Test
  void nothingComesBackAsNothing() throws Exception {
    assertThat(PackedLayer.unpack(PackedLayer.pack(Layer.empty()), "c").settings()).isEmpty();
  }

  @Test
  void whatIsCutOffIsMalformed() throws Exception {
    byte[] packed = PackedLayer.pack(ConfigFile.parse(EVERYTHING, "c.toml"));

    for (int length = 0; length < packed.length; length++) {
      byte[] cut = Arrays.copyOf(packed, length);
      assertThatExceptionOfType(Unpacker.MalformedException.class)
          .describedAs("%d bytes", length)
          .isThrownBy(() -> PackedLayer.unpack(cut, "c.toml"));
    }
  }

  @Test
  void sizesThatCannotBeAreMalformed() {
    for (int size : new int[] {-1, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 24}) {
      byte[] packed = new Packer().number(size).text("SANDBOX_MODE").bytes();
      assertThatExceptionOfType(Unpacker.MalformedException.class)
          .isThrownBy(() -> PackedLayer.unpack(packed, "c.toml"));
      assertThatExceptionOfType(Unpacker.MalformedException.class)
          .isThrownBy(() -> new Unpacker(packed).text());
    }
  }

  @Test
  void anUnknownKeyOrFlagIsMalformed() {
    assertThatExceptionOfType(Unpacker.MalformedException.class)
        .isThrownBy(() -> new Unpacker(new Packer().text("NONE").bytes()).choice(Key.values()));
    assertThatExceptionOfType(Unpacker.MalformedException.class)
        .isThrownBy(() -> new Unpacker(new Packer().number(2).bytes()).flag());
  }
}
