package dev.cordon.sandbox;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Executes a filter program the way the kernel does, for the instructions Cordon uses; anything
 * else, and a jump out of the program, fails. Source: linux/filter.h, net/core/filter.c.
 */
final class Machine {
  private final ByteBuffer program;

  Machine(byte[] program) {
    if (program.length % 8 != 0 || program.length == 0) {
      throw new AssertionError("not a program: " + program.length + " bytes");
    }
    this.program = ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Instructions it has; the kernel takes 4096. */
  int size() {
    return program.capacity() / 8;
  }

  /** The verdict on one call. */
  int run(int architecture, int number, long... arguments) {
    ByteBuffer data = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    data.putInt(0, number).putInt(4, architecture);
    for (int i = 0; i < arguments.length; i++) {
      data.putLong(16 + 8 * i, arguments[i]);
    }
    int accumulator = 0;
    for (int at = 0; at < size(); at++) {
      int code = program.getShort(at * 8);
      int value = program.getInt(at * 8 + 4);
      switch (code) {
        case 0x20 -> accumulator = data.getInt(value);
        case 0x15 -> at += jump(at, accumulator == value);
        case 0x35 -> at += jump(at, Integer.compareUnsigned(accumulator, value) >= 0);
        case 0x45 -> at += jump(at, (accumulator & value) != 0);
        case 0x06 -> {
          return value;
        }
        default -> throw new AssertionError("unknown instruction " + Integer.toHexString(code));
      }
    }
    throw new AssertionError("the program ends without a verdict");
  }

  private int jump(int at, boolean taken) {
    return Byte.toUnsignedInt(program.get(at * 8 + (taken ? 2 : 3)));
  }
}
