package dev.cordon.cli;

import dev.cordon.policy.ConfigException;
import dev.cordon.policy.ConfigFile;
import dev.cordon.policy.Layer;
import dev.cordon.policy.Layers;
import dev.cordon.policy.PackedLayer;
import dev.cordon.policy.Requirements;
import dev.cordon.policy.Settings;
import dev.cordon.policy.Unpacker;
import dev.cordon.session.Context;
import dev.cordon.session.SetupException;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;

/**
 * Reads every layer of configuration and joins them. A file that is there and cannot be followed
 * refuses everything.
 */
final class Configuration {
  private static final Path REQUIREMENTS = Path.of("/etc/cordon/requirements.toml");

  /** A configuration file larger than this is not one. */
  private static final long MAX_BYTES = 1 << 20;

  private final Context context;
  private final Path workspace;
  private final RunOptions options;
  private final CheckedFiles checked;

  private Configuration(Context context, Path workspace, RunOptions options) {
    this.context = context;
    this.workspace = workspace;
    this.options = options;
    this.checked = new CheckedFiles(context);
  }

  /** A file that says something about settings. */
  private static final class LayerFile implements CheckedFiles.Kind<Layer> {
    @Override
    public String name() {
      return "settings";
    }

    @Override
    public Layer parse(String text, String source) throws ConfigException {
      return ConfigFile.parse(text, source);
    }

    @Override
    public byte[] pack(Layer said) {
      return PackedLayer.pack(said);
    }

    @Override
    public Layer unpack(byte[] packed, String source) throws Unpacker.MalformedException {
      return PackedLayer.unpack(packed, source);
    }
  }

  static Settings settings(Context context, Path workspace, RunOptions options)
      throws UsageException, SetupException {
    try {
      return new Configuration(context, workspace, options).resolve();
    } catch (ConfigException wrong) {
      throw new SetupException(String.valueOf(wrong.getMessage()), wrong.hint());
    }
  }

  private Settings resolve() throws ConfigException, UsageException, SetupException {
    return Layers.resolve(
        Settings.defaults(),
        layer(context.state().resolve("config.toml")),
        project(),
        profile(),
        flags(),
        requirements());
  }

  /** A workspace that cannot be entered is refused as such, later. */
  private Layer project() throws ConfigException, SetupException {
    return Files.isExecutable(workspace)
        ? layer(workspace.resolve(".cordon/config.toml"))
        : Layer.empty();
  }

  private Layer profile() throws ConfigException, SetupException {
    String name = options.profile;
    if (name == null) {
      return Layer.empty();
    }
    if (name.isEmpty() || name.contains("/")) {
      throw new SetupException(
          "no profile can be called '" + name + "'",
          "a profile NAME is the file " + context.state().resolve("NAME.config.toml"));
    }
    Path file = context.state().resolve(name + ".config.toml");
    if (!Files.exists(file)) {
      throw new SetupException("no profile '" + name + "'", "a profile is the file " + file);
    }
    return layer(file);
  }

  private Layer flags() throws UsageException {
    Layer layer = Layer.empty();
    for (String override : options.overrides) {
      try {
        layer = ConfigFile.parseOverride(override).resolve(workspace, context.home()).over(layer);
      } catch (ConfigException wrong) {
        throw new UsageException(String.valueOf(wrong.getMessage()), wrong.hint());
      }
    }
    if (options.sandbox != null) {
      layer = layer.withSandboxMode(options.sandbox);
    }
    if (options.approval != null) {
      layer = layer.withApprovalPolicy(options.approval);
    }
    return layer;
  }

  private Layer layer(Path file) throws ConfigException, SetupException {
    return exists(file)
        ? checked
            .read(file, MAX_BYTES, new LayerFile())
            .resolve(file.toAbsolutePath().resolveSibling(""), context.home())
        : Layer.empty();
  }

  private static Requirements requirements() throws ConfigException, SetupException {
    if (!exists(REQUIREMENTS)) {
      return Requirements.none();
    }
    checkOwner(REQUIREMENTS, REQUIREMENTS.resolveSibling(""));
    return Requirements.parse(read(REQUIREMENTS, MAX_BYTES), REQUIREMENTS.toString());
  }

  /** INVARIANT: the floor is root's; whoever else could write it would have no floor. */
  static void checkOwner(Path... paths) throws SetupException {
    for (Path path : paths) {
      try {
        PosixFileAttributes attributes =
            Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        boolean others =
            attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE)
                || attributes.permissions().contains(PosixFilePermission.GROUP_WRITE);
        if (others || attributes.isSymbolicLink() || !attributes.owner().getName().equals("root")) {
          throw new SetupException(
              path + " could be written by others than root",
              "sudo chown root:root " + path + " && sudo chmod go-w " + path);
        }
      } catch (IOException unreadable) {
        throw new SetupException("cannot examine " + path, "check its permissions");
      }
    }
  }

  /** INVARIANT: what nobody can tell to be absent is there, and is then found to be unreadable. */
  static boolean exists(Path path) {
    File file = path.toFile();
    return file.exists() || !Files.notExists(path, LinkOption.NOFOLLOW_LINKS);
  }

  static String read(Path file, long most) throws SetupException {
    return text(bytes(file, most), file);
  }

  /** The content of a plain file, at most {@code most} bytes of it. */
  static byte[] bytes(Path file, long most) throws SetupException {
    if (!Files.isRegularFile(file)) {
      throw new SetupException("cannot read " + file, "it has to be a plain file");
    }
    try {
      if (Files.size(file) > most) {
        throw new SetupException(
            file + " is larger than " + most + " bytes", "is this the right file?");
      }
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw new SetupException("cannot read " + file, "check its permissions");
    }
  }

  /** What {@code content} says as UTF-8. */
  static String text(byte[] content, Path file) throws SetupException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException other) {
      throw new SetupException("cannot read " + file, "check that it is UTF-8");
    }
  }
}
