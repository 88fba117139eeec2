package dev.cordon.sandbox;

import java.util.Arrays;

/**
 * An assembler for classic BPF programs as seccomp takes them: eight bytes an instruction,
 * little-endian.
 *
 * <p>Source: {@code linux/filter.h}, {@code linux/seccomp.h}. Not thread-safe.
 */
final class FilterProgram {
  static final int ALLOW = 0x7fff_0000;
  static final int KILL_PROCESS = 0x8000_0000;

  /** Hands the call to the listener (Linux 5.0; letting it go on: 5.5). */
  static final int NOTIFY = 0x7fc0_0000;

  private static final int REFUSE = 0x0005_0000;

  private static final int LOAD = 0x20;
  private static final int JUMP_EQUAL = 0x15;
  private static final int JUMP_ANY_BIT = 0x45;
  private static final int JUMP_AT_LEAST = 0x35;
  private static final int RETURN = 0x06;

  private static final int OFFSET_NUMBER = 0;
  private static final int OFFSET_ARCHITECTURE = 4;
  private static final int OFFSET_ARGUMENTS = 16;

  private static final int INSTRUCTION_BYTES = 8;

  private byte[] bytes = new byte[2048];
  private int length;

  /** Refusing with {@code errno}. */
  static int refuse(int errno) {
    return REFUSE | errno;
  }

  FilterProgram loadArchitecture() {
    return emit(LOAD, 0, 0, OFFSET_ARCHITECTURE);
  }

  FilterProgram loadNumber() {
    return emit(LOAD, 0, 0, OFFSET_NUMBER);
  }

  /** Loads the lower half of argument {@code index} (0 to 5). */
  FilterProgram loadArgument(int index) {
    return emit(LOAD, 0, 0, OFFSET_ARGUMENTS + 8 * index);
  }

  /** Loads the upper half of argument {@code index} (0 to 5). */
  FilterProgram loadArgumentHigh(int index) {
    return emit(LOAD, 0, 0, OFFSET_ARGUMENTS + 8 * index + 4);
  }

  FilterProgram returnIfEqual(int value, int verdict) {
    return emit(JUMP_EQUAL, 0, 1, value).emit(RETURN, 0, 0, verdict);
  }

  FilterProgram returnIfAtLeast(int value, int verdict) {
    return emit(JUMP_AT_LEAST, 0, 1, value).emit(RETURN, 0, 0, verdict);
  }

  FilterProgram returnIfAnyBit(int bits, int verdict) {
    return emit(JUMP_ANY_BIT, 0, 1, bits).emit(RETURN, 0, 0, verdict);
  }

  FilterProgram returnUnlessEqual(int value, int verdict) {
    return emit(JUMP_EQUAL, 1, 0, value).emit(RETURN, 0, 0, verdict);
  }

  /** Skips {@code instructions} (at most 255) unless the loaded value equals {@code value}. */
  FilterProgram skipUnlessEqual(int value, int instructions) {
    return emit(JUMP_EQUAL, 0, instructions, value);
  }

  /** Skips {@code instructions} (at most 255) unless the loaded value has one of {@code bits}. */
  FilterProgram skipUnlessAnyBit(int bits, int instructions) {
    return emit(JUMP_ANY_BIT, 0, instructions, bits);
  }

  FilterProgram end(int verdict) {
    return emit(RETURN, 0, 0, verdict);
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  private FilterProgram emit(int code, int jumpTrue, int jumpFalse, int value) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * length);
    }
    bytes[length] = (byte) code;
    bytes[length + 1] = (byte) (code >> 8);
    bytes[length + 2] = (byte) jumpTrue;
    bytes[length + 3] = (byte) jumpFalse;
    bytes[length + 4] = (byte) value;
    bytes[length + 5] = (byte) (value >> 8);
    bytes[length + 6] = (byte) (value >> 16);
    bytes[length + 7] = (byte) (value >> 24);
    length += INSTRUCTION_BYTES;
    return this;
  }
}
