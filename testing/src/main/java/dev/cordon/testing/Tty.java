package dev.cordon.testing;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The master side of a pseudo-terminal, by libc calls (POSIX.1-2008; request numbers as in Linux
 * asm-generic/ioctls.h, the same on x86-64 and aarch64). Reading and writing may go on in two
 * threads; closing while another thread is inside a call is the caller's to prevent.
 */
final class Tty implements AutoCloseable {

  private static final int O_RDWR = 2;
  private static final int O_NOCTTY = 0x100;
  private static final int O_CLOEXEC = 0x80000;
  private static final long TIOCSWINSZ = 0x5414;
  private static final short POLLIN = 1;
  private static final int EINTR = 4;
  private static final int EIO = 5;

  /** Longest device name accepted from ptsname_r, in bytes. */
  private static final int NAME_LIMIT = 128;

  /** Bytes taken by one read. */
  private static final int READ_SIZE = 8192;

  private final Libc libc;
  private final int fd;

  private Tty(Libc libc, int fd) {
    this.libc = libc;
    this.fd = fd;
  }

  /** Opens a new pseudo-terminal; its slave exists and nobody has it open. */
  static Tty open() throws IOException {
    Libc libc = new Libc();
    int fd = (int) libc.call("posix_openpt", INT_INT, O_RDWR | O_NOCTTY | O_CLOEXEC);
    Tty tty = new Tty(libc, fd);
    libc.call("grantpt", INT_INT, fd);
    libc.call("unlockpt", INT_INT, fd);
    return tty;
  }

  /** Absolute path of the slave device. */
  String slave() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocate(NAME_LIMIT);
      libc.call("ptsname_r", PTSNAME, fd, name, (long) NAME_LIMIT);
      return name.getString(0);
    }
  }

  /** Sets the window size; the foreground process group gets SIGWINCH when it changes. */
  void resize(int rows, int columns) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment size = arena.allocate(ValueLayout.JAVA_SHORT, 4);
      size.setAtIndex(ValueLayout.JAVA_SHORT, 0, (short) rows);
      size.setAtIndex(ValueLayout.JAVA_SHORT, 1, (short) columns);
      libc.call("ioctl", IOCTL, fd, TIOCSWINSZ, size);
    }
  }

  /**
   * Waits for output.
   *
   * @return the bytes read; empty when none came in time; null when every slave is closed
   */
  byte @Nullable [] read(int timeoutMillis) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment poll = arena.allocate(8, 4);
      poll.set(ValueLayout.JAVA_INT, 0, fd);
      poll.set(ValueLayout.JAVA_SHORT, 4, POLLIN);
      if (libc.call("poll", POLL, poll, 1L, timeoutMillis) == 0) {
        return new byte[0];
      }
      MemorySegment buffer = arena.allocate(READ_SIZE);
      long count = libc.call("read", TRANSFER, fd, buffer, (long) READ_SIZE);
      return count == 0 ? null : buffer.asSlice(0, count).toArray(ValueLayout.JAVA_BYTE);
    } catch (Failure e) {
      return switch (e.errno) {
        case EIO -> null;
        case EINTR -> new byte[0];
        default -> throw e;
      };
    }
  }

  /** Types bytes; blocks while the terminal's input queue is full. */
  void write(byte[] bytes) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment data = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
      for (long done = 0; done < bytes.length; ) {
        done += libc.call("write", TRANSFER, fd, data.asSlice(done), bytes.length - done);
      }
    }
  }

  @Override
  public void close() throws IOException {
    libc.call("close", INT_INT, fd);
  }

  private static final FunctionDescriptor INT_INT =
      FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
  private static final FunctionDescriptor PTSNAME =
      FunctionDescriptor.of(
          ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG);
  private static final FunctionDescriptor IOCTL =
      FunctionDescriptor.of(
          ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS);
  private static final FunctionDescriptor POLL =
      FunctionDescriptor.of(
          ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT);
  private static final FunctionDescriptor TRANSFER =
      FunctionDescriptor.of(
          ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG);

  /** A libc call that returned an error. */
  private static final class Failure extends IOException {
    private static final long serialVersionUID = 1;
    private final int errno;

    Failure(String function, int errno) {
      super(function + " failed with errno " + errno);
      this.errno = errno;
    }
  }

  /** Calls libc functions by name and turns errno into an exception. */
  private static final class Libc {
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
        STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private final Linker linker = Linker.nativeLinker();

    long call(String function, FunctionDescriptor shape, Object... arguments) throws Failure {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment state = arena.allocate(STATE);
        Object[] all = new Object[arguments.length + 1];
        all[0] = state;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        Number result = (Number) handle(function, shape).invokeWithArguments(all);
        long value = result.longValue();
        // ptsname_r returns the error number itself.
        boolean failed = function.equals("ptsname_r") ? value != 0 : value < 0;
        if (failed) {
          throw new Failure(function, value > 0 ? (int) value : (int) ERRNO.get(state, 0L));
        }
        return value;
      } catch (Failure e) {
        throw e;
      } catch (Throwable e) {
        throw new AssertionError(function, e);
      }
    }

    @SuppressWarnings("restricted") // the signatures above are libc's own
    private MethodHandle handle(String function, FunctionDescriptor shape) {
      MemorySegment address = linker.defaultLookup().findOrThrow(function);
      Linker.Option errno = Linker.Option.captureCallState("errno");
      return function.equals("ioctl")
          ? linker.downcallHandle(address, shape, errno, Linker.Option.firstVariadicArg(2))
          : linker.downcallHandle(address, shape, errno);
    }
  }
}
